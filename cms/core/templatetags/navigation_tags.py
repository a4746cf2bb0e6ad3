from django import forms, template
from django.core.paginator import Page as ListPage
from django.http import HttpRequest
from django.template import Context
from django.utils.safestring import SafeString
from wagtail.models import Page, Site

from cms.core import navigation
from cms.core.structured_data import breadcrumb_list, to_script

register = template.Library()


def _request(context: Context) -> HttpRequest | None:
    return context.get("request") or getattr(context, "request", None)


def _site(context: Context) -> Site | None:
    request = _request(context)
    return Site.find_for_request(request) if request else None


@register.simple_tag(takes_context=True)
def main_menu(context: Context) -> list[navigation.Link]:
    """`{% main_menu as links %}`: the menu of this site; empty where there is no site."""
    site = _site(context)
    if site is None:
        return []
    return navigation.main_menu(site.root_page, _current(context), _request(context))


@register.simple_tag(takes_context=True)
def legal_links(context: Context) -> list[navigation.Link]:
    """`{% legal_links as links %}`: the legal pages of this site."""
    site = _site(context)
    if site is None:
        return []
    return navigation.legal_links(site.root_page, _current(context), _request(context))


@register.simple_tag(takes_context=True)
def breadcrumbs(context: Context, page: Page) -> list[navigation.Link]:
    """`{% breadcrumbs page as links %}`: from the home page to this one; empty for the home page."""
    site = _site(context)
    if site is None or page.pk in (None, site.root_page_id):
        return []
    return navigation.breadcrumbs(page, site.root_page, _request(context))


@register.simple_tag(takes_context=True)
def breadcrumb_data(context: Context, links: list[navigation.Link]) -> SafeString:
    """`{% breadcrumb_data links %}`: the same for machines, as JSON-LD."""
    site = _site(context)
    root_url = site.root_url if site else ""
    trail = [(link.title, link.url if "://" in link.url else f"{root_url}{link.url}") for link in links]
    return to_script(breadcrumb_list(trail)) if trail else SafeString("")


@register.simple_tag(takes_context=True)
def active_filters(context: Context, form: forms.BaseForm) -> list[navigation.ActiveFilter]:
    """`{% active_filters form as chosen %}`: what is chosen in a filter form, each with a way out."""
    request = _request(context)
    return navigation.active_filters(form, request.GET) if request else []


@register.simple_tag
def page_numbers(page: ListPage) -> list[int | None]:
    """`{% page_numbers page_obj as numbers %}`: the numbers to show, None where some are left out."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return [number if isinstance(number, int) else None for number in numbers]


def _current(context: Context) -> Page | None:
    page = context.get("page")
    return page if isinstance(page, Page) else None
