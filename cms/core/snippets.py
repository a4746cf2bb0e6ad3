"""The lines of a text around what was searched for."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from cms.core.german import search_terms

WORD = re.compile(r"\w[\w\-/:*]*")
SNIPPET_LENGTH = 220  # characters
READ_AT_MOST = 20_000  # characters of one text
TELLING_LENGTH = 40  # characters from which a text says something by itself
TELLING_BEGINNING = 4  # letters from which a word counts that only begins so


@dataclass(frozen=True)
class Part:
    """A piece of a snippet; `is_match` pieces are marked."""

    text: str
    is_match: bool


def snippet(texts: Iterable[str], terms: list[str], length: int = SNIPPET_LENGTH) -> list[Part]:
    """A part of the first sentence in which a term occurs, else the beginning of the first one.

    A name in which the term occurs, such as that of a topic, stands before that beginning.
    """
    plain = [" ".join(str(text or "").split())[:READ_AT_MOST] for text in texts]
    sentences = [text for text in plain if len(text) >= TELLING_LENGTH]
    names = [text for text in plain if 0 < len(text) < TELLING_LENGTH]
    beginning = _cut(sentences[0], [], length) if sentences else []
    if found := _first_match(sentences, terms, length):
        return found
    if found := _first_match(names, terms, length):
        return [*found, Part(" – ", False), *beginning] if beginning else found
    return beginning or _cut((names or [""])[0], [], length)


def _first_match(texts: list[str], terms: list[str], length: int) -> list[Part]:
    for text in texts:
        if matches := [match.span() for match in WORD.finditer(text) if _is_match(match[0], terms)]:
            return _cut(text, matches, length)
    return []


def _is_match(word: str, terms: list[str]) -> bool:
    """Whether the word is one of those looked for, or begins like one."""
    return any(
        found == term or (len(term) >= TELLING_BEGINNING and found.startswith(term))
        for found in _terms(word)
        for term in terms
    )


@lru_cache(maxsize=50_000)
def _terms(word: str) -> frozenset[str]:
    """The terms of one word; texts repeat their words, and each is costly to stem."""
    return frozenset(search_terms(word).split())


def _cut(text: str, matches: list[tuple[int, int]], length: int) -> list[Part]:
    first = matches[0][0] if matches else 0
    start = 0 if first < length // 2 else text.rfind(" ", 0, first - length // 3) + 1
    end = len(text) if len(text) <= start + length else max(text.rfind(" ", start, start + length), start + 1)
    parts = [Part("… ", False)] if start else []
    position = start
    for match_start, match_end in matches:
        if match_end > end:
            break
        parts += [Part(text[position:match_start], False), Part(text[match_start:match_end], True)]
        position = match_end
    parts.append(Part(text[position:end], False))
    if end < len(text):
        parts.append(Part(" …", False))
    return [part for part in parts if part.text]
