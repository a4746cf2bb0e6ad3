"""What the site asks of ffmpeg: films in other sizes, their loudness, still pictures, a strip, clips.

Exit codes are never believed: what was written is probed again. Nothing here knows Django; the path of
ffmpeg may come from the settings as `program`.
"""

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from media import encoding, inspection, runner
from media.probe import Probe, Refusal
from media.programs import (
    DETAIL,
    SOUND_FORMATS,
    STILL_FORMATS,
    FfmpegError,
    Progress,
    check_end,
    ffmpeg_command,
    find_ffmpeg,
    has_zscale,
    input_of,
    run_on_film,
    threads_for,
    work,
)
from media.strips import Strip

LOOK_THREADS = 1  # for what is small: starting threads costs more than they gain
# How much shorter or longer an output may be: 2 % or one second, and a quarter of very short films.
TOLERATED_SHARE = 0.02
TOLERATED_SECONDS = 1.0
TOLERATED_SHARE_OF_SHORT_FILMS = 0.25


@dataclass(frozen=True)
class Still:
    """A picture to take from a film: where it goes, which second it shows, how many pixels it is wide at most."""

    target: Path
    second: float
    width: int


def measure_gain(
    source: Path,
    *,
    probe: Probe,
    program: str = "",
    should_stop: Callable[[], bool] | None = None,
) -> float:
    """How many dB louder the film must become; 0 for a silent one. Only sound is decoded. Raises FfmpegError."""
    if not probe.audio:
        return 0.0
    ffmpeg = find_ffmpeg(program)
    with runner.workplace(source) as place:
        command = [*ffmpeg_command(ffmpeg), "-v", "info", *input_of(place.inputs[0])]
        ended = run_on_film([*command, *encoding.loudness()], place, probe.duration, None, should_stop)
    return encoding.gain(ended.messages)


def take_speech(
    film: Path,
    target: Path,
    *,
    probe: Probe,
    program: str = "",
    should_stop: Callable[[], bool] | None = None,
) -> None:
    """Write the sound of a film as WAV for a program that recognises speech. Raises FfmpegError."""
    ffmpeg = find_ffmpeg(program)
    with runner.workplace(film) as place:
        command = [*ffmpeg_command(ffmpeg), *input_of(place.inputs[0]), *encoding.speech()]
        ended = run_on_film(
            [*command, f"file:{place.output}"], place, probe.duration, should_stop=should_stop
        )
        _check_made(ended, place.output)
        _deliver(place.output, target)


def transcode(
    source: Path,
    target: Path,
    *,
    probe: Probe,
    height: int,
    gain: float | None = None,
    program: str = "",
    threads: int = 0,
    on_progress: Callable[[float], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Probe:
    """Write the rendition with a short side of `height` pixels to `target` and return its probe.

    As `transcode_together`; without a `gain` it is measured.
    """
    if gain is None:
        gain = measure_gain(source, probe=probe, program=program, should_stop=should_stop)
    made = transcode_together(
        source,
        {height: target},
        probe=probe,
        gain=gain,
        program=program,
        threads=threads,
        on_progress=on_progress,
        should_stop=should_stop,
    )
    return made[height]


def transcode_together(
    source: Path,
    targets: Mapping[int, Path],
    *,
    probe: Probe,
    gain: float,
    program: str = "",
    threads: int = 0,
    on_progress: Callable[[float], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> dict[int, Probe]:
    """Write a rendition for each height of `targets`, decoding the source once, and return their probes.

    `gain` (dB) makes the sound louder; `threads` is how many ffmpeg may use, 0 for all cores.
    `on_progress` hears the share that is done (0 to 1) about twice a second; `should_stop` is asked
    as often. Each target appears only when all are whole. Raises FfmpegError.
    """
    ffmpeg = find_ffmpeg(program)
    progress = Progress(probe.duration, on_progress) if on_progress else None
    with runner.workplace(source) as place:
        outputs = {height: place.output.with_name(f"{height}p") for height in targets}
        command = [*ffmpeg_command(ffmpeg), *input_of(place.inputs[0], threads=threads)]
        for height, output in outputs.items():
            options = encoding.film(probe, height, has_zscale(ffmpeg), gain)
            command += [*options, "-threads", str(threads_for(threads)), f"file:{output}"]
        work(command, place, probe.duration, progress, should_stop)
        made = {height: _verified(output, probe, ffmpeg) for height, output in outputs.items()}
        for height, output in outputs.items():
            _deliver(output, targets[height])
    return made


def look_through(
    film: Path,
    target: Path,
    *,
    strip: Strip,
    cells: int,
    see: Callable[[bytes], None],
    program: str = "",
    threads: int = 0,
    should_stop: Callable[[], bool] | None = None,
) -> None:
    """Decode a film of ours once: write its preview strip to `target`, and let `see` have its frames.

    They come as bytes in pieces of any length, each frame as `cells` x `cells` averages of red, green
    and blue. Raises FfmpegError.
    """
    ffmpeg = find_ffmpeg(program)
    with runner.workplace(film) as place:
        options = encoding.glance(strip, cells, f"file:{place.output}")
        silent = [ffmpeg, "-nostdin", "-hide_banner", "-v", "error", "-nostats", "-y"]
        command = [*silent, *input_of(place.inputs[0], threads=threads), *options]
        ended = run_on_film(command, place, strip.duration, see, should_stop)
        _check_made(ended, place.output)
        _deliver(place.output, target)


def take_stills(film: Path, stills: Sequence[Still], *, probe: Probe, program: str = "") -> None:
    """Write frames of a film as JPEG; what is shown at the same second is looked up once. Raises FfmpegError."""
    ffmpeg = find_ffmpeg(program)
    seconds = sorted({still.second for still in stills})
    with runner.workplace(film) as place:
        command = ffmpeg_command(ffmpeg)
        for second in seconds:
            command += [
                "-ss",
                f"{_reachable(second, probe):.3f}",
                *input_of(place.inputs[0], threads=LOOK_THREADS),
            ]
        outputs = [place.output.with_name(str(number)) for number in range(len(stills))]
        for still, output in zip(stills, outputs, strict=True):
            options = encoding.still(probe, still.width, has_zscale(ffmpeg), seconds.index(still.second))
            command += [*options, f"file:{output}"]
        ended = work(command, place, 0)
        for still, output in zip(stills, outputs, strict=True):
            _check_made(ended, output)
            _deliver(output, still.target)


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
        inputs = [input_of(path, STILL_FORMATS) for path in place.inputs[: len(pictures)]]
        inputs += [input_of(path, SOUND_FORMATS) for path in place.inputs[len(pictures) :]]
        command = [*ffmpeg_command(ffmpeg), *(word for words in inputs for word in words), *options]
        work([*command, f"file:{place.output}"], place, sum(seconds))
        made = inspection.probe(place.output, program=ffmpeg)
        _deliver(place.output, target)
    return made


def _verified(output: Path, source: Probe, ffmpeg: str) -> Probe:
    """Probe what was written: a full disk or a cut source leave a short film and exit code 0."""
    try:
        made = inspection.probe(output, program=ffmpeg)
    except Refusal as refusal:
        raise FfmpegError("failed", refusal.message) from refusal
    seconds = min(TOLERATED_SECONDS, TOLERATED_SHARE_OF_SHORT_FILMS * source.duration)
    tolerance = max(TOLERATED_SHARE * source.duration, seconds)
    is_as_long = abs(made.duration - source.duration) <= tolerance
    if not is_as_long or (source.audio and not made.audio):
        raise FfmpegError("output_differs", f"source: {source}\noutput: {made}"[-DETAIL:])
    return made


def _reachable(second: float, probe: Probe) -> float:
    """That second, or one so far before the end that a whole frame follows."""
    return max(0.0, min(second, probe.duration - 2 / float(encoding.output_rate(probe))))


def _check_made(ended: runner.Ended, output: Path) -> None:
    """Raise FfmpegError if the program failed or left nothing."""
    check_end(ended)
    if not output.is_file() or output.stat().st_size == 0:
        raise FfmpegError("damaged", ended.messages[-DETAIL:])


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
