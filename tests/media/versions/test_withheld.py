"""What may show a person who withdrew a consent, or an interpreter whom nobody asked: it is not on show."""

from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone
from wagtail.log_actions import log

from media.models import Consent, Video
from tests.factories.media import make_consent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folders")]


@pytest.fixture
def video(page):
    """Published, with Anna and Ben on record, and both films beside the main one."""
    make_consent(page.video, name="Anna")
    make_consent(page.video, name="Ben")
    return Video.objects.get(pk=page.video.pk)


def withdraw(name="Anna"):
    Consent.objects.get(name=name).withdraw()


def test_moment_of_a_withdrawal_outlives_the_record(video):
    before = timezone.now()

    withdraw("Anna")
    first = Video.objects.get().consent_withdrawn_at
    withdraw("Ben")
    last = Video.objects.get().consent_withdrawn_at
    Consent.objects.get(name="Anna").save()
    Consent.objects.all().delete()

    assert before < first < last == Video.objects.get().consent_withdrawn_at


def test_withdrawals_are_taken_over_from_records_and_history(video):
    withdraw("Anna")
    moment = Consent.objects.get(name="Anna").withdrawn_at
    take_over = import_module("media.migrations.0016_withdrawals_from_the_history").take_over_withdrawals
    Video.objects.update(consent_withdrawn_at=None)

    take_over(apps, None)
    of_the_record = Video.objects.get().consent_withdrawn_at
    Consent.objects.all().delete()
    entry = log(instance=video, action="consent.withdraw", user=None, data={"reason": ""})
    Video.objects.update(consent_withdrawn_at=None)
    take_over(apps, None)

    assert of_the_record == moment
    assert Video.objects.get().consent_withdrawn_at == entry.timestamp
