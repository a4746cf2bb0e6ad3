"""Emblems as pictures of pixels: for previews of shared links, icons and covers, where no browser draws."""

from PIL import Image, ImageChops, ImageDraw

from cms.core.colours import HUES, RGB, oklch
from cms.core.emblems import BOX, FIELD_SWAY, Circle, Emblem, Field, Point, Square

PAPER: RGB = (251, 250, 247)
LIGHTNESS, CHROMA = 0.74, 0.115
OVERLAP_LIGHTNESS = 0.40
SUPERSAMPLING = 3
MARGIN = 0.12  # of the shorter side of the picture


def draw_emblem(emblem: Emblem, size: tuple[int, int], ground: RGB = PAPER) -> Image.Image:
    """One emblem in the middle of a picture of `size` pixels."""
    brush = Brush(size, ground, BOX, BOX)
    brush.emblem(emblem, Point(0, 0))
    return brush.finished()


def draw_field(field: Field, size: tuple[int, int], ground: RGB = PAPER) -> Image.Image:
    """The field of all emblems, as large as the picture allows."""
    brush = Brush(size, ground, field.width, field.height)
    for place in field.placements:
        brush.emblem(place.emblem, Point(place.x + FIELD_SWAY, place.y + FIELD_SWAY))
    return brush.finished()


class Brush:
    """Draws units of the emblem's box on a larger picture that is scaled down at the end, for smooth edges."""

    def __init__(self, size: tuple[int, int], ground: RGB, width: float, height: float) -> None:
        self.size = size
        self.picture = Image.new("RGB", (size[0] * SUPERSAMPLING, size[1] * SUPERSAMPLING), ground)
        margin = MARGIN * min(self.picture.size)
        self.scale = min(
            (self.picture.width - 2 * margin) / width, (self.picture.height - 2 * margin) / height
        )
        self.left = (self.picture.width - width * self.scale) / 2
        self.top = (self.picture.height - height * self.scale) / 2

    def emblem(self, emblem: Emblem, corner: Point) -> None:
        """Squares, circle and on top what they share, in the darker tone of the circle."""
        circle = self._circle_mask(emblem.circle, corner)
        squares = [self._square_mask(square, corner) for square in emblem.squares]
        for square, mask in zip(emblem.squares, squares, strict=True):
            self._fill(mask, square.hue, LIGHTNESS)
        self._fill(circle, emblem.circle.hue, LIGHTNESS)
        for mask in squares:
            self._fill(ImageChops.darker(circle, mask), emblem.circle.hue, OVERLAP_LIGHTNESS)

    def finished(self) -> Image.Image:
        return self.picture.resize(self.size, Image.Resampling.LANCZOS)

    def _fill(self, mask: Image.Image, hue: int, lightness: float) -> None:
        self.picture.paste(oklch(lightness, CHROMA, HUES[hue]), (0, 0), mask)

    def _circle_mask(self, circle: Circle, corner: Point) -> Image.Image:
        mask = Image.new("L", self.picture.size)
        ImageDraw.Draw(mask).circle(self._place(circle.centre, corner), circle.radius * self.scale, fill=255)
        return mask

    def _square_mask(self, square: Square, corner: Point) -> Image.Image:
        mask = Image.new("L", self.picture.size)
        outline = [self._place(square.outline(step / 8), corner) for step in range(64)]
        ImageDraw.Draw(mask).polygon(outline, fill=255)
        return mask

    def _place(self, point: Point, corner: Point) -> tuple[float, float]:
        return (
            self.left + (corner.x + point.x) * self.scale,
            self.top + (corner.y + point.y) * self.scale,
        )
