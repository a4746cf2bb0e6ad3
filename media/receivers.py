"""What the library does when something changes: keep the search true and the rule, delete files, sweep."""

from functools import partial

from django.db import models, transaction
from django.db.models.signals import post_delete, post_save
from wagtail.models import Revision
from wagtail.search import index

from cms.core.signals import scheduled_publication_failed, tick
from media.models import Caption, Chapter, Video, VideoAuthor, VideoFile, VideoPage
from media.publishing import take_off_schedule, take_offline_if_unlawful
from media.stored_files import delete_on_commit
from media.sweeper import sweep

PARTS_OF_RECORDINGS = (Caption, Chapter, VideoAuthor)


def reindex_page_of_recording(instance: Video, **kwargs: object) -> None:
    reindex_page_of(instance.pk)


def reindex_page_of_part(instance: Caption | Chapter | VideoAuthor, **kwargs: object) -> None:
    reindex_page_of(instance.video_id)


def reindex_page_of(video_id: int) -> None:
    """Write the index anew for the page that publishes the video.

    Asked anew: a page at hand may still carry the captions from before the change.
    """
    page = VideoPage.objects.filter(video=video_id).first()
    if page is not None:
        index.insert_or_update_object(page)


def delete_original(instance: Video, **kwargs: object) -> None:
    delete_on_commit(instance.original)


def delete_file(instance: VideoFile, **kwargs: object) -> None:
    delete_on_commit(instance.file)


def take_video_offline(instance: Video, **kwargs: object) -> None:
    """Asked when everything is stored: a form replaces captions and authors row by row."""
    transaction.on_commit(partial(take_offline_if_unlawful, instance.pk))


def take_video_of_part_offline(instance: Caption | VideoAuthor, **kwargs: object) -> None:
    transaction.on_commit(partial(take_offline_if_unlawful, instance.video_id))


def answer_failed_publication(revision: Revision, error: Exception, **kwargs: object) -> None:
    take_off_schedule(revision, error)


def sweep_at_tick(**kwargs: object) -> None:
    sweep()


def connect() -> None:
    post_save.connect(reindex_page_of_recording, sender=Video, dispatch_uid="reindex video page")
    for model in PARTS_OF_RECORDINGS:
        _connect_part(model)
    post_delete.connect(delete_original, sender=Video, dispatch_uid="delete original of video")
    post_delete.connect(delete_file, sender=VideoFile, dispatch_uid="delete file of video")
    tick.connect(sweep_at_tick, dispatch_uid="sweep videos")
    post_save.connect(take_video_offline, sender=Video, dispatch_uid="take video offline")
    for part in (Caption, VideoAuthor):
        for signal in (post_save, post_delete):
            signal.connect(
                take_video_of_part_offline,
                sender=part,
                dispatch_uid=f"take video offline for {part.__name__}",
            )
    scheduled_publication_failed.connect(
        answer_failed_publication, sender=VideoPage, dispatch_uid="answer failed publication"
    )


def _connect_part(model: type[models.Model]) -> None:
    uid = f"reindex video page for {model.__name__}"
    post_save.connect(reindex_page_of_part, sender=model, dispatch_uid=uid)
    post_delete.connect(reindex_page_of_part, sender=model, dispatch_uid=uid)
