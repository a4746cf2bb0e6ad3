"""How a film is played: which files, which captions, from where to where."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext

from media import addresses
from media.sentences import gettext_noop
from media.times import parse_clock

if TYPE_CHECKING:
    from media.models import Caption, Chapter, Video, VideoFile

# A class of 25 at once: 720p needs 30-60 Mbit/s, 1080p twice that. So no player starts above it.
USUAL_LINES = 720
SMALL_LINES = 480
SMALL_PLAYER = "(max-width: 40rem)"  # below this width the small file looks the same
CAPTIONS_OFF = "off"
CAPTIONS_ON = "on"  # the usual ones
CAPTION_WORDS = {"0": CAPTIONS_OFF, "none": CAPTIONS_OFF, "false": CAPTIONS_OFF, "1": CAPTIONS_ON}
FILM_NAME = re.compile(r"(\d{2,4})p\.mp4", re.ASCII)
# What players call the films beside the main one, in the order of the menu. The keys begin their names.
ALTERNATES = {
    "audiodeskription": gettext_noop("With audio description"),
    "gebaerden": gettext_noop("With sign language"),
}
ALTERNATE_SIGNS = {"audiodeskription": "AD", "gebaerden": "DGS"}
PREVIEW_STRIP, PREVIEW_PLACES = "vorschau-streifen.jpg", "vorschau-streifen.vtt"
SPEEDS = (0.5, 0.75, 1, 1.25, 1.5, 1.75, 2)
USUAL_DRAWING = "places"
YES = {"1", "true", "yes", ""}
NO = {"0", "false", "no"}


@dataclass(frozen=True)
class Wishes:
    """What an address asks of the player; unknown and impossible wishes are passed over in silence.

    `start` and `end` are seconds within the film. `captions` is a language, `on`, `off`, or empty for what
    this viewer likes.
    """

    start: float = 0
    end: float | None = None
    captions: str = ""
    autoplay: bool = False
    loop: bool = False
    title: bool = True
    controls: bool = True

    @classmethod
    def of_query(cls, query: Mapping[str, str], duration: float | None) -> "Wishes":
        """Read `t`, `end`, `cc`, `autoplay`, `loop`, `title`, `controls`, and what other players call them."""
        start = _moment(_first(query, "t", "start"), duration) or 0
        end = _moment(_first(query, "end", "stop"), duration)
        captions = _first(query, "cc", "subtitle", "texttrack", "cc_lang_pref").lower()
        return cls(
            start=start,
            end=end if end and end > start else None,
            captions=CAPTION_WORDS.get(captions, captions),
            autoplay=_is_yes(query, "autoplay"),
            loop=_is_yes(query, "loop"),
            title=not _is_no(query, "title"),
            controls=not _is_no(query, "controls"),
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
class Alternate:
    """A film beside the main one that viewers may switch to; `kind` is `audiodeskription` or `gebaerden`."""

    kind: str
    label: str
    sources: list[Source]

    @property
    def sign(self) -> str:
        """What its button shows: the short sign that people look for."""
        return ALTERNATE_SIGNS.get(self.kind, self.label)


@dataclass(frozen=True)
class Player:
    """All that the template of the player prints.

    `films` are all qualities, smallest first; `sources` what a browser without script may choose from.
    `follows_address` is true for the one player that start and end in the address of the page speak of.
    """

    title: str
    sources: list[Source]
    tracks: list[Track]
    poster: str
    width: int
    height: int
    wishes: Wishes
    preload: str = "metadata"
    key: str = ""
    duration: float = 0
    films: list[Source] = field(default_factory=list)
    alternates: list[Alternate] = field(default_factory=list)
    chapters: "list[Chapter]" = field(default_factory=list)
    strip: str = ""
    drawing: str = USUAL_DRAWING
    download: str = ""
    transcript_url: str = ""
    count_url: str = ""
    follows_address: bool = False

    @property
    def read_along(self) -> list[Track]:
        """The tracks that are shown on the picture."""
        return [track for track in self.tracks if track.kind != "descriptions"]

    @property
    def qualities(self) -> list[int]:
        """Lines of the films to choose from, smallest first; of a single one there is no choice."""
        return [lines_in(source.url) for source in self.films] if len(self.films) > 1 else []

    @property
    def speeds(self) -> Sequence[float]:
        return SPEEDS

    @property
    def has_spoken_texts(self) -> bool:
        """Whether descriptions exist as text only: the device speaks them."""
        described = any(alternate.kind == "audiodeskription" for alternate in self.alternates)
        return not described and len(self.read_along) < len(self.tracks)

    @property
    def settings_json(self) -> str:
        """What the script needs beside the markup."""
        wishes = self.wishes
        versions = [("", self.films), *((one.kind, one.sources) for one in self.alternates)]
        settings = {
            "duration": self.duration,
            "start": wishes.start,
            "end": wishes.end,
            "follows": self.follows_address,
            "captions": wishes.captions,
            "versions": {
                kind: [{"lines": lines_in(source.url), "url": source.url} for source in films]
                for kind, films in versions
            },
            "strip": self.strip,
            "count": self.count_url,
        }
        return json.dumps(settings)


def player(
    video: "Video", title: str, language: str, wishes: Wishes | None = None, preload: str = "metadata"
) -> Player:
    """The player of a video with that spoken language. Only with wishes it follows the address of its page."""
    follows_address, wishes = wishes is not None, wishes or Wishes()
    if video.has_flashes:
        # Whoever must not see flashes reads the warning first.
        wishes = replace(wishes, autoplay=False)
    poster = poster_of(video, 1280)
    usual = language if wishes.captions in ("", CAPTIONS_ON) else wishes.captions
    return Player(
        title=title,
        sources=sources(video, wishes.fragment),
        tracks=tracks(video, usual),
        poster=addresses.file(video.key, poster.name) if poster else "",
        width=video.width or 16,
        height=video.height or 9,
        wishes=wishes,
        preload=preload,
        key=video.key,
        duration=video.duration or 0,
        films=every_film(video),
        alternates=alternates(video),
        chapters=list(video.chapters.all()) if follows_address else [],
        strip=addresses.file(video.key, PREVIEW_PLACES) if video.file_named(PREVIEW_STRIP) else "",
        drawing=USUAL_DRAWING if poster else drawing_of(video),
        download=download_of(video),
        count_url=count_url(video),
        follows_address=follows_address,
    )


def alternates(video: "Video") -> list[Alternate]:
    """The films beside the main one that are ready."""
    found = [Alternate(kind, gettext(label), every_film(video, kind)) for kind, label in ALTERNATES.items()]
    return [alternate for alternate in found if alternate.sources]


def every_film(video: "Video", kind: str = "") -> list[Source]:
    """All sizes of the main film or of one beside it, smallest first."""
    return [Source(addresses.file(video.key, film.name), film.content_type) for film in films_of(video, kind)]


def drawing_of(video: "Video") -> str:
    """The name of the line drawing that stands in for a missing picture: that of its occupation."""
    page = getattr(video, "page", None)
    links = page.occupation_links.all() if page else []
    return next((link.occupation.pictogram for link in links), USUAL_DRAWING)


def download_of(video: "Video") -> str:
    """The way out for a browser that cannot play the film; empty where the licence allows no copies."""
    film = usual_rendition(video)
    is_free = video.licence is not None and video.licence.is_free
    return addresses.download(video.key, film.name) if film and is_free else ""


def count_url(video: "Video") -> str:
    """Where plays are told."""
    return reverse("media:count", args=[video.key])


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


def usual_rendition(video: "Video", kind: str = "") -> "VideoFile | None":
    """The largest film up to 720 lines, or the smallest of those that are larger."""
    films = films_of(video, kind)
    fitting = [film for film in films if lines(film) <= USUAL_LINES]
    return fitting[-1] if fitting else next(iter(films), None)


def main_films(video: "Video") -> "list[VideoFile]":
    """The renditions of the film itself, smallest first, without versions for sign language and the like."""
    return films_of(video, "")


def films_of(video: "Video", kind: str) -> "list[VideoFile]":
    """The renditions of the film itself (no kind) or of one beside it, smallest first."""
    return sorted((film for film in video.renditions if film.alternate == kind and lines(film)), key=lines)


def lines(film: "VideoFile") -> int:
    """480 of `480p.mp4` and `gebaerden-480p.mp4`, whichever way the film stands; 0 for other names."""
    match = FILM_NAME.fullmatch(film.name.removeprefix(f"{film.alternate}-"))
    return int(match[1]) if match else 0


def lines_in(url: str) -> int:
    """480 of an address that ends in `480p.mp4`, also for other versions of the film."""
    match = FILM_NAME.search(url)
    return int(match[1]) if match else 0


def poster_of(video: "Video", width: int) -> "VideoFile | None":
    """The still picture for that width: 320, 640 or 1280."""
    return video.file_named(f"vorschau-{width}.jpg")


def tracks(video: "Video", chosen: str) -> list[Track]:
    """All text tracks; the captions in the chosen language are shown from the start."""
    found = video.public_captions
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


def _is_no(query: Mapping[str, Any], name: str) -> bool:
    return str(query.get(name, "")).lower() in NO
