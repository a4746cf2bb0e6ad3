"""Who records consents and who sees them."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from media import versions
from media.models import Consent, Video, VideoPage
from tests.factories.media import make_consent, make_ready_video, make_video_page
from tests.media.consents.desk import MARK, PRIVATE, address, form_data, html

pytestmark = pytest.mark.django_db

REPLACED = "Der Film wurde inzwischen ersetzt. Bitte sehen Sie sich den neuen an und bestätigen Sie es dann."


@pytest.mark.parametrize("who", ["alice", "eva", "koordination"])
def test_everyone_who_works_on_the_video_records_a_consent(newsroom, koordination, video, who):
    editor = koordination if who == "koordination" else getattr(newsroom, who)
    Consent.objects.all().delete()

    response = editor.post(address(video, "_add"), form_data())

    consent = Consent.objects.get()
    assert response.status_code == 302
    assert (consent.name, consent.valid_until) == (PRIVATE["name"], date(2027, 3, 12))
    assert consent.recorded_by == editor.user


def test_nothing_typed_is_lost_when_the_guardian_is_forgotten(newsroom, video):
    response = newsroom.alice.post(address(video, "_add"), form_data(guardian_name=""))

    assert Consent.objects.count() == 1
    assert PRIVATE["kept_at"] in html(response)
    assert response.context["form"].errors.keys() == {"guardian_name"}


def test_tandem_sees_count_and_state_instead_of_a_name(newsroom, video):
    make_consent(video, valid_until=date(2100, 3, 12))

    page = html(newsroom.alice.get(address(video)))

    assert "2 Einwilligungen, alle gültig; die nächste endet am 12.03.2100." in page
    assert MARK not in page


def test_coordination_sees_names_and_papers(koordination, video):
    page = html(koordination.get(address(video)))

    assert all(value in page for value in PRIVATE.values())


@pytest.mark.parametrize("who", ["alice", "eva"])
@pytest.mark.parametrize("action", ["_edit", "_withdraw", "_delete"])
def test_who_sees_no_names_changes_no_record(newsroom, video, who, action):
    consent = Consent.objects.get()

    for method in ("get", "post"):
        response = getattr(getattr(newsroom, who), method)(address(video, action, consent.pk))
        assert response.status_code == 302
        assert response.url == reverse("wagtailadmin_home")

    assert Consent.objects.get().withdrawn_at is None


def test_foreign_tandem_and_stranger_do_not_learn_that_the_video_has_consents(newsroom, video):
    assert newsroom.bob.get(address(video)).status_code == 404
    assert newsroom.bob.post(address(video, "_add"), form_data()).status_code == 404
    assert newsroom.bob.post(reverse("videos:shows_nobody", args=[video.pk])).status_code == 404
    assert Client().get(address(video)).status_code == 302


def test_record_of_one_video_is_not_reached_by_the_address_of_another(koordination, video):
    other = make_ready_video()

    assert koordination.get(address(other, "_edit", Consent.objects.get().pk)).status_code == 404


def test_coordination_corrects_a_record_and_new_days_are_reminded_of_anew(koordination, video):
    Consent.objects.update(reminded_days=14)

    koordination.post(address(video, "_edit", Consent.objects.get().pk), form_data(name="Anders"))

    consent = Consent.objects.get()
    assert (consent.name, consent.reminded_days) == ("Anders", None)


def answer_on(video):
    return {"shows_nobody": "yes", "film": video.film_name}


def test_tandem_states_that_nobody_can_be_recognised_with_day_and_name(newsroom, video, clock):
    Consent.objects.all().delete()

    newsroom.alice.post(reverse("videos:shows_nobody", args=[video.pk]), answer_on(video))

    stored = Video.objects.get(pk=video.pk)
    assert (stored.shows_nobody_date, stored.shows_nobody_by) == (date(2026, 3, 12), newsroom.alice.user)
    assert stored.consents_are_valid
    assert "12.03.2026" in html(newsroom.eva.get(address(video)))


def test_who_is_on_record_can_be_recognised(newsroom, video):
    newsroom.alice.post(reverse("videos:shows_nobody", args=[video.pk]), answer_on(video))

    assert not Video.objects.get().shows_nobody


@pytest.mark.usefixtures("folders")
def test_statement_is_not_taken_for_the_film_that_went_on_show_meanwhile(newsroom, video, studio):
    Consent.objects.all().delete()
    seen = re.search(r'name="film" value="([^"]+)"', html(newsroom.alice.get(address(video))))[1]
    versions.replace(video, studio.film(), name="neu.mp4", user=None)
    studio.work_on(video)

    state = reverse("videos:shows_nobody", args=[video.pk])
    refused = newsroom.alice.post(state, {"shows_nobody": "yes", "film": seen}, follow=True)

    assert [str(message).strip() for message in refused.context["messages"]] == [REPLACED]
    assert not Video.objects.get().shows_nobody


def test_statement_that_names_no_film_is_refused(newsroom, video):
    Consent.objects.all().delete()

    state = reverse("videos:shows_nobody", args=[video.pk])
    refused = newsroom.alice.post(state, {"shows_nobody": "yes"}, follow=True)

    assert [str(message).strip() for message in refused.context["messages"]] == [REPLACED]
    assert not Video.objects.get().shows_nobody


def test_statement_does_not_come_back_when_the_only_record_is_deleted(newsroom, koordination):
    video = make_ready_video(collection=newsroom.collection)
    newsroom.alice.post(address(video, "_add"), form_data())

    koordination.post(address(video, "_delete", Consent.objects.get().pk))

    assert not Video.objects.get().consents_are_valid


def test_statement_that_is_taken_back_takes_the_page_offline(newsroom, django_capture_on_commit_callbacks):
    video = make_ready_video(collection=newsroom.collection)
    make_video_page(newsroom.tandem, video)

    with django_capture_on_commit_callbacks(execute=True):
        newsroom.alice.post(reverse("videos:shows_nobody", args=[video.pk]))

    assert not VideoPage.objects.get().live
