"""Answers inside the frames of learning platforms: no cookie, no session, shown by the platform only that they are for."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from csp.constants import HEADER as CONTENT_SECURITY_POLICY
from csp.constants import NONE, SELF
from csp.utils import build_policy
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csrf import csrf_exempt

from lessons.lti.refusals import RefusedError
from media.views.embed import site_name

View = Callable[..., HttpResponseBase]

POLICY: dict[str, Any] = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF, "data:"],
    "font-src": [SELF],
    "base-uri": [NONE],
}
ANYONE = ["*"]


def for_platforms(view: View) -> View:
    """Requests come from the pages of platforms, so there is no token of ours in them; what comes is verified
    by signatures instead. A refusal is a page for the person in front of it, and holds nothing to press."""

    @csrf_exempt
    @xframe_options_exempt
    @wraps(view)
    def answer(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        try:
            response = view(request, **kwargs)
        except RefusedError as error:
            response = refused(request, error)
        add_never_cache_headers(response)
        # A platform may open us in a window of its own and wait for word from it.
        response.headers["Cross-Origin-Opener-Policy"] = "unsafe-none"
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return answer


def framed(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    frames: Sequence[str] = (),
    form_target: str = "",
) -> HttpResponseBase:
    """A page of ours in frames of those origins; its form goes to us, or to that other origin."""
    response = render(request, template, {"site_name": site_name(request), **context})
    set_policy(response, list(filter(None, frames)) or [NONE], [form_target or SELF])
    return response


def refused(request: HttpRequest, error: RefusedError) -> HttpResponseBase:
    sentence = gettext(error.sentence) % error.values
    status = 405 if error.code == "method" else 403
    context = {"sentence": sentence, "site_name": site_name(request)}
    response = render(request, "lessons/lti/refused.html", context, status=status)
    if status == 405:
        response.headers["Allow"] = "POST"
    set_policy(response, ANYONE, [NONE])
    return response


def set_policy(response: HttpResponseBase, frames: list[str], form_targets: list[str]) -> None:
    policy = {**POLICY, "frame-ancestors": frames, "form-action": form_targets}
    response.headers[CONTENT_SECURITY_POLICY] = build_policy(policy)
