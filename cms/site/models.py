"""The one row that the roof keeps for itself."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ContentVersion(models.Model):
    """A single row whose token changes whenever something public changes; see `cms.site.content_version`."""

    token = models.CharField(_("token"), max_length=32)

    class Meta:
        verbose_name = _("content version")
        verbose_name_plural = _("content versions")

    def __str__(self) -> str:
        return self.token
