"""Whole pages, kept for the next anonymous reader."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control

from cms.site import content_version

GetResponse = Callable[[HttpRequest], HttpResponseBase]

# Parameters that lists use, with the values that are kept: each name and value is an entry of its own, so
# both are bounded. A request with any other parameter is answered and not kept.
CACHED_PARAMETERS = {"page": re.compile(r"[1-9][0-9]{0,2}")}

# What senders of links add for their own counting. It is removed before any view reads the request, so
# such a link shares the entry of the plain address and cannot leave traces in it.
TRACKING_PARAMETER = re.compile(r"utm_[a-z_]+|mtm_[a-z_]+|pk_[a-z_]+|fbclid|gclid|msclkid|mc_[ce]id")

# Answered for one person, by machines' own rules, or without a database.
NEVER_CACHED = re.compile(r"/(?:admin|api|dokumente|health|konto|lti|oembed|static|suche|uploads|v)/")

SAFE_VARIATIONS = frozenset({"cookie", "accept-encoding"})
KEPT_ATTRIBUTES = ("_csp_config", "_csp_replace", "_csp_update", "_csp_exempt")


@dataclass(frozen=True)
class CachedPage:
    """All of an answer that the middlewares outside the cache need to send it again."""

    content: bytes
    headers: list[tuple[str, str]]
    attributes: dict[str, Any]

    @classmethod
    def of(cls, response: HttpResponse) -> "CachedPage":
        attributes = {name: getattr(response, name) for name in KEPT_ATTRIBUTES if hasattr(response, name)}
        return cls(response.content, list(response.items()), attributes)

    def response(self) -> HttpResponse:
        response = HttpResponse(self.content)
        for name, value in self.headers:
            response[name] = value
        response.headers["Cache-Status"] = "cms; hit"
        vars(response).update(self.attributes)
        return response


class PageCacheMiddleware:
    """Keeps whole pages for anonymous readers, by an allow-list: whatever is unusual is not kept.

    The key carries the content version, so a change is seen at once; nothing is kept for longer than
    `PAGE_CACHE_SECONDS` (0 switches the cache off). Browsers ask each time and are answered by ETag.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        drop_tracking_parameters(request)
        key = cache_key(request)
        if key is None:
            return with_default_caching(request, self.get_response(request))
        kept = cache.get(key)
        if isinstance(kept, CachedPage):
            return as_asked(request, kept.response())
        response = self.get_response(request)
        if not isinstance(response, HttpResponse) or not may_be_kept(request, response):
            return with_default_caching(request, response)
        response.headers["Cache-Control"] = "max-age=0, must-revalidate"
        response.headers["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
        if request.method == "GET":
            cache.set(key, CachedPage.of(response), settings.PAGE_CACHE_SECONDS)
        return as_asked(request, response)


def drop_tracking_parameters(request: HttpRequest) -> None:
    parameters = QueryDict(request.META.get("QUERY_STRING", ""), mutable=True)
    tracking = [name for name in parameters if TRACKING_PARAMETER.fullmatch(name)]
    if tracking:
        for name in tracking:
            del parameters[name]
        request.META["QUERY_STRING"] = parameters.urlencode()
        vars(request).pop("GET", None)


def cache_key(request: HttpRequest) -> str | None:
    """The key of the page asked for, or None where the request alone forbids to keep the answer."""
    if (
        not settings.PAGE_CACHE_SECONDS
        or not is_anonymous_reading(request)
        or not has_known_parameters(request)
    ):
        return None
    version = content_version.current()
    if version is None:
        return None
    parameters = sorted(request.GET.items())
    address = repr((request.scheme, request.get_host(), request.path, parameters))
    return f"page:{version}:{hashlib.sha256(address.encode()).hexdigest()}"


def is_anonymous_reading(request: HttpRequest) -> bool:
    personal = {
        settings.SESSION_COOKIE_NAME,
        settings.CSRF_COOKIE_NAME,
        settings.LANGUAGE_COOKIE_NAME,
        CookieStorage.cookie_name,
    }
    return (
        request.method in ("GET", "HEAD")
        and not getattr(request, "is_dummy", False)
        and "Authorization" not in request.headers
        and personal.isdisjoint(request.COOKIES)
        and not NEVER_CACHED.match(request.path)
    )


def has_known_parameters(request: HttpRequest) -> bool:
    return all(
        name in CACHED_PARAMETERS and len(values) == 1 and CACHED_PARAMETERS[name].fullmatch(values[0])
        for name, values in request.GET.lists()
    )


def may_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    """Only a plain HTML page without cookies, forms of this reader, nonce or caching rules of its own."""
    return (
        response.status_code == 200
        and response.get("Content-Type", "").startswith("text/html")
        and not response.cookies
        and not any(response.has_header(name) for name in ("Cache-Control", "Expires", "Content-Encoding"))
        and variations(response) <= SAFE_VARIATIONS
        and not hasattr(request, "_csp_nonce")
        and b"csrfmiddlewaretoken" not in response.content
    )


def variations(response: HttpResponseBase) -> set[str]:
    names = response.get("Vary", "").split(",")
    return {name.strip().lower() for name in names if name.strip()}


def with_default_caching(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """HTML without rules of its own is asked for each time, and is private where someone is logged in."""
    is_html = response.get("Content-Type", "").startswith("text/html")
    if is_html and not response.has_header("Cache-Control"):
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            patch_cache_control(response, private=True, no_cache=True)
        else:
            patch_cache_control(response, no_cache=True)
    return response


def as_asked(request: HttpRequest, response: HttpResponse) -> HttpResponseBase:
    """The page, only its head, or only the word that it has not changed."""
    answer = get_conditional_response(request, etag=response["ETag"], response=response)
    if answer is not None and answer is not response:
        return answer
    if request.method == "HEAD":
        response.content = b""
    return response
