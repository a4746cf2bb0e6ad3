"""What the clock does for videos: nothing that a worker left behind stays behind."""

import logging

from django.utils import timezone

from media.arrivals import discard_silent
from media.messages import INTERRUPTED
from media.models import Recognition, Version, Video
from media.showing import forget_former_films, look_after_alternates
from media.tasks import enqueue, is_enqueued, without_a_worker
from media.work_folders import remove_leftovers

logger = logging.getLogger(__name__)


def sweep() -> None:
    """End what used up its attempts, wake workers for what nobody works at, remove what is left or too old.

    Task rows are never edited: the row of a killed worker says for ever that it runs, and nobody asks it.
    """
    for model in (Video, Version, Recognition):
        model.objects.exhausted().mark_failed(INTERRUPTED)
    for video in without_a_worker().only("task_id").order_by("pk"):
        if not is_enqueued(video):
            logger.info("A worker is woken for an abandoned video", extra={"video": video.pk})
            enqueue(video.pk)
    discard_silent()
    remove_leftovers()
    forget_former_films(timezone.now())
    look_after_alternates(timezone.now())
