"""Pages of topics: what the network knows about one subject."""

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from cms.core.models import BasePage, BodyMixin
from media.blocks.video import VideoStoryBlock


class TopicIndexPage(BasePage):
    """All topics."""

    template = "home/topic_index_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.TopicPage"]
    max_count_per_parent = 1
    page_description = _("Lists the main topics of the network.")

    class Meta:
        verbose_name = _("list of topics")
        verbose_name_plural = _("lists of topics")


class TopicPage(BodyMixin, BasePage):
    """What the network found out about a topic, with everything that belongs to it."""

    topic = models.ForeignKey(
        "core.Topic", verbose_name=_("topic"), on_delete=models.PROTECT, related_name="+"
    )
    body = StreamField(VideoStoryBlock(), verbose_name=_("text"), blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("topic"), FieldPanel("body")]

    template = "home/topic_page.html"
    parent_page_types = ["home.TopicIndexPage"]
    subpage_types: list[str] = []
    page_description = _("Gathers what the network knows about a topic.")

    class Meta:
        verbose_name = _("topic page")
        verbose_name_plural = _("topic pages")

    @property
    def search_texts(self) -> Iterable[str]:
        yield from super().search_texts
        yield from self.topic.search_texts
        yield from self.body_texts
