"""The learning videos for search engines, with what Google reads of a film.

https://developers.google.com/search/docs/crawling-indexing/sitemaps/video-sitemaps
"""

from datetime import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe
from wagtail.models import Site

from media import addresses
from media.feeds import xml_text
from media.models import VideoPage
from media.playback import poster_of, usual_rendition

LONGEST_DESCRIPTION = 2048  # characters
LONGEST_FILM = 28_800  # seconds


class VideoSitemap(Sitemap):
    """The videos that everyone may find, below the network of the site."""

    def __init__(self, site: Site) -> None:
        self.site = site

    def items(self) -> QuerySet:
        return VideoPage.objects.descendant_of(self.site.root_page).listed().for_lists().newest_first()

    def get_urls(
        self, page: int | str = 1, site: Any = None, protocol: str | None = None
    ) -> list[dict[str, Any]]:
        return [
            described(item)
            for item in self.paginator.page(page).object_list
            if poster_of(item.recording, 640)
        ]

    def get_latest_lastmod(self) -> datetime | None:
        return max((page.last_published_at for page in self.items() if page.last_published_at), default=None)


def described(page: VideoPage) -> dict[str, Any]:
    """One entry as the template prints it; texts without what no XML file may hold."""
    video = page.recording
    film, poster = usual_rendition(video), poster_of(video, 640)
    return {
        "location": page.full_url,
        "lastmod": page.last_published_at,
        "title": xml_text(page.title),
        "description": xml_text(page.meta_description)[:LONGEST_DESCRIPTION],
        "thumbnail_url": addresses.absolute(addresses.file(video.key, poster.name)) if poster else "",
        "content_url": addresses.absolute(addresses.file(video.key, film.name)) if film else "",
        "player_url": addresses.absolute(addresses.embed(video.key)),
        "duration": min(max(round(video.duration or 0), 1), LONGEST_FILM),
        "published_at": page.first_published_at,
        "expires_at": page.expire_at,
        "uploader": xml_text(video.author_names)[:255],
    }


@require_safe
def video_sitemap(request: HttpRequest) -> TemplateResponse:
    sitemaps: dict[str, type[Sitemap] | Sitemap] = {"videos": VideoSitemap(Site.find_for_request(request))}
    return sitemap(request, sitemaps, template_name="media/sitemap_videos.xml")
