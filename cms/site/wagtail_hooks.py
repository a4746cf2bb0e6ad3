"""What the roof adds to the way Wagtail answers readers and editors."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import BaseViewRestriction, Page
from wagtail.permissions import policy_registry
from wagtail.query import PageQuerySet

from cms.core.models import User
from cms.site.admin_privacy import pages_open_to

BEFORE_WAGTAILS_OWN = -1


@hooks.register("before_serve_page", order=BEFORE_WAGTAILS_OWN)
def refuse_users_of_other_groups(
    page: Page, request: HttpRequest, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> None:
    """Wagtail leads whoever lacks the group to the login, which sends the logged-in back: a circle."""
    if request.user.is_authenticated:
        _refuse(page.get_view_restrictions(), request)


@hooks.register("before_serve_document", order=BEFORE_WAGTAILS_OWN)
def refuse_files_to_users_of_other_groups(document: Any, request: HttpRequest) -> None:
    if request.user.is_authenticated:
        _refuse(document.collection.get_view_restrictions(), request)


def _refuse(restrictions: Any, request: HttpRequest) -> None:
    needs_group = (r for r in restrictions if r.restriction_type == BaseViewRestriction.GROUPS)
    if not all(restriction.accept_request(request) for restriction in needs_group):
        raise PermissionDenied


@hooks.register("before_edit_user")
def keep_administrators(request: HttpRequest, user: User) -> None:
    """Who may change accounts could otherwise set the password of an administrator and take all rights."""
    _refuse_administrators(request, [user])


@hooks.register("before_bulk_action")
def keep_administrators_in_bulk(request: HttpRequest, action: str, objects: list[Any], view: Any) -> None:
    _refuse_administrators(request, [entry for entry in objects if isinstance(entry, User)])


def _refuse_administrators(request: HttpRequest, users: list[User]) -> None:
    if not request.user.is_superuser and any(user.is_superuser for user in users):
        raise PermissionDenied


@hooks.register("construct_page_chooser_queryset")
def choose_published_or_own_pages(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """Choosers name what readers see and what the editor works on, not the drafts of other tandems."""
    own = pages_open_to(request.user)
    published = Page.objects.live().public()
    return pages.filter(Q(pk__in=published.values("pk")) | Q(pk__in=own.values("pk")))


@hooks.register("construct_reports_menu")
def hide_report_of_page_types(request: HttpRequest, items: list[MenuItem]) -> None:
    """It names the latest draft of each kind of page: not for tandems."""
    if not policy_registry.get_by_type(Page).user_has_permission(request.user, "publish"):
        items[:] = [item for item in items if item.name != "page-types-usage"]
