"""Reports on what needs someone, and the list of pages to look through."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page
from wagtail.query import PageQuerySet

from cms.core.columns import LabelledColumn, LabelledDateColumn
from cms.core.exports import HarmlessExportMixin
from cms.core.reviews import pages_to_review


class TellingReport(HarmlessExportMixin, ReportView):
    """A report whose emptiness is good news and says so; an empty selection is none."""

    nothing_to_show: Any

    @property
    def no_results_message(self) -> str:
        return super().no_results_message if self.is_filtering else str(self.nothing_to_show)


class PagesToReviewView(TellingReport):
    """Pages whose date of review has come; each editor sees those they may edit."""

    model = Page
    page_title = _("Pages to look through")
    header_icon = "calendar-check"
    nothing_to_show = _("No page is due: there is nothing to look through.")
    index_url_name = "pages_to_review"
    index_results_url_name = "pages_to_review_results"
    any_permission_required = ["add", "change", "publish"]
    default_ordering = "review_on"
    list_export = ["title", "review_on", "last_published_at"]
    export_headings = {"review_on": _("Review on"), "last_published_at": _("Last published")}
    columns = [
        TitleColumn("title", label=_("Title"), url_name="wagtailadmin_pages:edit"),
        LabelledColumn("page_type_display_name", label=_("Kind of page")),
        LabelledColumn("review_on", label=_("Review on"), sort_key="review_on"),
        LabelledDateColumn("last_published_at", label=_("Last published"), sort_key="last_published_at"),
    ]

    def get_base_queryset(self) -> PageQuerySet:
        return pages_to_review(self.request.user, timezone.localdate())

    def get_filename(self) -> str:
        return "pages-to-look-through"
