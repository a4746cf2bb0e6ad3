"""One tandem as Atom: its page and its learning videos."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from wagtail.models import Site

from cms.core.feeds import PageFeed, xml_text
from cms.core.models import BasePage
from media.models import VideoPage
from tandems.models import TandemPage


class TandemFeed(PageFeed):
    """What is new about a tandem, for those who want to copy what it does."""

    def get_object(self, request: HttpRequest, slug: str) -> TandemPage:
        root = Site.find_for_request(request).root_page
        return get_object_or_404(TandemPage.objects.descendant_of(root).on_show().filter(slug=slug))

    def title(self, tandem: TandemPage) -> str:
        return xml_text(f"{tandem.kicker}: {tandem.title}")

    def author_name(self, tandem: TandemPage) -> str:
        return xml_text(tandem.short_title)

    def link(self, tandem: TandemPage) -> str:
        return tandem.full_url

    def feed_url(self, tandem: TandemPage) -> str:
        return self.address("tandem_feed", tandem.slug)

    def items(self, tandem: TandemPage) -> list[BasePage]:
        return self.latest([tandem, *VideoPage.objects.child_of(tandem).listed()])
