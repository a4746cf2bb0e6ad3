"""Where the ground meets Wagtail's admin."""

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from laces.components import Component
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail.snippets.models import register_snippet

from cms.core import consent_log
from cms.core.consent_reports import ConsentsMenuItem, PictureConsentsEndingView
from cms.core.consent_views import PICTURE_URLS
from cms.core.dashboard import ConsentsEndingPanel, PagesToReviewPanel
from cms.core.models import PictureConsent
from cms.core.reports import PagesToReviewView
from cms.core.viewsets import MasterDataViewSetGroup

register_snippet(MasterDataViewSetGroup)


@hooks.register("insert_global_admin_css")
def link_stylesheets() -> SafeString:
    sheets = ((static(f"core/admin/{name}.css"),) for name in ("tables", "wagtail"))
    return format_html_join("", '<link rel="stylesheet" href="{}">', sheets)


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


@hooks.register("register_admin_urls")
def register_consent_urls() -> list[URLPattern]:
    return [*PICTURE_URLS, *PictureConsentsEndingView.urls()]


@hooks.register("register_reports_menu_item")
def register_consents_menu_item() -> MenuItem:
    return ConsentsMenuItem(PictureConsentsEndingView, order=121)


@hooks.register("register_permissions")
def register_consent_permissions() -> QuerySet[Permission]:
    """To see, change and delete the records of who can be recognised in pictures."""
    content_type = ContentType.objects.get_for_model(PictureConsent)
    return Permission.objects.filter(content_type=content_type).exclude(codename__startswith="add_")


hooks.register("register_log_actions", consent_log.register)


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


@hooks.register("construct_homepage_panels")
def add_consents_panel(request: HttpRequest, panels: list[Component]) -> None:
    panels.append(ConsentsEndingPanel(request.user, report=PictureConsentsEndingView))
