"""Pages without a life of their own: about the network, legal pages, glossary."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from cms.core.models import BasePage, BodyMixin, GlossaryTerm
from media.blocks.video import VideoStoryBlock


class StandardPage(BodyMixin, BasePage):
    """A page with free text."""

    body = StreamField(VideoStoryBlock(), verbose_name=_("text"), blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("body")]

    template = "home/standard_page.html"
    parent_page_types = ["home.HomePage", "home.StandardPage"]
    subpage_types = ["home.StandardPage"]
    page_description = _("A page with free text, for example about the network, or a legal page.")

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")

    @property
    def search_texts(self) -> Iterable[str]:
        yield from super().search_texts
        yield from self.body_texts


class GlossaryPage(BasePage):
    """All glossary terms of the site, explained in short."""

    template = "home/glossary_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    page_description = _("Explains the words of vocational training that the site uses.")

    class Meta:
        verbose_name = _("glossary")
        verbose_name_plural = _("glossaries")

    @property
    def terms(self) -> QuerySet[GlossaryTerm]:
        return GlossaryTerm.objects.all()

    @property
    def search_texts(self) -> Iterable[str]:
        yield from super().search_texts
        for term in self.terms:
            yield from term.search_texts
