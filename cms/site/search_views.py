from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe
from wagtail.contrib.search_promotions.models import Query
from wagtail.models import Site

from cms.core.models import BasePage
from cms.core.snippets import Part, snippet
from cms.site.search import Search, search_site

RESULTS_PER_PAGE = 20


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Results for `?q=`; a wrong page number leads to the nearest page there is."""
    found = search_site(request.GET.get("q", ""), Site.find_for_request(request))
    page = Paginator(found.results, RESULTS_PER_PAGE).get_page(request.GET.get("page"))
    if found.terms and page.number == 1:
        _count(found)
    results = [(result, _marked(snippet(_texts(result), found.terms))) for result in page]
    context = {"search": found, "page_obj": page, "results": results, "total": page.paginator.count}
    return render(request, "cms/search.html", context)


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


def _count(found: Search) -> None:
    """Count the words, not the person: editors see what readers look for."""
    Query.get(found.query).add_hit()
