"""The recording: its original, licence, authors, chapters and the state of its processing.

It and what hangs on it are in no revision: a licence or a caption must not return with an old draft.
"""

from datetime import timedelta
from pathlib import PurePath
from uuid import uuid4

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldRowPanel
from wagtail.models import CollectionMember, Orderable
from wagtail.search import index

from cms.core.licences import Licence, LicenceCode, licence
from cms.core.signals import content_changed
from media.chapters import MAX_TITLE_LENGTH
from media.keys import new_key
from media.models.captions import Caption
from media.models.files import VideoFile

LEASE = timedelta(seconds=60)  # without a heartbeat for so long, the work is given to another worker
MAX_ATTEMPTS = 3


class VideoQuerySet(models.QuerySet):
    """What the library, the clock and the reports ask."""

    def ready(self) -> "VideoQuerySet":
        return self.filter(state=Video.State.READY)

    def failed(self) -> "VideoQuerySet":
        return self.filter(state=Video.State.FAILED)

    def missing_captions(self) -> "VideoQuerySet":
        """Without captions in any language and without a recorded reason."""
        return self.filter(captions__isnull=True, caption_waiver="")

    def missing_licence(self) -> "VideoQuerySet":
        return self.filter(licence_code="")

    def missing_authors(self) -> "VideoQuerySet":
        return self.filter(authors__isnull=True)

    def needing_a_person(self) -> "VideoQuerySet":
        """Failed, or lacking what only people can add."""
        return self.filter(
            Q(state=Video.State.FAILED)
            | Q(captions__isnull=True, caption_waiver="")
            | Q(licence_code="")
            | Q(authors__isnull=True)
        ).distinct()

    def with_details(self) -> "VideoQuerySet":
        """With what lists of the library show, in a fixed number of queries; captions without their texts."""
        tracks = models.Prefetch("captions", Caption.objects.defer("vtt"))
        return self.select_related("collection", "page").prefetch_related("authors", "files", tracks)

    def abandoned(self) -> "VideoQuerySet":
        """Waiting without anyone at work, or at work with a lease that ran out."""
        return self.filter(
            Q(state=Video.State.WAITING) | Q(state=Video.State.PROCESSING, lease_until__lt=timezone.now())
        )

    def exhausted(self) -> "VideoQuerySet":
        """Abandoned, and every attempt is used up."""
        return self.abandoned().filter(attempts__gte=MAX_ATTEMPTS)

    def held_by(self, worker: str) -> "VideoQuerySet":
        """In the hands of that worker: also after its lease ran out, as long as nobody took it over."""
        return self.filter(state=Video.State.PROCESSING, worker=worker)

    # The transitions of the state. Each is one UPDATE of the rows that are in the state asked for, so of
    # several workers the database lets one win; each returns how many rows changed.

    def mark_processing(self, worker: str) -> int:
        """Give the lease of abandoned videos to a worker and count the attempt."""
        return self._turn_to(
            Video.State.PROCESSING,
            self.abandoned().filter(attempts__lt=MAX_ATTEMPTS),
            attempts=F("attempts") + 1,
            worker=worker,
            lease_until=timezone.now() + LEASE,
        )

    def mark_waiting(self, code: str = "", detail: str = "") -> int:
        """Put them back for a further attempt; the code says why the last one failed."""
        return self._turn_to(Video.State.WAITING, self, error_code=code, error_detail=detail)

    def mark_interrupted(self) -> int:
        """Put them back as if the attempt had not begun: the worker was told to stop."""
        return self._turn_to(Video.State.WAITING, self, attempts=F("attempts") - 1)

    def mark_ready(self) -> int:
        return self._turn_to(Video.State.READY, self, progress=100)

    def mark_failed(self, code: str, detail: str = "") -> int:
        """End in failure: `code` is a key of `media.messages`, `detail` is for staff."""
        return self._turn_to(Video.State.FAILED, self, error_code=code, error_detail=detail)

    def mark_retried(self) -> int:
        """Let failed ones begin from the start, with all attempts."""
        return self._turn_to(Video.State.WAITING, self.failed(), attempts=0)

    def _turn_to(self, state: str, videos: "VideoQuerySet", **fields: object) -> int:
        blank = {"worker": "", "lease_until": None, "progress": 0, "error_code": "", "error_detail": ""}
        count = videos.update(**{**blank, "state": state, "changed_at": timezone.now(), **fields})
        if count:
            content_changed.send(sender=Video)
        return count


def original_path(video: "Video", filename: str) -> str:
    return f"videos/{video.key}/{uuid4()}{PurePath(filename).suffix.lower()[:5]}"


class Video(CollectionMember, index.Indexed, ClusterableModel):
    """A recording in the library. Pages publish it; its key stays for its life."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting for processing")
        PROCESSING = "processing", _("being processed")
        READY = "ready", _("ready")
        FAILED = "failed", _("failed")

    key = models.CharField(_("key"), max_length=16, unique=True, editable=False, default=new_key)
    title = models.CharField(
        _("title"),
        max_length=200,
        help_text=_("As the video is called in the library and in its licence line."),
    )
    original = models.FileField(_("video file"), upload_to=original_path, editable=False)
    original_name = models.CharField(_("name of the file"), max_length=255, editable=False, blank=True)
    original_size = models.PositiveBigIntegerField(_("size of the file (bytes)"), default=0, editable=False)
    licence_code = models.CharField(
        _("licence"),
        max_length=20,
        choices=LicenceCode.choices,
        blank=True,
        help_text=_(
            "What others may do with the video. CC BY is the usual choice for open teaching material."
        ),
    )
    caption_waiver = models.CharField(
        _("why it needs no captions"),
        max_length=255,
        blank=True,
        help_text=_("Only for videos without speech, for example “Shows handling without a word”."),
    )
    caption_waiver_date = models.DateField(_("recorded on"), null=True, blank=True)
    made_year = models.PositiveSmallIntegerField(_("made in (year)"), null=True, blank=True)
    is_sample = models.BooleanField(_("sample content"), default=False, editable=False)

    state = models.CharField(
        _("state"), max_length=12, choices=State.choices, default=State.WAITING, editable=False, db_index=True
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0, editable=False)
    lease_until = models.DateTimeField(null=True, editable=False)
    worker = models.CharField(max_length=80, blank=True, editable=False)
    task_id = models.CharField(max_length=64, blank=True, editable=False)  # of the task that wakes a worker
    progress = models.PositiveSmallIntegerField(_("progress (per cent)"), default=0, editable=False)
    error_code = models.CharField(max_length=40, blank=True, editable=False)
    error_detail = models.TextField(blank=True, editable=False)

    duration = models.FloatField(_("duration (seconds)"), null=True, editable=False)
    width = models.PositiveIntegerField(_("width"), null=True, editable=False)
    height = models.PositiveIntegerField(_("height"), null=True, editable=False)
    has_sound = models.BooleanField(_("has sound"), default=True, editable=False)

    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("uploaded by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    objects = VideoQuerySet.as_manager()

    search_fields = [
        *CollectionMember.search_fields,
        index.SearchField("title", boost=2),
        index.AutocompleteField("title"),
        index.FilterField("state"),
        index.FilterField("id"),
        index.FilterField("title"),
        index.FilterField("created_at"),
        index.FilterField("licence_code"),
    ]

    class Meta:
        verbose_name = _("video")
        verbose_name_plural = _("videos")
        permissions = [("choose_video", _("Can choose video"))]
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(caption_waiver="") | Q(caption_waiver_date__isnull=False),
                name="caption_waiver_has_a_date",
                violation_error_message=_("Enter the day on which the reason was recorded."),
            ),
            models.CheckConstraint(
                condition=~Q(state="ready") | Q(duration__isnull=False), name="ready_video_has_a_duration"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_ready(self) -> bool:
        return self.state == self.State.READY

    @property
    def is_at_work(self) -> bool:
        return self.state in {self.State.WAITING, self.State.PROCESSING}

    @property
    def licence(self) -> Licence | None:
        return licence(self.licence_code)

    @property
    def has_authors(self) -> bool:
        return bool(self.authors.all())

    @property
    def author_names(self) -> str:
        """The names exactly as the authors gave them, for licence lines."""
        return ", ".join(author.name for author in self.authors.all())

    @property
    def has_caption_waiver(self) -> bool:
        return bool(self.caption_waiver and self.caption_waiver_date)

    @property
    def consents_are_valid(self) -> bool:
        """Whether everyone who can be seen agrees today. The library records no consents yet."""
        return True

    @property
    def is_free_to_show(self) -> bool:
        """Whether its files may be answered to the public at this moment, given a page that publishes it."""
        return self.is_ready and self.consents_are_valid

    def caption_in(self, language: str, kind: str = "captions") -> Caption | None:
        return next((c for c in self.captions.all() if c.language == language and c.kind == kind), None)

    def has_captions_in(self, language: str) -> bool:
        return self.caption_in(language) is not None

    def file_named(self, name: str) -> VideoFile | None:
        return next((file for file in self.files.all() if file.name == name), None)

    @property
    def renditions(self) -> list[VideoFile]:
        """The MP4 files for watching, smallest first."""
        films = [file for file in self.files.all() if file.kind == VideoFile.Kind.FILM]
        return sorted(films, key=lambda file: file.height)


class VideoAuthor(Orderable):
    """Who made the video, as the licence line names them."""

    video = ParentalKey(Video, on_delete=models.CASCADE, related_name="authors")
    name = models.CharField(
        _("name"),
        max_length=160,
        help_text=_("As it is to stand in the licence line, for example “Apprentices of tandem 3”."),
    )
    organisation = models.ForeignKey(
        "core.Organisation",
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    panels = [FieldRowPanel(["name", "organisation"])]

    class Meta(Orderable.Meta):
        verbose_name = _("author")
        verbose_name_plural = _("authors")

    def __str__(self) -> str:
        return self.name


class Chapter(models.Model):
    """A named place in the film."""

    video = ParentalKey(Video, on_delete=models.CASCADE, related_name="chapters")
    start = models.FloatField(_("start (seconds)"), validators=[MinValueValidator(0)])
    title = models.CharField(_("title"), max_length=MAX_TITLE_LENGTH)

    class Meta:
        verbose_name = _("chapter")
        verbose_name_plural = _("chapters")
        ordering = ["start", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["video", "start"],
                name="one_chapter_per_start",
                violation_error_message=_("There is a chapter at this time already."),
            ),
        ]

    def __str__(self) -> str:
        return self.title
