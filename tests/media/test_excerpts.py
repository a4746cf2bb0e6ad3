import pytest

from media.excerpts import Excerpt, ImpossibleExcerptError

FILM = 200.0  # seconds


@pytest.mark.parametrize(
    ("query", "start", "end"),
    [
        ({}, 0, None),
        ({"t": ""}, 0, None),
        ({"t": "90"}, 90, None),
        ({"t": "1:30", "end": "2:00"}, 90, 120),
        ({"start": "5", "stop": "7.5"}, 5, 7.5),
        ({"end": "10"}, 0, 10),
        ({"t": "200"}, 200, None),
        ({"t": "0"}, 0, None),
    ],
)
def test_start_and_end_are_read_under_both_names(query, start, end):
    assert Excerpt.of_query(query, FILM) == Excerpt(start, end)


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ({"t": "abc"}, "abc"),
        ({"t": "-5"}, "-5"),
        ({"t": "1e3"}, "1e3"),
        ({"t": "201"}, "3:20"),
        ({"t": "\0"}, "1:30"),
        ({"end": "9" * 400}, "1:30"),
    ],
)
def test_an_impossible_moment_is_told_in_a_sentence(query, word):
    with pytest.raises(ImpossibleExcerptError, match=word):
        Excerpt.of_query(query, FILM)


def test_the_end_comes_after_the_start():
    with pytest.raises(ImpossibleExcerptError):
        Excerpt.of_query({"t": "20", "end": "20"}, FILM)


@pytest.mark.parametrize(
    ("excerpt", "query", "fragment"),
    [
        (Excerpt(), "", ""),
        (Excerpt(90), "?t=90", "#t=90"),
        (Excerpt(90, 120.5), "?t=90&end=120.5", "#t=90,120.5"),
        (Excerpt(0, 10), "?end=10", "#t=0,10"),
        (Excerpt(1.23456), "?t=1.235", "#t=1.235"),
    ],
)
def test_addresses_carry_it(excerpt, query, fragment):
    assert (excerpt.query, excerpt.fragment) == (query, fragment)
