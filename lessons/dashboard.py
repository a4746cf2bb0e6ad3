"""What the dashboard shows of this room: what readers and learning platforms wait for."""

from typing import Any

from django.urls import reverse
from django.utils.translation import ngettext
from laces.components import Component
from wagtail.permissions import policy_registry

from lessons.lti.models import LearningPlatform
from lessons.models import ErrorReport
from lessons.permissions import reports_open_to
from media.dashboard import Task
from media.permissions import Person


class WaitingPanel(Component):
    """Counts what waits for the user; each line leads to the list of it."""

    name = "waiting"
    template_name = "lessons/admin/waiting_panel.html"
    order = 140

    def __init__(self, user: Person) -> None:
        self.user = user

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"tasks": [task for task in (self.error_reports(), self.platforms()) if task]}

    def error_reports(self) -> Task | None:
        """About the videos that the user may change."""
        count = reports_open_to(self.user).fresh().count()
        text = ngettext(
            "%d error report waits to be looked at", "%d error reports wait to be looked at", count
        )
        address = f"{reverse('error_reports:index')}?state={ErrorReport.State.NEW}"
        return Task(text % count, address) if count else None

    def platforms(self) -> Task | None:
        """For whoever may approve them."""
        policy = policy_registry.get_by_type(LearningPlatform)
        if not policy.user_has_permission(self.user, "change"):
            return None
        count = LearningPlatform.objects.waiting().count()
        text = ngettext(
            "%d learning platform waits for approval", "%d learning platforms wait for approval", count
        )
        address = f"{reverse('learning_platforms:index')}?state={LearningPlatform.State.WAITING}"
        return Task(text % count, address) if count else None
