"""Publishing many pages at once: what cannot go live is left out and named."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.views.pages.bulk_actions.publish import PublishBulkAction
from wagtail.models import Page

from media.publication import NotPublishableError
from media.publishing_views import in_list, with_place

Refused = list[tuple[Page, ValidationError]]


class LawfulPublishBulkAction(PublishBulkAction):
    """Takes the place of Wagtail's own action, which would fail as a whole at the first such page."""

    def get_execution_context(self) -> dict[str, Any]:
        self.refused: Refused = []
        return {**super().get_execution_context(), "refused": self.refused}

    @classmethod
    def execute_action(
        cls,
        objects: list[Page],
        include_descendants: bool = False,
        user: Any = None,
        refused: Refused | None = None,
        **kwargs: Any,
    ) -> tuple[int, int]:
        refused = [] if refused is None else refused
        parents = sum(_publish(page, user, refused) for page in objects)
        if not include_descendants:
            return parents, 0
        drafts = (draft for page in objects for draft in _drafts_below(page, user))
        return parents, sum(_publish(draft, user, refused) for draft in drafts)

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str | None:
        if not num_parent_objects + num_child_objects:
            return None
        return super().get_success_message(num_parent_objects, num_child_objects)

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        if self.refused:
            lines = [
                format_html("{}: {}", page.get_admin_display_title(), reasons_of(error))
                for page, error in self.refused
            ]
            messages.warning(self.request, in_list(_("Not published, because something is missing:"), lines))
        return response


def reasons_of(error: ValidationError) -> SafeString:
    """Why a page was left out, with links to where that is mended."""
    reasons = (
        [with_place(item) for item in error.items]
        if isinstance(error, NotPublishableError)
        else error.messages
    )
    return format_html_join(" ", "{}", ((reason,) for reason in reasons))


def _publish(page: Page, user: Any, refused: Refused) -> bool:
    """Publish the latest draft; if it must not go live, note why and leave everything as it was."""
    try:
        with transaction.atomic():
            revision = page.get_latest_revision() or page.specific.save_revision(user=user)
            revision.publish(user=user)
    except ValidationError as error:
        refused.append((page.specific_deferred, error))
        return False
    return True


def _drafts_below(page: Page, user: Any) -> list[Page]:
    drafts = page.get_descendants().not_live().defer_streamfields().specific()
    return [draft for draft in drafts if user is None or draft.permissions_for_user(user).can_publish()]
