"""The filters of the list of learning videos; they stay in the address."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cms.core.german import MAX_QUERY_CHARACTERS, query_terms
from cms.core.models import Occupation, Topic

ANY = ("", _("all"))
# The name in the address, and what it asks of a video page.
LOOKUPS = {
    "beruf": "occupation_links__occupation",
    "thema": "topic_links__topic__slug",
    "jahr": "training_year",
    "lernort": "place_of_learning",
}


class VideoFilterForm(forms.Form):
    """Words, occupation, topic, year and place; a value that no video has is passed over in words."""

    q = forms.CharField(
        label=_("Words in title or transcript"),
        required=False,
        max_length=MAX_QUERY_CHARACTERS,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    beruf = forms.ChoiceField(label=_("Training occupation"), required=False)
    thema = forms.ChoiceField(label=_("Topic"), required=False)
    jahr = forms.ChoiceField(label=_("Year of training"), required=False)
    lernort = forms.ChoiceField(label=_("Place of learning"), required=False)

    def __init__(self, data: Mapping[str, Any], videos: QuerySet) -> None:
        """`videos` are the pages to choose from, in their order."""
        super().__init__(data)
        self.videos = videos
        for name, choices in self._choices().items():
            field = cast(forms.ChoiceField, self.fields[name])
            field.choices = [ANY, *choices]
            field.error_messages["invalid_choice"] = _("This filter does not exist; it is ignored.")

    def _choices(self) -> dict[str, list[tuple[Any, Any]]]:
        """What some video has; years and places are few and always the same."""
        occupations = Occupation.objects.filter(pk__in=self.videos.values(LOOKUPS["beruf"]))
        topics = Topic.objects.filter(slug__in=self.videos.values(LOOKUPS["thema"]))
        return {
            "beruf": [(str(one.pk), one.name) for one in occupations],
            "thema": [(one.slug, one.name) for one in topics],
            "jahr": self.videos.model.TrainingYear.choices,
            "lernort": self.videos.model.PlaceOfLearning.choices,
        }

    @property
    def chosen(self) -> dict[str, str]:
        """The filters that are set and known."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def results(self) -> Any:
        """The pages that fit every filter: a queryset, or search results with the best first."""
        chosen = self.chosen
        videos = self.videos
        for name in LOOKUPS.keys() & chosen.keys():
            fitting = videos.model.objects.filter(**{LOOKUPS[name]: chosen[name]})
            videos = videos.filter(pk__in=fitting.values("pk"))
        return search(videos, chosen["q"]) if "q" in chosen else videos


def search(videos: QuerySet, words: str) -> Any:
    """Those of the pages that have every word, in title, transcript or elsewhere."""
    terms = query_terms(words)
    if not terms:
        return videos.none()
    # One plain condition: the search backend accepts filters on indexed fields only.
    found = videos.model.objects.filter(pk__in=videos.order_by().values("pk")).for_lists()
    return found.search(" ".join(terms), operator="and")
