"""The files that are made from a recording."""

from pathlib import PurePath
from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


def file_path(file: "VideoFile", filename: str) -> str:
    """A path of its own for each version, so that an old file is never served under a new ETag."""
    return f"videos/{file.video.key}/{uuid4()}{PurePath(filename).suffix.lower()[:5]}"


class VideoFile(models.Model):
    """A file made from the original, under the name that its address ends in.

    `480p.mp4`, `720p.mp4`, `vorschau-320.jpg` ...: the address stays, the file behind it may change.
    """

    class Kind(models.TextChoices):
        FILM = "film", _("film")
        POSTER = "poster", pgettext_lazy("of a film", "poster")

    video = models.ForeignKey("media.Video", on_delete=models.CASCADE, related_name="files")
    name = models.CharField(_("name"), max_length=60)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    file = models.FileField(upload_to=file_path)
    content_type = models.CharField(max_length=40)
    size = models.PositiveBigIntegerField(_("size (bytes)"))
    sha256 = models.CharField(max_length=64)
    width = models.PositiveIntegerField(_("width"))
    height = models.PositiveIntegerField(_("height"))
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("file of a video")
        verbose_name_plural = _("files of videos")
        ordering = ["kind", "height", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["video", "name"], name="one_file_per_name"),
        ]

    def __str__(self) -> str:
        return self.name
