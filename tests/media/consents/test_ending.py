"""A consent that ends takes the video offline, and editors are reminded in time."""

from datetime import date, datetime, timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from media.models import Consent, Video, VideoPage
from media.publishing import remind_of_consents, take_offline_what_is_unlawful
from tests.conftest import BERLIN
from tests.factories.media import make_consent, make_ready_video, make_video_page
from tests.media.consents.desk import MARK, PRIVATE, address, html

pytestmark = pytest.mark.django_db


def test_video_is_gone_at_midnight_in_berlin_before_the_clock_has_done_anything(client, video, clock):
    Consent.objects.update(valid_until=date(2026, 3, 12))

    clock.move_to(datetime(2026, 3, 12, 23, 59, 59, tzinfo=BERLIN))
    on_the_last_day = client.get(f"/v/{video.key}/embed/").status_code
    clock.move_to(datetime(2026, 3, 13, 0, 0, tzinfo=BERLIN))

    assert on_the_last_day == 200
    assert client.get(f"/v/{video.key}/embed/").status_code == 410
    assert client.get(f"/v/{video.key}/480p.mp4").status_code == 404
    assert list(VideoPage.objects.listed()) == []


def test_clock_unpublishes_and_mails(video, clock, django_capture_on_commit_callbacks):
    Consent.objects.update(valid_until=date(2026, 3, 11))

    with django_capture_on_commit_callbacks(execute=True):
        take_offline_what_is_unlawful(timezone.now())

    assert not VideoPage.objects.get().live
    assert "alice@example.org" in {to for message in mail.outbox for to in message.to}


def test_clock_leaves_what_everyone_agrees_to(video):
    take_offline_what_is_unlawful(timezone.now())

    assert VideoPage.objects.get().live


def test_one_page_that_cannot_be_unpublished_stops_no_other(newsroom, video, monkeypatch):
    other = make_video_page(newsroom.videos, make_ready_video(shows_nobody_date=date(2026, 1, 1)), slug="x")
    Consent.objects.update(valid_until=date(2026, 1, 1))
    Video.objects.filter(pk=other.video_id).update(shows_nobody_date=None)
    unpublish = VideoPage.unpublish

    def broken(page, *args, **kwargs):
        if page.pk != other.pk:
            raise OSError("no connection")
        return unpublish(page, *args, **kwargs)

    monkeypatch.setattr(VideoPage, "unpublish", broken)
    take_offline_what_is_unlawful(timezone.now())

    assert list(VideoPage.objects.not_live()) == [other]


def remind(capture, days_before):
    Consent.objects.update(valid_until=timezone.localdate() + timedelta(days=days_before))
    with capture(execute=True):
        remind_of_consents(timezone.now())
        remind_of_consents(timezone.now())


def recipients():
    return sorted(to for message in mail.outbox for to in message.to)


@pytest.mark.parametrize(
    ("days", "mailed"), [(61, False), (60, True), (15, True), (14, True), (0, True), (-1, False)]
)
def test_reminder_is_mailed_once(video, clock, django_capture_on_commit_callbacks, days, mailed):
    remind(django_capture_on_commit_callbacks, days)

    assert recipients() == (["alice@example.org", "eva@example.org"] if mailed else [])


def test_second_reminder_follows_two_weeks_before(video, clock, django_capture_on_commit_callbacks):
    remind(django_capture_on_commit_callbacks, 60)
    mail.outbox.clear()

    remind(django_capture_on_commit_callbacks, 14)

    assert recipients() == ["alice@example.org", "eva@example.org"]


def test_several_consents_of_a_video_are_one_mail_that_names_nobody(
    video, clock, django_capture_on_commit_callbacks
):
    make_consent(video, **PRIVATE)

    remind(django_capture_on_commit_callbacks, 60)

    assert recipients() == ["alice@example.org", "eva@example.org"]
    assert "11. Mai 2026" in mail.outbox[0].subject
    assert MARK not in f"{mail.outbox[0].subject} {mail.outbox[0].body}"


def test_nobody_is_reminded_of_what_is_not_online(video, clock, django_capture_on_commit_callbacks):
    VideoPage.objects.get().unpublish()

    remind(django_capture_on_commit_callbacks, 60)

    assert recipients() == []


def test_dashboard_shows_what_ends_and_names_to_the_coordination_only(newsroom, koordination, video):
    Consent.objects.update(valid_until=timezone.localdate() + timedelta(days=60))
    home = reverse("wagtailadmin_home")

    assert address(video) in html(newsroom.alice.get(home))
    assert MARK not in html(newsroom.alice.get(home))
    assert PRIVATE["name"] in html(koordination.get(home))
    assert address(video) not in html(newsroom.bob.get(home))
