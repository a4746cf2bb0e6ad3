"""What the clock does for videos: nothing that a worker left behind stays behind."""

import logging

from media.messages import INTERRUPTED
from media.models import Video
from media.tasks import enqueue, is_enqueued
from media.work_folders import remove_leftovers

logger = logging.getLogger(__name__)


def sweep() -> None:
    """End what used up its attempts, wake workers for what nobody works at, remove left folders.

    Task rows are never edited: the row of a killed worker says for ever that it runs, and nobody asks it.
    """
    Video.objects.exhausted().mark_failed(INTERRUPTED)
    for video in Video.objects.abandoned().only("task_id").order_by("pk"):
        if not is_enqueued(video):
            logger.info("A worker is woken for an abandoned video", extra={"video": video.pk})
            enqueue(video.pk)
    remove_leftovers()
