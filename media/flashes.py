"""Finds flashes that may cause a seizure, in a film seen through a coarse grid of cells.

By WCAG 2.3.1: more than three flashes within a second, general or red, over a quarter of any tenth of
the field of vision, which is a third of a picture's width and height where it fills the screen. A flash
is a pair of opposing changes. As far as a small picture can tell: it is a warning for people, no
certificate. Everything here is pure.
"""

from collections import deque
from collections.abc import Sequence

CELLS = 12  # a side
WINDOW = 4  # cells a side: a third of the picture
MIN_CELLS = 4  # of a window: a quarter of it
FRAME_BYTES = 3 * CELLS * CELLS  # red, green and blue of each cell, row by row
MAX_CHANGES = 6  # within a second: three flashes
SECOND = 0.999  # a moment that is a whole second ago no longer counts, whatever rounding makes of it
TOGETHER = 0.1  # seconds within which cells change at the same time
GENERAL_CHANGE = 0.1  # of the relative luminance of white
BRIGHT = 0.8  # relative luminance; between two brighter states nothing flashes
RED_SHARE = 0.8  # of a colour that counts as saturated red
RED_CHANGE = 20 / 320  # of R - G - B in linear light
GAP = 2.0  # seconds without danger between two stretches
WINDOWS = [
    [(top + row) * CELLS + left + column for row in range(WINDOW) for column in range(WINDOW)]
    for top in range(CELLS - WINDOW + 1)
    for left in range(CELLS - WINDOW + 1)
]
WINDOWS_OF_CELL = [
    [number for number, window in enumerate(WINDOWS) if cell in window] for cell in range(CELLS**2)
]


def _linear(value: int) -> float:
    """The light of a channel of sRGB, 0 to 1."""
    share = value / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


LINEAR = [_linear(value) for value in range(256)]
RED, GREEN, BLUE = ([weight * light for light in LINEAR] for weight in (0.2126, 0.7152, 0.0722))


class Watcher:
    """Looks at a film frame by frame, `rate` frames a second, as bytes in pieces of any length."""

    def __init__(self, rate: float) -> None:
        self.rate = rate
        self.moments: list[float] = []  # seconds at which dangerous stretches begin
        self._general = _Flicker(GENERAL_CHANGE)
        self._red = _Flicker(RED_CHANGE)
        self._frames = 0
        self._rest = self._former = b""
        self._dangerous_until = float("-inf")

    def feed(self, chunk: bytes) -> None:
        data = self._rest + chunk
        whole = len(data) - len(data) % FRAME_BYTES
        for start in range(0, whole, FRAME_BYTES):
            self._look(data[start : start + FRAME_BYTES])
        self._rest = data[whole:]

    def _look(self, frame: bytes) -> None:
        now = self._frames / self.rate
        self._frames += 1
        if frame == self._former:
            return
        self._former = frame
        cells = list(zip(frame[0::3], frame[1::3], frame[2::3], strict=True))
        light = [RED[red] + GREEN[green] + BLUE[blue] for red, green, blue in cells]
        since = self._general.look(now, light, [value < BRIGHT for value in light])
        redness, is_red = _reds(cells)
        red_since = self._red.look(now, redness, is_red)
        found = [begin for begin in (since, red_since) if begin is not None]
        if found:
            self._note(min(found), now)

    def _note(self, begin: float, now: float) -> None:
        if begin > self._dangerous_until + GAP:
            self.moments.append(round(begin, 1))
        self._dangerous_until = now


def _reds(cells: Sequence[tuple[int, int, int]]) -> tuple[list[float], list[bool]]:
    """How red each cell is, and whether that is a saturated red."""
    lights = [(LINEAR[red], LINEAR[green] + LINEAR[blue]) for red, green, blue in cells]
    return (
        [max(0.0, red - others) for red, others in lights],
        [red > 0 and red >= RED_SHARE * (red + others) for red, others in lights],
    )


class _Flicker:
    """Follows one measure of all cells and counts how often parts of the picture change to and fro.

    Of a change at least one end must be a state that counts, such as a saturated red.
    """

    def __init__(self, threshold: float) -> None:
        self.threshold = threshold
        self.extremes: list[float] = []  # of each cell: the value where it last turned
        self.extreme_counts: list[bool] = []
        self.directions = [0] * CELLS**2
        self.recent: deque[tuple[float, int, int]] = deque()  # moment, direction, cell
        self.tallies = {1: [0] * len(WINDOWS), -1: [0] * len(WINDOWS)}  # recent changes by window
        self.turned = [0] * len(WINDOWS)  # direction of the last change of each window
        self.changes: list[deque[float]] = [deque() for _ in WINDOWS]

    def look(self, now: float, values: list[float], counts: list[bool]) -> float | None:
        """The moment since which a part of the picture flashes too often, None if none does."""
        if not self.extremes:
            self.extremes, self.extreme_counts = list(values), list(counts)
            return None
        self._forget(now)
        touched = {
            (window, direction)
            for cell, direction in self._turns(values, counts)
            for window in self._tally(now, cell, direction)
        }
        begins = [self._change(now, window, direction) for window, direction in touched]
        return min((begin for begin in begins if begin is not None), default=None)

    def _turns(self, values: list[float], counts: list[bool]) -> list[tuple[int, int]]:
        """Cells that changed by the threshold against their former direction, with the new one."""
        turns = []
        for cell, value in enumerate(values):
            change = value - self.extremes[cell]
            is_further = change * self.directions[cell] > 0
            is_turn = abs(change) >= self.threshold and (counts[cell] or self.extreme_counts[cell])
            if not is_further and not is_turn:
                continue
            self.extremes[cell], self.extreme_counts[cell] = value, counts[cell]
            if not is_further:
                self.directions[cell] = 1 if change > 0 else -1
                turns.append((cell, self.directions[cell]))
        return turns

    def _tally(self, now: float, cell: int, direction: int) -> list[int]:
        """Count the change of a cell for the windows it lies in, and return these."""
        self.recent.append((now, direction, cell))
        for window in WINDOWS_OF_CELL[cell]:
            self.tallies[direction][window] += 1
        return WINDOWS_OF_CELL[cell]

    def _forget(self, now: float) -> None:
        while self.recent and self.recent[0][0] <= now - TOGETHER:
            _, direction, cell = self.recent.popleft()
            for window in WINDOWS_OF_CELL[cell]:
                self.tallies[direction][window] -= 1

    def _change(self, now: float, window: int, direction: int) -> float | None:
        """Count a change of a window if enough of its cells changed; its first moment if it is one too many."""
        if self.turned[window] == direction or self.tallies[direction][window] < MIN_CELLS:
            return None
        self.turned[window] = direction
        changes = self.changes[window]
        changes.append(now)
        while now - changes[0] > SECOND:
            changes.popleft()
        return changes[0] if len(changes) > MAX_CHANGES else None
