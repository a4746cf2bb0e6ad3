"""What the forms of a text track have in common that show a long one page by page."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.functional import cached_property

from media.models import Caption

PER_PAGE = 200


class TrackPageForm(forms.Form):
    """One page of a text track, as it stood when its `version` was read; many fields are sent once per caption."""

    version = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, track: Caption, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.track = track

    @property
    def entries(self) -> Sequence[Any]:
        """What is divided into pages."""
        raise NotImplementedError

    @cached_property
    def page_count(self) -> int:
        return max(-(-len(self.entries) // PER_PAGE), 1)

    @cached_property
    def page_number(self) -> int:
        typed = str(self.data.get("page") or self.initial.get("page") or "1")
        number = int(typed) if typed.isdecimal() and len(typed) < 6 else 1
        return min(max(number, 1), self.page_count)

    @property
    def first_number(self) -> int:
        """The number of the first entry of the page, from 0."""
        return (self.page_number - 1) * PER_PAGE

    def sent(self, name: str) -> list[str]:
        """All values of a field that is sent many times."""
        return self.data.getlist(name) if isinstance(self.data, MultiValueDict) else []
