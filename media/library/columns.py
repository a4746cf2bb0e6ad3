"""The columns that lists of recordings are made of."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.ui.tables import Column, TitleColumn

from cms.core.columns import LabelledColumn
from media import addresses
from media.messages import explain
from media.models import Video, VideoPage
from media.playback import poster_of
from media.publication import Missing, missing_of_recording
from media.times import format_clock

SMALLEST_POSTER = 320  # pixels


def lacks(video: Video) -> list[Missing]:
    """What only people can add; the processing is nobody's doing."""
    return [item for item in missing_of_recording(video) if item.code != "ready"]


def title_of_page(video: Video) -> str:
    """The title of the page that publishes the video; in a chooser a link would lead away."""
    page = getattr(video, "page", None)
    return page.get_admin_display_title() if page else _("no page")


class VideoTitleColumn(TitleColumn):
    """The title beside the poster."""

    cell_template_name = "media/admin/title_cell.html"

    def get_cell_context_data(self, instance: Video, parent_context: Any) -> dict[str, Any]:
        poster = poster_of(instance, SMALLEST_POSTER)
        context = super().get_cell_context_data(instance, parent_context)
        context["poster"] = addresses.file(instance.key, poster.name) if poster else ""
        return context


class TaggedTitleColumn(VideoTitleColumn):
    """The title with the tags of the video below it."""

    def get_cell_context_data(self, instance: Video, parent_context: Any) -> dict[str, Any]:
        return {**super().get_cell_context_data(instance, parent_context), "tags": instance.tag_names}


class StateColumn(Column):
    """The state, with the progress or the reason of a failure."""

    cell_template_name = "media/admin/state_cell.html"

    def get_cell_context_data(self, instance: Video, parent_context: Any) -> dict[str, Any]:
        reason = explain(instance.error_code) if instance.state == Video.State.FAILED else ""
        return {**super().get_cell_context_data(instance, parent_context), "reason": reason}


class MissingColumn(Column):
    """What is missing, each word leading to the place where it is added."""

    cell_template_name = "media/admin/missing_cell.html"

    def get_value(self, instance: Video) -> list[Missing]:
        return lacks(instance)


class PageColumn(Column):
    """The page that publishes the recording, and at how many places it is shown."""

    cell_template_name = "media/admin/page_cell.html"

    def get_value(self, instance: Video) -> VideoPage | None:
        return getattr(instance, "page", None)


class DurationColumn(LabelledColumn):
    def get_value(self, instance: Video) -> str:
        return format_clock(instance.duration) if instance.duration else ""


class SizeColumn(Column):
    """Bytes in a unit that people read."""

    cell_template_name = "media/admin/size_cell.html"


class UploadedColumn(Column):
    """When it was uploaded and by whom."""

    cell_template_name = "media/admin/uploaded_cell.html"
