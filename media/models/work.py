"""Work in the background: its state, the worker who holds it, and how it ended.

A recording is one piece of work, each further version of it another, so is each draft of captions that is to
be recognised: they wait, succeed and fail apart.
"""

from datetime import timedelta
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.core.signals import content_changed

if TYPE_CHECKING:
    from django.db.models.fields.files import FieldFile

    from media.models.files import VideoFileQuerySet
    from media.models.videos import Video

LEASE = timedelta(seconds=60)  # without a heartbeat for so long, the work is given to another worker
MAX_ATTEMPTS = 3


class State(models.TextChoices):
    WAITING = "waiting", _("waiting for processing")
    PROCESSING = "processing", _("being processed")
    READY = "ready", _("ready")
    FAILED = "failed", _("failed")


class PosterSource(models.TextChoices):
    AUTOMATIC = "automatic", _("chosen by the site")
    CANDIDATE = "candidate", _("one of the six suggestions")
    PICTURE = "picture", _("an own picture")


class WorkQuerySet(models.QuerySet):
    """Who may take which work, and the transitions of its state."""

    def ready(self) -> Self:
        return self.filter(state=State.READY)

    def failed(self) -> Self:
        return self.filter(state=State.FAILED)

    def abandoned(self) -> Self:
        """Waiting without anyone at work, or at work with a lease that ran out."""
        return self.filter(Q(state=State.WAITING) | Q(state=State.PROCESSING, lease_until__lt=timezone.now()))

    def exhausted(self) -> Self:
        """Abandoned, and every attempt is used up."""
        return self.abandoned().filter(attempts__gte=MAX_ATTEMPTS)

    def takeable(self) -> Self:
        """Abandoned, with attempts left."""
        return self.abandoned().filter(attempts__lt=MAX_ATTEMPTS)

    def held_by(self, worker: str) -> Self:
        """In the hands of that worker: also after its lease ran out, as long as nobody took it over."""
        return self.filter(state=State.PROCESSING, worker=worker)

    # The transitions of the state. Each is one UPDATE of the rows that are in the state asked for, so of
    # several workers the database lets one win; each returns how many rows changed.

    def mark_processing(self, worker: str) -> int:
        """Give the lease of abandoned work to a worker and count the attempt."""
        return self._turn_to(
            State.PROCESSING,
            self.takeable(),
            attempts=F("attempts") + 1,
            worker=worker,
            lease_until=timezone.now() + LEASE,
        )

    def mark_waiting(self, code: str = "", detail: str = "") -> int:
        """Put it back for a further attempt; the code says why the last one failed."""
        return self._turn_to(State.WAITING, self, error_code=code, error_detail=detail)

    def mark_interrupted(self, code: str = "", detail: str = "") -> int:
        """Put it back as if the attempt had not begun: the worker was told to stop, or the server lacks
        what the code says.
        """
        fields = {"attempts": F("attempts") - 1, "error_code": code, "error_detail": detail}
        return self._turn_to(State.WAITING, self, **fields)

    def mark_ready(self) -> int:
        return self._turn_to(State.READY, self, progress=100)

    def mark_failed(self, code: str, detail: str = "") -> int:
        """End in failure: `code` is a key of `media.messages`, `detail` is for staff."""
        return self._turn_to(State.FAILED, self, error_code=code, error_detail=detail)

    def mark_retried(self) -> int:
        """Let what failed begin from the start, with all attempts."""
        return self._turn_to(State.WAITING, self.failed(), attempts=0)

    def _turn_to(self, state: str, rows: Self, **fields: object) -> int:
        blank = {"worker": "", "lease_until": None, "progress": 0, "error_code": "", "error_detail": ""}
        count = rows.update(**{**blank, "state": state, "changed_at": timezone.now(), **fields})
        if count:
            content_changed.send(sender=self.model)
        return count


class WorkState(models.Model):
    """How far a piece of work is, and in whose hands."""

    State = State

    state = models.CharField(
        _("state"), max_length=12, choices=State.choices, default=State.WAITING, editable=False, db_index=True
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0, editable=False)
    lease_until = models.DateTimeField(null=True, editable=False)
    worker = models.CharField(max_length=80, blank=True, editable=False)
    progress = models.PositiveSmallIntegerField(_("progress (per cent)"), default=0, editable=False)
    error_code = models.CharField(max_length=40, blank=True, editable=False)
    error_detail = models.TextField(blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def recording(self) -> "Video":
        """The recording that the work is for."""
        raise NotImplementedError

    @property
    def is_ready(self) -> bool:
        return self.state == State.READY

    @property
    def has_failed(self) -> bool:
        return self.state == State.FAILED

    @property
    def is_at_work(self) -> bool:
        return self.state in {State.WAITING, State.PROCESSING}


class Work(WorkState):
    """A film that was uploaded, and the making of the files that players need from it."""

    PosterSource = PosterSource

    original: "models.FileField | FieldFile"
    files: "ClassVar[VideoFileQuerySet]"

    duration = models.FloatField(_("duration (seconds)"), null=True, editable=False)
    width = models.PositiveIntegerField(_("width"), null=True, editable=False)
    height = models.PositiveIntegerField(_("height"), null=True, editable=False)
    has_sound = models.BooleanField(_("has sound"), default=True, editable=False)

    flash_seconds = models.JSONField(
        _("dangerous flashes (seconds)"), default=list, blank=True, editable=False
    )
    poster_source = models.CharField(
        _("poster taken from"),
        max_length=10,
        choices=PosterSource.choices,
        default=PosterSource.AUTOMATIC,
        editable=False,
    )

    # Of this very film: another one in its place needs a statement of its own.
    shows_nobody_date = models.DateField(
        _("nobody can be recognised, stated on"), null=True, blank=True, editable=False
    )
    shows_nobody_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("stated by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    original_name = models.CharField(_("name of the file"), max_length=255, editable=False, blank=True)
    original_size = models.PositiveBigIntegerField(_("size of the file (bytes)"), default=0, editable=False)

    class Meta:
        abstract = True

    @property
    def folder(self) -> str:
        """Where its files lie in the storage; nobody else stores there while the work is held."""
        raise NotImplementedError

    def as_owner(self) -> "dict[str, Work]":
        """The field of a file that says whose it is."""
        raise NotImplementedError

    @property
    def shows_nobody(self) -> bool:
        """Whether someone stated that nobody can be recognised."""
        return self.shows_nobody_date is not None

    @property
    def film_name(self) -> str:
        """Tells this film from every other, also after it went on show: no two are stored under one name."""
        return PurePath(str(self.original.name or "")).name
