"""The rule of going live, and who may see a published video.

Both are pure functions over a page and its recording, so that the page form, the approval task, the
bulk action, the clock and `VideoPage.save()` ask the very same question.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from media.models import Video, VideoPage


class Visibility(models.TextChoices):
    """Who may watch a published video: one choice, not three switches."""

    PUBLIC = "public", _("Everyone")
    LINK = "link", _("Everyone who has the link")
    MEMBERS = "members", _("Members of the network")
    SITES = "sites", _("Embedded on named sites only")


# In a word, for lists.
NAMES = {
    "video": _("video"),
    "ready": _("processing"),
    "licence": _("licence"),
    "author": _("author"),
    "consent": _("consent"),
    "captions": _("captions"),
    "description": _("audio description"),
    "safety": _("safety note"),
}
# Where in the form of the recording something is mended.
ANCHORS = {
    "ready": "state",
    "licence": "id_licence_code",
    "author": "id_authors-ADD",
    "captions": "id_captions-ADD",
    "description": "id_description_waiver",
}
# Mended in the form of a recording; the others have a place of their own.
MENDED_IN_FORM = {"licence", "author", "captions", "description"}


@dataclass(frozen=True)
class Missing:
    """One thing that a video still needs: `code` for tests, `field` of the page, `url` where it is mended."""

    code: str
    field: str
    message: str | _StrPromise
    url: str = ""

    @property
    def name(self) -> str | _StrPromise:
        return NAMES[self.code]


def missing(page: VideoPage) -> list[Missing]:
    """What keeps the page from going live; an empty list means that it may."""
    video = page.video
    if video is None:
        return [_of_page(page, "video", "video", _("Choose a video."))]
    return [*_missing_of_recording(video, page.language), *_missing_of_page(page)]


def missing_of_recording(video: Video) -> list[Missing]:
    """What a recording of the library lacks, in the language of its page or, without one, in any."""
    page = getattr(video, "page", None)
    return list(_missing_of_recording(video, "")) if page is None else missing(page)


def _missing_of_recording(video: Video, language: str) -> Iterator[Missing]:
    if not video.is_ready:
        yield _of_video(video, "ready", _("The video is not ready yet: wait until it has been processed."))
    if not video.licence_code:
        yield _of_video(video, "licence", _("The video has no licence: choose one in the video library."))
    if not video.has_authors:
        yield _of_video(video, "author", _("The video names no author: add one in the video library."))
    if not video.consents_are_valid:
        yield _consent_missing(video)
    if not (_has_captions(video, language) or video.has_caption_waiver):
        yield _of_video(
            video,
            "captions",
            _(
                "The video has no captions in its language: add them, or record with a date why it needs none."
            ),
        )
    if not (video.has_audio_description or video.has_description_waiver):
        yield _of_video(
            video,
            "description",
            _("The video has no audio description: add one, or record with a date why it needs none."),
        )


def _has_captions(video: Video, language: str) -> bool:
    return video.has_captions_in(language) if language else bool(video.public_captions)


def _consent_missing(video: Video) -> Missing:
    sentence = (
        _("The consent of a person who can be recognised was withdrawn, has ended or is not yet valid.")
        if video.consents.all()
        else _(
            "No consent is recorded: add one for everyone who can be recognised, or state that nobody can be."
        )
    )
    return Missing("consent", "video", sentence, _address("videos:consents", video.pk))


def _missing_of_page(page: VideoPage) -> Iterator[Missing]:
    if not page.safety_note.strip() and _needs_safety_note(page):
        yield _of_page(
            page,
            "safety",
            "safety_note",
            _("The topic needs a safety note: write what must be observed before anyone does the same."),
        )


def _needs_safety_note(page: VideoPage) -> bool:
    return any(link.topic.needs_safety_note for link in page.topic_links.all()) or any(
        link.learning_field.needs_safety_note for link in page.learning_field_links.all()
    )


def _of_video(video: Video, code: str, sentence: _StrPromise) -> Missing:
    return Missing(code, "video", sentence, _address("videos:edit", video.pk, ANCHORS[code]))


def _of_page(page: VideoPage, code: str, field: str, sentence: _StrPromise) -> Missing:
    return Missing(code, field, sentence, _address("wagtailadmin_pages:edit", page.pk, f"id_{field}"))


def _address(name: str, key: int | None, anchor: str = "") -> str:
    """Where something is mended; what is not stored has only a place in the form at hand."""
    address = reverse(name, args=[key]) if key else ""
    return f"{address}#{anchor}" if anchor else address


class NotPublishableError(ValidationError):
    """A video page would go live although something is missing; `items` says what."""

    def __init__(self, items: list[Missing]) -> None:
        self.items = items
        super().__init__([ValidationError(item.message, code=item.code) for item in items])


def is_on_show(page: VideoPage, now: datetime) -> bool:
    """Whether the page, its files and everything machine-made may be answered at this moment.

    Wagtail's `live` alone does not know of an expiry that the clock has yet to act on. Restriction by an
    ancestor is asked separately, because it needs the request.
    """
    if not page.live or (page.expire_at and page.expire_at <= now):
        return False
    return page.video is not None and page.video.is_ready and page.video.is_agreed_on(timezone.localdate(now))


def was_withdrawn(page: VideoPage, now: datetime) -> bool:
    """Whether strangers could watch it once and no longer may.

    A video that is merely being processed again is absent for a while, not withdrawn. Of what only
    members could watch, strangers do not even learn that it was there.
    """
    if page.first_published_at is None or page.visibility == Visibility.MEMBERS or page.video is None:
        return False
    has_expired = page.expire_at is not None and page.expire_at <= now
    return not page.live or has_expired or not page.video.is_agreed_on(timezone.localdate(now))


def is_listed(page: VideoPage, now: datetime) -> bool:
    """Whether lists, feeds, search and machines may name it."""
    return page.visibility == Visibility.PUBLIC and is_on_show(page, now)
