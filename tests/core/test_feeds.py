import pytest

from cms.core.feeds import xml_text


@pytest.mark.parametrize("sign", ["\0", "\x0b", "\x1f", "\ud800", "\ufffe", "\uffff"])
def test_signs_that_no_xml_file_may_hold_are_left_out(sign):
    assert xml_text(f"Mess{sign}ung") == "Messung"


@pytest.mark.parametrize(
    "sign", ["\t", "\n", "\r", " ", "\x7f", "ä", "\ud7ff", "\ue000", "\ufffd", "\U0010ffff"]
)
def test_all_other_signs_stay(sign):
    assert xml_text(sign) == sign
