"""One recording in the admin: its form with the live state, its usage, history, end and new beginning."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.views import generic
from wagtail.admin.views.generic import history

from cms.core.consents import Standing
from media.forms.poster import OwnPosterForm
from media.library.actions import VideoActionView, progress_answer
from media.library.filters import WORKING_ON
from media.library.posters import PosterPanel
from media.library.recognising import Recognising
from media.library.versions import panels_of
from media.messages import explain
from media.models import Video
from media.models.captions import Language
from media.models.videos import VideoQuerySet
from media.orders import cancel, retry
from media.permissions import videos_open_to
from media.playback import player
from media.publication import missing_of_recording


def state_context(video: Video) -> dict[str, Any]:
    """What the part `video_state.html` shows."""
    page = getattr(video, "page", None)
    return {
        "video": video,
        "page": page,
        "missing": missing_of_recording(video),
        "standing": Standing.of(video.consents.all(), timezone.localdate()),
        "reason": explain(video.error_code),
        "has_failed": video.state == Video.State.FAILED,
        "version": version_of(video),
        "player": player(video, video.title, page.language if page else Language.GERMAN),
    }


def version_of(video: Video) -> str:
    """Changes whenever the part has to be drawn anew: with the state, and with each film to watch."""
    return f"{video.state}-{len(video.renditions)}-{video.error_code}"


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
        return {
            **super().get_context_data(**kwargs),
            **state_context(stored),
            "recognising": Recognising.of(stored),
            "panels": panels_of(stored),
            "poster": PosterPanel(stored, OwnPosterForm(user=self.request.user)),
        }


class VideoHistoryView(history.HistoryView):
    def get_base_object_queryset(self) -> QuerySet[Video]:
        return videos_open_to(self.request.user, *WORKING_ON)


class ProgressView(VideoActionView):
    """How far the processing is, for the script that asks every two seconds."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, pk: int) -> JsonResponse:
        return progress_answer(
            state=self.video.state,
            version=version_of(self.video),
            progress=self.video.progress,
            html=render_to_string("media/admin/parts/video_state.html", state_context(self.video), request),
        )


class CancelView(VideoActionView):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if cancel(self.video):
            messages.success(request, _("The processing was ended."))
        else:
            messages.info(request, _("Nothing is being processed, so there is nothing to end."))
        return redirect(reverse("videos:edit", args=[self.video.pk]))


class RetryView(VideoActionView):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if retry(self.video):
            messages.success(request, _("The video is processed once more."))
        else:
            messages.info(request, _("The video has not failed, so there is nothing to repeat."))
        return redirect(reverse("videos:edit", args=[self.video.pk]))
