"""What views of the admin have in common that do one thing with one recording."""

from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.views.generic import View
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from media.models import Video
from media.permissions import videos_open_to


class VideoActionView(PermissionCheckedMixin, View):
    """Something about one video that its editors may do."""

    model = Video
    permission_required = "change"

    @cached_property
    def video(self) -> Video:
        return get_object_or_404(videos_open_to(self.request.user, "change"), pk=self.kwargs["pk"])


def progress_answer(*, state: str, version: str, progress: int, html: str) -> JsonResponse:
    """How far some work is, for the script that asks every two seconds.

    It draws the part of the page anew, from `html`, when `version` is another one. `progress` is in per cent.
    """
    answer = JsonResponse({"state": state, "version": version, "progress": progress, "html": html})
    answer.headers["Cache-Control"] = "no-store, private"
    return answer
