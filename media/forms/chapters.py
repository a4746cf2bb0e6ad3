"""A chapter of a recording, its moment as people write it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from media.models import Chapter
from media.times import format_clock, parse_clock


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
