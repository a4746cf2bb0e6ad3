"""The programs that look into films and make them: where they are, how they are called, how they fail.

Uploads are hostile until proven otherwise. So each program gets a list of the formats and protocols
that it may read, and is started by `media.runner` alone.

The path of ffmpeg may come from the settings; without it ffmpeg is looked for on PATH and in the package
imageio-ffmpeg, which brings no ffprobe.
"""

import functools
import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import imageio_ffmpeg

from media import jail, runner
from media.probe import MAX_PIXELS
from media.sentences import ProgramError, gettext_noop

# The demuxers a film may use. No playlists (hls, dash, concat), devices or picture sequences: they
# name further files, and ffmpeg would put another group's film or a secret into the output.
FILM_FORMATS = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpeg,mpegts,ogg,asf,flv"
STILL_FORMATS = "png_pipe,jpeg_pipe,webp_pipe"
SOUND_FORMATS = "wav,mov,mp4,m4a,3gp,3g2,mj2,ogg,mp3,flac"

ENCODERS = {"libx264", "aac", "mjpeg"}
FILTERS = {"scale", "fps", "yadif", "tile", "ebur128", "alimiter", "zscale", "tonemap"}

PROBE_SECONDS = 30  # wall clock
MIN_WORK_SECONDS = 600  # wall clock
WORK_FACTOR = 20  # wall clock per second of film; 1080p needs 2 on one core
BYTES_PER_SECOND = 2_000_000  # of output; 16 Mbit/s, thrice the highest ceiling
SPARE_BYTES = 64 * 1024**2
MAX_THREADS = 8  # per program; more only cost memory
DETAIL = 4096  # bytes of the last messages for staff
KILLED = {-signal.SIGKILL, 128 + signal.SIGKILL}  # exit codes; a memory that runs short kills so

PROBE_LIMITS = jail.Limits(seconds=PROBE_SECONDS, processor_seconds=PROBE_SECONDS, file_size=SPARE_BYTES)

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
    ("Cannot allocate memory", "failed"),
    ("Invalid data found", "damaged"),
    ("exceeds specified max pixel count", "damaged"),
    ("not on whitelist", "damaged"),
    ("matches no streams", "damaged"),
)


class FfmpegError(ProgramError):
    """Work on a film failed. What is permanent lies in the file itself."""

    sentences = SENTENCES
    permanent = PERMANENT


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


def missing_abilities(program: str = "") -> list[str]:
    """What this ffmpeg cannot do although films need it: names of encoders and filters."""
    ffmpeg = find_ffmpeg(program)
    lacking = [*(ENCODERS - _abilities(ffmpeg, "-encoders")), *(FILTERS - _abilities(ffmpeg, "-filters"))]
    return sorted(lacking)


def _packaged_ffmpeg() -> str | None:
    try:
        return imageio_ffmpeg.get_ffmpeg_exe()
    except RuntimeError:
        return None


def ffmpeg_command(ffmpeg: str) -> list[str]:
    return [ffmpeg, "-nostdin", "-hide_banner", "-v", "error", "-nostats", "-progress", "pipe:1", "-y"]


def input_of(path: Path, formats: str = FILM_FORMATS, threads: int = 0) -> list[str]:
    """Options of one input. ``file:`` keeps a name from being taken for an option or an address."""
    return [*guards(formats), "-threads", str(threads_for(threads)), "-i", f"file:{path}"]


def guards(formats: str) -> list[str]:
    return ["-protocol_whitelist", "file", "-format_whitelist", formats, "-max_pixels", str(MAX_PIXELS)]


def threads_for(wanted: int = 0) -> int:
    """How many threads a program gets: as many as wanted, else one for each core that we may use."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(wanted or cores, MAX_THREADS)


def has_zscale(ffmpeg: str) -> bool:
    return "zscale" in _abilities(ffmpeg, "-filters")


@functools.cache
def _abilities(ffmpeg: str, kind: str) -> frozenset[str]:
    """The names of its `-filters` or `-encoders`: the second word of each line."""
    with runner.workplace() as place:
        ended = runner.run([ffmpeg, "-hide_banner", kind], place, PROBE_LIMITS)
    lines = (line.split() for line in ended.output.decode(errors="replace").splitlines())
    return frozenset(words[1] for words in lines if len(words) > 1)


class Progress:
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


def run_on_film(
    command: list[str],
    place: runner.Workplace,
    seconds: float,
    hear: Callable[[bytes], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> runner.Ended:
    """Run ffmpeg on `seconds` of film; raises FfmpegError if it takes too long or is stopped."""
    try:
        return runner.run(command, place, _work_limits(seconds), hear, should_stop)
    except runner.TimeLimitError as error:
        raise FfmpegError("time_limit") from error
    except runner.StoppedError as error:
        raise FfmpegError("stopped") from error


def work(
    command: list[str],
    place: runner.Workplace,
    seconds: float,
    progress: Progress | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> runner.Ended:
    """Run ffmpeg on `seconds` of film; every way to fail becomes an FfmpegError."""
    ended = run_on_film(command, place, seconds, progress.feed if progress else None, should_stop)
    check_end(ended)
    return ended


def check_end(ended: runner.Ended) -> None:
    """Raise FfmpegError if the program failed: it may complain of a full disk and end with 0 all the same."""
    code = _failure(ended.messages)
    if ended.code != 0 or code == "no_space":
        raise FfmpegError(code, ended.messages[-DETAIL:])


def _work_limits(seconds: float) -> jail.Limits:
    wall = max(MIN_WORK_SECONDS, WORK_FACTOR * seconds)
    size = int(seconds * BYTES_PER_SECOND) + SPARE_BYTES
    return jail.Limits(seconds=wall, processor_seconds=int(wall) * threads_for(), file_size=size)


def _failure(messages: str) -> str:
    return next((code for words, code in MESSAGES if words in messages), "failed")
