import pytest
from django.test.html import parse_html

from cms.core.pictograms import (
    OCCUPATION_PICTOGRAMS,
    PICTOGRAMS,
    Stroke,
    draw,
    drawn_share,
    for_occupation,
    ground,
    pictogram,
    svg,
)

WHITE = (255, 255, 255)


def white_pixels(picture):
    return sum(
        count for count, colour in picture.getcolors(picture.width * picture.height) if colour == WHITE
    )


@pytest.mark.parametrize("name", PICTOGRAMS)
def test_drawing_stays_on_its_grid(name):
    points = [point for stroke in PICTOGRAMS[name].strokes for point in stroke.points]

    assert all(10 <= x <= 310 and 10 <= y <= 170 for x, y in points)


@pytest.mark.parametrize("name", PICTOGRAMS)
def test_svg_is_wellformed_decorative_and_without_style(name):
    markup = svg(name)

    parse_html(markup)  # fails where an element is not closed
    assert 'aria-hidden="true"' in markup
    assert "style=" not in markup
    assert markup.count("points=") == len(PICTOGRAMS[name].strokes)


def test_hue_of_the_ground_can_be_chosen():
    assert 'class="pictogram hue-3"' in svg("flask", hue=15)


def test_every_occupation_of_the_network_has_a_drawing():
    assert set(OCCUPATION_PICTOGRAMS.values()) <= set(PICTOGRAMS)
    assert for_occupation("41322-117") == "flask"
    assert for_occupation("99999-000") == "places"


def test_unknown_name_gets_the_sign_of_the_two_places():
    assert pictogram("unknown") == PICTOGRAMS["places"]


def test_picture_has_the_size_the_ground_and_white_lines():
    picture = draw("warehouse", (320, 180))

    assert picture.size == (320, 180)
    assert picture.getpixel((2, 2)) == ground("warehouse")
    assert white_pixels(picture) > 500


def test_progress_draws_more_and_more():
    amounts = [white_pixels(draw("chip", (320, 180), progress=share)) for share in (0, 0.3, 0.6, 1)]

    assert amounts[0] == 0
    assert amounts == sorted(amounts)
    assert len(set(amounts)) == 4


def test_share_of_the_strokes_is_measured_by_length():
    strokes = [Stroke(((0, 0), (10, 0))), Stroke(((0, 0), (0, 10)))]

    drawn = list(drawn_share(strokes, 0.75))

    assert [stroke.points for stroke in drawn] == [((0, 0), (10, 0)), ((0, 0), (0, 5))]


def test_title_is_written_below_the_drawing():
    plain, titled = draw("flask", (640, 360)), draw("flask", (640, 360), title="Größe prüfen")

    corner = (0, 300, 180, 360)

    assert white_pixels(plain.crop(corner)) == 0
    assert white_pixels(titled.crop(corner)) > 100


def test_umlaut_has_dots_that_its_letter_lacks():
    umlaut, letter = draw("flask", (640, 360), title="ü"), draw("flask", (640, 360), title="u")

    assert white_pixels(umlaut) > white_pixels(letter)


def test_long_title_takes_several_lines():
    title = "Den Wareneingang mit allen fünf Handgriffen sorgfältig und in Ruhe prüfen"

    picture = draw("warehouse", (320, 180), title=title)

    assert white_pixels(picture.crop((0, 140, 320, 160))) > 0
    assert white_pixels(picture.crop((312, 135, 320, 180))) == 0
