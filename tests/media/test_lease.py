import threading
from datetime import timedelta

import pytest
from django.db import DatabaseError, OperationalError, connection
from django.utils import timezone

from media.lease import Lease, LeaseLostError, outlast
from media.models import Video
from media.models.videos import VideoQuerySet
from media.models.work import LEASE, MAX_ATTEMPTS
from tests.factories.media import make_video

pytestmark = pytest.mark.django_db


def lapse(video):
    """The worker has been silent for longer than its lease."""
    Video.objects.filter(pk=video.pk).update(lease_until=timezone.now() - timedelta(seconds=1))


def test_lease_counts_the_attempt_and_clears_the_last_error(clock):
    video = make_video(attempts=1, error_code="failed", error_detail="…")

    lease = Lease.take(video.pk)

    video.refresh_from_db()
    assert (video.state, video.attempts, video.worker) == (Video.State.PROCESSING, 2, lease.worker)
    assert video.lease_until == timezone.now() + LEASE
    assert (video.error_code, video.error_detail) == ("", "")


@pytest.mark.parametrize("state", [Video.State.READY, Video.State.FAILED])
def test_finished_video_is_not_taken(state):
    assert Lease.take(make_video(state=state).pk) is None


def test_deleted_video_is_not_taken():
    assert Lease.take(0) is None


def test_video_without_attempts_left_is_not_taken():
    assert Lease.take(make_video(attempts=MAX_ATTEMPTS).pk) is None


def test_video_in_other_hands_is_taken_only_after_its_lease_ran_out():
    video = make_video()
    Lease.take(video.pk)

    assert Lease.take(video.pk) is None
    lapse(video)
    assert Lease.take(video.pk) is not None


def test_late_worker_keeps_what_nobody_took_over():
    video = make_video()
    lease = Lease.take(video.pk)
    lapse(video)

    with lease.holding():
        pass

    video.refresh_from_db()
    assert video.lease_until > timezone.now()


def test_late_worker_loses_what_another_took_over():
    video = make_video()
    late = Lease.take(video.pk)
    lapse(video)
    Lease.take(video.pk)

    with pytest.raises(LeaseLostError), late.holding():
        pytest.fail("It must not come here.")

    assert late.is_lost
    assert late.claimed.mark_ready() == 0
    assert late.claimed.mark_failed("damaged") == 0


def test_deleted_video_loses_its_lease():
    video = make_video()
    lease = Lease.take(video.pk)
    video.delete()

    with pytest.raises(LeaseLostError), lease.holding():
        pytest.fail("It must not come here.")


def test_progress_is_stored_at_most_once_a_second(monkeypatch):
    video = make_video()
    lease = Lease.take(video.pk)
    moment = {"seconds": 0.0}
    monkeypatch.setattr("media.lease.time.monotonic", lambda: moment["seconds"])
    stored = []

    for moment["seconds"], progress in [(0.0, 10), (0.5, 20), (1.5, 30)]:
        lease.report(progress)
        video.refresh_from_db()
        stored.append(video.progress)

    assert stored == [10, 10, 30]


def test_database_away_for_a_moment_does_not_end_the_work(monkeypatch, caplog):
    lease = Lease.take(make_video().pk)

    def be_away(*arguments, **fields):
        raise DatabaseError

    monkeypatch.setattr(VideoQuerySet, "update", be_away)
    lease.report(50)

    assert not lease.is_lost
    assert "The lease could not be renewed" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_heartbeat_keeps_the_lease(monkeypatch):
    monkeypatch.setattr("media.lease.HEARTBEAT", timedelta(milliseconds=20))
    video = make_video()
    lease = Lease.take(video.pk)
    lapse(video)

    with lease:
        renewed = wait_until(lambda: Video.objects.get().lease_until > timezone.now())

    assert renewed


@pytest.mark.django_db(transaction=True)
def test_heartbeat_notices_that_another_took_over(monkeypatch):
    monkeypatch.setattr("media.lease.HEARTBEAT", timedelta(milliseconds=20))
    lease = Lease.take(make_video().pk)

    with lease:
        Video.objects.update(worker="another")
        noticed = wait_until(lambda: lease.is_lost)

    assert noticed


@pytest.mark.django_db(transaction=True)
def test_only_one_of_many_workers_takes_a_video():
    video = make_video()
    start = threading.Barrier(6)
    taken = []

    def work():
        try:
            start.wait()
            taken.append(Lease.take(video.pk))
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(6)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    video.refresh_from_db()
    winners = [lease.worker for lease in taken if lease]
    assert (len(taken), winners, video.attempts) == (6, [video.worker], 1)


def failing(times):
    """Work that the database fails so often before it succeeds."""
    left = [OperationalError("server closed the connection unexpectedly")] * times

    def work():
        if left:
            raise left.pop()
        return "done"

    return work


@pytest.mark.django_db(transaction=True)
def test_database_that_starts_anew_costs_no_job(monkeypatch):
    monkeypatch.setattr("media.lease.PAUSE", 0)

    assert outlast(failing(times=3)) == "done"


@pytest.mark.django_db(transaction=True)
def test_database_that_stays_away_is_an_error(monkeypatch):
    monkeypatch.setattr("media.lease.PATIENCE", 0)

    with pytest.raises(OperationalError):
        outlast(failing(times=1))


def test_cancelled_video_is_gone_at_the_next_look(monkeypatch):
    monkeypatch.setattr("media.lease.LOOK_INTERVAL", 3600)
    lease = Lease.take(make_video().pk)
    looks = [lease.is_gone()]
    Video.objects.mark_cancelled()
    looks.append(lease.is_gone())

    monkeypatch.setattr("media.lease.LOOK_INTERVAL", 0)
    looks.append(lease.is_gone())

    assert looks == [False, False, True]


def wait_until(condition, seconds=30.0):
    """Whether it came true in time."""
    pause = threading.Event()
    for _ in range(int(seconds / 0.02)):
        if condition():
            return True
        pause.wait(0.02)
    return False
