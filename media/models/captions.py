"""The text tracks of a recording: what is said, translated or described."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from media.captions import Cue, fingerprint, parse_captions
from media.paragraphs import (
    Mark,
    Paragraph,
    divided_paragraphs,
    transcript_paragraphs,
    transcript_text,
)


class Language(models.TextChoices):
    """Languages that are spoken in videos."""

    GERMAN = "de", _("German")
    ENGLISH = "en", _("English")
    ARABIC = "ar", _("Arabic")
    TURKISH = "tr", _("Turkish")
    UKRAINIAN = "uk", _("Ukrainian")


class Caption(models.Model):
    """A text track, always in our own serialisation of WebVTT.

    A draft (`is_reviewed` is false) is seen by editors only: readers, machines and the rule of going live
    ask `Video.public_captions`.
    """

    class Kind(models.TextChoices):
        CAPTIONS = "captions", _("captions")
        SUBTITLES = "subtitles", _("subtitles (translation)")
        DESCRIPTIONS = "descriptions", _("descriptions for blind people")

    class Origin(models.TextChoices):
        """How the text came about."""

        PEOPLE = "people", _("written by people")
        SPREAD = "spread", _("pasted text, times spread evenly")
        TRANSLATION = "translation", _("translation of another track")
        RECOGNISED = "recognised", _("recognised automatically")

    video = ParentalKey("media.Video", on_delete=models.CASCADE, related_name="captions")
    language = models.CharField(
        _("language"), max_length=5, choices=Language.choices, default=Language.GERMAN
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.CAPTIONS)
    vtt = models.TextField(_("captions (WebVTT)"), blank=True)
    origin = models.CharField(
        _("origin"), max_length=12, choices=Origin.choices, default=Origin.PEOPLE, editable=False
    )
    is_reviewed = models.BooleanField(_("read and improved by a person"), default=True, editable=False)
    translated_from = models.ForeignKey(
        "self",
        verbose_name=_("translated from"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="translations",
    )
    # Where an editor lets paragraphs of the transcript begin, see `media.paragraphs.Mark`; empty: by themselves.
    paragraph_marks = models.JSONField(_("paragraphs"), default=list, blank=True, editable=False)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("caption track")
        verbose_name_plural = _("caption tracks")
        ordering = ["language", "kind", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["video", "language", "kind"],
                name="one_track_per_language_and_kind",
                violation_error_message=_("There is a track of this kind in this language already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_language_display()}, {self.get_kind_display()}"

    @property
    def file_name(self) -> str:
        """The name in its address: `de.vtt`, for descriptions `de-beschreibung.vtt`."""
        ending = "-beschreibung" if self.kind == self.Kind.DESCRIPTIONS else ""
        return f"{self.language}{ending}.vtt"

    @property
    def has_unread_machine_text(self) -> bool:
        """Whether a program wrote it and no person has confirmed a word of it."""
        return self.origin == self.Origin.RECOGNISED and not self.is_reviewed

    @property
    def cues(self) -> list[Cue]:
        """The captions in the order of the film; none while the track is empty."""
        return parse_captions(self.vtt.encode()) if self.vtt.strip() else []

    @property
    def version(self) -> str:
        """Changes with the captions: tells whether someone else saved in the meantime."""
        return fingerprint(self.cues)

    @property
    def paragraphs(self) -> list[Paragraph]:
        """The transcript: cues gathered into paragraphs, each with `speaker` and `heading`."""
        cues = self.cues
        marks = [Mark.from_data(data) for data in self.paragraph_marks]
        return divided_paragraphs(cues, marks) if marks else transcript_paragraphs(cues)

    @property
    def transcript(self) -> str:
        """The transcript as plain text."""
        return transcript_text(self.paragraphs)
