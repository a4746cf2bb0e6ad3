"""The forms of consents: to record one, to correct it, to withdraw it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from cms.core.models.consents import ConsentRecord

FIELDS = ["name", "kind", "guardian_name", "appearance", "kept_at", "scope", "valid_from", "valid_until"]
NAMES = ("name", "guardian_name")


class ConsentForm(WagtailAdminModelForm):
    """One person's consent. Browsers do not offer the names to whoever sits there next."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in NAMES:
            self.fields[name].widget.attrs["autocomplete"] = "off"

    def save(self, commit: bool = True) -> ConsentRecord:
        if "valid_until" in self.changed_data:
            self.instance.reminded_days = None  # another last day has reminders of its own
        return super().save(commit=commit)


class WithdrawForm(forms.Form):
    """Why a consent ends. The reason goes into the log, which everyone who works on the thing may read."""

    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=255,
        help_text=_("Without names: it stands in the history, which all who work on this may read."),
    )

    def __init__(self, *args: Any, consent: ConsentRecord, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.consent = consent

    def clean_reason(self) -> str:
        reason: str = self.cleaned_data["reason"]
        if self.consent.is_named_in(reason):
            raise ValidationError(_("Leave out the name: the history is read by all who work on this."))
        return reason
