"""The news of the network as Atom."""

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from wagtail.models import Site

from cms.core.feeds import ENTRIES, PageFeed, network_name
from home.models import NewsPage


class NewsFeed(PageFeed):
    """The newest first, by the date that the news carry."""

    def get_object(self, request: HttpRequest) -> Site:
        return Site.find_for_request(request)

    def title(self, site: Site) -> str:
        return gettext("News of %(network)s") % {"network": network_name(site)}

    def author_name(self, site: Site) -> str:
        return network_name(site)

    def link(self, site: Site) -> str:
        return site.root_page.full_url

    def feed_url(self, site: Site) -> str:
        return self.address("news_feed")

    def items(self, site: Site) -> QuerySet[NewsPage]:
        news = NewsPage.objects.descendant_of(site.root_page).on_show().defer_streamfields()
        return news.order_by("-date", "-pk")[:ENTRIES]
