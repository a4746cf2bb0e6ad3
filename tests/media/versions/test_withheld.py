"""What may show a person who withdrew a consent, or an interpreter whom nobody asked: it is not on show."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone
from wagtail.log_actions import log

from media.models import Consent, Version, Video
from media.showing import KEPT_FOR
from media.sweeper import sweep
from media.versions import VersionRefusal, roll_back
from tests.factories.media import make_consent
from tests.media.quick_films import shown

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


def test_nobody_returns_to_a_film_of_before_the_withdrawal(video, studio):
    withdraw()
    studio.show(video, "ohne Anna")
    before = shown(video)

    with pytest.raises(VersionRefusal) as caught:
        roll_back(video, 1, None)

    assert (caught.value.code, shown(video)) == ("version_withdrawn", before)
    assert not video.versions.films().resting().exists()


def test_way_back_stays_open_between_films_of_afterwards(video, studio):
    withdraw()
    studio.show(video, "zweite")
    second = shown(video)
    studio.show(video, "dritte")

    roll_back(video, 2, None)

    assert shown(video) == second


def test_film_of_before_the_withdrawal_is_forgotten_like_any_other(
    video, studio, folders, django_capture_on_commit_callbacks
):
    withdraw()
    studio.show(video, "ohne Anna")
    Version.objects.filter(number=1).update(switched_at=timezone.now() - KEPT_FOR - timedelta(hours=1))

    with django_capture_on_commit_callbacks(execute=True):
        sweep()

    assert Version.objects.get(number=1).original == ""


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
