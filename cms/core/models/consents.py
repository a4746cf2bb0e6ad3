"""Consents: who agreed to be shown, where the paper lies, and for how long it holds.

The names are for the coordination alone. So a record names nobody when it is printed, is in no search, no
reference index and no copy, and lists load it without what says who it is.
"""

from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from cms.core.models.files import Picture

# What may say who it is.
PRIVATE_FIELDS = ("name", "guardian_name", "kept_at", "scope")


class ConsentQuerySet(models.QuerySet):
    """What predicates, reminders and lists ask."""

    def without_names(self) -> "ConsentQuerySet":
        return self.defer(*PRIVATE_FIELDS)

    def not_holding_on(self, day: date) -> "ConsentQuerySet":
        return self.filter(Q(withdrawn_at__isnull=False) | Q(valid_from__gt=day) | Q(valid_until__lt=day))

    def ending_between(self, first: date, last: date) -> "ConsentQuerySet":
        """In force, and their last day is one of these; the nearest first."""
        due = self.filter(withdrawn_at__isnull=True, valid_until__range=(first, last))
        return due.order_by("valid_until", "pk")

    def ended_before(self, day: date) -> "ConsentQuerySet":
        """Their last day has passed, and nobody withdrew them."""
        return self.filter(withdrawn_at__isnull=True, valid_until__lt=day)

    def withdrawn(self) -> "ConsentQuerySet":
        return self.filter(withdrawn_at__isnull=False)

    def to_look_after(self, first: date, last: date, in_use: Q) -> "ConsentQuerySet":
        """In force with their last day among these; or over, while what they are for is in use.

        Each with `ends_on`: its last day, or the day on which it was withdrawn.
        """
        ends_soon = Q(withdrawn_at__isnull=True, valid_until__range=(first, last))
        is_over = Q(withdrawn_at__isnull=False) | Q(valid_until__lt=first)
        found = self.filter(ends_soon | (is_over & in_use))
        return found.annotate(ends_on=Coalesce(TruncDate("withdrawn_at"), "valid_until"))

    def mark_reminded(self, days: int) -> int:
        """Remember the reminder of so many days before the end; how many had not got it before."""
        fresh = self.filter(Q(reminded_days__isnull=True) | Q(reminded_days__gt=days))
        return fresh.update(reminded_days=days)


class ConsentRecord(models.Model):
    """One person's consent. Concrete models say to what: a recording, a picture."""

    class Kind(models.TextChoices):
        ADULT = "adult", _("of full age")
        MINOR = "minor", _("under 18")

    class Appearance(models.TextChoices):
        BOTH = "both", _("in picture and sound")
        PICTURE = "picture", _("in the picture")
        VOICE = "voice", _("by voice only")

    name = models.CharField(
        _("name of the person"), max_length=160, help_text=_("Only the coordination sees it.")
    )
    kind = models.CharField(_("age"), max_length=10, choices=Kind.choices, default=Kind.ADULT)
    guardian_name = models.CharField(
        _("name of the guardian"),
        max_length=160,
        blank=True,
        help_text=_("Only for people under 18: who agreed for them. Both have to agree."),
    )
    appearance = models.CharField(
        _("can be recognised"), max_length=10, choices=Appearance.choices, default=Appearance.BOTH
    )
    kept_at = models.CharField(
        _("where the paper lies"),
        max_length=255,
        help_text=_("For example “folder Consents 2026, office of the foundation”."),
    )
    scope = models.CharField(
        _("agreed to"),
        max_length=255,
        blank=True,
        help_text=_("As the paper says it, for example “website, embedding in Moodle, download”."),
    )
    valid_from = models.DateField(_("valid from"), default=timezone.localdate)
    valid_until = models.DateField(
        _("valid until"),
        null=True,
        blank=True,
        help_text=_("The last day. Empty: until it is withdrawn."),
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True, editable=False)
    reminded_days = models.PositiveSmallIntegerField(null=True, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("recorded by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField(_("recorded at"), auto_now_add=True)

    # Usage would print where it is referred from, and nothing refers to it.
    wagtail_reference_index_ignore = True

    objects = ConsentQuerySet.as_manager()

    class Meta:
        abstract = True
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="minor") | ~Q(guardian_name=""),
                name="%(app_label)s_%(class)s_of_minor_has_guardian",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="%(app_label)s_%(class)s_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return gettext("consent %(number)s") % {"number": self.pk}

    def clean(self) -> None:
        """What the constraints ask, said beside the field."""
        if self.kind == self.Kind.MINOR and not self.guardian_name:
            raise ValidationError(
                {"guardian_name": _("For people under 18 enter the guardian who agreed as well.")}
            )
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            raise ValidationError({"valid_until": _("The last day lies before the first one.")})

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    def holds_on(self, day: date) -> bool:
        """Whether the person agrees on that day; first and last day are included."""
        if self.is_withdrawn or self.valid_from > day:
            return False
        return self.valid_until is None or day <= self.valid_until

    @property
    def state(self) -> str:
        """In a word, for lists."""
        today = timezone.localdate()
        if self.is_withdrawn:
            return pgettext("consent", "withdrawn")
        if self.valid_from > today:
            return pgettext("consent", "not yet valid")
        return pgettext("consent", "valid") if self.holds_on(today) else pgettext("consent", "ended")

    def withdraw(self) -> None:
        """End it at this moment; a second time changes nothing.

        What rooms keep of it when it is saved is stored with it or not at all.
        """
        if self.withdrawn_at is None:
            self.withdrawn_at = timezone.now()
            with transaction.atomic():
                self.save(update_fields=["withdrawn_at"])

    def is_named_in(self, text: str) -> bool:
        """Whether a text names the person or the guardian, by any part of their names."""
        words = {word.casefold().strip(".,;:!?()„“\"'") for word in text.split()}
        parts = f"{self.name} {self.guardian_name}".casefold().split()
        return any(part in words for part in parts if len(part) > 2)


class PictureConsent(ConsentRecord):
    """Someone who can be recognised in a picture agrees."""

    picture = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="consents")

    class Meta(ConsentRecord.Meta):
        verbose_name = _("consent for a picture")
        verbose_name_plural = _("consents for pictures")
