"""Old addresses of public pages go on leading to them."""

import copy

from django.db import transaction
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

LONGEST_PATH = Redirect._meta.get_field("old_path").max_length


@transaction.atomic
def keep_old_addresses(page: Page, before: Page) -> None:
    """Redirect the former addresses of a page and of the live pages below it.

    `before` is the page as it was, with its former `slug` and `url_path`. A page that was not live had no
    address that anyone could know: it gets none, so the words of a draft stay secret.
    """
    if before.live:
        _keep_old_address(page, before)
    for descendant in page.get_descendants().live().defer_streamfields().specific().iterator():
        former = copy.copy(descendant)
        former.url_path = before.url_path + descendant.url_path.removeprefix(page.url_path)
        _keep_old_address(descendant, former)


def _keep_old_address(page: Page, before: Page) -> None:
    old, new = before.get_url_parts(), page.get_url_parts()
    if not old or not new or old[0] != new[0] or old[2] == new[2]:
        return
    for route in page.get_route_paths():
        route_path = Redirect.normalise_page_route_path(route)
        _redirect(old[0], _path(old[2], route_path), page, route_path)
        _drop_automatic(new[0], _path(new[2], route_path))


def _path(page_path: str, route_path: str) -> str:
    return Redirect.normalise_path(page_path.rstrip("/") + (route_path or "/"))


def _redirect(site_id: int, old_path: str, page: Page, route_path: str) -> None:
    """A redirect made by an editor for the same address is left alone."""
    by_hand = Redirect.objects.filter(site_id=site_id, old_path=old_path, automatically_created=False)
    if len(old_path) > LONGEST_PATH or by_hand.exists():
        return
    Redirect.objects.update_or_create(
        site_id=site_id,
        old_path=old_path,
        defaults={
            "redirect_page": page,
            "redirect_page_route_path": route_path,
            "is_permanent": True,
            "automatically_created": True,
        },
    )


def _drop_automatic(site_id: int, path: str) -> None:
    """Where a page stands again no redirect is needed."""
    Redirect.objects.filter(site_id=site_id, old_path=path, automatically_created=True).delete()
