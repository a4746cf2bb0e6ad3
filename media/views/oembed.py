"""Answers WordPress, other Wagtail sites, pin boards and the like that ask how to show a pasted address."""

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from wagtail.models import Site

from media import oembed
from media.access import Place, Verdict, judge_page, judge_series
from media.former_addresses import page_formerly_at
from media.models import PlaylistPage, VideoPage
from media.models.pages import VIDEOS_SLUG
from media.sharing import Sharing
from media.views.embed import site_name
from media.views.machines import as_asked, open_to_other_hosts, plain_sentence

PIXELS = re.compile(r"[1-9]\d{0,5}", re.ASCII)
SHAPES = {
    "json": (oembed.as_json, "application/json"),
    "xml": (oembed.as_xml, "text/xml; charset=utf-8"),
}


class RefusedError(Exception):
    """The answer is an error: a status of oEmbed and a sentence for the person who reads a log."""

    def __init__(self, status: int, sentence: str) -> None:
        self.status, self.sentence = status, sentence
        super().__init__(sentence)


@open_to_other_hosts
def oembed_answer(request: HttpRequest) -> HttpResponse:
    """The frame of a video or a series as JSON or XML; 400, 401, 404 or 501 with a sentence."""
    try:
        text, content_type = answer(request)
    except RefusedError as refused:
        return plain_sentence(refused.sentence, refused.status)
    return as_asked(request, HttpResponse(text, content_type=content_type))


def answer(request: HttpRequest) -> tuple[str, str]:
    """Text and type of the answer. Raises `RefusedError`."""
    shape = SHAPES.get(request.GET.get("format") or "json")
    if shape is None:
        raise RefusedError(501, _("There are only two formats: json and xml."))
    box = oembed.Box(pixels(request, "maxwidth"), pixels(request, "maxheight"))
    address = pasted_address(request)
    page = embeddable_page(request, address)
    write, content_type = shape
    return write(oembed.answer(page, address, box, site_name(request))), content_type


def pixels(request: HttpRequest, name: str) -> int | None:
    text = request.GET.get(name, "")
    if not text:
        return None
    if not PIXELS.fullmatch(text):
        raise RefusedError(400, _("“%(name)s” must be a whole number of pixels above 0.") % {"name": name})
    return int(text)


def pasted_address(request: HttpRequest) -> oembed.Address:
    text = request.GET.get("url", "")
    if not text or len(text) > oembed.LONGEST_ADDRESS or "\0" in text:
        raise RefusedError(400, _("The parameter “url” must name a learning video or a series of this site."))
    address = oembed.Address.of(text, own_hosts(request))
    if address is None:
        raise unknown()
    return address


def own_hosts(request: HttpRequest) -> set[str]:
    """The names under which people know this site."""
    names = set(Site.objects.values_list("hostname", flat=True))
    others = (urlsplit(settings.BASE_URL).hostname, urlsplit(f"//{request.get_host()}").hostname)
    return {name.lower() for name in (*names, *others) if name}


def embeddable_page(request: HttpRequest, address: oembed.Address) -> VideoPage | PlaylistPage:
    """The page with that address, if everyone may show what it plays. Raises `RefusedError`."""
    page = oembed.page_at(address) or page_at_former(request, address)
    if page is None:
        raise unknown()
    verdict, is_embeddable = judged(request, page)
    if verdict in (Verdict.PERSONAL, Verdict.MEMBERS_ONLY):
        raise RefusedError(401, _("Not everyone may watch this."))
    if verdict is not Verdict.OPEN or not is_embeddable:
        raise unknown()
    return page


def judged(request: HttpRequest, page: VideoPage | PlaylistPage) -> tuple[Verdict, bool]:
    """Who may have it, and whether there is anything that other sites may show."""
    if isinstance(page, VideoPage):
        return judge_page(request, page, Place.PAGE), Sharing(page).is_embeddable
    return judge_series(page), page.sharing.is_embeddable


def page_at_former(request: HttpRequest, address: oembed.Address) -> VideoPage | PlaylistPage | None:
    """The page that had the address before it was renamed."""
    if not address.series_slug:
        return None
    page = page_formerly_at(request, f"/{VIDEOS_SLUG}/{address.series_slug}")
    if isinstance(page, PlaylistPage) or (isinstance(page, VideoPage) and page.video and address.slug):
        return page
    return None


def unknown() -> RefusedError:
    return RefusedError(
        404, _("There is no learning video and no series at this address, or it must not be embedded.")
    )
