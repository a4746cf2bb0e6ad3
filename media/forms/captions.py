"""A caption track of a recording, as a file or as text."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.forms import WagtailAdminModelForm

from media.captions import MAX_BYTES, CaptionError, Cue, fingerprint, parse_captions, to_vtt
from media.messages import in_words
from media.models import Caption
from media.models.captions import Language

CAPTION_ENDINGS = ".vtt,.srt,.sbv"
CHANGED_MEANWHILE = _(
    "Someone else has changed this track while you were editing it. Your text is still here: copy it, open the "
    "video anew, and put your changes in."
)


class CaptionForm(WagtailAdminModelForm):
    """A caption track, as a file or as text; what is kept is always our own serialisation.

    `version` is the state of the captions when the form was shown. A text that nobody touched changes
    nothing, for someone may have saved the track in the caption editor meanwhile.
    """

    file = forms.FileField(
        label=_("Caption file"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": CAPTION_ENDINGS}),
        help_text=_("VTT, SRT or SBV. Replaces the captions of this track."),
    )
    version = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Caption
        fields = ["language", "kind", "vtt"]
        widgets = {
            "vtt": forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "data-captions-text": True})
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stored_cues: list[Cue] = self.instance.cues if self.instance.pk else []
        self.initial["version"] = fingerprint(self.stored_cues)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        file: UploadedFile | None = data.get("file")
        content = file.read(MAX_BYTES + 1) if file else data.get("vtt", "").encode()
        try:
            cues = self._cues(content, is_file=bool(file))
        except CaptionError as error:
            field = "file" if file and not self._show(content) else "vtt"
            self._refuse(field, ValidationError(in_words(error), code=error.code))
        except ValidationError as error:
            self._refuse("vtt", error)
        else:
            data["vtt"] = to_vtt(cues, data.get("language", Language.GERMAN)) if cues else ""
            self._record_origin(is_file=bool(file))
        return data

    def _cues(self, content: bytes, *, is_file: bool) -> list[Cue]:
        """What is to be stored. Raises CaptionError, or ValidationError if it would undo the work of others."""
        if is_file:
            return parse_captions(content)
        is_new_draft = not self.stored_cues and self.instance.pk is not None
        if is_new_draft and not content.strip():
            return []
        cues = parse_captions(content)
        shown = self.data.get(self.add_prefix("version"), "")
        if not shown or shown == fingerprint(self.stored_cues):
            return cues
        if shown == fingerprint(cues):
            return self.stored_cues
        raise ValidationError(CHANGED_MEANWHILE, code="changed")

    def _record_origin(self, *, is_file: bool) -> None:
        """A file comes from people who made it elsewhere; a draft that is merely looked at stays one."""
        if is_file:
            self.instance.origin = Caption.Origin.PEOPLE
            self.instance.is_reviewed = True

    def _refuse(self, field: str, error: ValidationError) -> None:
        self.add_error(field, error)
        self.cleaned_data.pop("vtt", None)  # what is no captions never reaches the track

    def _show(self, content: bytes) -> bool:
        """Put a refused file into the text field, where its lines can be mended; False if it is no text."""
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            return False
        if len(content) > MAX_BYTES or "\0" in text:
            return False
        self.data: QueryDict = self.data.copy()
        self.data[self.add_prefix("vtt")] = text
        return True


class CaptionFormSet(BaseChildFormSet):
    """All tracks of a recording. Each has an address of its own: `de.vtt`, `de-beschreibung.vtt`."""

    def clean(self) -> None:
        super().clean()
        seen: set[str] = set()
        for form in self.forms:
            if form in self.deleted_forms or not form.is_valid():
                continue
            name = form.instance.file_name
            if name in seen:
                form.add_error("kind", self._taken(form.instance))
            seen.add(name)

    def _taken(self, track: Caption) -> str:
        return gettext(
            "There is a track in this language already (%(language)s). Captions and subtitles of one language "
            "exclude each other."
        ) % {"language": track.get_language_display()}
