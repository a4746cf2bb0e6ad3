"""QR codes, drawn here and by nobody else."""

from io import BytesIO

import segno
from PIL import Image

BORDER = 4  # modules of white around the code, as the standard asks
ERROR_CORRECTION = "m"  # survives a crease or a coffee stain, and stays small enough for a blackboard
PNG_PIXELS = 1024


def svg(address: str) -> bytes:
    """The code as a drawing of any size, black on white also where pages are dark."""
    drawing = BytesIO()
    _code(address).save(drawing, kind="svg", border=BORDER, light="white", omitsize=True)
    return drawing.getvalue()


def png(address: str) -> bytes:
    """The code as a picture of `PNG_PIXELS` each way, with whole pixels for each module."""
    code = _code(address)
    modules = code.symbol_size(border=BORDER)[0]
    small = BytesIO()
    code.save(small, kind="png", border=BORDER, scale=PNG_PIXELS // modules)
    with Image.open(small) as drawn:
        margin = (PNG_PIXELS - drawn.width) // 2
        picture = Image.new("1", (PNG_PIXELS, PNG_PIXELS), 1)
        picture.paste(drawn.convert("1"), (margin, margin))
    content = BytesIO()
    picture.save(content, "PNG")
    return content.getvalue()


def _code(address: str) -> segno.QRCode:
    return segno.make(address, error=ERROR_CORRECTION, micro=False, boost_error=False)
