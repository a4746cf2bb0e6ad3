"""The video library in the admin: list, upload, edit form with live state, and the chooser."""

from collections.abc import Callable
from typing import Any

import django_filters
from django.contrib import messages as plain_messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.filters import CollectionFilter, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic import chooser, history, usage
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.log_actions import log
from wagtail.models import Collection

from cms.core.licences import LicenceCode
from media import addresses
from media.forms import UploadForm, too_large
from media.intake import accept_upload, retry
from media.messages import explain, in_words
from media.models import Video, VideoPage
from media.models.captions import Language
from media.models.videos import VideoQuerySet
from media.permissions import video_policy, videos_open_to
from media.playback import player, poster_of
from media.publication import Missing, missing_of_recording
from media.sentences import SpokenError
from media.upload_handlers import VideoUploadHandler, max_upload_bytes

SMALLEST_POSTER = 320  # pixels
WORKING_ON = ("add", "change", "delete")


def collections_of(request: HttpRequest | None) -> QuerySet[Collection]:
    user = getattr(request, "user", None)
    if user is None:
        return Collection.objects.none()
    return video_policy.collections_user_has_any_permission_for(user, list(WORKING_ON))


class VideoFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(label=gettext_lazy("State"), choices=Video.State.choices)
    collection = CollectionFilter(label=gettext_lazy("Collection"), queryset=collections_of)
    licence_code = django_filters.ChoiceFilter(
        label=gettext_lazy("Licence"),
        choices=LicenceCode.choices,
        null_value="none",
        null_label=gettext_lazy("none"),
        method="filter_licence",
    )

    class Meta:
        model = Video
        fields = ["state", "collection", "licence_code"]

    def filter_licence(self, videos: QuerySet, name: str, value: str) -> QuerySet:
        return videos.filter(licence_code="" if value == "none" else value)


class VideoTitleColumn(TitleColumn):
    """The title beside the poster."""

    cell_template_name = "media/admin/title_cell.html"

    def get_cell_context_data(self, instance: Video, parent_context: Any) -> dict[str, Any]:
        poster = poster_of(instance, SMALLEST_POSTER)
        context = super().get_cell_context_data(instance, parent_context)
        context["poster"] = addresses.file(instance.key, poster.name) if poster else ""
        return context


class StateColumn(Column):
    cell_template_name = "media/admin/state_cell.html"


class MissingColumn(Column):
    cell_template_name = "media/admin/missing_cell.html"

    def get_value(self, instance: Video) -> list[Missing]:
        return [item for item in missing_of_recording(instance) if item.code != "ready"]


class PageColumn(Column):
    cell_template_name = "media/admin/page_cell.html"

    def get_value(self, instance: Video) -> VideoPage | None:
        return getattr(instance, "page", None)


def title_of_page(video: Video) -> str:
    """The title of the page that publishes the video; in a chooser a link would lead away."""
    page = getattr(video, "page", None)
    return page.get_admin_display_title() if page else _("no page")


class VideoIndexView(generic.IndexView):
    """The videos on which the user may work; others are as if they did not exist."""

    page_title = gettext_lazy("Learning videos")
    add_item_label = gettext_lazy("Upload a video")

    def get_base_queryset(self) -> QuerySet[Video]:
        return videos_open_to(self.request.user, *WORKING_ON).with_details()

    def _get_title_column(self, field_name: str, column_class: type = TitleColumn, **kwargs: Any) -> Column:
        return super()._get_title_column(field_name, VideoTitleColumn, **kwargs)

    def get_edit_url(self, instance: Video) -> str | None:
        return self._url_if("change", instance, super().get_edit_url)

    def get_delete_url(self, instance: Video) -> str | None:
        return self._url_if("delete", instance, super().get_delete_url)

    def _url_if(self, action: str, instance: Video, url_of: Callable[[Video], str | None]) -> str | None:
        return url_of(instance) if self.user_has_permission_for_instance(action, instance) else None


class UploadView(generic.CreateView):
    """Takes a film. With script the browser shows the progress and gets JSON, without it is a plain form."""

    form_class = UploadForm
    template_name = "media/admin/upload.html"
    page_title = gettext_lazy("Upload")
    submit_button_label = gettext_lazy("Upload")
    submit_button_active_label = gettext_lazy("Uploading…")
    error_message = gettext_lazy("The video was not taken into the library.")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        # Before anything reads the form: a request is parsed once.
        self.upload_handler = VideoUploadHandler(request)
        request.upload_handlers = [self.upload_handler]
        super().setup(request, *args, **kwargs)

    @method_decorator(csrf_exempt)
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Exempt from the middleware alone, which would parse the upload before it knows where it goes."""
        return self.protected_dispatch(request, *args, **kwargs)

    @method_decorator(csrf_protect)
    def protected_dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().dispatch(request, *args, **kwargs)

    too_large_message = staticmethod(too_large)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(),
            "user": self.request.user,
            "is_too_large": self.upload_handler.is_too_large,
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "max_upload_bytes": max_upload_bytes()}

    def form_valid(self, form: UploadForm) -> HttpResponse:
        """No transaction around it: to look into the film takes seconds in which nobody else could write."""
        self.form = form
        try:
            self.object = self.accept(form)
        except SpokenError as error:
            self.produced_error_message = self.get_error_message()
            form.add_error("file", in_words(error))
            return self.form_invalid(form)
        log(instance=self.object, action="wagtail.create", user=self.request.user)
        return self.save_action()

    def accept(self, form: UploadForm) -> Video:
        return accept_upload(
            form.cleaned_data["file"],
            title=form.chosen_title,
            collection=form.chosen_collection,
            user=self.request.user,
        )

    def form_invalid(self, form: UploadForm) -> HttpResponse:
        if not self.expects_json_response:
            return super().form_invalid(form)
        return JsonResponse({"success": False, "errors": form.errors}, status=400)

    def save_action(self) -> HttpResponse:
        plain_messages.success(
            self.request, _("“%(title)s” was uploaded and is being processed.") % {"title": self.object.title}
        )
        if self.expects_json_response:
            return JsonResponse({"success": True, "url": self.get_edit_url()})
        return redirect(self.get_edit_url())


def state_context(video: Video) -> dict[str, Any]:
    """What the part `video_state.html` shows."""
    page = getattr(video, "page", None)
    return {
        "video": video,
        "page": page,
        "missing": missing_of_recording(video),
        "reason": explain(video.error_code) if video.state == Video.State.FAILED else "",
        "player": player(video, video.title, page.language if page else Language.GERMAN),
    }


class VideoEditView(generic.EditView):
    template_name = "media/admin/edit.html"

    def get_queryset(self) -> VideoQuerySet:
        return videos_open_to(self.request.user, "change")

    def get_success_url(self) -> str:
        return self.get_edit_url()

    def get_success_buttons(self) -> list:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        stored = get_object_or_404(self.get_queryset().with_details(), pk=self.object.pk)
        return {**super().get_context_data(**kwargs), **state_context(stored)}


class VideoDeleteView(generic.DeleteView):
    template_name = "media/admin/confirm_delete.html"

    def get_queryset(self) -> QuerySet[Video]:
        return videos_open_to(self.request.user, "delete")

    @cached_property
    def publishing_page(self) -> VideoPage | None:
        return getattr(self.object, "page", None)

    def form_valid(self, form: Any) -> HttpResponse:
        if self.publishing_page is None:
            return super().form_valid(form)
        messages.error(self.request, self.why_not)
        return redirect(self.get_delete_url())

    @property
    def why_not(self) -> str:
        return _(
            "The page “%(title)s” publishes this video, so it cannot be deleted. Choose another video there "
            "or delete the page first."
        ) % {"title": self.publishing_page.title if self.publishing_page else ""}


class VideoUsageView(usage.UsageView):
    def get_base_object_queryset(self) -> QuerySet[Video]:
        return videos_open_to(self.request.user, "change")


class VideoHistoryView(history.HistoryView):
    def get_base_object_queryset(self) -> QuerySet[Video]:
        return videos_open_to(self.request.user, *WORKING_ON)


class VideoActionView(PermissionCheckedMixin, View):
    """Something about one video that its editors may do."""

    model = Video
    permission_required = "change"

    @cached_property
    def video(self) -> Video:
        return get_object_or_404(videos_open_to(self.request.user, "change"), pk=self.kwargs["pk"])


class ProgressView(VideoActionView):
    """How far the processing is, for the script that asks every two seconds."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, pk: int) -> JsonResponse:
        html = render_to_string("media/admin/parts/video_state.html", state_context(self.video), request)
        response = JsonResponse(
            {
                "state": self.video.state,
                "is_at_work": self.video.is_at_work,
                "progress": self.video.progress,
                "html": html,
            }
        )
        response.headers["Cache-Control"] = "no-store, private"
        return response


class RetryView(VideoActionView):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if retry(self.video):
            messages.success(request, _("The video is processed once more."))
        else:
            messages.info(request, _("The video has not failed, so there is nothing to repeat."))
        return redirect(reverse("videos:edit", args=[self.video.pk]))


class ChoosableVideosMixin(chooser.BaseChooseView):
    """Leaves the videos that the user may choose."""

    per_page = 12
    ordering = ["-created_at", "-pk"]

    def get_object_list(self) -> QuerySet[Video]:
        return videos_open_to(self.request.user, "choose").with_details()

    def get_filter_form(self) -> Any:
        collections = video_policy.collections_user_has_permission_for(self.request.user, "choose")
        form_class = self.get_filter_form_class()
        return form_class(self.request.GET, collections=collections if len(collections) > 1 else None)

    @property
    def title_column(self) -> Column:
        plain = super().title_column
        return VideoTitleColumn(
            "title",
            label=plain.label,
            accessor=str,
            label_prefix=plain.label_prefix,
            link_attrs=plain.link_attrs,
            get_url=lambda video: plain.get_link_url(video, {}),
        )

    @property
    def columns(self) -> list[Column]:
        return [
            *super().columns,
            StateColumn("state", label=_("State")),
            Column("page", label=_("Published by"), accessor=title_of_page),
            DateColumn("created_at", label=_("Uploaded")),
        ]


class VideoChooseView(ChoosableVideosMixin, chooser.ChooseView):
    pass


class VideoChooseResultsView(ChoosableVideosMixin, chooser.ChooseResultsView):
    pass


class VideoChosenView(chooser.ChosenView):
    def get_object(self, pk: str) -> Video:
        video = super().get_object(pk)
        if not video_policy.user_has_permission_for_instance(self.request.user, "choose", video):
            raise PermissionDenied
        return video


class VideoChosenMultipleView(chooser.ChosenMultipleView):
    def get_objects(self, pks: list[str]) -> QuerySet[Video]:
        return videos_open_to(self.request.user, "choose").filter(pk__in=pks)
