"""Rows that tie a page to the vocabularies and to what is maintained once.

They are rows and not many-to-many fields, because a row protects what it names from deletion and shows
up in Wagtail's usage lists. A room adds the page: `page = ParentalKey(TandemPage, related_name=...)`.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Orderable


class OrganisationLink(Orderable):
    """A page names an organisation."""

    organisation = models.ForeignKey(
        "core.Organisation", verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="+"
    )

    panels = ["organisation"]

    class Meta(Orderable.Meta):
        abstract = True
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")


class OccupationLink(Orderable):
    """A page is about a training occupation."""

    occupation = models.ForeignKey(
        "core.Occupation", verbose_name=_("training occupation"), on_delete=models.PROTECT, related_name="+"
    )

    panels = ["occupation"]

    class Meta(Orderable.Meta):
        abstract = True
        verbose_name = _("training occupation")
        verbose_name_plural = _("training occupations")


class TopicLink(Orderable):
    """A page belongs to a topic."""

    topic = models.ForeignKey(
        "core.Topic", verbose_name=_("topic"), on_delete=models.PROTECT, related_name="+"
    )

    panels = ["topic"]

    class Meta(Orderable.Meta):
        abstract = True
        verbose_name = _("topic")
        verbose_name_plural = _("topics")


class MaterialLink(Orderable):
    """A page offers material."""

    material = models.ForeignKey(
        "core.Material", verbose_name=_("material"), on_delete=models.PROTECT, related_name="+"
    )

    panels = ["material"]

    class Meta(Orderable.Meta):
        abstract = True
        verbose_name = _("material")
        verbose_name_plural = _("material")
