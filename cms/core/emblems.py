"""The emblem of a tandem: a circle (the school) and a rounded square (the company) overlap.

Pure geometry in a box of 100 by 100 units, y pointing down as in SVG. Hues are indexes of
`cms.core.colours.HUES`: the circle's comes from the school, the square's from the number of the tandem,
so a school in two tandems keeps its hue. The overlap is a path of its own and no clip, so that an
emblem needs no ids and may stand on a page any number of times.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import atan2, cos, hypot, pi, radians, sin, sqrt

from cms.core.colours import wrapped

BOX = 100.0
CENTRE = BOX / 2
RADIUS = 0.30 * BOX
OFFSET = 0.155 * BOX  # of circle and square from the centre, in opposite directions
SIDE = 1.72  # of the square, in radii of the circle
CORNER = 0.16  # radius of the square's corners, in sides
SHARED_SIDE = 1.08  # of each of several squares, in radii of the circle
SHARED_OFFSET = 0.285 * BOX  # of each of several squares from the circle, which then stands in the centre

# Orders in which hues are given out, so that neighbours differ clearly.
SCHOOL_HUES = (5, 7, 9, 6, 8, 4, 11, 0, 3, 10, 2, 1)
NUMBER_HUES = (0, 1, 4, 11, 2, 9, 6, 1, 5, 7, 10, 3)

OUTLINE_STEPS = 160  # samples on the outline of a square when looking for the crossing points
BISECTIONS = 40


@dataclass(frozen=True)
class Point:
    x: float
    y: float

    def distance(self, other: "Point") -> float:
        return hypot(self.x - other.x, self.y - other.y)

    def turned(self, degrees: float, centre: "Point") -> "Point":
        """This point after a clockwise turn (on screen) around the centre."""
        angle = radians(degrees)
        x, y = self.x - centre.x, self.y - centre.y
        return Point(centre.x + x * cos(angle) - y * sin(angle), centre.y + x * sin(angle) + y * cos(angle))


@dataclass(frozen=True)
class Circle:
    centre: Point
    radius: float
    hue: int

    def contains(self, point: Point) -> bool:
        return self.centre.distance(point) < self.radius


@dataclass(frozen=True)
class Square:
    """A square with round corners, turned around its centre by degrees."""

    centre: Point
    side: float
    turn: float
    hue: int

    @property
    def corner(self) -> float:
        return CORNER * self.side

    @property
    def x(self) -> float:
        return self.centre.x - self.side / 2

    @property
    def y(self) -> float:
        return self.centre.y - self.side / 2

    def outline(self, position: float) -> Point:
        """The point at a position from 0 to 8: each even step is a side, each odd one a corner."""
        quarter, along = divmod(position % 8, 2)
        half, corner = self.side / 2, self.corner
        if along <= 1:
            x, y = -half + corner + along * (self.side - 2 * corner), -half
        else:
            angle = (along - 1) * pi / 2 - pi / 2
            x, y = half - corner + corner * cos(angle), -half + corner + corner * sin(angle)
        point = Point(self.centre.x + x, self.centre.y + y)
        return point.turned(90 * quarter + self.turn, self.centre)


@dataclass(frozen=True)
class Emblem:
    circle: Circle
    squares: tuple[Square, ...]
    overlaps: tuple[str, ...]
    """SVG paths, one per square, in the hue of the circle."""


@dataclass(frozen=True)
class Placement:
    """An emblem in a field: its upper left corner."""

    emblem: Emblem
    x: float
    y: float


@dataclass(frozen=True)
class Field:
    """Emblems side by side, loosely: the picture of the network."""

    width: float
    height: float
    placements: tuple[Placement, ...]


@lru_cache(maxsize=256)
def emblem(number: int, school_hue: int, company_count: int = 1) -> Emblem:
    """The emblem of a tandem by its number (from 1), the order of its school and its companies.

    With several companies the school stands in the centre and smaller squares stand evenly around it.
    """
    direction = 36 * (number - 1) - 60
    middle = Point(CENTRE, CENTRE)
    hue = SCHOOL_HUES[wrapped(school_hue)]
    if company_count > 1:
        circle = Circle(middle, RADIUS, hue)
        squares = tuple(_shared_squares(number, direction, circle, company_count))
    else:
        circle = Circle(_shifted(middle, direction + 180, OFFSET), RADIUS, hue)
        centre = _shifted(middle, direction, OFFSET)
        squares = (Square(centre, SIDE * RADIUS, _turn(number), _square_hue(number, hue)),)
    return Emblem(circle, squares, tuple(overlap(circle, square) for square in squares))


def _shared_squares(number: int, direction: float, circle: Circle, count: int) -> Iterable[Square]:
    for index in range(count):
        angle = 360 * index / count
        yield Square(
            centre=_shifted(circle.centre, direction + angle, SHARED_OFFSET),
            side=SHARED_SIDE * RADIUS,
            turn=_turn(number) + angle,
            hue=_square_hue(number + 3 * index, circle.hue),
        )


def _turn(number: int) -> float:
    return 18 * (number - 1)


def _square_hue(number: int, circle_hue: int) -> int:
    """The hue of the number; a third of the wheel further if it would be close to the circle's."""
    hue = NUMBER_HUES[wrapped(number - 1)]
    is_close = wrapped(hue - circle_hue + 1) <= 2
    return wrapped(hue + 4) if is_close else hue


def _shifted(point: Point, degrees: float, distance: float) -> Point:
    return Point(point.x + distance * cos(radians(degrees)), point.y + distance * sin(radians(degrees)))


def overlap(circle: Circle, square: Square) -> str:
    """The path of what circle and square share: along the square inside the circle, back along the circle.

    Both are convex and cross in exactly two points for every emblem; a square that the circle does not
    meet has an empty path.
    """

    def is_inside(position: float) -> bool:
        return circle.contains(square.outline(position))

    positions = [8 * step / OUTLINE_STEPS for step in range(OUTLINE_STEPS + 1)]
    entry = exit_ = None
    for before, after in pairwise(positions):
        if is_inside(before) == is_inside(after):
            continue
        crossing = _crossing(is_inside, before, after)
        if is_inside(after):
            entry = crossing
        else:
            exit_ = crossing
    if entry is None or exit_ is None:
        return ""
    return _overlap_path(circle, square, entry, exit_ if exit_ > entry else exit_ + 8)


def _crossing(is_inside: Callable[[float], bool], before: float, after: float) -> float:
    """The position between the two at which the outline crosses the circle."""
    for _ in range(BISECTIONS):
        middle = (before + after) / 2
        if is_inside(middle) == is_inside(before):
            before = middle
        else:
            after = middle
    return (before + after) / 2


def _overlap_path(circle: Circle, square: Square, entry: float, exit_: float) -> str:
    parts = [f"M{_pair(square.outline(entry))}"]
    position = entry
    while position < exit_:
        following = min(int(position) + 1.0, exit_)
        end = _pair(square.outline(following))
        is_corner = int(position) % 2 == 1
        radius = short(square.corner)
        parts.append(f"A{radius} {radius} 0 0 1 {end}" if is_corner else f"L{end}")
        position = following
    start, end_point = square.outline(exit_), square.outline(entry)
    large = int(_clockwise(circle.centre, start, end_point) > pi)
    radius = short(circle.radius)
    parts.append(f"A{radius} {radius} 0 {large} 1 {_pair(end_point)}Z")
    return "".join(parts)


def _clockwise(centre: Point, start: Point, end: Point) -> float:
    """The angle in radians from start to end, clockwise on screen, as seen from the centre."""
    first = atan2(start.y - centre.y, start.x - centre.x)
    second = atan2(end.y - centre.y, end.x - centre.x)
    return (second - first) % (2 * pi)


def _pair(point: Point) -> str:
    return f"{short(point.x)} {short(point.y)}"


def short(value: float) -> str:
    """A number for SVG: at most two decimals, none where none are needed."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


FIELD_STEP = 92.0  # from one emblem to the next; less than the box, because emblems do not fill it
FIELD_ROW = 84.0
FIELD_SWAY = 5.0


def field(emblems: Sequence[Emblem]) -> Field:
    """Emblems in centred rows of a honeycomb that sway a little; the same input gives the same field."""
    lengths = row_lengths(len(emblems))
    width = (max(lengths, default=1) - 1) * FIELD_STEP + BOX
    placements: list[Placement] = []
    for row, length in enumerate(lengths):
        left = (width - (length - 1) * FIELD_STEP - BOX) / 2
        for column in range(length):
            one = emblems[len(placements)]
            sway = FIELD_SWAY * sin(2.2 * len(placements) + row)
            placements.append(Placement(one, round(left + column * FIELD_STEP, 1), row * FIELD_ROW + sway))
    height = (max(len(lengths), 1) - 1) * FIELD_ROW + BOX
    return Field(width + 2 * FIELD_SWAY, height + 2 * FIELD_SWAY, tuple(placements))


def row_lengths(count: int) -> list[int]:
    """How many emblems stand in each row: as even as possible, the middle rows take what is left over.

    Ten become 3, 4 and 3.
    """
    rows = max(1, round(sqrt(0.9 * count)))
    lengths = [count // rows] * rows
    by_distance_from_middle = sorted(range(rows), key=lambda row: abs(row - (rows - 1) / 2))
    for row in by_distance_from_middle[: count % rows]:
        lengths[row] += 1
    return lengths
