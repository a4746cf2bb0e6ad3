"""The report of videos that need a person."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.reports import ReportView

from media.library_views import MissingColumn, StateColumn, VideoTitleColumn
from media.models import Video
from media.models.videos import VideoQuerySet
from media.permissions import videos_open_to
from media.publication import missing_of_recording

REASONS = {
    "failed": _("failed"),
    "captions": _("without captions"),
    "licence": _("without licence"),
    "author": _("without author"),
}


class VideosToDoFilterSet(WagtailFilterSet):
    reason = django_filters.ChoiceFilter(
        label=_("What is missing"), choices=list(REASONS.items()), method="filter_reason"
    )

    class Meta:
        model = Video
        fields: list[str] = []

    def filter_reason(self, videos: VideoQuerySet, name: str, value: str) -> VideoQuerySet:
        verbs = {
            "failed": videos.failed,
            "captions": videos.missing_captions,
            "licence": videos.missing_licence,
            "author": videos.missing_authors,
        }
        return verbs[value]()


class VideosToDoView(ReportView):
    """Videos that failed or lack what only people can add; each editor sees the own ones."""

    model = Video
    page_title = _("Videos to look after")
    header_icon = "media"
    index_url_name = "videos_to_do"
    index_results_url_name = "videos_to_do_results"
    any_permission_required = ["add", "change"]
    filterset_class = VideosToDoFilterSet
    default_ordering = "-created_at"
    list_export = ["title", "collection", "get_state_display", "what_is_missing"]
    export_headings = {"get_state_display": _("State"), "what_is_missing": _("Missing")}
    columns = [
        VideoTitleColumn("title", label=_("Title"), url_name="videos:edit"),
        StateColumn("state", label=_("State")),
        MissingColumn("missing", label=_("Missing")),
        Column("collection", label=_("Collection"), accessor="collection.name"),
        DateColumn("created_at", label=_("Uploaded"), sort_key="created_at"),
    ]

    def get_base_queryset(self) -> QuerySet[Video]:
        return videos_open_to(self.request.user, "change").needing_a_person().with_details()

    def get_filename(self) -> str:
        return "videos"

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        for video in object_list:
            video.what_is_missing = "; ".join(str(item.message) for item in missing_of_recording(video))
        return object_list
