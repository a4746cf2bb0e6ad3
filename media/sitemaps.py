"""The learning videos for search engines, with what Google reads of a film.

https://developers.google.com/search/docs/crawling-indexing/sitemaps/video-sitemaps
"""

from datetime import datetime
from typing import Any

from django.db.models import Max, QuerySet
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe
from wagtail.contrib.sitemaps import Sitemap
from wagtail.contrib.sitemaps.views import sitemap

from cms.core.feeds import changed_at, xml_text
from media import addresses
from media.models import VideoPage
from media.playback import poster_of, usual_rendition

LONGEST_DESCRIPTION = 2048  # characters
LONGEST_FILM = 28_800  # seconds


class VideoSitemap(Sitemap):
    """The videos that everyone may find, below the network of the site."""

    limit = 5_000  # entries: a file may have 50 MB, and an entry has up to 10 kB

    def items(self) -> QuerySet:
        root = self.get_wagtail_site().root_page
        return VideoPage.objects.descendant_of(root).listed().for_lists().newest_first()

    def get_urls(
        self, page: int | str = 1, site: Any = None, protocol: str | None = None
    ) -> list[dict[str, Any]]:
        return [
            described(item)
            for item in self.paginator.page(page).object_list
            if poster_of(item.recording, 640)
        ]

    def get_latest_lastmod(self) -> datetime | None:
        moments = self.items().aggregate(Max("last_published_at"), Max("video__changed_at"))
        return max(filter(None, moments.values()), default=None)


def described(page: VideoPage) -> dict[str, Any]:
    """One entry as the template prints it; texts without what no XML file may hold."""
    video = page.recording
    film, poster = usual_rendition(video), poster_of(video, 640)
    return {
        "location": page.full_url,
        "lastmod": max(changed_at(page), video.changed_at),
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
    return sitemap(request, {"videos": VideoSitemap}, template_name="media/sitemap_videos.xml")
