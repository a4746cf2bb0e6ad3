"""The read API `/api/v1/`: what the site shows everyone, for programs. It needs no key and changes nothing."""

from collections.abc import Iterable, Sequence
from datetime import UTC
from types import SimpleNamespace
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from ninja.errors import HttpError
from wagtail.models import Site

from cms.core.feeds import changed_at
from cms.core.models import Topic
from exchange import schemas
from exchange.descriptions import changed_since, descriptions, videos_of
from exchange.parameters import (
    LARGEST_OFFSET,
    Key,
    Kldb,
    Language,
    LicenceCode,
    Limit,
    Offset,
    Since,
    Slug,
    Words,
)
from exchange.read_api import ReadApi
from media import addresses
from media.filters import search
from media.models import PlaylistPage, VideoPage
from meetings.models import MeetingIndexPage
from meetings.models.events import EventPage
from tandems.models import TandemPage

api = ReadApi(
    title="Wissenstransfer",
    version="1.0.0",
    description="Reads what the site shows everyone: learning videos, series, topics, tandems and meetings.",
    urls_namespace="exchange",
)

NOT_FOUND = {404: schemas.ProblemOut, 422: schemas.ProblemOut}
UNREADABLE = {422: schemas.ProblemOut}


@api.get("/videos", response={200: schemas.VideosOut, **UNREADABLE}, url_name="api_videos", tags=["Videos"])
def list_videos(
    request: HttpRequest,
    q: Words = "",
    beruf: Kldb = "",
    lizenz: LicenceCode = "",
    sprache: Language = "",
    geaendert_seit: Since = None,
    limit: Limit = 20,
    offset: Offset = 0,
) -> dict[str, Any]:
    """Public learning videos, the newest first; if words are asked for, the best match first."""
    site = Site.find_for_request(request)
    videos = videos_of(site).newest_first()
    if beruf:
        videos = videos.filter(pk__in=_taught_in(beruf))
    if lizenz:
        videos = videos.filter(video__licence_code=lizenz)
    if sprache:
        videos = videos.filter(language=sprache)
    if geaendert_seit:
        videos = videos.filter(changed_since(geaendert_seit.astimezone(UTC)))
    found, pages = videos, videos[offset : offset + limit]
    if q.strip():
        found = search(videos, q)
        pages = _in_full(found[offset : offset + limit], site)
    return _listed(request, found.count(), descriptions(pages, site), limit, offset)


@api.get(
    "/videos/{key}",
    response={200: schemas.VideoDetailOut, **NOT_FOUND},
    url_name="api_video",
    tags=["Videos"],
)
def one_video(request: HttpRequest, key: Key) -> SimpleNamespace:
    """One public learning video by its key, with its chapters."""
    site = Site.find_for_request(request)
    page = videos_of(site).prefetch_related("video__chapters").filter(video__key=key).first()
    if page is None:
        raise _absent()
    (description,) = descriptions([page], site)
    chapters = [
        {"seconds": one.start, "title": one.title, "url": f"{page.full_url}?t={one.start:g}"}
        for one in page.recording.chapters.all()
    ]
    return SimpleNamespace(**vars(description), chapters=chapters)


@api.get(
    "/reihen", response={200: schemas.AllSeriesOut, **UNREADABLE}, url_name="api_series", tags=["Series"]
)
def list_series(request: HttpRequest, limit: Limit = 20, offset: Offset = 0) -> dict[str, Any]:
    """Series of learning videos with the keys of their videos, in their order."""
    series = _below(request, PlaylistPage).prefetch_related("entries").order_by("title", "pk")
    chosen = list(series[offset : offset + limit])
    listed = _listed_videos(chosen)
    return _listed(request, series.count(), [_series(page, listed) for page in chosen], limit, offset)


@api.get(
    "/reihen/{slug}",
    response={200: schemas.SeriesOut, **NOT_FOUND},
    url_name="api_one_series",
    tags=["Series"],
)
def one_series(request: HttpRequest, slug: Slug) -> dict[str, Any]:
    """One series by the last part of its address."""
    page = _below(request, PlaylistPage).filter(slug=slug).first()
    if page is None:
        raise _absent()
    return _series(page, _listed_videos([page]))


@api.get("/themen", response={200: schemas.TopicsOut, **UNREADABLE}, url_name="api_topics", tags=["Topics"])
def list_topics(request: HttpRequest, limit: Limit = 20, offset: Offset = 0) -> dict[str, Any]:
    """The topics by which content is ordered."""
    topics = Topic.objects.order_by("name", "pk")
    return _listed(request, topics.count(), list(topics[offset : offset + limit]), limit, offset)


@api.get(
    "/tandems", response={200: schemas.TandemsOut, **UNREADABLE}, url_name="api_tandems", tags=["Tandems"]
)
def list_tandems(request: HttpRequest, limit: Limit = 20, offset: Offset = 0) -> dict[str, Any]:
    """The tandems of the network by their numbers."""
    tandems = _below(request, TandemPage).for_lists()
    items = [_tandem(page) for page in tandems[offset : offset + limit]]
    return _listed(request, tandems.count(), items, limit, offset)


@api.get(
    "/tandems/{slug}", response={200: schemas.TandemOut, **NOT_FOUND}, url_name="api_tandem", tags=["Tandems"]
)
def one_tandem(request: HttpRequest, slug: Slug) -> dict[str, Any]:
    """One tandem by the last part of its address."""
    page = _below(request, TandemPage).for_lists().filter(slug=slug).first()
    if page is None:
        raise _absent()
    return _tandem(page)


@api.get(
    "/treffen", response={200: schemas.MeetingsOut, **UNREADABLE}, url_name="api_meetings", tags=["Meetings"]
)
def list_meetings(request: HttpRequest, limit: Limit = 20, offset: Offset = 0) -> dict[str, Any]:
    """Meetings and seminars in the order of time."""
    events = _events(request)
    items = [_meeting(event) for event in events[offset : offset + limit]]
    return _listed(request, len(events), items, limit, offset)


@api.get(
    "/treffen/{slug}",
    response={200: schemas.MeetingOut, **NOT_FOUND},
    url_name="api_meeting",
    tags=["Meetings"],
)
def one_meeting(request: HttpRequest, slug: Slug) -> dict[str, Any]:
    """One meeting or seminar by the last part of its address."""
    event = next((event for event in _events(request) if event.slug == slug), None)
    if event is None:
        raise _absent()
    return _meeting(event)


def _listed(
    request: HttpRequest, count: int, items: Sequence[Any], limit: int, offset: int
) -> dict[str, Any]:
    end = offset + limit
    if end >= count:
        return {"count": count, "next": None, "items": items}
    query = request.GET.copy()
    query["limit"], query["offset"] = str(limit), str(end)
    following = addresses.absolute(f"{request.path}?{query.urlencode()}")
    return {"count": count, "next": following if end <= LARGEST_OFFSET else None, "items": items}


def _below(request: HttpRequest, model: Any) -> Any:
    """The pages of a kind that everyone may see in the network of this address."""
    root = Site.find_for_request(request).root_page
    return model.objects.descendant_of(root).on_show()


def _taught_in(kldb: str) -> QuerySet:
    fitting = VideoPage.objects.filter(occupation_links__occupation__number__startswith=kldb)
    return fitting.values("pk")


def _in_full(found: Iterable[VideoPage], site: Site) -> list[VideoPage]:
    """What a search found, in its order, with what a description needs."""
    keys = [page.pk for page in found]
    pages = videos_of(site).in_bulk(keys)
    return [pages[key] for key in keys if key in pages]


def _absent() -> HttpError:
    return HttpError(404, gettext("This is not here, or it is no longer available."))


def _listed_videos(series: list[PlaylistPage]) -> dict[int, VideoPage]:
    pages = [entry.video_page_id for page in series for entry in page.entries.all()]
    return VideoPage.objects.listed().select_related("video").in_bulk(pages)


def _series(page: PlaylistPage, listed: dict[int, VideoPage]) -> dict[str, Any]:
    videos = [listed[entry.video_page_id] for entry in page.entries.all() if entry.video_page_id in listed]
    return {
        "slug": page.slug,
        "url": page.full_url,
        "title": page.title,
        "text": page.lead,
        "seconds": sum(video.recording.duration or 0 for video in videos),
        "videos": [video.recording.key for video in videos],
    }


def _tandem(page: TandemPage) -> dict[str, Any]:
    return {
        "slug": page.slug,
        "number": page.number,
        "url": page.full_url,
        "title": page.title,
        "text": page.lead,
        "schools": [link.organisation.name for link in page.schools.all()],
        "companies": [link.organisation.name for link in page.companies.all()],
        "towns": page.towns,
        "occupations": [occupation.name for occupation in page.occupations],
        "projects": [
            {
                "title": project.title,
                "status": project.status,
                "status_label": project.get_status_display(),
                "topics": [link.topic.name for link in project.topic_links.all()],
            }
            for project in page.projects.all()
        ],
        "changed_at": changed_at(page),
    }


def _events(request: HttpRequest) -> list[EventPage]:
    root = Site.find_for_request(request).root_page
    index = MeetingIndexPage.objects.child_of(root).on_show().first()
    return sorted(index.events, key=lambda event: event.timeline_key) if index else []


def _meeting(event: EventPage) -> dict[str, Any]:
    return {
        "slug": event.slug,
        "kind": str(event._meta.verbose_name),
        "url": event.full_url,
        "title": event.title,
        "text": event.lead,
        "start": event.start,
        "end": event.end,
        "when": event.when,
        "form": event.form,
        "place": event.place,
        "is_cancelled": event.is_cancelled,
        "has_report": event.has_report,
        "changed_at": changed_at(event),
    }
