"""All forms of an official occupation name that people say and write, so that search knows them."""

import re
from collections.abc import Callable
from dataclasses import dataclass

SIGNS = (":", "*", "_", "/-", "/")
MAX_NAME_CHARACTERS = 200

IN_ENDING = re.compile(r"(?P<stem>\w+)/-?in")
ADJECTIVE = re.compile(r"(?P<stem>\w+e)/-?r")
MAN = re.compile(r"(?P<kind>\w*)mann/-?\w*frau", re.IGNORECASE)
BOTH_WRITTEN_OUT = re.compile(r"(?P<masculine>\w+)/(?P<feminine>\w+in)")
SKILLED_WORKER = re.compile(r"(?P<kind>\w*)kraft", re.IGNORECASE)

PLURAL_LIKE_SINGULAR = ("er", "el", "en")
PLURAL_WITH_EN = ("ant", "ent", "ist", "at", "ot", "it", "et", "or", "log", "nom", "graf", "graph")


@dataclass(frozen=True)
class Word:
    """One word of a name in its forms; a word that does not change has the same text everywhere."""

    masculine: str
    feminine: str
    men: str
    women: str
    # What stands before and after the sign: ("Chemielaborant", "in").
    signed: tuple[str, str]
    signed_plural: tuple[str, str]


def gender_forms(name: str) -> list[str]:
    """The official name, then masculine, feminine, plurals and the forms with colon, star, underscore, inner I.

    `Chemielaborant/-in` gives among others `Chemielaborantin`, `Chemielaborantinnen` and
    `Chemielaborant:in`; what follows (`für Betriebstechnik`) stays with each. None is repeated.
    """
    words = [_word(word) for word in name[:MAX_NAME_CHARACTERS].split()]
    choices: list[Callable[[Word], str]] = [
        lambda word: word.masculine,
        lambda word: word.feminine,
        lambda word: word.men,
        lambda word: word.women,
        *[_with_sign(sign) for sign in SIGNS],
        _with_inner_capital,
        *[_plural_with_sign(sign) for sign in SIGNS],
        _plural_with_inner_capital,
    ]
    forms = [" ".join(choice(word) for word in words) for choice in choices]
    return list(dict.fromkeys(form for form in [name.strip(), *forms] if form))


def _word(word: str) -> Word:
    """Recognises how the word is marked; an unmarked word stays as it is in every form."""
    for pattern, build in PATTERNS:
        if match := pattern.fullmatch(word):
            return build(match)
    return Word(word, word, word, word, (word, ""), (word, ""))


def _person(match: re.Match[str]) -> Word:
    masculine = match["stem"]
    stem = masculine.removesuffix("e")
    return Word(masculine, f"{stem}in", _men(stem), f"{stem}innen", (stem, "in"), (stem, "innen"))


def _adjective(match: re.Match[str]) -> Word:
    stem = match["stem"]
    return Word(f"{stem}r", stem, stem, stem, (stem, "r"), (stem, ""))


def _man(match: re.Match[str]) -> Word:
    kind = match["kind"]
    man, woman, people = (
        f"{kind}{ending}" if kind else ending.title() for ending in ("mann", "frau", "leute")
    )
    return Word(man, woman, people, f"{woman}en", (man, "frau"), (people, ""))


def _both_written_out(match: re.Match[str]) -> Word:
    masculine, feminine = match["masculine"], match["feminine"]
    stem = feminine.removesuffix("in")
    return Word(masculine, feminine, _men(stem), f"{feminine}nen", (stem, "in"), (stem, "innen"))


def _skilled_worker(match: re.Match[str]) -> Word:
    worker = match[0]
    workers = f"{match['kind']}kräfte" if match["kind"] else "Kräfte"
    return Word(worker, worker, workers, workers, (worker, ""), (workers, ""))


PATTERNS: list[tuple[re.Pattern[str], Callable[[re.Match[str]], Word]]] = [
    (IN_ENDING, _person),
    (ADJECTIVE, _adjective),
    (MAN, _man),
    (BOTH_WRITTEN_OUT, _both_written_out),
    (SKILLED_WORKER, _skilled_worker),
]


def _men(stem: str) -> str:
    """The masculine plural: Elektroniker, Chemielaboranten, Friseure."""
    if stem.endswith(PLURAL_LIKE_SINGULAR):
        return stem
    return f"{stem}en" if stem.endswith(PLURAL_WITH_EN) else f"{stem}e"


def _join(parts: tuple[str, str], sign: str) -> str:
    before, after = parts
    return f"{before}{sign}{after}" if after else before


def _with_sign(sign: str) -> Callable[[Word], str]:
    return lambda word: _join(word.signed, sign)


def _plural_with_sign(sign: str) -> Callable[[Word], str]:
    return lambda word: _join(word.signed_plural, sign)


def _with_inner_capital(word: Word) -> str:
    return _inner_capital(word.signed)


def _plural_with_inner_capital(word: Word) -> str:
    return _inner_capital(word.signed_plural)


def _inner_capital(parts: tuple[str, str]) -> str:
    """ChemielaborantIn, AngestellteR; a second noun (Kaufmann/-frau) has no such form."""
    before, after = parts
    return before if after == "frau" else f"{before}{after[:1].upper()}{after[1:]}"
