"""What the library does when something changes: keep the search true, delete files without a row, sweep."""

from django.db import models
from django.db.models.signals import post_delete, post_save
from wagtail.search import index

from cms.core.signals import tick
from media.models import Caption, Chapter, Video, VideoAuthor, VideoFile, VideoPage
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


def sweep_at_tick(**kwargs: object) -> None:
    sweep()


def connect() -> None:
    post_save.connect(reindex_page_of_recording, sender=Video, dispatch_uid="reindex video page")
    for model in PARTS_OF_RECORDINGS:
        _connect_part(model)
    post_delete.connect(delete_original, sender=Video, dispatch_uid="delete original of video")
    post_delete.connect(delete_file, sender=VideoFile, dispatch_uid="delete file of video")
    tick.connect(sweep_at_tick, dispatch_uid="sweep videos")


def _connect_part(model: type[models.Model]) -> None:
    uid = f"reindex video page for {model.__name__}"
    post_save.connect(reindex_page_of_part, sender=model, dispatch_uid=uid)
    post_delete.connect(reindex_page_of_part, sender=model, dispatch_uid=uid)
