"""The forms that take a film: whole with a form, or announced to arrive in pieces."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.collections import BaseCollectionMemberForm, CollectionChoiceField
from wagtail.models import Collection

from media.completion import Destination
from media.intake import TITLE_LENGTH, readable_name, title_from
from media.models import Upload, Video
from media.permissions import Person, video_policy, videos_open_to
from media.upload_handlers import max_upload_bytes

FILM_TYPES = "video/*,.mkv,.avi,.wmv,.flv,.ogv,.mpg"
LARGEST_NUMBER = 2**63 - 1


class FilmForm(forms.ModelForm):
    """A film for a recording that is there."""

    file = forms.FileField(
        label=_("Video file"), widget=forms.FileInput(attrs={"accept": FILM_TYPES}), allow_empty_file=True
    )

    class Meta:
        model = Video
        fields = ["file"]

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
        """The recording has its title."""
        return ""

    @property
    def is_said_to_show_nobody(self) -> bool:
        """Whether it is stated of this film that nobody can be recognised."""
        return self.cleaned_data.get("shows_nobody", False)


class SuccessorForm(FilmForm):
    """A film in the place of one in which nobody can be recognised: is this true of it as well?"""

    shows_nobody = forms.BooleanField(
        label=_("Nobody can be recognised in the new film either"),
        required=False,
        help_text=_(
            "So far it is on record that nobody can be recognised. This ends with the old film: if you do not "
            "state it of the new one, the video goes offline once that is shown."
        ),
    )


class UploadForm(FilmForm, BaseCollectionMemberForm):
    """A film file with its title and the collection it goes into."""

    permission_policy = video_policy

    title = forms.CharField(
        label=_("Title"),
        required=False,
        max_length=TITLE_LENGTH,
        help_text=_("Empty: the name of the file."),
    )
    collection = CollectionChoiceField(
        label=_("Collection"), queryset=Collection.objects.all(), empty_label=None
    )
    field_order = ["title", "file", "collection"]

    class Meta:
        model = Video
        fields = ["title", "file", "collection"]
        field_classes = {"collection": CollectionChoiceField}

    @property
    def chosen_title(self) -> str:
        """The title that was typed, else the name of the file without its ending."""
        return self.cleaned_data["title"] or title_from(self.cleaned_data["file"].name or "")

    @property
    def chosen_collection(self) -> Collection:
        """The collection that was chosen, or the only one there is to choose."""
        return self.cleaned_data.get("collection") or self.collections[0]


class NameField(forms.CharField):
    """What people call a file, as text and nothing else."""

    def to_python(self, value: Any) -> str:
        return readable_name(super().to_python(value) or "")


class AnnouncementForm(forms.Form):
    """What is known of a film before its first byte: sent by the script of the upload page."""

    name = NameField()
    size = forms.IntegerField(min_value=0, max_value=LARGEST_NUMBER)
    last_modified = forms.IntegerField(required=False, min_value=-LARGEST_NUMBER, max_value=LARGEST_NUMBER)
    sha256 = forms.RegexField(r"\A[0-9a-f]{64}\Z", required=False)
    title = forms.CharField(required=False, max_length=TITLE_LENGTH)
    purpose = forms.ChoiceField(choices=Upload.Purpose.choices)
    collection = forms.ModelChoiceField(Collection.objects.none(), required=False)
    video = forms.ModelChoiceField(Video.objects.none(), required=False)

    def __init__(self, *args: Any, user: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        querysets = {
            "collection": video_policy.collections_user_has_permission_for(user, "add"),
            "video": videos_open_to(user, "change").select_related("collection"),
        }
        for name, queryset in querysets.items():
            self.fields[name].queryset = queryset  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        is_new = data.get("purpose") == Upload.Purpose.NEW
        needed = "collection" if is_new else "video"
        if not data.get(needed) and needed not in self.errors:
            self.add_error(
                needed, ValidationError(gettext("Please choose where the film belongs."), "required")
            )
        return data

    @property
    def destination(self) -> Destination:
        data = self.cleaned_data
        if data["purpose"] == Upload.Purpose.NEW:
            return Destination(data["collection"])
        return Destination(data["video"].collection, data["purpose"], data["video"])

    def earlier(self) -> Upload | None:
        """The same film for the same place, begun earlier by the same person or just taken in.

        What was taken in is found too: the answer that said so may have been lost. Another film for a
        recording is always wanted.
        """
        going_on = Q(state=Upload.State.UNDERWAY)
        taken_in = Q(state=Upload.State.ACCEPTED, purpose=Upload.Purpose.NEW)
        wanted = {"video": self.destination.video} if self.destination.video else {}
        return Upload.objects.filter(going_on | taken_in, **self._described(), **wanted).first()

    def begin(self) -> Upload:
        return Upload.objects.create(
            **self._described(),
            video=self.destination.video,
            title=self.cleaned_data["title"] or title_from(self.cleaned_data["name"]),
        )

    def _described(self) -> dict[str, Any]:
        place = self.destination
        facts = {name: self.cleaned_data[name] for name in ("name", "size", "last_modified", "sha256")}
        return {
            "user_id": self.user.pk,
            "purpose": place.purpose,
            "collection": place.collection,
            **facts,
        }


def too_large() -> str:
    return gettext("The file is too large: at most %(size)s are possible. Export the film smaller.") % {
        "size": filesizeformat(max_upload_bytes())
    }
