"""What every page has."""

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet
from wagtail.search import index

from cms.core.blocks.story import StoryBlock
from cms.core.german import search_terms
from cms.core.page_forms import BasePageForm

META_DESCRIPTION_LENGTH = 160  # characters that search engines show


class BasePageQuerySet(PageQuerySet):
    """Verbs that every list of pages uses."""

    def on_show(self) -> "BasePageQuerySet":
        """Live, not past the expiry that the clock has yet to act on, and not restricted by an ancestor."""
        return self.live().public().filter(Q(expire_at__isnull=True) | Q(expire_at__gt=timezone.now()))


BasePageManager = PageManager.from_queryset(BasePageQuerySet)


class BasePage(Page):
    """The ground of every page type: introduction, picture for previews, review date, search terms."""

    lead = models.TextField(
        _("introduction"),
        blank=True,
        max_length=400,
        help_text=_("One or two sentences below the title. They also stand in lists and search results."),
    )
    social_image = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        verbose_name=_("preview picture"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Shown where the page is shared. Empty: the emblem of the page."),
    )
    review_date = models.DateField(
        _("review on"),
        null=True,
        blank=True,
        help_text=_("From this day on the page stands in the list of pages to look through."),
    )

    # Addresses that the outside relies on cannot be changed: /tandems/, /treffen/, /videos/.
    fixed_slug = ""

    base_form_class = BasePageForm
    content_panels = [*Page.content_panels, "lead"]
    promote_panels = [
        *Page.promote_panels,
        MultiFieldPanel([FieldPanel("social_image")], heading=_("Preview when shared")),
    ]
    settings_panels = [*Page.settings_panels, FieldPanel("review_date")]
    search_fields = [*Page.search_fields, index.SearchField("search_terms")]

    objects = BasePageManager()

    class Meta:
        abstract = True

    def clean(self) -> None:
        if self.fixed_slug:
            self.slug = self.fixed_slug
        super().clean()

    @property
    def kicker(self) -> str:
        """The short line above the title."""
        return ""

    @property
    def meta_description(self) -> str:
        """What search engines and shared links show, at most 160 characters."""
        return shorten(self.search_description or self.lead or self.title, META_DESCRIPTION_LENGTH)

    @property
    def search_texts(self) -> Iterable[str]:
        """Everything a reader may look for; subclasses add their own."""
        yield self.title
        yield self.lead
        yield self.search_description

    @property
    def search_terms(self) -> str:
        """The stems of all that, for the index."""
        return search_terms(" ".join(text for text in self.search_texts if text))

    @cached_property
    def structured_data(self) -> list[dict]:
        """JSON-LD objects of the page, beside the breadcrumbs; subclasses add their own."""
        return []


class BodyMixin(models.Model):
    """Brings a freely built body and its panel."""

    body = StreamField(StoryBlock(), verbose_name=_("text"), blank=True)

    body_panels = ["body"]

    class Meta:
        abstract = True

    @property
    def body_texts(self) -> Iterable[str]:
        """The words of the body, for the search."""
        for bound_block in self.body:
            yield from (
                strip_tags(str(text)) for text in bound_block.block.get_searchable_content(bound_block.value)
            )


def shorten(text: str, length: int) -> str:
    """The text in one line, cut at a word so that it has at most `length` characters."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    return line[: length - 1].rsplit(" ", 1)[0].rstrip(" ,;:–-") + "…"
