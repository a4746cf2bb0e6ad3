"""Words that readers take for the same are found as the same."""

import re

import pytest

from cms.core.german import MAX_QUERY_TERMS, query_terms, search_terms


@pytest.mark.parametrize(
    "spellings",
    [
        ["Betrieb", "Betriebe", "Betrieben", "BETRIEB"],
        ["Lernvideo", "Lernvideos"],
        ["Azubi", "Azubis"],
        ["App", "Apps"],
        ["Prüfung", "Pruefung", "Prufung", "Prüfungen", "Pru\u0308fung"],
        ["Straße", "Strasse", "Straßen", "STRASSE"],
        ["Müller", "Mueller", "Muller"],
        ["Schlüsselkompetenz", "Schlüsselkompetenzen"],
        ["Lernortkooperation", "Lernort-Kooperation", "Lernort‑Kooperation", "Lern\u00adortkooperation"],
        ["Ausbilder", "Ausbilderin", "Ausbilderinnen", "Ausbilder:in", "AusbilderInnen", "Ausbilder/-innen"],
        [
            "Chemielaborant",
            "Chemielaborant/-in",
            "Chemielaborant/in",
            "Chemielaborantin",
            "Chemielaborantinnen",
            "Chemielaboranten",
            "Chemielaborant:in",
            "Chemielaborant*in",
            "Chemielaborant_in",
            "ChemielaborantIn",
            "Chemielaborant(in)",
            "Chemielaborant:innen",
            "Chemielaborant*innen",
            "Chemielaborant_innen",
            "ChemielaborantInnen",
        ],
        [
            "Auszubildende",
            "Auszubildender",
            "Auszubildenden",
            "Auszubildende(r)",
            "Auszubildende/r",
            "Auszubildende/-r",
            "Auszubildende:r",
            "Auszubildende*r",
        ],
        [
            "Industriekaufmann",
            "Industriekauffrau",
            "Industriekauffrauen",
            "Industriekaufleute",
            "Industriekaufmänner",
            "Industriekaufmann/-kauffrau",
            "Industriekaufmann/-frau",
        ],
        ["Lagerist", "Lageristin", "Lagerist/-in", "Lageristen"],
        ["Elektroniker", "Elektronikerin", "Elektroniker/-in", "Elektroniker*innen"],
        ["Koch", "Köche", "Köchin", "Köchinnen"],
        ["Arzt", "Ärzte", "Ärztin", "Ärzt:innen"],
        ["Kollege", "Kollegin", "Kolleg*innen", "KollegInnen"],
        ["Friseur", "Friseurin", "Friseure", "Friseur/-in"],
        ["Architekt", "Architektinnen"],
    ],
)
def test_spellings_of_one_word_meet(spellings):
    terms = {tuple(query_terms(spelling)) for spelling in spellings}

    assert len(terms) == 1
    assert all(set(search_terms(spelling).split()) >= set(*terms) for spelling in spellings)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Termin", "Term"),
        ("Kantine", "Kante"),
        ("Maschine", "Masche"),
        ("Steuer", "Stur"),
        ("neue", "nie"),
    ],
)
def test_different_words_stay_apart(one, other):
    assert query_terms(one) != query_terms(other)


def test_hyphen_compound_is_found_by_its_part():
    index = search_terms("Die Lernort-Kooperation in Hessen").split()

    assert set(query_terms("Lernort")) <= set(index)
    assert set(query_terms("Kooperationen")) <= set(index)


def test_official_name_meets_its_spoken_forms():
    index = search_terms("Kaufmann/-frau für Büromanagement und Elektroniker/-in für Betriebstechnik").split()

    assert set(query_terms("Kauffrau für Büromanagement")) <= set(index)
    assert set(query_terms("Elektronikerinnen Betriebstechnik")) <= set(index)


def test_hanging_hyphen_leaves_a_plain_word():
    assert search_terms("Schul- und Betriebsbesuche") == " ".join(
        [*query_terms("Schul"), "und", *query_terms("Betriebsbesuche")]
    )


def test_numbers_are_kept():
    assert query_terms("Industrie 4.0 am 24.11.2025, 480p") == [
        *query_terms("Industrie"),
        "4",
        "0",
        "24",
        "11",
        "2025",
        "480p",
    ]


def test_stop_words_leave_a_query_that_says_more():
    assert query_terms("die Prüfung für den Beruf") == [*query_terms("Prüfung"), *query_terms("Beruf")]
    assert query_terms("für die") == ["fur", "die"]


@pytest.mark.parametrize(
    "hostile",
    [
        'NEAR("a" "b", 5)',
        "title:*",
        '"unbalanced',
        "a AND NOT b OR (c",
        "^start {col} : -minus +plus",
        "nul\x00byte \x1b[31m\u202e",
        "';DROP TABLE x;--",
        "日本語 Привет عربى 👩‍🔧",
        "\ud800",
        "(" * 20_000,
        "in/-in:in*in_in(in)",
    ],
)
def test_only_plain_terms_come_out(hostile):
    assert re.fullmatch(r"[a-z0-9 ]*", search_terms(hostile))
    assert all(re.fullmatch(r"[a-z0-9]+", term) for term in query_terms(hostile))


def test_query_is_bounded():
    many = " ".join(f"Wort{number}" for number in range(10_000))

    assert len(query_terms(many)) == MAX_QUERY_TERMS
    assert query_terms("a" * 20_000) == ["a" * 80]
    assert query_terms("") == []
    assert query_terms(" -- ") == []


def test_query_term_is_not_repeated():
    assert query_terms("Video Videos video") == ["video"]
