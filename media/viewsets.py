"""The video library as Wagtail's admin knows it: menu item, addresses, columns, chooser."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.viewsets.model import ModelViewSet

from cms.core.columns import LabelledColumn
from cms.core.consent_views import consent_urls
from media.forms import video_edit_handler
from media.library import (
    arriving,
    captioning,
    choosing,
    columns,
    consents,
    deleting,
    editing,
    figures,
    filters,
    listing,
    posters,
    quotas,
    recognising,
    uploading,
    usage,
    versions,
)
from media.models import CollectionQuota, Video


class VideoViewSet(ModelViewSet):
    model = Video
    url_prefix = "lernvideos"
    url_namespace = "videos"
    icon = "media"
    menu_label = _("Learning videos")
    menu_order = 150
    add_to_admin_menu = True
    copy_view_enabled = False
    search_backend_name = None
    search_fields = listing.SEARCHED
    list_per_page = 50
    index_template_name = "media/admin/index.html"
    ordering = "-created_at"
    filterset_class = filters.VideoFilterSet
    list_display = [
        "title",
        columns.StateColumn("state", label=_("State"), sort_key="state"),
        columns.MissingColumn("missing", label=_("Missing")),
        columns.DurationColumn("duration", label=_("Duration"), sort_key="duration"),
        columns.SizeColumn("used_bytes", label=_("Size"), sort_key="used_bytes"),
        LabelledColumn("tandem_title", label=_("Tandem"), sort_key="tandem_title"),
        columns.PageColumn("page", label=_("Shown on"), sort_key="use_count"),
        columns.UploadedColumn("created_at", label=_("Uploaded"), sort_key="created_at"),
    ]
    index_view_class = listing.VideoIndexView
    add_view_class = uploading.UploadView
    edit_view_class = editing.VideoEditView
    delete_view_class = deleting.VideoDeleteView
    usage_view_class = usage.VideoUsageView
    history_view_class = editing.VideoHistoryView

    def get_edit_handler(self) -> Panel:
        return video_edit_handler().bind_to_model(self.model)

    def get_add_view_kwargs(self, **kwargs: object) -> dict[str, object]:
        """An upload has a form of its own."""
        return {"template_name": uploading.UploadView.template_name, **kwargs}

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("progress/<int:pk>/", self.construct_view(editing.ProgressView), name="progress"),
            path("untertitel/<int:pk>/", self.construct_view(captioning.CaptionEditorView), name="captions"),
            path(
                "untertitel/<int:pk>/datei.<str:track_format>",
                self.construct_view(captioning.CaptionFileView),
                name="captions_file",
            ),
            path(
                "untertitel/<int:pk>/absaetze/",
                self.construct_view(captioning.ParagraphsView),
                name="paragraphs",
            ),
            path(
                "untertitel/neu/<int:pk>/",
                self.construct_view(captioning.CaptionAddView),
                name="captions_add",
            ),
            path(
                "untertitel/erkennen/<int:pk>/",
                self.construct_view(recognising.RecogniseView),
                name="recognise",
            ),
            path(
                "untertitel/erkennen/<int:pk>/stand/",
                self.construct_view(recognising.RecognitionView),
                name="recognition",
            ),
            path(
                "untertitel/erkennen/<int:pk>/aufgeben/",
                self.construct_view(recognising.GiveUpView),
                name="recognition_give_up",
            ),
            path("nutzung/", self.construct_view(figures.LibraryFiguresView), name="all_figures"),
            path("nutzung/<int:pk>/", self.construct_view(figures.VideoFiguresView), name="figures"),
            path("retry/<int:pk>/", self.construct_view(editing.RetryView), name="retry"),
            path("cancel/<int:pk>/", self.construct_view(editing.CancelView), name="cancel"),
            path("poster/<int:pk>/", self.construct_view(posters.PosterView), name="poster"),
            path("hochladen/", self.construct_view(arriving.UploadsView), name="uploads"),
            path("hochladen/<uuid:key>/", self.construct_view(arriving.UploadView), name="upload"),
            path(
                "hochladen/<uuid:key>/fertig/",
                self.construct_view(arriving.FinishView),
                name="finish_upload",
            ),
            path("nobody/<int:pk>/", self.construct_view(consents.ShowsNobodyView), name="shows_nobody"),
            *consent_urls(
                "consents/<int:pk>/",
                "consents",
                {action: self.construct_view(view) for action, view in consents.VIEWS.items()},
            ),
            *self.version_urlpatterns,
        ]

    @property
    def version_urlpatterns(self) -> list[URLPattern]:
        """Addresses of one film of a recording: `versions/7/gebaerden/remove/`."""
        views = {
            "retry": versions.RetryView,
            "nobody": versions.NobodyView,
            "discard": versions.DiscardView,
            "remove": versions.RemoveView,
        }
        film = "versions/<int:pk>/<slug:kind>/"
        return [
            path(film, self.construct_view(versions.PanelView), name="version"),
            *(
                path(f"{film}{action}/", self.construct_view(view), name=f"version_{action}")
                for action, view in views.items()
            ),
            path(
                "versions/<int:pk>/film/<int:number>/return/",
                self.construct_view(versions.ReturnView),
                name="version_return",
            ),
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
    choose_view_class = choosing.VideoChooseView
    choose_results_view_class = choosing.VideoChooseResultsView
    chosen_view_class = choosing.VideoChosenView
    chosen_multiple_view_class = choosing.VideoChosenMultipleView

    def get_urlpatterns(self) -> list[URLPattern]:
        """Without Wagtail's address for making one on the spot: an upload has a form of its own."""
        return [pattern for pattern in super().get_urlpatterns() if pattern.name != "create"]


class CollectionQuotaViewSet(ModelViewSet):
    """Beside the collections, in the settings: the coordination decides about room."""

    model = CollectionQuota
    url_prefix = "speicherplatz"
    url_namespace = "collection_quotas"
    icon = "folder-open-1"
    menu_label = _("Storage space")
    add_to_settings_menu = True
    copy_view_enabled = False
    inspect_view_enabled = False
    exclude_form_fields: list[str] = []
    list_display = [
        "collection",
        Column("megabytes", label=_("Allowed (MB)"), accessor="megabytes", sort_key="megabytes"),
        quotas.UsedColumn("used", label=_("Used")),
    ]
    index_view_class = quotas.QuotaIndexView


video_viewset = VideoViewSet()
collection_quota_viewset = CollectionQuotaViewSet()
video_chooser_viewset = VideoChooserViewSet("video_chooser", url_prefix="lernvideos/auswahl")
