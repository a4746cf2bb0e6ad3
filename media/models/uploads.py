"""Films on their way into the library, in pieces and over days if need be."""

from datetime import timedelta
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection

from media.models.videos import Video

# Without a byte for so long, an upload counts as given up; an outcome is told for as long.
PATIENCE = timedelta(hours=24)


class UploadQuerySet(models.QuerySet):
    def underway(self) -> "UploadQuerySet":
        return self.filter(state=Upload.State.UNDERWAY)

    def below(self, collection: Collection) -> "UploadQuerySet":
        """Meant for the collection or one below it."""
        return self.filter(collection__path__startswith=collection.path)

    def silent(self) -> "UploadQuerySet":
        return self.filter(changed_at__lt=timezone.now() - PATIENCE)


class Upload(models.Model):
    """A film that arrives piece by piece. How far it came, only its file knows: see `media.arrivals`."""

    class Purpose(models.TextChoices):
        """What the film is for; the value stands in the address of the upload page."""

        NEW = "neu", _("a new learning video")
        REPLACEMENT = "ersatz", _("a new film for this video")
        AUDIO_DESCRIPTION = "audiodeskription", _("a version with audio description")
        SIGN_LANGUAGE = "gebaerden", _("a version in sign language")

    class State(models.TextChoices):
        UNDERWAY = "underway", _("underway")
        ACCEPTED = "accepted", _("accepted")
        REFUSED = "refused", _("refused")

    key = models.UUIDField(unique=True, editable=False, default=uuid4)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=20, choices=Purpose.choices, default=Purpose.NEW)
    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="+")
    # The recording that the film is for; a new one has none until it was accepted.
    video = models.ForeignKey(Video, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=200)
    name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()  # bytes, as announced
    last_modified = models.BigIntegerField(null=True, blank=True)  # milliseconds since 1970
    sha256 = models.CharField(max_length=64, blank=True)  # of the whole file, if it was announced
    state = models.CharField(max_length=10, choices=State.choices, default=State.UNDERWAY)
    reason = models.TextField(blank=True)  # of the refusal, as it was told
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True, db_index=True)

    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = _("upload")
        verbose_name_plural = _("uploads")
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(purpose="neu") | Q(video__isnull=False), name="upload_knows_its_video"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_underway(self) -> bool:
        return self.state == self.State.UNDERWAY

    def mark_accepted(self, video: Video) -> None:
        self.video = video
        self._turn_to(self.State.ACCEPTED)

    def mark_refused(self, reason: str) -> None:
        self.reason = reason
        self._turn_to(self.State.REFUSED)

    def _turn_to(self, state: str) -> None:
        self.state = state
        self.save(update_fields=["state", "video", "reason", "changed_at"])
