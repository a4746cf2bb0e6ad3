"""What the library does when something changes: keep the search true and the rule, delete files, sweep."""

from datetime import datetime
from functools import partial

from django.db import models, transaction
from django.db.models.signals import post_delete, post_save
from wagtail.models import Revision
from wagtail.search import index

from cms.core.models import LearningField, Topic
from cms.core.signals import scheduled_publication_failed, tick
from media.models import (
    Caption,
    Chapter,
    Consent,
    Recognition,
    Version,
    VersionKind,
    Video,
    VideoAuthor,
    VideoFile,
    VideoPage,
)
from media.publishing import (
    remind_of_consents,
    take_off_schedule,
    take_offline_if_unlawful,
    take_offline_what_is_unlawful,
    take_offline_without_safety_note,
)
from media.showing import settle_alternates_of
from media.statements import take_back
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


def delete_original(instance: Video | Version, **kwargs: object) -> None:
    delete_on_commit(instance.original)


def delete_file(instance: VideoFile, **kwargs: object) -> None:
    delete_on_commit(instance.file)


def take_video_offline(instance: Video, **kwargs: object) -> None:
    """Asked when everything is stored: a form replaces captions and authors row by row."""
    transaction.on_commit(partial(take_offline_if_unlawful, instance.pk))


def take_video_of_part_offline(instance: Caption | Consent | VideoAuthor, **kwargs: object) -> None:
    transaction.on_commit(partial(take_offline_if_unlawful, instance.video_id))


def take_video_of_file_offline(instance: VideoFile, **kwargs: object) -> None:
    if instance.video_id and instance.alternate == VersionKind.DESCRIBED:
        transaction.on_commit(partial(take_offline_if_unlawful, instance.video_id))


def take_back_that_nobody_is_shown(instance: Consent, created: bool, **kwargs: object) -> None:
    """Whoever is on record can be recognised: a later deletion must not bring the statement back."""
    if created:
        take_back(instance.video_id)


def settle_what_shows_an_interpreter(instance: Consent, created: bool, **kwargs: object) -> None:
    """The first consent on record lets a film in sign language go on show; without one it is withheld."""
    if created:
        settle_alternates_of(instance.video_id)


def settle_without_consent(instance: Consent, **kwargs: object) -> None:
    transaction.on_commit(partial(settle_alternates_of, instance.video_id))


def note_withdrawal(instance: Consent, **kwargs: object) -> None:
    if instance.withdrawn_at:
        Video.objects.filter(pk=instance.video_id).note_withdrawal(instance.withdrawn_at)


def take_video_without_description_offline(instance: Version, **kwargs: object) -> None:
    """Its files are not deleted when it is withheld, so nothing else tells."""
    if instance.kind == VersionKind.DESCRIBED and not instance.is_on_show:
        transaction.on_commit(partial(take_offline_if_unlawful, instance.video_id))


def end_recognition(instance: Caption, **kwargs: object) -> None:
    """Captions that are there end the order for a draft of them; its worker notices within seconds.

    On commit: a worker that stores its draft holds the order while it waits for the row of the track.
    """
    if instance.kind != Caption.Kind.DESCRIPTIONS:
        orders = Recognition.objects.filter(video=instance.video_id, language=instance.language)
        transaction.on_commit(orders.delete)


def ask_for_safety_notes(instance: LearningField | Topic, created: bool, **kwargs: object) -> None:
    if instance.needs_safety_note and not created:
        transaction.on_commit(take_offline_without_safety_note)


def keep_the_rule(now: datetime, **kwargs: object) -> None:
    take_offline_what_is_unlawful(now)


def look_after_consents(now: datetime, **kwargs: object) -> None:
    remind_of_consents(now)


def answer_failed_publication(revision: Revision, error: Exception, **kwargs: object) -> None:
    take_off_schedule(revision, error)


def sweep_at_tick(**kwargs: object) -> None:
    sweep()


def connect() -> None:
    post_save.connect(reindex_page_of_recording, sender=Video, dispatch_uid="reindex video page")
    for model in PARTS_OF_RECORDINGS:
        _connect_part(model)
    post_save.connect(end_recognition, sender=Caption, dispatch_uid="end recognition of what is written")
    post_delete.connect(delete_original, sender=Video, dispatch_uid="delete original of video")
    post_delete.connect(delete_original, sender=Version, dispatch_uid="delete original of version")
    post_delete.connect(delete_file, sender=VideoFile, dispatch_uid="delete file of video")
    tick.connect(sweep_at_tick, dispatch_uid="sweep videos")
    post_save.connect(take_video_offline, sender=Video, dispatch_uid="take video offline")
    post_save.connect(
        take_back_that_nobody_is_shown, sender=Consent, dispatch_uid="take back that nobody is shown"
    )
    post_save.connect(note_withdrawal, sender=Consent, dispatch_uid="note withdrawal of consent")
    post_save.connect(
        settle_what_shows_an_interpreter, sender=Consent, dispatch_uid="show what waited for a consent"
    )
    post_delete.connect(
        settle_without_consent, sender=Consent, dispatch_uid="withhold what shows an interpreter"
    )
    post_save.connect(
        take_video_without_description_offline,
        sender=Version,
        dispatch_uid="take video offline when its description is withheld",
    )
    post_delete.connect(
        take_video_of_file_offline, sender=VideoFile, dispatch_uid="take video offline without description"
    )
    for vocabulary in (LearningField, Topic):
        post_save.connect(
            ask_for_safety_notes, sender=vocabulary, dispatch_uid=f"safety of {vocabulary.__name__}"
        )
    tick.connect(keep_the_rule, dispatch_uid="keep the rule of going live")
    tick.connect(look_after_consents, dispatch_uid="look after consents for videos")
    for part in (Caption, Consent, VideoAuthor):
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
