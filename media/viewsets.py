"""The video library as Wagtail's admin knows it: menu item, addresses, columns, chooser."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.viewsets.model import ModelViewSet

from media import library_views as views
from media.forms import video_edit_handler
from media.models import Video


class VideoViewSet(ModelViewSet):
    model = Video
    url_prefix = "lernvideos"
    url_namespace = "videos"
    icon = "media"
    menu_label = _("Learning videos")
    menu_order = 150
    add_to_admin_menu = True
    copy_view_enabled = False
    search_backend_name = "default"
    ordering = "-created_at"
    filterset_class = views.VideoFilterSet
    list_display = [
        "title",
        views.StateColumn("state", label=_("State"), sort_key="state"),
        views.MissingColumn("missing", label=_("Missing")),
        Column("collection", label=_("Collection"), accessor="collection.name"),
        views.PageColumn("page", label=_("Published by")),
        DateColumn("created_at", label=_("Uploaded"), sort_key="created_at"),
    ]
    index_view_class = views.VideoIndexView
    add_view_class = views.UploadView
    edit_view_class = views.VideoEditView
    delete_view_class = views.VideoDeleteView
    usage_view_class = views.VideoUsageView
    history_view_class = views.VideoHistoryView

    def get_edit_handler(self) -> Panel:
        return video_edit_handler().bind_to_model(self.model)

    def get_add_view_kwargs(self, **kwargs: object) -> dict[str, object]:
        """An upload has a form of its own."""
        return {"template_name": views.UploadView.template_name, **kwargs}

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("progress/<int:pk>/", self.construct_view(views.ProgressView), name="progress"),
            path("retry/<int:pk>/", self.construct_view(views.RetryView), name="retry"),
        ]

    def get_permissions_to_register(self) -> QuerySet[Permission]:
        """None at large: rights are given on collections, in a panel of their own."""
        return Permission.objects.none()


class VideoChooserViewSet(ChooserViewSet):
    model = Video
    icon = "media"
    choose_one_text = _("Choose a video")
    choose_another_text = _("Choose another video")
    edit_item_text = _("Edit this video")
    choose_view_class = views.VideoChooseView
    choose_results_view_class = views.VideoChooseResultsView
    chosen_view_class = views.VideoChosenView
    chosen_multiple_view_class = views.VideoChosenMultipleView

    def get_urlpatterns(self) -> list[URLPattern]:
        """Without Wagtail's address for making one on the spot: an upload has a form of its own."""
        return [pattern for pattern in super().get_urlpatterns() if pattern.name != "create"]


video_viewset = VideoViewSet()
video_chooser_viewset = VideoChooserViewSet("video_chooser", url_prefix="lernvideos/auswahl")
