"""Where the library meets Wagtail's admin."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin.forms.collections import collection_member_permission_formset_factory
from wagtail.admin.menu import MenuItem
from wagtail.admin.search import SearchArea
from wagtail.admin.viewsets.base import ViewSet
from wagtail.models import Collection

from media.bulk_actions import LawfulPublishBulkAction
from media.dashboard import LibraryPanel
from media.models import Video
from media.permissions import video_policy
from media.publishing_views import VideoPageViewSet, refuse_published_copies
from media.reports import VideosToDoView
from media.viewsets import video_chooser_viewset, video_viewset

AFTER_WAGTAILS_OWN = 100

hooks.register("before_copy_page", refuse_published_copies)
# The last one registered for a type of action is the one that is offered.
hooks.register("register_bulk_action", LawfulPublishBulkAction, order=AFTER_WAGTAILS_OWN)


@hooks.register("insert_global_admin_css")
def link_stylesheet() -> SafeString:
    """Everywhere, because lists, choosers and panels of the library appear on many pages."""
    return format_html('<link rel="stylesheet" href="{}">', static("media/admin/library.css"))


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[ViewSet]:
    return [video_viewset, video_chooser_viewset, VideoPageViewSet()]


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
        return video_policy.user_has_any_permission(request.user, ["add", "change", "delete"])


class LibrarySearchArea(SearchArea):
    def is_shown(self, request: HttpRequest) -> bool:
        return video_policy.user_has_any_permission(request.user, ["add", "change", "delete"])


@hooks.register("register_admin_search_area")
def register_search_area() -> SearchArea:
    return LibrarySearchArea(
        _("Learning videos"), reverse("videos:index"), name="videos", icon_name="media", order=150
    )


@hooks.register("register_reports_menu_item")
def register_report_menu_item() -> MenuItem:
    return LibraryMenuItem(
        _("Videos to look after"), reverse("videos_to_do"), name="videos-to-do", icon_name="media", order=100
    )


@hooks.register("register_admin_urls")
def register_report_urls() -> list[URLPattern]:
    return [
        path("reports/videos/", VideosToDoView.as_view(), name="videos_to_do"),
        path(
            "reports/videos/results/",
            VideosToDoView.as_view(results_only=True),
            name="videos_to_do_results",
        ),
    ]


@hooks.register("construct_homepage_panels")
def add_library_panel(request: HttpRequest, panels: list) -> None:
    if video_policy.user_has_any_permission(request.user, ["add", "change"]):
        panels.append(LibraryPanel(request.user))
