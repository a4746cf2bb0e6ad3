"""Where a film stands in a series: its number, and the parts before and after it.

A film that is watched inside a series keeps its own address and carries the series along: `?reihe=<slug>`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest

from cms.core.navigation import Link

if TYPE_CHECKING:
    from media.models import PlaylistPage, VideoPage

PARAMETER = "reihe"


@dataclass(frozen=True)
class Place:
    """The place of one film; `number` counts from 1 among the parts that are on show."""

    series: "PlaylistPage"
    series_url: str
    number: int
    total: int
    previous: Link | None
    next: Link | None


def address_in(series: "PlaylistPage", page: "VideoPage", request: HttpRequest | None = None) -> str:
    """The address of a film that leads on to the next part of that series."""
    return f"{page.get_url(request)}?{PARAMETER}={series.slug}"


def place_in(series: "PlaylistPage", page: "VideoPage", request: HttpRequest | None = None) -> Place | None:
    """None if the film is not among the parts on show."""
    pages = series.video_pages
    number = next((at for at, other in enumerate(pages, start=1) if other.pk == page.pk), 0)
    if not number:
        return None
    return Place(
        series=series,
        series_url=series.get_url(request) or "",
        number=number,
        total=len(pages),
        previous=_link(series, pages[: number - 1][-1:], request),
        next=_link(series, pages[number : number + 1], request),
    )


def _link(series: "PlaylistPage", pages: "Sequence[VideoPage]", request: HttpRequest | None) -> Link | None:
    return next((Link(page.title, address_in(series, page, request)) for page in pages), None)
