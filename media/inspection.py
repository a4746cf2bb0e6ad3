"""Looks into film files with ffprobe or MediaInfo. What is found is a `Probe`, whichever program looked."""

import json
import os
import re
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from media import containers, jail, readings, runner
from media.probe import Probe, Refusal
from media.programs import (
    DETAIL,
    FILM_FORMATS,
    KILLED,
    PROBE_LIMITS,
    FfmpegError,
    Progress,
    ffmpeg_command,
    find_ffmpeg,
    find_ffprobe,
    guards,
    input_of,
)
from media.sentences import SpokenError

MEDIAINFO = Path(__file__).with_name("mediainfo_json.py")

TOO_MANY_PIXELS = re.compile(r"Picture size (?P<width>\d{1,9})x(?P<height>\d{1,9}) exceeds")


def probe(path: Path, *, program: str = "", _back_end: str = "") -> Probe:
    """Look into a film file.

    Raises Refusal if it is none, and FfmpegError if the server cannot look. The limits are a second
    step, `media.probe.check`. `_back_end` ("ffprobe" or "mediainfo") is for the tests; by itself
    ffprobe is used where there is one.
    """
    ffmpeg = find_ffmpeg(program)
    size = _checked_size(path)
    ffprobe = find_ffprobe(ffmpeg) if _back_end != "mediainfo" else None
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
    words = ["-v", "error", *guards(FILM_FORMATS), "-show_format", "-show_streams", "-of", "json"]
    ended = runner.run([ffprobe, *words, f"file:{place.inputs[0]}"], place, PROBE_LIMITS)
    document = _json(ended)
    if "format" not in document or "streams" not in document:
        raise _unread(ended)
    return readings.from_ffprobe(document, size)


def _read_mediainfo(ffmpeg: str, place: runner.Workplace, size: int) -> Probe:
    """ffmpeg goes first: what its list of formats refuses never reaches MediaInfo."""
    command = [*ffmpeg_command(ffmpeg), "-v", "info", *input_of(place.inputs[0])]
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


def _unread(ended: runner.Ended) -> SpokenError:
    """Why a program could not open the file, by what it said about it.

    A program that was killed said nothing about the file; looking again may help.
    """
    if ended.code in KILLED:
        return FfmpegError("failed", ended.messages[-DETAIL:])
    size = TOO_MANY_PIXELS.search(ended.messages)
    if size:
        return Refusal("too_many_pixels", width=int(size["width"]), height=int(size["height"]))
    return Refusal("not_a_video" if "whitelist" in ended.messages else "unreadable")


def _measured_duration(ffmpeg: str, place: runner.Workplace) -> float:
    """Read the film to its end without decoding: recordings of browsers do not tell their length."""
    progress = Progress(1.0, lambda share: None)
    options = ["-map", "0:V:0", "-map", "0:a:0?", "-c", "copy", "-f", "null", "-"]
    command = [*ffmpeg_command(ffmpeg), *input_of(place.inputs[0]), *options]
    ended = runner.run(command, place, PROBE_LIMITS, progress.feed)
    if not progress.seconds:
        raise _unread(ended)
    return progress.seconds
