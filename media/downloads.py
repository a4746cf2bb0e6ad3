"""The files of a video to take along: films, texts, the still picture."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from media import addresses
from media.captions import to_srt
from media.playback import films_of, lines, main_films, poster_of, track_label
from media.transcripts import FILE_NAME, transcript

if TYPE_CHECKING:
    from media.models import Video, VideoFile, VideoPage

ALTERNATES = {
    "audiodeskription": _("MP4 %(lines)s with audio description"),
    "gebaerden": _("MP4 %(lines)s in sign language"),
}
POSTER_WIDTHS = (1280, 640, 320)
LARGEST_ARCHIVE = zipfile.ZIP64_LIMIT  # bytes; above it many programs and platforms cannot read one


@dataclass(frozen=True)
class Download:
    """A file to take along; `size` in bytes."""

    label: str
    url: str
    size: int


def film_download(video: "Video", film: "VideoFile") -> Download:
    label = f"MP4 {film.name.removesuffix('.mp4')}"
    return Download(label, addresses.download(video.key, film.name), film.size)


def film_downloads(video: "Video") -> Iterator[Download]:
    """The film in each quality, smallest first; then its versions for those who do not hear or see it."""
    for film in main_films(video):
        yield film_download(video, film)
    for kind, label in ALTERNATES.items():
        for film in films_of(video, kind):
            yield Download(
                label % {"lines": f"{lines(film)}p"}, addresses.download(video.key, film.name), film.size
            )


def text_downloads(page: "VideoPage") -> Iterator[Download]:
    """Captions as VTT and SRT, and the transcript."""
    video = page.recording
    for caption in video.public_captions:
        names = {"language": track_label(caption)}
        yield Download(
            gettext("Captions %(language)s (VTT)") % names,
            addresses.download(video.key, caption.file_name),
            len(caption.vtt.encode()),
        )
        yield Download(
            gettext("Captions %(language)s (SRT)") % names,
            addresses.download(video.key, caption.file_name.replace(".vtt", ".srt")),
            len(to_srt(caption.cues).encode()),
        )
    if text := transcript(video):
        yield Download(
            gettext("Transcript (TXT)"), addresses.download(video.key, FILE_NAME), len(text.encode())
        )


def poster_download(video: "Video") -> Iterator[Download]:
    """The still picture, in its largest version."""
    posters = (poster_of(video, width) for width in POSTER_WIDTHS)
    if poster := next(filter(None, posters), None):
        yield Download(
            gettext("Still picture (JPG)"), addresses.download(video.key, poster.name), poster.size
        )
