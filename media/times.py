"""Moments of a film as text: for people, addresses, caption files and structured data.

All times are seconds from the start of the film, as float.
"""

import math
import re

SECONDS_PER_MINUTE = 60
SECONDS_PER_HOUR = 3600
# No film of the library is longer than two hours; the digits are bounded so that no number overflows.
CLOCK = re.compile(
    r"(?:npt:)?(?:(?:(?P<hours>\d{1,3}):)?(?P<minutes>\d{1,4}):)?(?P<seconds>\d{1,6}(?:[.,]\d{1,6})?)",
    re.ASCII,
)
UNITS = re.compile(
    r"(?:(?P<hours>\d{1,3})h)?(?:(?P<minutes>\d{1,4})m)?(?:(?P<seconds>\d{1,6}(?:[.,]\d{1,6})?)s)?", re.ASCII
)
TIMESTAMP = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})"  # of captions; for `timestamp_seconds`


def format_clock(seconds: float) -> str:
    """Write a moment as people read it on a player: ``1:05`` or ``1:02:03``."""
    whole = math.floor(_checked(seconds))
    hours, rest = divmod(whole, SECONDS_PER_HOUR)
    minutes, second = divmod(rest, SECONDS_PER_MINUTE)
    if hours:
        return f"{hours}:{minutes:02}:{second:02}"
    return f"{minutes}:{second:02}"


def format_moment(seconds: float) -> str:
    """Write a moment to the millisecond, as people type it: ``1:05,250`` or ``1:02:03,000``."""
    milliseconds = round(_checked(seconds) * 1000) % 1000
    return f"{format_clock(round(seconds * 1000) // 1000)},{milliseconds:03}"


def parse_clock(text: str) -> float:
    """Read ``90``, ``1:30``, ``1:02:03``, ``1m30s`` or a media fragment such as ``npt:1:30``.

    Raises ValueError with an English sentence for everything else.
    """
    compact = text.strip().lower()
    match = CLOCK.fullmatch(compact) or UNITS.fullmatch(compact)
    if match is None or not compact:
        raise ValueError(f"“{text}” is not a time. Write it like 1:30 or 1:02:03.")
    hours, minutes, seconds = (_number(match[name]) for name in ("hours", "minutes", "seconds"))
    if match["minutes"] is not None and seconds >= SECONDS_PER_MINUTE:
        raise ValueError(f"“{text}” is not a time: seconds go from 00 to 59.")
    if match["hours"] is not None and minutes >= SECONDS_PER_MINUTE:
        raise ValueError(f"“{text}” is not a time: minutes go from 00 to 59.")
    return hours * SECONDS_PER_HOUR + minutes * SECONDS_PER_MINUTE + seconds


def iso_duration(seconds: float) -> str:
    """Write a length as ISO 8601, to the second: ``PT5M12S`` (schema.org `duration`)."""
    whole = round(_checked(seconds))
    hours, rest = divmod(whole, SECONDS_PER_HOUR)
    minutes, second = divmod(rest, SECONDS_PER_MINUTE)
    parts = [f"{number}{unit}" for number, unit in ((hours, "H"), (minutes, "M"), (second, "S")) if number]
    return "PT" + ("".join(parts) or "0S")


def timestamp_seconds(hours: str | None, minutes: str, seconds: str, fraction: str) -> float | None:
    """Seconds of the four groups of `TIMESTAMP`, to the millisecond; None if minutes or seconds are no clock's."""
    if int(seconds) >= SECONDS_PER_MINUTE or int(minutes) >= 60:
        return None
    whole = int(hours or 0) * SECONDS_PER_HOUR + int(minutes) * SECONDS_PER_MINUTE + int(seconds)
    return (whole * 1000 + int(fraction.ljust(3, "0"))) / 1000


def vtt_timestamp(seconds: float) -> str:
    """Write a moment as WebVTT does, hours always shown: ``00:01:05.250``."""
    milliseconds = round(_checked(seconds) * 1000)
    whole, milliseconds = divmod(milliseconds, 1000)
    hours, rest = divmod(whole, SECONDS_PER_HOUR)
    minutes, second = divmod(rest, SECONDS_PER_MINUTE)
    return f"{hours:02}:{minutes:02}:{second:02}.{milliseconds:03}"


def srt_timestamp(seconds: float) -> str:
    """Write a moment as SubRip does, with a comma: ``00:01:05,250``."""
    return vtt_timestamp(seconds).replace(".", ",")


def _checked(seconds: float) -> float:
    if not math.isfinite(seconds) or seconds < 0:
        raise ValueError(f"A moment in a film cannot be {seconds} seconds.")
    return seconds


def _number(digits: str | None) -> float:
    return float(digits.replace(",", ".")) if digits else 0.0
