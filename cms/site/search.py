"""The search of the site: public and live pages only, whatever is typed."""

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Q
from django.utils import timezone
from modelsearch.backends.base import BaseSearchResults
from wagtail.models import Page, Site
from wagtail.query import PageQuerySet

from cms.core.german import MAX_QUERY_CHARACTERS, query_terms
from media.models import VideoPage


class Reach(StrEnum):
    """What the pages that were found have of the words that were typed."""

    ALL = "all"
    BEGINNINGS = "beginnings"  # words that begin with each of them: Lernort finds Lernortkooperation
    SOME = "some"


@dataclass(frozen=True)
class Search:
    """What was typed, the terms that were looked for, what was found and how far it had to be sought."""

    query: str
    terms: list[str]
    results: BaseSearchResults | list[Page]
    reach: Reach = Reach.ALL


def clean_query(typed: str) -> str:
    """What was typed without control characters, in one line of at most 200 characters."""
    printable = "".join(character if character.isprintable() else " " for character in typed)
    return " ".join(printable.split())[:MAX_QUERY_CHARACTERS]


def search_site(typed: str, site: Site) -> Search:
    """Pages of the site that contain every word; else words that begin so; else some of them. Best first."""
    query = clean_query(typed)
    terms = query_terms(query)
    if not terms:
        return Search(query, [], [])
    words = " ".join(terms)
    pages = searchable_pages(site)
    results = pages.search(words, operator="and")
    if results.count():
        return Search(query, terms, results)
    longer = pages.autocomplete(words, operator="and")
    if len(terms) == 1 or longer.count():
        return Search(query, terms, longer, Reach.BEGINNINGS)
    return Search(query, terms, pages.search(words, operator="or"), Reach.SOME)


def searchable_pages(site: Site) -> PageQuerySet:
    """Pages that lists may name: live, not expired, unrestricted, and of the videos only those for everyone."""
    visible = Page.objects.descendant_of(site.root_page, inclusive=True).live().public()
    visible = visible.filter(Q(expire_at__isnull=True) | Q(expire_at__gt=timezone.now()))
    unlisted = VideoPage.objects.exclude(pk__in=VideoPage.objects.listed().values("pk"))
    visible = visible.exclude(pk__in=unlisted.values("pk"))
    # One plain condition: the search backend accepts filters on indexed fields only.
    return Page.objects.filter(pk__in=visible.values("pk")).specific()
