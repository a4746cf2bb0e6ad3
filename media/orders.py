"""What people may order about a video: once more, no more, anew for what is missing, a draft of captions."""

from collections.abc import Iterable
from functools import partial

from django.db import transaction

from media.models import Recognition, Version, Video
from media.models.captions import Language
from media.recognition import languages_to_recognise
from media.tasks import enqueue


def retry(work: Video | Version | Recognition) -> bool:
    """Let a failed video, version or recognition begin anew with all attempts; False if it has not failed (any more)."""
    with transaction.atomic():
        is_waiting = bool(type(work).objects.filter(pk=work.pk).mark_retried())
        if is_waiting:
            transaction.on_commit(partial(enqueue, work.recording.pk))
    return is_waiting


def cancel(video: Video) -> bool:
    """End the work on a video within seconds; False if nobody works at it and it does not wait (any more)."""
    return bool(Video.objects.filter(pk=video.pk).mark_cancelled())


def process_anew(videos: Iterable[Video]) -> int:
    """Let ready videos get what they lack, such as a size that did not exist then; their pages stay online.

    Returns how many will be. What is whole is kept.
    """
    count = 0
    for video in videos:
        with transaction.atomic():
            if Video.objects.filter(pk=video.pk).mark_reprocess():
                transaction.on_commit(partial(enqueue, video.pk))
                count += 1
    return count


def recognise(video: Video, language: str) -> bool:
    """Let the speech be written down as a draft; False if it cannot be, or is being done already."""
    if language not in languages_to_recognise(video):
        return False
    with transaction.atomic():
        recognition, is_ordered = Recognition.objects.get_or_create(video=video, language=language)
        if is_ordered:
            transaction.on_commit(partial(enqueue, video.pk))
    return is_ordered or retry(recognition)


def give_up_recognition(video: Video, language: str) -> bool:
    """Take the order back, or forget that it failed; a worker stops within seconds. False if there is none (any more)."""
    if language not in Language.values:
        return False
    given_up, _rows = Recognition.objects.filter(video=video, language=language).delete()
    return bool(given_up)
