"""How often recordings are used: sums per day that name no person."""

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _


class DailyCountQuerySet(models.QuerySet):
    def add(self, amount: int, **key: object) -> None:
        """Add to the sum that the key (video, day, kind, detail) names; two at once lose nothing.

        Each statement touches one row and is a transaction of its own, so none waits for another in a circle.
        Rows are made without signals: a count changes nothing that pages show.
        """
        sums = self.filter(**key)
        if sums.update(amount=F("amount") + amount):
            return
        self.bulk_create([self.model(**key)], ignore_conflicts=True)
        sums.update(amount=F("amount") + amount)


class DailyCount(models.Model):
    """One sum: that much of one kind, for one recording, on one day."""

    class Kind(models.TextChoices):
        PLAY = "play", _("Plays")
        WATCHED = "watched", _("Seconds watched")
        DOWNLOAD = "download", _("Downloads")
        EMBED = "embed", _("Embedded players loaded")

    # Where an embedded player was loaded, if it was not a host that is kept by name. No host is called so.
    UNKNOWN_HOST = ""
    OWN_HOST = "."
    OTHER_HOSTS = "*"
    UNNAMED_HOSTS = (UNKNOWN_HOST, OWN_HOST, OTHER_HOSTS)

    video = models.ForeignKey("media.Video", on_delete=models.CASCADE, related_name="daily_counts")
    day = models.DateField(_("day"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    detail = models.CharField(
        _("file or host"),
        max_length=100,
        blank=True,
        help_text=_("Of downloads the name of the file, of embedded players the host."),
    )
    amount = models.PositiveBigIntegerField(_("amount"), default=0)

    objects = DailyCountQuerySet.as_manager()

    # A sum is no place where a recording is used.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("daily count")
        verbose_name_plural = _("daily counts")
        ordering = ["-day", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["video", "day", "kind", "detail"], name="one_sum_per_day"),
        ]
        indexes = [models.Index(fields=["day", "kind"], name="daily_count_by_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.kind} {self.detail}".rstrip()
