"""The reports on recordings and their pages: what needs a person, what nobody uses, what takes space."""

from typing import Any

import django_filters
from django.db.models import Count, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import TitleColumn
from wagtail.models import Collection, Page
from wagtail.permissions import policy_registry

from cms.core.columns import LabelledColumn, LabelledDateColumn
from cms.core.reports import TellingReport
from media.library.columns import (
    MissingColumn,
    SizeColumn,
    StateColumn,
    VideoTitleColumn,
    lacks,
    title_of_page,
)
from media.library.filters import MISSING, lacking
from media.messages import explain
from media.models import DailyCount, Video, VideoPage
from media.models.video_lists import VideoPageQuerySet
from media.models.videos import VideoQuerySet
from media.permissions import Person, video_policy, videos_open_to
from media.storage_use import collections_with_use, videos_with_use


class VideosToDoFilterSet(WagtailFilterSet):
    reason = django_filters.ChoiceFilter(
        label=_("What is missing"),
        choices=[("failed", _("failed")), *[choice for choice in MISSING if choice[0] != "page"]],
        method="filter_reason",
    )

    class Meta:
        model = Video
        fields: list[str] = []

    def filter_reason(self, videos: VideoQuerySet, name: str, value: str) -> VideoQuerySet:
        return videos.failed() if value == "failed" else lacking(videos, value)


class LibraryReport(TellingReport):
    """A report on what the user may edit. `code` ends its address and names it."""

    code: str
    address = ""
    header_icon = "media"
    model: Any = Video
    permission_policy = video_policy
    any_permission_required = ["add", "change"]
    default_ordering: Any = "-created_at"
    nothing_to_show = _("No videos yet.")

    @classmethod
    def url_name(cls) -> str:
        return f"videos_{cls.code}"

    @classmethod
    def urls(cls) -> list[URLPattern]:
        names = {"index_url_name": cls.url_name(), "index_results_url_name": f"{cls.url_name()}_results"}
        address = f"reports/videos/{cls.address}"
        return [
            path(address, cls.as_view(**names), name=names["index_url_name"]),
            path(
                f"{address}results/",
                cls.as_view(results_only=True, **names),
                name=names["index_results_url_name"],
            ),
        ]

    @classmethod
    def objects_for(cls, user: Person) -> Any:
        """What the report lists; the dashboard counts it."""
        raise NotImplementedError

    def get_base_queryset(self) -> Any:
        return self.objects_for(self.request.user)

    def get_filename(self) -> str:
        return f"lernvideos-{self.code}"


class RecordingReport(LibraryReport):
    """A report whose rows are recordings."""

    list_export = ["title", "key", "collection.name", "get_state_display", "what_is_missing", "created_at"]
    export_headings = {
        "key": _("Key"),
        "collection.name": _("Collection"),
        "get_state_display": _("State"),
        "what_is_missing": _("Missing"),
        "why_failed": _("Reason"),
        "title_of_page": _("Published by"),
        "used_bytes": _("Size (bytes)"),
        "created_at": _("Uploaded at"),
        "last_played": _("Last played"),
        "last_embedded": _("Last embedded"),
    }
    columns = [
        VideoTitleColumn("title", label=_("Title"), url_name="videos:edit", sort_key="title"),
        StateColumn("state", label=_("State")),
        MissingColumn("missing", label=_("Missing")),
        LabelledColumn("collection", label=_("Collection"), accessor="collection.name"),
        LabelledDateColumn("created_at", label=_("Uploaded"), sort_key="created_at"),
    ]

    def get_base_queryset(self) -> VideoQuerySet:
        return super().get_base_queryset().with_details()

    def to_row_dict(self, item: Video) -> dict[str, Any]:
        item.what_is_missing = ", ".join(str(one.name) for one in lacks(item))
        item.why_failed = explain(item.error_code)
        item.title_of_page = title_of_page(item)
        return super().to_row_dict(item)


class VideosToDoView(RecordingReport):
    """Videos that failed or lack what only people can add."""

    code = "to_do"
    page_title = _("Videos to look after")
    nothing_to_show = _("Nothing to do: no video failed, and none lacks anything.")
    filterset_class = VideosToDoFilterSet

    @classmethod
    def objects_for(cls, user: Person) -> VideoQuerySet:
        return videos_open_to(user, "change").needing_a_person()


class FailedVideosView(RecordingReport):
    """Videos whose processing ended in failure, each with its reason."""

    code = "failed"
    address = "gescheitert/"
    page_title = _("Failed videos")
    nothing_to_show = _("All videos were processed.")
    list_export = ["title", "key", "collection.name", "why_failed", "attempts", "created_at"]

    @classmethod
    def objects_for(cls, user: Person) -> VideoQuerySet:
        return videos_open_to(user, "change").failed()


class VideosWithoutCaptionsView(RecordingReport):
    code = "without_captions"
    address = "ohne-untertitel/"
    page_title = _("Videos without captions")
    nothing_to_show = _("All videos have captions.")

    @classmethod
    def objects_for(cls, user: Person) -> VideoQuerySet:
        return videos_open_to(user, "change").missing_captions()


class UnusedVideosView(RecordingReport):
    """Videos without a page: series, blocks and links show pages, so these are shown nowhere."""

    code = "unused"
    address = "ungenutzt/"
    page_title = _("Unused videos")
    nothing_to_show = _("Every video is shown on a page.")
    list_export = ["title", "key", "collection.name", "used_bytes", "created_at"]
    columns = [
        VideoTitleColumn("title", label=_("Title"), url_name="videos:edit", sort_key="title"),
        SizeColumn("used_bytes", label=_("Size"), sort_key="used_bytes"),
        LabelledColumn("collection", label=_("Collection"), accessor="collection.name"),
        LabelledDateColumn("created_at", label=_("Uploaded"), sort_key="created_at"),
    ]

    @classmethod
    def objects_for(cls, user: Person) -> VideoQuerySet:
        return videos_open_to(user, "change").filter(page__isnull=True)

    def get_base_queryset(self) -> VideoQuerySet:
        return videos_with_use(super().get_base_queryset())


class LastUsedView(RecordingReport):
    """When each video was played, and loaded in an embedded player, for the last time; never used ones first."""

    code = "last_used"
    address = "zuletzt-genutzt/"
    page_title = _("Videos by last use")
    default_ordering = "last_played"
    list_export = ["title", "key", "collection.name", "title_of_page", "last_played", "last_embedded"]
    columns = [
        VideoTitleColumn("title", label=_("Title"), url_name="videos:figures", sort_key="title"),
        LabelledColumn("page", label=_("Published by"), accessor=title_of_page),
        LabelledDateColumn("last_played", label=_("Last played"), sort_key="last_played"),
        LabelledDateColumn("last_embedded", label=_("Last embedded"), sort_key="last_embedded"),
    ]

    @classmethod
    def objects_for(cls, user: Person) -> VideoQuerySet:
        return videos_open_to(user, "change").annotate(
            last_played=_last_day(DailyCount.Kind.PLAY), last_embedded=_last_day(DailyCount.Kind.EMBED)
        )

    def order_queryset(self, queryset: VideoQuerySet) -> VideoQuerySet:
        """Days that never came stand before all others, on every database."""
        field = self.ordering.removeprefix("-")
        if self.ordering.startswith("-"):
            return queryset.order_by(F(field).desc(nulls_last=True), "pk")
        return queryset.order_by(F(field).asc(nulls_first=True), "pk")


def _last_day(kind: str) -> Subquery:
    counts = DailyCount.objects.filter(video=OuterRef("pk"), kind=kind).order_by().values("video")
    return Subquery(counts.annotate(last=Max("day")).values("last"))


class StorageView(LibraryReport):
    """How much space the recordings of each collection take: the originals and what was made from them."""

    code = "storage"
    address = "speicher/"
    model = Collection
    page_title = _("Storage per collection")
    default_ordering = "-used_bytes"
    list_export = ["name", "videos", "original_bytes", "rendition_bytes", "used_bytes"]
    export_headings = {
        "name": _("Collection"),
        "videos": _("Videos"),
        "original_bytes": _("Originals (bytes)"),
        "rendition_bytes": _("Made files (bytes)"),
        "used_bytes": _("Size (bytes)"),
    }
    columns = [
        LabelledColumn("name", label=_("Collection"), sort_key="name"),
        LabelledColumn("videos", label=_("Videos"), sort_key="videos"),
        SizeColumn("original_bytes", label=_("Originals"), sort_key="original_bytes"),
        SizeColumn("rendition_bytes", label=_("Made from them"), sort_key="rendition_bytes"),
        SizeColumn("used_bytes", label=_("Together"), sort_key="used_bytes"),
    ]

    @classmethod
    def objects_for(cls, user: Person) -> QuerySet[Collection]:
        own = video_policy.collections_user_has_any_permission_for(user, ["add", "change"])
        videos = Video.objects.filter(collection=OuterRef("pk")).order_by().values("collection")
        return (
            collections_with_use()
            .filter(pk__in=own.values("pk"))
            .annotate(videos=Coalesce(Subquery(videos.annotate(sum=Count("pk")).values("sum")), 0))
        )


class UndescribedPagesView(LibraryReport):
    """Video pages that neither say what they show nor have a description for search engines."""

    code = "undescribed"
    address = "ohne-beschreibung/"
    model = VideoPage
    page_title = _("Video pages without description")
    nothing_to_show = _("All video pages have a description.")
    default_ordering = "title"
    list_export = ["title", "status_string", "latest_revision_created_at"]
    export_headings = {"status_string": _("Status"), "latest_revision_created_at": _("Changed")}
    columns = [
        TitleColumn("title", label=_("Title"), url_name="wagtailadmin_pages:edit", sort_key="title"),
        LabelledColumn("status", label=_("Status"), accessor="status_string"),
        LabelledDateColumn(
            "latest_revision_created_at", label=_("Changed"), sort_key="latest_revision_created_at"
        ),
    ]

    @classmethod
    def objects_for(cls, user: Person) -> VideoPageQuerySet:
        editable = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")
        return VideoPage.objects.filter(
            Q(summary__in=["", "<p></p>"]),
            lead="",
            search_description="",
            pk__in=editable.values("pk"),
        )


REPORTS: tuple[type[LibraryReport], ...] = (
    VideosToDoView,
    FailedVideosView,
    VideosWithoutCaptionsView,
    UndescribedPagesView,
    UnusedVideosView,
    LastUsedView,
    StorageView,
)
