"""Builders of JSON-LD after schema.org: plain values in, a dict out, empty values left out.

Addresses are absolute. Days and moments are ISO 8601; a moment carries its offset.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

CONTEXT = "https://schema.org"
JsonObject = dict[str, Any]

# Without these three no text can end the script element or begin a comment in it.
ESCAPES = str.maketrans(
    {"<": "\\u003C", ">": "\\u003E", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)


def to_script(data: Mapping[str, Any] | Sequence[Mapping[str, Any]]) -> SafeString:
    """A `<script type="application/ld+json">` element; safe with any text inside."""
    text = json.dumps(data, ensure_ascii=False).translate(ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308 escaped above


def organization(
    name: str,
    *,
    url: str = "",
    logo: str = "",
    description: str = "",
    email: str = "",
    same_as: Iterable[str] = (),
    kind: str = "Organization",
) -> JsonObject:
    """A network, school or company; `kind` may name a subtype such as `EducationalOrganization`."""
    return _thing(
        kind, name=name, url=url, logo=logo, description=description, email=email, sameAs=list(same_as)
    )


def person(name: str, *, job_title: str = "", affiliation: str = "") -> JsonObject:
    """An author or speaker."""
    return _thing(
        "Person",
        name=name,
        jobTitle=job_title,
        affiliation=_nested(organization(affiliation)) if affiliation else None,
    )


def breadcrumb_list(trail: Iterable[tuple[str, str]]) -> JsonObject:
    """The way from the home page to this page as (name, url); nothing for a trail without steps."""
    steps = [
        {"@type": "ListItem", "position": position, "name": name, "item": url}
        for position, (name, url) in enumerate(trail, start=1)
    ]
    return _thing("BreadcrumbList", itemListElement=steps) if steps else {}


def web_site(
    name: str, url: str, *, search_url: str = "", description: str = "", language: str = ""
) -> JsonObject:
    """The site as a whole; `search_url` holds `{search_term_string}` where the words go."""
    action = {
        "@type": "SearchAction",
        "target": {"@type": "EntryPoint", "urlTemplate": search_url},
        "query-input": "required name=search_term_string",
    }
    return _thing(
        "WebSite",
        name=name,
        url=url,
        description=description,
        inLanguage=language,
        potentialAction=action if search_url else None,
    )


def article(
    headline: str,
    url: str,
    *,
    description: str = "",
    image: str = "",
    published_at: date | None = None,
    modified_at: date | None = None,
    authors: Iterable[JsonObject] = (),
    publisher: JsonObject | None = None,
    language: str = "",
    kind: str = "Article",
) -> JsonObject:
    """A text with authors: news (`kind="NewsArticle"`), a report, an interview."""
    return _thing(
        kind,
        headline=headline,
        url=url,
        mainEntityOfPage=url,
        description=description,
        image=image,
        datePublished=_iso(published_at),
        dateModified=_iso(modified_at),
        author=[_nested(author) for author in authors],
        publisher=_nested(publisher),
        inLanguage=language,
    )


def event(
    name: str,
    url: str,
    *,
    start: date,
    end: date | None = None,
    description: str = "",
    image: str = "",
    place: str = "",
    address: str = "",
    online_url: str = "",
    organizer: JsonObject | None = None,
    is_cancelled: bool = False,
    is_free: bool | None = None,
) -> JsonObject:
    """A meeting or seminar on site, online or both, by which of `place` and `online_url` are given."""
    status = "EventCancelled" if is_cancelled else "EventScheduled"
    return _thing(
        "Event",
        name=name,
        url=url,
        startDate=_iso(start),
        endDate=_iso(end),
        description=description,
        image=image,
        eventStatus=f"{CONTEXT}/{status}",
        eventAttendanceMode=_attendance(bool(place), bool(online_url)),
        location=_locations(place, address, online_url),
        organizer=_nested(organizer),
        isAccessibleForFree=is_free,
    )


def _attendance(on_site: bool, online: bool) -> str:
    if on_site and online:
        return f"{CONTEXT}/MixedEventAttendanceMode"
    return f"{CONTEXT}/{'Online' if online else 'Offline'}EventAttendanceMode"


def _locations(place: str, address: str, online_url: str) -> list[JsonObject]:
    locations: list[JsonObject] = []
    if place:
        locations.append(_without_empty({"@type": "Place", "name": place, "address": address}))
    if online_url:
        locations.append({"@type": "VirtualLocation", "url": online_url})
    return locations


def _thing(kind: str, **values: Any) -> JsonObject:
    return {"@context": CONTEXT, "@type": kind, **_without_empty(values)}


def _nested(thing: JsonObject | None) -> JsonObject | None:
    """An object inside another needs no context of its own."""
    return {key: value for key, value in thing.items() if key != "@context"} if thing else None


def _without_empty(values: JsonObject) -> JsonObject:
    """Zero and false are values; nothing, empty text and empty lists are not."""
    return {key: value for key, value in values.items() if value not in (None, "", [], {})}


def _iso(day: date | datetime | None) -> str | None:
    return day.isoformat() if day else None
