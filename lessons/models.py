"""What readers tell those who made a video: an error in the film, its captions, its words."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.core.models import User
from lessons.lti.models import LearningPlatform, RegistrationLink, ToolKey, UsedNonce
from media.times import format_clock

__all__ = ["ErrorReport", "LearningPlatform", "RegistrationLink", "ToolKey", "UsedNonce"]

LONGEST_TEXT = 2000  # characters
KEPT_DONE = timedelta(days=90)
KEPT_AT_MOST = timedelta(days=365)


class ErrorReportQuerySet(models.QuerySet):
    def fresh(self) -> "ErrorReportQuerySet":
        return self.filter(state=ErrorReport.State.NEW)

    def outlived(self, now: datetime) -> "ErrorReportQuerySet":
        """Done long ago, or so old that nobody will do anything about them."""
        return self.filter(Q(done_at__lt=now - KEPT_DONE) | Q(created_at__lt=now - KEPT_AT_MOST))


class ErrorReport(models.Model):
    """One report about one video; it is deleted after a set time, with the address of whoever wrote it."""

    class Kind(models.TextChoices):
        CONTENT = "content", _("Something in the film is wrong or out of date")
        SAFETY = "safety", _("Something shown is dangerous")
        CAPTIONS = "captions", _("Captions or transcript")
        PICTURE = "picture", _("Picture or sound")
        PAGE = "page", _("The page, a link or a download does not work")
        RIGHTS = "rights", _("Rights of others, for example a person who can be seen")
        OTHER = "other", _("Something else")

    class State(models.TextChoices):
        NEW = "new", _("new")
        DONE = "done", _("done")

    video = models.ForeignKey(
        "media.Video", verbose_name=_("video"), on_delete=models.CASCADE, related_name="error_reports"
    )
    kind = models.CharField(_("what it is about"), max_length=10, choices=Kind.choices)
    moment = models.FloatField(_("moment in the film (seconds)"), null=True, blank=True)
    text = models.TextField(_("what is wrong"), max_length=LONGEST_TEXT)
    email = models.EmailField(_("mail address for questions"), blank=True)
    created_at = models.DateTimeField(_("received"), auto_now_add=True)
    state = models.CharField(_("state"), max_length=5, choices=State.choices, default=State.NEW)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("done by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    done_at = models.DateTimeField(_("done at"), null=True, editable=False)
    note = models.TextField(
        _("note"), blank=True, help_text=_("For colleagues: what was changed, or why nothing had to be.")
    )

    objects = ErrorReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("error report")
        verbose_name_plural = _("error reports")
        ordering = ["-state", "-created_at", "-pk"]
        indexes = [models.Index(fields=["state", "-created_at"], name="reports_by_state")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="new", done_at__isnull=True) | Q(state="done", done_at__isnull=False),
                name="done_report_has_a_moment",
            )
        ]

    def __str__(self) -> str:
        return f"{self.video}: {self.get_kind_display()}"

    @property
    def clock(self) -> str:
        """The moment as a player shows it, empty for none."""
        return format_clock(self.moment) if self.moment is not None else ""

    def mark(self, state: str, user: User) -> None:
        """Remember who did it and when; a report that is opened again forgets both."""
        if state == self.State.DONE and self.done_at is None:
            self.done_at, self.done_by = timezone.now(), user
        elif state == self.State.NEW:
            self.done_at = self.done_by = None
        self.state = state
