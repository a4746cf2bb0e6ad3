import pytest

from media.flashes import CELLS, FRAME_BYTES, Watcher

RATE = 25
BLACK, WHITE, GREY, RED, BLUE = (0, 0, 0), (255, 255, 255), (90, 90, 90), (255, 0, 0), (0, 0, 60)
VERY_BRIGHT = (240, 240, 240)
SLIGHTLY_DARKER = (84, 84, 84)


def frame(colour, cells=CELLS**2, rest=BLACK):
    """A picture whose first cells have one colour and the rest another."""
    return bytes(colour) * cells + bytes(rest) * (CELLS**2 - cells)


def block(colour, side, rest=GREY):
    """A square of that colour in the corner."""
    return b"".join(
        bytes(colour if row < side and column < side else rest)
        for row in range(CELLS)
        for column in range(CELLS)
    )


def flashing(hertz, bright, dark, seconds=2):
    """Half of each period bright, half dark."""
    return [bright if (number * 2 * hertz // RATE) % 2 else dark for number in range(seconds * RATE)]


def moments(frames):
    watcher = Watcher(RATE)
    for one in frames:
        watcher.feed(one)
    return watcher.moments


@pytest.mark.parametrize(
    ("hertz", "is_dangerous"), [(1, False), (2, False), (3, False), (5, True), (10, True)]
)
def test_more_than_three_flashes_a_second_are_dangerous(hertz, is_dangerous):
    assert bool(moments(flashing(hertz, frame(WHITE), frame(BLACK)))) is is_dangerous


@pytest.mark.parametrize(
    ("bright", "dark", "is_dangerous"),
    [
        (frame(GREY), frame(SLIGHTLY_DARKER), False),
        (frame(WHITE), frame(VERY_BRIGHT), False),
        (block(WHITE, 1), frame(GREY), False),
        (block(WHITE, 2), frame(GREY), True),
        (frame(RED), frame(BLUE), True),
        (frame((120, 0, 0)), frame((0, 40, 0)), True),
    ],
    ids=["small change", "both bright", "small spot", "a quarter of a third", "red", "dark red"],
)
def test_what_flashes_must_be_large_and_strong_enough(bright, dark, is_dangerous):
    assert bool(moments(flashing(5, bright, dark))) is is_dangerous


def test_a_red_that_is_too_dark_for_a_general_flash_counts():
    dark_red = frame((140, 0, 0))

    assert moments(flashing(5, dark_red, frame(BLACK))) != []
    assert moments(flashing(5, frame((0, 0, 140)), frame(BLACK))) == []


def test_a_slow_fade_and_a_cut_are_no_flashes():
    fade = [frame((level, level, level)) for level in range(0, 250, 5)]

    assert moments([*fade, *reversed(fade), *[frame(WHITE)] * RATE, *[frame(BLACK)] * RATE]) == []


def test_each_stretch_is_named_by_its_beginning():
    calm, wild = [frame(GREY)] * 4 * RATE, flashing(5, frame(WHITE), frame(BLACK))

    assert moments([*calm, *wild, *calm, *wild]) == [pytest.approx(4, abs=0.2), pytest.approx(10, abs=0.2)]


def test_pieces_may_have_any_length():
    data = b"".join(flashing(5, frame(WHITE), frame(BLACK)))
    watcher = Watcher(RATE)

    for start in range(0, len(data), FRAME_BYTES - 1):
        watcher.feed(data[start : start + FRAME_BYTES - 1])

    assert watcher.moments == moments(flashing(5, frame(WHITE), frame(BLACK))) != []
