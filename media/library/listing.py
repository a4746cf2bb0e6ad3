"""The list of the library: which videos it names, how it is searched and taken along."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BaseColumn, BulkActionsCheckboxColumn, Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import Button

from cms.core.exports import HarmlessExportMixin
from media.library.columns import TaggedTitleColumn, lacks, title_of_page
from media.library.filters import WORKING_ON
from media.library.overview import with_overview
from media.models import Video
from media.models.videos import VideoQuerySet
from media.permissions import videos_open_to
from media.times import format_clock

# Title, authors and tags, and what else someone may have at hand of a recording.
SEARCHED = ["title", "authors__name", "tags__name", "original_name", "key"]


class VideoIndexView(HarmlessExportMixin, generic.IndexView):
    """The videos on which the user may work; others are as if they did not exist."""

    page_title = _("Learning videos")
    add_item_label = _("Upload a video")
    export_filename = "lernvideos"
    table_classname = "listing media-library"
    list_export = [
        "title",
        "key",
        "get_state_display",
        "what_is_missing",
        "length",
        "used_bytes",
        "collection.name",
        "tandem_title",
        "title_of_page",
        "use_count",
        "get_licence_code_display",
        "author_names",
        "tag_names",
        "original_name",
        "uploaded_by",
        "created_at",
    ]
    export_headings = {
        "key": _("Key"),
        "get_state_display": _("State"),
        "what_is_missing": _("Missing"),
        "length": _("Duration"),
        "used_bytes": _("Size (bytes)"),
        "collection.name": _("Collection"),
        "tandem_title": _("Tandem"),
        "title_of_page": _("Published by"),
        "use_count": _("Places of use"),
        "get_licence_code_display": _("Licence"),
        "author_names": _("Authors"),
        "tag_names": _("Tags"),
        "original_name": _("Name of the file"),
        "uploaded_by": _("Uploaded by"),
        "created_at": _("Uploaded at"),
    }

    def get_base_queryset(self) -> QuerySet[Video]:
        return with_overview(videos_open_to(self.request.user, *WORKING_ON))

    def search_queryset(self, queryset: VideoQuerySet) -> VideoQuerySet:
        """Asked of the rows themselves: parts of file names and keys are no words of a search index."""
        if not self.is_searching:
            return queryset
        found = super().search_queryset(Video.objects.order_by())
        return queryset.filter(pk__in=found.values("pk"))

    @cached_property
    def columns(self) -> list[BaseColumn]:
        return [BulkActionsCheckboxColumn("bulk_actions", obj_type="video"), *super().columns]

    def _get_title_column(self, field_name: str, column_class: type = TitleColumn, **kwargs: Any) -> Column:
        return super()._get_title_column(
            field_name, TaggedTitleColumn, get_title_id=lambda video: f"video_{video.pk}_title", **kwargs
        )

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        figures = Button(_("Usage figures"), url=reverse("videos:all_figures"), icon_name="view", priority=10)
        return [*super().header_more_buttons, figures]

    def get_edit_url(self, instance: Video) -> str | None:
        return self._url_if("change", instance, super().get_edit_url)

    def get_delete_url(self, instance: Video) -> str | None:
        return self._url_if("delete", instance, super().get_delete_url)

    def _url_if(self, action: str, instance: Video, url_of: Callable[[Video], str | None]) -> str | None:
        return url_of(instance) if self.user_has_permission_for_instance(action, instance) else None

    def get_list_more_buttons(self, instance: Video) -> list:
        figures = Button(
            _("Usage figures"),
            url=reverse("videos:figures", args=[instance.pk]),
            icon_name="view",
            priority=20,
        )
        return [*super().get_list_more_buttons(instance), figures]

    def to_row_dict(self, item: Video) -> dict[str, Any]:
        item.what_is_missing = ", ".join(str(one.name) for one in lacks(item))
        item.length = format_clock(item.duration) if item.duration else ""
        item.title_of_page = title_of_page(item)
        return super().to_row_dict(item)
