"""Which moments of a film make a good still picture: told from the tiles of its preview strip.

Everything here is pure.
"""

from dataclasses import dataclass

from PIL import Image, ImageFilter, ImageStat

from media.strips import Strip

CANDIDATES = 6
DARK = 24  # mean grey from 0 to 255: a black picture or a fade
FLAT = 12  # spread of the greys: one colour, fog, a covered lens
BLURRED = 6  # spread of the edges


@dataclass(frozen=True)
class Moment:
    """A tile of the strip as a proposal."""

    tile: int
    sharpness: float
    is_good: bool  # neither black nor empty nor blurred


def moments(picture: Image.Image, strip: Strip) -> list[Moment]:
    """All tiles of the strip, judged."""
    grey = picture.convert("L")
    return [_judged(tile, grey.crop(strip.box(tile))) for tile in range(strip.count)]


def candidates(found: list[Moment]) -> list[Moment]:
    """The best of each sixth of the film; what is no good gives way to a good one from elsewhere."""
    parts = [
        found[number * len(found) // CANDIDATES : (number + 1) * len(found) // CANDIDATES]
        for number in range(CANDIDATES)
    ]
    chosen = [best(part) for part in parts]
    kept = [moment for moment in chosen if moment.is_good]
    others = sorted((one for one in found if one not in chosen), key=_rank, reverse=True)
    spare = [moment for moment in chosen if not moment.is_good]
    return sorted(
        [*kept, *sorted([*others, *spare], key=_rank, reverse=True)][:CANDIDATES], key=lambda one: one.tile
    )


def best(found: list[Moment]) -> Moment:
    """The sharpest of the good ones."""
    return max(found, key=_rank)


def _judged(tile: int, picture: Image.Image) -> Moment:
    grey = ImageStat.Stat(picture)
    # The frame of one pixel that the filter leaves untouched would look like an edge.
    edges = picture.filter(ImageFilter.FIND_EDGES).crop((1, 1, picture.width - 1, picture.height - 1))
    sharpness = ImageStat.Stat(edges).stddev[0]
    is_good = grey.mean[0] >= DARK and grey.stddev[0] >= FLAT and sharpness >= BLURRED
    return Moment(tile, sharpness, is_good)


def _rank(moment: Moment) -> tuple[bool, float]:
    return moment.is_good, moment.sharpness
