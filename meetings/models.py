"""Meetings and seminars: the same page announces before the date and reports after it."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, MultipleChooserPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable
from wagtail.search import index

from cms.core.blocks.text import SHORT_TEXT_FEATURES
from cms.core.models import BasePage, BodyMixin, MaterialLink, TopicLink
from media.blocks.video import VideoStoryBlock


class EventMixin(models.Model):
    """When, in which form and where something takes place; an unknown day stays open."""

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
    position = models.PositiveSmallIntegerField(
        _("place in the timeline"),
        default=0,
        help_text=_("Orders what has no day; small numbers come first."),
    )
    form = models.CharField(_("form"), max_length=10, choices=Form.choices, blank=True)
    place = models.CharField(_("place"), max_length=160, blank=True)
    is_cancelled = models.BooleanField(_("cancelled"), default=False)
    participants = models.PositiveSmallIntegerField(_("number of participants"), null=True, blank=True)
    calendar_sequence = models.PositiveIntegerField(default=0, editable=False)

    event_panels = [
        MultiFieldPanel(
            [
                FieldRowPanel(["start", "end"]),
                FieldRowPanel(["is_all_day", "date_text", "position"]),
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
        """Whether it is over: with a day by the clock, without one when it has been reported on."""
        moment = self.end or self.start
        if moment is None:
            return self.has_report
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


class MeetingIndexPage(BasePage):
    """All meetings as a line in time."""

    template = "meetings/meeting_index_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["meetings.MeetingPage", "meetings.SeminarPage"]
    max_count_per_parent = 1
    page_description = _("Lists all meetings and seminars of the network as a timeline.")

    class Meta:
        verbose_name = _("list of meetings")
        verbose_name_plural = _("lists of meetings")


class MeetingPage(EventMixin, BodyMixin, BasePage):
    """A network meeting: announcement before the date, report after it, one address."""

    class Kind(models.TextChoices):
        WORKSHOP = "workshop", _("workshop")
        START = "start", _("start of the network")
        NETWORK_MEETING = "network_meeting", _("network meeting")
        CLOSING = "closing", _("closing event")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.NETWORK_MEETING)
    number = models.PositiveSmallIntegerField(
        _("number"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Of a network meeting."),
    )
    announcement = RichTextField(
        _("announcement"),
        features=SHORT_TEXT_FEATURES,
        blank=True,
        help_text=_("Stands above the report too."),
    )
    body = StreamField(VideoStoryBlock(), verbose_name=_("report"), blank=True)
    recording = models.ForeignKey(
        "media.VideoPage",
        verbose_name=_("recording"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    content_panels = [
        *BasePage.content_panels,
        FieldRowPanel(["kind", "number"]),
        *EventMixin.event_panels,
        FieldPanel("announcement"),
        InlinePanel("agenda_items", heading=_("Agenda"), label=_("agenda item")),
        FieldPanel("body"),
        InlinePanel("tandem_results", heading=_("Results of the tandems"), label=_("result")),
        MultipleChooserPanel(
            "topic_links", chooser_field_name="topic", heading=_("Topics"), label=_("topic")
        ),
        InlinePanel("material_links", heading=_("Material"), label=_("material")),
        FieldPanel("recording"),
    ]
    search_fields = [*BasePage.search_fields, *EventMixin.event_search_fields]

    template = "meetings/meeting_page.html"
    parent_page_types = ["meetings.MeetingIndexPage"]
    subpage_types: list[str] = []
    page_description = _("Announces a meeting; after the date the same page becomes the report.")

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")

    @property
    def kicker(self) -> str:
        if self.kind == self.Kind.NETWORK_MEETING and self.number:
            return _("Network meeting %(number)s") % {"number": self.number}
        return self.get_kind_display()

    @property
    def search_texts(self) -> Iterable[str]:
        yield from super().search_texts
        yield str(self.kicker)
        yield self.place
        yield strip_tags(self.announcement)
        for item in self.agenda_items.all():
            yield from item.search_texts
        for result in self.tandem_results.all():
            yield strip_tags(result.text)
        for link in self.topic_links.all():
            yield from link.topic.search_texts
        yield from self.body_texts


class MeetingTopic(TopicLink):
    page = ParentalKey(MeetingPage, on_delete=models.CASCADE, related_name="topic_links")


class MeetingMaterial(MaterialLink):
    page = ParentalKey(MeetingPage, on_delete=models.CASCADE, related_name="material_links")


class AgendaItem(ClusterableModel, Orderable):
    """One item of the agenda with its speakers and slides."""

    class Kind(models.TextChoices):
        WELCOME = "welcome", _("welcome")
        TALK = "talk", _("impulse talk")
        WORKSHOP = "workshop", _("workshop")
        TANDEM_WORK = "tandem_work", _("tandem work")
        FLASH = "flash", _("flash round")
        PANEL = "panel", _("panel discussion")
        OTHER = "other", _("other")

    page = ParentalKey(MeetingPage, on_delete=models.CASCADE, related_name="agenda_items")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.TALK)
    title = models.CharField(_("title"), max_length=200)
    starts_at = models.TimeField(_("from"), null=True, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    slides = models.ForeignKey(
        "core.Material",
        verbose_name=_("slides"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    panels = [
        FieldRowPanel(["kind", "starts_at"]),
        "title",
        "summary",
        InlinePanel("speakers", heading=_("Speakers"), label=_("speaker")),
        "slides",
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")

    def __str__(self) -> str:
        return self.title

    @property
    def search_texts(self) -> Iterable[str]:
        yield self.title
        yield self.summary
        for speaker in self.speakers.all():
            yield from speaker.person.search_texts


class Speaker(Orderable):
    """Someone who speaks on an agenda item."""

    item = ParentalKey(AgendaItem, on_delete=models.CASCADE, related_name="speakers")
    person = models.ForeignKey(
        "core.Person", verbose_name=_("person"), on_delete=models.PROTECT, related_name="+"
    )

    panels = ["person"]


class TandemResult(Orderable):
    """What one tandem reported at the meeting."""

    page = ParentalKey(MeetingPage, on_delete=models.CASCADE, related_name="tandem_results")
    tandem = models.ForeignKey(
        "tandems.TandemPage", verbose_name=_("tandem"), on_delete=models.PROTECT, related_name="+"
    )
    text = RichTextField(_("result"), features=SHORT_TEXT_FEATURES)

    panels = ["tandem", "text"]

    class Meta(Orderable.Meta):
        verbose_name = _("result of a tandem")
        verbose_name_plural = _("results of tandems")


class SeminarPage(EventMixin, BodyMixin, BasePage):
    """An online seminar: the same as a meeting, smaller."""

    number = models.PositiveSmallIntegerField(
        _("number"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    body = StreamField(VideoStoryBlock(), verbose_name=_("report"), blank=True)
    speaker = models.ForeignKey(
        "core.Person",
        verbose_name=_("speaker"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    content_panels = [
        *BasePage.content_panels,
        FieldRowPanel(["number", "speaker"]),
        *EventMixin.event_panels,
        FieldPanel("body"),
        InlinePanel("material_links", heading=_("Material"), label=_("material")),
    ]
    search_fields = [*BasePage.search_fields, *EventMixin.event_search_fields]

    template = "meetings/seminar_page.html"
    parent_page_types = ["meetings.MeetingIndexPage"]
    subpage_types: list[str] = []
    page_description = _("Announces an online seminar and documents it afterwards.")

    class Meta:
        verbose_name = _("online seminar")
        verbose_name_plural = _("online seminars")

    @property
    def kicker(self) -> str:
        return (
            _("Online seminar %(number)s") % {"number": self.number}
            if self.number
            else str(_("Online seminar"))
        )

    @property
    def search_texts(self) -> Iterable[str]:
        yield from super().search_texts
        if self.speaker:
            yield from self.speaker.search_texts
        yield from self.body_texts


class SeminarMaterial(MaterialLink):
    page = ParentalKey(SeminarPage, on_delete=models.CASCADE, related_name="material_links")
