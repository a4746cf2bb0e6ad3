"""Starts programs: the only module of the site that does.

Uploads are hostile until proven otherwise, and an encoder is a large C program. So each start goes
through one function (`run`): an argument list without shell, the input alone in a fresh folder under
a neutral name, limits on memory, processor, files and time, an empty environment, its own process
group that is killed as a whole, and a jail without network where `bwrap` works.
"""

import functools
import os
import selectors
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from media import jail

# To try whether a program starts in the jail.
START_LIMITS = jail.Limits(seconds=30, processor_seconds=30, file_size=0)
POLL_SECONDS = 0.5  # how often a running program is asked to stop
KILL_SECONDS = 10  # until a killed program is gone
KEPT_OUTPUT = 4 * 1024**2  # bytes of each output that are kept
WORK_PREFIX = "media-ffmpeg-"  # of the folders a killed process may leave behind


@dataclass(frozen=True)
class Workplace:
    """A fresh folder for one job: the inputs under neutral names, and a place for the output."""

    inputs: list[Path]
    output: Path


@dataclass(frozen=True)
class Ended:
    """What a program left behind: exit code and the last `KEPT_OUTPUT` bytes of both outputs."""

    code: int
    output: bytes
    messages: str


class TimeLimitError(Exception):
    """A program ran longer than it may and was killed."""


class StoppedError(Exception):
    """Whoever started the program wished it to stop, and it was killed."""


@contextmanager
def workplace(*sources: Path) -> Iterator[Workplace]:
    """Make the folder, put the sources in (by hard link where possible), and remove it afterwards."""
    with tempfile.TemporaryDirectory(
        prefix=WORK_PREFIX, dir=_parent(sources), ignore_cleanup_errors=True
    ) as name:
        folder = Path(name).resolve()
        (folder / "in").mkdir()
        (folder / "out").mkdir()
        inputs = [folder / "in" / str(number) for number in range(len(sources))]
        for source, path in zip(sources, inputs, strict=True):
            _link_or_copy(source, path)
        yield Workplace(inputs, folder / "out" / "made")


def _parent(sources: Sequence[Path]) -> Path:
    """The folder for temporary files, or that of the source if only there a hard link is possible."""
    temporary = Path(tempfile.gettempdir())
    if not sources:
        return temporary
    beside = sources[0].resolve().parent
    is_near = beside.stat().st_dev == temporary.stat().st_dev
    return temporary if is_near or not os.access(beside, os.W_OK) else beside


def _link_or_copy(source: Path, path: Path) -> None:
    try:
        path.hardlink_to(source.resolve())
    except OSError:  # another file system, or one without links
        shutil.copyfile(source, path)


@functools.cache
def jail_for(program: str, *readable: Path) -> str:
    """The path of bwrap if `program` starts in its jail, else empty. Asked once per process."""
    bwrap = shutil.which("bwrap")
    if not bwrap:
        return ""
    # "-h" is understood by ffmpeg, ffprobe and Python.
    command = jail.jailed(bwrap, [program, "-h"], readable=readable, writable=[])
    try:
        done = subprocess.run(  # noqa: S603 - an argument list, no shell
            jail.launched(command, START_LIMITS),
            env={},
            capture_output=True,
            timeout=START_LIMITS.seconds,
            start_new_session=True,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return ""
    return bwrap if done.returncode == 0 else ""


def run(
    command: list[str],
    place: Workplace,
    limits: jail.Limits,
    hear: Callable[[bytes], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
    *,
    readable: Sequence[Path] = (),
) -> Ended:
    """Start a program and wait for its end; kill it with all it started on any other way out.

    `hear` gets its output piece by piece, `should_stop` is asked about twice a second. Raises
    TimeLimitError, StoppedError, and whatever these two raise.
    """
    folder = place.output.parent
    bwrap = jail_for(command[0], *readable)
    if bwrap:
        inputs = [folder.with_name("in"), *readable]
        command = jail.jailed(bwrap, command, readable=inputs, writable=[folder])
    process = subprocess.Popen(  # noqa: S603 - an argument list, no shell
        jail.launched(command, limits),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder,
        env={"LC_ALL": "C"},
        start_new_session=True,
    )
    try:
        return _watch(process, limits.seconds, hear, should_stop)
    finally:
        _end(process)


def _watch(
    process: subprocess.Popen[bytes],
    seconds: float,
    hear: Callable[[bytes], None] | None,
    should_stop: Callable[[], bool] | None,
) -> Ended:
    deadline = time.monotonic() + seconds
    must_stop = _throttled(should_stop)
    output, messages = bytearray(), bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(_pipe(process.stdout), selectors.EVENT_READ, output)
        selector.register(_pipe(process.stderr), selectors.EVENT_READ, messages)
        while selector.get_map():
            if must_stop():
                raise StoppedError
            if time.monotonic() > deadline:
                raise TimeLimitError
            for key, _ in selector.select(POLL_SECONDS):
                chunk = os.read(key.fd, 65536)
                if not chunk:
                    selector.unregister(key.fileobj)
                _keep(key.data, chunk)
                if hear and key.data is output:
                    hear(chunk)
    try:
        code = process.wait(timeout=max(POLL_SECONDS, deadline - time.monotonic()))
    except subprocess.TimeoutExpired as error:  # it closed its outputs but goes on
        raise TimeLimitError from error
    return Ended(code, bytes(output), messages.decode(errors="replace"))


def _throttled(question: Callable[[], bool] | None) -> Callable[[], bool]:
    """Ask `question` at most every `POLL_SECONDS`: it may look into the database."""
    asked_at = float("-inf")

    def ask() -> bool:
        nonlocal asked_at
        if question is None or time.monotonic() - asked_at < POLL_SECONDS:
            return False
        asked_at = time.monotonic()
        return question()

    return ask


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise RuntimeError("The program was started without pipes.")
    return pipe


def _keep(kept: bytearray, chunk: bytes) -> None:
    kept += chunk
    del kept[:-KEPT_OUTPUT]


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill the program and its children if it still runs, and wait until all have let go of the pipes."""
    if process.returncode is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    with suppress(subprocess.TimeoutExpired):
        process.communicate(timeout=KILL_SECONDS)
