"""The recording: its original, licence, authors, chapters and the state of its processing.

It and what hangs on it are in no revision: a licence or a caption must not return with an old draft.
"""

from datetime import date, datetime
from pathlib import PurePath
from uuid import uuid4

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from taggit.managers import TaggableManager
from wagtail.admin.panels import FieldRowPanel
from wagtail.models import CollectionMember, Orderable
from wagtail.search import index

from cms.core.licences import Licence, LicenceCode, licence
from media.chapters import MAX_TITLE_LENGTH
from media.keys import new_key
from media.models.captions import Caption
from media.models.consents import Consent
from media.models.files import VersionKind, VideoFile
from media.models.work import State, Work, WorkQuerySet

CANCELLED = "cancelled"  # the error code of work that an editor ended
READY = Q(state=State.READY) | Q(stays_on_show=True)  # what `Video.is_ready` asks of one


def consents_of(video: str = "") -> models.Prefetch:
    """Prefetches the consents of videos without names; `video` leads to them, as in `video__`."""
    return models.Prefetch(f"{video}consents", Consent.objects.without_names())


def without_captions() -> Q:
    """No track that readers may have: drafts do not count."""
    return Q(~Exists(Caption.objects.filter(video=OuterRef("pk"), is_reviewed=True)))


class VideoQuerySet(WorkQuerySet):
    """What the library, the clock and the reports ask."""

    def ready(self) -> "VideoQuerySet":
        """With films that may be shown: also while they are processed anew."""
        return self.filter(READY)

    def missing_captions(self) -> "VideoQuerySet":
        """Without captions in any language and without a recorded reason."""
        return self.filter(without_captions(), caption_waiver="")

    def missing_licence(self) -> "VideoQuerySet":
        return self.filter(licence_code="")

    def missing_authors(self) -> "VideoQuerySet":
        return self.filter(authors__isnull=True)

    def missing_descriptions(self) -> "VideoQuerySet":
        """Without audio description and without a recorded reason."""
        files = VideoFile.objects.of_kind(VersionKind.DESCRIBED).filter(video=OuterRef("pk"))
        tracks = Caption.objects.filter(
            video=OuterRef("pk"), kind=Caption.Kind.DESCRIPTIONS, is_reviewed=True
        )
        return self.filter(~Exists(files), ~Exists(tracks), description_waiver="")

    def with_consent(self, day: date) -> "VideoQuerySet":
        """Everyone on record agrees on that day; without a record it is stated that nobody can be recognised."""
        consents = Consent.objects.filter(video=OuterRef("pk"))
        return self.filter(
            Exists(consents) | Q(shows_nobody_date__isnull=False), ~Exists(consents.not_holding_on(day))
        )

    def missing_consent(self) -> "VideoQuerySet":
        return self.exclude(pk__in=Video.objects.with_consent(timezone.localdate()).values("pk"))

    def needing_a_person(self) -> "VideoQuerySet":
        """Failed, or lacking what only people can add."""
        return self.filter(
            Q(state=Video.State.FAILED)
            | Q(without_captions(), caption_waiver="")
            | Q(licence_code="")
            | Q(authors__isnull=True)
            | Q(pk__in=self.missing_descriptions().values("pk"))
            | Q(pk__in=self.missing_consent().values("pk"))
        ).distinct()

    def with_tracks(self) -> "VideoQuerySet":
        """With the names and states of their text tracks; the texts stay where they are."""
        return self.prefetch_related(models.Prefetch("captions", Caption.objects.defer("vtt")))

    def with_details(self) -> "VideoQuerySet":
        """With what lists of the library show, in a fixed number of queries."""
        return (
            self.with_tracks()
            .select_related("collection", "page")
            .prefetch_related(
                "authors",
                "files",
                consents_of(),
                "page__topic_links__topic",
                "page__learning_field_links__learning_field",
            )
        )

    def note_withdrawal(self, moment: datetime) -> int:
        """Remember when a consent was withdrawn; of several the latest counts."""
        earlier = Q(consent_withdrawn_at=None) | Q(consent_withdrawn_at__lt=moment)
        return self.filter(earlier).update(consent_withdrawn_at=moment)

    def mark_cancelled(self) -> int:
        """End the work that is under way or waits, at an editor's wish; the worker notices by its lease."""
        at_work = self.filter(state__in=[State.WAITING, State.PROCESSING])
        return self._turn_to(State.FAILED, at_work, error_code=CANCELLED)

    def mark_reprocess(self) -> int:
        """Let ready ones be processed anew, with all attempts; what they have is shown all the while."""
        ready = self.filter(state=State.READY)
        return self._turn_to(State.WAITING, ready, attempts=0, stays_on_show=True)


def original_path(video: "Video", filename: str) -> str:
    return f"{video.folder}/{uuid4()}{PurePath(filename).suffix.lower()[:5]}"


class Video(CollectionMember, index.Indexed, ClusterableModel, Work):
    """A recording in the library. Pages publish it; its key stays for its life."""

    key = models.CharField(_("key"), max_length=16, unique=True, editable=False, default=new_key)
    title = models.CharField(
        _("title"),
        max_length=200,
        help_text=_("As the video is called in the library and in its licence line."),
    )
    original = models.FileField(_("video file"), upload_to=original_path, editable=False)
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
    description_waiver = models.CharField(
        _("why it needs no audio description"),
        max_length=255,
        blank=True,
        help_text=_("For example “Nothing to see that is not also said.”"),
    )
    description_waiver_date = models.DateField(_("recorded on"), null=True, blank=True)
    made_year = models.PositiveSmallIntegerField(_("made in (year)"), null=True, blank=True)
    tags = TaggableManager(
        blank=True,
        verbose_name=_("tags"),
        help_text=_("For finding it in the library. Readers never see them. No names of people, please."),
    )
    is_sample = models.BooleanField(_("sample content"), default=False, editable=False)

    # Outlives the record of the consent: whatever was uploaded before may show the person.
    consent_withdrawn_at = models.DateTimeField(
        _("a consent was last withdrawn at"), null=True, blank=True, editable=False
    )
    task_id = models.CharField(max_length=64, blank=True, editable=False)  # of the task that wakes a worker
    stays_on_show = models.BooleanField(default=False, editable=False)  # was ready, is processed anew
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
        index.RelatedFields("tags", [index.SearchField("name"), index.AutocompleteField("name")]),
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
                condition=Q(description_waiver="") | Q(description_waiver_date__isnull=False),
                name="description_waiver_has_a_date",
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
        """Whether its films may be shown. Once ready, it stays so while it is processed anew."""
        return self.state == State.READY or self.stays_on_show

    @property
    def recording(self) -> "Video":
        return self

    @property
    def folder(self) -> str:
        return f"videos/{self.key}"

    def as_owner(self) -> dict[str, Work]:
        return {"video": self}

    @property
    def has_flashes(self) -> bool:
        """Whether it flashes so fast that people may have a seizure (WCAG 2.3.1)."""
        return bool(self.flash_seconds)

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
    def tag_names(self) -> str:
        return ", ".join(sorted(tag.name for tag in self.tags.all()))

    @property
    def has_caption_waiver(self) -> bool:
        return bool(self.caption_waiver and self.caption_waiver_date)

    @property
    def has_audio_description(self) -> bool:
        """As a film of its own or as a text that is read aloud."""
        has_film = any(file.alternate == VersionKind.DESCRIBED for file in self.files.all())
        return has_film or any(track.kind == track.Kind.DESCRIPTIONS for track in self.public_captions)

    @property
    def has_description_waiver(self) -> bool:
        return bool(self.description_waiver and self.description_waiver_date)

    @property
    def consents_are_valid(self) -> bool:
        """Whether everyone who can be seen agrees today."""
        return self.is_agreed_on(timezone.localdate())

    def is_agreed_on(self, day: date) -> bool:
        """Whether everyone on record agrees on that day; without a record somebody has to say why there is none."""
        consents = list(self.consents.all())
        return all(one.holds_on(day) for one in consents) if consents else self.shows_nobody

    @property
    def public_captions(self) -> list[Caption]:
        """The text tracks that readers and machines may have: drafts are left out."""
        return [track for track in self.captions.all() if track.is_reviewed]

    def caption_in(self, language: str, kind: str = "captions") -> Caption | None:
        return next((c for c in self.public_captions if c.language == language and c.kind == kind), None)

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
