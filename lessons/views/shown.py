"""What a view may show: a video to whoever may watch it, a series to everyone or nobody, asked anew each time."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404

from media.access import Place, Verdict, judge_video, page_of, refusal
from media.models import PlaylistPage, Video
from media.views.files import not_found
from media.views.machines import PERSONAL, open_to_other_hosts

View = Callable[..., HttpResponseBase]


def for_readers(view: View) -> View:
    """Give the view the page of the video; others get the same refusal as on the page itself."""

    @wraps(view)
    def answer(request: HttpRequest, key: str, **kwargs: Any) -> HttpResponseBase:
        video = get_object_or_404(Video.objects.select_related("page"), key=key)
        page, verdict = page_of(video), judge_video(request, video, Place.PAGE)
        if page is None:
            raise Http404
        if not verdict.is_granted:
            return refusal(request, verdict)
        return _as_judged(view(request, page, **kwargs), verdict)

    return answer


def for_programs(view: View) -> View:
    """The same for files: who may not have them is told in a plain sentence that there are none."""

    @wraps(view)
    @open_to_other_hosts
    def answer(request: HttpRequest, key: str, **kwargs: Any) -> HttpResponseBase:
        video = Video.objects.select_related("page").filter(key=key).first()
        page = page_of(video) if video else None
        verdict = judge_video(request, video, Place.PAGE) if video else Verdict.ABSENT
        if page is None or not verdict.is_granted:
            return not_found()
        return _as_judged(view(request, page, **kwargs), verdict)

    return answer


def series_on_show(slug: str) -> PlaylistPage | None:
    """The series that everyone may see."""
    return PlaylistPage.objects.on_show().filter(slug=slug).first()


def _as_judged(response: HttpResponseBase, verdict: Verdict) -> HttpResponseBase:
    if verdict is Verdict.PERSONAL:
        response.headers["Cache-Control"] = PERSONAL
    else:
        response.headers.setdefault("Cache-Control", "no-cache")
    return response
