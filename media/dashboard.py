"""What the dashboard shows of the library: what needs a person."""

from typing import Any

from django.db.models import QuerySet
from laces.components import Component
from wagtail.models import Page
from wagtail.permissions import policy_registry

from media.models import VideoPage
from media.permissions import Person, videos_open_to

SHOWN_DRAFTS = 5


class LibraryPanel(Component):
    """Counts what to look after, and names the drafts that wait."""

    name = "videos"
    template_name = "media/admin/library_panel.html"
    order = 150

    def __init__(self, user: Person) -> None:
        self.user = user

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        videos = videos_open_to(self.user, "change")
        return {
            "failed": videos.failed().count(),
            "without_captions": videos.missing_captions().count(),
            "without_licence": videos.missing_licence().count(),
            "drafts": self.drafts()[:SHOWN_DRAFTS],
        }

    def drafts(self) -> QuerySet[VideoPage]:
        """Video pages that were never published or taken offline, the latest first."""
        editable = policy_registry.get_by_type(Page).instances_user_has_permission_for(self.user, "change")
        return (
            VideoPage.objects.not_live()
            .filter(pk__in=editable.values("pk"))
            .order_by("-latest_revision_created_at", "-pk")
        )
