"""Word files as Word writes them, as far as reports need it: made from their parts, without Word."""

import io
import zipfile
from dataclasses import dataclass
from xml.sax.saxutils import escape

from PIL import Image

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


@dataclass(frozen=True)
class Part:
    """XML of the document, and a web address that it refers to as `rLink`."""

    xml: str
    address: str = ""


def run(text: str, style: str = "") -> str:
    return f'<w:r>{style}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def heading(level: int, text: str) -> Part:
    return Part(f'<w:p><w:pPr><w:pStyle w:val="Heading{level}"/></w:pPr>{run(text)}</w:p>')


def paragraph(text: str, bold: str = "", after: str = "") -> Part:
    strong = run(bold, "<w:rPr><w:b/></w:rPr>") if bold else ""
    return Part(f"<w:p>{run(text)}{strong}{run(after) if after else ''}</w:p>")


def listed(*items: str) -> Part:
    number = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    return Part("".join(f"<w:p>{number}{run(item)}</w:p>" for item in items))


def table(*rows: list[str]) -> Part:
    cells = ("".join(f"<w:tc><w:p>{run(cell)}</w:p></w:tc>" for cell in row) for row in rows)
    return Part(f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>")


def link(address: str, text: str) -> Part:
    return Part(f'<w:p><w:hyperlink r:id="{{id}}">{run(text)}</w:hyperlink></w:p>', address)


def picture(alt_text: str) -> Part:
    return Part(
        f'<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="Bild" descr="{escape(alt_text)}"/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        '<pic:blipFill><a:blip r:embed="rPicture"/></pic:blipFill></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r></w:p>"
    )


def make_docx(*parts: Part) -> bytes:
    """The bytes of a .docx file with these parts."""
    links = {f"rLink{number}": part.address for number, part in enumerate(parts) if part.address}
    body = "".join(part.xml.replace("{id}", f"rLink{number}") for number, part in enumerate(parts))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _files(body, links).items():
            archive.writestr(name, content)
    return file.getvalue()


def _files(body: str, links: dict[str, str]) -> dict[str, str | bytes]:
    addresses = "".join(
        f'<Relationship Id="{name}" Type="{OFFICE}/hyperlink" Target="{escape(address)}" TargetMode="External"/>'
        for name, address in links.items()
    )
    return {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" '
        'ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Default '
        f'Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rDocument" '
        f'Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{addresses}<Relationship '
        f'Id="rPicture" Type="{OFFICE}/image" Target="media/image1.png"/><Relationship Id="rNumbers" '
        f'Type="{OFFICE}/numbering" Target="numbering.xml"/></Relationships>',
        "word/numbering.xml": f'<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">'
        '<w:numFmt w:val="bullet"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        "</w:numbering>",
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/media/image1.png": _png(),
    }


def _png() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (4, 4), "#0a5f5a").save(file, "PNG")
    return file.getvalue()
