"""What the dashboard shows of pages: which are to be looked through."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.utils import timezone
from laces.components import Component

from cms.core.reviews import pages_to_review

SHOWN_PAGES = 5


class PagesToReviewPanel(Component):
    """Names the pages that wait longest, and how many there are."""

    name = "pages_to_review"
    template_name = "core/admin/pages_to_review_panel.html"
    order = 160

    def __init__(self, user: AbstractBaseUser | AnonymousUser) -> None:
        self.user = user

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        pages = pages_to_review(self.user, timezone.localdate())
        return {"pages": pages[:SHOWN_PAGES], "total": pages.count()}
