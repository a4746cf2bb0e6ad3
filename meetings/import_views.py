from typing import cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.models import Page

from cms.core.models import User
from meetings.forms import WordImportForm
from meetings.models import MeetingPage, SeminarPage
from meetings.processing import add_report
from meetings.word import NotReadableError, read_report
from tandems.processing import shared_collection


@require_http_methods(["GET", "POST"])
def import_word(request: HttpRequest, page_id: int) -> HttpResponse:
    """Adds the text of a Word file to the report of a meeting or seminar, as a draft."""
    stored = get_object_or_404(Page.objects.type(MeetingPage, SeminarPage), pk=page_id).specific
    tester = stored.permissions_for_user(request.user)
    if not tester.can_edit() or tester.page_locked():
        raise PermissionDenied
    page = stored.get_latest_revision_as_object()
    form = WordImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            report = read_report(file)
        except NotReadableError as error:
            form.add_error("file", str(error))
        else:
            editor = cast(User, request.user)
            add_report(page, report, file.name, editor, shared_collection())
            messages.success(request, _say(len(report.blocks), len(report.pictures)))
            return redirect("wagtailadmin_pages:edit", page_id)
    back = reverse("wagtailadmin_pages:edit", args=[page_id])
    return render(request, "meetings/admin/word_import.html", {"form": form, "meeting": page, "back": back})


def _say(blocks: int, pictures: int) -> str:
    if not blocks:
        return _("The file holds no text. Nothing was changed.")
    return _(
        "%(blocks)d sections and %(pictures)d pictures were added to the report as a draft. "
        "Please look through them and complete alternative texts and credits before you publish."
    ) % {"blocks": blocks, "pictures": pictures}
