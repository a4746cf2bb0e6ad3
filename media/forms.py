"""The forms of the video library: the upload, and everything an editor adds to a recording."""

from pathlib import PurePath
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.forms.collections import BaseCollectionMemberForm, CollectionChoiceField
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
)
from wagtail.models import Collection

from media.captions import MAX_BYTES, CaptionError, parse_captions, to_vtt
from media.chapters import ChapterError, parse_chapters
from media.messages import in_words
from media.models import Caption, Chapter, Video
from media.models.captions import Language
from media.permissions import video_policy
from media.publication import Missing, missing
from media.times import format_clock, parse_clock
from media.upload_handlers import max_upload_bytes

CAPTION_ENDINGS = ".vtt,.srt,.sbv"
FILM_TYPES = "video/*,.mkv,.avi,.wmv,.flv,.ogv,.mpg"


class UploadForm(BaseCollectionMemberForm):
    """A film file with its title and the collection it goes into."""

    permission_policy = video_policy

    title = forms.CharField(
        label=_("Title"),
        required=False,
        max_length=Video._meta.get_field("title").max_length,
        help_text=_("Empty: the name of the file."),
    )
    file = forms.FileField(
        label=_("Video file"), widget=forms.FileInput(attrs={"accept": FILM_TYPES}), allow_empty_file=True
    )
    collection = CollectionChoiceField(
        label=_("Collection"), queryset=Collection.objects.all(), empty_label=None
    )

    class Meta:
        model = Video
        fields = ["title", "file", "collection"]
        field_classes = {"collection": CollectionChoiceField}

    def __init__(self, *args: Any, is_too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _("MP4, MOV, WebM and others, at most %(size)s.") % {
            "size": filesizeformat(max_upload_bytes())
        }
        if is_too_large:
            self.fields["file"].error_messages["required"] = too_large()

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if file.size is not None and file.size > max_upload_bytes():
            raise ValidationError(too_large(), code="too_large")
        return file

    @property
    def chosen_title(self) -> str:
        """The title that was typed, else the name of the file without its ending."""
        name = PurePath(self.cleaned_data["file"].name or "").stem.replace("_", " ").strip()
        return self.cleaned_data["title"] or name[: self.fields["title"].max_length] or gettext("Video")

    @property
    def chosen_collection(self) -> Collection:
        """The collection that was chosen, or the only one there is to choose."""
        return self.cleaned_data.get("collection") or self.collections[0]


def too_large() -> str:
    return gettext("The file is too large: at most %(size)s are possible. Export the film smaller.") % {
        "size": filesizeformat(max_upload_bytes())
    }


class ClockField(forms.Field):
    """A moment of the film as people write it; its value is seconds."""

    def prepare_value(self, value: Any) -> Any:
        return format_clock(value) if isinstance(value, int | float) else value

    def to_python(self, value: Any) -> float | None:
        text = str(value or "").strip()
        if not text:
            return None
        try:
            return parse_clock(text)
        except ValueError as error:
            raise ValidationError(
                _("This is not a time. Write it like 1:30 or 1:02:03."), code="invalid"
            ) from error

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Milliseconds, which the clock does not show, are no change."""
        shown = self.prepare_value(initial)
        return (shown or "") != (data or "").strip()


class ChapterForm(WagtailAdminModelForm):
    start = ClockField(label=_("Start"), widget=forms.TextInput(attrs={"placeholder": "1:20"}))

    class Meta:
        model = Chapter
        fields = ["start", "title"]

    def clean_start(self) -> float | None:
        # The clock shows whole seconds; what nobody touched keeps its fraction.
        return self.cleaned_data["start"] if "start" in self.changed_data else self.instance.start


class CaptionForm(WagtailAdminModelForm):
    """A caption track, as a file or as text; what is kept is always our own serialisation."""

    file = forms.FileField(
        label=_("Caption file"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": CAPTION_ENDINGS}),
        help_text=_("VTT, SRT or SBV. Replaces the text below."),
    )

    class Meta:
        model = Caption
        fields = ["language", "kind", "vtt"]
        widgets = {
            "vtt": forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "data-captions-text": True})
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        file: UploadedFile | None = data.get("file")
        content = file.read(MAX_BYTES + 1) if file else data.get("vtt", "").encode()
        try:
            cues = parse_captions(content)
        except CaptionError as error:
            field = "file" if file and not self._show(content) else "vtt"
            self.add_error(field, ValidationError(in_words(error), code=error.code))
        else:
            data["vtt"] = to_vtt(cues, data.get("language", Language.GERMAN))
        return data

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


class VideoForm(WagtailAdminModelForm):
    """What editors add to a recording. The state of its processing is not theirs and is left alone."""

    chapter_list = forms.CharField(
        label=_("Chapters as a list"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "placeholder": "0:00 …\n1:20 …"}),
        help_text=_("One chapter a line, first the time. Replaces all chapters above."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._limit_collections()

    def _limit_collections(self) -> None:
        """A video moves only to where its editor may add videos, or stays where it is."""
        if self.for_user is None:
            return
        allowed = video_policy.collections_user_has_permission_for(self.for_user, "add")
        own = Collection.objects.filter(pk=self.instance.collection_id)
        self.fields["collection"].queryset = allowed | own

    def clean_chapter_list(self) -> list[tuple[float, str]]:
        """The chapters as (start in seconds, title)."""
        try:
            return parse_chapters(self.cleaned_data["chapter_list"], self.instance.duration)
        except ChapterError as error:
            raise ValidationError(in_words(error), code=error.code) from error

    def is_valid(self) -> bool:
        if not super().is_valid():
            return False
        for item in self.missing_on_live_page():
            self.add_error(None, ValidationError(_breaks_live_page(item), code=item.code))
        return not self.errors

    def missing_on_live_page(self) -> list[Missing]:
        """What a live page of this video would lack after saving. The processing is no editor's doing."""
        page = getattr(self.instance, "page", None)
        if page is None or not page.live:
            return []
        page.video = self.save(commit=False)
        return [item for item in missing(page) if item.code != "ready"]

    def save(self, commit: bool = True) -> Video:
        video = super().save(commit=False)
        if self.cleaned_data["chapter_list"]:
            video.chapters = [
                Chapter(start=start, title=title) for start, title in self.cleaned_data["chapter_list"]
            ]
        if commit:
            # Only what the form shows: the worker may record state and progress at the same moment.
            own = [field.name for field in Video._meta.fields if field.name in self.fields]
            video.save(update_fields=[*own, "changed_at", *self.formsets])
        return video


class FormPanel(InlinePanel):
    """An inline panel whose rows are forms of ours."""

    def __init__(self, *args: Any, form: type[WagtailAdminModelForm], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.form = form

    def clone_kwargs(self) -> dict[str, Any]:
        return {**super().clone_kwargs(), "form": self.form}

    def get_form_options(self) -> dict[str, Any]:
        options = super().get_form_options()
        options["formsets"][self.relation_name]["form"] = self.form
        return options


def video_edit_handler() -> ObjectList:
    """The edit form of a recording, from what every video needs to what some have."""
    return ObjectList(
        [
            FieldPanel("title"),
            FieldPanel("collection"),
            InlinePanel("authors", heading=_("Authors"), label=_("Author")),
            MultiFieldPanel(
                [
                    FieldRowPanel(["licence_code", "made_year"]),
                    HelpPanel(template="media/admin/licence_help.html"),
                ],
                heading=_("Licence"),
            ),
            FormPanel(
                "captions",
                form=CaptionForm,
                panels=[FieldRowPanel(["language", "kind"]), FieldPanel("file"), FieldPanel("vtt")],
                heading=_("Captions"),
                label=_("Caption track"),
            ),
            MultiFieldPanel(
                [FieldRowPanel(["caption_waiver", "caption_waiver_date"])], heading=_("No captions needed")
            ),
            FormPanel(
                "chapters",
                form=ChapterForm,
                panels=[FieldRowPanel(["start", "title"])],
                heading=_("Chapters"),
                label=_("Chapter"),
            ),
            FieldPanel("chapter_list"),
        ],
        base_form_class=VideoForm,
    )


def _breaks_live_page(item: Missing) -> str:
    return gettext("A published page shows this video, so it cannot be saved like this. %(reason)s") % {
        "reason": item.message
    }
