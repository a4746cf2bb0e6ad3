"""The form with which readers report an error: no account, no puzzle."""

import time
from typing import Any

from django import forms
from django.core import signing
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lessons.models import LONGEST_TEXT, ErrorReport
from media.times import format_clock, parse_clock

SHORTEST_TYPING = 3  # seconds; programs are faster, people are not
SALT = "lessons.error_report"


def stamp() -> str:
    """The moment at which a form was handed out, signed."""
    return signing.dumps(time.time(), salt=SALT)


def age_of(text: str) -> float | None:
    """Seconds since the form was handed out; None for a stamp that is not ours."""
    try:
        return time.time() - float(signing.loads(text, salt=SALT))
    except (signing.BadSignature, ValueError, TypeError):
        return None


def with_readable_stamp(data: QueryDict | None) -> QueryDict | None:
    """What was sent; instead of a stamp that is not ours a fresh one: too young this time, good the next."""
    if data is None or age_of(data.get("handed_out", "")) is not None:
        return data
    repaired = data.copy()
    repaired["handed_out"] = stamp()
    return repaired


class LinesTextarea(forms.Textarea):
    """Browsers count a line break once and send two characters."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        text = super().value_from_datadict(data, files, name)
        return text and text.replace("\r\n", "\n")


class ErrorReportForm(forms.ModelForm):
    """What is wrong, where in the film, and whom to ask."""

    moment = forms.CharField(
        label=gettext_lazy("Moment in the film"),
        required=False,
        max_length=20,
        help_text=gettext_lazy("As the player shows it, for example 1:30."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What is it about?"),
        choices=ErrorReport.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Please choose one.")},
    )
    # Programs fill in whatever they find; people do not see it.
    website = forms.CharField(
        label=gettext_lazy("Please leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    handed_out = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    class Meta:
        model = ErrorReport
        fields = ["kind", "moment", "text", "email"]
        labels = {
            "text": gettext_lazy("What is wrong?"),
            "email": gettext_lazy("Your mail address"),
        }
        error_messages = {
            "text": {"required": gettext_lazy("Please tell in your words what is wrong.")},
        }
        help_texts = {
            "text": gettext_lazy("At most 2,000 characters."),
            "email": gettext_lazy(
                "Only if we may ask you about it. Nobody else sees it, and it is deleted with the report."
            ),
        }
        widgets = {
            "text": LinesTextarea(attrs={"rows": 7, "maxlength": LONGEST_TEXT}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
        }

    def __init__(
        self, data: QueryDict | None = None, *, duration: float | None = None, **kwargs: Any
    ) -> None:
        super().__init__(with_readable_stamp(data), **kwargs)
        self.duration = duration
        self.initial.setdefault("handed_out", stamp())

    @property
    def people_fields(self) -> list[forms.BoundField]:
        """What people see, in order."""
        return [self[name] for name in self.Meta.fields]

    @property
    def is_by_a_program(self) -> bool:
        """Whether the field that nobody sees was filled in."""
        return bool(self.data.get("website"))

    def clean_moment(self) -> float | None:
        text = self.cleaned_data["moment"].strip()
        if not text:
            return None
        try:
            moment = parse_clock(text)
        except ValueError as error:
            raise forms.ValidationError(
                _("This is no time. Write it like 1:30 or leave it empty.")
            ) from error
        if self.duration is not None and moment > self.duration:
            raise forms.ValidationError(_("The film ends at %(end)s.") % {"end": format_clock(self.duration)})
        return moment

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        age = age_of(cleaned.get("handed_out", ""))
        if not self.errors and (age is None or age < SHORTEST_TYPING):
            raise forms.ValidationError(
                _("That was very quick, so it might come from a program. Please send it once more.")
            )
        return cleaned


class ErrorReportAdminForm(forms.ModelForm):
    """What an editor does about it. What the reader wrote is not changed."""

    class Meta:
        model = ErrorReport
        fields = ["state", "note"]
