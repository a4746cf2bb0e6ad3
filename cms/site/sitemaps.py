"""The sitemap of the public pages; what has addresses of its own joins it here."""

from django.db.models import Q
from django.utils import timezone
from wagtail.contrib.sitemaps import Sitemap
from wagtail.query import PageQuerySet


class PageSitemap(Sitemap):
    """Every live, unrestricted page whose expiry has not passed; the clock may be a minute behind."""

    def items(self) -> PageQuerySet:
        return super().items().filter(Q(expire_at__isnull=True) | Q(expire_at__gt=timezone.now()))


SITEMAPS = {"pages": PageSitemap}
