"""Who agreed to be shown in a recording."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.core.models.consents import ConsentRecord


class Consent(ConsentRecord):
    """Someone who can be recognised in a recording agrees. A row of the recording: in no revision, no copy."""

    video = models.ForeignKey("media.Video", on_delete=models.CASCADE, related_name="consents")

    class Meta(ConsentRecord.Meta):
        verbose_name = _("consent for a video")
        verbose_name_plural = _("consents for videos")
