"""Menu, breadcrumbs, legal pages and links of lists: what leads from a page to others.

Nothing here knows a page type. A page whose address does not follow its place in the tree (a tandem's
film is shown under the library) says where it belongs with an attribute `navigation_parent`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, cast

from django import forms
from django.http import HttpRequest, QueryDict
from wagtail.models import Page, Site

# The order in which they stand in the footer.
LEGAL_SLUGS = ("impressum", "datenschutz", "barrierefreiheit", "leichte-sprache", "barriere-melden")


@dataclass(frozen=True)
class Link:
    """A link of a menu or a path; `current` is the value of `aria-current`, empty for other pages."""

    title: str
    url: str
    current: str = ""


@dataclass(frozen=True)
class ActiveFilter:
    """A chosen filter in words, and the address of the list without it."""

    name: str
    value: str
    url: str


def main_menu(site_root: Page, current: Page | None, request: HttpRequest | None = None) -> list[Link]:
    """The children of the home page that are meant for menus, in one query.

    Pages with a restriction of their own are left out; a restricted home page hides the whole site anyway.
    """
    pages = site_root.get_children().live().in_menu().filter(view_restrictions__isnull=True)
    return [Link(page.title, page.get_url(request) or "", _current_state(page, current)) for page in pages]


def _current_state(page: Page, current: Page | None) -> str:
    if current is None:
        return ""
    if page.pk == current.pk:
        return "page"
    place = _parent_by_choice(current) or current
    return "true" if place.path.startswith(page.path) else ""


def _parent_by_choice(page: Page) -> Page | None:
    return getattr(page, "navigation_parent", None)


def breadcrumbs(page: Page, site_root: Page, request: HttpRequest | None = None) -> list[Link]:
    """The way from the home page to this one, which stands last and is current."""
    place = _parent_by_choice(page)
    ancestors = (place or page).get_ancestors(inclusive=place is not None)
    way = ancestors.filter(path__startswith=site_root.path)
    links = [Link(ancestor.title, ancestor.get_url(request) or "") for ancestor in way]
    return [*links, Link(page.title, page.get_url(request) or "", "page")]


def way_to(request: HttpRequest, *links: Link) -> list[Link]:
    """The way from the home page to a view that is no page: the home page, then the links given."""
    site = Site.find_for_request(request)
    home = [Link(site.root_page.title, site.root_page.get_url(request) or "/")] if site else []
    return [*home, *links]


def way_from(page: Page, here: str, request: HttpRequest) -> list[Link]:
    """The way to a view that belongs to a page: that of the page, then the view as the current place."""
    site = Site.find_for_request(request)
    way = breadcrumbs(page, site.root_page, request) if site else []
    return [*(replace(link, current="") for link in way), Link(here, "", "page")]


def legal_links(site_root: Page, current: Page | None, request: HttpRequest | None = None) -> list[Link]:
    """The legal pages that exist, in the order of `LEGAL_SLUGS`, in one query."""
    pages = site_root.get_children().live().filter(slug__in=LEGAL_SLUGS, view_restrictions__isnull=True)
    in_order = sorted(pages, key=lambda page: LEGAL_SLUGS.index(page.slug))
    return [
        Link(page.title, page.get_url(request) or "", "page" if current and page.pk == current.pk else "")
        for page in in_order
    ]


def active_filters(form: forms.BaseForm, query: QueryDict) -> list[ActiveFilter]:
    """What is chosen in a filter form, each with the address that takes it away; wrong choices are none."""
    form.is_valid()
    return [
        ActiveFilter(str(form[name].label), words, _without(query, form.add_prefix(name), raw))
        for name, field in form.fields.items()
        for words, raw in _chosen(field, form.cleaned_data.get(name), query.getlist(form.add_prefix(name)))
    ]


def _chosen(field: forms.Field, value: Any, raw_values: list[str]) -> list[tuple[str, str]]:
    """Words and raw value of each choice in one field; a ticked box needs no words beside its label."""
    if value is None or value is False or value in field.empty_values:
        return []
    if isinstance(field, forms.ModelMultipleChoiceField):
        return [(field.label_from_instance(choice), str(field.prepare_value(choice))) for choice in value]
    if isinstance(field, forms.ModelChoiceField):
        return [(field.label_from_instance(value), raw) for raw in raw_values]
    if isinstance(field, forms.ChoiceField):
        choices = cast(Iterable[tuple[object, object]], field.choices)  # what the setter makes of any kind
        labels = {str(key): str(label) for key, label in choices}
        return [(labels.get(raw, raw), raw) for raw in raw_values if raw]
    words = "" if value is True else str(value)
    return [(words, raw) for raw in raw_values]


def _without(query: QueryDict, name: str, value: str) -> str:
    """The address of the same list without one value, back on its first page."""
    left = query.copy()
    left.setlist(name, [other for other in query.getlist(name) if other != value])
    left.pop("page", None)
    for empty in [key for key, values in left.lists() if not any(values)]:
        del left[empty]
    return f"?{left.urlencode()}"
