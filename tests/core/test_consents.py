"""Consents: when they hold, what is said of them, and when a reminder is due."""

from datetime import date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import translation

from cms.core.consents import Standing, reminder_due
from cms.core.models import PictureConsent
from tests.conftest import BERLIN
from tests.factories.pages import make_picture

DAY = date(2026, 3, 12)


def record(**fields):
    values = {"name": "Beispielperson Zwei", "kept_at": "Ordner", "valid_from": date(2026, 1, 1), **fields}
    return PictureConsent(**values)


@pytest.mark.parametrize(
    ("fields", "holds"),
    [
        ({}, True),
        ({"valid_until": DAY}, True),
        ({"valid_until": date(2026, 3, 11)}, False),
        ({"valid_from": DAY}, True),
        ({"valid_from": date(2026, 3, 13)}, False),
        ({"withdrawn_at": datetime(2026, 3, 1, tzinfo=BERLIN)}, False),
        ({"withdrawn_at": datetime(2026, 3, 1, tzinfo=BERLIN), "valid_until": date(2030, 1, 1)}, False),
    ],
)
@pytest.mark.django_db
def test_first_and_last_day_are_included_and_the_database_agrees(fields, holds):
    consent = record(picture=make_picture(), **fields)
    consent.save()

    assert consent.holds_on(DAY) is holds
    assert PictureConsent.objects.not_holding_on(DAY).exists() is not holds


@pytest.mark.parametrize(
    ("ends", "sentence"),
    [
        ([], "Es ist keine Einwilligung erfasst."),
        ([None], "1 Einwilligung, gültig."),
        ([date(2027, 3, 12)], "1 Einwilligung, gültig; die nächste endet am 12.03.2027."),
        ([date(2026, 3, 11)], "1 Einwilligung, nicht gültig."),
        (
            [None, date(2028, 1, 1), date(2027, 3, 12)],
            "3 Einwilligungen, alle gültig; die nächste endet am 12.03.2027.",
        ),
        ([date(2026, 3, 11), None], "2 Einwilligungen, davon 1 nicht gültig."),
        ([date(2026, 3, 11), date(2026, 1, 31), None], "3 Einwilligungen, davon 2 nicht gültig."),
    ],
)
def test_standing_says_how_many_and_until_when(ends, sentence):
    with translation.override("de"):
        assert Standing.of([record(valid_until=end) for end in ends], DAY).sentence == sentence


@pytest.mark.parametrize(
    ("last_day", "due"),
    [
        (date(2026, 5, 12), None),
        (date(2026, 5, 11), 60),
        (date(2026, 3, 27), 60),
        (date(2026, 3, 26), 14),
        (DAY, 14),
        (date(2026, 3, 11), None),
    ],
)
def test_reminders_are_due_60_and_14_days_before_the_last_day(last_day, due):
    assert reminder_due(last_day, DAY) == due


def test_record_names_nobody_when_it_is_printed():
    assert "Beispielperson" not in f"{record(pk=3)} {record(pk=3)!r}"


@pytest.mark.django_db
class TestMinors:
    def test_guardian_is_asked_for(self):
        with pytest.raises(ValidationError) as caught:
            record(picture=make_picture(), kind="minor").full_clean()

        assert set(caught.value.error_dict) == {"guardian_name"}

    def test_database_keeps_none_without_guardian(self):
        with pytest.raises(IntegrityError):
            record(picture=make_picture(), kind="minor").save()

    def test_with_guardian_it_is_complete(self):
        record(picture=make_picture(), kind="minor", guardian_name="Beispielperson Drei").full_clean()


@pytest.mark.django_db
def test_last_day_does_not_lie_before_the_first():
    with pytest.raises(ValidationError) as caught:
        record(picture=make_picture(), valid_until=date(2025, 12, 31)).full_clean()

    assert set(caught.value.error_dict) == {"valid_until"}


@pytest.mark.parametrize(
    ("reason", "names"),
    [
        ("Beispielperson will nicht mehr", True),
        ("auf Wunsch von zwei.", False),
        ("Anruf von (Musterfrau)", True),
        ("Wechsel des Betriebs", False),
    ],
)
def test_name_is_found_in_a_reason_by_any_of_its_longer_words(reason, names):
    consent = record(name="Beispielperson Zo", guardian_name="Ute Musterfrau")

    assert consent.is_named_in(reason) is names
