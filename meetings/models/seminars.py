"""Online seminars."""

from collections.abc import Iterable

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.fields import StreamField

from cms.core.models import BasePage, Material, MaterialLink, Topic
from media.blocks.video import VideoStoryBlock
from meetings.models.events import EventPage


class SeminarPage(EventPage):
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
        *EventPage.event_panels,
        FieldPanel("body"),
        InlinePanel("material_links", heading=_("Material"), label=_("material")),
    ]
    search_fields = [*BasePage.search_fields, *EventPage.event_search_fields]

    template = "meetings/seminar_page.html"
    parent_page_types = ["meetings.MeetingIndexPage"]
    subpage_types: list[str] = []
    page_description = _("Announces an online seminar and documents it afterwards.")

    search_relations = ("speaker",)

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

    @cached_property
    def materials(self) -> list[Material]:
        return [link.material for link in self.material_links.select_related("material")]

    @property
    def topics(self) -> list[Topic]:
        """None of its own: a seminar is small."""
        return []

    @property
    def search_texts(self) -> Iterable[str]:
        yield from super().search_texts
        if self.speaker:
            yield from self.speaker.search_texts
        yield from self.body_texts


class SeminarMaterial(MaterialLink):
    page = ParentalKey(SeminarPage, on_delete=models.CASCADE, related_name="material_links")
