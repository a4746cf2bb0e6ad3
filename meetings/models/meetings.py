"""Network meetings: the same page announces before the date and reports after it."""

from collections.abc import Iterable
from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.template.defaultfilters import linebreaks_filter
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultipleChooserPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable

from cms.core.blocks.text import SHORT_TEXT_FEATURES
from cms.core.models import BasePage, Material, MaterialLink, Topic, TopicLink
from cms.core.plain_text import plain_text
from media.blocks.video import VideoStoryBlock
from meetings.models.events import EventPage
from tandems.models import TandemPage


class MeetingPage(EventPage):
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
        *EventPage.event_panels,
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
    search_fields = [*BasePage.search_fields, *EventPage.event_search_fields]

    template = "meetings/meeting_page.html"
    parent_page_types = ["meetings.MeetingIndexPage"]
    subpage_types: list[str] = []
    page_description = _("Announces a meeting; after the date the same page becomes the report.")

    search_relations = ("agenda_items__speakers__person", "tandem_results", "topic_links__topic")

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")

    @property
    def kicker(self) -> str:
        if self.kind == self.Kind.NETWORK_MEETING and self.number:
            return _("Network meeting %(number)s") % {"number": self.number}
        return self.get_kind_display()

    @property
    def timeline_title(self) -> str:
        """Short enough for a point in the timeline."""
        if self.kind == self.Kind.NETWORK_MEETING and self.number:
            return _("Meeting %(number)s") % {"number": self.number}
        return str(_("Closing")) if self.kind == self.Kind.CLOSING else self.title

    @cached_property
    def topics(self) -> list[Topic]:
        return [link.topic for link in self.topic_links.select_related("topic")]

    @cached_property
    def materials(self) -> list[Material]:
        return [link.material for link in self.material_links.select_related("material")]

    @property
    def recordings(self) -> "list[BasePage]":
        return [self.recording] if self.recording else []

    @cached_property
    def agenda(self) -> list[dict[str, Any]]:
        """What the part `cms/parts/agenda.html` prints."""
        items = self.agenda_items.select_related("slides").prefetch_related("speakers__person")
        return [item.as_row for item in items]

    @cached_property
    def results(self) -> list[dict[str, Any]]:
        """What tandems reported that readers may see: each `tandem` with its `text`."""
        results = list(self.tandem_results.all())
        shown = TandemPage.objects.on_show().for_lists().in_bulk([result.tandem_id for result in results])
        return [
            {"tandem": shown[result.tandem_id], "text": result.text}
            for result in results
            if result.tandem_id in shown
        ]

    @property
    def search_texts(self) -> Iterable[str]:
        yield from super().search_texts
        yield str(self.kicker)
        yield self.place
        yield plain_text(self.announcement)
        for item in self.agenda_items.all():
            yield from item.search_texts
        for result in self.tandem_results.all():
            yield plain_text(result.text)
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
    def as_row(self) -> dict[str, Any]:
        people = [speaker.person for speaker in self.speakers.all()]
        return {
            "time": self.starts_at.strftime("%H:%M") if self.starts_at else "",
            "form": capfirst(str(self.get_kind_display())),
            "title": self.title,
            "people": "; ".join(", ".join(filter(None, [person.name, person.function])) for person in people),
            "text": linebreaks_filter(self.summary) if self.summary else "",
            "url": self.slides.url if self.slides else "",
        }

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

    class Meta(Orderable.Meta):
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")


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
