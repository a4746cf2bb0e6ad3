"""The tools in which teachers show videos; each has a page of its own with the way, step by step."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Tool:
    """A tool by its own name; `code` says in a word what to take along."""

    slug: str
    name: str
    code: str

    @property
    def template(self) -> str:
        return f"lessons/help/{self.slug}.html"


VIDEO_CODE = "Code für Moodle (HTML5-Video)"
FRAME_CODE = "iframe-Code"
ADDRESS = "Adresse der Seite"

TOOLS = {
    tool.slug: tool
    for tool in (
        Tool("moodle", "Moodle", VIDEO_CODE),
        Tool("ilias", "ILIAS", VIDEO_CODE),
        Tool("itslearning", "itslearning", FRAME_CODE),
        Tool("taskcards", "TaskCards", FRAME_CODE),
        Tool("h5p", "H5P", "Adresse der MP4-Datei"),
        Tool("powerpoint", "PowerPoint", "MP4-Datei"),
        Tool("onenote", "OneNote und Word", "Bild mit Link"),
        Tool("wordpress", "WordPress", ADDRESS),
        Tool("wagtail", "Wagtail", ADDRESS),
    )
}
