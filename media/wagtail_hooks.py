"""Where the library meets Wagtail's admin."""

from functools import partial
from typing import Any

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin.forms.collections import collection_member_permission_formset_factory
from wagtail.admin.menu import MenuItem
from wagtail.admin.search import SearchArea
from wagtail.admin.viewsets.base import ViewSet
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Collection

from cms.core.consent_reports import ConsentsMenuItem
from cms.core.dashboard import ConsentsEndingPanel
from media.bulk_actions import LawfulPublishBulkAction
from media.consent_reports import VideoConsentsEndingView
from media.dashboard import LibraryPanel
from media.library.bulk import BULK_ACTIONS
from media.library.filters import WORKING_ON
from media.models import Consent, Video
from media.permissions import video_policy
from media.publishing_views import VideoPageViewSet, refuse_published_copies
from media.reports import REPORTS, LibraryReport
from media.viewsets import collection_quota_viewset, video_chooser_viewset, video_viewset

AFTER_WAGTAILS_OWN = 100

hooks.register("before_copy_page", refuse_published_copies)
# The last one registered for a type of action is the one that is offered.
hooks.register("register_bulk_action", LawfulPublishBulkAction, order=AFTER_WAGTAILS_OWN)
for action in BULK_ACTIONS:
    hooks.register("register_bulk_action", action)


@hooks.register("insert_global_admin_css")
def link_stylesheet() -> SafeString:
    """Everywhere, because lists, choosers and panels of the library appear on many pages."""
    sheets = ((static(f"media/admin/{name}.css"),) for name in ("library", "overview"))
    return format_html_join("", '<link rel="stylesheet" href="{}">', sheets)


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[ViewSet]:
    return [video_viewset, video_chooser_viewset, collection_quota_viewset, VideoPageViewSet()]


@hooks.register("register_group_permission_panel")
def register_video_permissions_panel() -> type:
    return collection_member_permission_formset_factory(
        Video,
        [
            ("add_video", _("Add"), _("Upload videos")),
            ("change_video", _("Edit"), _("Edit any video")),
            ("delete_video", _("Delete"), _("Delete any video")),
            ("choose_video", _("Choose"), _("Select videos in choosers")),
        ],
        "media/admin/video_permissions_formset.html",
    )


@hooks.register("register_log_actions")
def name_actions_on_recordings(actions: LogActionRegistry) -> None:
    """As the history of a recording calls what was done with its versions and its poster."""
    for action, label, message in (
        ("add", _("Upload a version"), _("Version uploaded")),
        ("return", _("Return to a version"), _("Returned to a former version")),
        ("discard", _("Discard a version"), _("Version discarded before it was on show")),
        ("remove", _("Remove a version"), _("Version removed")),
        (
            "nobody",
            _("State that nobody can be recognised"),
            _("Stated that nobody can be recognised in the new film"),
        ),
    ):
        actions.register_action(f"media.version.{action}", label, message)
    actions.register_action("media.poster.choose", _("Choose the poster"), _("Poster changed"))


@hooks.register("describe_collection_contents")
def describe_videos(collection: Collection) -> dict[str, Any] | None:
    """A collection with videos is not deleted; its page says how many there are."""
    videos = Video.objects.filter(collection=collection).count()
    if not videos:
        return None
    return {
        "count": videos,
        "count_text": ngettext("%(count)s video", "%(count)s videos", videos) % {"count": videos},
        "url": f"{reverse('videos:index')}?collection={collection.pk}",
    }


class LibraryMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return video_policy.user_has_any_permission(request.user, WORKING_ON)


class LibrarySearchArea(SearchArea):
    def is_shown(self, request: HttpRequest) -> bool:
        return video_policy.user_has_any_permission(request.user, WORKING_ON)


@hooks.register("register_admin_search_area")
def register_search_area() -> SearchArea:
    return LibrarySearchArea(
        _("Learning videos"), reverse("videos:index"), name="videos", icon_name="media", order=150
    )


def menu_item_of(report: type[LibraryReport], order: int) -> MenuItem:
    name = report.url_name().replace("_", "-")
    return LibraryMenuItem(
        report.page_title, reverse(report.url_name()), name=name, icon_name="media", order=order
    )


# The most urgent first.
for number, report in enumerate(REPORTS):
    hooks.register("register_reports_menu_item", partial(menu_item_of, report, 100 + number))


@hooks.register("register_admin_urls")
def register_report_urls() -> list[URLPattern]:
    return [
        *(address for report in REPORTS for address in report.urls()),
        *VideoConsentsEndingView.urls(),
    ]


@hooks.register("register_reports_menu_item")
def register_consents_menu_item() -> MenuItem:
    return ConsentsMenuItem(VideoConsentsEndingView, order=120)


@hooks.register("construct_homepage_panels")
def add_library_panel(request: HttpRequest, panels: list) -> None:
    if video_policy.user_has_any_permission(request.user, ["add", "change"]):
        panels.append(LibraryPanel(request.user))


@hooks.register("construct_homepage_panels")
def add_consents_panel(request: HttpRequest, panels: list) -> None:
    panels.append(ConsentsEndingPanel(request.user, report=VideoConsentsEndingView))


@hooks.register("register_permissions")
def register_consent_permissions() -> QuerySet[Permission]:
    """To see, change and delete the records of who can be recognised in videos."""
    content_type = ContentType.objects.get_for_model(Consent)
    return Permission.objects.filter(content_type=content_type).exclude(codename__startswith="add_")
