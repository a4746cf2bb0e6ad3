"""The versions of a recording in the admin: what is on show, what comes, what was, and the way back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from media.library.actions import VideoActionView, progress_answer
from media.messages import explain, in_words
from media.models import Version, Video
from media.models.files import ALTERNATES, VersionKind
from media.orders import retry
from media.playback import Source, every_film
from media.showing import Withheld, film_on_show, reason_to_withhold
from media.statements import StatementRefusal, state_nobody
from media.versions import VersionRefusal, discard, remove_alternate, roll_back

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

NOTICEABLE = 1.0  # seconds by which another length puts captions and chapters out of place

HEADINGS = {
    VersionKind.FILM: gettext_lazy("Film"),
    VersionKind.DESCRIBED: gettext_lazy("Audio description"),
    VersionKind.SIGNED: gettext_lazy("Sign language"),
}


@dataclass(frozen=True)
class Panel:
    """What the edit form tells of the film or of one film beside it."""

    video: Video
    kind: VersionKind
    on_show: Version | None
    coming: Version | None
    former: list[Version]
    withheld: Version | None = None
    why_withheld: Withheld | None = None

    @property
    def heading(self) -> StrPromise:
        return HEADINGS[self.kind]

    @property
    def template(self) -> str:
        name = "film" if self.kind is VersionKind.FILM else "alternate"
        return f"media/admin/parts/version_{name}.html"

    @property
    def state(self) -> str:
        """For the script, which asks again as long as there is work."""
        return self.coming.state if self.coming else Version.State.READY

    @property
    def version(self) -> str:
        """For the script, which draws the panel anew when another film comes, or the same is further."""
        return f"{self.coming.pk} {self.state}" if self.coming else self.state

    @property
    def reason(self) -> str:
        """Why the coming version failed."""
        return explain(self.coming.error_code) if self.coming and self.coming.has_failed else ""

    @property
    def sources(self) -> list[Source]:
        return every_film(self.video, "" if self.kind is VersionKind.FILM else self.kind.value)

    @property
    def former_length(self) -> float | None:
        """Seconds of the film that was replaced, if captions and chapters may be out of place since.

        Whoever saves the recording afterwards has looked at them.
        """
        if self.on_show is None or not self.former:
            return None
        is_saved_since = self.on_show.switched_at and self.video.changed_at > self.on_show.switched_at
        former = max(self.former, key=lambda version: version.switched_at or version.created_at)
        return former.duration if not is_saved_since and _differ(former, self.on_show) else None

    @property
    def classname(self) -> str:
        """Open where something happens or wants to be looked at."""
        return "" if self.coming or self.withheld or self.former_length else "collapsed"

    @property
    def waits_for_consent(self) -> bool:
        return self.why_withheld is Withheld.NO_CONSENT

    @property
    def is_coming_longer_or_shorter(self) -> bool:
        """Whether captions and chapters will be out of place once the coming version is on show."""
        return self.kind is VersionKind.FILM and self.coming is not None and _differ(self.coming, self.video)

    @property
    def needs_statement(self) -> bool:
        """Whether the page goes offline at the switch because what is on record holds for the old film only."""
        if self.coming is None or not self.coming.is_film or not self.video.shows_nobody:
            return False
        return not self.coming.shows_nobody

    @property
    def is_longer_than_film(self) -> bool:
        """A description that pauses the film; otherwise a sign that it belongs to another."""
        return self.on_show is not None and (self.on_show.duration or 0) > (self.video.duration or 0) * 1.1


def _differ(one: Version, other: Version | Video) -> bool:
    return abs((one.duration or 0) - (other.duration or 0)) > NOTICEABLE


def panel_of(video: Video, kind: VersionKind) -> Panel:
    versions = list(video.versions.filter(kind=kind).select_related("created_by"))
    on_show = next((version for version in versions if version.is_on_show), None)
    if on_show is None and kind is VersionKind.FILM:
        on_show = film_on_show(video)
    former = [version for version in versions if version.is_ready and not version.is_on_show]
    kept = [version for version in former if version.is_kept and not version.is_film]
    withheld = next(iter(kept), None)
    return Panel(
        video=video,
        kind=kind,
        on_show=on_show,
        coming=next((version for version in versions if not version.is_ready), None),
        former=former,
        withheld=withheld,
        why_withheld=reason_to_withhold(video, withheld) if withheld else None,
    )


def panels_of(video: Video) -> list[Panel]:
    return [panel_of(video, kind) for kind in (VersionKind.FILM, *ALTERNATES)]


class VersionActionView(VideoActionView):
    """Something about the film of a recording or a film beside it."""

    http_method_names = ["post"]

    @cached_property
    def kind(self) -> VersionKind:
        try:
            return VersionKind(self.kwargs["kind"])
        except ValueError as error:
            raise Http404 from error

    @cached_property
    def coming(self) -> Version:
        return get_object_or_404(self.video.versions.coming(), kind=self.kind)

    def back(self) -> HttpResponse:
        return redirect(f"{reverse('videos:edit', args=[self.video.pk])}#{self.kind}-section")


class PanelView(VersionActionView):
    """How far a coming version is, for the script that asks every two seconds."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, **kwargs: Any) -> JsonResponse:
        panel = panel_of(self.video, self.kind)
        return progress_answer(
            state=panel.state,
            version=panel.version,
            progress=panel.coming.progress if panel.coming else 100,
            html=render_to_string(panel.template, {"panel": panel}, request),
        )


class RetryView(VersionActionView):
    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if retry(self.coming):
            messages.success(request, _("The version is prepared once more."))
        else:
            messages.info(request, _("The version has not failed, so there is nothing to repeat."))
        return self.back()


class NobodyView(VersionActionView):
    """States of the coming film that the form was about, as of the one on show, that nobody can be recognised."""

    kind = VersionKind.FILM

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            state_nobody(self.video, request.POST.get("film", ""), request.user)
        except StatementRefusal as refusal:
            messages.error(request, in_words(refusal))
        else:
            messages.success(request, _("It is on record that nobody can be recognised in the new film."))
        return self.back()


class ConfirmedView(WagtailAdminTemplateMixin, VersionActionView):
    """Asks before it does it. Without an answer nothing happens."""

    http_method_names = ["get", "post"]
    template_name = "media/admin/confirm_version.html"
    header_icon = "media"
    question: StrPromise  # may name the `kind` or the `number` of the version
    explanation: StrPromise
    yes: StrPromise
    is_serious = True

    @property
    def version(self) -> Version:
        """The version in question. Raises Http404 if there is none."""
        return self.coming

    def get_page_title(self) -> str:
        return self.question % {"kind": self.kind.label, "number": self.version.number}

    def get_page_subtitle(self) -> str:
        return self.video.title

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [
            {"url": reverse("videos:index"), "label": _("Learning videos")},
            {"url": reverse("videos:edit", args=[self.video.pk]), "label": self.video.title},
            {"url": "", "label": self.get_page_title()},
        ]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(video=self.video, version=self.version))


class DiscardView(ConfirmedView):
    question = gettext_lazy("Discard the new version?")
    explanation = gettext_lazy("The uploaded file is deleted. What is on show stays as it is.")
    yes = gettext_lazy("Yes, discard")

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if discard(self.version, request.user):
            messages.success(request, _("The new version was discarded. What is on show stays."))
        else:
            messages.info(request, _("The version is on show by now, so it was not discarded."))
        return self.back()


class RemoveView(ConfirmedView):
    question = gettext_lazy("Remove the version %(kind)s?")
    explanation = gettext_lazy(
        "Viewers can no longer switch to it, and its addresses answer nothing any more. The film itself stays."
    )
    yes = gettext_lazy("Yes, remove")

    @property
    def version(self) -> Version:
        return get_object_or_404(self.video.versions.alternates().ready(), kind=self.kind)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        remove_alternate(self.video, self.version.kind, request.user)
        messages.success(request, _("The version was removed."))
        return self.back()


class ReturnView(ConfirmedView):
    kind = VersionKind.FILM
    question = gettext_lazy("Return to version %(number)s?")
    explanation = gettext_lazy(
        "This film is shown again at once, under the same addresses. The film on show is kept, so you can "
        "change your mind. What was stated of this film counts again: without consents, and if it was never "
        "stated of it that nobody can be recognised, the page goes offline. Please check captions and chapters afterwards."
    )
    yes = gettext_lazy("Yes, return")
    is_serious = False

    @property
    def version(self) -> Version:
        return get_object_or_404(self.video.versions.films().resting(), number=self.kwargs["number"])

    def post(self, request: HttpRequest, number: int, **kwargs: Any) -> HttpResponse:
        try:
            roll_back(self.video, number, request.user)
        except VersionRefusal as refusal:
            messages.error(request, in_words(refusal))
        else:
            messages.success(request, _("Version %(number)s is on show again.") % {"number": number})
        return self.back()
