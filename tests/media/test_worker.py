"""The real worker, ended in the middle of a real job."""

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from media.models import Video, VideoFile
from media.models.work import LEASE, MAX_ATTEMPTS
from media.sweeper import sweep
from media.tasks import enqueue
from tests.database import database_url
from tests.factories.media import make_video

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

PATIENCE = 120  # seconds; the machine may be busy
TIME_TO_STOP = 30  # seconds between the wish and the end


class Worker:
    """A real worker process, which can be asked, killed and waited for as one of ours."""

    def __init__(self, ask, words):
        self.ask = ask
        self.pid = ask("start", "--interval", "0.1", *words)

    def poll(self):
        return self.ask("poll", self.pid)

    def send_signal(self, number):
        os.kill(self.pid, number)

    def kill(self):
        """As `kill -9`, and gone when this returns."""
        if self.poll() is None:
            self.send_signal(signal.SIGKILL)
            self.wait()

    def wait(self, seconds=PATIENCE):
        wait_until(lambda: self.poll() is not None, "the worker ended", seconds=seconds)
        return self.poll()


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
    nursery = subprocess.Popen(
        [sys.executable, "-m", "tests.media.nursery"],
        cwd=settings.BASE_DIR,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )

    def ask(*wish):
        nursery.stdin.write(json.dumps(wish) + "\n")
        nursery.stdin.flush()
        return json.loads(nursery.stdout.readline())

    yield lambda *words: Worker(ask, words)
    nursery.communicate(timeout=PATIENCE)


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


def wait_until(condition, what, worker=None, seconds=PATIENCE):
    deadline = time.monotonic() + seconds
    while not condition():
        assert worker is None or worker.poll() is None, f"The worker ended before {what}."
        assert time.monotonic() < deadline, f"In vain waited until {what}."
        time.sleep(0.05)


def waiting_film(clips):
    video = make_video(clips["eight seconds.mp4"], duration=8.0)
    enqueue(video.pk)
    return video


def wait_for_first_film(video, worker, tmp_path):
    """Until the small film and the stills are there and the large film is being made."""
    wait_until(lambda: VideoFile.objects.filter(video=video).count() >= 12, "the stills were made", worker)
    wait_until(lambda: programs_on(tmp_path), "720p was begun", worker)


def test_video_becomes_ready_although_its_worker_was_killed(clips, folders, start_worker, tmp_path):
    video = waiting_film(clips)
    worker = start_worker()
    wait_for_first_film(video, worker, tmp_path)
    finished = dict(VideoFile.objects.values_list("name", "file"))

    worker.kill()

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
    assert_files_are_whole(folders)
    statuses = sorted(DBTaskResult.objects.values_list("status", flat=True))
    assert statuses == [TaskResultStatus.RUNNING, TaskResultStatus.SUCCESSFUL]


def assert_files_are_whole(folders):
    """What lies in the storage is what the rows say, and nothing else."""
    files = list(VideoFile.objects.all())
    originals = Video.objects.values_list("original", flat=True)
    assert folders.stored == sorted([*originals, *[file.file.name for file in files]])
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


def state_of(video):
    return Video.objects.values_list("state", flat=True).get(pk=video.pk)


def paused_jobs():
    """Jobs that begin later, at a time of their own: `ready()` of the task backend leaves them out."""
    today = (timezone.now(), timezone.now() + timedelta(days=1))  # it notes "at once" as the year 9999
    return DBTaskResult.objects.filter(status=TaskResultStatus.READY, run_after__range=today)


def kill_a_program(tmp_path):
    """End one of the encoders, as the kernel does when memory is short."""
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            if str(tmp_path).encode() in path.read_bytes() and b"bwrap" not in path.read_bytes():
                os.kill(int(path.parent.name), signal.SIGKILL)
                return


def test_videos_survive_twenty_kills_of_workers_and_programs(clips, folders, start_worker, tmp_path):
    chance = random.Random(20)  # noqa: S311 - a test
    worker = start_worker()
    first = make_video(clips["plain.mp4"])
    enqueue(first.pk)
    wait_until(lambda: state_of(first) != Video.State.WAITING, "the first one was begun", worker)
    begin = time.monotonic()
    wait_until(lambda: state_of(first) == Video.State.READY, "the first one was ready", worker)
    usual = time.monotonic() - begin
    attempts = {first.pk: 1}

    for number in range(20):
        video = make_video(clips["plain.mp4"])
        enqueue(video.pk)
        if worker.poll() is not None:
            worker = start_worker()
        wait_until(lambda: state_of(video) != Video.State.WAITING, "the work was begun", worker)  # noqa: B023
        time.sleep(chance.uniform(0, usual))
        if number % 4 == 3:
            kill_a_program(tmp_path)
            wait_until(lambda: state_of(video) != Video.State.PROCESSING, "the worker noticed", worker)  # noqa: B023
            if state_of(video) == Video.State.WAITING:
                wait_until(paused_jobs().exists, "the next attempt was planned", worker)
                # Not before all were killed, however slow the machine.
                paused_jobs().update(run_after=timezone.now() + timedelta(hours=1))
        else:
            worker.kill()
            wait_until(lambda: not programs_on(tmp_path), "no orphan was left")
        attempts[video.pk] = 1 if state_of(video) == Video.State.READY else 2
    worker.kill()
    Video.objects.filter(state=Video.State.PROCESSING).update(lease_until=timezone.now() - LEASE)
    paused_jobs().update(run_after=timezone.now() - LEASE)
    sweep()
    ends = [one.wait(2 * PATIENCE) for one in [start_worker("--batch"), start_worker("--batch")]]

    assert ends == [0, 0]
    sweep()
    assert dict(Video.objects.values_list("pk", "attempts")) == attempts
    assert set(Video.objects.values_list("state", flat=True)) == {Video.State.READY}
    names = Counter(VideoFile.objects.values_list("name", flat=True))
    assert (len(names), set(names.values())) == (12, {21})
    assert_files_are_whole(folders)
    assert (programs_on(tmp_path), folders.in_work) == ([], [])


def test_two_workers_share_the_work_and_a_bad_film_stops_neither(clips, folders, start_worker):
    bad = [make_video(clips[name]) for name in ("page.mp4", "damaged.mp4")]
    good = [make_video(clips["plain.mp4"]) for _ in range(20)]
    for video in [*bad, *good]:
        enqueue(video.pk)

    workers = [start_worker("--batch") for _ in range(2)]
    ends = [worker.wait(3 * PATIENCE) for worker in workers]

    assert ends == [0, 0]
    outcomes = {video.pk: (video.state, video.attempts, video.error_code) for video in Video.objects.all()}
    assert [outcomes[video.pk] for video in good] == [(Video.State.READY, 1, "")] * 20
    assert [outcomes[video.pk][0] for video in bad] == [Video.State.FAILED] * 2
    assert all(attempts <= MAX_ATTEMPTS and code for _, attempts, code in (outcomes[v.pk] for v in bad))
    assert DBTaskResult.objects.filter(status=TaskResultStatus.SUCCESSFUL).count() == 22
    assert VideoFile.objects.count() == 20 * 12
    assert_files_are_whole(folders)
