"""QR codes of videos and series as files."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from lessons import qr
from lessons.views.shown import for_programs, series_on_show
from media import addresses
from media.delivery import Content, attachment, deliver
from media.excerpts import Excerpt, ImpossibleExcerptError
from media.models import VideoPage
from media.views.files import not_found
from media.views.machines import open_to_other_hosts, plain_sentence

INERT = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
DRAWINGS: dict[str, tuple[Callable[[str], bytes], str]] = {
    "svg": (qr.svg, "image/svg+xml"),
    "png": (qr.png, "image/png"),
}


@for_programs
def video_code(request: HttpRequest, page: VideoPage, kind: str) -> HttpResponseBase:
    """The short link, with start and end if the address names them; 400 for moments outside the film."""
    video = page.recording
    try:
        excerpt = Excerpt.of_query(request.GET.dict(), video.duration)
    except ImpossibleExcerptError as error:
        return plain_sentence(str(error), 400)
    address = addresses.absolute(addresses.short(video.key)) + excerpt.query
    return drawn(request, address, kind, page.title)


@open_to_other_hosts
def series_code(request: HttpRequest, slug: str, kind: str) -> HttpResponseBase:
    """The address of a series that everyone may see."""
    series = series_on_show(slug)
    if series is None:
        return not_found()
    return drawn(request, series.sharing.page_url, kind, series.title)


def drawn(request: HttpRequest, address: str, kind: str, title: str) -> HttpResponseBase:
    draw, content_type = DRAWINGS[kind]
    response = deliver(request, Content.of_bytes(draw(address), content_type))
    response.headers["Content-Security-Policy"] = INERT
    if "download" in request.GET:
        response.headers["Content-Disposition"] = attachment(title, f"QR-Code.{kind}")
    return response
