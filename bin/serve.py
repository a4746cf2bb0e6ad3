"""Web server, worker and clock of `make demo`: started together, ended together.

A process that dies is started again, so that a killed worker is seen to harm nothing. Ctrl-C, SIGTERM
and the end of the `make` that called us end all three and everything they started.
"""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.dev")

from django.conf import settings  # noqa: E402 - the path and the settings must be named first

HOST = "127.0.0.1"
READY_TIMEOUT = 60  # seconds until the first page must have answered
FIRST_WARNING, SECOND_WARNING, LAST_RESORT = 0, 5, 10  # seconds after the wish to stop
RESTARTS_PER_MINUTE = 5
Handler = Callable[[int, FrameType | None], None] | signal.Handlers
PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER = 1, 36  # from linux/prctl.h

LOGINS = {
    "koordination": "everything but system settings",
    "redaktion": "edits and publishes everything",
    "tandem3": "edits and submits tandem 3",
    "mitglied": "reads pages for members",
}


@dataclass
class Service:
    """One long-running program and when it was started in the last minute."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    starts: list[float] = field(default_factory=list)

    def start(self) -> None:
        """Start the program in a process group of its own, bound to our life."""
        self.starts = [moment for moment in self.starts if time.monotonic() - moment < 60]
        self.starts.append(time.monotonic())
        self.process = subprocess.Popen(
            self.command, cwd=ROOT, start_new_session=True, preexec_fn=end_with_parent
        )

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    @property
    def dies_too_often(self) -> bool:
        return len(self.starts) > RESTARTS_PER_MINUTE


def web_command(port: int) -> list[str]:
    """Gunicorn as the site is served everywhere; bench measures the same.

    A cache inside the process is coherent with one process only.
    """
    application = settings.WSGI_APPLICATION.replace(".application", ":application")
    is_shared_cache = "locmem" not in settings.CACHES["default"]["BACKEND"]
    workers, threads = (2, 4) if is_shared_cache else (1, 8)
    return [
        *(sys.executable, "-m", "gunicorn", application),
        *("--bind", f"{HOST}:{port}", "--worker-class", "gthread"),
        *("--workers", str(workers), "--threads", str(threads)),
        *("--graceful-timeout", "4", "--log-level", "warning", "--no-control-socket"),
    ]


def services() -> list[Service]:
    """The three programs of the site, in the order they start."""
    manage = [sys.executable, "manage.py"]
    return [
        Service("web server", web_command(settings.PORT)),
        Service("worker", [*manage, "db_worker", "--backend", "media", "--no-reload"]),
        Service("clock", [*manage, "tick", "--forever"]),
    ]


# --- Life and death -----------------------------------------------------------------------


def prctl(option: int, value: int) -> None:
    """Ask the Linux kernel for a property of this process; elsewhere do without it."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(option, value, 0, 0, 0)


def end_with_parent() -> None:
    prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def adopted_processes() -> list[int]:
    """Processes whose parent died and which the kernel handed to us, such as the ffmpeg of a killed worker."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = stat.read_text().rpartition(")")[2].split()
            if int(fields[1]) == os.getpid():
                found.append(int(stat.parent.name))
    return found


def end_adopted_processes(running: list[Service]) -> None:
    """Kill what our services left behind; reap it, so that no zombie stays."""
    own = {service.process.pid for service in running if service.process}
    for pid in set(adopted_processes()) - own:
        with contextlib.suppress(ProcessLookupError, ChildProcessError):
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)


def send(service: Service, number: signal.Signals) -> None:
    """Signal the program alone, so that it can end its own children in order; the last resort hits the group."""
    if service.process is None or not service.is_running:
        return
    with contextlib.suppress(ProcessLookupError):
        if number == signal.SIGKILL:
            os.killpg(service.process.pid, number)
        else:
            service.process.send_signal(number)


def stop(running: list[Service]) -> None:
    """End all programs: ask, ask again (a worker then drops its task), kill."""
    since = time.monotonic()
    steps = [
        (FIRST_WARNING, signal.SIGTERM),
        (SECOND_WARNING, signal.SIGTERM),
        (LAST_RESORT, signal.SIGKILL),
    ]
    while any(service.is_running for service in running):
        if steps and time.monotonic() - since >= steps[0][0]:
            number = steps.pop(0)[1]
            for service in running:
                send(service, number)
        time.sleep(0.1)
    end_adopted_processes(running)


def watch(running: list[Service]) -> None:
    """Start again what died, until one dies too often."""
    while True:
        time.sleep(1)
        for service in running:
            if service.is_running:
                continue
            if service.dies_too_often:
                raise SystemExit(f"The {service.name} ends as soon as it starts; its message stands above.")
            say(f"The {service.name} ended. It is started again.")
            end_adopted_processes(running)
            service.start()


# --- Words --------------------------------------------------------------------------------


def say(text: str) -> None:
    print(text, flush=True)


def require_free_port(port: int) -> None:
    """Fail before any work when another program has the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise SystemExit(
                f"Port {port} cannot be used: {error.strerror}. Is another site running there? "
                f"Stop it, or choose another port: make demo PORT={port + 1}"
            ) from None


def wait_until_ready(web: Service) -> None:
    """Return when the first request was answered; how the answer looks is not our matter."""
    deadline = time.monotonic() + READY_TIMEOUT
    while time.monotonic() < deadline:
        connection = http.client.HTTPConnection(HOST, settings.PORT, timeout=READY_TIMEOUT)
        try:
            connection.request("GET", "/")
            connection.getresponse().read()
        except OSError:
            if not web.is_running:
                raise SystemExit("The web server did not start; its message stands above.") from None
            time.sleep(0.2)
        else:
            return
        finally:
            connection.close()
    raise SystemExit(f"The web server did not answer within {READY_TIMEOUT} seconds.")


def demo_password() -> str:
    """The password of the sample logins: chosen by the operator, else made up by the loader and kept."""
    kept = settings.VAR_DIR / "demo-password"
    return settings.DEMO_PASSWORD or (kept.read_text().strip() if kept.exists() else "")


def greet() -> None:
    address = f"http://{HOST}:{settings.PORT}"
    say("")
    say(f"  Site    {address}/")
    say(f"  Admin   {address}/admin/")
    if password := demo_password():
        say(f"  Logins  password of all: {password}")
        for name, meaning in LOGINS.items():
            say(f"          {name:<14}{meaning}")
    say("  Ctrl-C ends the site.")
    say("")


def end(number: int, frame: FrameType | None) -> None:
    raise SystemExit(0)


def handle_signals(handler: Handler) -> None:
    """Let all wishes to stop do the same. `nohup` has SIGHUP ignored, and that stays."""
    signal.signal(signal.SIGINT, handler)
    signal.signal(signal.SIGTERM, handler)
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        signal.signal(signal.SIGHUP, handler)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check-port", action="store_true", help="only tell whether the port is free")
    arguments = parser.parse_args()
    require_free_port(settings.PORT)
    if arguments.check_port:
        return

    handle_signals(end)
    prctl(PR_SET_CHILD_SUBREAPER, 1)
    if "MAKELEVEL" in os.environ:
        end_with_parent()
    running = services()
    try:
        for service in running:
            service.start()
        wait_until_ready(running[0])
        greet()
        watch(running)
    finally:
        handle_signals(signal.SIG_IGN)
        say("Ending web server, worker and clock ...")
        stop(running)


if __name__ == "__main__":
    main()
