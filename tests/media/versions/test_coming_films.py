"""A film on its way: kept, refused, superseded, failed, discarded."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from media import versions
from media.models import Version, Video, VideoFile
from media.models.files import VersionKind
from media.models.work import MAX_ATTEMPTS
from media.orders import retry
from media.probe import Refusal
from media.programs import FfmpegError
from media.sweeper import sweep
from media.versions import discard
from tests.factories.media import (
    make_user,
    make_video,
)
from tests.media.quick_films import FILM_NAMES, shown

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folders")]


def test_upload_is_kept_with_its_facts_and_wakes_a_worker(
    video, studio, django_capture_on_commit_callbacks, folders
):
    alice = make_user()

    with django_capture_on_commit_callbacks(execute=True):
        version = studio.replace(video, "neu", 2.5, user=alice)

    assert (version.number, version.original_name, version.original_size) == (2, "neu.mp4", len(b"1.0 neu"))
    assert (version.duration, version.width, version.height, version.has_sound) == (2.5, 1920, 1080, True)
    assert version.created_by == alice
    assert len(version.sha256) == 64
    assert version.original.name in folders.stored
    assert DBTaskResult.objects.get().task_result.args == [video.pk]


def test_refused_film_leaves_everything_as_it_is(video, monkeypatch, tmp_path, folders):
    before = folders.stored
    path = tmp_path / "page.mp4"
    path.write_text("<html>")

    with pytest.raises(Refusal):
        versions.replace(video, path, name="page.mp4", user=None)

    assert (folders.stored, Version.objects.count()) == (before, 0)


def test_video_deleted_meanwhile_leaves_no_file(video, studio, folders):
    gone = Video.objects.get(pk=video.pk)
    Video.objects.all().delete()

    with pytest.raises(Video.DoesNotExist):
        versions.replace(gone, studio.film(), name="neu.mp4", user=None)

    assert [name for name in folders.stored if "fassungen" in name] == []


def test_newer_film_wins_while_another_waits(video, studio, folders, django_capture_on_commit_callbacks):
    first = studio.replace(video, "erste")

    with django_capture_on_commit_callbacks(execute=True):
        studio.replace(video, "zweite")
    video = studio.work_on(video)

    assert video.original_name == "zweite.mp4"
    assert not Version.objects.filter(pk=first.pk).exists()
    assert first.original.name not in folders.stored


def test_worker_gives_up_a_film_that_a_newer_one_superseded(video, studio, monkeypatch):
    studio.replace(video, "erste")
    make = studio.make

    def be_superseded(job, name):
        monkeypatch.setattr(studio, "make", make)
        studio.replace(video, "zweite")
        make(job, name)

    monkeypatch.setattr(studio, "make", be_superseded)

    before, after = shown(video), shown(studio.work_on(video))
    video = studio.work_on(video)

    assert after == before
    assert video.original_name == "zweite.mp4"


def test_failed_film_leaves_the_old_one_on_show(video, studio):
    before = shown(video)
    studio.fail_with = FfmpegError("output_differs")

    studio.replace(video)
    video = studio.work_on(video)

    version = Version.objects.get()
    assert (shown(video), video.state, video.error_code) == (before, "ready", "")
    assert (version.state, version.error_code) == ("failed", "output_differs")


def test_failed_film_is_tried_again(video, studio):
    studio.fail_with = FfmpegError("output_differs")
    version = studio.replace(video)
    studio.work_on(video)
    studio.fail_with = None

    was_retried = retry(version)
    video = studio.work_on(video)

    assert (was_retried, video.original_name, retry(version)) == (True, "neu.mp4", False)


def test_discarded_film_leaves_nothing(video, studio, folders, django_capture_on_commit_callbacks):
    before = folders.stored
    version = studio.replace(video)

    with django_capture_on_commit_callbacks(execute=True):
        was_discarded = discard(version, None)

    assert (was_discarded, folders.stored, Version.objects.count()) == (True, before, 0)


def test_film_on_show_is_not_discarded(video, studio):
    version = studio.replace(video)
    video = studio.work_on(video)

    assert discard(version, None) is False
    assert video.original_name == "neu.mp4"


@pytest.mark.parametrize("state", [Video.State.FAILED, Video.State.WAITING])
def test_film_that_never_became_ready_is_replaced_for_good(
    state, studio, folders, django_capture_on_commit_callbacks
):
    video = make_video(state=state, attempts=MAX_ATTEMPTS, error_code="damaged")

    with django_capture_on_commit_callbacks(execute=True):
        studio.show(video)

    video.refresh_from_db()
    assert (video.state, video.error_code, sorted(shown(video))) == ("ready", "", FILM_NAMES)
    assert list(video.versions.values_list("number", "is_on_show")) == [(2, True)]
    files = VideoFile.objects.values_list("file", flat=True)
    assert folders.stored == sorted([video.original.name, *files])


def test_deleted_video_takes_all_its_versions_along(
    video, studio, folders, django_capture_on_commit_callbacks
):
    kept = make_video()
    studio.show(video, "zweite")
    studio.add(video, VersionKind.SIGNED)
    studio.work_on(video)
    studio.replace(video, "dritte")

    with django_capture_on_commit_callbacks(execute=True):
        Video.objects.get(pk=video.pk).delete()

    assert folders.stored == [kept.original.name]


def test_version_whose_worker_was_killed_is_taken_up_again(video, studio):
    studio.replace(video)
    Version.objects.update(state="processing", worker="killed", lease_until=timezone.now())

    sweep()

    assert DBTaskResult.objects.get().task_result.args == [video.pk]


def test_version_that_killed_its_worker_each_time_fails_with_a_reason(video, studio):
    version = studio.replace(video)
    Version.objects.update(
        state="processing", worker="killed", attempts=MAX_ATTEMPTS, lease_until=timezone.now()
    )

    sweep()

    version.refresh_from_db()
    video.refresh_from_db()
    assert (version.state, version.error_code, video.state) == ("failed", "interrupted", "ready")


def test_folder_of_a_version_at_work_is_left_alone(video, studio, folders):
    studio.replace(video)
    Version.objects.update(state="processing", worker="busy", lease_until=timezone.now() + timedelta(hours=1))
    (folders.work / "busy").mkdir(parents=True)

    sweep()

    assert (folders.work / "busy").exists()
