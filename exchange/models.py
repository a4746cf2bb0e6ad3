"""What harvesters were told, so that they can be told of every change and of every withdrawal."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from exchange.oai import is_set_name


class RecordQuerySet(models.QuerySet):
    """What a harvest asks for."""

    def between(self, start: datetime | None, end: datetime | None) -> "RecordQuerySet":
        """Changed within both moments, each included."""
        records = self.filter(datestamp__gte=start) if start else self
        return records.filter(datestamp__lte=end) if end else records

    def in_set(self, name: str) -> "RecordQuerySet":
        """All for no name, none for what is no name of a set."""
        if not name:
            return self
        return self.filter(sets__contains=f" {name} ") if is_set_name(name) else self.none()

    def after(self, datestamp: datetime, pk: int) -> "RecordQuerySet":
        """What follows that record in the order of a harvest."""
        return self.filter(Q(datestamp__gt=datestamp) | Q(datestamp=datestamp, pk__gt=pk))


class Record(models.Model):
    """A video as it was last handed to harvesters. It outlives the video: then it says that it is gone.

    `datestamp` is exact to the second and rises with each change of what is said. `sets` are the names
    of its sets between spaces, so that one is found by one comparison on every database.
    """

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(_("key of the video"), max_length=16)
    datestamp = models.DateTimeField(_("changed at"))
    is_deleted = models.BooleanField(_("withdrawn"), default=False)
    sets = models.TextField(_("sets"), default=" ")
    fingerprint = models.CharField(max_length=64)

    objects = RecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("record for harvesters")
        verbose_name_plural = _("records for harvesters")
        ordering = ["datestamp", "pk"]
        constraints = [models.UniqueConstraint(fields=["site", "key"], name="one_record_per_video_and_site")]
        indexes = [models.Index(fields=["site", "datestamp", "id"], name="order_of_a_harvest")]

    def __str__(self) -> str:
        return self.key

    @property
    def set_names(self) -> list[str]:
        return self.sets.split()
