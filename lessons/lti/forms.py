"""What the coordination fills in."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lessons.lti.fetching import Target
from lessons.lti.models import LearningPlatform, ToolKey
from lessons.lti.refusals import RefusedError

PLACES = ("issuer", "auth_url", "token_url", "jwks_url")


class LearningPlatformForm(forms.ModelForm):
    """A platform as it states itself; also the way to register one by hand."""

    class Meta:
        model = LearningPlatform
        fields = [
            "name",
            "state",
            "issuer",
            "client_id",
            "deployment_ids",
            "auth_url",
            "token_url",
            "jwks_url",
        ]
        widgets = {
            "state": forms.RadioSelect,
            "deployment_ids": forms.Textarea(attrs={"rows": 3}),
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in PLACES:
            if cleaned.get(name):
                self._check_place(name, cleaned[name])
        return cleaned

    def _check_place(self, name: str, address: str) -> None:
        try:
            Target.of(address)
        except RefusedError:
            self.add_error(name, _("Please enter a full address that begins with https://."))


class ToolKeyForm(forms.ModelForm):
    """The order for another key."""

    at_once = forms.BooleanField(
        label=gettext_lazy("Throw the present keys away at once"),
        required=False,
        help_text=gettext_lazy(
            "Only if strangers may know them. Choosing videos may then fail on some platforms for some hours."
        ),
    )

    class Meta:
        model = ToolKey
        fields: list[str] = []
