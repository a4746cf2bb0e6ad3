"""The learning videos as RSS 2.0 with enclosures, for readers of feeds, podcast programs and portals.

They load films to keep them, so an entry carries its film under a free licence only; every entry leads to its page.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from xml.sax.xmlreader import AttributesImpl

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils import timezone
from django.utils.feedgenerator import Enclosure, Rss201rev2Feed
from django.utils.translation import gettext
from django.utils.xmlutils import SimplerXMLGenerator
from wagtail.models import Site

from cms.core.feeds import FeedOfToday, network_name, xml_text
from media import addresses
from media.attribution import attribution_text
from media.models import VideoFile, VideoPage
from media.playback import main_films, poster_of, usual_rendition
from media.sharing import Sharing

ITEMS = 50
IMAGE = "cms/img/feed.png"  # square, 1400 to 3000 pixels: what directories of podcasts take
NAMESPACES = {
    "xmlns:itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "xmlns:media": "http://search.yahoo.com/mrss/",
    "xmlns:podcast": "https://podcastindex.org/namespace/1.0",
}


@dataclass(frozen=True)
class Channel:
    """The network of a site, whose videos the feed tells of."""

    site: Site

    @cached_property
    def network(self) -> str:
        return network_name(self.site)


class LearningVideosRss(Rss201rev2Feed):
    """RSS with what podcast programs (iTunes) and media portals (Media RSS) read beside it."""

    def rss_attributes(self) -> dict[str, str]:
        return {**super().rss_attributes(), **NAMESPACES}

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        handler.addQuickElement("itunes:author", self.feed["author_name"])
        handler.addQuickElement("itunes:image", None, {"href": self.feed["image"]})
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
        if (licence := item["licence"]) and licence.url:
            handler.addQuickElement(
                "media:license", licence.label, {"type": "text/html", "href": licence.url}
            )
        if item["films"]:
            handler.startElement("media:group", AttributesImpl({}))
            for film in item["films"]:
                handler.addQuickElement("media:content", None, film)
            handler.endElement("media:group")
        for track in item["tracks"]:
            handler.addQuickElement("media:subTitle", None, track)
        for transcript in item["transcripts"]:
            handler.addQuickElement("podcast:transcript", None, transcript)


class LearningVideosFeed(FeedOfToday):
    """The newest learning videos of the network to which the site belongs."""

    feed_type = LearningVideosRss

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Channel:
        return Channel(Site.find_for_request(request))

    def title(self, channel: Channel) -> str:
        return gettext("Learning videos of %(network)s") % {"network": channel.network}

    def description(self, channel: Channel) -> str:
        return gettext("New learning videos, made by vocational schools and training companies.")

    def link(self, channel: Channel) -> str:
        return addresses.absolute("/videos/")

    def feed_url(self, channel: Channel) -> str:
        return addresses.absolute("/feeds/videos/")

    def author_name(self, channel: Channel) -> str:
        return channel.network

    def feed_copyright(self, channel: Channel) -> str:
        return gettext("%(network)s; the licence of each video stands with it") % {"network": channel.network}

    def feed_extra_kwargs(self, channel: Channel) -> dict[str, Any]:
        return {"image": addresses.absolute(static(IMAGE))}

    def items(self, channel: Channel) -> list[VideoPage]:
        below = channel.site.root_page
        pages = VideoPage.objects.descendant_of(below).listed().with_recordings().newest_first()
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

    def item_enclosures(self, item: VideoPage) -> list[Enclosure]:
        """The usual film, as RSS takes one only."""
        film = usual_rendition(item.recording)
        if film is None or not Sharing(item).is_free:
            return []
        return [Enclosure(_address(item, film.name), str(film.size), film.content_type)]

    def item_extra_kwargs(self, item: VideoPage) -> dict[str, Any]:
        return {
            "films": _films(item) if Sharing(item).is_free else [],
            "duration": item.recording.duration or 0,
            "poster": _poster(item),
            "player": addresses.absolute(addresses.embed(item.recording.key)),
            "credit": xml_text(item.recording.author_names),
            "licence": item.recording.licence,
            "tracks": _tracks(item),
            "transcripts": _transcripts(item),
        }


def _poster(page: VideoPage) -> dict[str, str]:
    poster = poster_of(page.recording, 1280)
    if poster is None:
        return {}
    return {"url": _address(page, poster.name), "width": str(poster.width), "height": str(poster.height)}


def _films(page: VideoPage) -> list[dict[str, str]]:
    """The film in each quality, smallest first; programs that take one only take the usual."""
    usual = usual_rendition(page.recording)
    return [_film(page, film, film == usual) for film in main_films(page.recording)]


def _film(page: VideoPage, film: VideoFile, is_usual: bool) -> dict[str, str]:
    return {
        "url": _address(page, film.name),
        "fileSize": str(film.size),
        "type": film.content_type,
        "medium": "video",
        "isDefault": str(is_usual).lower(),
        "duration": str(round(page.recording.duration or 0)),
        "width": str(film.width),
        "height": str(film.height),
        "lang": page.language,
    }


def _tracks(page: VideoPage) -> list[dict[str, str]]:
    return [
        {
            "type": "text/vtt",
            "lang": track.language,
            "href": _address(page, track.file_name),
        }
        for track in page.recording.public_captions
    ]


def _transcripts(page: VideoPage) -> list[dict[str, str]]:
    """What is said, with its moments; descriptions of the picture are none of it."""
    return [
        {
            "url": _address(page, track.file_name),
            "type": "text/vtt",
            "language": track.language,
            "rel": "captions",
        }
        for track in page.recording.public_captions
        if track.kind != track.Kind.DESCRIPTIONS
    ]


def _address(page: VideoPage, name: str) -> str:
    return addresses.absolute(addresses.file(page.recording.key, name))
