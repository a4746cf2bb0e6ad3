"""The work on a video, as the task backend starts it.

A task row only wakes a worker; what is to be done and what became of it stands with the video. The name
`media.tasks.process_video` lies in the rows of queues and stays for ever.
"""

import errno
import logging
from datetime import timedelta
from threading import Event

from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks.exceptions import TaskResultDoesNotExist

from media.ffmpeg import FfmpegError
from media.lease import Lease, LeaseLostError, drop_stale_connection
from media.messages import ORIGINAL_MISSING, UNEXPECTED
from media.models import Video
from media.models.videos import MAX_ATTEMPTS
from media.probe import Refusal
from media.processing import process
from media.shutdown import stop_requests
from media.stored_files import StoredFileMissingError

logger = logging.getLogger(__name__)

PAUSE = timedelta(minutes=1)  # before the second attempt; twice that before the third
NO_SPACE = {errno.ENOSPC, errno.EDQUOT}


@task(backend="media")
def process_video(video_id: int) -> None:
    """Process a video, unless it is done, gone, out of attempts or in other hands."""
    lease = Lease.take(video_id)
    if lease is None:
        return
    with stop_requests() as stop, lease:
        try:
            process(
                Video.objects.get(pk=video_id),
                lease,
                should_stop=lambda: stop.is_set() or lease.is_lost,
            )
        except (LeaseLostError, Video.DoesNotExist):
            logger.warning("The work on a video was given up", extra={"video": video_id})
        except Exception as error:
            record_failure(lease, error, stop)
        except BaseException:  # the process is told to end at once
            put_back(lease)
            raise
        else:
            drop_stale_connection()
            lease.claimed.mark_ready()


def record_failure(lease: Lease, error: Exception, stop: Event) -> None:
    """Put the video back or let it fail, by what went wrong. Nothing happens if it is no longer ours."""
    drop_stale_connection()
    if stop.is_set():
        put_back(lease)
        return
    code, detail, is_permanent = judge(error)
    extra = {"video": lease.video_id, "code": code}
    if code == UNEXPECTED:
        logger.error("The processing of a video raised an error", exc_info=error, extra=extra)
    else:
        logger.warning("A video could not be processed", extra=extra)
    attempts = lease.claimed.values_list("attempts", flat=True).first()
    if is_permanent or attempts == MAX_ATTEMPTS:
        lease.claimed.mark_failed(code, detail)
    elif attempts and lease.claimed.mark_waiting(code, detail):
        enqueue(lease.video_id, pause=attempts * PAUSE)


def judge(error: Exception) -> tuple[str, str, bool]:
    """The code for editors, the detail for staff, and whether trying again is in vain."""
    if isinstance(error, Refusal):
        return error.code, "", True
    if isinstance(error, FfmpegError):
        return error.code, error.detail, error.is_permanent
    detail = f"{type(error).__name__}: {error}"
    if isinstance(error, StoredFileMissingError):
        return ORIGINAL_MISSING, detail, True
    if isinstance(error, OSError) and error.errno in NO_SPACE:
        return "no_space", detail, False
    return UNEXPECTED, detail, False


def put_back(lease: Lease) -> None:
    """Give the video to the next worker; the attempt does not count."""
    if lease.claimed.mark_interrupted():
        enqueue(lease.video_id)


def enqueue(video_id: int, pause: timedelta | None = None) -> None:
    """Wake a worker for the video, after a pause where the backend can wait. Call it on commit."""
    waking = process_video
    if pause and process_video.get_backend().supports_defer:
        waking = process_video.using(run_after=timezone.now() + pause)
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
