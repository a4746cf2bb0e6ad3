"""Speech of a recording that a program is to write down as a draft of captions."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from media.models.captions import Language
from media.models.videos import Video
from media.models.work import WorkQuerySet, WorkState


class Recognition(WorkState):
    """The order to recognise one language. Its row is gone once the draft is there."""

    video = models.ForeignKey(Video, on_delete=models.CASCADE, related_name="recognitions")
    language = models.CharField(_("language"), max_length=5, choices=Language.choices)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    objects = WorkQuerySet.as_manager()

    class Meta:
        verbose_name = _("speech recognition")
        verbose_name_plural = _("speech recognitions")
        ordering = ["language", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["video", "language"], name="one_recognition_per_language")
        ]

    def __str__(self) -> str:
        return f"{self.video}, {self.get_language_display()}"

    @property
    def recording(self) -> Video:
        return self.video
