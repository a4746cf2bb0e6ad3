"""Packages of a video and of a series, and the page on which to choose one."""

from dataclasses import dataclass

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from cms.core.navigation import way_from
from lessons.packages import archive, h5p
from lessons.packages.cartridge import Lesson, cartridge
from lessons.packages.film import PackagedFilm, film_of, packaged_films
from lessons.packages.scorm import scorm
from lessons.packages.usb_stick import series_stick, usb_stick
from lessons.views.shown import for_programs, for_readers, series_on_show
from media.counting import count_download
from media.delivery import Content, attachment, deliver
from media.models import PlaylistPage, VideoPage
from media.models.watching import SHOWN
from media.playback import lines
from media.sharing import Sharing
from media.views.files import is_beginning, not_found, not_to_be_downloaded
from media.views.machines import open_to_other_hosts, plain_sentence

LARGE = 200 * 1024 * 1024  # bytes; platforms often refuse larger uploads
MAKERS = {"scorm": scorm, "usb-stick": usb_stick}
NAMES = {"scorm": "SCORM", "usb-stick": "USB-Stick", "h5p": "H5P"}


@dataclass(frozen=True)
class Offer:
    """A package to take along; `size` in bytes."""

    label: str
    url: str
    size: int

    @property
    def is_large(self) -> bool:
        return self.size > LARGE


@require_safe
@for_readers
def choice(request: HttpRequest, page: VideoPage) -> HttpResponse:
    """Which package suits which tool, with sizes."""
    prefetch_related_objects([page], *SHOWN)
    sharing = Sharing(page)
    offers: dict[str, list[Offer]] = {}
    if sharing.is_embeddable:
        films = [PackagedFilm(page, film) for film in packaged_films(page)]
        offers = {
            "scorm": film_offers("scorm", films),
            "usb_stick": film_offers("usb-stick", films),
            "h5p": h5p_offers(page),
        }
    page_url = page.get_url(request) or ""
    way = way_from(page, gettext("Packages"), request)
    context = {"page_title": page.title, "page_url": page_url, "sharing": sharing, "way": way, **offers}
    response = render(request, "lessons/packages.html", context)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def film_offers(kind: str, films: list[PackagedFilm]) -> list[Offer]:
    return [
        Offer(f"{lines(packaged.film)}p", address_of(kind, packaged), size)
        for packaged in films
        if (size := size_of(kind, packaged))
    ]


def address_of(kind: str, packaged: PackagedFilm) -> str:
    address = reverse(f"lessons:{kind.replace('-', '_')}", args=[packaged.page.recording.key])
    return f"{address}?zeilen={lines(packaged.film)}"


def h5p_offers(page: VideoPage) -> list[Offer]:
    address = reverse("lessons:h5p", args=[page.recording.key])
    film = packaged_films(page)[-1:]
    return [
        Offer(f"1.{version}", f"{address}?version=1.{version}", h5p.h5p(page, film[0], version).size)
        for version in h5p.VERSIONS
        if film
    ]


def size_of(kind: str, packaged: PackagedFilm) -> int:
    """0 for what is too large to be offered."""
    try:
        return MAKERS[kind](packaged).size
    except archive.TooLargeError:
        return 0


@for_programs
def film_package(request: HttpRequest, page: VideoPage, kind: str) -> HttpResponseBase:
    """SCORM or stick; `?zeilen=480` or `720` chooses the size of the film."""
    refusal = refusal_of(page)
    film = None if refusal else film_of(page, request.GET.get("zeilen", ""))
    if refusal or film is None:
        return refusal or not_found()
    try:
        content = MAKERS[kind](PackagedFilm(page, film))
    except archive.TooLargeError:
        return plain_sentence(gettext("This film is too large for a package. Choose a smaller size."), 413)
    return sent(request, page, content, f"{NAMES[kind]}.zip")


@for_programs
def h5p_package(request: HttpRequest, page: VideoPage) -> HttpResponseBase:
    """Content for H5P; `?version=1.27` names the version that the platform has."""
    refusal = refusal_of(page)
    version = h5p.version_of(request.GET.get("version", ""))
    films = [] if refusal else packaged_films(page)
    if refusal or version is None or not films:
        return refusal or not_found()
    return sent(request, page, h5p.h5p(page, films[-1], version), "H5P.h5p")


@open_to_other_hosts
def series_package(request: HttpRequest, slug: str) -> HttpResponseBase:
    """A series that everyone may see as a course; parts without a free licence stay behind."""
    series = series_on_show(slug)
    lessons = lessons_of(series) if series else []
    if series is None or not lessons:
        return not_found()
    return answered(request, cartridge(series.title, lessons), attachment(series.title, "Reihe.imscc"))


@open_to_other_hosts
def series_stick_package(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The films of a series for rooms without network, each in its smallest size; 413 if together they are too large."""
    series = series_on_show(slug)
    films = series.sharing.films if series else []
    if series is None or not films:
        return not_found()
    prefetch_related_objects([page for page, _film in films], *SHOWN)
    try:
        content = series_stick(series, films)
    except archive.TooLargeError:
        return plain_sentence(
            gettext("This series is too large for a stick. Take its videos one by one."), 413
        )
    response = answered(request, content, attachment(series.title, "USB-Stick.zip"))
    if is_beginning(request, response):
        for page, _film in films:
            count_download(request, page.recording, f"{NAMES['usb-stick']}.zip")
    return response


def lessons_of(series: PlaylistPage) -> list[Lesson]:
    pages = series.sharing.embeddable_pages
    prefetch_related_objects(pages, *SHOWN)
    return [Lesson(number, page) for number, page in enumerate(pages, start=1)]


def refusal_of(page: VideoPage) -> HttpResponse | None:
    """What keeps a video from leaving the library as a package, in a sentence."""
    prefetch_related_objects([page], *SHOWN)
    sharing = Sharing(page)
    if not sharing.is_free:
        return not_to_be_downloaded()
    if not sharing.is_playable_elsewhere or not page.is_on_show or page.get_view_restrictions().exists():
        return plain_sentence(
            gettext("Not everyone may watch this video, so there are no packages of it."), 403
        )
    return None


def sent(request: HttpRequest, page: VideoPage, content: Content, name: str) -> HttpResponseBase:
    """The package under the name of the video, counted once."""
    response = answered(request, content, attachment(page.title, name))
    if is_beginning(request, response):
        count_download(request, page.recording, name)
    return response


def answered(request: HttpRequest, content: Content, disposition: str) -> HttpResponseBase:
    try:
        response = deliver(request, content)
    except FileNotFoundError:
        return not_found()
    response.headers["Content-Disposition"] = disposition
    response.headers["X-Robots-Tag"] = "noindex"
    return response
