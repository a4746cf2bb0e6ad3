"""Descriptions after AMB: of one video, and of all for portals that fetch one file."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import http_date
from django.utils.translation import gettext
from wagtail.models import Site

from exchange import amb
from exchange.descriptions import Description, descriptions, videos_of
from exchange.pages import number_of_page
from media import addresses
from media.views.machines import as_asked, open_to_other_hosts, plain_sentence

FILE_NAME = "amb.json"
VIDEOS_PER_PAGE = 100


@open_to_other_hosts
def one_video(request: HttpRequest, key: str) -> HttpResponseBase:
    """The description of a video that everyone may find, else 404."""
    site = Site.find_for_request(request)
    found = descriptions(videos_of(site).filter(video__key=key), site)
    if not found:
        return absent()
    (description,) = found
    response = answer(request, as_amb(description))
    response.headers["Last-Modified"] = http_date(description.changed_at.timestamp())
    return response


@open_to_other_hosts
def all_videos(request: HttpRequest) -> HttpResponseBase:
    """The newest first, a hundred on each page; `next` is the address of the following one."""
    site = Site.find_for_request(request)
    number = number_of_page(request.GET.get("page"))
    if number is None:
        return absent()
    start = (number - 1) * VIDEOS_PER_PAGE
    pages = list(videos_of(site).newest_first()[start : start + VIDEOS_PER_PAGE + 1])
    if number > 1 and not pages:
        return absent()
    items = [as_amb(description) for description in descriptions(pages[:VIDEOS_PER_PAGE], site)]
    data: dict[str, Any] = {"@context": amb.CONTEXT, "items": items}
    if len(pages) > VIDEOS_PER_PAGE:
        data["next"] = addresses.absolute(f"{request.path}?page={number + 1}")
    return answer(request, data)


def as_amb(description: Description) -> dict[str, Any]:
    return amb.learning_resource(description, addresses.absolute(addresses.file(description.key, FILE_NAME)))


def answer(request: HttpRequest, data: dict[str, Any]) -> HttpResponseBase:
    text = json.dumps(data, ensure_ascii=False)
    return as_asked(request, HttpResponse(text, content_type=amb.CONTENT_TYPE))


def absent() -> HttpResponse:
    return plain_sentence(gettext("There is no such description, or the video is no longer available."), 404)
