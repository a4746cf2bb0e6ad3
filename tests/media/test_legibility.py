import pytest

from media.captions import Cue
from media.legibility import remarks


def codes(*cues, duration=None):
    return {number: [remark.code for remark in found] for number, found in remarks(cues, duration).items()}


@pytest.mark.parametrize(
    ("cue", "expected"),
    [
        (Cue(0, 2, "x" * 34), []),
        (Cue(0, 2, "x" * 35), ["fast"]),
        (Cue(0, 2, "<v Frau Kaya>" + "x" * 34 + "</v>"), []),
        (Cue(0, 9, "x" * 42), []),
        (Cue(0, 9, "x" * 43), ["line"]),
        (Cue(0, 9, "x" * 40 + " &amp;"), []),
        (Cue(0, 9, "a\nb\nc"), ["lines"]),
        (Cue(0, 0.8, "Halt"), []),
        (Cue(0, 0.5, "Halt"), ["short"]),
    ],
)
def test_one_caption_is_measured_by_its_words(cue, expected):
    assert codes(cue).get(0, []) == expected


@pytest.mark.parametrize(
    ("start", "expected"), [(1.9, ["overlap"]), (2, []), (2.05, ["gap"]), (2.08, []), (5, [])]
)
def test_a_caption_is_measured_against_the_one_before(start, expected):
    assert codes(Cue(0, 2, "Eins"), Cue(start, start + 2, "Zwei")).get(1, []) == expected


def test_an_early_long_caption_overlaps_all_under_it():
    assert codes(Cue(0, 9, "Lang"), Cue(1, 2, "Eins"), Cue(3, 4, "Zwei")) == {1: ["overlap"], 2: ["overlap"]}


def test_captions_after_the_end_of_the_film_are_named():
    assert codes(Cue(10, 12, "Ende"), duration=10) == {0: ["after_end"]}
