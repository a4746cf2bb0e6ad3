"""The markup inside a cue: reduced to what WebVTT knows (https://www.w3.org/TR/webvtt1/), or to what SubRip does."""

import html
import re

from media.times import TIMESTAMP, timestamp_seconds, vtt_timestamp

MAX_DEPTH = 16  # nested tags within one cue; real files use two or three
TAGS = frozenset({"c", "i", "b", "u", "v", "lang", "ruby", "rt"})

TOKEN = re.compile(r"<[^<>]*>|[^<]+|<")
MARKUP = re.compile(r"<[^<>]*>")
CLASS_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*", re.ASCII)
LANGUAGE_TAG = re.compile(r"[A-Za-z0-9]{1,8}(?:-[A-Za-z0-9]{1,8}){0,6}", re.ASCII)
CUE_TIME = re.compile(TIMESTAMP, re.ASCII)
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});", re.ASCII)
CONTROL = re.compile(r"[\x01-\x08\x0b-\x1f\x7f-\x9f]")
SRT_TAGS = re.compile(r"<(/?[biu])(?:\.[^ <>]*)?>|<[^<>]*>")


def clean_markup(text: str, start: float, end: float) -> str:
    """Reduce cue text to the markup of WebVTT: known tags balanced, everything else escaped."""
    cleaner = _Cleaner(start, end)
    for token in TOKEN.findall(text):
        cleaner.add(token)
    lines = (" ".join(line.split()) for line in cleaner.finish().split("\n"))
    kept = "\n".join(line for line in lines if line)
    return kept if MARKUP.sub("", kept).strip() else ""


def without_markup(text: str) -> str:
    """The characters of a cleaned cue: no tags, no escapes."""
    return html.unescape(MARKUP.sub("", text))


def srt_markup(text: str) -> str:
    """SubRip knows no escapes: write the characters, except where they would read as markup."""
    text = unescape(SRT_TAGS.sub(lambda match: f"<{match[1]}>" if match[1] else "", text))
    return "\n".join(line for line in text.split("\n") if line.strip())


def unescape(text: str) -> str:
    """Write `&`, `<` and `>` as themselves, except where they would read as markup."""
    text = re.sub(r"&lt;(?![\w/!?])", "<", text)
    text = re.sub(r"(?<!--)&gt;", ">", text)
    return re.sub(r"&amp;(?!#?\w+;)", "&", text)


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
        match = CUE_TIME.fullmatch(inner)
        moment = timestamp_seconds(*match.groups()) if match else None
        if moment is not None and self.last < moment < self.end:
            self.last = moment
            self.parts.append(f"<{vtt_timestamp(moment)}>")


def _annotation(name: str, annotation: str) -> str:
    """The name of a voice or the tag of a language with a space before it; nothing for other tags."""
    words = " ".join(annotation.split())
    if name == "v" and words:
        return f" {_escape(words)}"
    if name == "lang" and LANGUAGE_TAG.fullmatch(words):
        return f" {words}"
    return ""


def _escape(text: str) -> str:
    """Escape characters that are markup; a character reference becomes the character it means."""
    plain = ENTITY.sub(_character, text)
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _character(reference: re.Match[str]) -> str:
    """A reference may also stand for a control character or a line end; neither belongs into a cue."""
    return CONTROL.sub("", " ".join(html.unescape(reference[0]).split("\n")))
