"""Keeps from editors what other tandems have not published, where Wagtail would still name it.

Wagtail asks who may change a thing. Confirmations, choosers, messages and lists of what cannot be done
name it all the same. Whoever asks for such a thing by its number is answered as if it did not exist.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail.query import PageQuerySet

from cms.core.models import Material, Picture

PAGE_ARGUMENTS = frozenset({"page_id", "page_pk", "page_to_move_id", "parent_page_id", "destination_id"})
ON_PAGES = ("add", "change", "publish")
ON_FILES = ("add", "change", "delete", "choose")
FILES: dict[str, type[Model]] = {"picture": Picture, "material": Material}

# Lists of all pictures and documents for machines: no part of the admin asks for them.
CLOSED_NAMESPACES = ("wagtailadmin_api:images", "wagtailadmin_api:documents")
# Names the latest draft of each kind of page, whosever it is.
FOR_PUBLISHERS = frozenset(
    {"wagtailadmin_reports:page_types_usage", "wagtailadmin_reports:page_types_usage_results"}
)

User = AbstractBaseUser | AnonymousUser


class AdminPrivacyMiddleware:
    """Answers 404 for what is hidden from the editor."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], args: Any, kwargs: dict[str, Any]
    ) -> None:
        if not request.path.startswith(reverse("wagtailadmin_home")) or not request.user.is_authenticated:
            return
        name = request.resolver_match.view_name if request.resolver_match else ""
        if _is_closed(name, request.user) or _names_something_hidden(name, request, kwargs):
            raise Http404


def pages_open_to(user: User) -> PageQuerySet:
    """What the user works on."""
    return policy_registry.get_by_type(Page).instances_user_has_any_permission_for(user, ON_PAGES)


def _is_closed(name: str, user: User) -> bool:
    if name.startswith(CLOSED_NAMESPACES):
        return True
    return name in FOR_PUBLISHERS and not policy_registry.get_by_type(Page).user_has_permission(
        user, "publish"
    )


def _names_something_hidden(name: str, request: HttpRequest, kwargs: dict[str, Any]) -> bool:
    if name == "wagtail_bulk_action":
        return _is_hidden_in_bulk(request, kwargs["model_name"])
    return _has_hidden_page(request.user, [kwargs[key] for key in PAGE_ARGUMENTS & kwargs.keys()])


def _has_hidden_page(user: User, keys: Iterable[Any]) -> bool:
    asked = Page.objects.filter(pk__in=list(keys), live=False)
    return asked.exclude(pk__in=pages_open_to(user).values("pk")).exists()


def _is_hidden_in_bulk(request: HttpRequest, model_name: str) -> bool:
    """Bulk actions name what they refuse: only what the editor may know can be asked for."""
    keys = [key for key in request.GET.getlist("id") if key.isdecimal()]
    if model_name == "page":
        parent = request.GET.get("childOf", "")
        is_foreign = parent.isdecimal() and not pages_open_to(request.user).filter(pk=parent).exists()
        return is_foreign or _has_hidden_page(request.user, keys)
    if model_name in FILES:
        return _has_foreign_file(request.user, FILES[model_name]._default_manager.filter(pk__in=keys))
    return False


def _has_foreign_file(user: User, files: QuerySet) -> bool:
    own = policy_registry.get_by_type(files.model).instances_user_has_any_permission_for(user, ON_FILES)
    return files.exclude(pk__in=own.values("pk")).exists()
