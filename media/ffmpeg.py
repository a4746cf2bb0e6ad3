"""What the site asks of ffmpeg, ffprobe and MediaInfo: looking into films, encoding, still pictures.

Uploads are hostile until proven otherwise. So each program gets a list of the formats and protocols
that it may read, and is started by `media.runner` alone. Exit codes are never believed: what was
written is probed again.

Nothing here knows Django. The path of ffmpeg may come from the settings as `program`; without it
ffmpeg is looked for on PATH and in the package imageio-ffmpeg, which brings no ffprobe.
"""

import functools
import json
import os
import re
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import imageio_ffmpeg

from media import containers, encoding, jail, readings, runner
from media.probe import MAX_PIXELS, Probe, Refusal
from media.sentences import SpokenError, gettext_noop

# The demuxers a film may use. No playlists (hls, dash, concat), devices or picture sequences: they
# name further files, and ffmpeg would put another group's film or a secret into the output.
FILM_FORMATS = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpeg,mpegts,ogg,asf,flv"
STILL_FORMATS = "png_pipe,jpeg_pipe,webp_pipe"
SOUND_FORMATS = "wav,mov,mp4,m4a,3gp,3g2,mj2,ogg,mp3,flac"

PROBE_SECONDS = 30  # wall clock
MIN_WORK_SECONDS = 600  # wall clock
WORK_FACTOR = 20  # wall clock per second of film; 1080p needs 2 on one core
BYTES_PER_SECOND = 2_000_000  # of output; 16 Mbit/s, thrice the highest ceiling
SPARE_BYTES = 64 * 1024**2
MAX_THREADS = 8  # per program; more only cost memory
DETAIL = 4096  # bytes of the last messages for staff
# How much shorter or longer an output may be: 2 % or one second, and a quarter of very short films.
TOLERATED_SHARE = 0.02
TOLERATED_SECONDS = 1.0
TOLERATED_SHARE_OF_SHORT_FILMS = 0.25

PROBE_LIMITS = jail.Limits(seconds=PROBE_SECONDS, processor_seconds=PROBE_SECONDS, file_size=SPARE_BYTES)

MEDIAINFO = Path(__file__).with_name("mediainfo_json.py")

SENTENCES = {
    "program_missing": gettext_noop(
        "The program ffmpeg is missing on the server, so films cannot be processed. Please tell the operators."
    ),
    "stopped": gettext_noop("The processing was stopped. It starts again by itself."),
    "time_limit": gettext_noop(
        "The processing took longer than allowed and was ended. It is tried again later."
    ),
    "no_space": gettext_noop("There was no space left on the server. The processing is tried again later."),
    "damaged": gettext_noop(
        "The film is damaged and cannot be converted. Export it again as MP4 and upload that file."
    ),
    "output_differs": gettext_noop(
        "Only a part of the film could be converted; the file is probably damaged or incomplete. "
        "Copy it anew from the camera and upload it once more."
    ),
    "failed": gettext_noop("The film could not be converted. It is tried again later."),
}
PERMANENT = {"damaged", "output_differs"}
# What ffmpeg 5 to 9 say, in the order in which it is looked for.
MESSAGES = (
    ("No space left on device", "no_space"),
    ("File too large", "no_space"),
    ("Cannot allocate memory", "failed"),
    ("Invalid data found", "damaged"),
    ("exceeds specified max pixel count", "damaged"),
    ("not on whitelist", "damaged"),
    ("matches no streams", "damaged"),
)
TOO_MANY_PIXELS = re.compile(r"Picture size (?P<width>\d{1,9})x(?P<height>\d{1,9}) exceeds")


class FfmpegError(SpokenError):
    """Work on a film failed; `message` is for people, `detail` (last lines of the program) for staff."""

    def __init__(self, code: str, detail: str = "") -> None:
        self.detail = detail
        super().__init__(code, SENTENCES[code])

    @property
    def is_permanent(self) -> bool:
        """Whether trying again is in vain because the file itself is the reason."""
        return self.code in PERMANENT


def find_ffmpeg(configured: str = "") -> str:
    """Return the path of ffmpeg: the configured one, else that of PATH, else the packaged one.

    A configured program that is not there is an error, not a reason to use another in silence.
    """
    found = shutil.which(configured or "ffmpeg") or (None if configured else _packaged_ffmpeg())
    if not found:
        raise FfmpegError("program_missing", configured)
    return str(Path(found).absolute())  # programs start in another folder


def find_ffprobe(ffmpeg: str) -> str | None:
    """Return the ffprobe beside `ffmpeg`, else that of PATH, else None."""
    return shutil.which(str(Path(ffmpeg).with_name("ffprobe"))) or shutil.which("ffprobe")


def jail_available(program: str = "") -> bool:
    """Whether ffmpeg runs in a jail here: `bwrap` is installed and the system lets it work."""
    return bool(runner.jail_for(find_ffmpeg(program)))


def probe(path: Path, *, program: str = "", _back_end: str = "") -> Probe:
    """Look into a film file.

    Raises Refusal if it is none, and FfmpegError if the server cannot look. The limits are a second
    step, `media.probe.check`. `_back_end` ("ffprobe" or "mediainfo") is for the tests; by itself
    ffprobe is used where there is one.
    """
    return _look(path, find_ffmpeg(program), _back_end)


def transcode(
    source: Path,
    target: Path,
    *,
    probe: Probe,
    height: int,
    program: str = "",
    on_progress: Callable[[float], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Probe:
    """Write the rendition with a short side of `height` pixels to `target` and return its probe.

    `on_progress` hears the share that is done (0 to 1) about twice a second; `should_stop` is asked
    as often. `target` appears only when it is whole. Raises FfmpegError.
    """
    ffmpeg = find_ffmpeg(program)
    progress = _Progress(probe.duration, on_progress) if on_progress else None
    with runner.workplace(source) as place:
        gain = _measured_gain(ffmpeg, place, probe, should_stop) if probe.audio else 0.0
        options = encoding.film(probe, height, _has_zscale(ffmpeg), gain)
        command = [*_ffmpeg_command(ffmpeg), *_input(place.inputs[0]), *options, f"file:{place.output}"]
        _work(command, place, probe.duration, progress, should_stop)
        made = _verified(place.output, probe, ffmpeg)
        _deliver(place.output, target)
    return made


def extract_poster(source: Path, target: Path, *, probe: Probe, program: str = "") -> None:
    """Write the most typical frame of the first half minute as JPEG, at most 1280 pixels wide."""
    ffmpeg = find_ffmpeg(program)
    _make_file(
        ffmpeg, source, target, FILM_FORMATS, encoding.poster(probe, _has_zscale(ffmpeg)), probe.duration
    )


def scale_poster(source: Path, target: Path, width: int, *, program: str = "") -> None:
    """Write the picture `source` as JPEG of at most `width` pixels."""
    _make_file(find_ffmpeg(program), source, target, STILL_FORMATS, encoding.smaller_poster(width), 0)


def render_clip(
    frames: Sequence[tuple[Path, float]], target: Path, *, audio: Path | None = None, program: str = ""
) -> Probe:
    """Make an MP4 from (PNG file, seconds it stands) in order, with or without a sound.

    The size is that of the first picture; others are fitted into it. The sound is cut or continued
    by silence to the length of the pictures. Returns the probe of the film.
    """
    ffmpeg = find_ffmpeg(program)
    pictures = [picture for picture, _ in frames]
    seconds = [length for _, length in frames]
    options = encoding.clip(seconds, _png_size(pictures[0]), audio is not None)
    with runner.workplace(*pictures, *([audio] if audio else [])) as place:
        inputs = [_input(path, STILL_FORMATS) for path in place.inputs[: len(pictures)]]
        inputs += [_input(path, SOUND_FORMATS) for path in place.inputs[len(pictures) :]]
        command = [*_ffmpeg_command(ffmpeg), *(word for words in inputs for word in words), *options]
        _work([*command, f"file:{place.output}"], place, sum(seconds))
        made = _look(place.output, ffmpeg)
        _deliver(place.output, target)
    return made


def _look(path: Path, ffmpeg: str, back_end: str = "") -> Probe:
    size = _checked_size(path)
    ffprobe = find_ffprobe(ffmpeg) if back_end != "mediainfo" else None
    with runner.workplace(path) as place:
        try:
            found = _read_ffprobe(ffprobe, place, size) if ffprobe else _read_mediainfo(ffmpeg, place, size)
            return found if found.duration else replace(found, duration=_measured_duration(ffmpeg, place))
        except runner.TimeLimitError as error:
            raise Refusal("unreadable") from error


def _checked_size(path: Path) -> int:
    """Size in bytes of a file whose outside is that of a whole film; raises Refusal otherwise."""
    with path.open("rb") as file:
        head = file.read(containers.HEAD)
        if not head:
            raise Refusal("empty_file")
        if containers.is_truncated(file, containers.identify(head)):
            raise Refusal("truncated")
        return file.seek(0, os.SEEK_END)


def _read_ffprobe(ffprobe: str, place: runner.Workplace, size: int) -> Probe:
    words = ["-v", "error", *_guards(FILM_FORMATS), "-show_format", "-show_streams", "-of", "json"]
    ended = runner.run([ffprobe, *words, f"file:{place.inputs[0]}"], place, PROBE_LIMITS)
    document = _json(ended)
    if "format" not in document or "streams" not in document:
        raise _unread(ended)
    return readings.from_ffprobe(document, size)


def _read_mediainfo(ffmpeg: str, place: runner.Workplace, size: int) -> Probe:
    """ffmpeg goes first: what its list of formats refuses never reaches MediaInfo."""
    command = [*_ffmpeg_command(ffmpeg), "-v", "info", *_input(place.inputs[0])]
    header = runner.run(command, place, PROBE_LIMITS)
    if not readings.HEADER_FORMAT.search(header.messages):
        raise _unread(header)
    command = [sys.executable, "-I", str(MEDIAINFO), str(place.inputs[0])]
    ended = runner.run(command, place, PROBE_LIMITS, readable=[*jail.python_folders(), MEDIAINFO])
    return readings.from_mediainfo(_json(ended), header.messages, size)


def _json(ended: runner.Ended) -> dict[str, Any]:
    try:
        document = json.loads(ended.output)
    except ValueError as error:
        raise _unread(ended) from error
    return document if isinstance(document, dict) else {}


def _unread(ended: runner.Ended) -> Refusal:
    """Why a program could not open the file, by what it said about it."""
    size = TOO_MANY_PIXELS.search(ended.messages)
    if size:
        return Refusal("too_many_pixels", width=int(size["width"]), height=int(size["height"]))
    return Refusal("not_a_video" if "whitelist" in ended.messages else "unreadable")


def _measured_duration(ffmpeg: str, place: runner.Workplace) -> float:
    """Read the film to its end without decoding: recordings of browsers do not tell their length."""
    progress = _Progress(1.0, lambda share: None)
    options = ["-map", "0:V:0", "-map", "0:a:0?", "-c", "copy", "-f", "null", "-"]
    command = [*_ffmpeg_command(ffmpeg), *_input(place.inputs[0]), *options]
    runner.run(command, place, PROBE_LIMITS, progress.feed)
    if not progress.seconds:
        raise Refusal("unreadable")
    return progress.seconds


def _measured_gain(
    ffmpeg: str, place: runner.Workplace, probe: Probe, should_stop: Callable[[], bool] | None
) -> float:
    """How many dB louder the film must become. Costs a fiftieth of the encoding: only sound is decoded."""
    command = [*_ffmpeg_command(ffmpeg), "-v", "info", *_input(place.inputs[0]), *encoding.loudness()]
    ended = _run_on_film(command, place, probe.duration, None, should_stop)
    return encoding.gain(ended.messages)


def _verified(output: Path, source: Probe, ffmpeg: str) -> Probe:
    """Probe what was written: a full disk or a cut source leave a short film and exit code 0."""
    try:
        made = _look(output, ffmpeg)
    except Refusal as refusal:
        raise FfmpegError("failed", refusal.message) from refusal
    seconds = min(TOLERATED_SECONDS, TOLERATED_SHARE_OF_SHORT_FILMS * source.duration)
    tolerance = max(TOLERATED_SHARE * source.duration, seconds)
    is_as_long = abs(made.duration - source.duration) <= tolerance
    if not is_as_long or (source.audio and not made.audio):
        raise FfmpegError("output_differs", f"source: {source}\noutput: {made}"[-DETAIL:])
    return made


def _make_file(
    ffmpeg: str, source: Path, target: Path, formats: str, options: list[str], seconds: float
) -> None:
    """Run one input through ffmpeg into one file that must not be empty."""
    with runner.workplace(source) as place:
        read = _input(place.inputs[0], formats)
        command = [*_ffmpeg_command(ffmpeg), *read, *options, f"file:{place.output}"]
        ended = _work(command, place, seconds)
        if not place.output.is_file() or place.output.stat().st_size == 0:
            raise FfmpegError("damaged", ended.messages[-DETAIL:])
        _deliver(place.output, target)


def _deliver(made: Path, target: Path) -> None:
    """Move a finished file to `target` in one step, also from another file system."""
    part = target.with_name(f".{target.name}.part")
    shutil.move(made, part)
    part.replace(target)


def _png_size(picture: Path) -> tuple[int, int]:
    """Width and height from the header of a PNG (its first chunk is always IHDR)."""
    with picture.open("rb") as file:
        head = file.read(24)
    return int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:24], "big")


def _packaged_ffmpeg() -> str | None:
    try:
        return imageio_ffmpeg.get_ffmpeg_exe()
    except RuntimeError:
        return None


def _ffmpeg_command(ffmpeg: str) -> list[str]:
    return [ffmpeg, "-nostdin", "-hide_banner", "-v", "error", "-nostats", "-progress", "pipe:1", "-y"]


def _input(path: Path, formats: str = FILM_FORMATS) -> list[str]:
    """Options of one input. ``file:`` keeps a name from being taken for an option or an address."""
    return [*_guards(formats), "-threads", str(_threads()), "-i", f"file:{path}"]


def _guards(formats: str) -> list[str]:
    return ["-protocol_whitelist", "file", "-format_whitelist", formats, "-max_pixels", str(MAX_PIXELS)]


def _threads() -> int:
    return min(os.cpu_count() or 1, MAX_THREADS)


@functools.cache
def _has_zscale(ffmpeg: str) -> bool:
    with runner.workplace() as place:
        ended = runner.run([ffmpeg, "-hide_banner", "-filters"], place, PROBE_LIMITS)
    return b" zscale " in ended.output


class _Progress:
    """Reads the lines of ``-progress`` and remembers how many seconds of film are written."""

    def __init__(self, duration: float, on_progress: Callable[[float], None]) -> None:
        self.duration = duration
        self.on_progress = on_progress
        self.seconds = 0.0
        self.rest = b""

    def feed(self, chunk: bytes) -> None:
        *lines, self.rest = (self.rest + chunk).split(b"\n")
        for line in lines:
            name, _, value = line.partition(b"=")
            if name == b"out_time_us" and value.strip().isdigit():
                self.seconds = int(value) / 1_000_000
                self.on_progress(min(1.0, self.seconds / self.duration))


def _run_on_film(
    command: list[str],
    place: runner.Workplace,
    seconds: float,
    progress: _Progress | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> runner.Ended:
    """Run ffmpeg on `seconds` of film; raises FfmpegError if it takes too long or is stopped."""
    hear = progress.feed if progress else None
    try:
        return runner.run(command, place, _work_limits(seconds), hear, should_stop)
    except runner.TimeLimitError as error:
        raise FfmpegError("time_limit") from error
    except runner.StoppedError as error:
        raise FfmpegError("stopped") from error


def _work(
    command: list[str],
    place: runner.Workplace,
    seconds: float,
    progress: _Progress | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> runner.Ended:
    """Run ffmpeg on `seconds` of film; every way to fail becomes an FfmpegError."""
    ended = _run_on_film(command, place, seconds, progress, should_stop)
    code = _failure(ended.messages)
    # ffmpeg may complain of a full disk and end with 0 all the same.
    if ended.code != 0 or code == "no_space":
        raise FfmpegError(code, ended.messages[-DETAIL:])
    return ended


def _work_limits(seconds: float) -> jail.Limits:
    wall = max(MIN_WORK_SECONDS, WORK_FACTOR * seconds)
    size = int(seconds * BYTES_PER_SECOND) + SPARE_BYTES
    return jail.Limits(seconds=wall, processor_seconds=int(wall) * _threads(), file_size=size)


def _failure(messages: str) -> str:
    return next((code for words, code in MESSAGES if words in messages), "failed")
