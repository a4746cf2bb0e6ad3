"""What changes while a form is open, and what a change does to a live page."""

import pytest
from django.urls import reverse

from media.messages import explain
from media.models import Video
from tests.factories.media import make_video, make_video_file, make_video_page
from tests.media.editing.form import edit

pytestmark = pytest.mark.django_db


def test_form_leaves_the_state_to_the_worker(newsroom, video, monkeypatch):
    """The worker finishes between the moment the form is read and the moment it is stored."""
    Video.objects.update(state=Video.State.PROCESSING, progress=50)
    save = Video.save

    def finished_meanwhile(self, *args, **kwargs):
        Video.objects.update(state=Video.State.READY, progress=100)
        save(self, *args, **kwargs)

    monkeypatch.setattr(Video, "save", finished_meanwhile)

    edit(newsroom.alice, video, title="Neuer Titel")

    stored = Video.objects.get()
    assert (stored.title, stored.state, stored.progress) == ("Neuer Titel", Video.State.READY, 100)


def test_progress_is_told_in_per_cent(newsroom):
    video = make_video(collection=newsroom.collection, state=Video.State.PROCESSING, progress=40)

    answer = newsroom.alice.get(reverse("videos:progress", args=[video.pk])).json()

    assert (answer["state"], answer["progress"]) == ("processing", 40)
    assert 'value="40"' in answer["html"]


def test_failed_video_says_why_and_can_be_tried_again(newsroom):
    video = make_video(
        collection=newsroom.collection, state=Video.State.FAILED, error_code="original_missing"
    )

    html = newsroom.alice.get(reverse("videos:edit", args=[video.pk])).content.decode()
    newsroom.alice.post(reverse("videos:retry", args=[video.pk]))

    assert "media-state__reason" in html
    assert Video.objects.get().state == Video.State.WAITING


@pytest.mark.parametrize("name", ["retry", "cancel"])
def test_retry_and_cancel_need_post(name, newsroom, video):
    assert newsroom.alice.get(reverse(f"videos:{name}", args=[video.pk])).status_code == 405


def test_processing_can_be_ended(newsroom):
    video = make_video(collection=newsroom.collection, state=Video.State.PROCESSING, worker="host-1")
    url = reverse("videos:cancel", args=[video.pk])

    html = newsroom.alice.get(reverse("videos:edit", args=[video.pk])).content.decode()
    newsroom.alice.post(url)

    assert url in html
    stored = Video.objects.get()
    assert (stored.state, stored.error_code) == (Video.State.FAILED, "cancelled")


def test_small_film_is_told_as_soon_as_it_is_there(newsroom):
    video = make_video(collection=newsroom.collection, state=Video.State.PROCESSING)
    url = reverse("videos:progress", args=[video.pk])

    before = newsroom.alice.get(url).json()
    make_video_file(video, "480p.mp4", b"film")
    after = newsroom.alice.get(url).json()

    assert before["version"] != after["version"]
    assert [f"/v/{video.key}/480p.mp4" in answer["html"] for answer in (before, after)] == [False, True]


def test_waiting_video_says_why_the_last_attempt_failed(newsroom):
    video = make_video(collection=newsroom.collection, error_code="no_space")

    html = newsroom.alice.get(reverse("videos:progress", args=[video.pk])).json()["html"]

    assert explain("no_space") in html


@pytest.mark.parametrize(("seconds", "is_told"), [([], False), ([3.2, 65.0], True)])
def test_dangerous_flashes_are_told_with_their_moments(seconds, is_told, newsroom):
    video = make_video(collection=newsroom.collection, flash_seconds=seconds)

    html = newsroom.alice.get(reverse("videos:edit", args=[video.pk])).content.decode()

    assert ("media-state__warning" in html, "0:03, 1:05" in html) == (is_told, is_told)


def test_licence_of_a_published_video_cannot_be_taken_away(newsroom, video):
    make_video_page(newsroom.tandem, video)

    response = edit(newsroom.alice, video, licence_code="")

    assert [error.code for error in response.context["form"].errors.as_data()["__all__"]] == ["licence"]
    assert Video.objects.get().licence_code == "cc-by"


@pytest.mark.parametrize(("rows", "code"), [("captions", "captions"), ("authors", "author")])
def test_last_captions_and_author_of_a_published_video_stay(newsroom, video, rows, code):
    page = make_video_page(newsroom.tandem, video)

    response = edit(newsroom.alice, video, **{f"{rows}-0-DELETE": "on"})

    assert [error.code for error in response.context["form"].errors.as_data()["__all__"]] == [code]
    assert getattr(Video.objects.get(), rows).count() == 1
    page.refresh_from_db()
    assert page.live


def test_published_video_can_be_changed_lawfully(newsroom, video):
    make_video_page(newsroom.tandem, video)

    edit(
        newsroom.alice,
        video,
        licence_code="cc0",
        new_authors=[{"name": "Tandem 3", "organisation": "", "ORDER": 2}],
    )

    stored = Video.objects.get()
    assert stored.licence_code == "cc0"
    assert stored.authors.count() == 2


def test_published_video_is_not_deleted_and_says_where_it_is_shown(newsroom, video):
    make_video_page(newsroom.tandem, video, title="Titration im Labor")
    url = reverse("videos:delete", args=[video.pk])

    html = newsroom.alice.get(url).content.decode()
    newsroom.alice.post(url)

    assert "Titration im Labor" in html
    assert Video.objects.count() == 1


def test_unpublished_video_is_deleted(newsroom, video):
    newsroom.alice.post(reverse("videos:delete", args=[video.pk]))

    assert Video.objects.count() == 0
