"""Meetings and seminars as Atom: announced, reported on, changed."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext
from wagtail.models import Site

from cms.core.feeds import PageFeed, network_name, xml_text
from meetings.models import MeetingIndexPage
from meetings.models.events import EventPage


class MeetingsFeed(PageFeed):
    """What changed last first: an announcement becomes a report under the same address."""

    def get_object(self, request: HttpRequest) -> MeetingIndexPage:
        root = Site.find_for_request(request).root_page
        return get_object_or_404(MeetingIndexPage.objects.child_of(root).on_show())

    def title(self, index: MeetingIndexPage) -> str:
        return gettext("Meetings of %(network)s") % {"network": network_name(index.get_site())}

    def author_name(self, index: MeetingIndexPage) -> str:
        return network_name(index.get_site())

    def link(self, index: MeetingIndexPage) -> str:
        return index.full_url

    def feed_url(self, index: MeetingIndexPage) -> str:
        return self.address("meetings_feed")

    def items(self, index: MeetingIndexPage) -> list[EventPage]:
        return self.latest(index.events)

    def item_description(self, item: EventPage) -> str:
        return xml_text("\n".join(filter(None, [item.summary_line, item.lead])))
