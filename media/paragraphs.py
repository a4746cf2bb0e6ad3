"""The transcript: captions gathered to paragraphs, by themselves or where an editor lets one begin.

A paragraph that an editor began is kept as a mark: its moment and its first words. So it finds its place
again when captions were corrected (the moment is still there) or moved (the words are still there).
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from media.captions import Cue, plain_text, speaker

PAUSE = 2.0  # seconds of silence that end a paragraph
LONGEST = 600  # characters, after which the next sentence begins a paragraph
KEPT_WORDS = 80  # characters of a caption that tell it from its neighbours
NEAR = 60.0  # seconds around a mark in which words that occur several times are looked for
SENTENCE_END = re.compile(r"[.!?…][\"'”“«»’)\]]*$")


class Paragraph(list[Cue]):
    """Captions that are read together; `speaker` and `heading` are empty where there is none."""

    def __init__(self, cues: Iterable[Cue] = (), speaker: str = "", heading: str = "") -> None:
        super().__init__(cues)
        self.speaker = speaker
        self.heading = heading

    @property
    def words(self) -> str:
        return " ".join(plain_text(cue) for cue in self)

    @property
    def text(self) -> str:
        """As plain text: the heading above, the name in front."""
        said = f"{self.speaker}: {self.words}" if self.speaker else self.words
        return f"{self.heading}\n\n{said}" if self.heading else said


@dataclass(frozen=True)
class Mark:
    """Where an editor lets a paragraph begin: `at` in seconds, `words` of the caption that stands there."""

    at: float
    words: str
    speaker: str = ""
    heading: str = ""

    @classmethod
    def of_cue(cls, cue: Cue) -> "Mark":
        return cls(cue.start, _key(cue))

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Mark":
        return cls(float(data["at"]), str(data["words"]), str(data["speaker"]), str(data["heading"]))

    def as_data(self) -> dict[str, Any]:
        return asdict(self)


def transcript_paragraphs(
    cues: Sequence[Cue], pause: float = PAUSE, longest: int = LONGEST
) -> list[Paragraph]:
    """Gather cues to paragraphs for reading.

    A paragraph ends at a pause of `pause` seconds, before another named speaker, and at the first
    sentence end after `longest` characters. Captions without any full stop (as machines write
    them) are cut at twice that length.
    """
    paragraphs: list[Paragraph] = []
    length = 0
    for cue in cues:
        if not paragraphs or _begins_paragraph(paragraphs[-1][-1], cue, pause, length, longest):
            paragraphs.append(Paragraph(speaker=speaker(cue)))
            length = 0
        paragraphs[-1].append(cue)
        length += len(plain_text(cue)) + 1
    return paragraphs


def divided_paragraphs(cues: Sequence[Cue], marks: Iterable[Mark]) -> list[Paragraph]:
    """Gather cues to the paragraphs that the marks begin."""
    places = find_places(cues, marks)
    paragraphs: list[Paragraph] = []
    for number, cue in enumerate(cues):
        mark = places.get(number)
        if mark or not paragraphs:
            heading = mark.heading if mark else ""
            paragraphs.append(Paragraph(speaker=(mark and mark.speaker) or speaker(cue), heading=heading))
        paragraphs[-1].append(cue)
    return paragraphs


def find_places(cues: Sequence[Cue], marks: Iterable[Mark]) -> dict[int, Mark]:
    """The number of the cue at which each mark stands; of two at the same cue the first one counts."""
    by_words: dict[str, list[int]] = {}
    for number, cue in enumerate(cues):
        by_words.setdefault(_key(cue), []).append(number)
    starts = [cue.start for cue in cues]
    places: dict[int, Mark] = {}
    for mark in marks if cues else ():
        places.setdefault(_place(starts, by_words.get(mark.words, []), mark.at), mark)
    return places


def transcript_text(paragraphs: Iterable[Paragraph]) -> str:
    """The whole transcript as plain text, a blank line between paragraphs, speakers and headings named."""
    return "\n\n".join(paragraph.text for paragraph in paragraphs)


def _place(starts: Sequence[float], same_words: Sequence[int], at: float) -> int:
    """By the words, if they stand once or near; otherwise by the time."""
    if same_words:
        nearest = _nearest(starts, same_words, at)
        if len(same_words) == 1 or abs(starts[nearest] - at) <= NEAR:
            return nearest
    return _nearest(starts, range(len(starts)), at)


def _nearest(starts: Sequence[float], numbers: Sequence[int], at: float) -> int:
    """Of these cues, in the order of the film, the one that begins nearest to the moment."""
    after = min(bisect_left(numbers, at, key=starts.__getitem__), len(numbers) - 1)
    before = max(after - 1, 0)
    is_before = at - starts[numbers[before]] < starts[numbers[after]] - at
    return numbers[before] if is_before else numbers[after]


def _key(cue: Cue) -> str:
    return plain_text(cue)[:KEPT_WORDS]


def _begins_paragraph(last: Cue, cue: Cue, pause: float, length: int, longest: int) -> bool:
    if cue.start - last.end >= pause or speaker(cue) not in ("", speaker(last)):
        return True
    if length < longest:
        return False
    return length >= 2 * longest or bool(SENTENCE_END.search(plain_text(last)))
