"""Where the ground meets Wagtail's admin."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from laces.components import Component
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail.snippets.models import register_snippet

from cms.core.dashboard import PagesToReviewPanel
from cms.core.reports import PagesToReviewView
from cms.core.viewsets import MasterDataViewSetGroup

register_snippet(MasterDataViewSetGroup)


@hooks.register("register_admin_urls")
def register_report_urls() -> list[URLPattern]:
    return [
        path("reports/pages-to-look-through/", PagesToReviewView.as_view(), name="pages_to_review"),
        path(
            "reports/pages-to-look-through/results/",
            PagesToReviewView.as_view(results_only=True),
            name="pages_to_review_results",
        ),
    ]


class EditorsMenuItem(MenuItem):
    """For those who write pages."""

    def is_shown(self, request: HttpRequest) -> bool:
        return policy_registry.get_by_type(Page).user_has_any_permission(request.user, ["add", "change"])


@hooks.register("register_reports_menu_item")
def register_report_menu_item() -> MenuItem:
    return EditorsMenuItem(
        _("Pages to look through"),
        reverse("pages_to_review"),
        name="pages-to-review",
        icon_name="calendar-check",
        order=110,
    )


@hooks.register("construct_homepage_panels")
def add_review_panel(request: HttpRequest, panels: list[Component]) -> None:
    panels.append(PagesToReviewPanel(request.user))
