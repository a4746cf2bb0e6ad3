"""Sheets of paper: the worksheet to print, and worksheet and transcript as PDF."""

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from lessons import paper
from lessons.sheets import SHEET_CODE, SHEET_STYLES, Sheet
from lessons.views.shown import for_readers
from media.delivery import Content, attachment, deliver
from media.models import VideoPage
from media.models.watching import SHOWN
from media.sharing import Sharing
from media.views.files import not_found, not_to_be_downloaded
from media.views.machines import plain_sentence

PDF = "application/pdf"
RETRY_SECONDS = 120


@require_safe
@for_readers
def worksheet(request: HttpRequest, page: VideoPage) -> HttpResponse:
    """The worksheet as a page to print."""
    prefetch_related_objects([page], *SHOWN)
    context = {
        "sheet": Sheet(page),
        "page": page,
        "is_free": Sharing(page).is_free,
        "code_url": reverse("lessons:qr", args=[page.recording.key, "svg"]),
    }
    response = render(request, "lessons/worksheet.html", context)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@require_safe
@for_readers
def worksheet_pdf(request: HttpRequest, page: VideoPage) -> HttpResponseBase:
    return _on_paper(request, page, "lessons/worksheet_pdf.html", "Arbeitsblatt.pdf")


@require_safe
@for_readers
def transcript_pdf(request: HttpRequest, page: VideoPage) -> HttpResponseBase:
    """What is said, with its moments; 404 where nobody speaks."""
    if not (page.captions and page.captions.cues):
        return not_found()
    return _on_paper(request, page, "lessons/transcript_pdf.html", "Transkript.pdf")


def _on_paper(request: HttpRequest, page: VideoPage, template: str, name: str) -> HttpResponseBase:
    """A PDF; 403 without a free licence, 413 for too many words, 503 with the way to the print view."""
    prefetch_related_objects([page], *SHOWN)
    if not Sharing(page).is_free:
        return not_to_be_downloaded()
    sheet = Sheet(page)
    context = {"sheet": sheet, "page": page, "styles_url": SHEET_STYLES, "code_url": SHEET_CODE}
    html, files = render_to_string(template, context), sheet.files
    try:
        content = paper.pdf(html, files)
    except paper.PaperUnavailableError:
        return _unavailable(request, page)
    except paper.PaperTooLongError:
        return plain_sentence(
            gettext("This sheet is too long for a PDF. Print the page of the video from your browser."), 413
        )
    response = deliver(request, Content.of_bytes(content, PDF))
    response.headers["Content-Disposition"] = attachment(page.title, name)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _unavailable(request: HttpRequest, page: VideoPage) -> HttpResponse:
    worksheet_url = reverse("lessons:worksheet", args=[page.recording.key])
    context = {"page_title": page.title, "page_url": page.get_url(request), "worksheet_url": worksheet_url}
    response = render(request, "lessons/paper_unavailable.html", context, status=503)
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    response.headers["Cache-Control"] = "no-store"
    return response
