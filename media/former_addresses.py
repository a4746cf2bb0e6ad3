"""Where a page went that had another address before."""

from django.http import HttpRequest
from wagtail.contrib.redirects.middleware import get_redirect
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page


def page_formerly_at(request: HttpRequest, path: str) -> Page | None:
    redirect = get_redirect(request, Redirect.normalise_path(path))
    return redirect.redirect_page.specific if redirect and redirect.redirect_page else None
