"""What is said about a learning video to other systems, whatever form they want it in."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone
from wagtail.models import Site

from cms.core.feeds import changed_at, xml_text
from cms.core.licences import Licence
from cms.core.models import NetworkSettings, Occupation
from cms.core.plain_text import plain_text
from cms.core.subjects import Concept, kim_subject, oeh_discipline
from media import addresses
from media.models import PlaylistEntry, PlaylistPage, Video, VideoAuthor, VideoPage
from media.models.video_lists import VideoPageQuerySet
from media.playback import main_films, poster_of

POSTER_WIDTH = 1280  # pixels
SMALL_POSTER_WIDTH = 640


@dataclass(frozen=True)
class Author:
    """As the licence line names it; `website` is that of the organisation, if one is known."""

    name: str
    website: str = ""


@dataclass(frozen=True)
class Film:
    """A file of the film: bytes, kbit/s."""

    url: str
    size: int
    sha256: str
    bitrate: int


@dataclass(frozen=True)
class Link:
    """An address with what stands there."""

    url: str
    title: str


@dataclass(frozen=True)
class Description:
    """A published learning video in plain values; addresses are absolute, times have a zone.

    `films` is empty without a free licence: then the video may be watched here and taken nowhere.
    """

    key: str
    url: str
    short_url: str
    embed_url: str
    title: str
    text: str
    language: str
    seconds: float
    authors: Sequence[Author]
    licence: Licence | None
    keywords: Sequence[str]
    subjects: Sequence[Concept]
    occupations: Sequence[str]
    occupations_by_kldb: Sequence[tuple[str, str]]  # (class, one name)
    series: Sequence[Link]
    series_slugs: Sequence[str]
    films: Sequence[Film]
    captions: Sequence[tuple[str, str]]  # (language, address)
    poster_url: str
    thumbnail_url: str
    publisher: Link
    published_at: datetime
    changed_at: datetime

    @property
    def published_date(self) -> date:
        """The day that the page names too."""
        return timezone.localdate(self.published_at)

    @property
    def changed_date(self) -> date:
        return timezone.localdate(self.changed_at)


def videos_of(site: Site) -> VideoPageQuerySet:
    """The videos of a network that everyone may find, with what a description needs in a fixed number of queries."""
    return (
        VideoPage.objects.descendant_of(site.root_page)
        .listed()
        .with_recordings()
        .prefetch_related("topic_links__topic", "video__authors__organisation")
    )


def changed_since(moment: datetime) -> Q:
    """Asks of pages what `Description.changed_at` says of each."""
    page = Q(last_published_at__gte=moment)
    page_once = Q(last_published_at__isnull=True, first_published_at__gte=moment)
    return page | page_once | Q(video__changed_at__gte=moment)


def descriptions(pages: Iterable[VideoPage], site: Site) -> list[Description]:
    """Those of pages from `videos_of`, in their order; texts without what no XML file may hold."""
    pages = list(pages)
    series, publisher = series_of(pages), publisher_of(site)
    return [_describe(page, publisher, series.get(page.pk, [])) for page in pages]


def series_of(pages: Sequence[VideoPage]) -> dict[int, list[PlaylistPage]]:
    """The series on show in which the pages stand, by the key of the page."""
    entries = PlaylistEntry.objects.filter(page__in=PlaylistPage.objects.on_show(), video_page__in=pages)
    found: dict[int, dict[int, PlaylistPage]] = defaultdict(dict)
    for entry in entries.select_related("page").order_by("page__title", "page_id"):
        found[entry.video_page_id][entry.page_id] = entry.page
    return {page_id: list(series.values()) for page_id, series in found.items()}


def _describe(page: VideoPage, publisher: Link, series: list[PlaylistPage]) -> Description:
    video = page.recording
    occupations = [link.occupation for link in page.occupation_links.all()]
    licence = video.licence
    return Description(
        key=video.key,
        url=page.full_url,
        short_url=addresses.absolute(addresses.short(video.key)),
        embed_url=addresses.absolute(addresses.embed(video.key)),
        title=xml_text(page.title),
        text=xml_text(page.lead or plain_text(page.summary)),
        language=page.language,
        seconds=video.duration or 0,
        authors=[_author(author) for author in video.authors.all()],
        licence=licence if licence and licence.is_free else None,
        keywords=[xml_text(word) for word in page.keywords],
        subjects=subjects_of(occupations),
        occupations=[xml_text(occupation.name) for occupation in occupations],
        occupations_by_kldb=list({one.kldb: xml_text(one.name) for one in occupations if one.kldb}.items()),
        series=[Link(one.full_url, xml_text(one.title)) for one in series],
        series_slugs=[one.slug for one in series],
        films=_films(video) if licence and licence.is_free else [],
        captions=[
            (track.language, _file(video, track.file_name))
            for track in video.public_captions
            if track.kind != track.Kind.DESCRIPTIONS
        ],
        poster_url=_poster(video, POSTER_WIDTH),
        thumbnail_url=_poster(video, SMALL_POSTER_WIDTH),
        publisher=publisher,
        published_at=page.first_published_at or video.created_at,
        changed_at=max(changed_at(page), video.changed_at),
    )


def publisher_of(site: Site) -> Link:
    """The network, as it calls itself."""
    return Link(addresses.absolute("/"), xml_text(NetworkSettings.for_site(site).name))


def subjects_of(occupations: Sequence[Occupation]) -> list[Concept]:
    """The subjects of these occupations, each once; what belongs to none is “Technik” of vocational education."""
    found = [concept for occupation in occupations for concept in occupation.subjects]
    return list(dict.fromkeys(found or [kim_subject("", ""), oeh_discipline("", "")]))


def _author(author: VideoAuthor) -> Author:
    website = author.organisation.website if author.organisation else ""
    return Author(xml_text(author.name), website)


def _films(video: Video) -> list[Film]:
    seconds = video.duration or 1
    return [
        Film(_file(video, film.name), film.size, film.sha256, round(film.size * 8 / seconds / 1000))
        for film in main_films(video)
    ]


def _poster(video: Video, width: int) -> str:
    poster = poster_of(video, width)
    return _file(video, poster.name) if poster else ""


def _file(video: Video, name: str) -> str:
    return addresses.absolute(addresses.file(video.key, name))
