"""The files that are made from a recording."""

from functools import reduce
from operator import or_
from pathlib import PurePath
from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


def file_path(file: "VideoFile", filename: str) -> str:
    """A path of its own for each version, so that an old file is never served under a new ETag."""
    work = file.video or file.version
    if work is None:
        raise ValueError("A file belongs to a recording or to a version of one.")
    return f"{work.folder}/{uuid4()}{PurePath(filename).suffix.lower()[:5]}"


class VersionKind(models.TextChoices):
    """Which film of a recording. The names of files of all but the first begin with the value."""

    FILM = "film", _("film")
    DESCRIBED = "audiodeskription", _("with audio description")
    SIGNED = "gebaerden", _("with sign language")

    @property
    def prefix(self) -> str:
        """`gebaerden-` of `gebaerden-480p.mp4`; empty for the film itself."""
        return "" if self is VersionKind.FILM else f"{self.value}-"


ALTERNATES = (VersionKind.DESCRIBED, VersionKind.SIGNED)


class VideoFileQuerySet(models.QuerySet):
    def of_kind(self, kind: VersionKind) -> Self:
        """Those of the film itself, or of one film beside it."""
        if kind in ALTERNATES:
            return self.filter(name__startswith=kind.prefix)
        beside = [Q(name__startswith=alternate.prefix) for alternate in ALTERNATES]
        return self.exclude(reduce(or_, beside))


class VideoFile(models.Model):
    """A file made from the original, under the name that its address ends in.

    `480p.mp4`, `720p.mp4`, `vorschau-320.jpg` ...: the address stays, the file behind it may change. On
    show it belongs to the recording; while its version is made or rests it belongs to that.
    Candidates (`kandidat-1.jpg` ...) are for editors only.
    """

    class Kind(models.TextChoices):
        FILM = "film", _("film")
        POSTER = "poster", pgettext_lazy("of a film", "poster")
        CANDIDATE = "candidate", _("suggestion for the poster")
        STRIP = "strip", _("preview strip")

    video = models.ForeignKey("media.Video", null=True, on_delete=models.CASCADE, related_name="files")
    version = models.ForeignKey("media.Version", null=True, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(_("name"), max_length=60)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    file = models.FileField(upload_to=file_path)
    content_type = models.CharField(max_length=40)
    size = models.PositiveBigIntegerField(_("size (bytes)"))
    sha256 = models.CharField(max_length=64)
    width = models.PositiveIntegerField(_("width"))
    height = models.PositiveIntegerField(_("height"))
    second = models.FloatField(_("moment of the film (seconds)"), null=True)  # of a still picture
    created_at = models.DateTimeField(auto_now_add=True)

    objects = VideoFileQuerySet.as_manager()
    # A file is part of its recording, not a place where it is used.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("file of a video")
        verbose_name_plural = _("files of videos")
        ordering = ["kind", "height", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["video", "name"], name="one_file_per_name"),
            models.UniqueConstraint(fields=["version", "name"], name="one_file_per_name_of_version"),
            models.CheckConstraint(
                condition=Q(video__isnull=True, version__isnull=False)
                | Q(video__isnull=False, version__isnull=True),
                name="file_is_on_show_or_of_a_version",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def alternate(self) -> str:
        """Of which film beside the main one it is: `gebaerden` for `gebaerden-480p.mp4`, else empty."""
        return next((kind.value for kind in ALTERNATES if self.name.startswith(kind.prefix)), "")
