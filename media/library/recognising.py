"""Drafts of captions by speech recognition in the admin: which can be had, which are on their way."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.log_actions import log

from media.library.actions import VideoActionView, progress_answer
from media.messages import explain
from media.models import Recognition, Video
from media.models.captions import Language
from media.models.work import State
from media.orders import give_up_recognition, recognise
from media.permissions import videos_open_to
from media.recognition import has_words, is_switched_on, languages_to_recognise

TEMPLATE = "media/admin/parts/recognition.html"


@dataclass(frozen=True)
class Draft:
    """A draft on its way, or why there is none."""

    recognition: Recognition

    @property
    def reason(self) -> str:
        return explain(self.recognition.error_code)


@dataclass(frozen=True)
class Recognising:
    """What the edit form tells of the recognition of speech: `offered` languages, and `drafts` that come or failed."""

    video: Video
    offered: list[Language]
    drafts: list[Draft]

    @classmethod
    def of(cls, video: Video) -> "Recognising | None":
        """None where the server has no speech recognition."""
        if not is_switched_on():
            return None
        ordered = [one for one in video.recognitions.all() if not has_words(video, one.language)]
        taken = {one.language for one in ordered}
        offered = [language for language in languages_to_recognise(video) if language not in taken]
        return cls(video, offered, [Draft(one) for one in ordered])

    @property
    def state(self) -> str:
        """For the script, which asks again as long as there is work."""
        is_at_work = any(draft.recognition.is_at_work for draft in self.drafts)
        return State.PROCESSING if is_at_work else State.READY

    @property
    def version(self) -> str:
        """Changes whenever the part has to be drawn anew."""
        facts = [
            (one.recognition.language, one.recognition.state, one.recognition.error_code)
            for one in self.drafts
        ]
        return "-".join(word for fact in facts for word in fact) or "none"

    @property
    def progress(self) -> int:
        """Per cent of the draft that is being written; a worker writes one at a time."""
        return max((draft.recognition.progress for draft in self.drafts), default=0)

    @property
    def finished(self) -> list[tuple[int, str]]:
        """Key and name of each draft that nobody has read yet."""
        return [
            (track.pk, str(track)) for track in self.video.captions.all() if track.has_unread_machine_text
        ]


class RecognitionActionView(VideoActionView):
    """Something about the drafts of one video, which asks for its tracks again and again."""

    @cached_property
    def video(self) -> Video:
        videos = videos_open_to(self.request.user, "change").with_tracks()
        return get_object_or_404(videos, pk=self.kwargs["pk"])


class RecogniseView(RecognitionActionView):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if recognise(self.video, request.POST.get("language", "")):
            log(instance=self.video, action="wagtail.edit", user=request.user)
            messages.success(
                request, _("The speech is being recognised. The draft appears here as soon as it is there.")
            )
        else:
            messages.info(
                request,
                _("There is nothing to recognise: a track in this language is there or on its way already."),
            )
        return redirect(f"{reverse('videos:edit', args=[self.video.pk])}#recognition")


class GiveUpView(VideoActionView):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if give_up_recognition(self.video, request.POST.get("language", "")):
            messages.success(request, _("No draft is made."))
        else:
            messages.info(request, _("No draft is on its way: it is there, or was given up already."))
        return redirect(f"{reverse('videos:edit', args=[self.video.pk])}#recognition")


class RecognitionView(RecognitionActionView):
    """How far the recognition is, for the script that asks every two seconds."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, pk: int) -> JsonResponse:
        recognising = Recognising.of(self.video)
        if recognising is None:
            return progress_answer(state=State.READY, version="none", progress=0, html="")
        return progress_answer(
            state=recognising.state,
            version=recognising.version,
            progress=recognising.progress,
            html=render_to_string(TEMPLATE, {"recognising": recognising}, request),
        )
