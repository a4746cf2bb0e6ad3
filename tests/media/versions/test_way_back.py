"""Former films, and the way back to them."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from media.models import Version, VideoFile
from media.showing import KEPT_FILMS, KEPT_FOR, forget_former_films
from media.sweeper import sweep
from media.versions import VersionRefusal, discard, roll_back
from tests.factories.media import (
    FILM_BYTES,
    make_user,
)
from tests.media.quick_films import shown
from tests.media.versions.reader import answer, content, state_that_nobody_is_shown

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folders")]


def test_former_film_returns_with_its_bytes_and_version(page, studio, client):
    video = page.video
    before, response = shown(video), answer(client, video)
    etag, _ = response.headers["ETag"], content(response)
    studio.show(video, "zweite", seconds=5.0)

    roll_back(video, 1, None)

    state_that_nobody_is_shown()
    video.refresh_from_db()
    response = answer(client, video)
    assert (content(response), response.headers["ETag"]) == (FILM_BYTES, etag)
    assert (shown(video), video.duration, video.original_name) == (before, 1.0, "film.mp4")
    assert dict(video.versions.values_list("number", "is_on_show")) == {1: True, 2: False}


def test_return_to_the_later_film_is_possible_again(video, studio):
    studio.show(video, "zweite")
    second = shown(video)
    roll_back(video, 1, None)

    roll_back(video, 2, None)

    assert shown(video) == second
    assert studio.replace(video, "dritte").number == 3


def test_there_is_no_way_back_to_a_film_that_was_never_there_or_is_on_show(video, studio):
    studio.show(video, "zweite")

    for number in (2, 3):
        with pytest.raises(VersionRefusal) as caught:
            roll_back(video, number, None)
        assert caught.value.code == "version_gone"


def test_there_is_no_way_back_to_a_film_whose_file_the_storage_lost(video, studio, folders):
    lost = video.file_named("480p.mp4").file.name
    studio.show(video, "zweite")
    before = shown(video)
    (folders.private / lost).unlink()

    with pytest.raises(VersionRefusal) as caught:
        roll_back(video, 1, None)

    assert (caught.value.code, shown(video)) == ("version_gone", before)


def test_nobody_returns_while_a_new_film_is_prepared(video, studio):
    studio.show(video, "zweite")
    studio.replace(video, "dritte")

    with pytest.raises(VersionRefusal) as caught:
        roll_back(video, 1, None)

    assert caught.value.code == "version_coming"


def test_last_former_films_are_kept_and_older_ones_forgotten(
    video, studio, folders, django_capture_on_commit_callbacks
):
    for words in ("zwei", "drei", "vier", "fünf"):
        studio.show(video, words)

    with django_capture_on_commit_callbacks(execute=True):
        forget_former_films(timezone.now())

    assert list(video.versions.resting().values_list("number", flat=True)) == [4, 3, 2]
    assert video.versions.count() == KEPT_FILMS + 2
    originals = video.versions.exclude(original="").values_list("original", flat=True)
    assert set(folders.stored) == {*originals, *VideoFile.objects.values_list("file", flat=True)}
    with pytest.raises(VersionRefusal):
        roll_back(video, 1, None)


def test_former_film_is_forgotten_after_a_while(video, studio, django_capture_on_commit_callbacks):
    studio.show(video, "zwei")
    before = shown(video)
    Version.objects.filter(number=1).update(switched_at=timezone.now() - KEPT_FOR - timedelta(hours=1))

    with django_capture_on_commit_callbacks(execute=True):
        sweep()

    assert not video.versions.resting().exists()
    assert shown(video) == before


def test_what_was_done_is_in_the_history(video, studio):
    alice = make_user()
    studio.replace(video, "zweite", user=alice)
    studio.work_on(video)
    roll_back(video, 1, alice)
    discard(studio.replace(video, "dritte", user=alice), alice)

    entries = ModelLogEntry.objects.for_instance(video).order_by("timestamp", "pk")
    assert [(entry.action, entry.user, entry.data["number"]) for entry in entries] == [
        ("media.version.add", alice, 2),
        ("media.version.nobody", alice, 2),
        ("media.version.return", alice, 1),
        ("media.version.add", alice, 3),
        ("media.version.nobody", alice, 3),
        ("media.version.discard", alice, 3),
    ]
    assert {bool(entry.message) for entry in entries} == {True}
