"""The text tracks of a recording: what is said, translated or described."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from media.captions import Cue, parse_captions, transcript_paragraphs


class Language(models.TextChoices):
    """Languages that are spoken in videos."""

    GERMAN = "de", _("German")
    ENGLISH = "en", _("English")
    ARABIC = "ar", _("Arabic")
    TURKISH = "tr", _("Turkish")
    UKRAINIAN = "uk", _("Ukrainian")


class Caption(models.Model):
    """A text track, always in our own serialisation of WebVTT."""

    class Kind(models.TextChoices):
        CAPTIONS = "captions", _("captions")
        SUBTITLES = "subtitles", _("subtitles (translation)")
        DESCRIPTIONS = "descriptions", _("descriptions for blind people")

    video = ParentalKey("media.Video", on_delete=models.CASCADE, related_name="captions")
    language = models.CharField(
        _("language"), max_length=5, choices=Language.choices, default=Language.GERMAN
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.CAPTIONS)
    vtt = models.TextField(_("captions (WebVTT)"), blank=True)
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
    def cues(self) -> list[Cue]:
        """The captions in the order of the film; none while the track is empty."""
        return parse_captions(self.vtt.encode()) if self.vtt.strip() else []

    @property
    def paragraphs(self) -> list[list[Cue]]:
        """The transcript: cues gathered into paragraphs."""
        return transcript_paragraphs(self.cues)
