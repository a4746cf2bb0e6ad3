"""How often recordings were used: plot, table, hosts and files; of one recording or of all that one works on."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from cms.core.exports import HarmlessExportMixin
from media.library.filters import WORKING_ON
from media.models import DailyCount, Video
from media.models.videos import VideoQuerySet
from media.permissions import videos_open_to
from media.usage_figures import (
    PERIODS,
    PLOT_HEIGHT,
    PLOT_WIDTH,
    USUAL_PERIOD,
    Figures,
    Row,
    bars,
    total,
)

HOSTS = {
    DailyCount.OWN_HOST: gettext_lazy("this website"),
    DailyCount.UNKNOWN_HOST: gettext_lazy("not told by the browser"),
    DailyCount.OTHER_HOSTS: gettext_lazy("others"),
}
STEPS = {"day": gettext_lazy("Day"), "week": gettext_lazy("Week from"), "month": gettext_lazy("Month from")}


class LibraryFiguresView(
    HarmlessExportMixin, PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView
):
    """Of all recordings on which the user may work."""

    model = Video
    any_permission_required = list(WORKING_ON)
    template_name = "media/admin/figures.html"
    page_title = gettext_lazy("Usage figures")
    header_icon = "view"
    list_export = ["start", "plays", "minutes", "downloads", "embeds"]
    export_headings = {
        "start": gettext_lazy("From"),
        "plays": gettext_lazy("Plays"),
        "minutes": gettext_lazy("Minutes watched"),
        "downloads": gettext_lazy("Downloads"),
        "embeds": gettext_lazy("Embedded players loaded"),
    }
    export_filename = "nutzung"

    def videos(self) -> VideoQuerySet:
        return videos_open_to(self.request.user, *WORKING_ON)

    @cached_property
    def days(self) -> int:
        """Of the periods that are offered, the one asked for."""
        asked = self.request.GET.get("tage", "")
        return next((days for days in PERIODS if str(days) == asked), USUAL_PERIOD)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.figures = Figures(self.videos(), self.days, timezone.localdate())
        if self.is_export:
            return self.as_spreadsheet(self.figures.rows(), request.GET["export"])
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = self.figures.rows()
        drawn = bars(rows)
        return {
            **super().get_context_data(**kwargs),
            "periods": PERIODS,
            "days": self.days,
            "step": STEPS[self.figures.step],
            "rows": rows[::-1],
            "total": total(rows),
            "first": self.figures.first,
            "last": self.figures.today,
            "bars": drawn,
            "most": max(rows, key=plays_of),
            "plot": {"width": PLOT_WIDTH, "height": PLOT_HEIGHT},
            "hosts": [
                (HOSTS.get(host, host), sum) for host, sum in self.figures.details(DailyCount.Kind.EMBED)
            ],
            "files": self.figures.details(DailyCount.Kind.DOWNLOAD),
            "most_played": self.most_played(),
        }

    def most_played(self) -> list[tuple[int, str, int]]:
        return self.figures.most_played()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("videos:index"), "label": _("Learning videos")},
            {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()},
        ]


def plays_of(row: Row) -> int:
    return row.plays


class VideoFiguresView(LibraryFiguresView):
    """Of one recording."""

    @cached_property
    def video(self) -> Video:
        return get_object_or_404(super().videos(), pk=self.kwargs["pk"])

    def videos(self) -> VideoQuerySet:
        return Video.objects.filter(pk=self.video.pk)

    def get_page_subtitle(self) -> str:
        return self.video.title

    def most_played(self) -> list[tuple[int, str, int]]:
        return []

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        *above, here = super().get_breadcrumbs_items()
        return [
            *above,
            {"url": reverse("videos:edit", args=[self.video.pk]), "label": self.video.title},
            here,
        ]
