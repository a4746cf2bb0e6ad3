"""Two figures of the site, each as a ratio of two measurements of the same minute on the same machine.

    page_cache    requests a second of the home page for a reader, against a static file of the same server
    processing    time to make the 480p version of a film our way, against the bare ffmpeg with its options

A ratio says the same on a slow and a fast machine. The rounds of both sides alternate, the medians are
compared, and everything is written to `var/bench/<time>.json`.
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
from django.conf import settings  # noqa: E402
from django.contrib.staticfiles.storage import staticfiles_storage  # noqa: E402

from bin.serve import HOST, web_command  # noqa: E402
from media import encoding, ffmpeg  # noqa: E402

ROUNDS = 5
SECONDS = 2  # of requests in a round
CLIENTS = 4  # connections at a time, each kept open
STATIC_FILE = "cms/css/base.css"
CLIP_SECONDS = 10
CLIP_SIZE = "1280x720"
HEIGHT = 480  # of the version that is made
Figures = dict[str, float | int | str]


def compare(ours: Callable[[], float], plain: Callable[[], float]) -> tuple[float, float]:
    """Medians of both sides, measured in turn after one round of warming up."""
    ours(), plain()
    rounds = [(ours(), plain()) for _ in range(ROUNDS)]
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


def make_clip(program: str, target: Path) -> None:
    """A moving test picture with a tone."""
    subprocess.run(
        [
            *(program, "-v", "error", "-y"),
            *("-f", "lavfi", "-i", f"testsrc2=size={CLIP_SIZE}:rate=25:duration={CLIP_SECONDS}"),
            *("-f", "lavfi", "-i", f"sine=frequency=440:duration={CLIP_SECONDS}"),
            *("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac", str(target)),
        ],
        check=True,
        timeout=120,
    )


def seconds_of(work: Callable[[], object]) -> float:
    since = time.monotonic()
    work()
    return time.monotonic() - since


def measure_processing() -> Figures:
    program = ffmpeg.find_ffmpeg(settings.FFMPEG)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        source, target = Path(folder) / "clip.mp4", Path(folder) / "480p.mp4"
        make_clip(program, source)
        probe = ffmpeg.probe(source, program=program)
        options = encoding.film(probe, HEIGHT, can_tone_map=False)
        bare = [program, "-v", "error", "-y", "-i", str(source), *options, str(target)]

        ours, plain = compare(
            lambda: seconds_of(
                lambda: ffmpeg.transcode(source, target, probe=probe, height=HEIGHT, program=program)
            ),
            lambda: seconds_of(lambda: subprocess.run(bare, check=True, timeout=300)),
        )
    return {
        "clip": f"{CLIP_SECONDS} s of {CLIP_SIZE}",
        "our_seconds": round(ours, 2),
        "bare_ffmpeg_seconds": round(plain, 2),
        "ratio": round(ours / plain, 3),
    }


def main() -> None:
    django.setup()
    result = {
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": {"processors": os.cpu_count(), "python": platform.python_version()},
        "page_cache": measure_page_cache(),
        "processing": measure_processing(),
    }
    folder = settings.VAR_DIR / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}.json"
    target.write_text(json.dumps(result, indent=2) + "\n")
    print(json.dumps(result, indent=2))
    print(f"Kept in {target.relative_to(ROOT) if target.is_relative_to(ROOT) else target}")


if __name__ == "__main__":
    main()
