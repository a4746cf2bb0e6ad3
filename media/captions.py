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

from media.sentences import SpokenError, gettext_noop
from media.times import srt_timestamp, vtt_timestamp

MAX_BYTES = 1_000_000  # a two-hour film has about 150 kB of captions
MAX_CUES = 10_000  # more than one a second for two hours
MAX_DEPTH = 16  # nested tags within one cue; real files use two or three

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

MOMENT = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})"
ARROW = "-->"
ARROW_TIMES = re.compile(rf"{MOMENT}[ \t]*-->[ \t]*{MOMENT}(?:[ \t].*)?", re.ASCII)
SBV_TIMES = re.compile(rf"{MOMENT},{MOMENT}", re.ASCII)
HEADER = re.compile(r"WEBVTT(?:[ \t\n]|$)")
HIDDEN_BLOCK = re.compile(r"(?:NOTE|STYLE|REGION)(?:[ \t].*)?")
STYLE_OVERRIDE = re.compile(r"\{\\[^{}\n]*\}")  # {\an8} and the like, left over from SubStation in SRT files
CONTROL = re.compile(r"[\x01-\x08\x0b-\x1f\x7f-\x9f]")

TOKEN = re.compile(r"<[^<>]*>|[^<]+|<")
TAG_NAME = re.compile(r"[a-z]+")
CLASS_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*", re.ASCII)
LANGUAGE = re.compile(r"[A-Za-z0-9]{1,8}(?:-[A-Za-z0-9]{1,8}){0,6}", re.ASCII)
CUE_MOMENT = re.compile(MOMENT, re.ASCII)
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});", re.ASCII)
MARKUP = re.compile(r"<[^<>]*>")
VOICE = re.compile(r"<v(?:\.[^ <>]*)? ([^<>]*)>")
TAGS = frozenset({"c", "i", "b", "u", "v", "lang", "ruby", "rt"})
SRT_TAGS = re.compile(r"<(/?[biu])(?:\.[^ <>]*)?>|<[^<>]*>")


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
    if not LANGUAGE.fullmatch(language):
        raise ValueError(f"“{language}” is not a language tag such as “de”.")
    blocks = [f"WEBVTT\n\nNOTE Language: {language}"]
    blocks += [f"{vtt_timestamp(cue.start)} --> {vtt_timestamp(cue.end)}\n{cue.text}" for cue in cues]
    return "\n\n".join(blocks) + "\n"


def to_srt(cues: Iterable[Cue]) -> str:
    """Write cues as SubRip, numbered from 1, with bold, italics and underline."""
    blocks = (
        f"{number}\n{srt_timestamp(cue.start)} --> {srt_timestamp(cue.end)}\n{_srt_text(cue.text)}"
        for number, cue in enumerate(cues, start=1)
    )
    return "\n\n".join(blocks) + "\n"


def clean_cue(start: float, end: float, text: str) -> Cue | None:
    """A cue that someone typed, reduced like the cues of a file; None without words."""
    cleaned = _clean(_plain_lines(text), start, end)
    return Cue(start, end, cleaned) if cleaned else None


def editable_text(cue: Cue) -> str:
    """The text of a cue as people type it: `&` rather than `&amp;`, tags as they are.

    `clean_cue` makes the same text of it again.
    """
    return _unescape(cue.text)


def fingerprint(cues: Iterable[Cue]) -> str:
    """Tells two states of a track apart, whatever its language."""
    return hashlib.sha256(to_vtt(cues, "und").encode()).hexdigest()[:32]


def plain_text(cue: Cue) -> str:
    """The words of a cue in one line, without markup."""
    return " ".join(html.unescape(MARKUP.sub("", cue.text)).split())


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
        text = _clean(_raw_text(draft.body, kind), start, end)
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
    moment = _moment(hours, minutes, seconds, fraction)
    if moment is None:
        kind = "vtt" if ARROW in draft.times[0] else "sbv"
        raise CaptionError("bad_time", draft.line, example=EXAMPLES[kind])
    return moment


def _moment(hours: str | None, minutes: str, seconds: str, fraction: str) -> float | None:
    """Seconds to the millisecond, None if minutes or seconds are no clock's."""
    if int(seconds) >= 60 or int(minutes) >= 60:
        return None
    whole = int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)
    return (whole * 1000 + int(fraction.ljust(3, "0"))) / 1000


def _raw_text(body: list[str], kind: str) -> str:
    text = "\n".join(body)
    if kind == "sbv":
        return text.replace("[br]", "\n")
    return STYLE_OVERRIDE.sub("", text) if kind == "srt" else text


def _clean(text: str, start: float, end: float) -> str:
    """Reduce cue text to the markup of WebVTT: known tags balanced, everything else escaped."""
    cleaner = _Cleaner(start, end)
    for token in TOKEN.findall(text):
        cleaner.add(token)
    lines = (" ".join(line.split()) for line in cleaner.finish().split("\n"))
    kept = "\n".join(line for line in lines if line)
    return kept if MARKUP.sub("", kept).strip() else ""


class _Cleaner:
    """Builds cleaned cue text token by token and remembers which tags are open."""

    def __init__(self, start: float, end: float) -> None:
        self.parts: list[str] = []
        self.open: list[str] = []
        self.last = start
        self.end = end

    def add(self, token: str) -> None:
        inner = token[1:-1] if len(token) > 2 and token.startswith("<") else ""
        if not inner or not (inner[0].isalnum() or inner[0] in "/!?"):
            self.parts.append(_escape(token))
        elif inner[0].isdecimal():
            self._add_moment(inner)
        elif inner[0] == "/":
            self._close(inner[1:].strip())
        else:
            self._open(inner)

    def finish(self) -> str:
        while self.open:
            self._pop()
        return "".join(self.parts)

    def _open(self, inner: str) -> None:
        head, _, annotation = inner.replace("\n", " ").partition(" ")
        name, *classes = head.rstrip("/").split(".")
        name = name.lower()
        misplaced = name == "rt" and "ruby" not in self.open
        if name not in TAGS or misplaced or len(self.open) >= MAX_DEPTH:
            return
        kept = "".join(f".{css_class}" for css_class in classes if CLASS_NAME.fullmatch(css_class))
        words = _annotation(name, annotation)
        if name in ("v", "lang") and not words:
            return
        self.open.append(name)
        self.parts.append(f"<{name}{kept}{words}>")

    def _close(self, name: str) -> None:
        if name.lower() in self.open:
            while self._pop() != name.lower():
                pass

    def _pop(self) -> str:
        name = self.open.pop()
        self.parts.append(f"</{name}>")
        return name

    def _add_moment(self, inner: str) -> None:
        """Keep a karaoke time only where WebVTT allows it: later than the last, before the end."""
        match = CUE_MOMENT.fullmatch(inner)
        moment = _moment(*match.groups()) if match else None
        if moment is not None and self.last < moment < self.end:
            self.last = moment
            self.parts.append(f"<{vtt_timestamp(moment)}>")


def _annotation(name: str, annotation: str) -> str:
    """The name of a voice or the tag of a language with a space before it; nothing for other tags."""
    words = " ".join(annotation.split())
    if name == "v" and words:
        return f" {_escape(words)}"
    if name == "lang" and LANGUAGE.fullmatch(words):
        return f" {words}"
    return ""


def _escape(text: str) -> str:
    """Escape characters that are markup; a character reference becomes the character it means."""
    plain = ENTITY.sub(_character, text)
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _character(reference: re.Match[str]) -> str:
    """A reference may also stand for a control character or a line end; neither belongs into a cue."""
    return CONTROL.sub("", " ".join(html.unescape(reference[0]).split("\n")))


def _srt_text(text: str) -> str:
    """SubRip knows no escapes: write the characters, except where they would read as markup."""
    text = _unescape(SRT_TAGS.sub(lambda match: f"<{match[1]}>" if match[1] else "", text))
    return "\n".join(line for line in text.split("\n") if line.strip())


def _unescape(text: str) -> str:
    text = re.sub(r"&lt;(?![\w/!?])", "<", text)
    text = re.sub(r"(?<!--)&gt;", ">", text)
    return re.sub(r"&amp;(?!#?\w+;)", "&", text)
