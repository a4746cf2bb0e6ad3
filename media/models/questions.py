"""Questions to a video that stand on its worksheet."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

MOST_LINES = 20  # half a sheet of A4


class VideoQuestion(Orderable):
    """A question or task, with lines to answer it on paper."""

    page = ParentalKey("media.VideoPage", on_delete=models.CASCADE, related_name="questions")
    text = models.CharField(
        _("question or task"),
        max_length=300,
        help_text=_("For example “Why is the fuse checked without voltage?”"),
    )
    lines = models.PositiveSmallIntegerField(
        _("lines to write on"), default=3, validators=[MaxValueValidator(MOST_LINES)]
    )

    panels = ["text", "lines"]

    class Meta(Orderable.Meta):
        verbose_name = _("question for the worksheet")
        verbose_name_plural = _("questions for the worksheet")

    def __str__(self) -> str:
        return self.text
