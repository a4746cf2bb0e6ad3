"""The preview strip: small pictures of the whole film in one file, and the track that says where each lies.

A player shows them above its seek bar; the posters are chosen from them. Everything here is pure.
"""

import math
from dataclasses import dataclass
from fractions import Fraction

from media.times import vtt_timestamp

STRIP = "vorschau-streifen.jpg"
STRIP_TRACK = "vorschau-streifen.vtt"
MAX_TILES = 100
MIN_TILES = 6  # also of the shortest film: as many as there are candidates for the poster
LONG_SIDE = 160  # pixels of a tile
COLUMNS = 10


@dataclass(frozen=True)
class Strip:
    """How the tiles lie: row by row, one each `step` seconds of a film of that length."""

    duration: float  # seconds
    count: int
    width: int  # pixels of a tile
    height: int

    @classmethod
    def of_film(cls, duration: float, width: int, height: int) -> "Strip":
        """The strip of a film of that length and size: one tile a second until there are too many."""
        scale = LONG_SIDE / max(width, height)
        count = min(MAX_TILES, max(MIN_TILES, int(duration)))
        return cls(duration, count, _even(width * scale), _even(height * scale))

    @property
    def step(self) -> float:
        return self.duration / self.count

    @property
    def rate(self) -> Fraction:
        """Tiles a second."""
        return (self.count / Fraction(self.duration)).limit_denominator(100_000)

    @property
    def columns(self) -> int:
        return min(COLUMNS, self.count)

    @property
    def rows(self) -> int:
        return math.ceil(self.count / self.columns)

    def moment(self, tile: int) -> float:
        """The second of the film that a tile shows: the middle of what it stands for."""
        return round((tile + 0.5) * self.step, 3)

    def box(self, tile: int) -> tuple[int, int, int, int]:
        """Left, top, right and bottom of a tile in the picture."""
        row, column = divmod(tile, self.columns)
        left, top = column * self.width, row * self.height
        return left, top, left + self.width, top + self.height

    def track(self, picture: str) -> str:
        """The WebVTT whose cues name the place of each tile in the file `picture`."""
        return "\n\n".join(["WEBVTT", *(self._cue(tile, picture) for tile in range(self.count))]) + "\n"

    def _cue(self, tile: int, picture: str) -> str:
        left, top, _, _ = self.box(tile)
        begin, end = vtt_timestamp(tile * self.step), vtt_timestamp((tile + 1) * self.step)
        return f"{begin} --> {end}\n{picture}#xywh={left},{top},{self.width},{self.height}"


def _even(pixels: float) -> int:
    return max(2, 2 * round(pixels / 2))
