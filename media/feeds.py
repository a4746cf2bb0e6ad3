"""The learning videos as RSS 2.0 with enclosures, for readers of feeds, podcast programs and portals."""

from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import gettext
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe
from wagtail.models import Site

from cms.core.feeds import network_name, xml_text
from media import addresses
from media.attribution import attribution_text
from media.models import VideoPage
from media.playback import poster_of, usual_rendition

ITEMS = 50
NAMESPACES = {
    "xmlns:itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "xmlns:media": "http://search.yahoo.com/mrss/",
    "xmlns:podcast": "https://podcastindex.org/namespace/1.0",
}


class LearningVideosRss(Rss201rev2Feed):
    """RSS with what podcast programs (iTunes) and media portals (Media RSS) read beside it."""

    def rss_attributes(self) -> dict[str, str]:
        return {**super().rss_attributes(), **NAMESPACES}

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        handler.addQuickElement("itunes:author", self.feed["title"])
        handler.addQuickElement("itunes:explicit", "false")
        handler.addQuickElement("itunes:category", None, {"text": "Education"})

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("itunes:duration", str(round(item["duration"])))
        handler.addQuickElement("itunes:explicit", "false")
        if poster := item["poster"]:
            handler.addQuickElement("itunes:image", None, {"href": poster["url"]})
            handler.addQuickElement("media:thumbnail", None, poster)
        handler.addQuickElement("media:player", None, {"url": item["player"]})
        handler.addQuickElement("media:credit", item["credit"], {"role": "author"})
        if licence := item["licence"]:
            handler.addQuickElement(
                "media:license", licence.label, {"type": "text/html", "href": licence.url}
            )
        for track in item["tracks"]:
            handler.addQuickElement("media:subTitle", None, track)


@method_decorator([require_safe, cache_control(no_cache=True), conditional_page], name="__call__")
class LearningVideosFeed(Feed):
    """The newest learning videos of the network to which the site belongs."""

    feed_type = LearningVideosRss
    language = "de"

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Site:
        return Site.find_for_request(request)

    def title(self, site: Site) -> str:
        return gettext("Learning videos of %(network)s") % {"network": network_name(site)}

    def description(self, site: Site) -> str:
        return gettext("New learning videos, made by vocational schools and training companies.")

    def link(self, site: Site) -> str:
        return addresses.absolute("/videos/")

    def feed_url(self, site: Site) -> str:
        return addresses.absolute("/feeds/videos/")

    def author_name(self, site: Site) -> str:
        return network_name(site)

    def items(self, site: Site) -> list[VideoPage]:
        pages = VideoPage.objects.descendant_of(site.root_page).listed().with_recordings().newest_first()
        return [page for page in pages[:ITEMS] if usual_rendition(page.recording)]

    def item_title(self, item: VideoPage) -> str:
        return xml_text(item.title)

    def item_description(self, item: VideoPage) -> str:
        return xml_text("\n".join(filter(None, [item.lead, attribution_text(item)])))

    def item_link(self, item: VideoPage) -> str:
        return item.full_url

    def item_guid(self, item: VideoPage) -> str:
        return addresses.absolute(addresses.short(item.recording.key))

    def item_pubdate(self, item: VideoPage) -> datetime:
        return timezone.localtime(item.first_published_at or item.recording.created_at)

    def item_updateddate(self, item: VideoPage) -> datetime:
        return timezone.localtime(item.last_published_at or item.recording.changed_at)

    def item_categories(self, item: VideoPage) -> list[str]:
        return [xml_text(link.occupation.name) for link in item.occupation_links.all()]

    def item_enclosure_url(self, item: VideoPage) -> str:
        film = usual_rendition(item.recording)
        return addresses.absolute(addresses.file(item.recording.key, film.name)) if film else ""

    def item_enclosure_length(self, item: VideoPage) -> int:
        film = usual_rendition(item.recording)
        return film.size if film else 0

    item_enclosure_mime_type = "video/mp4"

    def item_extra_kwargs(self, item: VideoPage) -> dict[str, Any]:
        return {
            "duration": item.recording.duration or 0,
            "poster": _poster(item),
            "player": addresses.absolute(addresses.embed(item.recording.key)),
            "credit": xml_text(item.recording.author_names),
            "licence": item.recording.licence,
            "tracks": _tracks(item),
        }


def _poster(page: VideoPage) -> dict[str, str]:
    poster = poster_of(page.recording, 1280)
    if poster is None:
        return {}
    url = addresses.absolute(addresses.file(page.recording.key, poster.name))
    return {"url": url, "width": str(poster.width), "height": str(poster.height)}


def _tracks(page: VideoPage) -> list[dict[str, str]]:
    return [
        {
            "type": "text/vtt",
            "lang": track.language,
            "href": addresses.absolute(addresses.file(page.recording.key, track.file_name)),
        }
        for track in page.recording.public_captions
    ]
