"""A stretch of a film as addresses name it: `?t=90&end=120`.

Players pass over what they do not understand (`media.playback.Wishes`). Here an address is made or
printed, so whoever asks for an impossible moment is told.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext

from media.times import format_clock, parse_clock

START_NAMES = ("t", "start")
END_NAMES = ("end", "stop")
MILLISECONDS = 3  # decimals of a second


class ImpossibleExcerptError(ValueError):
    """What was asked for is no stretch of this film; the text is a sentence for people."""


@dataclass(frozen=True)
class Excerpt:
    """From `start` to `end` in seconds; without an end up to the last picture."""

    start: float = 0
    end: float | None = None

    @classmethod
    def of_query(cls, query: Mapping[str, str], duration: float | None) -> "Excerpt":
        """Read `t` and `end`, or `start` and `stop`. Raises `ImpossibleExcerptError`."""
        start = _moment(_first(query, START_NAMES), duration) or 0
        end = _moment(_first(query, END_NAMES), duration)
        if end is not None and end <= start:
            raise ImpossibleExcerptError(gettext("The end must come after the start."))
        return cls(start, end)

    @property
    def query(self) -> str:
        """For addresses of pages and of the player; empty for the whole film."""
        parts = [("t", self.start)] if self.start else []
        if self.end is not None:
            parts.append(("end", self.end))
        return "?" + "&".join(f"{name}={plain(moment)}" for name, moment in parts) if parts else ""

    @property
    def fragment(self) -> str:
        """For addresses of the film itself (W3C Media Fragments)."""
        if not self.query:
            return ""
        return f"#t={plain(self.start)}" + (f",{plain(self.end)}" if self.end is not None else "")


def plain(moment: float) -> str:
    """Seconds with a point in every language, without zeros at the end."""
    return f"{round(moment, MILLISECONDS):.{MILLISECONDS}f}".rstrip("0").rstrip(".")


def _first(query: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((query[name].strip() for name in names if query.get(name, "").strip()), "")


def _moment(text: str, duration: float | None) -> float | None:
    if not text:
        return None
    try:
        moment = parse_clock(text)
    except ValueError as error:
        raise ImpossibleExcerptError(
            gettext("“%(text)s” is no time. Write it like 1:30 or as seconds.") % {"text": text[:20]}
        ) from error
    if duration is not None and moment > duration:
        raise ImpossibleExcerptError(gettext("The film ends at %(end)s.") % {"end": format_clock(duration)})
    return moment
