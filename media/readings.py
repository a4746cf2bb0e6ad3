"""From what the programs print about a file to a `Probe`.

ffprobe prints everything as JSON. Where there is only an ffmpeg, its header (the lines it writes
about an input) names container, codecs and pixel format, and MediaInfo's JSON adds what the header
has only as prose. Both ways give the same `Probe`. Everything here is pure.
"""

import re
from fractions import Fraction
from typing import Any

from media.probe import AudioStream, Probe, Refusal, VideoStream

HDR_TRANSFERS = {"smpte2084", "arib-std-b67", "PQ", "HLG"}
UNTAGGED = {None, "", "unknown", "unspecified", "reserved"}
INTERLACED_ORDERS = {"tt", "bb", "tb", "bt"}
HEADER_FORMAT = re.compile(r"^Input #0, (?P<container>[\w,]+), from ", re.MULTILINE)
HEADER_DURATION = re.compile(r"^  Duration: (\d+):(\d\d):(\d\d\.\d+)", re.MULTILINE)
HEADER_STREAM = re.compile(
    r"^  Stream #0:\d+(?:\[0x[0-9a-f]+\])?(?:\(\w*\))?: (?P<kind>[A-Z][a-z]+): (?P<facts>.*)$", re.MULTILINE
)
HEADER_PICTURE = re.compile(
    r"(?P<codec>\w+)(?: \([^)]*\))*, (?P<pixels>\w+)(?:\([^)]*\))?, (?P<width>\d+)x(?P<height>\d+)"
)
HEADER_ASPECT = re.compile(r"SAR (\d+:\d+)")
HEADER_RATE = re.compile(r", (\d+(?:\.\d+)?) fps")
COVER_ART = ("(attached pic)", "(timed thumbnails)")
DEEP_PIXELS = re.compile(r"(?:p|gray|gbrap?|x2rgb|x2bgr|p0)(9|10|12|14|16)(?:le|be)$")
DEFAULT_BIT_DEPTH = 8
# An average that differs more than this from the basic rate means that frames are not evenly spaced.
UNEVEN = 0.01


def from_ffprobe(document: dict[str, Any], size: int) -> Probe:
    """Read the output of ``ffprobe -show_format -show_streams -of json``.

    `size` is in bytes; the duration is 0 where the file does not tell it. Raises Refusal.
    """
    streams = document["streams"]
    pictures = [stream for stream in streams if stream.get("codec_type") == "video" and not _is_cover(stream)]
    sounds = [stream for stream in streams if stream.get("codec_type") == "audio"]
    _require_picture(bool(pictures), bool(sounds))
    return Probe(
        container=document["format"]["format_name"],
        duration=_float(document["format"].get("duration")),
        size=size,
        streams=int(document["format"]["nb_streams"]),
        video=_ffprobe_video(pictures[0]),
        audio=_ffprobe_audio(sounds[0]) if sounds else None,
    )


def from_mediainfo(document: dict[str, Any], header: str, size: int) -> Probe:
    """Read MediaInfo's JSON together with the header that ffmpeg prints about the same file.

    `size` is in bytes; the duration is 0 where the file does not tell it. Raises Refusal.
    """
    streams = list(HEADER_STREAM.finditer(header))
    pictures = [
        stream["facts"]
        for stream in streams
        if stream["kind"] == "Video" and not any(cover in stream["facts"] for cover in COVER_ART)
    ]
    sounds = [stream["facts"] for stream in streams if stream["kind"] == "Audio"]
    _require_picture(bool(pictures), bool(sounds))
    container = HEADER_FORMAT.search(header)
    return Probe(
        container=container["container"] if container else "",
        duration=_header_duration(header),
        size=size,
        streams=len(streams),
        video=_mediainfo_video(_track(document, "Video"), pictures[0]),
        audio=_mediainfo_audio(_track(document, "Audio"), sounds[0]) if sounds else None,
    )


def _require_picture(has_picture: bool, has_sound: bool) -> None:
    if not has_picture:
        raise Refusal("no_video_stream" if has_sound else "unreadable")


def _is_cover(stream: dict[str, Any]) -> bool:
    disposition = stream.get("disposition", {})
    return bool(disposition.get("attached_pic") or disposition.get("timed_thumbnails"))


def _ffprobe_video(stream: dict[str, Any]) -> VideoStream:
    rotations = [entry["rotation"] for entry in stream.get("side_data_list", []) if "rotation" in entry]
    average, basic = _rate(stream.get("avg_frame_rate")), _rate(stream.get("r_frame_rate"))
    is_interlaced = stream.get("field_order") in INTERLACED_ORDERS
    return _video(
        codec=stream.get("codec_name", ""),
        size=(int(stream.get("width", 0)), int(stream.get("height", 0))),
        aspect=_ratio(stream.get("sample_aspect_ratio")),
        # ffprobe counts anticlockwise.
        rotation=-float(rotations[0]) if rotations else 0.0,
        fps=average or basic,
        pixel_format=stream.get("pix_fmt", ""),
        transfer=stream.get("color_transfer"),
        matrix=stream.get("color_space"),
        is_interlaced=is_interlaced,
        is_variable_frame_rate=_is_uneven(average, basic, is_interlaced),
    )


def _mediainfo_video(track: dict[str, Any], facts: str) -> VideoStream:
    picture = HEADER_PICTURE.match(facts)
    if picture is None:
        raise Refusal("unreadable")
    aspect = HEADER_ASPECT.search(facts)
    return _video(
        codec=picture["codec"],
        size=(int(picture["width"]), int(picture["height"])),
        aspect=_ratio(aspect[1] if aspect else None),
        rotation=_float(track.get("Rotation")),
        fps=_mediainfo_rate(track) or _header_rate(facts),
        pixel_format=picture["pixels"],
        transfer=track.get("transfer_characteristics"),
        matrix=track.get("matrix_coefficients"),
        is_interlaced=track.get("ScanType") in ("Interlaced", "MBAFF"),
        is_variable_frame_rate=_mediainfo_rate(track) > 0 and track.get("FrameRate_Mode") == "VFR",
    )


def _video(
    *,
    codec: str,
    size: tuple[int, int],
    aspect: Fraction,
    rotation: float,
    fps: float,
    pixel_format: str,
    transfer: str | None,
    matrix: str | None,
    is_interlaced: bool,
    is_variable_frame_rate: bool,
) -> VideoStream:
    """Turn stored sizes into shown ones; `size` is as stored, `aspect` the shape of one pixel."""
    coded_width, coded_height = size
    if coded_width <= 0 or coded_height <= 0:
        raise Refusal("unreadable")
    shown = (round(coded_width * aspect), coded_height)
    quarter_turns = round(rotation / 90) % 4
    width, height = reversed(shown) if quarter_turns % 2 else shown
    depth = DEEP_PIXELS.search(pixel_format)
    return VideoStream(
        codec=codec,
        width=width,
        height=height,
        coded_width=coded_width,
        coded_height=coded_height,
        rotation=quarter_turns * 90,
        fps=round(fps, 3),
        pixel_format=pixel_format,
        bit_depth=int(depth[1]) if depth else DEFAULT_BIT_DEPTH,
        is_hdr=transfer in HDR_TRANSFERS,
        is_interlaced=is_interlaced,
        is_variable_frame_rate=is_variable_frame_rate,
        # ffmpeg's "yuvj" are the colours of JPEG, also where no tag says so.
        has_colour_matrix=matrix not in UNTAGGED or pixel_format.startswith("yuvj"),
    )


def _ffprobe_audio(stream: dict[str, Any]) -> AudioStream:
    return AudioStream(
        codec=stream.get("codec_name", ""),
        channels=int(stream.get("channels", 0)),
        sample_rate=int(stream.get("sample_rate", 0)),
    )


def _mediainfo_audio(track: dict[str, Any], facts: str) -> AudioStream:
    codec = re.match(r"\w*", facts)
    return AudioStream(
        codec=codec[0] if codec else "",
        channels=_first_number(track.get("Channels")),
        sample_rate=_first_number(track.get("SamplingRate")),
    )


def _track(document: dict[str, Any], kind: str) -> dict[str, Any]:
    """MediaInfo's first track of a kind, empty where it found none."""
    tracks = (document.get("media") or {}).get("track", [])
    return next((track for track in tracks if track.get("@type") == kind), {})


def _mediainfo_rate(track: dict[str, Any]) -> float:
    numerator, denominator = _float(track.get("FrameRate_Num")), _float(track.get("FrameRate_Den"))
    return numerator / denominator if denominator else _float(track.get("FrameRate"))


def _header_rate(facts: str) -> float:
    match = HEADER_RATE.search(facts)
    return float(match[1]) if match else 0.0


def _header_duration(header: str) -> float:
    match = HEADER_DURATION.search(header)
    if match is None:
        return 0.0
    hours, minutes, seconds = match.groups()
    return int(hours) * 3600 + int(minutes) * 60 + float(seconds)


def _is_uneven(average: float, basic: float, is_interlaced: bool) -> bool:
    """Compare mean and basic frame rate; the basic rate of interlaced film may count fields."""
    if not average or not basic:
        return False
    candidates = [basic, basic / 2] if is_interlaced else [basic]
    return all(abs(average - candidate) > UNEVEN * average for candidate in candidates)


def _rate(text: str | None) -> float:
    return float(_fraction(text, "/", Fraction(0)))


def _ratio(text: str | None) -> Fraction:
    """The shape of a pixel; square where the file says nothing or nonsense."""
    return _fraction(text, ":", Fraction(1)) or Fraction(1)


def _fraction(text: str | None, sign: str, default: Fraction) -> Fraction:
    numerator, _, denominator = (text or "").partition(sign)
    if not (numerator.isdecimal() and denominator.isdecimal()) or int(denominator) == 0:
        return default
    return Fraction(int(numerator), int(denominator))


def _float(text: str | None) -> float:
    """A number as the programs print it, 0 for ``N/A`` and what is missing."""
    try:
        number = float(text or 0)
    except ValueError:
        return 0.0
    return number if 0 <= number < float("inf") else 0.0


def _first_number(text: str | None) -> int:
    """MediaInfo writes ``6`` or, with several readings of one stream, ``2 / 6``."""
    match = re.match(r"\d+", text or "")
    return int(match[0]) if match else 0
