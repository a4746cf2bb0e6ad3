"""A withdrawn consent takes the video offline everywhere."""

import pytest
from django.core import mail
from django.urls import reverse
from wagtail.models import ModelLogEntry

from media.models import Consent, VideoPage
from tests.media.consents.desk import MARK, address, html

pytestmark = pytest.mark.django_db


def test_confirmation_says_what_happens_and_what_cannot_be_called_back(koordination, video):
    page = html(koordination.get(address(video, "_withdraw", Consent.objects.get().pk)))

    assert "Titration" in page
    assert "Das lässt sich nicht zurückholen" in page
    assert "führt kein Weg mehr zurück" in page


def test_withdrawal_takes_the_page_offline_logs_why_and_mails_without_names(
    koordination, video, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        koordination.post(
            address(video, "_withdraw", Consent.objects.get().pk), {"reason": "Wechsel des Betriebs"}
        )

    entry = ModelLogEntry.objects.get(action="consent.withdraw")
    mails = " ".join(f"{message.subject} {message.body}" for message in mail.outbox)
    assert not VideoPage.objects.get().live
    assert (entry.data, entry.label) == ({"reason": "Wechsel des Betriebs"}, "Titration")
    assert {"alice@example.org", "eva@example.org"} <= {to for message in mail.outbox for to in message.to}
    assert "Titration" in mails
    assert MARK not in mails


def test_reason_with_the_name_is_refused(koordination, video):
    response = koordination.post(
        address(video, "_withdraw", Consent.objects.get().pk), {"reason": f"{MARK} will nicht mehr"}
    )

    assert response.status_code == 200
    assert Consent.objects.get().withdrawn_at is None
    assert not ModelLogEntry.objects.filter(action="consent.withdraw").exists()


def test_history_of_the_video_tells_it_to_everyone_who_works_on_it(newsroom, koordination, video):
    koordination.post(address(video, "_withdraw", Consent.objects.get().pk), {"reason": "Umzug"})

    page = html(newsroom.alice.get(reverse("videos:history", args=[video.pk])))

    assert "Einwilligung zurückgezogen: Umzug" in page
    assert MARK not in page
