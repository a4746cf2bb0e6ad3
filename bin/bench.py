"""Figures of the site, most as a ratio of two measurements of the same minute on the same machine.

    page_cache    requests a second of the home page for a reader, against a static file of the same server
    processing    a whole job (probe, loudness, three films, posters, suggestions, strip, flashes, each verified
                  and stored) against one bare ffmpeg call that writes the same films and pictures
    first_playable  seconds until a telephone's film of a minute can be watched

A ratio says the same on a slow and a fast machine. The rounds of both sides alternate, the medians are
compared, and everything is written to `var/bench/<time>.json`. `bench.py NAME` measures that one alone.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import platform
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.dev")
os.environ.setdefault("DEBUG", "false")

import django  # noqa: E402 - the path and the settings must be named first
import imageio_ffmpeg  # noqa: E402
from django.conf import settings  # noqa: E402

django.setup()

from django.contrib.staticfiles.storage import staticfiles_storage  # noqa: E402
from django.core.files.base import File  # noqa: E402
from django.db import transaction  # noqa: E402
from django.test import override_settings  # noqa: E402
from wagtail.models import Collection  # noqa: E402

from bin.serve import HOST, web_command  # noqa: E402
from media import encoding, inspection, posters, programs  # noqa: E402
from media.lease import Lease  # noqa: E402
from media.models import Video  # noqa: E402
from media.probe import Probe  # noqa: E402
from media.processing import film_heights, process  # noqa: E402
from media.strips import Strip  # noqa: E402

ROUNDS = 5
PROCESSING_ROUNDS = 3
SECONDS = 2  # of requests in a round
CLIENTS = 4  # connections at a time, each kept open
STATIC_FILE = "cms/css/base.css"
CLIP_SECONDS = 20
CLIP_SIZE = "1920x1080"
PHONE_SECONDS = 60
Figures = dict[str, float | int | str]


def compare(
    ours: Callable[[], float], plain: Callable[[], float], count: int = ROUNDS
) -> tuple[float, float]:
    """Medians of both sides, measured in turn after one round of warming up."""
    ours(), plain()
    rounds = [(ours(), plain()) for _ in range(count)]
    return statistics.median(a for a, _ in rounds), statistics.median(b for _, b in rounds)


# --- Page cache ---------------------------------------------------------------------------


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def fetch(connection: http.client.HTTPConnection, path: str) -> None:
    connection.request("GET", path)
    response = connection.getresponse()
    response.read()
    if response.status != 200:
        raise SystemExit(f"{path} answers {response.status}, so there is nothing to measure.")


@contextlib.contextmanager
def web_server() -> Iterator[int]:
    """The web server of `make demo` on a port of its own."""
    port = free_port()
    process = subprocess.Popen(web_command(port), cwd=ROOT, start_new_session=True)
    try:
        deadline = time.monotonic() + 60
        while True:
            with contextlib.closing(http.client.HTTPConnection(HOST, port, timeout=30)) as connection:
                try:
                    fetch(connection, "/")
                    break
                except OSError:
                    if process.poll() is not None or time.monotonic() > deadline:
                        raise SystemExit("The web server did not start.") from None
            time.sleep(0.2)
        yield port
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=20)


def requests_per_second(port: int, path: str) -> float:
    """How many answers all clients get together in a second."""
    counts: list[int] = []
    since = time.monotonic()

    def ask() -> None:
        count = 0
        with contextlib.closing(http.client.HTTPConnection(HOST, port, timeout=30)) as connection:
            while time.monotonic() - since < SECONDS:
                fetch(connection, path)
                count += 1
        counts.append(count)

    threads = [threading.Thread(target=ask) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if len(counts) < CLIENTS:
        raise SystemExit("A client met an error, so the figure would be wrong.")
    return sum(counts) / (time.monotonic() - since)


def measure_page_cache() -> Figures:
    static = staticfiles_storage.url(STATIC_FILE)
    with web_server() as port:
        page, file = compare(
            lambda: requests_per_second(port, "/"), lambda: requests_per_second(port, static)
        )
    return {
        "home_page_per_second": round(page, 1),
        "static_file_per_second": round(file, 1),
        "ratio": round(page / file, 3),
    }


# --- Processing ---------------------------------------------------------------------------


def seconds_of(work: Callable[[], object]) -> float:
    since = time.monotonic()
    work()
    return time.monotonic() - since


def make_clip(program: str, target: Path, *words: str) -> None:
    subprocess.run([program, "-v", "error", "-y", *words, str(target)], check=True, timeout=600)


def moving_picture(size: str, seconds: int) -> list[str]:
    """A moving test picture with a tone, as a telephone would encode it."""
    return [
        *("-f", "lavfi", "-i", f"testsrc2=size={size}:rate=30:duration={seconds}"),
        *("-f", "lavfi", "-i", f"sine=frequency=440:duration={seconds}"),
        *("-c:v", "libx264", "-preset", "ultrafast", "-crf", "18", "-pix_fmt", "yuv420p", "-c:a", "aac"),
    ]


@contextlib.contextmanager
def empty_library() -> Iterator[Path]:
    """A folder for originals, work and files; nothing of what is made here stays, in no table either."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        private = {**settings.STORAGES["default"], "OPTIONS": {"location": folder / "private"}}
        storages = {**settings.STORAGES, "default": private}
        with override_settings(STORAGES=storages, VIDEO_WORK_DIR=folder / "work"), transaction.atomic():
            yield folder
            transaction.set_rollback(True)


def kept_video(source: Path) -> Video:
    """A row with that file, as after an upload."""
    video = Video(title="Messung", collection=Collection.get_first_root_node())
    with source.open("rb") as content:
        video.original.save("original.mp4", File(content), save=False)
    video.save()
    return video


def process_now(source: Path, should_stop: Callable[[Video], bool] = lambda video: False) -> Video:
    """A whole job, without the heartbeat: it could not see the rows of this transaction."""
    video = kept_video(source)
    lease = Lease.take(video.pk)
    if lease is None:
        raise SystemExit("The video was not given to this process.")
    process(video, lease, lambda: should_stop(video))
    return video


def bare_command(program: str, source: Path, facts: Probe, folder: Path) -> list[str]:
    """One call of ffmpeg that decodes the source once and writes the same films and pictures."""
    strip = Strip.of_film(facts.duration, facts.width, facts.height)
    command = [program, "-v", "error", "-y", "-i", str(source)]
    for height in film_heights(facts.short_side):
        command += [*encoding.film(facts, height, can_tone_map=False), str(folder / f"{height}.mp4")]
    wishes = [(strip.moment(0), width) for width in posters.WIDTHS]
    wishes += [
        (strip.moment(tile), posters.CANDIDATE_WIDTH) for tile in range(0, strip.count, strip.count // 6)
    ][:6]
    for number, (second, width) in enumerate(wishes):
        filters = f"select='gte(t,{second})',scale={width}:-2"
        command += ["-vf", filters, "-frames:v", "1", "-q:v", "3", str(folder / f"{number}.jpg")]
    filters = f"fps={strip.rate},scale={strip.width}:-2,tile={strip.columns}x{strip.rows}"
    return [*command, "-vf", filters, "-frames:v", "1", str(folder / "strip.jpg")]


def measure_processing() -> Figures:
    program = programs.find_ffmpeg(settings.FFMPEG)
    with empty_library() as folder:
        source = folder / "clip.mp4"
        make_clip(program, source, *moving_picture(CLIP_SIZE, CLIP_SECONDS))
        bare = bare_command(program, source, inspection.probe(source, program=program), folder)
        ours, plain = compare(
            lambda: seconds_of(lambda: process_now(source)),
            lambda: seconds_of(lambda: subprocess.run(bare, check=True, timeout=900)),
            PROCESSING_ROUNDS,
        )
    return {
        "clip": f"{CLIP_SECONDS} s of {CLIP_SIZE}",
        "our_seconds": round(ours, 2),
        "bare_ffmpeg_seconds": round(plain, 2),
        "ratio": round(ours / plain, 3),
    }


def measure_first_playable() -> Figures:
    """A film that stands upright and was stored lying, as telephones do."""
    program = programs.find_ffmpeg(settings.FFMPEG)
    with empty_library() as folder:
        lying, source = folder / "lying.mp4", folder / "phone.mp4"
        make_clip(program, lying, *moving_picture("1920x1080", PHONE_SECONDS))
        # Only a recent ffmpeg can write how a picture is turned.
        make_clip(
            imageio_ffmpeg.get_ffmpeg_exe(), source, "-display_rotation", "90", "-i", str(lying), "-c", "copy"
        )
        seconds = seconds_of(lambda: until_playable(source))
    return {"clip": f"{PHONE_SECONDS} s of 1080x1920, turned", "seconds": round(seconds, 1)}


def until_playable(source: Path) -> None:
    """Work until the smallest film is stored."""
    try:
        process_now(source, lambda video: video.files.filter(name="480p.mp4").exists())
    except programs.FfmpegError as error:
        if error.code != "stopped":
            raise


MEASUREMENTS: dict[str, Callable[[], Figures]] = {
    "page_cache": measure_page_cache,
    "processing": measure_processing,
    "first_playable": measure_first_playable,
}


def main() -> None:
    result = {
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": {"processors": os.cpu_count(), "python": platform.python_version()},
        **{name: MEASUREMENTS[name]() for name in sys.argv[1:] or MEASUREMENTS},
    }
    folder = settings.VAR_DIR / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}.json"
    target.write_text(json.dumps(result, indent=2) + "\n")
    print(json.dumps(result, indent=2))
    print(f"Kept in {target.relative_to(ROOT) if target.is_relative_to(ROOT) else target}")


if __name__ == "__main__":
    main()
