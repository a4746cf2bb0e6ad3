"""What feeds of pages have in common (Atom, RFC 4287)."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe
from wagtail.models import Site

from cms.core.models import BasePage, NetworkSettings

ENTRIES = 50
UNKNOWN = datetime.fromtimestamp(0, UTC)  # of pages that a program stored without publishing them
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def xml_text(text: object) -> str:
    """The text without the characters that no XML file may hold."""
    return NOT_XML.sub("", str(text))


def network_name(site: Site) -> str:
    return xml_text(NetworkSettings.for_site(site).name)


@method_decorator([require_safe, cache_control(no_cache=True), conditional_page], name="__call__")
class FeedOfToday(Feed):
    """Names no date of its newest entry: by that alone nobody would learn that another one is gone."""

    language = "de"

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().__call__(request, *args, **kwargs)
        response.headers.pop("Last-Modified", None)
        return response


class PageFeed(FeedOfToday):
    """Entries are pages. Their identity is that of the page, so an entry that moved is no second one."""

    feed_type = Atom1Feed

    @staticmethod
    def address(name: str, *words: str) -> str:
        """The address of the feed itself, the same under every host name of the site."""
        return settings.BASE_URL + reverse(name, args=words)

    @staticmethod
    def latest(pages: Sequence[BasePage]) -> list[BasePage]:
        """The pages that changed last, as many as a feed holds."""
        return sorted(pages, key=changed_at, reverse=True)[:ENTRIES]

    def item_title(self, item: BasePage) -> str:
        return xml_text(item.title)

    def item_description(self, item: BasePage) -> str:
        return xml_text(item.lead)

    def item_link(self, item: BasePage) -> str:
        return item.full_url

    def item_guid(self, item: BasePage) -> str:
        return f"urn:uuid:{item.translation_key}"

    def item_pubdate(self, item: BasePage) -> datetime:
        return timezone.localtime(item.first_published_at or changed_at(item))

    def item_updateddate(self, item: BasePage) -> datetime:
        return timezone.localtime(changed_at(item))


def changed_at(page: BasePage) -> datetime:
    """When readers last got to see something else."""
    return page.last_published_at or page.first_published_at or UNKNOWN
