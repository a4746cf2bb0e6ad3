"""A learning video as schema.org describes it, for search engines and portals of teaching material.

Google asks for `VideoObject` with `uploadDate` in a time zone and chapters as `Clip`; WirLernenOnline
reads the first block only and expects `license` as text and `audience` as one object. Plain values in, a
dict out; addresses are absolute, times are seconds.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from cms.core.structured_data import CONTEXT, JsonObject
from media.times import iso_duration


@dataclass(frozen=True)
class Clip:
    """A chapter: from `start` to `end`, reached by `url`."""

    name: str
    start: float
    end: float
    url: str


@dataclass(frozen=True)
class LearningVideo:
    """What is known of a published video."""

    name: str
    url: str
    short_url: str
    embed_url: str
    content_url: str
    thumbnail_urls: Sequence[str]
    language: str
    duration: float
    uploaded_at: datetime
    changed_at: datetime | None = None
    expires_at: datetime | None = None
    description: str = ""
    authors: Sequence[str] = ()
    licence_url: str = ""
    credit: str = ""
    keywords: Sequence[str] = ()
    occupations: Sequence[str] = ()
    transcript: str = ""
    caption_urls: Sequence[tuple[str, str]] = field(default_factory=tuple)  # (language, address)
    has_descriptions: bool = False
    clips: Sequence[Clip] = ()


def learning_video(video: LearningVideo) -> JsonObject:
    """The first and only block about the video on its page."""
    data: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": ["VideoObject", "LearningResource"],
        "@id": video.url,
        "identifier": video.short_url,
        "url": video.url,
        "name": video.name,
        "description": video.description or video.name,
        "thumbnailUrl": list(video.thumbnail_urls),
        "uploadDate": video.uploaded_at.isoformat(timespec="seconds"),
        "datePublished": video.uploaded_at.isoformat(timespec="seconds"),
        "dateModified": video.changed_at.isoformat(timespec="seconds") if video.changed_at else "",
        "expires": video.expires_at.isoformat(timespec="seconds") if video.expires_at else "",
        "duration": iso_duration(video.duration),
        "timeRequired": iso_duration(video.duration),
        "contentUrl": video.content_url,
        "embedUrl": video.embed_url,
        "inLanguage": video.language,
        "keywords": list(video.keywords),
        "author": [{"@type": "Organization", "name": name} for name in video.authors],
        "isAccessibleForFree": True,
        **_rights(video),
        **_teaching(video),
        **_accessibility(video),
        **_places(video),
    }
    return {name: value for name, value in data.items() if value not in ("", [], None)}


def _rights(video: LearningVideo) -> JsonObject:
    return {
        "license": video.licence_url,
        "acquireLicensePage": video.url if video.licence_url else "",
        "creditText": video.credit,
    }


def _teaching(video: LearningVideo) -> JsonObject:
    return {
        "learningResourceType": "video",
        "educationalLevel": "Berufliche Bildung",
        "typicalAgeRange": "15-99",
        "audience": {"@type": "EducationalAudience", "educationalRole": "student"},
        "about": [{"@type": "Occupation", "name": name} for name in video.occupations],
    }


def _accessibility(video: LearningVideo) -> JsonObject:
    features = [
        ("captions", bool(video.caption_urls)),
        ("transcript", bool(video.transcript)),
        ("audioDescription", video.has_descriptions),
    ]
    return {
        "transcript": video.transcript,
        "caption": [
            {"@type": "MediaObject", "encodingFormat": "text/vtt", "inLanguage": language, "contentUrl": url}
            for language, url in video.caption_urls
        ],
        "accessibilityFeature": [name for name, is_there in features if is_there],
        "accessMode": ["auditory", "visual"],
        "accessModeSufficient": ["auditory,visual", "visual"] if video.caption_urls else ["auditory,visual"],
    }


def _places(video: LearningVideo) -> JsonObject:
    """Chapters, or how to seek where there are none; Google wants one of the two."""
    if video.clips:
        return {"hasPart": [_clip(clip) for clip in video.clips]}
    target = f"{video.url}?t={{seek_to_second_number}}"
    return {
        "potentialAction": {
            "@type": "SeekToAction",
            "target": target,
            "startOffset-input": "required name=seek_to_second_number",
        }
    }


def _clip(clip: Clip) -> JsonObject:
    return {
        "@type": "Clip",
        "name": clip.name,
        "startOffset": clip.start,
        "endOffset": clip.end,
        "url": clip.url,
    }


def series_list(name: str, url: str, description: str, parts: Sequence[tuple[str, str]]) -> JsonObject:
    """A series: its parts as (name, address) in their order."""
    data: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "ItemList",
        "@id": url,
        "url": url,
        "name": name,
        "description": description,
        "numberOfItems": len(parts),
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": part, "url": address}
            for position, (part, address) in enumerate(parts, start=1)
        ],
    }
    return {key: value for key, value in data.items() if value != ""}
