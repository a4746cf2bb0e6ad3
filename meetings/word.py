"""Reads a report out of a Word file: text, headings, lists, links, tables and pictures.

Nothing of the file's looks is kept, only its structure, as raw data of the blocks of the report.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import IO, Any
from urllib.parse import urlsplit

import mammoth
from bs4 import BeautifulSoup, NavigableString, Tag
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _

# A report of 300 pages with photos is below; a bomb is far above (measured: 285 KB that unpack to 300 MB).
MAX_UNPACKED = 200 * 1024 * 1024  # bytes
MAX_ENTRIES = 2_000
MAX_RATIO = 200  # unpacked to packed

# The title of the page is the first level; the report has two below it.
HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h3", "h5": "h3", "h6": "h3"}
INLINE = {"strong": "b", "b": "b", "em": "i", "i": "i"}
SAFE_SCHEMES = {"http", "https", "mailto"}
PICTURE_SOURCE = "picture:"


class NotReadableError(ValueError):
    """The file is no Word file that can be read; the message says what to do."""


@dataclass(frozen=True)
class FoundPicture:
    """A picture of the file with the alternative text that its author gave it."""

    content: bytes
    content_type: str
    alt_text: str


@dataclass
class Report:
    """What was read: raw blocks in order; a block `picture` names its picture by place in `pictures`."""

    blocks: list[dict[str, Any]] = field(default_factory=list)
    pictures: list[FoundPicture] = field(default_factory=list)


def read_report(file: IO[bytes]) -> Report:
    """The report in a .docx file. Raises `NotReadableError`."""
    content = file.read()
    _refuse_bombs(content)
    report = Report()
    try:
        result = mammoth.convert_to_html(
            BytesIO(content), convert_image=mammoth.images.img_element(_collector(report.pictures))
        )
    except Exception as error:  # whatever a damaged file makes the reader raise
        raise NotReadableError(_("The file is damaged or no Word file. Save it in Word as .docx.")) from error
    report.blocks = list(_blocks(BeautifulSoup(result.value, "html.parser"), report.pictures))
    return report


def _refuse_bombs(content: bytes) -> None:
    """Look at the table of contents before anything is unpacked."""
    try:
        entries = zipfile.ZipFile(BytesIO(content)).infolist()
    except zipfile.BadZipFile as error:
        raise NotReadableError(_("This is no Word file. Save the report in Word as .docx.")) from error
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED or unpacked > MAX_RATIO * max(len(content), 1):
        raise NotReadableError(
            _("The file is too large when unpacked. Make its pictures smaller and try again.")
        )


def _collector(pictures: list[FoundPicture]) -> Any:
    def collect(image: Any) -> dict[str, str]:
        with image.open() as stream:
            found = FoundPicture(stream.read(), image.content_type or "", image.alt_text or "")
        pictures.append(found)
        return {"src": f"{PICTURE_SOURCE}{len(pictures) - 1}"}

    return collect


def _blocks(soup: BeautifulSoup, pictures: list[FoundPicture]) -> Iterator[dict[str, Any]]:
    """Text in one block until a table or a picture interrupts it."""
    text: list[str] = []
    for element in soup.find_all(recursive=False):
        interruption = list(_interruption(element, pictures))
        if not interruption:
            text.append(_rich_text(element))
            continue
        yield from _text_block(text)
        text = []
        yield from interruption
    yield from _text_block(text)


def _text_block(parts: list[str]) -> Iterator[dict[str, Any]]:
    html = "".join(part for part in parts if part)
    if html:
        yield {"type": "text", "value": html}


def _interruption(element: Tag, pictures: list[FoundPicture]) -> Iterator[dict[str, Any]]:
    if element.name == "table":
        yield {"type": "table", "value": _table(element)}
        return
    images = element.find_all("img")
    if images and element.get_text(strip=True):
        yield from _text_block([_rich_text(element)])
    for image in images:
        number = int(str(image["src"]).removeprefix(PICTURE_SOURCE))
        yield {
            "type": "picture",
            "value": {"picture": number, "caption": "", "alt_text": pictures[number].alt_text},
        }


def _table(table: Tag) -> dict[str, Any]:
    """The first row gives the headings; shorter rows are filled up."""
    rows = [
        [cell.get_text(" ", strip=True) for cell in row.find_all(["td", "th"])]
        for row in table.find_all("tr")
    ]
    width = max((len(row) for row in rows), default=0)
    head, *body = [row + [""] * (width - len(row)) for row in rows] or [[]]
    return {
        "caption": "",
        "columns": [{"type": "text", "heading": heading} for heading in head],
        "rows": [{"values": row} for row in body],
    }


def _rich_text(element: Tag) -> str:
    """The element as rich text of ours; empty for one without words."""
    if not element.get_text(strip=True):
        return ""
    name = HEADINGS.get(element.name)
    if name:
        return f"<{name}>{escape(element.get_text(' ', strip=True))}</{name}>"
    if element.name in {"ul", "ol"}:
        return _list(element)
    return f"<p>{_inline(element)}</p>"


def _list(element: Tag) -> str:
    items = "".join(f"<li>{_inline(item)}</li>" for item in element.find_all("li", recursive=False))
    return f"<{element.name}>{items}</{element.name}>"


def _inline(element: Tag) -> str:
    return "".join(_inline_part(child) for child in element.children).strip()


def _inline_part(child: Any) -> str:
    if isinstance(child, NavigableString):
        return escape(str(child))
    if not isinstance(child, Tag):
        return ""
    if child.name in {"ul", "ol"}:
        return _list(child)
    inner = _inline(child)
    if child.name in INLINE and inner:
        return f"<{INLINE[child.name]}>{inner}</{INLINE[child.name]}>"
    href = str(child.get("href", "")) if child.name == "a" else ""
    if inner and urlsplit(href).scheme in SAFE_SCHEMES:
        return f'<a href="{escape(href)}">{inner}</a>'
    return "<br/>" if child.name == "br" else inner
