"""Common Cartridge 1.1: several videos as a course, each as a page with the film and as a link.

Moodle reads 1.0 and 1.1 only, and takes frames out of imported pages; so the pages carry the film itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext
from lxml import etree

from lessons.packages.archive import Member, archive
from lessons.packages.xml import child, document
from media import addresses
from media.attribution import page_url
from media.codes import video_code
from media.delivery import Content
from media.excerpts import Excerpt
from media.paragraphs import Paragraph
from media.transcripts import spoken_captions

if TYPE_CHECKING:
    from media.models import VideoPage

PACKAGING = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"
DESCRIPTION = "http://ltsc.ieee.org/xsd/imsccv1p1/LOM/manifest"
LINK = "http://www.imsglobal.org/xsd/imsccv1p1/imswl_v1p1"
LINK_TYPE = "imswl_xmlv1p1"
WHOLE = Excerpt()


@dataclass(frozen=True)
class Lesson:
    """A video in a course: the whole film or a stretch of it; `number` counts from 1."""

    number: int
    page: "VideoPage"
    excerpt: Excerpt = WHOLE

    @property
    def name(self) -> str:
        """In names of files and identifiers: the same film may come twice."""
        return f"{self.number:02}-{self.page.recording.key}"

    @property
    def title(self) -> str:
        return self.page.title

    @property
    def code(self) -> str:
        return video_code(self.page, self.excerpt)

    @property
    def address(self) -> str:
        return page_url(self.page) + self.excerpt.query

    @property
    def worksheet_url(self) -> str:
        return addresses.absolute(reverse("lessons:worksheet", args=[self.page.recording.key]))

    @cached_property
    def paragraphs(self) -> list[Paragraph]:
        track = spoken_captions(self.page.recording)
        return track.paragraphs if track else []


def cartridge(title: str, lessons: Sequence[Lesson]) -> Content:
    """The archive; give it pages with captions and files fetched."""
    members = [Member.of_text("imsmanifest.xml", _manifest(title, lessons))]
    for lesson in lessons:
        html = render_to_string("lessons/packages/cartridge_page.html", {"lesson": lesson})
        members.append(Member.of_text(_page_name(lesson), html))
        members.append(Member.of_text(_link_name(lesson), _link(lesson)))
    return archive(members)


def _page_name(lesson: Lesson) -> str:
    return f"web/{lesson.name}.html"


def _link_name(lesson: Lesson) -> str:
    return f"links/{lesson.name}.xml"


def _manifest(title: str, lessons: Sequence[Lesson]) -> str:
    root = etree.Element(f"{{{PACKAGING}}}manifest", nsmap={None: PACKAGING, "lomimscc": DESCRIPTION})
    root.set("identifier", "lernvideos")
    metadata = child(root, "metadata")
    child(metadata, "schema", "IMS Common Cartridge")
    child(metadata, "schemaversion", "1.1.0")
    general = child(child(metadata, f"{{{DESCRIPTION}}}lom"), "general")
    child(child(general, "title"), "string", title, language="de")
    organization = child(
        child(root, "organizations"), "organization", identifier="kurs", structure="rooted-hierarchy"
    )
    section = child(child(organization, "item", identifier="wurzel"), "item", identifier="abschnitt")
    child(section, "title", title)
    resources = child(root, "resources")
    for lesson in lessons:
        _add(section, resources, lesson)
    return document(root)


def _add(section: etree._Element, resources: etree._Element, lesson: Lesson) -> None:
    link_title = gettext("%(title)s (on our page)") % {"title": lesson.title}
    for kind, title in (("seite", lesson.title), ("link", link_title)):
        item = child(
            section,
            "item",
            identifier=f"punkt-{kind}-{lesson.name}",
            identifierref=f"{kind}-{lesson.name}",
        )
        child(item, "title", title)
    page = child(
        resources,
        "resource",
        identifier=f"seite-{lesson.name}",
        type="webcontent",
        href=_page_name(lesson),
    )
    child(page, "file", href=_page_name(lesson))
    link = child(resources, "resource", identifier=f"link-{lesson.name}", type=LINK_TYPE)
    child(link, "file", href=_link_name(lesson))


def _link(lesson: Lesson) -> str:
    """Title and address carry the prefix: a validator of the format asks for it."""
    root = etree.Element(f"{{{LINK}}}webLink", nsmap={"wl": LINK})
    child(root, "title", lesson.title)
    child(root, "url", href=lesson.address, target="_iframe")
    return document(root)
