"""The spoken words of a video as text."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from media.models import Caption, Video

FILE_NAME = "transkript.txt"


def spoken_captions(video: "Video") -> "Caption | None":
    """The captions in the language of the page, or the first there are while no page publishes the video."""
    page = getattr(video, "page", None)
    if page is not None:
        return video.caption_in(page.language)
    return next((track for track in video.public_captions if track.kind == track.Kind.CAPTIONS), None)


def transcript(video: "Video") -> str:
    """The whole text with its paragraphs, empty for a video without speech."""
    track = spoken_captions(video)
    return track.transcript if track else ""
