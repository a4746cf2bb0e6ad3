"""The reports of errors in the admin: who may change a video sees what readers say of it."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from cms.core.columns import LabelledColumn, LabelledDateColumn
from lessons.forms import ErrorReportAdminForm
from lessons.models import ErrorReport
from lessons.permissions import reports_open_to


class ErrorReportFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(label=_("State"), choices=ErrorReport.State.choices)
    kind = django_filters.ChoiceFilter(label=_("What it is about"), choices=ErrorReport.Kind.choices)

    class Meta:
        model = ErrorReport
        fields = ["state", "kind"]


class ErrorReportIndexView(generic.IndexView):
    """The new ones first; those about videos of others are as if they did not exist."""

    def get_base_queryset(self) -> QuerySet[ErrorReport]:
        return reports_open_to(self.request.user).select_related("video", "done_by")


class ErrorReportEditView(generic.EditView):
    template_name = "lessons/admin/error_report.html"

    def get_queryset(self) -> QuerySet[ErrorReport]:
        return reports_open_to(self.request.user).select_related("video__page", "done_by")

    def form_valid(self, form: ModelForm) -> HttpResponse:
        form.instance.mark(form.cleaned_data["state"], self.request.user)
        return super().form_valid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "report": self.object}


class ErrorReportDeleteView(generic.DeleteView):
    def get_queryset(self) -> QuerySet[ErrorReport]:
        return reports_open_to(self.request.user)


class ErrorReportViewSet(ModelViewSet):
    model = ErrorReport
    url_prefix = "fehlermeldungen"
    url_namespace = "error_reports"
    icon = "warning"
    menu_label = _("Error reports")
    menu_order = 155
    add_to_admin_menu = True
    copy_view_enabled = False
    add_to_reference_index = False  # a report is no use of its video
    ordering = ["-state", "-created_at"]
    filterset_class = ErrorReportFilterSet
    list_display = [
        "video",
        LabelledColumn("kind", label=_("What it is about"), accessor="get_kind_display"),
        LabelledColumn("clock", label=_("Moment")),
        LabelledColumn("state", label=_("State"), accessor="get_state_display", sort_key="state"),
        LabelledDateColumn("created_at", label=_("Received"), sort_key="created_at"),
    ]
    index_view_class = ErrorReportIndexView
    edit_view_class = ErrorReportEditView
    delete_view_class = ErrorReportDeleteView

    def get_form_class(self, for_update: bool = False) -> type[ModelForm]:
        return ErrorReportAdminForm


error_report_viewset = ErrorReportViewSet()
