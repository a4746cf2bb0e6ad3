"""Further versions of a recording: a film in the place of the former, and films beside it.

The recording itself is the film on show. A new film is made ready out of sight and takes its place in one
step; what it replaces rests for a while, so that there is a way back.
"""

from pathlib import PurePath
from typing import Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from media.models.files import ALTERNATES, VersionKind
from media.models.videos import Video
from media.models.work import State, Work, WorkQuerySet


class VersionQuerySet(WorkQuerySet):
    def films(self) -> Self:
        return self.filter(kind=VersionKind.FILM)

    def coming(self) -> Self:
        """Not yet on show: waiting, at work or failed."""
        return self.exclude(state=State.READY)

    def on_show(self) -> Self:
        return self.filter(is_on_show=True)

    def alternates(self) -> Self:
        return self.filter(kind__in=ALTERNATES)

    def kept(self) -> Self:
        """Out of sight, with their files: former films, and films beside the main one that are withheld."""
        return self.ready().filter(is_on_show=False).exclude(original="")

    def before_a_withdrawal(self) -> Self:
        """Uploaded before a consent was withdrawn: they may show the person."""
        return self.filter(created_at__lt=F("video__consent_withdrawn_at"))

    def resting(self) -> Self:
        """Former films that can still be returned to."""
        moment = F("video__consent_withdrawn_at")
        return self.kept().filter(Q(video__consent_withdrawn_at=None) | Q(created_at__gte=moment))

    def to_look_after(self) -> Self:
        """Films beside the main one that are on show and may have to be withheld."""
        signed = Q(kind=VersionKind.SIGNED, video__consents=None)
        older = Q(created_at__lt=F("video__consent_withdrawn_at"))
        return self.alternates().on_show().filter(signed | older)


def original_path(version: "Version", filename: str) -> str:
    return f"{version.video.folder}/fassungen/{uuid4()}{PurePath(filename).suffix.lower()[:5]}"


class Version(Work):
    """One film of a recording besides the first: its upload, who sent it, and what became of it.

    The film on show has a row only if it was ever replaced or is itself a replacement.
    """

    video = models.ForeignKey(Video, on_delete=models.CASCADE, related_name="versions")
    kind = models.CharField(_("kind"), max_length=20, choices=VersionKind.choices)
    number = models.PositiveIntegerField(_("number"))
    original = models.FileField(_("video file"), upload_to=original_path, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    is_on_show = models.BooleanField(_("on show"), default=False)
    switched_at = models.DateTimeField(_("on show or at rest since"), null=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("uploaded by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField(_("uploaded at"), default=timezone.now)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a video")
        verbose_name_plural = _("versions of videos")
        ordering = ["kind", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["video", "kind", "number"], name="one_version_per_number"),
            models.UniqueConstraint(
                fields=["video", "kind"], condition=Q(is_on_show=True), name="one_version_on_show"
            ),
            models.UniqueConstraint(
                fields=["video", "kind"], condition=~Q(state="ready"), name="one_coming_version"
            ),
            models.CheckConstraint(
                condition=Q(is_on_show=False) | Q(state="ready"), name="version_on_show_is_ready"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"

    @property
    def recording(self) -> Video:
        return self.video

    @property
    def folder(self) -> str:
        return f"{self.video.folder}/{self.pk}"

    def as_owner(self) -> dict[str, Work]:
        return {"version": self}

    @property
    def log_data(self) -> dict[str, object]:
        """How the history of the recording names it."""
        return {"version": self.pk, "kind": self.kind, "number": self.number, "file": self.original_name}

    @property
    def is_film(self) -> bool:
        return self.kind == VersionKind.FILM

    @property
    def is_kept(self) -> bool:
        """Out of sight, with its files."""
        return self.is_ready and not self.is_on_show and bool(self.original)

    @property
    def is_before_a_withdrawal(self) -> bool:
        """Whether it was uploaded before a consent was withdrawn, so that it may show the person."""
        withdrawn_at = self.video.consent_withdrawn_at
        return withdrawn_at is not None and self.created_at < withdrawn_at

    @property
    def is_resting(self) -> bool:
        """Whether it can be returned to."""
        return self.is_kept and not self.is_before_a_withdrawal
