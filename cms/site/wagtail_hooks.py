"""What the roof adds to the way Wagtail answers readers."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from wagtail import hooks
from wagtail.models import BaseViewRestriction, Page

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
