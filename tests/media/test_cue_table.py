from itertools import pairwise

import pytest

from media.captions import CaptionError, Cue, plain_text
from media.cue_table import Row, RowError, rows_of, shift, spread
from media.legibility import MAX_LINE, MAX_LINES

GERMAN = [Cue(0, 2, "Eins"), Cue(2, 4, "Zwei"), Cue(4, 6, "Drei")]


def test_row_shows_times_and_text_as_people_type_them():
    assert Row.of(Cue(65.25, 3723, "A &amp; B")) == Row("1:05,250", "1:02:03,000", "A & B")


def test_row_becomes_the_caption_it_was():
    cue = Cue(65.25, 3723, "<b>A &amp; B</b>\nzwei")

    assert Row.of(cue).cue() == cue


@pytest.mark.parametrize("typed", ["1:05,25", "1:05.25", "65,25", "00:01:05.250"])
def test_times_may_be_written_in_many_ways(typed):
    assert Row(typed, "1:10", "x").cue().start == 65.25


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (Row("", "0:02", "x"), "no_start"),
        (Row("0:01", "bald", "x"), "no_end"),
        (Row("-1", "0:02", "x"), "no_start"),
        (Row("0:02", "0:02", "x"), "ends_before_start"),
    ],
)
def test_row_with_words_and_wrong_times_is_refused(row, code):
    with pytest.raises(RowError) as caught:
        row.cue()

    assert caught.value.code == code


def test_row_without_words_is_no_caption():
    assert Row("kaputt", "", " \n").cue() is None


def test_translation_has_a_row_for_each_caption_that_is_not_translated():
    rows = rows_of([Cue(2, 4, "Two")], GERMAN)

    assert [(row.text, row.source) for row in rows] == [("", "Eins"), ("Two", "Zwei"), ("", "Drei")]
    assert rows[2].start == "0:04,000"


def test_caption_that_spans_two_of_the_other_track_shows_both():
    rows = rows_of([Cue(0, 4, "One, two")], GERMAN[:2])

    assert [row.source for row in rows] == ["Eins\nZwei"]


def test_all_captions_are_shifted_or_those_from_a_moment_on():
    assert [cue.start for cue in shift(GERMAN, 1.5)] == [1.5, 3.5, 5.5]
    assert [(cue.start, cue.end) for cue in shift(GERMAN, -0.5, since=4)] == [(0, 2), (2, 4), (3.5, 5.5)]


def test_captions_are_not_shifted_before_the_film():
    with pytest.raises(RowError) as caught:
        shift(GERMAN, -0.001)

    assert caught.value.code == "before_zero"


def test_text_is_spread_over_the_film_by_length():
    text = "Kurz. Dieser Satz ist deutlich länger als der erste und braucht mehr Zeit."

    cues = spread(text, 60)

    assert [plain_text(cue) for cue in cues] == [
        "Kurz.",
        "Dieser Satz ist deutlich länger als der erste und braucht mehr Zeit.",
    ]
    assert cues[0].end - cues[0].start < cues[1].end - cues[1].start
    assert 59 < cues[-1].end <= 60


def test_long_sentences_are_cut_into_captions_of_two_lines_and_no_word_is_lost():
    text = " ".join(f"Wort{number}" for number in range(120))

    cues = spread(text, 90)

    assert " ".join(plain_text(cue) for cue in cues) == text
    lines = [cue.text.split("\n") for cue in cues]
    assert max(map(len, lines)) <= MAX_LINES
    assert max(len(line) for found in lines for line in found) <= MAX_LINE
    assert all(first.end < second.start for first, second in pairwise(cues))


def test_text_too_long_for_the_film_keeps_all_its_words():
    text = " ".join(f"Satz {number}." for number in range(500))

    assert " ".join(plain_text(cue) for cue in spread(text, 1)) == text


def test_nothing_cannot_be_spread():
    with pytest.raises(CaptionError):
        spread(" \n ", 60)
