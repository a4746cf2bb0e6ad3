"""The real worker, ended in the middle of a real job."""

import hashlib
import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from media.models import Video, VideoFile
from media.models.videos import LEASE
from media.sweeper import sweep
from media.tasks import enqueue
from tests.factories.media import make_video

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

PATIENCE = 120  # seconds; the machine may be busy
TIME_TO_STOP = 30  # seconds between the wish and the end


def database_url():
    """The database of this test run, for another process."""
    known = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{known['NAME']}"
    login = f"{known['USER']}:{known['PASSWORD']}@" if known["USER"] else ""
    port = f":{known['PORT']}" if known["PORT"] else ""
    return f"postgres://{login}{known['HOST'].replace('/', '%2F')}{port}/{known['NAME']}"


@pytest.fixture
def start_worker(folders, tmp_path):
    """Starts workers that share database and files with the test; none outlives it."""
    assert folders.work == tmp_path / "work"
    (tmp_path / "temporary").mkdir()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
        "DATABASE_URL": database_url(),
        "VAR_DIR": str(tmp_path),
        "TMPDIR": str(tmp_path / "temporary"),
    }
    started = []

    def start(*words):
        command = [
            "manage.py",
            "db_worker",
            "--backend",
            "media",
            "--no-reload",
            "--no-startup-delay",
            *words,
        ]
        process = subprocess.Popen([sys.executable, *command], cwd=settings.BASE_DIR, env=environment)
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()


def programs_on(folder):
    """Command lines of processes that work on a file below the folder."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            command = path.read_bytes()
        except OSError:
            continue
        if str(folder).encode() in command:
            found.append(command)
    return found


def wait_until(condition, what, worker=None):
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert worker is None or worker.poll() is None, f"The worker ended before {what}."
        assert time.monotonic() < deadline, f"In vain waited until {what}."
        time.sleep(0.1)


def waiting_film(clips):
    video = make_video(clips["eight seconds.mp4"], duration=8.0)
    enqueue(video.pk)
    return video


def wait_for_first_film(video, worker, tmp_path):
    """Until the small film and the posters are there and the large film is being made."""
    wait_until(lambda: VideoFile.objects.filter(video=video).count() == 4, "the posters were made", worker)
    wait_until(lambda: programs_on(tmp_path), "720p was begun", worker)


def test_video_becomes_ready_although_its_worker_was_killed(clips, folders, start_worker, tmp_path):
    video = waiting_film(clips)
    worker = start_worker()
    wait_for_first_film(video, worker, tmp_path)
    finished = dict(VideoFile.objects.values_list("name", "file"))

    worker.kill()
    worker.wait()

    wait_until(lambda: not programs_on(tmp_path), "no orphan was left")
    video.refresh_from_db()
    assert (video.state, video.attempts) == (Video.State.PROCESSING, 1)
    assert timezone.now() < video.lease_until <= timezone.now() + LEASE

    Video.objects.update(lease_until=timezone.now() - timedelta(seconds=1))  # a minute later
    sweep()
    assert start_worker("--batch").wait(PATIENCE) == 0

    video.refresh_from_db()
    assert (video.state, video.attempts, video.error_code) == (Video.State.READY, 2, "")
    assert folders.in_work == []
    names = [*finished, "720p.mp4"]
    assert sorted(VideoFile.objects.values_list("name", flat=True)) == sorted(names)
    assert VideoFile.objects.get(name="480p.mp4").file.name == finished["480p.mp4"]
    assert_files_are_whole(folders, video)
    statuses = sorted(DBTaskResult.objects.values_list("status", flat=True))
    assert statuses == [TaskResultStatus.RUNNING, TaskResultStatus.SUCCESSFUL]


def assert_files_are_whole(folders, video):
    """What lies in the storage is what the rows say, and nothing else."""
    files = list(VideoFile.objects.all())
    assert folders.stored == sorted([video.original.name, *[file.file.name for file in files]])
    for file in files:
        assert hashlib.sha256((folders.private / file.file.name).read_bytes()).hexdigest() == file.sha256


def test_worker_that_is_asked_to_stop_puts_its_job_back(clips, folders, start_worker, tmp_path):
    video = waiting_film(clips)
    worker = start_worker()
    wait_until(lambda: Video.objects.get().progress > 0, "the work was begun", worker)

    worker.send_signal(signal.SIGTERM)

    assert worker.wait(TIME_TO_STOP) == 0
    assert programs_on(tmp_path) == []
    assert folders.in_work == []
    video.refresh_from_db()
    assert (video.state, video.attempts, video.worker) == (Video.State.WAITING, 0, "")
    assert DBTaskResult.objects.ready().count() == 1
