import pytest

from media.messages import KNOWN, SENTENCES, explain, in_words
from media.probe import Refusal


def test_refusal_is_put_into_words_with_its_values():
    assert "121" in in_words(Refusal("too_long", actual=121, limit=120))


def test_video_without_error_needs_no_words():
    assert explain("") == ""


@pytest.mark.parametrize("code", sorted(KNOWN))
def test_every_code_is_explained_without_gaps(code):
    assert "%(" not in explain(code)


def test_unknown_code_reads_as_unexpected():
    assert explain("of a later version") == explain("unexpected") != ""


def test_own_codes_do_not_hide_those_of_the_engine():
    assert len(KNOWN) > len(SENTENCES)
