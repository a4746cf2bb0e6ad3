"""Films under one title in one frame: one of them plays, the titles of all stand below it.

A series has such a frame, and so has a list that someone made.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.utils import timezone

from media.excerpts import Excerpt
from media.models import PlaylistPage, VideoPage
from media.models.videos import consents_of
from media.publication import was_withdrawn
from media.series import address_in
from media.sharing import Sharing

if TYPE_CHECKING:
    from django.db.models import QuerySet

PART = "nr"  # names the one that plays
WHOLE = Excerpt()


@dataclass(frozen=True)
class Part:
    """A place in the row; without a page it says that something is no longer there.

    `number` counts from 1 and is 0 for what is not counted; `url` leads to the film on our pages.
    """

    number: int
    page: VideoPage | None
    url: str = ""
    excerpt: Excerpt = WHOLE

    @property
    def is_playable(self) -> bool:
        """Free licences only; the others are watched on our pages."""
        return self.page is not None and Sharing(self.page).is_free


@dataclass(frozen=True)
class Row:
    """What the frame shows; `query` begins the addresses in it, `url` leads to all of it on our pages."""

    heading: str
    url: str
    parts: Sequence[Part]
    query: str = ""

    def chosen(self, wish: str) -> Part | None:
        """The part with that number, else the first that can be played here; None if there is none."""
        playable = [part for part in self.parts if part.is_playable]
        wished = (part for part in playable if str(part.number) == wish)
        return next(wished, next(iter(playable), None))


def row_of(series: PlaylistPage, request: HttpRequest) -> Row:
    return Row(series.title, series.sharing.page_url, parts_of(series, request))


def parts_of(series: PlaylistPage, request: HttpRequest) -> list[Part]:
    """The parts with the numbers that the page of the series gives them.

    What was withdrawn leaves a word in its place, without a number; of drafts nothing is told.
    """
    shown = {page.pk: page for page in series.video_pages}
    gone = withdrawn_among([key for key in series.order if key not in shown])
    parts: list[Part] = []
    number = 0
    for key in series.order:
        if key in shown:
            number += 1
            parts.append(Part(number, shown[key], address_in(series, shown[key], request)))
        elif key in gone:
            parts.append(Part(0, None))
    return parts


def withdrawn_among(keys: Sequence[int]) -> set[int]:
    """Those pages that everyone could watch once; what lies below a restricted page is not told of."""
    if not keys:
        return set()
    now = timezone.now()
    pages: QuerySet[VideoPage] = VideoPage.objects.public().select_related("video").filter(pk__in=keys)
    return {page.pk for page in pages.prefetch_related(consents_of("video__")) if was_withdrawn(page, now)}
