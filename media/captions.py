"""Captions: read WebVTT, SubRip (SRT) and SBV, and write them in our own words.

What comes in is never passed on. A file is decoded, cut into cues, its markup reduced to what
WebVTT knows (https://www.w3.org/TR/webvtt1/), and only our own serialisation is stored or sent.
Times are seconds as float, to the millisecond. Everything is pure and deterministic, every
expression runs in time linear to the file, and reading what was written gives the same cues.
"""

import codecs
import hashlib
import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from media.cue_markup import CONTROL, LANGUAGE_TAG, clean_markup, srt_markup, unescape, without_markup
from media.sentences import SpokenError, gettext_noop
from media.times import TIMESTAMP, srt_timestamp, timestamp_seconds, vtt_timestamp

MAX_BYTES = 1_000_000  # a two-hour film has about 150 kB of captions
MAX_CUES = 10_000  # more than one a second for two hours

SENTENCES = {
    "empty": gettext_noop("The caption file is empty."),
    "too_large": gettext_noop("The caption file is too large. At most 1 MB is possible."),
    "too_many_cues": gettext_noop("The caption file has more than %(limit)d captions."),
    "not_text": gettext_noop("The file is not text in UTF-8. Save it again with the encoding UTF-8."),
    "not_captions": gettext_noop(
        "The file holds no captions in the format VTT, SRT or SBV. Export the captions again in one of these formats."
    ),
    "no_cues": gettext_noop("The file holds no caption with text."),
    "missing_time": gettext_noop(
        "Line %(line)d belongs to no time. A line such as “%(example)s” must stand above it."
    ),
    "bad_time": gettext_noop("The times in line %(line)d are not valid. Write them like “%(example)s”."),
    "ends_before_start": gettext_noop(
        "The caption in line %(line)d ends before it begins, or at the same moment."
    ),
}
EXAMPLES = {
    "vtt": "00:01:05.000 --> 00:01:08.500",
    "srt": "00:01:05,000 --> 00:01:08,500",
    "sbv": "0:01:05.000,0:01:08.500",
}

ARROW = "-->"
ARROW_TIMES = re.compile(rf"{TIMESTAMP}[ \t]*-->[ \t]*{TIMESTAMP}(?:[ \t].*)?", re.ASCII)
SBV_TIMES = re.compile(rf"{TIMESTAMP},{TIMESTAMP}", re.ASCII)
HEADER = re.compile(r"WEBVTT(?:[ \t\n]|$)")
HIDDEN_BLOCK = re.compile(r"(?:NOTE|STYLE|REGION)(?:[ \t].*)?")
STYLE_OVERRIDE = re.compile(r"\{\\[^{}\n]*\}")  # {\an8} and the like, left over from SubStation in SRT files
VOICE = re.compile(r"<v(?:\.[^ <>]*)? ([^<>]*)>")


@dataclass(frozen=True)
class Cue:
    """One caption: from `start` to `end` (seconds) with `text` in cleaned WebVTT markup.

    `text` has no blank line, `&`, `<` and `>` are escaped where they are meant as characters,
    tags are balanced and only those of WebVTT.
    """

    start: float
    end: float
    text: str


class CaptionError(SpokenError, ValueError):
    """A file that cannot become captions; `line` counts from 1, None if it is the whole file."""

    def __init__(self, code: str, line: int | None = None, **values: object) -> None:
        self.line = line
        super().__init__(code, SENTENCES[code], line=line, **values)


def parse_captions(data: bytes, filename: str = "") -> list[Cue]:
    """Return the cues of a VTT, SRT or SBV file in the order of the film.

    The format is told by content; `filename` is accepted for callers that have one and believed in
    nothing. STYLE, REGION, NOTE, cue identifiers, cue settings and captions without text are
    dropped; cues may overlap. Raises CaptionError.
    """
    text = _decode(data)
    kind = _kind(text)
    cues = sorted(_cues(text.split("\n"), kind), key=lambda cue: (cue.start, cue.end))
    if not cues:
        raise CaptionError("no_cues")
    return cues


def to_vtt(cues: Iterable[Cue], language: str) -> str:
    """Write cues as WebVTT. `language` is a BCP 47 tag such as ``de`` and stands in a note."""
    if not LANGUAGE_TAG.fullmatch(language):
        raise ValueError(f"“{language}” is not a language tag such as “de”.")
    blocks = [f"WEBVTT\n\nNOTE Language: {language}"]
    blocks += [f"{vtt_timestamp(cue.start)} --> {vtt_timestamp(cue.end)}\n{cue.text}" for cue in cues]
    return "\n\n".join(blocks) + "\n"


def to_srt(cues: Iterable[Cue]) -> str:
    """Write cues as SubRip, numbered from 1, with bold, italics and underline."""
    blocks = (
        f"{number}\n{srt_timestamp(cue.start)} --> {srt_timestamp(cue.end)}\n{srt_markup(cue.text)}"
        for number, cue in enumerate(cues, start=1)
    )
    return "\n\n".join(blocks) + "\n"


def clean_cue(start: float, end: float, text: str) -> Cue | None:
    """A cue that someone typed, reduced like the cues of a file; None without words."""
    cleaned = clean_markup(_plain_lines(text), start, end)
    return Cue(start, end, cleaned) if cleaned else None


def editable_text(cue: Cue) -> str:
    """The text of a cue as people type it: `&` rather than `&amp;`, tags as they are.

    `clean_cue` makes the same text of it again.
    """
    return unescape(cue.text)


def fingerprint(cues: Iterable[Cue]) -> str:
    """Tells two states of a track apart, whatever its language."""
    return hashlib.sha256(to_vtt(cues, "und").encode()).hexdigest()[:32]


def plain_text(cue: Cue) -> str:
    """The words of a cue in one line, without markup."""
    return " ".join(without_markup(cue.text).split())


def speaker(cue: Cue) -> str:
    """The name in the first voice tag (``<v Ms Kaya>``), empty if none is named."""
    match = VOICE.search(cue.text)
    return html.unescape(match[1]) if match else ""


def _decode(data: bytes) -> str:
    """Turn bytes into text with plain line ends and no control characters.

    UTF-16 is accepted with its byte order mark (Windows tools write it). What is not UTF-8 is read
    as Windows Latin, which old SRT editors write; a VTT file must be UTF-8 by its standard.
    """
    if len(data) > MAX_BYTES:
        raise CaptionError("too_large")
    if not data.strip():
        raise CaptionError("empty")
    return _plain_lines(_unicode(data).removeprefix("\ufeff"))


def _plain_lines(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    return CONTROL.sub("", text)


def _unicode(data: bytes) -> str:
    is_utf16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return data.decode("utf-16" if is_utf16 else "utf-8")
    except UnicodeDecodeError as error:
        is_vtt = data.removeprefix(codecs.BOM_UTF8).startswith(b"WEBVTT")
        if is_utf16 or is_vtt or b"\0" in data:
            raise CaptionError("not_text") from error
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _kind(text: str) -> str:
    """Tell the format by its first lines: a header, times, or a number and times."""
    if HEADER.match(text):
        return "vtt"
    first, second = _first_lines(text)
    if SBV_TIMES.fullmatch(first):
        return "sbv"
    if ARROW in first or (first.isdecimal() and ARROW in second):
        return "srt"
    raise CaptionError("not_captions")


def _first_lines(text: str) -> tuple[str, str]:
    """The first two lines that are not blank."""
    lines = [line.strip() for line in text.lstrip()[:1000].split("\n") if line.strip()]
    first, second, *_ = [*lines, "", ""]
    return first, second


@dataclass(frozen=True)
class _Draft:
    """A line with times (number from 1) and the raw lines of text below it."""

    line: int
    times: re.Match[str]
    body: list[str]


def _cues(lines: list[str], kind: str) -> Iterator[Cue]:
    """Cut the lines into cues; a cue whose text is empty after cleaning is dropped."""
    found = 0
    for draft in _drafts(lines, kind):
        start, end = _seconds(draft, 1), _seconds(draft, 5)
        if end <= start:
            raise CaptionError("ends_before_start", draft.line)
        text = clean_markup(_raw_text(draft.body, kind), start, end)
        if not text:
            continue
        found += 1
        if found > MAX_CUES:
            raise CaptionError("too_many_cues", limit=MAX_CUES)
        yield Cue(start, end, text)


def _drafts(lines: list[str], kind: str) -> Iterator[_Draft]:
    """Find the cues of each block; a line with times begins a cue, also without a blank line above."""
    pattern = SBV_TIMES if kind == "sbv" else ARROW_TIMES
    for number, block in _blocks(lines, kind):
        drafts: list[_Draft] = []
        above: list[str] = []
        for line_number, line in enumerate(block, start=number):
            times = pattern.fullmatch(line.strip())
            if times:
                _drop_number(drafts)
                drafts.append(_Draft(line_number, times, []))
            elif ARROW in line and kind != "sbv":
                raise CaptionError("bad_time", line_number, example=EXAMPLES[kind])
            else:
                (drafts[-1].body if drafts else above).append(line)
        _check_above(above, bool(drafts), number, kind)
        yield from drafts


def _blocks(lines: list[str], kind: str) -> Iterator[tuple[int, list[str]]]:
    """Yield (number of the first line, lines) of what stands between blank lines, comments left out."""
    block: list[str] = []
    header = _header_length(lines) if kind == "vtt" else 0
    for number, line in enumerate([*lines, ""], start=1):
        if number <= header:
            continue
        if line.strip():
            block.append(line)
        elif block:
            if kind != "vtt" or not HIDDEN_BLOCK.fullmatch(block[0]):
                yield number - len(block), block
            block = []


def _header_length(lines: list[str]) -> int:
    """Lines of a VTT file before its first blank line or its first times."""
    return next((index for index, line in enumerate(lines) if not line.strip() or ARROW in line), len(lines))


def _drop_number(drafts: list[_Draft]) -> None:
    """Where the blank line between two cues is missing, the second one's number is no text."""
    if drafts and drafts[-1].body and drafts[-1].body[-1].strip().isdecimal():
        drafts[-1].body.pop()


def _check_above(above: list[str], has_times: bool, number: int, kind: str) -> None:
    """One line may stand above the times: the name or number of the cue."""
    is_number = len(above) == 1 and above[0].strip().isdecimal()
    if not above or is_number or (has_times and len(above) == 1):
        return
    raise CaptionError("missing_time", number, example=EXAMPLES[kind])


def _seconds(draft: _Draft, group: int) -> float:
    """The moment that begins at match group `group`: hours, minutes, seconds, fraction."""
    hours, minutes, seconds, fraction = draft.times.group(group, group + 1, group + 2, group + 3)
    moment = timestamp_seconds(hours, minutes, seconds, fraction)
    if moment is None:
        kind = "vtt" if ARROW in draft.times[0] else "sbv"
        raise CaptionError("bad_time", draft.line, example=EXAMPLES[kind])
    return moment


def _raw_text(body: list[str], kind: str) -> str:
    text = "\n".join(body)
    if kind == "sbv":
        return text.replace("[br]", "\n")
    return STYLE_OVERRIDE.sub("", text) if kind == "srt" else text
