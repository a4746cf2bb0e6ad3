"""The pages of help for search engines."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from lessons.teaching_tools import TOOLS


class HelpSitemap(Sitemap):
    """They stand for themselves, outside the tree of pages."""

    @property
    def protocol(self) -> str:  # type: ignore[override]
        return urlsplit(settings.BASE_URL).scheme

    def get_domain(self, site: object = None) -> str:
        return urlsplit(settings.BASE_URL).netloc

    def items(self) -> list[str]:
        return ["", *TOOLS]

    def location(self, item: str) -> str:
        return reverse("lessons:help_tool", args=[item]) if item else reverse("lessons:help")
