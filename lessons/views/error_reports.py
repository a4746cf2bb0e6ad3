"""The page on which readers report an error in a video."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cms.core.navigation import way_from
from lessons.forms import ErrorReportForm
from lessons.reporting import is_too_much, keep
from lessons.views.shown import for_readers
from media.excerpts import Excerpt, ImpossibleExcerptError
from media.models import VideoPage
from media.times import format_clock

TOO_MANY_REQUESTS = 429


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def report(request: HttpRequest, page: VideoPage) -> HttpResponse:
    """The form, with the moment that the address names; what was typed stays until it is sent."""
    video = page.recording
    if request.method != "POST":
        form = ErrorReportForm(initial={"moment": asked_moment(request, page)}, duration=video.duration)
        return shown(request, page, form)
    form = ErrorReportForm(request.POST, duration=video.duration)
    if form.is_by_a_program:
        return redirect("lessons:error_report_thanks", key=video.key)
    if not form.is_valid():
        return shown(request, page, form)
    if is_too_much(request, page):
        form.add_error(None, _("There were many reports in a short time. Please try again in an hour."))
        return shown(request, page, form, TOO_MANY_REQUESTS)
    keep(form.save(commit=False), page)
    return redirect("lessons:error_report_thanks", key=video.key)


def asked_moment(request: HttpRequest, page: VideoPage) -> str:
    try:
        start = Excerpt.of_query(request.GET.dict(), page.recording.duration).start
    except ImpossibleExcerptError:
        return ""
    return format_clock(start) if start else ""


def shown(request: HttpRequest, page: VideoPage, form: ErrorReportForm, status: int = 200) -> HttpResponse:
    context = {"form": form, **place_of(request, page)}
    return render(request, "lessons/error_report.html", context, status=status)


@require_safe
@for_readers
def thanks(request: HttpRequest, page: VideoPage) -> HttpResponse:
    return render(request, "lessons/error_report_thanks.html", place_of(request, page))


def place_of(request: HttpRequest, page: VideoPage) -> dict[str, Any]:
    """What both pages say of the video and of the way to it."""
    way = way_from(page, _("Report an error"), request)
    return {"video_title": page.title, "video_url": page.get_url(request), "way": way}
