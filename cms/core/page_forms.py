"""The form in which editors write a page."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.pages import WagtailAdminPageForm
from wagtail.models import Site

from cms.core.slugs import GermanSlugInput


@cache
def reserved_slugs() -> frozenset[str]:
    """The first parts of all addresses that are not pages, for example `admin` or `suche`."""
    return frozenset(_first_parts(get_resolver().url_patterns))


def _first_parts(patterns: Iterable[URLPattern | URLResolver]) -> Iterator[str]:
    for pattern in patterns:
        first = str(pattern.pattern).lstrip("^").split("/")[0]
        if first.replace("-", "").replace("_", "").isalnum():
            yield first
        elif not first and isinstance(pattern, URLResolver):
            yield from _first_parts(pattern.url_patterns)


class BasePageForm(WagtailAdminPageForm):
    """Keeps addresses that others rely on: locked ones stay, those of the machine are not taken."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].widget = GermanSlugInput()

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        if self.instance.fixed_slug:
            return self.instance.fixed_slug
        if slug in reserved_slugs() and self._stands_at_the_top():
            raise ValidationError(
                _("The address “%(slug)s” is used by the site itself: choose another one."),
                params={"slug": slug},
            )
        return slug

    def _stands_at_the_top(self) -> bool:
        return Site.objects.filter(root_page=self.parent_page.pk).exists() if self.parent_page else False
