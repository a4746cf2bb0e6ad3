"""Answers to machines: a text with its version, or the word that it has not changed."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, set_response_etag

PLAIN_TEXT = "text/plain; charset=utf-8"


def versioned(request: HttpRequest, text: str | bytes, content_type: str) -> HttpResponseBase:
    """The text with an ETag of its own; 304 for whoever has it."""
    response = HttpResponse(text, content_type=content_type)
    set_response_etag(response)
    return get_conditional_response(request, response.headers["ETag"], response=response) or response


def plain_sentence(sentence: str, status: int) -> HttpResponse:
    """An error that a person can read too."""
    return HttpResponse(f"{sentence}\n", content_type=PLAIN_TEXT, status=status)
