"""Turns a refused deletion into a sentence for the editor, whatever view of the admin tried it."""

from collections.abc import Callable

from django.contrib import messages
from django.db.models import ProtectedError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_valid_next_url_from_request

from cms.core.in_use import InUseError, refusal


class RefusedDeletionMiddleware:
    """Wagtail's own views do not expect that the database or the house refuses: the editor would meet a 500."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, ProtectedError) or not request.path.startswith(_admin()):
            return None
        _forget_messages(request)
        messages.error(request, _sentence(exception))
        return redirect(_way_back(request))


def _forget_messages(request: HttpRequest) -> None:
    """Some views announce their success before they have it. To read the messages is to forget them."""
    list(messages.get_messages(request))


def _sentence(error: ProtectedError) -> str:
    if isinstance(error, InUseError):
        return str(error.args[0])
    return refusal(str(_("This entry")), error.protected_objects)


def _way_back(request: HttpRequest) -> str:
    """Where the editor came from, as long as that is a place of the admin that shows something."""
    asked = get_valid_next_url_from_request(request)
    came_from = request.META.get("HTTP_REFERER", "")
    is_ours = url_has_allowed_host_and_scheme(came_from, {request.get_host()}, request.is_secure())
    return asked or (came_from if is_ours else "") or _admin()


def _admin() -> str:
    return reverse("wagtailadmin_home")
