import pytest
from PIL import Image, ImageFilter

from media.moments import best, candidates, moments
from media.strips import Strip

STRIP = Strip.of_film(24.0, 160, 90)


def tile(kind):
    """One tile: black, fog, blurred stripes, stripes (sharp), or finer stripes (sharpest)."""
    if kind in ("black", "fog"):
        return Image.new("RGB", (160, 90), {"black": "#050505", "fog": "#888888"}[kind])
    width = 4 if kind == "finest" else 16
    stripes = Image.new("RGB", (160, 90))
    for left in range(0, 160, 2 * width):
        stripes.paste("#dddddd", (left, 0, left + width, 90))
    return stripes.filter(ImageFilter.GaussianBlur(12)) if kind == "blurred" else stripes


def picture(**kinds):
    """A strip of sharp tiles, other kinds at the numbers named: `black=[0, 1]`."""
    whole = Image.new("RGB", (STRIP.columns * STRIP.width, STRIP.rows * STRIP.height))
    by_tile = {number: kind for kind, numbers in kinds.items() for number in numbers}
    for number in range(STRIP.count):
        whole.paste(tile(by_tile.get(number, "sharp")), STRIP.box(number)[:2])
    return whole


def chosen(**kinds):
    return [moment.tile for moment in candidates(moments(picture(**kinds), STRIP))]


@pytest.mark.parametrize("kind", ["black", "fog", "blurred"])
def test_a_tile_that_shows_nothing_is_no_good(kind):
    found = moments(picture(**{kind: [3]}), STRIP)

    assert [moment.tile for moment in found if not moment.is_good] == [3]


def test_one_is_taken_from_each_sixth_of_the_film():
    assert chosen(finest=[1, 6, 11, 12, 17, 20]) == [1, 6, 11, 12, 17, 20]


def test_a_black_sixth_gives_way_to_a_good_moment_elsewhere():
    numbers = chosen(black=[0, 1, 2, 3])

    assert len(numbers) == len(set(numbers)) == 6
    assert min(numbers) > 3


def test_without_a_choice_there_are_six_all_the_same():
    assert len(chosen(black=range(24))) == 6


def test_the_sharpest_of_the_good_ones_is_the_best():
    assert best(moments(picture(black=[0], finest=[5]), STRIP)).tile == 5
