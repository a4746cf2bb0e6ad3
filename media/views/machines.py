"""What all answers to machines have in common."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, set_response_etag

View = Callable[..., HttpResponseBase]

METHODS = ["GET", "HEAD", "OPTIONS"]
PLAIN_TEXT = "text/plain; charset=utf-8"
PERSONAL = "private, no-store"  # may be shown to this reader only, and to nobody after


def open_to_other_hosts(view: View) -> View:
    """Answer a view to every host: reading methods only, CORS for all, asked for again each time.

    Moodle, WordPress and H5P fetch films and captions from their own pages; without these headers the
    browser refuses captions, and a withdrawal would not be seen at once.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method not in METHODS:
            response: HttpResponseBase = HttpResponseNotAllowed(METHODS)
        elif request.method == "OPTIONS":
            response = preflight()
        else:
            response = view(request, *args, **kwargs)
        return with_open_headers(response)

    return answer


def preflight() -> HttpResponse:
    """What a browser may ask from a page on another host."""
    return HttpResponse(
        status=204,
        headers={
            "Allow": ", ".join(METHODS),
            "Access-Control-Allow-Methods": ", ".join(METHODS),
            "Access-Control-Allow-Headers": "If-None-Match, If-Range, Range",
            "Access-Control-Max-Age": "86400",
        },
    )


def with_open_headers(response: HttpResponseBase) -> HttpResponseBase:
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = "Accept-Ranges, Content-Length, Content-Range, ETag"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers.setdefault("Cache-Control", "no-cache")
    return response


def plain_sentence(sentence: str, status: int) -> HttpResponse:
    """An error that a person can read too."""
    return HttpResponse(f"{sentence}\n", content_type=PLAIN_TEXT, status=status)


def as_asked(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The answer with an ETag of its own, or the word that it has not changed."""
    set_response_etag(response)
    return get_conditional_response(request, response.headers["ETag"], response=response) or response
