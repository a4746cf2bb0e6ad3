"""What the edit form of a video page says besides its fields."""

from typing import Any

from wagtail.admin.panels import Panel

from media.publication import missing


class ReadinessPanel(Panel):
    """Tells before anyone presses “Publish” what the video still needs, and where to add it."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "media/admin/readiness_panel.html"

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            context["video"] = self.instance.video
            context["missing"] = missing(self.instance) if self.instance.video else []
            return context
