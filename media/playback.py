"""How a film is played: which files, which captions, from where to where."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext

from media import addresses
from media.times import parse_clock

if TYPE_CHECKING:
    from media.models import Caption, Video, VideoFile

# A class of 25 at once: 720p needs 30-60 Mbit/s, 1080p twice that. So no player starts above it.
USUAL_LINES = 720
SMALL_LINES = 480
SMALL_PLAYER = "(max-width: 40rem)"  # below this width the small file looks the same
CAPTIONS_OFF = "off"
MAIN_FILM = re.compile(r"(\d{2,4})p\.mp4", re.ASCII)
YES = {"1", "true", "yes", ""}


@dataclass(frozen=True)
class Wishes:
    """What an address asks of the player; unknown and impossible wishes are passed over in silence.

    `start` and `end` are seconds within the film. `captions` is a language, `off`, or empty for the
    usual choice.
    """

    start: float = 0
    end: float | None = None
    captions: str = ""
    autoplay: bool = False
    loop: bool = False

    @classmethod
    def of_query(cls, query: Mapping[str, str], duration: float | None) -> "Wishes":
        """Read `t`, `end`, `cc`, `autoplay`, `loop`, and what other players call them."""
        start = _moment(_first(query, "t", "start"), duration) or 0
        end = _moment(_first(query, "end", "stop"), duration)
        return cls(
            start=start,
            end=end if end and end > start else None,
            captions=_first(query, "cc", "subtitle").lower(),
            autoplay=_is_yes(query, "autoplay"),
            loop=_is_yes(query, "loop"),
        )

    @property
    def fragment(self) -> str:
        """The same start and end as a media fragment, for browsers without script."""
        if not self.start and self.end is None:
            return ""
        return f"#t={self.start:g}" + (f",{self.end:g}" if self.end is not None else "")


@dataclass(frozen=True)
class Source:
    """A file that the browser may choose; `media` is a media query, empty for the usual choice."""

    url: str
    content_type: str
    media: str = ""


@dataclass(frozen=True)
class Track:
    """A text track; `is_default` shows it from the start."""

    url: str
    kind: str
    language: str
    label: str
    is_default: bool


@dataclass(frozen=True)
class Player:
    """All that the template of the player prints."""

    title: str
    sources: list[Source]
    tracks: list[Track]
    poster: str
    width: int
    height: int
    wishes: Wishes
    preload: str = "metadata"


def player(
    video: "Video", title: str, language: str, wishes: Wishes | None = None, preload: str = "metadata"
) -> Player:
    """The player of a video with that spoken language."""
    wishes = wishes or Wishes()
    poster = poster_of(video, 1280)
    return Player(
        title=title,
        sources=sources(video, wishes.fragment),
        tracks=tracks(video, wishes.captions or language),
        poster=addresses.file(video.key, poster.name) if poster else "",
        width=video.width or 16,
        height=video.height or 9,
        wishes=wishes,
        preload=preload,
    )


def sources(video: "Video", fragment: str = "") -> list[Source]:
    """The usual file, and before it a smaller one for small players."""
    usual = usual_rendition(video)
    if usual is None:
        return []
    small = next((film for film in main_films(video) if lines(film) <= SMALL_LINES), None)
    choices = [(usual, "")] if small in (None, usual) else [(small, SMALL_PLAYER), (usual, "")]
    return [
        Source(f"{addresses.file(video.key, film.name)}{fragment}", film.content_type, media)
        for film, media in choices
    ]


def usual_rendition(video: "Video") -> "VideoFile | None":
    """The largest film up to 720 lines, or the smallest of those that are larger."""
    films = main_films(video)
    fitting = [film for film in films if lines(film) <= USUAL_LINES]
    return fitting[-1] if fitting else next(iter(films), None)


def main_films(video: "Video") -> "list[VideoFile]":
    """The renditions of the film itself, smallest first, without versions for sign language and the like."""
    return sorted((film for film in video.renditions if lines(film)), key=lines)


def lines(film: "VideoFile") -> int:
    """480 of `480p.mp4`, whichever way the film stands; 0 for other names."""
    match = MAIN_FILM.fullmatch(film.name)
    return int(match[1]) if match else 0


def poster_of(video: "Video", width: int) -> "VideoFile | None":
    """The still picture for that width: 320, 640 or 1280."""
    return video.file_named(f"vorschau-{width}.jpg")


def tracks(video: "Video", chosen: str) -> list[Track]:
    """All text tracks; the captions in the chosen language are shown from the start."""
    found = list(video.captions.all())
    shown = next(
        (caption for caption in found if _is_read_along(caption) and caption.language == chosen), None
    )
    return [
        Track(
            url=addresses.file(video.key, caption.file_name),
            kind=caption.kind,
            language=caption.language,
            label=track_label(caption),
            is_default=caption is shown,
        )
        for caption in found
    ]


def track_label(caption: "Caption") -> str:
    if caption.kind == caption.Kind.DESCRIPTIONS:
        return gettext("%(language)s (audio description)") % {"language": caption.get_language_display()}
    return str(caption.get_language_display())


def _is_read_along(caption: "Caption") -> bool:
    return caption.kind in (caption.Kind.CAPTIONS, caption.Kind.SUBTITLES)


def _first(query: Mapping[str, Any], *names: str) -> str:
    return next((str(query[name]) for name in names if query.get(name)), "")


def _moment(text: str, duration: float | None) -> float | None:
    """Seconds within the film, None for what is no time."""
    try:
        moment = parse_clock(text)
    except ValueError:
        return None
    return min(moment, duration) if duration else moment


def _is_yes(query: Mapping[str, Any], name: str) -> bool:
    return name in query and str(query[name]).lower() in YES
