"""The forms in which OAI-PMH hands on a description: Dublin Core and LOM, as lxml elements.

LOM stands at the paths that the crawler of WirLernenOnline reads.
"""

from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree
from lxml.builder import ElementMaker
from lxml.etree import _Element as Element

from cms.core.subjects import OEH
from exchange.descriptions import Description

OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
DC = "http://purl.org/dc/elements/1.1/"
LOM = "http://ltsc.ieee.org/xsd/LOM"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
SCHEMA_LOCATION = etree.QName(XSI, "schemaLocation")
AGES = "15-99"

dc = ElementMaker(namespace=DC)
lom = ElementMaker(namespace=LOM, nsmap={None: LOM, "xsi": XSI})


@dataclass(frozen=True)
class MetadataFormat:
    """A form with its namespace and schema."""

    namespace: str
    schema: str
    write: Callable[[Description], Element]


def dublin_core(video: Description) -> Element:
    """Simple Dublin Core; each word of a list is an element of its own."""
    root = etree.Element(etree.QName(OAI_DC, "dc"), nsmap={"oai_dc": OAI_DC, "dc": DC, "xsi": XSI})
    root.set(SCHEMA_LOCATION, f"{OAI_DC} http://www.openarchives.org/OAI/2.0/oai_dc.xsd")
    words = [
        ("title", [video.title]),
        ("creator", [author.name for author in video.authors]),
        ("subject", [*video.keywords, *(subject.uri for subject in video.subjects)]),
        ("description", [video.text]),
        ("publisher", [video.publisher.title]),
        ("date", [video.published_date.isoformat()]),
        ("type", ["MovingImage"]),
        ("format", ["video/mp4"]),
        ("identifier", [video.url, *(film.url for film in video.films)]),
        ("language", [video.language]),
        ("relation", [video.poster_url]),
        ("rights", [licence_address(video)]),
    ]
    root.extend(dc(name, value) for name, values in words for value in values if value)
    return root


def learning_object(video: Description) -> Element:
    """IEEE LOM: what a portal of teaching material shows and searches."""
    root = lom(
        "lom",
        lom(
            "general",
            lom("title", _string(video.title)),
            lom("language", video.language),
            lom("description", _string(video.text or video.title)),
            *[lom("keyword", _string(word)) for word in video.keywords],
        ),
        lom("lifeCycle", *[_contribution(role, name) for role, name in _contributors(video)]),
        lom(
            "technical",
            lom("format", "text/html"),
            lom("location", video.url),
            lom("duration", lom("duration", f"PT{round(video.seconds)}S")),
        ),
        lom(
            "educational",
            lom("learningResourceType", *_vocabulary("LREv3.0", "video")),
            lom("intendedEndUserRole", *_vocabulary("LOMv1.0", "learner")),
            lom("intendedEndUserRole", *_vocabulary("LOMv1.0", "teacher")),
            lom("context", *_vocabulary("LREv3.0", "vocational education")),
            lom("typicalAgeRange", _string(AGES)),
            lom("language", video.language),
        ),
        lom("rights", lom("description", _string(licence_address(video)))),
    )
    if video.thumbnail_url:
        root.append(_thumbnail(video.thumbnail_url))
    root.append(_classification(video))
    return root


def licence_address(video: Description) -> str:
    """The address that machines know, or whose work it is where there is no free licence."""
    if video.licence:
        return video.licence.legal_url
    return "© " + ", ".join(author.name for author in video.authors)


def _string(text: str) -> Element:
    return lom("string", text, language="de")


def _vocabulary(source: str, value: str) -> tuple[Element, Element]:
    return lom("source", source), lom("value", value)


def _contributors(video: Description) -> list[tuple[str, str]]:
    return [("publisher", video.publisher.title), *[("author", author.name) for author in video.authors]]


def _contribution(role: str, name: str) -> Element:
    return lom("contribute", lom("role", *_vocabulary("LOMv1.0", role)), lom("entity", vcard(name)))


def vcard(name: str) -> str:
    """A vCard 3.0 of an organisation (RFC 2426)."""
    escaped = name.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
    return f"BEGIN:VCARD\nVERSION:3.0\nN:;;;;\nFN:{escaped}\nORG:{escaped}\nEND:VCARD"


def _thumbnail(url: str) -> Element:
    return lom(
        "relation",
        lom("kind", *_vocabulary("LOMv1.0", "hasthumbnail")),
        lom("resource", lom("description", _string(url))),
    )


def _classification(video: Description) -> Element:
    disciplines = [subject for subject in video.subjects if subject.uri.startswith(OEH)]
    paths = [
        lom(
            "taxonPath",
            lom("source", _string(OEH)),
            lom("taxon", lom("id", one.uri), lom("entry", _string(one.label))),
        )
        for one in disciplines
    ]
    return lom("classification", lom("purpose", *_vocabulary("LOMv1.0", "discipline")), *paths)


FORMATS = {
    "oai_dc": MetadataFormat(OAI_DC, "http://www.openarchives.org/OAI/2.0/oai_dc.xsd", dublin_core),
    "lom": MetadataFormat(LOM, "http://ltsc.ieee.org/xsd/lomv1.0/lom.xsd", learning_object),
}
