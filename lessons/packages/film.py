"""A video as every package carries it: its film, captions, words and licence line."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString

from lessons.packages.archive import Member
from media.attribution import attribution_html, attribution_text, page_url
from media.delivery import Content
from media.paragraphs import Paragraph, transcript_text
from media.playback import lines, main_films, poster_of, track_label
from media.transcripts import spoken_captions

if TYPE_CHECKING:
    from media.models import VideoFile, VideoPage

# What fits a school network and most limits of uploads comes first; larger ones fill a stick for nothing.
PACKAGED_LINES = (480, 720)
POSTER_WIDTH = 640
FOLDER = "medien"


def packaged_films(page: "VideoPage") -> "list[VideoFile]":
    """The sizes to choose from, smallest first; of a film that comes in others only, its smallest."""
    films = main_films(page.recording)
    return [film for film in films if lines(film) in PACKAGED_LINES] or films[:1]


def film_of(page: "VideoPage", wished: str) -> "VideoFile | None":
    """The film of that size, for example `480`; the first of all where nothing else is wished."""
    films = packaged_films(page)
    if not wished:
        return next(iter(films), None)
    return next((film for film in films if str(lines(film)) == wished), None)


@dataclass(frozen=True)
class PackagedTrack:
    """A text track beside the film."""

    name: str
    kind: str
    language: str
    label: str
    vtt: str
    is_default: bool


@dataclass(frozen=True)
class PackagedFilm:
    """What the page of a package shows; all addresses are relative to that page."""

    page: "VideoPage"
    film: "VideoFile"

    @property
    def title(self) -> str:
        return self.page.title

    @property
    def language(self) -> str:
        return self.page.language

    @property
    def duration(self) -> float:
        return self.page.recording.duration or 0

    @property
    def film_name(self) -> str:
        return f"{FOLDER}/{self.film.name}"

    @property
    def poster(self) -> "VideoFile | None":
        return poster_of(self.page.recording, POSTER_WIDTH)

    @property
    def poster_name(self) -> str:
        return f"{FOLDER}/{self.poster.name}" if self.poster else ""

    @property
    def tracks(self) -> list[PackagedTrack]:
        return [
            PackagedTrack(
                name=f"{FOLDER}/{track.file_name}",
                kind=track.kind,
                language=track.language,
                label=track_label(track),
                vtt=track.vtt,
                is_default=track.kind == track.Kind.CAPTIONS and track.language == self.page.language,
            )
            for track in self.page.recording.public_captions
        ]

    @cached_property
    def paragraphs(self) -> list[Paragraph]:
        """The transcript, empty where nobody speaks."""
        track = spoken_captions(self.page.recording)
        return track.paragraphs if track else []

    @property
    def transcript(self) -> str:
        return transcript_text(self.paragraphs)

    @property
    def safety_note(self) -> str:
        return self.page.safety_note

    @property
    def attribution_html(self) -> SafeString:
        return attribution_html(self.page)

    @property
    def attribution(self) -> str:
        return attribution_text(self.page)

    @property
    def page_url(self) -> str:
        return page_url(self.page)

    @property
    def members(self) -> list[Member]:
        """Film, still picture and text tracks, under the names that the page uses."""
        return list(self._members())

    def _members(self) -> Iterator[Member]:
        yield Member(self.film_name, stored(self.film))
        if self.poster:
            yield Member(self.poster_name, stored(self.poster))
        for track in self.tracks:
            yield Member.of_text(track.name, track.vtt)


def stored(file: "VideoFile") -> Content:
    return Content.of_file(file.file, file.content_type, file.size, file.sha256)
