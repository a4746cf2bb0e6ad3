"""The sitemaps of the site: an index, and one file for each kind of address."""

from datetime import datetime

from django.contrib.sitemaps import Sitemap as PlainSitemap
from django.db.models import Max, Q
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe
from wagtail.contrib.sitemaps import Sitemap, views
from wagtail.query import PageQuerySet

from lessons.sitemaps import HelpSitemap
from media.models import VideoPage
from media.sitemaps import VideoSitemap


class PageSitemap(Sitemap):
    """Every live, unrestricted page whose expiry has not passed; the clock may be a minute behind.

    Videos that lists do not name are left out by the query: asking each page would cost queries for each.
    """

    def items(self) -> PageQuerySet:
        unlisted = VideoPage.objects.exclude(pk__in=VideoPage.objects.listed().values("pk"))
        unexpired = Q(expire_at__isnull=True) | Q(expire_at__gt=timezone.now())
        return super().items().filter(unexpired).exclude(pk__in=unlisted.values("pk"))

    def get_latest_lastmod(self) -> datetime | None:
        """As `lastmod` says it of each page, of all pages at once."""
        moment = Coalesce("last_published_at", "latest_revision_created_at")
        return self.items().aggregate(latest=Max(moment))["latest"]


# Each lies under `/sitemap-<name>.xml`. The help has no moments of its own: it changes with the program.
SITEMAPS: dict[str, type[PlainSitemap]] = {"seiten": PageSitemap, "hilfe": HelpSitemap}
INDEXED = {**SITEMAPS, "videos": VideoSitemap}


@require_safe
def index(request: HttpRequest) -> TemplateResponse:
    """What `/sitemap.xml` answers: the files with the moment of their last change, in pieces where they are long."""
    return views.index(request, INDEXED, sitemap_url_name="sitemap_section")


@require_safe
def section(request: HttpRequest, section: str) -> TemplateResponse:
    return views.sitemap(request, SITEMAPS, section=section)
