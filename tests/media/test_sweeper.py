import os
import time
from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from media.lease import Lease
from media.models import Upload, Video
from media.models.work import MAX_ATTEMPTS
from media.runner import WORK_PREFIX
from media.sweeper import sweep
from media.tasks import enqueue
from media.work_folders import SILENCE, UPLOAD_PREFIX, remove_leftovers
from tests.factories.media import make_video

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folders")]


def left_by_a_killed_worker(**fields):
    video = make_video(**fields)
    enqueue(video.pk)
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING)
    lease = Lease.take(video.pk)
    Video.objects.filter(pk=video.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
    return video, lease


def test_video_of_a_killed_worker_is_enqueued_once():
    video, _ = left_by_a_killed_worker()
    rows_before = set(DBTaskResult.objects.values_list("pk", "status"))

    for _ in range(3):
        sweep()

    rows = set(DBTaskResult.objects.values_list("pk", "status"))
    assert rows > rows_before
    assert [status for _, status in rows - rows_before] == [TaskResultStatus.READY]
    assert Lease.take(video.pk) is not None


def test_waiting_video_whose_task_was_lost_is_enqueued():
    video = make_video()

    sweep()

    assert DBTaskResult.objects.get().task_result.args == [video.pk]


def test_waiting_video_with_a_task_is_left_alone():
    enqueue(make_video().pk)

    sweep()

    assert DBTaskResult.objects.count() == 1


def test_video_at_work_is_left_alone():
    lease = Lease.take(make_video().pk)

    sweep()

    assert DBTaskResult.objects.count() == 0
    assert lease.claimed.exists()


@pytest.mark.parametrize("state", [Video.State.READY, Video.State.FAILED])
def test_finished_video_is_left_alone(state):
    make_video(state=state)

    sweep()

    assert DBTaskResult.objects.count() == 0


def test_video_that_killed_its_worker_each_time_fails_with_a_reason():
    video, _ = left_by_a_killed_worker(attempts=MAX_ATTEMPTS - 1)

    sweep()

    video.refresh_from_db()
    assert (video.state, video.error_code) == (Video.State.FAILED, "interrupted")
    assert DBTaskResult.objects.ready().count() == 0


def make_folder(path, age=timedelta(0)):
    path.mkdir(parents=True)
    file = path / "film.mp4"
    file.write_bytes(b"half a film")
    moment = time.time() - age.total_seconds()
    for touched in (file, path):
        os.utime(touched, (moment, moment))
    return path


def test_only_folders_that_nobody_uses_are_removed(folders, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    long_ago = SILENCE + timedelta(minutes=1)
    at_work = Lease.take(make_video().pk)
    used = [
        make_folder(folders.work / at_work.worker, long_ago),
        make_folder(folders.work / f"{UPLOAD_PREFIX}arriving"),
        make_folder(tmp_path / "temporary" / f"{WORK_PREFIX}running"),
        make_folder(tmp_path / "temporary" / "of another program", long_ago),
    ]
    left = [
        make_folder(folders.work / "host-1-killed"),
        make_folder(folders.work / f"{UPLOAD_PREFIX}broken", long_ago),
        make_folder(tmp_path / "temporary" / f"{WORK_PREFIX}killed", long_ago),
    ]

    sweep()

    assert [path.exists() for path in used] == [True] * len(used)
    assert [path.exists() for path in left] == [False] * len(left)


def test_folder_of_a_worker_that_comes_at_this_moment_stays(folders, monkeypatch):
    folder = folders.work / "just-come"
    underway = Upload.objects.underway

    def come_meanwhile():
        folder.mkdir(parents=True)
        return underway()

    monkeypatch.setattr(Upload.objects, "underway", come_meanwhile)

    remove_leftovers()

    assert folder.is_dir()
