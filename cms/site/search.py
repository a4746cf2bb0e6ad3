"""The search of the site: public and live pages only, whatever is typed."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone
from modelsearch.backends.base import BaseSearchResults
from wagtail.models import Page, Site

from cms.core.german import MAX_QUERY_CHARACTERS, query_terms
from media.models import VideoPage


@dataclass(frozen=True)
class Search:
    """What was typed, the terms that were looked for, and what was found.

    `is_partial` says that no page has all the words and these have at least one.
    """

    query: str
    terms: list[str]
    results: BaseSearchResults | list[Page]
    is_partial: bool = False


def clean_query(typed: str) -> str:
    """What was typed without control characters, in one line of at most 200 characters."""
    printable = "".join(character if character.isprintable() else " " for character in typed)
    return " ".join(printable.split())[:MAX_QUERY_CHARACTERS]


def search_site(typed: str, site: Site) -> Search:
    """Pages of the site that contain every word, or else some of them, best first."""
    query = clean_query(typed)
    terms = query_terms(query)
    if not terms:
        return Search(query, [], [])
    pages = searchable_pages(site)
    results = pages.search(" ".join(terms), operator="and")
    if len(terms) > 1 and not results.count():
        return Search(query, terms, pages.search(" ".join(terms), operator="or"), is_partial=True)
    return Search(query, terms, results)


def searchable_pages(site: Site) -> QuerySet[Page]:
    """Pages that lists may name: live, not expired, unrestricted, and of the videos only those for everyone."""
    visible = Page.objects.descendant_of(site.root_page, inclusive=True).live().public()
    visible = visible.filter(Q(expire_at__isnull=True) | Q(expire_at__gt=timezone.now()))
    unlisted = VideoPage.objects.exclude(pk__in=VideoPage.objects.listed().values("pk"))
    visible = visible.exclude(pk__in=unlisted.values("pk"))
    # One plain condition: the search backend accepts filters on indexed fields only.
    return Page.objects.filter(pk__in=visible.values("pk")).specific()
