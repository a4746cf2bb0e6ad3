"""The player for the pages of others: no cookie, no form, nothing from a third host."""

from dataclasses import replace
from typing import Any

from csp.constants import HEADER as CONTENT_SECURITY_POLICY
from csp.constants import NONE, SELF
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.clickjacking import xframe_options_exempt
from wagtail.models import Site

from cms.core.models import NetworkSettings
from media import addresses
from media.access import Place, Verdict, framing_sites, judge_video
from media.counting import count_embed
from media.models import Video, VideoPage
from media.playback import Wishes, player
from media.publication import Visibility
from media.transcripts import FILE_NAME, spoken_captions
from media.views.machines import PERSONAL, as_asked, open_to_other_hosts

ANYONE = ["*"]
POLICY: dict[str, Any] = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF, "data:"],
    "media-src": [SELF, "blob:"],
    "connect-src": [SELF],
    "font-src": [SELF],
    "base-uri": [NONE],
    "form-action": [NONE],
}


@open_to_other_hosts
@xframe_options_exempt
def embed(request: HttpRequest, key: str) -> HttpResponseBase:
    """The player with licence line and a link to the page; 410 for a withdrawn video, else 404."""
    video = Video.objects.filter(key=key).select_related("page").first()
    verdict = judge_video(request, video, Place.EMBED) if video else Verdict.ABSENT
    if video is None or not verdict.is_granted:
        return unavailable(request, verdict)
    count_embed(request, video)
    page = getattr(video, "page", None)
    with translation.override(language_of(request)):
        response = render(request, "media/embed.html", context_of(request, video, page))
    if verdict is Verdict.PERSONAL:
        response.headers["Cache-Control"] = PERSONAL
    else:
        response = as_asked(request, response)
    return framed(response, framing_sites(page) if page else [SELF])


def context_of(request: HttpRequest, video: Video, page: VideoPage | None) -> dict[str, Any]:
    """`page` is empty for an editor who looks at a video before it is published."""
    wishes = Wishes.of_query(request.GET.dict(), video.duration)
    title = page.title if page else video.title
    frame = player(video, title, page.language if page else "de", wishes)
    page_url = page.full_url if page and page.visibility != Visibility.SITES else ""
    if page and spoken_captions(video):
        transcript = f"{page_url}#transcript" if page_url else addresses.file(video.key, FILE_NAME)
        frame = replace(frame, transcript_url=transcript)
    return {
        "video": video,
        "page": page,
        "title": title,
        "player": frame,
        "site_name": site_name(request),
        "page_url": page_url,
    }


def language_of(request: HttpRequest) -> str:
    """The language of the controls: the one in the address, if we speak it, else that of the site."""
    wish = request.GET.get("lang") or request.GET.get("hl") or ""
    language = wish.lower().partition("-")[0]
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def site_name(request: HttpRequest) -> str:
    site = Site.find_for_request(request)
    return NetworkSettings.for_site(site).name if site else ""


def unavailable(
    request: HttpRequest, verdict: Verdict, template: str = "media/embed_unavailable.html"
) -> HttpResponse:
    """A courteous notice that fits into any frame; members-only videos are not known to strangers."""
    is_withdrawn = verdict is Verdict.WITHDRAWN
    context = {"is_withdrawn": is_withdrawn, "site_name": site_name(request)}
    with translation.override(language_of(request)):
        response = render(request, template, context, status=410 if is_withdrawn else 404)
    return framed(response, ANYONE)


def framed(response: HttpResponse, sites: list[str]) -> HttpResponse:
    """With the policy of the embed: shown on those sites, not indexed on its own."""
    response.headers[CONTENT_SECURITY_POLICY] = build_policy({**POLICY, "frame-ancestors": sites})
    response.headers["X-Robots-Tag"] = "noindex, indexifembedded"
    return response
