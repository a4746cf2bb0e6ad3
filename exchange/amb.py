"""The Allgemeines Metadatenprofil für Bildungsressourcen (AMB): a description in its JSON-LD.

https://dini-ag-kim.github.io/amb/ — fields are arrays or objects exactly as the profile says, even where
schema.org would allow both. It is a file of its own and never stands in a page, because its `type` and
`license` mean something else to search engines.
"""

from typing import Any

from cms.core.structured_data import JsonObject
from cms.core.subjects import Concept
from exchange.descriptions import Author, Description, Film, Link
from media.times import iso_duration

CONTENT_TYPE = "application/ld+json"
CONTEXT = ["https://w3id.org/kim/amb/context.jsonld", {"@language": "de"}]
TYPES = [
    Concept("https://w3id.org/kim/hcrt/video", "Video"),
    Concept("http://w3id.org/openeduhub/vocabs/new_lrt/a0218a48-a008-4975-a62a-27b1a83d454f", "Erklärvideo"),
]
LEVEL = Concept("https://w3id.org/kim/educationalLevel/level_3", "Sekundarbereich II")
AUDIENCE = "http://purl.org/dcx/lrmi-vocabs/educationalAudienceRole/"
AUDIENCES = [Concept(AUDIENCE + "student", "Lernende"), Concept(AUDIENCE + "teacher", "Lehrende")]
NO_LOGIN = Concept("http://w3id.org/kim/conditionsOfAccess/no_login", "ohne Anmeldung")
EXPOSITIVE = Concept("http://purl.org/dcx/lrmi-vocabs/interactivityType/expositive", "darbietend")


def learning_resource(video: Description, describedby: str) -> JsonObject:
    """One video; `describedby` is the address of this very description. Empty fields are left out."""
    fields: dict[str, Any] = {
        "@context": CONTEXT,
        "id": video.url,
        "type": ["LearningResource", "VideoObject"],
        "name": video.title,
        "description": video.text,
        "creator": [_creator(author) for author in video.authors],
        "publisher": [_organisation(video.publisher)],
        "about": [_concept(subject) for subject in video.subjects],
        "keywords": list(video.keywords),
        "license": {"id": video.licence.legal_url} if video.licence else None,
        "image": video.poster_url,
        "datePublished": video.published_date.isoformat(),
        "dateModified": video.changed_date.isoformat(),
        "duration": iso_duration(video.seconds),
        "inLanguage": [video.language],
        "isAccessibleForFree": True,
        "conditionsOfAccess": _concept(NO_LOGIN),
        "interactivityType": _concept(EXPOSITIVE),
        "learningResourceType": [_concept(kind) for kind in TYPES],
        "educationalLevel": [_concept(LEVEL)],
        "audience": [_concept(audience) for audience in AUDIENCES],
        "isPartOf": [
            {"id": one.url, "type": ["LearningResource", "VideoGallery"], "name": one.title}
            for one in video.series
        ],
        "encoding": [{"type": "MediaObject", "embedUrl": video.embed_url}, *map(_encoding, video.films)],
        "caption": [_caption(language, url) for language, url in video.captions],
        "mainEntityOfPage": [_origin(video, describedby)],
    }
    return {name: value for name, value in fields.items() if value not in ("", [], None)}


def _creator(author: Author) -> JsonObject:
    creator = {"type": "Organization", "name": author.name}
    return {**creator, "id": author.website} if author.website else creator


def _organisation(organisation: Link) -> JsonObject:
    return {"type": "Organization", "id": organisation.url, "name": organisation.title}


def _concept(concept: Concept) -> JsonObject:
    return {"type": "Concept", "id": concept.uri, "prefLabel": {"de": concept.label}}


def _encoding(film: Film) -> JsonObject:
    return {
        "type": "MediaObject",
        "contentUrl": film.url,
        "encodingFormat": "video/mp4",
        "contentSize": str(film.size),
        "sha256": film.sha256,
        "bitrate": str(film.bitrate),
    }


def _caption(language: str, url: str) -> JsonObject:
    return {"type": "MediaObject", "id": url, "encodingFormat": "text/vtt", "inLanguage": language}


def _origin(video: Description, describedby: str) -> JsonObject:
    """Where the description was found and who answers for it."""
    return {
        "id": describedby,
        "type": "WebContent",
        "provider": {"type": "Service", "id": video.publisher.url, "name": video.publisher.title},
        "dateModified": video.changed_date.isoformat(),
    }
