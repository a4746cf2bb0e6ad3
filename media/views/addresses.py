"""The short addresses that stay when page and title change."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from wagtail.models import Page
from wagtail.views import serve

from media.access import Place, Verdict, judge_series, judge_video, refusal
from media.models import PlaylistPage, Video


@require_safe
@cache_control(no_cache=True)
def to_page(request: HttpRequest, key: str) -> HttpResponse:
    """Lead to the page, with start and end if the address has them."""
    video = get_object_or_404(Video.objects.select_related("page"), key=key)
    page = getattr(video, "page", None)
    verdict = judge_video(request, video, Place.PAGE)
    if verdict is Verdict.WITHDRAWN:
        return refusal(request, verdict)
    if page is None or not page.live or verdict is Verdict.ABSENT:
        raise Http404
    return lead_to(page, request)


@require_safe
@cache_control(no_cache=True)
def to_series(request: HttpRequest, pk: str) -> HttpResponse:
    series = get_object_or_404(PlaylistPage, pk=pk)
    verdict = judge_series(series)
    if verdict is Verdict.MEMBERS_ONLY:
        # Served in place, where the page asks who it is: leading there would tell its title to whoever counts.
        return serve(request, (series.get_url(request) or "").lstrip("/"))
    return lead_to(series, request) if verdict is Verdict.OPEN else refusal(request, verdict)


def lead_to(page: Page, request: HttpRequest) -> HttpResponse:
    query = request.META.get("QUERY_STRING", "")
    address = page.get_url(request)
    return HttpResponseRedirect(f"{address}?{query}" if query else address)
