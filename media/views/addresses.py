"""The short address that stays when page and title change."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from media.access import Place, Verdict, judge_video, refusal
from media.models import Video


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
    query = request.META.get("QUERY_STRING", "")
    address = page.get_url(request)
    return HttpResponseRedirect(f"{address}?{query}" if query else address)
