"""What every answer carries, and who may enter the admin."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from csp.constants import SELF, UNSAFE_INLINE
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

GetResponse = Callable[[HttpRequest], HttpResponseBase]

PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "browsing-topics",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "interest-cohort",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "serial",
        "usb",
    )
)

# Wagtail's form widgets write inline scripts that no nonce can reach, so the admin alone allows them.
# Previews lie in a frame of the admin.
ADMIN_POLICY: dict[str, list[str]] = {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "connect-src": [SELF],
    "frame-src": [SELF],
    "frame-ancestors": [SELF],
}


class SecurityHeadersMiddleware:
    """Headers beyond Django's own, and the looser content policy of the admin.

    Stands inside `CSPMiddleware`, which writes the policy that is named here.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", resource_policy(request))
        # Wagtail's sendfile writes this where a file has no encoding; clients take it for one.
        if response.headers.get("Content-Encoding") == "None":
            del response.headers["Content-Encoding"]
        if is_editing(request):
            response._csp_replace = ADMIN_POLICY  # type: ignore[attr-defined]
            response.headers["X-Frame-Options"] = "SAMEORIGIN"
        return response


def resource_policy(request: HttpRequest) -> str:
    """Static files may be used from anywhere: the embedded player needs its own in frames without an origin."""
    return "cross-origin" if request.path.startswith(settings.STATIC_URL) else "same-origin"


def is_editing(request: HttpRequest) -> bool:
    """Whether the answer is a page of the admin or a preview shown in it."""
    is_preview = getattr(request, "is_dummy", False) or getattr(request, "is_preview", False)
    return is_preview or request.path.startswith(reverse("wagtailadmin_home"))


class ImpossibleAddressMiddleware:
    """Answers 404 to an address with a NUL character: nothing has such a name, and PostgreSQL cannot even ask."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> None:
        if "\0" in request.path_info:
            raise Http404


class AdminDoorMiddleware:
    """Keeps members out of the admin, and leads everyone else to the set-up of a second factor first.

    Wagtail would send a member to the login, which sends the logged-in back: a circle.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        # A view and not the request: by now the messages are at hand.
        if not is_behind_the_door(request.path) or request.user.is_anonymous:
            return None
        if not request.user.has_perm("wagtailadmin.access_admin"):
            raise PermissionDenied
        if not settings.REQUIRE_MFA or is_mfa_enabled(request.user):
            return None
        messages.info(request, _("Please set up a second factor first. Then the admin opens."))
        return redirect("mfa_activate_totp")


def is_behind_the_door(path: str) -> bool:
    """Whether an address belongs to the admin, other than the way in and the way out."""
    admin = reverse("wagtailadmin_home")
    return path.startswith(admin) and path not in (f"{admin}login/", f"{admin}logout/")
