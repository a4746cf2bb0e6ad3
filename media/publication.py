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
}


@dataclass(frozen=True)
class Missing:
    """One thing that a video still needs: `code` for tests, `field` for the place in the form."""

    code: str
    field: str
    message: str | _StrPromise

    @property
    def name(self) -> str | _StrPromise:
        return NAMES[self.code]


def missing(page: VideoPage) -> list[Missing]:
    """What keeps the page from going live; an empty list means that it may."""
    video = page.video
    if video is None:
        return [Missing("video", "video", _("Choose a video."))]
    return [*_missing_of_recording(video), *_missing_of_captions(page, video)]


def missing_of_recording(video: Video) -> list[Missing]:
    """What a recording of the library lacks, in the language of its page or, without one, in any."""
    page = getattr(video, "page", None)
    if page is not None:
        return missing(page)
    items = list(_missing_of_recording(video))
    if not (video.captions.all() or video.has_caption_waiver):
        items.append(_captions_missing())
    return items


def _missing_of_recording(video: Video) -> Iterator[Missing]:
    if not video.is_ready:
        yield Missing("ready", "video", _("The video is not ready yet: wait until it has been processed."))
    if not video.licence_code:
        yield Missing("licence", "video", _("The video has no licence: choose one in the video library."))
    if not video.has_authors:
        yield Missing("author", "video", _("The video names no author: add one in the video library."))
    if not video.consents_are_valid:
        yield Missing(
            "consent", "video", _("The consent of a person who can be seen is missing or has ended.")
        )


def _missing_of_captions(page: VideoPage, video: Video) -> Iterator[Missing]:
    if not (video.has_captions_in(page.language) or video.has_caption_waiver):
        yield _captions_missing()


def _captions_missing() -> Missing:
    return Missing(
        "captions",
        "video",
        _("The video has no captions in its language: add them, or record with a date why it needs none."),
    )


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
    return page.video is not None and page.video.is_free_to_show


def is_listed(page: VideoPage, now: datetime) -> bool:
    """Whether lists, feeds, search and machines may name it."""
    return page.visibility == Visibility.PUBLIC and is_on_show(page, now)
