"""The table in which people edit captions: its rows as they were typed, and what turns into rows.

Pure: a row keeps every word that was typed, also where it is no caption yet.
"""

import re
import textwrap
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from media.captions import MAX_CUES, CaptionError, Cue, clean_cue, editable_text
from media.legibility import MAX_LINE, MAX_LINES, MAX_SPEED, MIN_DURATION
from media.sentences import SpokenError, gettext_noop
from media.times import format_moment, parse_clock

SENTENCES = {
    "no_start": gettext_noop("The start is not a time. Write it like 1:05,250."),
    "no_end": gettext_noop("The end is not a time. Write it like 1:05,250."),
    "ends_before_start": gettext_noop("It ends before it begins, or at the same moment."),
    "before_zero": gettext_noop("The first caption would begin before the film does."),
}
SPREAD_GAP = 0.1  # seconds between two captions of spread text
SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n+")
LEAST_STRETCH = 0.25  # of its usual time that a caption gets where the text is too long for the film
UNKNOWN_DURATION = 600.0  # seconds, for a film that is still being processed


class RowError(SpokenError, ValueError):
    """A row that is no caption."""

    def __init__(self, code: str) -> None:
        super().__init__(code, SENTENCES[code])


@dataclass(frozen=True)
class Row:
    """A caption as it stands in the table: times and text as typed, `source` is what it translates."""

    start: str
    end: str
    text: str
    source: str = ""

    @classmethod
    def of(cls, cue: Cue, source: str = "") -> "Row":
        return cls(format_moment(cue.start), format_moment(cue.end), editable_text(cue), source)

    @property
    def has_words(self) -> bool:
        return bool(self.text.strip())

    def cue(self) -> Cue | None:
        """The caption; None without words. Raises RowError."""
        if not self.has_words:
            return None
        start, end = _moment(self.start, "no_start"), _moment(self.end, "no_end")
        if end <= start:
            raise RowError("ends_before_start")
        return clean_cue(start, end, self.text)


class Timeline:
    """Captions in the order of the film, to be asked for those that stand during another."""

    def __init__(self, cues: Sequence[Cue]) -> None:
        self._cues = cues
        self._starts = [cue.start for cue in cues]
        self._ends = list(accumulate((cue.end for cue in cues), max))

    def during(self, moment: Cue) -> list[Cue]:
        first = bisect_right(self._ends, moment.start)
        last = bisect_left(self._starts, moment.end)
        return [cue for cue in self._cues[first:last] if cue.end > moment.start]


def rows_of(cues: Sequence[Cue], source: Sequence[Cue] = ()) -> list[Row]:
    """A row for each caption, and an empty one for each of the other track that is not translated yet."""
    own, foreign = Timeline(cues), Timeline(source)
    rows = [(cue.start, Row.of(cue, _said_during(cue, foreign))) for cue in cues]
    for other in source:
        if not own.during(other):
            times = Row.of(other)
            rows.append((other.start, Row(times.start, times.end, "", times.text)))
    return [row for _, row in sorted(rows, key=lambda pair: pair[0])]


def shift(cues: Iterable[Cue], seconds: float, since: float = 0) -> list[Cue]:
    """All captions that begin at `since` or later, by so many seconds. Raises RowError before the film."""
    moved = []
    for cue in cues:
        by = seconds if cue.start >= since else 0
        if cue.start + by < 0:
            raise RowError("before_zero")
        moved.append(Cue(round(cue.start + by, 3), round(cue.end + by, 3), cue.text))
    return moved


def spread(text: str, duration: float | None) -> list[Cue]:
    """Cut a text into captions and give each as much of the film as its length asks for.

    A draft: nobody knows where in the film the words are said. Raises CaptionError without words.
    """
    pieces = _pieces(text)
    if not pieces:
        raise CaptionError("no_cues")
    if len(pieces) > MAX_CUES:
        raise CaptionError("too_many_cues", limit=MAX_CUES)
    weights = [max(len(piece) / MAX_SPEED, MIN_DURATION) for piece in pieces]
    stretch = max((duration or UNKNOWN_DURATION) / sum(weights), LEAST_STRETCH)
    cues = []
    start = 0.0
    for piece, weight in zip(pieces, weights, strict=True):
        end = start + weight * stretch
        cue = clean_cue(_milliseconds(start), _milliseconds(max(end - SPREAD_GAP, (start + end) / 2)), piece)
        if cue and cue.end > cue.start:
            cues.append(cue)
        start = end
    return cues


def _pieces(text: str) -> list[str]:
    """Sentences, a long one in pieces of two lines."""
    pieces = []
    for sentence in SENTENCE.split(text.strip()):
        lines = _lines(sentence, MAX_LINE)
        groups = [lines[number : number + MAX_LINES] for number in range(0, len(lines), MAX_LINES)]
        pieces += [balanced(" ".join(group)) for group in groups]
    return pieces


def balanced(words: str) -> str:
    """Broken near the middle where it is longer than a line."""
    if len(words) <= MAX_LINE:
        return words
    choices = (_lines(words, width) for width in range(len(words) // 2, MAX_LINE + 1))
    return "\n".join(next((lines for lines in choices if len(lines) <= MAX_LINES), _lines(words, MAX_LINE)))


def _lines(words: str, width: int) -> list[str]:
    return textwrap.wrap(words, width, break_long_words=False, break_on_hyphens=False)


def _said_during(cue: Cue, source: Timeline) -> str:
    """What the other track says in the middle of its captions, while this one stands."""
    return "\n".join(
        editable_text(other)
        for other in source.during(cue)
        if cue.start <= (other.start + other.end) / 2 < cue.end
    )


def _moment(typed: str, code: str) -> float:
    try:
        return _milliseconds(parse_clock(typed))
    except ValueError as error:
        raise RowError(code) from error


def _milliseconds(seconds: float) -> float:
    return round(seconds * 1000) / 1000
