"""Line drawings of the occupations: the picture of a learning video that has none of its own.

A drawing is data, strokes on a grid of 320 by 180 units, so that the page can show it as SVG and Pillow
can draw it: posters, and the frames of the sample clips, in which the lines appear one after the other.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import cos, dist, pi, sin
from typing import cast

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from PIL import Image, ImageDraw, ImageFont

from cms.core.colours import HUES, RGB, oklch, wrapped

WIDTH, HEIGHT = 320, 180
STROKE = 5.0  # units of the grid
ACCENT_HUES = {"warm": 62, "fresh": 152}
INK: RGB = (255, 255, 255)
DEFAULT = "places"

Pair = tuple[float, float]


@dataclass(frozen=True)
class Stroke:
    """A line through points; `accent` names its colour, else it is white."""

    points: tuple[Pair, ...]
    accent: str = ""
    filled: bool = False

    @property
    def length(self) -> float:
        return sum(dist(start, end) for start, end in pairwise(self.points))

    @property
    def is_closed(self) -> bool:
        return self.points[0] == self.points[-1]

    def until(self, share: float) -> "Stroke":
        """The first share (0 to 1) of this line."""
        if share >= 1:
            return self
        left = share * self.length
        points = [self.points[0]]
        for start, end in pairwise(self.points):
            step = dist(start, end)
            if step >= left:
                part = left / step if step else 0
                points.append((start[0] + part * (end[0] - start[0]), start[1] + part * (end[1] - start[1])))
                break
            points.append(end)
            left -= step
        return Stroke(tuple(points), self.accent)


@dataclass(frozen=True)
class Pictogram:
    """A drawing and the hue of its ground (index of `HUES`)."""

    hue: int
    strokes: tuple[Stroke, ...]


def line(*points: Pair, accent: str = "") -> Stroke:
    return Stroke(points, accent)


def rect(
    x: float, y: float, width: float, height: float, accent: str = "", *, filled: bool = False
) -> Stroke:
    corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y))
    return Stroke(corners, accent, filled)


def polygon(*points: Pair, accent: str = "", filled: bool = False) -> Stroke:
    return Stroke((*points, points[0]), accent, filled)


def arc(x: float, y: float, radius: float, start: float = 0, turn: float = 360, accent: str = "") -> Stroke:
    """A part of a circle: degrees clockwise from three o'clock. Drawn as points, close enough to be round."""
    steps = max(6, round(abs(turn) / 360 * max(24, radius * 1.6)))
    angles = [(start + turn * step / steps) * pi / 180 for step in range(steps + 1)]
    points = [(round(x + radius * cos(angle), 1), round(y + radius * sin(angle), 1)) for angle in angles]
    if abs(turn) == 360:
        points[-1] = points[0]
    return Stroke(tuple(points), accent)


def disc(x: float, y: float, radius: float, accent: str = "") -> Stroke:
    return Stroke(arc(x, y, radius).points, accent, filled=True)


def gear(x: float, y: float, radius: float, teeth: int) -> Stroke:
    """The outline of a cogwheel."""
    points = []
    for tooth in range(teeth):
        for part, reach in ((-0.30, 0.78), (-0.18, 1), (0.18, 1), (0.30, 0.78)):
            angle = 2 * pi * (tooth + part) / teeth
            points.append(
                (round(x + radius * reach * cos(angle), 1), round(y + radius * reach * sin(angle), 1))
            )
    return Stroke((*points, points[0]))


PICTOGRAMS: dict[str, Pictogram] = {
    "warehouse": Pictogram(
        6,
        (
            line((60, 140), (260, 140)),
            rect(95, 70, 45, 70),
            line((95, 105), (140, 105)),
            rect(149, 96, 34, 44, "warm"),
            rect(195, 52, 52, 88),
            line((195, 90), (247, 90)),
        ),
    ),
    "flask": Pictogram(
        0,
        (
            polygon((117, 120), (203, 120), (219, 148), (214, 152), (106, 152), (101, 148), accent="warm", filled=True),
            line((130, 29), (190, 29)),
            line(
                (140, 29), (140, 74), (97, 145), (97, 153), (103, 158), (217, 158), (223, 153), (223, 145), (180, 74), (180, 29)
            ),
        ),
    ),
    "multimeter": Pictogram(
        9,
        (
            arc(110, 90, 42, -90),
            line((110, 90), (133, 68)),
            disc(110, 90, 3),
            line((170, 119), (191, 119), (201, 69), (215, 146), (227, 119), (266, 119), accent="fresh"),
        ),
    ),
    "robot": Pictogram(
        8,
        (
            line((58, 150), (262, 150)),
            polygon((92, 150), (100, 124), (140, 124), (148, 150)),
            line((114, 124), (104, 74)),
            line((126, 124), (118, 80)),
            arc(110, 62, 14, 90),
            line((122, 54), (178, 38)),
            line((124, 66), (182, 50)),
            arc(190, 44, 10, 180),
            line((190, 54), (190, 76)),
            line((178, 92), (178, 76), (202, 76), (202, 92)),
            gear(236, 112, 27, 8),
            arc(236, 112, 9, accent="warm"),
        ),
    ),
    "ledger": Pictogram(
        10,
        (
            rect(86, 34, 96, 118),
            line((102, 58), (148, 58)),
            line((102, 78), (166, 78)),
            line((102, 98), (166, 98)),
            line((102, 118), (134, 118)),
            line((206, 152), (206, 112), accent="warm"),
            line((224, 152), (224, 86), accent="warm"),
            line((242, 152), (242, 58), accent="warm"),
            line((194, 152), (256, 152)),
        ),
    ),
    "reactor": Pictogram(
        5,
        (
            polygon((119, 104), (187, 104), (187, 128), (170, 140), (136, 140), (119, 128), accent="fresh", filled=True),
            line((112, 60), (112, 132), (132, 147), (174, 147), (194, 132), (194, 60), (174, 45), (132, 45), (112, 60)),
            line((153, 24), (153, 116)),
            line((137, 116), (169, 116)),
            line((140, 24), (166, 24)),
            line((112, 76), (74, 76), (74, 36)),
            line((194, 76), (246, 76), (246, 132), (226, 132)),
            line((236, 96), (256, 112), (236, 112), (256, 96), (236, 96)),
            line((132, 147), (132, 160)),
            line((174, 147), (174, 160)),
        ),
    ),
    "microscope": Pictogram(
        4,
        (
            line((104, 152), (220, 152)),
            polygon((139, 35), (157, 27), (179, 77), (161, 85)),
            line((134, 31), (158, 20)),
            line((166, 88), (172, 101), (182, 97), (176, 83)),
            arc(164, 101, 51, -48, 138),
            line((128, 120), (176, 120)),
            line((150, 120), (150, 152)),
            disc(196, 40, 4, "warm"),
            disc(212, 27, 4, "warm"),
            disc(216, 49, 4, "warm"),
        ),
    ),
    "chip": Pictogram(
        7,
        (
            rect(118, 48, 84, 84),
            rect(142, 72, 36, 36, "fresh"),
            *(
                pin
                for offset in (64, 82, 100, 118)
                for pin in (line((118, offset - 1), (98, offset - 1)), line((202, offset - 1), (222, offset - 1)))
            ),
            *(
                pin
                for offset in (133, 151, 169, 187)
                for pin in (line((offset, 48), (offset, 28)), line((offset, 132), (offset, 152)))
            ),
            line((98, 63), (66, 63), (66, 40)),
            line((222, 117), (254, 117), (254, 140)),
            disc(66, 36, 4, "fresh"),
            disc(254, 144, 4, "fresh"),
        ),
    ),
    "places": Pictogram(
        11,
        (
            polygon(*arc(128, 90, 50, -63, 126).points, accent="warm", filled=True),
            arc(128, 90, 50, -90),
            rect(150.5, 48, 84, 84),
        ),
    ),
}  # fmt: skip

# First five digits of the occupation number of the Bundesagentur für Arbeit (KldB 2010).
OCCUPATION_PICTOGRAMS = {
    "26312": "chip",
    "26112": "robot",
    "51312": "warehouse",
    "41322": "flask",
    "71302": "ledger",
    "41312": "reactor",
    "26252": "multimeter",
    "41212": "microscope",
}


def for_occupation(number: str) -> str:
    """The name of the drawing for an occupation number such as `41322-117`."""
    return OCCUPATION_PICTOGRAMS.get(number[:5], DEFAULT)


def pictogram(name: str) -> Pictogram:
    """The drawing of that name; an unknown name gets the sign of the two places."""
    return PICTOGRAMS.get(name, PICTOGRAMS[DEFAULT])


# --- For the page -------------------------------------------------------------------------


@lru_cache(maxsize=128)
def svg(name: str, hue: int | None = None) -> SafeString:
    """The drawing as decorative SVG; colours come by class from `cms/css/parts/emblem.css`."""
    drawing = pictogram(name)
    return format_html(
        '<svg class="pictogram hue-{}" viewBox="0 0 {} {}" aria-hidden="true" focusable="false">{}</svg>',
        wrapped(drawing.hue if hue is None else hue),
        WIDTH,
        HEIGHT,
        format_html_join("", "{}", ((_stroke_svg(stroke),) for stroke in drawing.strokes)),
    )


def _stroke_svg(stroke: Stroke) -> SafeString:
    points = stroke.points[:-1] if stroke.is_closed else stroke.points
    classes = " ".join(filter(None, [stroke.accent, "filled" if stroke.filled else ""]))
    return format_html(
        '<{}{} points="{}"/>',
        "polygon" if stroke.is_closed else "polyline",
        format_html(' class="{}"', classes) if classes else "",
        " ".join(f"{x:g},{y:g}" for x, y in points),
    )


# --- For files ----------------------------------------------------------------------------

SUPERSAMPLING = 3  # drawn this much larger and scaled down, for smooth edges
TITLE_SIZE = 13.0  # units of the grid
TITLE_MARGIN = 14.0
TITLED_SHARE = 0.84  # of the height that is left for a drawing with a title


def ground(name: str) -> RGB:
    """The deep tone behind the drawing."""
    return oklch(0.33, 0.06, HUES[wrapped(pictogram(name).hue)])


def draw(name: str, size: tuple[int, int], *, title: str = "", progress: float = 1.0) -> Image.Image:
    """The drawing as a picture of `size` pixels, centred; `progress` (0 to 1) is the share of lines drawn."""
    width, height = size[0] * SUPERSAMPLING, size[1] * SUPERSAMPLING
    picture = Image.new("RGB", (width, height), ground(name))
    canvas = Canvas(picture, share=TITLED_SHARE if title else 1.0)
    for stroke in drawn_share(pictogram(name).strokes, progress):
        canvas.stroke(stroke)
    if title:
        canvas.title(title)
    return picture.resize(size, Image.Resampling.LANCZOS)


def drawn_share(strokes: Sequence[Stroke], progress: float) -> Iterator[Stroke]:
    """The first share of the strokes by length, the last of them cut."""
    left = max(0.0, min(progress, 1.0)) * sum(stroke.length for stroke in strokes)
    for stroke in strokes:
        if left <= 0:
            return
        yield stroke.until(1.0 if left >= stroke.length - 1e-6 else left / stroke.length)
        left -= stroke.length


class Canvas:
    """Draws grid units on a picture of any size, keeping the proportions and the middle."""

    def __init__(self, picture: Image.Image, share: float = 1.0) -> None:
        """`share` of the height, from above, is for the drawing."""
        self.draw = ImageDraw.Draw(picture)
        self.size = picture.size
        self.scale = min(picture.width / WIDTH, picture.height * share / HEIGHT)
        self.left = (picture.width - WIDTH * self.scale) / 2
        self.top = (picture.height * share - HEIGHT * self.scale) / 2

    def stroke(self, stroke: Stroke) -> None:
        colour = oklch(0.78, 0.13, ACCENT_HUES[stroke.accent]) if stroke.accent else INK
        points = [self._place(point) for point in stroke.points]
        if stroke.filled and len(points) > 2:
            self.draw.polygon(points, fill=colour)
            return
        width = max(1, round(STROKE * self.scale))
        self.draw.line(points, fill=colour, width=width)
        for point in points:  # round ends and round joints
            self.draw.circle(point, (width - 1) / 2, fill=colour)

    def title(self, text: str) -> None:
        """The text in the lower left corner, in as many lines as it needs."""
        width, height = self.size
        unit = min(width / WIDTH, height / HEIGHT)
        margin = TITLE_MARGIN * unit
        # With a size Pillow gives the font that can be scaled.
        font = cast(ImageFont.FreeTypeFont, ImageFont.load_default(TITLE_SIZE * unit))
        lines = list(_wrapped_lines(text, font, width - 2 * margin))
        line_height = 1.3 * TITLE_SIZE * unit
        for index, words in enumerate(lines):
            self._text((margin, height - margin / 2 - line_height * (len(lines) - index)), words, font)

    def _text(self, place: Pair, text: str, font: ImageFont.FreeTypeFont) -> None:
        x, y = place
        self.draw.text((x, y), _plain(text), font=font, fill=INK)
        for index, letter in enumerate(text):
            if letter in UMLAUTS:
                self._dots(x + font.getlength(_plain(text[:index])), y, UMLAUTS[letter], font)

    def _dots(self, x: float, y: float, letter: str, font: ImageFont.FreeTypeFont) -> None:
        """The two dots of an umlaut over its letter."""
        left, top, right, _ = font.getbbox(letter)
        radius = 0.065 * font.size
        for position in (0.24, 0.76):
            centre = (x + left + position * (right - left), y + top - 1.9 * radius)
            self.draw.circle(centre, radius, fill=INK)

    def _place(self, point: Pair) -> Pair:
        return self.left + point[0] * self.scale, self.top + point[1] * self.scale


# The font that Pillow brings along knows ASCII only: umlauts are its letters with dots drawn above, other
# signs of German text have plain stand-ins.
UMLAUTS = {"ä": "a", "ö": "o", "ü": "u", "Ä": "A", "Ö": "O", "Ü": "U"}
STAND_INS = str.maketrans(
    {**UMLAUTS, "ß": "ss", "–": "-", "…": "...", "„": '"', "“": '"', "”": '"', "’": "'"}
)


def _plain(text: str) -> str:
    return text.translate(STAND_INS)


def _wrapped_lines(text: str, font: ImageFont.FreeTypeFont, width: float) -> Iterable[str]:
    """The words in lines of at most `width` pixels."""
    current = ""
    for word in text.split():
        longer = f"{current} {word}".strip()
        if current and font.getlength(_plain(longer)) > width:
            yield current
            longer = word
        current = longer
    if current:
        yield current
