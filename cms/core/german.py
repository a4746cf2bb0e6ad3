"""One normaliser of German text for the search index and for what readers type.

Both databases index the same plain terms, so a word is found on SQLite exactly as on PostgreSQL. Only
`[a-z0-9]` comes out: no operator of a search language can survive.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import snowballstemmer

MAX_QUERY_CHARACTERS = 200
MAX_QUERY_TERMS = 12
# Longer words are data (addresses, keys), not language.
MAX_TERM_CHARACTERS = 80

HYPHENS = "\u002d\u2010\u2011\u2012\u2013"
SOFT_HYPHEN = "\u00ad"

# The written mark between the masculine form and its feminine ending: Laborant/-in, Laborant:in,
# Laborant*in, Laborant_in, Laborant(in), Auszubildende/r, Kaufmann/-kauffrau.
GENDER_ENDING = re.compile(
    rf"(?<=[^\W\d_])(?:[:*_·]|/[{HYPHENS}]?|\([{HYPHENS}]?)"
    r"(?:innen|in|(?:kauf|fach|wehr)?frau(?:en)?|r|n|e)(?:\)|(?![\w(]))",
    re.IGNORECASE,
)
WORD = re.compile(rf"[^\W_]+(?:[{HYPHENS}][^\W_]+)*")
HYPHEN = re.compile(f"[{HYPHENS}]")
NOT_A_TERM = re.compile(r"[^a-z0-9]")

# ae, oe and ue stand for an umlaut, but not after a vowel or q (Steuer, neue, Quelle).
SPELLED_UMLAUT = re.compile(r"(?<![aeiouyq])([aou])e")
UMLAUTS = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss"})

# Feminine forms that the stemmer leaves alone, after stemming: Laborantin(nen), Ärztin, Kollegin.
FEMININE_STEM = re.compile(
    r"(\w{2,}(?:ant|ent|ist|at|ot|eur|or|log|gog|graf|graph|nom|kt|rg)"
    r"|\w*(?:anwalt|arzt|beamt|chef|expert|freund|gehilf|gesell|koch|kolleg|kund|lots|wirt))inn?"
)
FEMININE_MAN = re.compile(r"(\w*(?:kauf|fach|wehr))(?:frau(?:en)?|manner[n]?|leuten?)")
# The stemmer removes the plural s only after some consonants: Lernvideos, Azubis, Apps.
PLURAL_S = re.compile(r"(\w{2,}[aiopuy])s")

# Folded function words; a query of nothing else still searches for them.
FUNCTION_WORDS = """
    aber als am an auch auf aus bei beim bin bis bist da damit dann das dass dem den der des die dies diese
    dieser dieses doch dort durch ein eine einem einen einer eines er es etwas fur gibt hat hatte ich ihr
    ihre im in ist ja kann man mein mich mir mit nach nicht noch nur ob oder ohne sein seine sich sie sind
    so soll uber um und uns unser unter vom von vor war was wenn wer wie wir wird wo zu zum zur zwischen
"""
STOP_WORDS = frozenset(FUNCTION_WORDS.split())


def search_terms(text: str) -> str:
    """The terms of a text for the index, separated by spaces, in their order and with repetitions.

    A hyphen compound gives its parts and the joined form, so it is found by either.
    """
    terms: list[str] = []
    for parts in _words(text):
        terms.extend(_stem(part) for part in parts)
        if len(parts) > 1:
            terms.append(_stem("".join(parts)))
    return " ".join(term for term in terms if term)


def query_terms(text: str) -> list[str]:
    """The terms a search has to find all of: at most 12, none twice, of the first 200 characters.

    A hyphen compound gives only its joined form, which the index holds for both spellings. Stop words
    are left out when something else remains.
    """
    words = ["".join(parts) for parts in _words(text[:MAX_QUERY_CHARACTERS])]
    telling = [word for word in words if word not in STOP_WORDS]
    terms = dict.fromkeys(_stem(word) for word in telling or words)
    return [term for term in terms if term][:MAX_QUERY_TERMS]


def _words(text: str) -> Iterator[list[str]]:
    """Each word as its folded parts: `Lernort-Kooperation` is `["lernort", "kooperation"]`."""
    composed = unicodedata.normalize("NFKC", text).replace(SOFT_HYPHEN, "")
    unmarked = GENDER_ENDING.sub("", composed)
    for match in WORD.finditer(unmarked):
        parts = [part for part in map(_fold, HYPHEN.split(match[0])) if part]
        if parts:
            yield parts


def _fold(word: str) -> str:
    """Lower case without umlauts, ß and accents: Prüfung, Pruefung and Prufung become `prufung`."""
    plain = unicodedata.normalize("NFKD", word.casefold().translate(UMLAUTS))
    folded = NOT_A_TERM.sub("", plain)[:MAX_TERM_CHARACTERS]
    return SPELLED_UMLAUT.sub(r"\1", folded)


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    """The stem of a folded word; masculine, feminine and plural of a person share one.

    A stemmer keeps the current word in itself and is therefore not shared between threads.
    """
    if match := FEMININE_MAN.fullmatch(word):
        word = f"{match[1]}mann"
    stem = snowballstemmer.stemmer("german").stemWord(word)
    if match := FEMININE_STEM.fullmatch(stem):
        stem = match[1]
    if match := PLURAL_S.fullmatch(stem):
        stem = match[1]
    return NOT_A_TERM.sub("", stem)
