from math import hypot

import pytest

from cms.core.colours import HUES, oklch
from cms.core.emblem_pictures import draw_emblem, draw_field
from cms.core.emblems import BOX, Circle, Point, Square, emblem, field, overlap, row_lengths


def test_first_emblem_has_the_measures_of_the_design():
    one = emblem(1, school_hue=0)
    square = one.squares[0]

    distance = one.circle.centre.distance(square.centre)

    assert (one.circle.radius, round(distance, 2), round(square.side, 2)) == (30, 31, 51.6)
    assert round(square.corner, 2) == 8.26
    assert square.turn == 0


def test_direction_and_turn_follow_the_number():
    one = emblem(3, school_hue=0)
    square = one.squares[0]

    step_right = square.centre.x - one.circle.centre.x
    step_down = square.centre.y - one.circle.centre.y

    assert (round(step_right, 2), round(step_down, 2)) == (30.32, 6.45)  # 31 units at 12 degrees
    assert square.turn == 36


def test_school_in_two_tandems_keeps_its_hue():
    assert emblem(3, school_hue=2).circle.hue == emblem(9, school_hue=2).circle.hue


@pytest.mark.parametrize("number", range(1, 25))
def test_circle_and_square_differ_by_more_than_a_neighbour_on_the_wheel(number):
    for school in range(len(HUES)):
        one = emblem(number, school)

        gap = abs(one.circle.hue - one.squares[0].hue)

        assert min(gap, len(HUES) - gap) > 1


def test_twelve_schools_have_twelve_hues():
    assert len({emblem(1, school).circle.hue for school in range(12)}) == 12


@pytest.mark.parametrize("companies", [1, 2, 3])
@pytest.mark.parametrize("number", range(1, 21))
def test_emblem_stays_in_its_box_and_every_square_overlaps(number, companies):
    one = emblem(number, school_hue=number, company_count=companies)

    outline = [square.outline(step / 4) for square in one.squares for step in range(32)]

    assert len(one.overlaps) == companies
    assert all(one.overlaps)
    assert all(-1 <= point.x <= BOX + 1 and -1 <= point.y <= BOX + 1 for point in outline)


def test_overlap_runs_along_the_square_and_back_along_the_circle():
    circle = Circle(Point(0, 0), radius=10, hue=0)
    square = Square(Point(10, 0), side=10, turn=0, hue=1)

    path = overlap(circle, square)

    assert path.startswith("M8.66 5")
    assert path.endswith("A10 10 0 0 1 8.66 5Z")
    assert path.count("A1.6 1.6") == 2  # the two corners inside the circle


def test_square_apart_from_the_circle_has_no_overlap():
    circle = Circle(Point(0, 0), radius=10, hue=0)

    assert overlap(circle, Square(Point(100, 0), side=10, turn=0, hue=1)) == ""


def test_outline_of_a_square_is_closed_and_turns_with_it():
    square = Square(Point(50, 50), side=20, turn=90, hue=0)

    start, end = square.outline(0), square.outline(8)

    assert (round(start.x, 6), round(start.y, 6)) == (round(end.x, 6), round(end.y, 6))
    assert round(start.x, 2) == 60  # the upper side has become the right one


@pytest.mark.parametrize(
    ("count", "rows"),
    [(0, [0]), (1, [1]), (2, [2]), (3, [1, 2]), (7, [2, 3, 2]), (10, [3, 4, 3]), (12, [4, 4, 4])],
)
def test_rows_of_the_field_are_even_with_the_rest_in_the_middle(count, rows):
    lengths = row_lengths(count)

    assert sum(lengths) == count
    assert sorted(lengths) == sorted(rows)


def test_field_holds_every_emblem_once_without_crowding():
    emblems = [emblem(number, number) for number in range(1, 11)]

    places = field(emblems).placements

    assert [place.emblem for place in places] == emblems
    distances = [
        hypot(first.x - second.x, first.y - second.y)
        for first in places
        for second in places
        if first is not second
    ]
    assert min(distances) > 75


def test_picture_of_an_emblem_shows_ground_circle_square_and_overlap():
    one = emblem(1, school_hue=0)

    picture = draw_emblem(one, (200, 200), ground=(255, 255, 255))

    centre = oklch(0.40, 0.115, HUES[one.circle.hue])
    assert picture.getpixel((2, 2)) == (255, 255, 255)
    assert picture.getpixel((100, 100)) == centre


def test_picture_of_a_field_has_the_asked_size():
    assert draw_field(field([emblem(1, 0), emblem(2, 1)]), (300, 150)).size == (300, 150)


@pytest.mark.parametrize(
    ("colour", "rgb"),
    [((1, 0, 0), (255, 255, 255)), ((0, 0, 0), (0, 0, 0)), ((0.628, 0.2577, 29.23), (255, 0, 0))],
)
def test_oklch_becomes_the_known_srgb_colour(colour, rgb):
    assert oklch(*colour) == pytest.approx(rgb, abs=2)


def test_colour_outside_the_screen_keeps_its_lightness():
    red, green, blue = oklch(0.88, 0.4, 165)

    assert max(red, green, blue) <= 255
    assert green > red
