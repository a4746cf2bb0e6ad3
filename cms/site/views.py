"""What lies on the roof: files with an address, words for robots, and error pages."""

import hashlib
import re
import sys
from datetime import timedelta
from pathlib import PurePosixPath

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import storages
from django.db import InterfaceError, OperationalError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from cms.core.models import NetworkSettings, Rendition

# --- Image renditions ---------------------------------------------------------------------

# The only kinds of file that have an address; what is no picture is not served at all.
PICTURE_TYPES = {
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
}
KEPT_SECONDS = 365 * 24 * 60 * 60
PLAIN_PATH = re.compile(r"(?=.{1,255}\Z)(?!.*\.\.)[\w.-]+(?:/[\w.-]+)*", re.ASCII)


def rendition_etag(request: HttpRequest, path: str) -> str:
    """From the name: a rendition carries the identity of its picture and never changes under it."""
    return f'"{hashlib.sha256(path.encode()).hexdigest()[:32]}"'


@require_safe
def rendition(request: HttpRequest, path: str) -> HttpResponseBase:
    """A picture from the storage of renditions, wherever that is; other sites may show it.

    Only as long as everyone in it agrees. Browsers keep what shows nobody for a year, and ask each time
    for a picture in which someone can be recognised.
    """
    if PurePosixPath(path).suffix.lower() not in PICTURE_TYPES or not PLAIN_PATH.fullmatch(path):
        raise Http404
    stored = get_object_or_404(Rendition.objects.select_related("image"), file=path)
    consents = list(stored.image.consents.without_names())
    if not all(one.holds_on(timezone.localdate()) for one in consents):
        raise Http404
    response = stored_picture(request, path)
    if consents:
        patch_cache_control(response, public=True, no_cache=True)
    else:
        patch_cache_control(response, public=True, max_age=KEPT_SECONDS, immutable=True)
    return response


@condition(etag_func=rendition_etag)
def stored_picture(request: HttpRequest, path: str) -> FileResponse:
    kind = PICTURE_TYPES[PurePosixPath(path).suffix.lower()]
    try:
        file = storages["renditions"].open(path)
    except (FileNotFoundError, IsADirectoryError, SuspiciousFileOperation) as error:
        raise Http404 from error
    response = FileResponse(file, content_type=kind)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


# --- Words for machines -------------------------------------------------------------------

CLOSED_TO_ROBOTS = ("/admin/", "/konto/", "/suche/")
SECURITY_CONTACT_DAYS = 180  # RFC 9116 asks for less than a year


@require_safe
@cache_control(max_age=60 * 60)
def robots(request: HttpRequest) -> HttpResponse:
    rules = ["User-agent: *", *[f"Disallow: {path}" for path in CLOSED_TO_ROBOTS]]
    sitemaps = [f"Sitemap: {settings.BASE_URL}{reverse(name)}" for name in ("sitemap", "media:sitemap")]
    return _plain_text([*rules, "", *sitemaps])


@require_safe
@cache_control(max_age=60 * 60)
def security_contact(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a hole (RFC 9116); the date of expiry moves along, it stays true while the site runs."""
    address = NetworkSettings.for_request(request).contact_email or settings.DEFAULT_FROM_EMAIL
    expires_at = timezone.now() + timedelta(days=SECURITY_CONTACT_DAYS)
    return _plain_text(
        [
            f"Contact: mailto:{address}",
            f"Expires: {expires_at:%Y-%m-%dT00:00:00Z}",
            "Preferred-Languages: de, en",
            f"Canonical: {settings.BASE_URL}/.well-known/security.txt",
        ]
    )


def _plain_text(lines: list[str]) -> HttpResponse:
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


# --- Error pages --------------------------------------------------------------------------

RETRY_SECONDS = 30


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403.html", status=403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Our fault; or, where the database is away, a pause after which machines may ask again.

    Rendered without the request: whatever failed may be what a context processor asks.
    """
    if isinstance(sys.exc_info()[1], InterfaceError | OperationalError):
        return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": RETRY_SECONDS})
    return HttpResponse(render_to_string("500.html"), status=500)
