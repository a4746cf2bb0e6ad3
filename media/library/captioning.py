"""The text tracks of a recording in the admin: the caption editor, further tracks, paragraphs, files."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.log_actions import log

from media.captions import to_srt
from media.cue_table import Row, RowError
from media.delivery import attachment
from media.forms.cues import NEW_ROWS, CueTableForm, NewTrackForm
from media.forms.paragraphs import ParagraphForm
from media.forms.track_pages import PER_PAGE
from media.legibility import LIMITS, SENTENCES, remarks
from media.models import Caption, Video
from media.models.videos import VideoQuerySet
from media.permissions import videos_open_to
from media.playback import player
from media.times import parse_clock
from media.views.files import INERT, TRACK_TYPES

FORMATS = ("vtt", "srt")


class TrackViewMixin(PermissionCheckedMixin, WagtailAdminTemplateMixin):
    """A page of the admin about the text of one recording, for those who may edit the recording."""

    model = Video
    permission_required = "change"
    header_icon = "media"
    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def videos(self) -> VideoQuerySet:
        return videos_open_to(self.request.user, "change")

    @property
    def video(self) -> Video:
        raise NotImplementedError

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("videos:index"), "label": Video._meta.verbose_name_plural},
            {"url": reverse("videos:edit", args=[self.video.pk]), "label": self.video.title},
            {"url": "", "label": self.get_page_title()},
        ]

    def log_edit(self) -> None:
        log(instance=self.video, action="wagtail.edit", user=self.request.user)


class OneTrackMixin(TrackViewMixin):
    """The same about one text track, drafts included."""

    @property
    def tracks(self) -> QuerySet[Caption]:
        return Caption.objects.filter(video__in=self.videos).select_related("video", "translated_from")

    @cached_property
    def track(self) -> Caption:
        return get_object_or_404(self.tracks, pk=self.kwargs["pk"])

    @cached_property
    def locked_track(self) -> Caption:
        """The same row, which nobody else writes before the end of the transaction."""
        get_object_or_404(Caption.objects.select_for_update().filter(video__in=self.videos), pk=self.track.pk)
        del self.track
        return self.track

    @property
    def video(self) -> Video:
        return self.track.video


class CaptionEditorView(OneTrackMixin, TemplateView):
    """The table of captions beside the film. With script it is a workshop, without a plain form."""

    template_name = "media/admin/captions.html"

    def get_page_title(self) -> str:
        return str(self.track)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = CueTableForm(track=self.track, initial={"page": request.GET.get("page")})
        return self.render_to_response(self.get_context_data(form=form))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with transaction.atomic():
            form = CueTableForm(request.POST, track=self.locked_track)
            if form.is_valid():
                form.save()
                self.log_edit()
        if not form.is_valid():
            messages.error(request, _("The captions were not saved. Please look at what is marked below."))
            return self.render_to_response(self.get_context_data(form=form))
        messages.success(request, _("The captions are saved."))
        return redirect(self.place_in_editor(form))

    def place_in_editor(self, form: CueTableForm) -> str:
        place = {"page": form.page_number, "t": form.data.get("moment", "")}
        return f"{reverse('videos:captions', args=[self.track.pk])}?{urlencode(place)}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form: CueTableForm = kwargs["form"]
        page = getattr(self.video, "page", None)
        return {
            **super().get_context_data(**kwargs),
            "track": self.track,
            "video": self.video,
            "player": player(self.video, self.video.title, page.language if page else self.track.language),
            "rows": self.shown_rows(form),
            "new_rows": range(NEW_ROWS),
            "empty_row": Row("", "", ""),
            "no_remarks": [],
            "pages": self.pages(form),
            "desk": self.desk(form),
            "submit_button_label": _("Save captions"),
            "submit_button_active_label": _("Saving…"),
        }

    def shown_rows(self, form: CueTableForm) -> list[dict[str, Any]]:
        """The rows of the page with what is wrong or hard to read in each."""
        found = remarks_of_rows(form, self.video.duration)
        first = form.first_number
        return [
            {
                "number": first + number,
                "index": number - 1,
                "row": row,
                "error": form.row_errors.get(first + number - 1, ""),
                "remarks": found.get(first + number - 1, []),
            }
            for number, row in enumerate(form.rows[first : first + PER_PAGE], start=1)
        ]

    def pages(self, form: CueTableForm) -> list[int]:
        count = -(-len(form.rows) // PER_PAGE)
        return list(range(1, count + 1)) if count > 1 else []

    def desk(self, form: CueTableForm) -> dict[str, Any]:
        """What the script works with."""
        source = self.track.translated_from
        return {
            "rows": [[row.start, row.end, row.text] for row in form.rows],
            "source": [[cue.start, cue.end, cue.text] for cue in source.cues] if source else [],
            "limits": LIMITS,
            "sentences": {code: _(sentence) for code, sentence in SENTENCES.items()},
            "duration": self.video.duration,
            "perPage": PER_PAGE,
            "page": form.page_number,
            "moment": self.moment(),
            "isUnsaved": form.is_bound,
            "words": words_of_desk(),
        }

    def moment(self) -> float:
        """Where the film is to stand, in seconds."""
        try:
            return parse_clock(self.request.GET.get("t", ""))
        except ValueError:
            return 0


def remarks_of_rows(form: CueTableForm, duration: float | None) -> dict[int, list[str]]:
    """Sentences on what is hard to read, by the number of the row from 0; rows that are no captions have none."""
    numbers, cues = [], []
    for number, row in enumerate(form.rows):
        try:
            cue = row.cue()
        except RowError:
            continue
        if cue:
            numbers.append(number)
            cues.append(cue)
    return {
        numbers[place]: [_(remark.sentence) % remark.values for remark in found]
        for place, found in remarks(cues, duration).items()
    }


def words_of_desk() -> dict[str, str]:
    """What the script says."""
    return {
        "start": _("Start of caption %(number)s"),
        "end": _("End of caption %(number)s"),
        "text": _("Text of caption %(number)s"),
        "current": _("Caption %(number)s"),
        "play": _("Play from caption %(number)s"),
        "speed": _("%(speed)s characters/s"),
        "notTime": _("This is not a time. Write it like 1:05,250."),
        "endsBeforeStart": _("It ends before it begins, or at the same moment."),
        "beforeZero": _("The first caption would begin before the film does."),
        "count": _("%(count)s captions"),
        "page": _("Captions %(from)s to %(to)s of %(count)s"),
        "remarks": _("%(count)s with a hint"),
        "empty": _("%(count)s without text"),
        "noRemarks": _("All captions read well."),
        "split": _("Caption %(number)s was split."),
        "joined": _("Captions %(number)s and %(next)s were joined."),
        "inserted": _("Caption %(number)s was inserted."),
        "removed": _("Caption %(number)s was deleted."),
        "shifted": _("Captions were shifted: %(count)s."),
        "undone": _("Undone."),
        "nothingToUndo": _("There is nothing to undo."),
        "noNext": _("There is no next caption."),
        "noNumber": _("Write by how many seconds, for example -1,5."),
        "takenBack": _("What you wrote last is back. It was not saved: please save it now."),
    }


class CaptionAddView(TrackViewMixin, TemplateView):
    """A further track of a recording."""

    template_name = "media/admin/caption_add.html"

    @cached_property
    def video(self) -> Video:
        return get_object_or_404(self.videos, pk=self.kwargs["pk"])

    def get_page_title(self) -> str:
        return _("Begin a caption track")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        initial = {"language": "de", "kind": Caption.Kind.CAPTIONS, "beginning": NewTrackForm.Beginning.EMPTY}
        return self.shown(NewTrackForm(video=self.video, initial=initial))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = NewTrackForm(request.POST, video=self.video)
        if not form.is_valid():
            return self.shown(form)
        track = form.save()
        self.log_edit()
        messages.success(
            request, _("The track is there, as a draft. Readers get it when you have confirmed it.")
        )
        return redirect("videos:captions", track.pk)

    def shown(self, form: NewTrackForm) -> HttpResponse:
        return self.render_to_response(
            self.get_context_data(
                form=form, submit_button_label=_("Begin"), submit_button_active_label=_("Beginning…")
            )
        )


class CaptionFileView(OneTrackMixin, View):
    """A track as a file, drafts too: the public addresses know only what was read by a person."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, pk: int, track_format: str) -> HttpResponse:
        if track_format not in FORMATS:
            raise Http404
        text = to_srt(self.track.cues) if track_format == "srt" else self.track.vtt or "WEBVTT\n"
        response = HttpResponse(text, content_type=TRACK_TYPES[track_format])
        response.headers["Cache-Control"] = "private, no-store"
        response.headers["Content-Security-Policy"] = INERT
        if "download" in request.GET:
            name = self.track.file_name.replace(".vtt", f".{track_format}")
            response.headers["Content-Disposition"] = attachment(self.video.title, name)
        return response


class ParagraphsView(OneTrackMixin, TemplateView):
    """Where paragraphs of the transcript begin, who speaks, and headings. Times and words stay."""

    template_name = "media/admin/paragraphs.html"

    def get_page_title(self) -> str:
        return _("Paragraphs of the transcript")

    def get_page_subtitle(self) -> str:
        return str(self.track)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.shown(ParagraphForm(track=self.track, initial={"page": request.GET.get("page")}))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with transaction.atomic():
            form = ParagraphForm(request.POST, track=self.locked_track)
            if form.is_valid():
                form.save()
                self.log_edit()
        if not form.is_valid():
            return self.shown(form)
        messages.success(request, _("The paragraphs are saved."))
        address = reverse("videos:paragraphs", args=[self.track.pk])
        return redirect(f"{address}?{urlencode({'page': form.page_number})}")

    def shown(self, form: ParagraphForm) -> HttpResponse:
        return self.render_to_response(
            self.get_context_data(
                form=form,
                track=self.track,
                video=self.video,
                submit_button_label=_("Save paragraphs"),
                submit_button_active_label=_("Saving…"),
            )
        )
