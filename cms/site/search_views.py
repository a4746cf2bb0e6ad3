from itertools import groupby

from django.core.paginator import Paginator
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe
from wagtail.models import Site

from cms.core.models import BasePage
from cms.core.snippets import Part, snippet
from cms.site.search import Reach, search_site
from cms.site.search_counts import count_search

RESULTS_PER_PAGE = 20


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Results for `?q=`; a wrong page number leads to the nearest page there is."""
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    found = search_site(request.GET.get("q", ""), site)
    page = Paginator(found.results, RESULTS_PER_PAGE).get_page(request.GET.get("page"))
    pages = list(page)
    if pages and found.reach is Reach.ALL and page.number == 1:
        count_search(found.query)
    _read_relations(pages)
    context = {
        "search": found,
        "page_obj": page,
        "results": [(result, _marked(snippet(_texts(result), found.terms))) for result in pages],
        "total": page.paginator.count,
    }
    return render(request, "cms/search.html", context)


def _read_relations(pages: list[BasePage]) -> None:
    """What the texts of the results need, in a number of queries that does not grow with the list."""

    def label(page: BasePage) -> str:
        return page._meta.label

    for _label, same_kind in groupby(sorted(pages, key=label), key=label):
        kind = list(same_kind)
        prefetch_related_objects(kind, *kind[0].search_relations)


def _texts(page: BasePage) -> list[str]:
    """The texts of a page without its title, which stands above the snippet anyway."""
    title, *texts = page.search_texts
    return texts or [title]


def _marked(parts: list[Part]) -> SafeString:
    return format_html_join(
        "",
        "{}",
        ((format_html("<mark>{}</mark>", part.text) if part.is_match else part.text,) for part in parts),
    )
