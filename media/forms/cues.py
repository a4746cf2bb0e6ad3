"""The forms of the caption editor: the table of a track, and how a further track begins."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from media.captions import CaptionError, Cue, parse_captions, to_vtt
from media.cue_table import Row, RowError, rows_of, shift, spread
from media.forms.track_pages import PER_PAGE, TrackPageForm
from media.messages import in_words
from media.models import Caption, Video
from media.models.captions import Language

NEW_ROWS = 3  # empty ones at the end of the last page, for writing without script
NAMED_ERRORS = 5
CHANGED_MEANWHILE = _(
    "Someone else has saved this track while you were editing it. Nothing is lost: below is your version. "
    "Look at the other one first; if you save again, yours replaces it."
)


class CueTableForm(TrackPageForm):
    """The captions of a track, row by row.

    With script the browser sends the whole table as JSON in `table`; without, the rows of one page as the
    fields `start`, `end` and `text`, each many times, and the number of the `page`.
    """

    shift_by = forms.FloatField(
        label=_("Shift all captions by (seconds)"),
        required=False,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "placeholder": "-1,5"}),
        help_text=_("With a minus they come earlier. Done when you save."),
    )
    is_reviewed = forms.BooleanField(
        label=_("I have read the text and improved it"),
        required=False,
        help_text=_("Only then is the track no longer a draft, and readers get it."),
    )

    def __init__(self, *args: Any, track: Caption, **kwargs: Any) -> None:
        super().__init__(*args, track=track, **kwargs)
        self.cues: list[Cue] = []
        self.row_errors: dict[int, str] = {}
        self.has_broken_table = False
        if track.is_reviewed:
            del self.fields["is_reviewed"]

    @cached_property
    def stored_rows(self) -> list[Row]:
        source = self.track.translated_from
        return rows_of(self.track.cues, source.cues if source else [])

    @property
    def entries(self) -> list[Row]:
        return self.stored_rows

    @cached_property
    def rows(self) -> list[Row]:
        """All rows of the table, as they were typed if the form was sent."""
        if not self.is_bound:
            return self.stored_rows
        if self.data.get("table"):
            return self._rows_of_json(self.data["table"])
        first, end = self.first_number, self.first_number + PER_PAGE
        return [
            *self.stored_rows[:first],
            *self._rows_of_page(self.stored_rows[first:end]),
            *self.stored_rows[end:],
        ]

    def _rows_of_json(self, table: str) -> list[Row]:
        """What is no table leaves the stored rows, and `clean` refuses it."""
        try:
            rows = [Row(str(start), str(end), str(text)) for start, end, text in json.loads(table)]
            for row in rows:  # JSON can name half a character, which cannot be stored nor shown
                f"{row.start}{row.end}{row.text}".encode()
        except (ValueError, TypeError, RecursionError):
            self.has_broken_table = True
            return self.stored_rows
        return rows

    def _rows_of_page(self, stored: Sequence[Row]) -> list[Row]:
        sources = [*(row.source for row in stored), *[""] * NEW_ROWS]
        deleted = set(self.sent("delete"))
        typed = zip(*(self.sent(name) for name in ("start", "end", "text")), strict=False)
        rows = [Row(*cells) for cells in typed]
        return [
            replace(row, source=sources[number] if number < len(sources) else "")
            for number, row in enumerate(rows)
            if str(number) not in deleted and (row.has_words or row.start.strip() or row.end.strip())
        ]

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        if data.get("version") != self.track.version:
            self.add_error(None, ValidationError(CHANGED_MEANWHILE, code="changed"))
        cues = self._cues_of_rows()
        if self.has_broken_table:
            self.add_error(None, ValidationError(_("The table did not arrive whole. Please save again.")))
        elif not self.row_errors:
            self.cues = self._checked(cues, data.get("shift_by") or 0)
        return data

    def _cues_of_rows(self) -> list[Cue]:
        cues = []
        for number, row in enumerate(self.rows):
            try:
                cue = row.cue()
            except RowError as error:
                self.row_errors[number] = in_words(error)
            else:
                cues += [cue] if cue else []
        self._name_row_errors()
        return cues

    def _name_row_errors(self) -> None:
        for number, sentence in list(self.row_errors.items())[:NAMED_ERRORS]:
            row = gettext("Caption %(number)d: %(sentence)s") % {"number": number + 1, "sentence": sentence}
            self.add_error(None, ValidationError(row, code="row"))

    def _checked(self, cues: list[Cue], seconds: float) -> list[Cue]:
        """What the parser of caption files makes of them: the one judge of what is stored."""
        if not cues and self.track.is_reviewed:
            self.add_error(None, ValidationError(_("A track needs at least one caption."), code="no_cues"))
        if not cues:
            return []
        try:
            return parse_captions(to_vtt(shift(cues, seconds), self.track.language).encode())
        except (CaptionError, RowError) as error:
            self.add_error(None, ValidationError(in_words(error), code=error.code))
            return []

    def save(self) -> Caption:
        """Store the captions; a draft that was read is a draft no longer."""
        self.track.vtt = to_vtt(self.cues, self.track.language) if self.cues else ""
        fields = ["vtt", "changed_at"]
        if self.cleaned_data.get("is_reviewed") and self.cues:
            self.track.is_reviewed = True
            fields.append("is_reviewed")
        self.track.save(update_fields=fields)
        return self.track


class NewTrackForm(forms.Form):
    """A further track: from nothing, from a pasted text, or beside a track that it translates."""

    class Beginning:
        EMPTY = "empty"
        TEXT = "text"
        TIMES = "times"
        COPY = "copy"

    language = forms.ChoiceField(label=_("Language"), choices=Language.choices)
    kind = forms.ChoiceField(label=_("Kind"), choices=Caption.Kind.choices)
    beginning = forms.ChoiceField()
    text = forms.CharField(
        label=_("Text"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("For “Spread a text evenly”: what is said in the film, as one text."),
    )

    def __init__(self, *args: Any, video: Video, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.video = video
        tracks = video.captions.exclude(vtt="")
        begin = self.Beginning
        choices = [
            (begin.EMPTY, _("Nothing: write while watching")),
            (begin.TEXT, _("Spread a text evenly over the film")),
        ]
        if tracks:
            choices += [
                (begin.TIMES, _("Translation: same times, empty text")),
                (begin.COPY, _("Translation: same times, text to overwrite")),
            ]
            self.fields["source"] = forms.ModelChoiceField(
                label=_("Translate"),
                queryset=tracks,
                required=False,
                help_text=_("Its captions stand beside yours while you translate."),
            )
        self.fields["beginning"] = forms.ChoiceField(
            label=_("Begin with"), choices=choices, widget=forms.RadioSelect
        )

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        if self._is_taken(data):
            self.add_error("language", _("There is a track of this kind in this language already."))
        if data.get("beginning") in (self.Beginning.TIMES, self.Beginning.COPY) and not data.get("source"):
            self.add_error("source", _("Choose the track that is to be translated."))
        if data.get("beginning") == self.Beginning.TEXT:
            self._spread(data)
        return data

    def _is_taken(self, data: dict[str, Any]) -> bool:
        new = Caption(language=data.get("language", ""), kind=data.get("kind", ""))
        return any(track.file_name == new.file_name for track in self.video.captions.all())

    def _spread(self, data: dict[str, Any]) -> None:
        try:
            data["cues"] = spread(data.get("text") or "", self.video.duration)
        except CaptionError:
            self.add_error("text", _("Paste the text that is said in the film."))

    def save(self) -> Caption:
        """The track as a draft."""
        data = self.cleaned_data
        origin = {
            self.Beginning.EMPTY: Caption.Origin.PEOPLE,
            self.Beginning.TEXT: Caption.Origin.SPREAD,
        }.get(data["beginning"], Caption.Origin.TRANSLATION)
        cues = data.get("cues", [])
        source: Caption | None = data.get("source") if origin == Caption.Origin.TRANSLATION else None
        if source and data["beginning"] == self.Beginning.COPY:
            cues = source.cues
        return Caption.objects.create(
            video=self.video,
            language=data["language"],
            kind=data["kind"],
            vtt=to_vtt(cues, data["language"]) if cues else "",
            origin=origin,
            translated_from=source,
            is_reviewed=False,
        )
