"""How much room the films of a collection may take."""

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Collection

MEBIBYTE = 1024**2


class CollectionQuota(models.Model):
    """The most that a collection and those below it may hold; without one it may hold any amount."""

    collection = models.OneToOneField(
        Collection,
        verbose_name=_("collection"),
        on_delete=models.CASCADE,
        related_name="video_quota",
        help_text=_("What lies in the collections below it counts as well."),
    )
    megabytes = models.PositiveIntegerField(
        _("storage space (MB)"),
        validators=[MinValueValidator(1)],
        help_text=_(
            "Originals and all versions made from them together. A film that does not fit any more is "
            "refused before it is uploaded; what is there stays."
        ),
    )

    panels = [FieldPanel("collection"), FieldPanel("megabytes")]

    class Meta:
        verbose_name = _("storage space of a collection")
        verbose_name_plural = _("storage space of collections")
        ordering = ["collection__path", "pk"]

    def __str__(self) -> str:
        return f"{self.collection}: {self.megabytes} MB"

    @property
    def allowed_bytes(self) -> int:
        return self.megabytes * MEBIBYTE
