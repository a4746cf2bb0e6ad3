"""SCORM 1.2: a video as a learning module that a platform keeps track of and that needs no network."""

from django.template.loader import render_to_string
from lxml import etree

from lessons.packages.archive import Member, archive
from lessons.packages.film import PackagedFilm
from lessons.packages.styles import SCRIPT, STYLES, script, styles
from lessons.packages.xml import child, document
from media.delivery import Content

PACKAGING = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
ADL = "http://www.adlnet.org/xsd/adlcp_rootv1p2"
START = "index.html"


def scorm(packaged: PackagedFilm) -> Content:
    """The archive. Raises `TooLargeError`."""
    context = {"packaged": packaged, "styles": STYLES, "script": SCRIPT}
    members = [
        Member.of_text(START, render_to_string("lessons/packages/scorm.html", context)),
        styles(),
        script(),
        *packaged.members,
    ]
    manifest = Member.of_text("imsmanifest.xml", _manifest(packaged, [member.name for member in members]))
    return archive([manifest, *members])


def _manifest(packaged: PackagedFilm, names: list[str]) -> str:
    key = packaged.page.recording.key
    root = etree.Element(f"{{{PACKAGING}}}manifest", nsmap={None: PACKAGING, "adlcp": ADL})
    root.attrib.update({"identifier": f"video-{key}", "version": "1.0"})
    metadata = child(root, "metadata")
    child(metadata, "schema", "ADL SCORM")
    child(metadata, "schemaversion", "1.2")
    organizations = child(root, "organizations", default="reihe")
    organization = child(organizations, "organization", identifier="reihe")
    child(organization, "title", packaged.title)
    item = child(organization, "item", identifier="film", identifierref="seite", isvisible="true")
    child(item, "title", packaged.title)
    resource = child(child(root, "resources"), "resource", identifier="seite", type="webcontent", href=START)
    resource.set(f"{{{ADL}}}scormtype", "sco")
    for name in names:
        child(resource, "file", href=name)
    return document(root)
