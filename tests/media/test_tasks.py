import errno
import itertools
import os
import signal
from datetime import timedelta

import pytest
from django.core.files.storage import Storage, storages
from django.db import InterfaceError, OperationalError
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from media import tasks
from media.intake import accept_upload
from media.lease import LeaseLostError
from media.messages import KNOWN, explain
from media.models import Video, VideoFile
from media.models.work import MAX_ATTEMPTS
from media.orders import cancel
from media.probe import Refusal
from media.programs import FfmpegError
from media.stored_files import StoredFileMissingError
from media.tasks import enqueue, is_enqueued, process_video
from tests.factories.media import make_collection, make_video, uploaded
from tests.s3 import BACKEND, OUTAGES, bucket, fail_with

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folders")]


def end_with(error, monkeypatch):
    """Every processing ends with this error; nothing else is faked."""

    def process(video, lease, should_stop):
        raise error

    monkeypatch.setattr(tasks, "process", process)


def run(video):
    process_video.call(video.pk)
    video.refresh_from_db()
    return video


def test_name_in_the_rows_of_queues_stays():
    assert process_video.module_path == "media.tasks.process_video"


@pytest.mark.slow
def test_upload_becomes_ready(clips, folders, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        video = accept_upload(
            uploaded(clips["plain.mp4"]), title="Sicherung", collection=make_collection(), user=None
        )

    run(video)

    assert (video.state, video.progress, video.attempts) == (Video.State.READY, 100, 1)
    assert (video.worker, video.lease_until, video.error_code) == ("", None, "")
    assert [file.name for file in video.renditions] == ["480p.mp4"]
    assert folders.in_work == []


@pytest.mark.slow
@pytest.mark.parametrize(("name", "code"), [("page.mp4", "not_a_video"), ("damaged.mp4", "output_differs")])
def test_film_that_cannot_be_made_fails_at_once(name, code, clips, folders):
    video = run(make_video(clips[name], duration=4.0))

    assert (video.state, video.error_code, video.attempts) == (Video.State.FAILED, code, 1)
    assert VideoFile.objects.count() == 0
    assert folders.stored == [video.original.name]


def test_missing_original_fails_at_once(folders):
    video = make_video()
    (folders.private / video.original.name).unlink()

    run(video)

    assert (video.state, video.error_code) == (Video.State.FAILED, "original_missing")


@pytest.mark.parametrize("state", [Video.State.READY, Video.State.FAILED])
def test_finished_video_is_left_alone(state, monkeypatch):
    end_with(AssertionError("It was processed."), monkeypatch)
    video = run(make_video(state=state))

    assert (video.state, video.attempts) == (state, 0)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (FfmpegError("failed", "last words"), "failed"),
        (FfmpegError("time_limit"), "time_limit"),
        (ZeroDivisionError(), "unexpected"),
    ],
)
def test_passing_error_is_tried_again_after_a_pause(error, code, monkeypatch, clock):
    end_with(error, monkeypatch)

    video = run(make_video())

    assert (video.state, video.attempts, video.error_code) == (Video.State.WAITING, 1, code)
    assert (video.worker, video.lease_until) == ("", None)
    waiting = DBTaskResult.objects.get(pk=video.task_id)
    assert waiting.run_after == timezone.now() + timedelta(minutes=1)
    assert is_enqueued(video)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (FfmpegError("no_space", "disk full"), "no_space"),
        (OSError(errno.ENOSPC, "No space left on device"), "no_space"),
        (OSError(errno.EROFS, "Read-only file system"), "storage_away"),
        (ConnectionError("The storage is away."), "storage_away"),
        (OperationalError("database or disk is full"), "no_space"),
        (InterfaceError("connection already closed"), "database_away"),
        (FfmpegError("program_missing"), "program_missing"),
    ],
)
def test_what_the_server_lacks_costs_no_attempt(error, code, monkeypatch, clock):
    end_with(error, monkeypatch)
    video = make_video()

    states = [run(video).state for _ in range(MAX_ATTEMPTS + 1)]

    assert states == ["waiting"] * (MAX_ATTEMPTS + 1)
    assert (video.attempts, video.error_code) == (0, code)
    assert explain(code)
    waiting = DBTaskResult.objects.get(pk=video.task_id)
    assert waiting.run_after == timezone.now() + timedelta(minutes=5)


@pytest.mark.parametrize("operation", ["ListObjects", "HeadObject", "GetObject"])
@pytest.mark.parametrize("outage", OUTAGES, ids=lambda outage: type(outage).__name__)
def test_s3_that_is_away_costs_no_attempt(outage, operation, settings, monkeypatch):
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    settings.STORAGES = {**settings.STORAGES, "default": BACKEND}
    with bucket():
        video = make_video()
        fail_with(outage, storages["default"], operation)

        run(video)

    assert (video.state, video.attempts, video.error_code) == (Video.State.WAITING, 0, "storage_away")
    assert type(outage).__name__ in video.error_detail


def test_cancelled_work_stops_at_the_next_look(monkeypatch):
    monkeypatch.setattr("media.lease.LOOK_INTERVAL", 0)

    def process(video, lease, should_stop):
        before = should_stop()
        assert cancel(video)
        assert (before, should_stop()) == (False, True)
        raise FfmpegError("stopped")

    monkeypatch.setattr(tasks, "process", process)

    video = run(make_video())

    assert (video.state, video.error_code) == (Video.State.FAILED, "cancelled")
    assert DBTaskResult.objects.count() == 0


@pytest.mark.slow
@pytest.mark.parametrize("number", [0, 1, 6, 11])
def test_storage_that_fails_once_leaves_what_was_stored_before(number, clips, folders, monkeypatch):
    video = make_video(clips["plain.mp4"])
    save, calls = Storage.save, itertools.count()

    def fail_once(storage, name, content, **more):
        if next(calls) == number:
            raise OSError(errno.ENOSPC, "No space left on device")
        return save(storage, name, content, **more)

    monkeypatch.setattr(Storage, "save", fail_once)

    states = [run(video).state]
    names = [file.file.name for file in VideoFile.objects.all()]
    assert len(names) == number
    assert folders.stored == sorted([video.original.name, *names])
    assert folders.in_work == []

    states.append(run(video).state)
    assert states == ["waiting", "ready"]
    assert VideoFile.objects.count() == 12


def test_passing_error_of_the_last_attempt_is_final(monkeypatch):
    end_with(FfmpegError("failed", "last words"), monkeypatch)
    video = make_video()

    states = [run(video).state for _ in range(MAX_ATTEMPTS + 1)]

    assert states == ["waiting", "waiting", "failed", "failed"]
    assert (video.attempts, video.error_code, video.error_detail) == (MAX_ATTEMPTS, "failed", "last words")


@pytest.mark.parametrize(
    "error", [FfmpegError("damaged"), FfmpegError("output_differs"), Refusal("truncated")]
)
def test_permanent_error_is_final(error, monkeypatch):
    end_with(error, monkeypatch)

    video = run(make_video())

    assert (video.state, video.error_code, video.attempts) == (Video.State.FAILED, error.code, 1)
    assert DBTaskResult.objects.count() == 0


def test_error_that_nobody_foresaw_is_logged_with_its_place(monkeypatch, caplog):
    end_with(ZeroDivisionError("by chance"), monkeypatch)

    video = run(make_video())

    assert video.error_detail == "ZeroDivisionError: by chance"
    assert "Traceback" in caplog.text


def test_nothing_is_recorded_for_a_video_in_other_hands(monkeypatch):
    def lose(video, lease, should_stop):
        Video.objects.update(worker="another")
        raise LeaseLostError

    monkeypatch.setattr(tasks, "process", lose)

    video = run(make_video())

    assert (video.state, video.worker) == (Video.State.PROCESSING, "another")
    assert DBTaskResult.objects.count() == 0


def test_outcome_of_a_late_worker_is_not_recorded(monkeypatch):
    monkeypatch.setattr(tasks, "process", lambda *words, **more: Video.objects.update(worker="another"))

    video = run(make_video())

    assert (video.state, video.worker) == (Video.State.PROCESSING, "another")


def test_video_deleted_during_the_work_is_no_error(monkeypatch):
    video = make_video()

    def remove(*words, **more):
        Video.objects.all().delete()
        raise FfmpegError("stopped")

    monkeypatch.setattr(tasks, "process", remove)

    process_video.call(video.pk)

    assert (Video.objects.count(), DBTaskResult.objects.count()) == (0, 0)


@pytest.fixture
def polite_worker():
    """A process that only remembers being asked to stop, as the worker does with a task at hand."""
    heard = []
    former = signal.signal(signal.SIGTERM, lambda number, frame: heard.append(number))
    yield heard
    signal.signal(signal.SIGTERM, former)


def test_job_is_put_back_when_the_worker_is_asked_to_stop(polite_worker, monkeypatch):
    def process(video, lease, should_stop):
        os.kill(os.getpid(), signal.SIGTERM)
        assert should_stop()
        raise FfmpegError("stopped")

    monkeypatch.setattr(tasks, "process", process)

    video = run(make_video())

    assert polite_worker == [signal.SIGTERM]
    assert (video.state, video.attempts, video.error_code) == (Video.State.WAITING, 0, "")
    assert is_enqueued(video)


def test_job_is_put_back_when_the_worker_must_end_at_once(monkeypatch):
    end_with(SystemExit(1), monkeypatch)
    video = make_video()

    with pytest.raises(SystemExit):
        process_video.call(video.pk)

    video.refresh_from_db()
    assert (video.state, video.attempts) == (Video.State.WAITING, 0)
    assert is_enqueued(video)


def test_task_that_runs_or_is_gone_wakes_nobody():
    video = make_video()
    enqueue(video.pk)
    video.refresh_from_db()
    found = [is_enqueued(video)]

    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING)
    found.append(is_enqueued(video))
    DBTaskResult.objects.all().delete()
    found.append(is_enqueued(video))

    assert found == [True, False, False]


@pytest.mark.slow
def test_another_backend_needs_no_rows(clips, settings):
    settings.TASKS = {**settings.TASKS, "media": settings.TASKS["default"]}
    video = make_video(clips["plain.mp4"])

    enqueue(video.pk)

    video.refresh_from_db()
    assert video.state == Video.State.READY
    assert not is_enqueued(video)


def test_every_code_that_is_recorded_has_a_sentence():
    codes = [
        tasks.judge(error)[0] for error in (OSError(errno.ENOSPC, ""), StoredFileMissingError(), KeyError())
    ]

    assert set(codes) <= set(KNOWN)
