"""Chapters of a film from pasted lines such as ``1:05 Wire the motor``."""

import re
import unicodedata

from media.sentences import SpokenError, gettext_noop
from media.times import format_clock, parse_clock

# More chapters than this help nobody to find a place in a film of at most two hours.
MAX_CHAPTERS = 100
MAX_TITLE_LENGTH = 200  # characters, the width of the column that stores it
TIME_AND_TITLE = re.compile(r"(?P<time>[0-9][0-9:.,hms]*)(?P<title>.*)", re.ASCII)
# What people put between time and title, and bullets in front of the line.
SEPARATORS = " \t\u00a0-–—|:.)]"
BULLETS = " \t\u00a0-–—•*▶►([\ufeff"

SENTENCES = {
    "no_time": gettext_noop(
        "Line %(line)d does not begin with a time. Write the time first, for example “1:05 Wire the motor”."
    ),
    "bad_time": gettext_noop("The time in line %(line)d is not valid. Write it like 1:05 or 1:02:03."),
    "no_title": gettext_noop("Line %(line)d has a time but no title. Write the title after the time."),
    "title_too_long": gettext_noop(
        "The title in line %(line)d is too long. Use at most %(limit)d characters."
    ),
    "repeated": gettext_noop(
        "Line %(line)d repeats the time %(time)s. Each chapter needs a time of its own."
    ),
    "after_end": gettext_noop(
        "The chapter in line %(line)d starts after the end of the film, which is %(time)s long."
    ),
    "too_many": gettext_noop("There are too many chapters. Use at most %(limit)d."),
}


class ChapterError(SpokenError, ValueError):
    """A line that is no chapter; `line` counts from 1."""

    def __init__(self, code: str, line: int, **values: object) -> None:
        self.line = line
        super().__init__(code, SENTENCES[code], line=line, **values)


def parse_chapters(text: str, duration: float | None) -> list[tuple[float, str]]:
    """Return (start in seconds, title) in the order of the film.

    Empty lines are skipped, lines may stand in any order. `duration` (seconds) is the length of the
    film, or None while it is unknown. Raises ChapterError that names the first wrong line.
    """
    chapters: dict[float, str] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip(BULLETS):
            continue
        start, title = _chapter(line, number)
        if start in chapters:
            raise ChapterError("repeated", number, time=format_clock(start))
        if duration is not None and start >= duration:
            raise ChapterError("after_end", number, time=format_clock(duration))
        chapters[start] = title
        if len(chapters) > MAX_CHAPTERS:
            raise ChapterError("too_many", number, limit=MAX_CHAPTERS)
    return sorted(chapters.items())


def _chapter(line: str, number: int) -> tuple[float, str]:
    match = TIME_AND_TITLE.match(line.lstrip(BULLETS))
    if match is None:
        raise ChapterError("no_time", number)
    try:
        start = parse_clock(match["time"].rstrip(":.,"))
    except ValueError as error:
        raise ChapterError("bad_time", number) from error
    title = _plain(match["title"]).lstrip(SEPARATORS).strip()
    if not title:
        raise ChapterError("no_title", number)
    if len(title) > MAX_TITLE_LENGTH:
        raise ChapterError("title_too_long", number, limit=MAX_TITLE_LENGTH)
    return start, title


def _plain(text: str) -> str:
    """Drop invisible and direction-changing characters, turn control characters and runs of space into one space."""
    visible = (
        " "
        if (category := unicodedata.category(character)) == "Cc"
        else ""
        if category == "Cf"
        else character
        for character in text
    )
    return " ".join("".join(visible).split())
