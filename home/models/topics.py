"""Pages of topics: what the network knows about one subject."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from cms.core.models import BasePage, BodyMixin
from media.blocks.video import VideoStoryBlock
from media.models import VideoPage
from meetings.models import MeetingPage
from tandems.models import TandemPage


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

    @property
    def pages(self) -> "QuerySet[TopicPage]":
        return TopicPage.objects.child_of(self).on_show().defer_streamfields().order_by("title", "pk")


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

    search_relations = ("topic",)

    class Meta:
        verbose_name = _("topic page")
        verbose_name_plural = _("topic pages")

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict[str, Any]:
        network = self.get_parent().get_parent()
        tandems = TandemPage.objects.descendant_of(network).on_show()
        videos = VideoPage.objects.descendant_of(network).listed().latest_first()
        meetings = MeetingPage.objects.descendant_of(network).on_show().filter(topic_links__topic=self.topic)
        return {
            **super().get_context(request, *args, **kwargs),
            "tandems": tandems.filter(projects__topic_links__topic=self.topic).distinct().for_lists(),
            "videos": videos.filter(topic_links__topic=self.topic),
            "meetings": meetings.order_by("start", "pk"),
        }

    @property
    def search_texts(self) -> Iterable[str]:
        yield from super().search_texts
        yield from self.topic.search_texts
        yield from self.body_texts
