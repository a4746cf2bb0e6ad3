"""The filters of the list of tandems: only choices that some tandem has, kept in the address."""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol, cast

from django import forms
from django.utils.translation import gettext_lazy as _


class Facets(Protocol):
    """What a tandem is filtered by: for each field the values with their labels."""

    @property
    def facets(self) -> dict[str, dict[str, str]]: ...


class TandemFilterForm(forms.Form):
    """Occupation, topic, outcome and town; a value that no tandem has is ignored in words."""

    beruf = forms.ChoiceField(label=_("Training occupation"), required=False)
    thema = forms.ChoiceField(label=_("Topic"), required=False)
    stand = forms.ChoiceField(label=_("Outcome"), required=False)
    ort = forms.ChoiceField(label=_("Town"), required=False)

    def __init__(self, data: Mapping[str, Any], tandems: Iterable[Facets]) -> None:
        super().__init__(data)
        self.tandems = list(tandems)
        for name, field in self.fields.items():
            values = {value: label for tandem in self.tandems for value, label in tandem.facets[name].items()}
            by_label = sorted(values.items(), key=lambda item: item[1].casefold())
            cast(forms.ChoiceField, field).choices = [("", _("all")), *by_label]
            field.error_messages["invalid_choice"] = _("This filter does not exist; it is ignored.")

    @property
    def chosen(self) -> dict[str, str]:
        """The filters that are set and known."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def results(self) -> list[Any]:
        """The tandems that fit every chosen filter, in their order."""
        return [
            tandem
            for tandem in self.tandems
            if all(value in tandem.facets[name] for name, value in self.chosen.items())
        ]
