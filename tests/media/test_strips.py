import pytest

from media.strips import MAX_TILES, Strip


@pytest.mark.parametrize(
    ("size", "tile"),
    [((1920, 1080), (160, 90)), ((480, 854), (90, 160)), ((640, 480), (160, 120)), ((8, 800), (2, 160))],
)
def test_the_long_side_of_a_tile_is_the_same_whichever_way_the_film_stands(size, tile):
    strip = Strip.of_film(60.0, *size)

    assert (strip.width, strip.height) == tile


@pytest.mark.parametrize(
    ("seconds", "count", "grid"),
    [(0.04, 6, (6, 1)), (12.4, 12, (10, 2)), (60.0, 60, (10, 6)), (7200.0, MAX_TILES, (10, 10))],
)
def test_there_is_a_tile_a_second_until_there_are_too_many(seconds, count, grid):
    strip = Strip.of_film(seconds, 1920, 1080)

    assert (strip.count, (strip.columns, strip.rows)) == (count, grid)


def test_the_track_names_the_place_of_each_tile():
    cues = Strip.of_film(24.0, 1280, 720).track("strip.jpg").split("\n\n")

    assert cues[:2] == ["WEBVTT", "00:00:00.000 --> 00:00:01.000\nstrip.jpg#xywh=0,0,160,90"]
    assert cues[12] == "00:00:11.000 --> 00:00:12.000\nstrip.jpg#xywh=160,90,160,90"
    assert cues[-1] == "00:00:23.000 --> 00:00:24.000\nstrip.jpg#xywh=480,180,160,90\n"


def test_a_tile_shows_the_middle_of_its_time():
    strip = Strip.of_film(12.0, 1280, 720)

    assert [strip.moment(0), strip.moment(11)] == [0.5, 11.5]
