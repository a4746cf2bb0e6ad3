"""What the dashboard shows of the library: what needs a person."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import ngettext
from laces.components import Component
from wagtail.models import Page
from wagtail.permissions import policy_registry

from media.models import VideoPage
from media.permissions import Person, videos_open_to
from media.reports import (
    FailedVideosView,
    UndescribedPagesView,
    UnusedVideosView,
    VideosToDoView,
    VideosWithoutCaptionsView,
)

SHOWN_DRAFTS = 5


@dataclass(frozen=True)
class Task:
    """A line of the panel: how many there are, leading to the report that names them."""

    text: str
    url: str


class LibraryPanel(Component):
    """Counts what to look after, and names the drafts that wait."""

    name = "videos"
    template_name = "media/admin/library_panel.html"
    order = 150

    def __init__(self, user: Person) -> None:
        self.user = user

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"tasks": self.tasks(), "drafts": self.drafts()[:SHOWN_DRAFTS]}

    def tasks(self) -> list[Task]:
        """What there is to do, the most urgent first; nothing of which there is none."""
        failed = FailedVideosView.objects_for(self.user).count()
        captions = VideosWithoutCaptionsView.objects_for(self.user).count()
        consent = videos_open_to(self.user, "change").missing_consent().count()
        licence = videos_open_to(self.user, "change").missing_licence().count()
        undescribed = UndescribedPagesView.objects_for(self.user).count()
        unused = UnusedVideosView.objects_for(self.user).count()
        lines = [
            (
                failed,
                ngettext("%d video could not be processed", "%d videos could not be processed", failed),
                reverse(FailedVideosView.url_name()),
            ),
            (
                captions,
                ngettext("%d video without captions", "%d videos without captions", captions),
                reverse(VideosWithoutCaptionsView.url_name()),
            ),
            (
                consent,
                ngettext(
                    "%d video without consents that hold", "%d videos without consents that hold", consent
                ),
                f"{reverse(VideosToDoView.url_name())}?reason=consent",
            ),
            (
                licence,
                ngettext("%d video without licence", "%d videos without licence", licence),
                f"{reverse(VideosToDoView.url_name())}?reason=licence",
            ),
            (
                undescribed,
                ngettext(
                    "%d video page without description", "%d video pages without description", undescribed
                ),
                reverse(UndescribedPagesView.url_name()),
            ),
            (
                unused,
                ngettext("%d video that no page shows", "%d videos that no page shows", unused),
                reverse(UnusedVideosView.url_name()),
            ),
        ]
        return [Task(text % count, url) for count, text, url in lines if count]

    def drafts(self) -> QuerySet[VideoPage]:
        """Video pages that were never published or taken offline, the latest first."""
        editable = policy_registry.get_by_type(Page).instances_user_has_permission_for(self.user, "change")
        return (
            VideoPage.objects.not_live()
            .filter(pk__in=editable.values("pk"))
            .order_by("-latest_revision_created_at", "-pk")
        )
