"""Whether captions can be read in the time they stand, and what stands in the way.

The browser checks the same while someone types (`media/admin/cues.js`); limits and sentences come from here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from media.captions import Cue, plain_text
from media.sentences import gettext_noop
from media.times import format_moment

# For adults, as the German Timed Text Style Guide of Netflix sets them; public broadcasters are close to it.
MAX_SPEED = 17  # characters a second, spaces included
MAX_LINE = 42  # characters
MAX_LINES = 2
MIN_DURATION = 0.8  # seconds; the guide has five sixths of a second
MIN_GAP = 0.08  # seconds, two frames: a shorter pause between two captions flickers

LIMITS = {
    "speed": MAX_SPEED,
    "line": MAX_LINE,
    "lines": MAX_LINES,
    "duration": MIN_DURATION,
    "gap": MIN_GAP,
}
SENTENCES = {
    "fast": gettext_noop(
        "%(speed)s characters a second: too fast to read along. Shorten it or let it stand longer."
    ),
    "short": gettext_noop("It stands for less than a second: hardly anyone can read it."),
    "line": gettext_noop("A line has %(length)s characters. At most %(limit)s fit well: break it."),
    "lines": gettext_noop("%(count)s lines cover the picture. Use at most two, or split the caption."),
    "overlap": gettext_noop("It begins before the previous caption has ended."),
    "gap": gettext_noop("The pause before it is so short that it flickers. Let the previous one end here."),
    "after_end": gettext_noop("It lies after the end of the film (%(time)s)."),
}


@dataclass(frozen=True)
class Remark:
    """What is hard to read in one caption: a key of `SENTENCES` with the values it names."""

    code: str
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        return SENTENCES[self.code]


def reading_speed(cue: Cue) -> float:
    """Characters a second."""
    return len(plain_text(cue)) / (cue.end - cue.start)


def remarks(cues: Sequence[Cue], duration: float | None = None) -> dict[int, list[Remark]]:
    """What to mend, by the number of the caption from 0; `duration` is the length of the film in seconds."""
    found: dict[int, list[Remark]] = {}
    end = 0.0
    for number, cue in enumerate(cues):
        own = [*_of_text(cue), *_of_time(cue, end if number else None, duration)]
        if own:
            found[number] = own
        end = max(end, cue.end)
    return found


def _of_text(cue: Cue) -> list[Remark]:
    own = []
    lines = [plain_text(Cue(cue.start, cue.end, line)) for line in cue.text.split("\n")]
    longest = max(map(len, lines))
    if reading_speed(cue) > MAX_SPEED:
        own.append(Remark("fast", {"speed": round(reading_speed(cue))}))
    if longest > MAX_LINE:
        own.append(Remark("line", {"length": longest, "limit": MAX_LINE}))
    if len(lines) > MAX_LINES:
        own.append(Remark("lines", {"count": len(lines)}))
    return own


def _of_time(cue: Cue, previous_end: float | None, duration: float | None) -> list[Remark]:
    own = []
    if cue.end - cue.start < MIN_DURATION:
        own.append(Remark("short"))
    if previous_end is not None and cue.start < previous_end:
        own.append(Remark("overlap"))
    elif previous_end is not None and 0 < round(cue.start - previous_end, 3) < MIN_GAP:
        own.append(Remark("gap"))
    if duration is not None and cue.start >= duration:
        own.append(Remark("after_end", {"time": format_moment(duration)}))
    return own
