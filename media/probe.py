"""What a film file contains, and which films the library takes.

`Probe` is the same whichever program looked into the file; `check` compares it with the limits.
The limits are the table 3a of the library's design; programs get them as options as well, so that
a file that lies about itself meets them a second time.
"""

from dataclasses import dataclass
from typing import Any

from media.sentences import SpokenError, gettext_noop

MAX_DURATION = 2 * 60 * 60  # seconds; a lesson with reserve
MAX_SIDE = 8192  # pixels, the widest that players and H.264 level 6.2 know
MIN_SIDE = 32  # pixels; below this nothing can be recognised and encoders begin to fail
MAX_PIXELS = 35_389_440  # width x height: 8192 x 4320, the largest cinema format
MAX_FRAME_RATE = 120  # frames a second, slow motion of telephones
MAX_STREAMS = 16  # pictures, sounds and subtitles together

SENTENCES = {
    "empty_file": gettext_noop("The file is empty. Choose it again, or copy it anew from the camera."),
    "truncated": gettext_noop(
        "The file is incomplete: its end is missing. Copy it anew from the camera and upload it once more."
    ),
    "unreadable": gettext_noop(
        "The file cannot be read. It may be damaged. Export the film again as MP4 and upload that file."
    ),
    "not_a_video": gettext_noop(
        "The file is not a film that we can read. Please upload MP4, MOV, WebM, MKV, AVI, MPEG, OGG, WMV or FLV."
    ),
    "animated_image": gettext_noop(
        "The file is an animated picture, not a film. Export it as MP4 and upload that file."
    ),
    "no_video_stream": gettext_noop(
        "The file holds sound but no moving picture. Please upload the film with its picture."
    ),
    "too_long": gettext_noop(
        "The film is %(actual)s minutes long; at most %(limit)s are possible. Divide it into parts."
    ),
    "too_many_pixels": gettext_noop(
        "The picture of %(width)s × %(height)s pixels is too large. Export the film in 3840 × 2160 or smaller."
    ),
    "too_small": gettext_noop(
        "The picture of %(width)s × %(height)s pixels is too small. Export the film with at least 640 × 360."
    ),
    "too_many_streams": gettext_noop(
        "The file holds %(actual)s tracks; at most %(limit)s are possible. Export the film with one picture and one sound."
    ),
    "too_many_frames": gettext_noop(
        "The film has %(actual)s frames per second; at most %(limit)s are possible. Export it with 25 or 30."
    ),
}


class Refusal(SpokenError):  # noqa: N818 - not a fault of the program but an answer to people
    """The library does not take this file; `message` says why and what to do."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code, SENTENCES[code], **values)


@dataclass(frozen=True)
class VideoStream:
    """The picture that is shown: the first one that is no cover art."""

    codec: str  # ffmpeg's name, such as "h264"
    width: int  # pixels as shown: upright and with square pixels
    height: int
    coded_width: int  # pixels as stored
    coded_height: int
    rotation: int  # degrees clockwise that the player turns the stored picture: 0, 90, 180 or 270
    fps: float  # frames a second in the mean; 0 if unknown
    pixel_format: str  # ffmpeg's name, such as "yuv420p"
    bit_depth: int  # bits per channel
    is_hdr: bool  # HLG or PQ transfer: needs tone mapping for ordinary screens
    is_interlaced: bool
    is_variable_frame_rate: bool
    has_colour_matrix: bool  # the file says how its colours are to be read


@dataclass(frozen=True)
class AudioStream:
    """The first sound of the file."""

    codec: str  # ffmpeg's name, such as "aac"
    channels: int
    sample_rate: int  # samples a second


@dataclass(frozen=True)
class Probe:
    """What a film file contains."""

    container: str  # ffmpeg's name of the format, such as "mov,mp4,m4a,3gp,3g2,mj2"
    duration: float  # seconds
    size: int  # bytes
    streams: int  # how many of any kind
    video: VideoStream
    audio: AudioStream | None  # None: a silent film

    @property
    def width(self) -> int:
        return self.video.width

    @property
    def height(self) -> int:
        return self.video.height

    @property
    def short_side(self) -> int:
        """What people call the quality: 1080 for 1920 × 1080 and for 1080 × 1920."""
        return min(self.width, self.height)

    @property
    def bitrate(self) -> int:
        """Bits a second of the whole file."""
        return round(self.size * 8 / self.duration)


def check(probe: Probe) -> None:
    """Raise Refusal for the first limit that the film exceeds."""
    video = probe.video
    if probe.streams > MAX_STREAMS:
        raise Refusal("too_many_streams", actual=probe.streams, limit=MAX_STREAMS)
    if probe.duration > MAX_DURATION:
        raise Refusal("too_long", actual=round(probe.duration / 60), limit=MAX_DURATION // 60)
    _check_size(video.coded_width, video.coded_height)
    _check_size(video.width, video.height)
    if video.fps > MAX_FRAME_RATE:
        raise Refusal("too_many_frames", actual=round(video.fps), limit=MAX_FRAME_RATE)


def _check_size(width: int, height: int) -> None:
    if max(width, height) > MAX_SIDE or width * height > MAX_PIXELS:
        raise Refusal("too_many_pixels", width=width, height=height)
    if min(width, height) < MIN_SIDE:
        raise Refusal("too_small", width=width, height=height)
