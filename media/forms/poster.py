"""The form that takes an own picture as the poster of a film."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.images.widgets import AdminImageChooser
from wagtail.permissions import policy_registry

from cms.core.models import Picture

PICTURE_TYPES = "image/jpeg,image/png,image/webp"


class OwnPosterForm(forms.Form):
    """One picture: a file, or one of the picture library that its user may choose."""

    file = forms.FileField(
        label=gettext_lazy("Picture file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": PICTURE_TYPES}),
    )
    picture = forms.ModelChoiceField(
        Picture.objects.none(),
        label=gettext_lazy("Picture from the library"),
        required=False,
        widget=AdminImageChooser,
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        policy = policy_registry.get_by_type(Picture)
        field: forms.ModelChoiceField = self.fields["picture"]  # type: ignore[assignment]
        field.queryset = policy.instances_user_has_permission_for(user, "choose")
        self.fields["file"].help_text = _(
            "JPEG, PNG or WebP, at most %(size)s, best 1280 × 720 or larger."
        ) % {"size": filesizeformat(settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE)}

    def clean_file(self) -> UploadedFile | None:
        file: UploadedFile | None = self.cleaned_data["file"]
        if file and (file.size or 0) > settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE:
            raise ValidationError(_("The picture is too large. Please save it smaller and choose it again."))
        return file

    def clean_picture(self) -> Picture | None:
        """The poster is a copy, which the end of a consent for the picture would never reach."""
        picture: Picture | None = self.cleaned_data["picture"]
        if picture and picture.consents.exists():
            raise ValidationError(
                _(
                    "This picture shows people whose consent is recorded with the picture. Please record their "
                    "consent with the video, and upload the picture here as a file."
                )
            )
        return picture

    def clean(self) -> None:
        if not self.errors and bool(self.cleaned_data.get("file")) == bool(self.cleaned_data.get("picture")):
            raise ValidationError(_("Choose a file or a picture of the library, one of the two."))
