"""Where the room of lessons meets Wagtail's admin."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from laces.components import Component
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet, ViewSetGroup

from lessons.dashboard import WaitingPanel
from lessons.lti.viewsets import learning_platforms
from lessons.viewsets import error_report_viewset


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[ViewSet | ViewSetGroup]:
    return [error_report_viewset, learning_platforms]


@hooks.register("insert_global_admin_css")
def admin_css() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("lessons/admin/lti.css"))


@hooks.register("construct_homepage_panels")
def add_waiting_panel(request: HttpRequest, panels: list[Component]) -> None:
    panels.append(WaitingPanel(request.user))
