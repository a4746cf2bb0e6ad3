"""A film is replaced under its addresses."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone
from wagtail.models import ModelLogEntry

from cms.core.signals import content_changed
from media import versions
from media.models import Version, Video
from media.publishing import take_offline_what_is_unlawful
from media.showing import lock
from media.statements import StatementRefusal, state_nobody, take_back
from media.tasks import process_video
from media.versions import discard, roll_back
from tests.factories.media import (
    FILM_BYTES,
    make_consent,
    make_ready_video,
    make_user,
)
from tests.media.quick_films import FILM_NAMES, shown
from tests.media.versions.reader import answer, content

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folders")]


@pytest.mark.slow
def test_ffmpeg_makes_every_file_of_the_new_film_before_it_is_shown(
    clips, django_capture_on_commit_callbacks, folders
):
    video = make_ready_video(duration=4.0)
    make_consent(video)
    before = shown(video)

    with django_capture_on_commit_callbacks(execute=True):
        versions.replace(video, clips["plain.mp4"], name="neu.mp4", user=None)
        versions.add_alternate(video, "gebaerden", clips["four seconds.mp4"], name="dgs.mp4", user=None)
    waiting = shown(video)
    process_video.call(video.pk)

    after = shown(video)
    video.refresh_from_db()
    assert waiting == before
    candidates = [f"kandidat-{number}.jpg" for number in range(1, 7)]
    others = ["vorschau-streifen.jpg", "vorschau-streifen.vtt", "gebaerden-480p.mp4"]
    assert sorted(after) == sorted([*FILM_NAMES, *candidates, *others])
    assert [name for name in FILM_NAMES if after[name] == before[name]] == []
    assert (video.state, video.original_name) == ("ready", "neu.mp4")
    assert video.duration == pytest.approx(1.0, abs=0.1)
    assert (video.width, video.height, video.has_sound) == (320, 180, True)
    assert folders.in_work == []


def test_address_answers_with_the_old_film_until_the_new_one_is_ready(page, studio, client):
    video = page.video
    studio.replace(video)
    waiting = answer(client, video)
    bytes_while_waiting = content(waiting)

    studio.work_on(video)
    ready = answer(client, video)

    assert bytes_while_waiting == FILM_BYTES
    assert content(ready) == b"1.0 neu"
    assert waiting.headers["ETag"] != ready.headers["ETag"]
    assert answer(client, video, **{"If-None-Match": ready.headers["ETag"]}).status_code == 304
    stale = answer(client, video, **{"Range": "bytes=0-2", "If-Range": waiting.headers["ETag"]})
    assert (stale.status_code, content(stale)) == (200, b"1.0 neu")


def test_that_nobody_is_shown_ends_with_the_film_and_so_does_the_page(page, studio, client):
    video = page.video
    versions.replace(video, studio.film(), name="neu.mp4", user=None)
    waiting = client.get(page.url).status_code

    studio.work_on(video)
    status = client.get(page.url).status_code
    take_offline_what_is_unlawful(timezone.now())

    video.refresh_from_db()
    page.refresh_from_db()
    assert (video.shows_nobody_date, video.shows_nobody_by) == (None, None)
    assert (waiting, status) == (200, 410)
    assert not page.live


def test_that_nobody_is_shown_is_renewed_by_whoever_stated_it_of_the_new_film(page, studio, client):
    video, alice, bob = page.video, make_user("alice"), make_user("bob")
    studio.replace(video, "erste", user=bob)
    studio.replace(video, "zweite", user=alice)

    studio.work_on(video)

    video.refresh_from_db()
    assert (video.shows_nobody_date, video.shows_nobody_by) == (timezone.localdate(), alice)
    assert client.get(page.url).status_code == 200


def test_what_was_stated_of_a_discarded_film_does_not_hold_for_the_next(page, studio):
    video = page.video
    discard(studio.replace(video, "erste"), None)
    versions.replace(video, studio.film("zweite"), name="zweite.mp4", user=None)

    studio.work_on(video)

    video.refresh_from_db()
    assert not video.shows_nobody


def test_a_former_film_returns_with_what_was_stated_of_it(page, studio):
    video, alice, bob = page.video, make_user("alice"), make_user("bob")
    Video.objects.update(shows_nobody_date=date(2026, 1, 1), shows_nobody_by=bob)
    studio.replace(video, "zweite", user=alice)
    studio.work_on(video)

    roll_back(video, 1, None)

    video.refresh_from_db()
    second = video.versions.get(number=2)
    assert (video.shows_nobody_date, video.shows_nobody_by) == (date(2026, 1, 1), bob)
    assert (second.shows_nobody_date, second.shows_nobody_by) == (timezone.localdate(), alice)


def test_a_former_film_of_which_nothing_was_stated_is_shown_without_the_statement_on_the_later(page, studio):
    video = page.video
    Video.objects.update(shows_nobody_date=None)
    studio.show(video, "zweite")

    roll_back(video, 1, None)

    video.refresh_from_db()
    assert not video.shows_nobody


@pytest.mark.parametrize("when", ["before", "meanwhile"])
def test_no_statement_is_made_where_people_are_on_record(when, page, studio):
    video = page.video
    if when == "before":
        make_consent(video)
    studio.replace(video)
    if when == "meanwhile":
        make_consent(video)

    studio.work_on(video)

    video.refresh_from_db()
    assert not video.shows_nobody
    assert not video.versions.filter(shows_nobody_date__isnull=False).exists()


def test_statement_that_is_taken_back_holds_for_no_other_film_of_the_recording(page, studio):
    video = page.video
    studio.show(video, "zweite")
    studio.replace(video, "dritte")

    take_back(video.pk)
    studio.work_on(video)
    third = Video.objects.get().shows_nobody
    roll_back(video, 1, None)

    assert (third, Video.objects.get().shows_nobody) == (False, False)


def test_statement_finds_the_film_that_is_on_show_by_now(page, studio):
    alice = make_user()
    versions.replace(page.video, studio.film(), name="neu.mp4", user=None)
    seen = page.video.versions.get().film_name
    video = studio.work_on(page.video)
    was_stated = video.shows_nobody

    state_nobody(video, seen, alice)

    assert not was_stated
    assert Video.objects.get().shows_nobody_by == alice


@pytest.mark.parametrize("fate", ["rests", "was discarded", "has no name"])
def test_nothing_is_stated_of_a_film_that_is_neither_on_show_nor_coming(fate, page, studio):
    Video.objects.update(shows_nobody_date=None)
    film_name = "" if fate == "has no name" else page.video.film_name
    versions.replace(page.video, studio.film(), name="neu.mp4", user=None)
    if fate == "was discarded":
        film_name = page.video.versions.get().film_name
        discard(page.video.versions.get(), None)
    else:
        studio.work_on(page.video)

    with pytest.raises(StatementRefusal, match="replaced"):
        state_nobody(page.video, film_name, None)

    assert not Video.objects.get().shows_nobody
    assert not Version.objects.filter(shows_nobody_date__isnull=False).exists()


@pytest.mark.parametrize("meanwhile", ["somebody is recorded", "film is replaced"])
def test_statement_looks_again_once_nobody_else_can_change_the_film(page, studio, monkeypatch, meanwhile):
    seen = page.video.film_name
    Video.objects.update(shows_nobody_date=None)

    def lock_after_a_colleague(video_id):
        if meanwhile == "somebody is recorded":
            make_consent(page.video)
        else:
            Video.objects.update(original="videos/another.mp4")
        return lock(video_id)

    # The receiver of the new consent would ask for the lock as well, without end.
    monkeypatch.setattr("media.receivers.take_back", lambda video_id: None)
    monkeypatch.setattr("media.statements.lock", lock_after_a_colleague)
    with pytest.raises(StatementRefusal):
        state_nobody(page.video, seen, None)

    assert not Video.objects.get().shows_nobody


def test_history_of_statements_is_taken_over_for_films_that_wait(page, studio):
    video, alice = page.video, make_user("alice")
    studio.replace(video, "erste")
    studio.replace(video, "zweite", user=alice)
    Version.objects.update(shows_nobody_date=None, shows_nobody_by=None)
    migration = import_module("media.migrations.0013_statements_from_the_history")

    migration.take_over_statements(apps, None)

    version = video.versions.get()
    assert (version.shows_nobody_date, version.shows_nobody_by) == (timezone.localdate(), alice)


@pytest.mark.parametrize("lack", ["no entry", "recording shows somebody", "account is gone"])
def test_history_states_no_more_than_it_did(lack, page, studio):
    video, alice = page.video, make_user("alice")
    studio.replace(video, user=alice)
    Version.objects.update(shows_nobody_date=None, shows_nobody_by=None)
    if lack == "no entry":
        ModelLogEntry.objects.all().delete()
    elif lack == "recording shows somebody":
        Video.objects.update(shows_nobody_date=None)
    else:
        alice.delete()
    migration = import_module("media.migrations.0013_statements_from_the_history")

    migration.take_over_statements(apps, None)

    version = video.versions.get()
    assert (version.shows_nobody, version.shows_nobody_by) == (lack == "account is gone", None)


def test_reader_gets_the_rest_of_the_film_that_was_begun(page, studio, client):
    begun = answer(client, page.video, Range="bytes=100-299")

    studio.show(page.video)

    assert content(begun) == FILM_BYTES[100:300]


def test_facts_of_the_new_film_are_those_of_the_recording(video, studio):
    created_at = video.created_at

    video = studio.show(video, "länger", seconds=30.0)

    assert (video.original_name, video.duration, video.width) == ("länger.mp4", 30.0, 1920)
    assert video.original.storage.size(video.original.name) == len("30.0 länger".encode())
    assert (video.created_at, video.captions.count(), video.authors.count()) == (created_at, 1, 1)


def test_cached_pages_are_forgotten_at_the_switch(video, studio):
    studio.replace(video)
    heard = []

    def hear(sender, **kwargs):
        heard.append(shown(video))

    content_changed.connect(hear)
    studio.work_on(video)
    content_changed.disconnect(hear)

    assert heard[-1] == shown(video)
