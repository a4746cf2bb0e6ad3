"""The work on a video, its versions and the recognition of its speech, as the task backend starts it.

A task row only wakes a worker; what is to be done and what became of it stands with the video, version or
recognition. The name `media.tasks.process_video` lies in the rows of queues and stays for ever.
"""

import errno
import logging
from collections.abc import Callable
from datetime import timedelta
from threading import Event

from django.db import InterfaceError, OperationalError
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks.exceptions import TaskResultDoesNotExist

from media.lease import KindOfWork, Lease, LeaseLostError, outlast
from media.messages import DATABASE_AWAY, ORIGINAL_MISSING, REASONS_OF_THE_SERVER, STORAGE_AWAY, UNEXPECTED
from media.messages import NO_SPACE as NO_SPACE_CODE
from media.models import Recognition, Version, Video
from media.models.videos import VideoQuerySet
from media.models.work import MAX_ATTEMPTS, Work
from media.probe import Refusal
from media.processing import process
from media.recognition import recognise
from media.sentences import ProgramError
from media.showing import switch_to
from media.shutdown import stop_requests
from media.stored_files import StoredFileMissingError

logger = logging.getLogger(__name__)

PAUSE = timedelta(minutes=1)  # before the second attempt; twice that before the third
PAUSE_FOR_OPERATORS = timedelta(minutes=5)  # while the server lacks something
BEHIND_FILMS = -10  # priority of a task that finds only speech to recognise; films have 0
NO_SPACE = {errno.ENOSPC, errno.EDQUOT}


@task(backend="media")
def process_video(video_id: int) -> None:
    """Process a video, its coming versions and its recognitions, each unless it is done, gone, out of attempts or in other hands."""
    with stop_requests() as stop:
        work_on(video_id, Video, video_id, stop)
        for model in (Version, Recognition):
            parts = model.objects.takeable().filter(video=video_id)
            for pk in parts.order_by("pk").values_list("pk", flat=True):
                if not stop.is_set():
                    work_on(video_id, model, pk, stop)


def work_on(video_id: int, model: KindOfWork, pk: int, stop: Event) -> None:
    """One attempt at the film of a video, at one of its versions or at its speech. They fail apart."""
    lease = Lease.take(pk, model)
    if lease is None:
        return
    with lease:
        try:
            work = lease.work.get()
            do(work, lease, should_stop=lambda: stop.is_set() or lease.is_gone())
        except (LeaseLostError, model.DoesNotExist):
            logger.warning("The work on a video was given up", extra={"video": video_id})
        except Exception as error:
            record_failure(video_id, lease, error, stop)
        except BaseException:  # the process is told to end at once
            put_back(video_id, lease)
            raise


def do(work: Work | Recognition, lease: Lease, should_stop: Callable[[], bool]) -> None:
    if isinstance(work, Recognition):
        recognise(work, lease, should_stop)
    else:
        process(work, lease, should_stop=should_stop)
        outlast(lambda: finish(work, lease))


def finish(work: Work, lease: Lease) -> None:
    """Every file is there: a video is ready, a version takes its place. Raises LeaseLostError."""
    if isinstance(work, Version):
        switch_to(work, lease)
    else:
        lease.claimed.mark_ready()


def record_failure(video_id: int, lease: Lease, error: Exception, stop: Event) -> None:
    """Put the work back or let it fail, by what went wrong. Nothing happens if it is no longer ours."""
    outlast(lambda: lease.claimed.exists())
    if stop.is_set():
        put_back(video_id, lease)
        return
    code, detail, is_permanent = judge(error)
    extra = {"video": video_id, "code": code}
    if code == UNEXPECTED:
        logger.error("The processing of a video raised an error", exc_info=error, extra=extra)
    else:
        logger.warning("A video could not be processed", extra=extra)
    if code in REASONS_OF_THE_SERVER:
        if lease.claimed.mark_interrupted(code, detail):
            enqueue(video_id, pause=PAUSE_FOR_OPERATORS)
        return
    attempts = lease.claimed.values_list("attempts", flat=True).first()
    if is_permanent or attempts == MAX_ATTEMPTS:
        lease.claimed.mark_failed(code, detail)
    elif attempts and lease.claimed.mark_waiting(code, detail):
        enqueue(video_id, pause=attempts * PAUSE)


def judge(error: Exception) -> tuple[str, str, bool]:
    """The code for editors, the detail for staff, and whether trying again is in vain."""
    if isinstance(error, Refusal):
        return error.code, "", True
    if isinstance(error, ProgramError):
        return error.code, error.detail, error.is_permanent
    detail = f"{type(error).__name__}: {error}"
    if isinstance(error, StoredFileMissingError):
        return ORIGINAL_MISSING, detail, True
    return _judge_server(error), detail, False


def _judge_server(error: Exception) -> str:
    """What the server lacks, by an error that says nothing about the film."""
    if isinstance(error, OSError):
        return NO_SPACE_CODE if error.errno in NO_SPACE else STORAGE_AWAY
    if isinstance(error, OperationalError | InterfaceError):
        # SQLite has no code of its own for a full disk.
        return NO_SPACE_CODE if "full" in str(error) or "No space" in str(error) else DATABASE_AWAY
    return UNEXPECTED


def put_back(video_id: int, lease: Lease) -> None:
    """Give the work to the next worker; the attempt does not count."""
    if lease.claimed.mark_interrupted():
        enqueue(video_id)


def with_a_film_to_make() -> VideoQuerySet:
    """The videos of which the film or a version waits for a worker."""
    versions = Version.objects.takeable().values("video")
    return Video.objects.takeable() | Video.objects.filter(pk__in=versions)


def without_a_worker() -> VideoQuerySet:
    """The videos of which the film, a version or the recognition of speech waits for a worker."""
    recognitions = Recognition.objects.takeable().values("video")
    return with_a_film_to_make() | Video.objects.filter(pk__in=recognitions)


def enqueue(video_id: int, pause: timedelta | None = None) -> None:
    """Wake a worker for the video: after a pause, and behind the films if only its speech waits, where the
    backend can do that. Call it on commit.
    """
    waking, backend = process_video, process_video.get_backend()
    if pause and backend.supports_defer:
        waking = waking.using(run_after=timezone.now() + pause)
    if backend.supports_priority and not with_a_film_to_make().filter(pk=video_id).exists():
        waking = waking.using(priority=BEHIND_FILMS)
    result = waking.enqueue(video_id)
    Video.objects.filter(pk=video_id).update(task_id=result.id)


def is_enqueued(video: Video) -> bool:
    """Whether the task that was last enqueued for the video still waits for a worker.

    A backend that keeps no results cannot tell; then one task too many is enqueued, which finds nothing
    to do.
    """
    if not video.task_id or not process_video.get_backend().supports_get_result:
        return False
    try:
        return process_video.get_result(video.task_id).status == TaskResultStatus.READY
    except TaskResultDoesNotExist:
        return False
