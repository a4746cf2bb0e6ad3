"""Which sample content was ever built, whether or not it is still there."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class SampleRecord(models.Model):
    """The fixed key of a sample and the object that was made for it.

    The row outlives its object: what an editor deleted is known and does not return.
    """

    key = models.CharField(_("key"), max_length=120, unique=True)
    content_type = models.ForeignKey(
        ContentType, verbose_name=_("kind"), on_delete=models.CASCADE, related_name="+"
    )
    object_id = models.PositiveBigIntegerField(_("number of the object"))
    target = GenericForeignKey("content_type", "object_id")

    class Meta:
        verbose_name = _("sample record")
        verbose_name_plural = _("sample records")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.key
