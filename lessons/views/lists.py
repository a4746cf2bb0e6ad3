"""Lists of videos that stand in their address: to look at, to print, to embed, as QR code and as course."""

from dataclasses import replace

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe
from segno import DataOverflowError

from cms.core.navigation import Link, way_to
from lessons.lists import MOST_ENTRIES, TITLE, VIDEOS, VideoList
from lessons.packages.cartridge import Lesson, cartridge
from lessons.views.packages import answered
from lessons.views.qr import drawn
from media.access import Verdict
from media.delivery import Content, attachment
from media.parts import PART, Part, Row
from media.playback import Wishes
from media.views.embed import unavailable
from media.views.files import not_found
from media.views.machines import open_to_other_hosts, plain_sentence
from media.views.parts import in_frame


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The list of the address; without one the list that this browser keeps, which only a script can read."""
    if VIDEOS not in request.GET:
        return _unindexed(
            render(request, "lessons/own_list.html", {"way": way(request, gettext("Your list"))})
        )
    videos = VideoList.of_query(request.GET.dict())
    context = {
        "videos": videos,
        "way": way(request, videos.heading),
        "query": videos.query,
        "most": MOST_ENTRIES,
    }
    return _unindexed(render(request, "lessons/list.html", context))


def way(request: HttpRequest, title: str) -> list[Link]:
    """From the home page to this one."""
    return way_to(request, Link(title, reverse("lessons:list"), "page"))


@require_safe
def on_paper(request: HttpRequest) -> HttpResponse:
    """The list to print, with a QR code for each video."""
    videos = VideoList.of_query(request.GET.dict())
    return _unindexed(render(request, "lessons/list_print.html", {"videos": videos, "query": videos.query}))


@open_to_other_hosts
@xframe_options_exempt
def embed(request: HttpRequest) -> HttpResponseBase:
    """One video of the list in the player for other sites, the titles of all below it; `nr` chooses."""
    row = row_of(VideoList.of_query(request.GET.dict()))
    part = row.chosen(request.GET.get(PART, ""))
    if part is None or part.page is None:
        return unavailable(request, Verdict.ABSENT)
    return in_frame(request, row, part, part.page, wishes_of(request, part))


def row_of(videos: VideoList) -> Row:
    parts = [Part(entry.number, entry.page, entry.url, entry.excerpt) for entry in videos.entries]
    return Row(videos.heading, videos.url, parts, videos.query)


def wishes_of(request: HttpRequest, part: Part) -> Wishes:
    """From and to the moments that the list names: `t` of its address is its title."""
    asked = Wishes.of_query({**request.GET.dict(), TITLE: ""}, None)
    return replace(asked, start=part.excerpt.start, end=part.excerpt.end)


@open_to_other_hosts
def code(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The address of the list as QR code; 400 for a list that fits into none."""
    videos = VideoList.of_query(request.GET.dict())
    if not videos.wishes:
        return not_found()
    try:
        return drawn(request, videos.url, kind, videos.heading)
    except DataOverflowError:
        return plain_sentence(
            gettext("This list is too long for a QR code. Pass on its address instead."), 400
        )


@open_to_other_hosts
def package(request: HttpRequest) -> HttpResponseBase:
    """The list as a course for learning platforms; what has no free licence stays behind."""
    videos = VideoList.of_query(request.GET.dict())
    if not videos.embeddable:
        return not_found()
    return answered(request, cartridge_of(videos), attachment(videos.heading, "Liste.imscc"))


def cartridge_of(videos: VideoList) -> Content:
    lessons = [
        Lesson(number, entry.page, entry.excerpt)
        for number, entry in enumerate(videos.embeddable, start=1)
        if entry.page
    ]
    prefetch_related_objects([lesson.page for lesson in lessons], "video__captions")
    return cartridge(videos.heading, lessons)


def _unindexed(response: HttpResponse) -> HttpResponse:
    response.headers["X-Robots-Tag"] = "noindex"
    return response
