"""What pages show is not deleted: the refusal, and the sentence that says where the thing is used.

The database protects what a row refers to. What a block or a link in a text refers to is known to
Wagtail's reference index alone, so it is asked here, whatever path leads to the deletion.
"""

from collections.abc import Iterable

from django.db import models
from django.db.models import ProtectedError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from modelcluster.fields import ParentalKey
from wagtail.models import ReferenceIndex

NAMED_PLACES = 5


class InUseError(ProtectedError):
    """Something would be deleted although pages show it; the message is a sentence for editors."""

    def __init__(self, used: models.Model, places: list[models.Model]) -> None:
        super().__init__(refusal(str(used), places), set(places))


def refuse_if_in_use(instance: models.Model) -> None:
    """Raise `InUseError` if a page or another record refers to the object."""
    places = places_of_use(instance)
    if places:
        raise InUseError(instance, places)


def places_of_use(instance: models.Model) -> list[models.Model]:
    """The pages and records that refer to the object, each once."""
    groups = ReferenceIndex.get_references_to(instance).group_by_source_object()
    return [source for source, _references in groups if source != instance]


def refusal(name: str, places: Iterable[models.Model]) -> str:
    """“X” is still used: where, in at most five names."""
    names = list(dict.fromkeys(_name(place) for place in places))
    named = ", ".join(names[:NAMED_PLACES])
    rest = len(names) - NAMED_PLACES
    if rest > 0:
        named = ngettext(
            "%(places)s and %(count)d further place", "%(places)s and %(count)d further places", rest
        ) % {"places": named, "count": rest}
    return _("“%(name)s” was not deleted, because it is used here: %(places)s. Remove it there first.") % {
        "name": name,
        "places": named,
    }


def _name(place: models.Model) -> str:
    """Kind and name; a row below a page counts as the page."""
    owner = _owner(place)
    return _("%(kind)s “%(name)s”") % {"kind": capfirst(owner._meta.verbose_name), "name": owner}


def _owner(place: models.Model) -> models.Model:
    for field in place._meta.get_fields():
        if isinstance(field, ParentalKey):
            return _owner(getattr(place, field.name))
    return place
