"""News and press releases."""

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.search import index

from cms.core.blocks.text import SHORT_TEXT_FEATURES
from cms.core.models import BasePage, BodyMixin
from cms.core.structured_data import article
from media.blocks.video import VideoStoryBlock

NEWS_PER_PAGE = 20


class Boilerplate(index.Indexed, models.Model):
    """A text about an organisation or the network, kept once and shown below every release that names it."""

    title = models.CharField(_("title"), max_length=120)
    text = RichTextField(_("text"), features=SHORT_TEXT_FEATURES)

    panels = ["title", "text"]
    search_fields = [index.SearchField("title"), index.AutocompleteField("title")]

    class Meta:
        verbose_name = _("boilerplate")
        verbose_name_plural = _("boilerplates")
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title


class NewsIndexPage(BasePage):
    """All news, newest first."""

    template = "home/news_index_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.NewsPage"]
    max_count_per_parent = 1
    page_description = _("Lists the news of the network.")

    class Meta:
        verbose_name = _("list of news")
        verbose_name_plural = _("lists of news")

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict[str, Any]:
        news = NewsPage.objects.child_of(self).on_show().defer_streamfields().order_by("-date", "-pk")
        page = Paginator(news, NEWS_PER_PAGE).get_page(request.GET.get("page"))
        return {**super().get_context(request, *args, **kwargs), "page_obj": page}


class NewsPage(BodyMixin, BasePage):
    """A piece of news or a press release."""

    date = models.DateField(_("date"), default=timezone.localdate)
    kicker_text = models.CharField(
        _("kicker"),
        max_length=80,
        blank=True,
        help_text=_("The short line above the headline, for example “Half-time”."),
    )
    body = StreamField(VideoStoryBlock(), verbose_name=_("text"), blank=True)
    boilerplate = models.ForeignKey(
        Boilerplate,
        verbose_name=_("boilerplate"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    press_contact = models.ForeignKey(
        "core.Person",
        verbose_name=_("press contact"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    press_email = models.EmailField(_("address of the press contact"), blank=True)

    content_panels = [
        FieldPanel("kicker_text"),
        *BasePage.content_panels,
        FieldPanel("date"),
        FieldPanel("body"),
        MultiFieldPanel(
            ["boilerplate", FieldRowPanel(["press_contact", "press_email"])], heading=_("For the press")
        ),
    ]
    search_fields = [*BasePage.search_fields, index.FilterField("date")]

    template = "home/news_page.html"
    parent_page_types = ["home.NewsIndexPage"]
    subpage_types: list[str] = []
    page_description = _("A piece of news or a press release.")

    class Meta:
        verbose_name = _("news item")
        verbose_name_plural = _("news items")

    @property
    def kicker(self) -> str:
        return self.kicker_text

    @property
    def structured_data(self) -> list[dict]:
        return [
            article(
                self.title,
                self.full_url or "",
                description=self.lead,
                published_at=self.date,
                kind="NewsArticle",
            )
        ]

    @property
    def search_texts(self) -> Iterable[str]:
        yield from super().search_texts
        yield self.kicker_text
        yield from self.body_texts
