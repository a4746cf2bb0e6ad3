"""What meetings and seminars share: when, in which form and where."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldRowPanel, MultiFieldPanel
from wagtail.search import index

from cms.core.models import BasePage, BodyMixin
from cms.core.structured_data import event
from meetings.calendar import Appointment


class EventPage(BodyMixin, BasePage):
    """A page about what takes place: when, in which form and where; an unknown day stays open."""

    class Form(models.TextChoices):
        IN_PERSON = "in_person", _("in person")
        ONLINE = "online", _("online")
        HYBRID = "hybrid", _("hybrid")

    start = models.DateTimeField(_("start"), null=True, blank=True)
    end = models.DateTimeField(_("end"), null=True, blank=True)
    is_all_day = models.BooleanField(
        _("only the day is known"), default=False, help_text=_("Then no time of day is shown.")
    )
    date_text = models.CharField(
        _("or in words"),
        max_length=80,
        blank=True,
        help_text=_("Where the day is not known, for example “autumn 2020”."),
    )
    timeline_date = models.DateField(
        _("place in the timeline"),
        null=True,
        blank=True,
        help_text=_("Where the day is not known: roughly this day. It orders the timeline and is not shown."),
    )
    form = models.CharField(_("form"), max_length=10, choices=Form.choices, blank=True)
    place = models.CharField(_("place"), max_length=160, blank=True)
    is_cancelled = models.BooleanField(_("cancelled"), default=False)
    participants = models.PositiveSmallIntegerField(_("number of participants"), null=True, blank=True)

    event_panels = [
        MultiFieldPanel(
            [
                FieldRowPanel(["start", "end"]),
                FieldRowPanel(["is_all_day", "date_text", "timeline_date"]),
                FieldRowPanel(["form", "place"]),
                FieldRowPanel(["participants", "is_cancelled"]),
            ],
            heading=_("When and where"),
        )
    ]
    event_search_fields = [index.FilterField("start")]

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        if self.start and self.end and self.end < self.start:
            raise ValidationError({"end": _("The end lies before the start: correct one of the two.")})

    @property
    def is_past(self) -> bool:
        """Whether it is over, as exactly as its day is known; without any day, when it has been reported on."""
        moment = self.end or self.start
        if moment is None:
            return self.timeline_date < timezone.localdate() if self.timeline_date else self.has_report
        if self.is_all_day:
            return timezone.localdate(moment) < timezone.localdate()
        return moment < timezone.now()

    @property
    def has_report(self) -> bool:
        """Whether the page tells what happened."""
        return bool(self.body)

    @property
    def start_date(self) -> date | None:
        return timezone.localdate(self.start) if self.start else None

    @property
    def timeline_key(self) -> tuple[date, int]:
        """Orders events by day; what has none stands where its editors put it, else at the end."""
        return self.start_date or self.timeline_date or date.max, self.pk

    @property
    def end_date(self) -> date | None:
        return timezone.localdate(self.end) if self.end else None

    @property
    def span(self) -> tuple[date, date | None]:
        """Start and end: days where only they are known, else moments in the time zone of the site.

        Raises ValueError where no day is known.
        """
        if self.start is None:
            raise ValueError("What has no day has no place in a calendar.")
        start, end = timezone.localtime(self.start), timezone.localtime(self.end) if self.end else None
        return (start.date(), end and end.date()) if self.is_all_day else (start, end)

    @property
    def when(self) -> str:
        """The day in words, as exactly as it is known; empty where nothing is known."""
        if self.start is None:
            return self.date_text
        days = dict.fromkeys(date_format(day, "j. F Y") for day in (self.start_date, self.end_date) if day)
        return " – ".join(days)

    @property
    def time_of_day(self) -> str:
        """“10:00–15:30” in the time zone of the site, or nothing where only the day is known."""
        if self.start is None or self.is_all_day:
            return ""
        moments = [moment for moment in (self.start, self.end) if moment]
        return "–".join(timezone.localtime(moment).strftime("%H:%M") for moment in moments)

    @property
    def summary_line(self) -> str:
        """Day, form and place in one line, for lists."""
        return " · ".join(filter(None, [self.when, str(self.get_form_display()), self.place]))

    @property
    def calendar_sequence(self) -> int:
        """Rises with each publication, as RFC 5545 asks: seconds since the first one."""
        if not (self.first_published_at and self.last_published_at):
            return 0
        return int((self.last_published_at - self.first_published_at).total_seconds())

    def appointment(self, request: HttpRequest | None = None) -> Appointment:
        """The entry in a calendar; only for what has a day."""
        start, end = self.span
        return Appointment(
            uid=f"treffen-{self.translation_key}",
            title=self.title,
            start=start,
            end=end or (start if self.is_all_day else None),
            changed_at=self.last_published_at or self.latest_revision_created_at or timezone.now(),
            sequence=self.calendar_sequence,
            url=self.get_full_url(request) or "",
            summary=self.lead,
            place=self.place,
            is_cancelled=self.is_cancelled,
        )

    @property
    def structured_data(self) -> list[dict]:
        if self.start is None:
            return []
        url = self.full_url or ""
        start, end = self.span
        return [
            event(
                self.title,
                url,
                start=start,
                end=end,
                description=self.lead,
                place=self.place,
                online_url=url if self.form in {self.Form.ONLINE, self.Form.HYBRID} else "",
                is_cancelled=self.is_cancelled,
            )
        ]
