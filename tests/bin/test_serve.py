"""Web server, worker and clock start together, and nothing of them outlives the end."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc").exists(), reason="looks for processes in /proc"),
]

# Stands in for the three programs: a web server and a worker whose child leaves its process group.
DRIVER = """
import sys
from bin import serve
python, port = sys.executable, str(serve.settings.PORT)
child = "import time; time.sleep(600)  # {mark}"
worker = "import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', {child!r}], start_new_session=True)"
serve.services = lambda: [
    serve.Service("web server", [python, "-m", "http.server", port, "--bind", serve.HOST, "--directory", {folder!r}]),
    serve.Service("worker", [python, "-c", worker.format(child=child) + "; time.sleep(600)"]),
]
sys.argv = ["serve"]
serve.main()
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def processes_with(mark):
    """Numbers of the processes in whose command line the mark stands; dead ones have none."""
    found = set()
    for command_line in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            if mark.encode() in command_line.read_bytes():
                found.add(int(command_line.parent.name))
    return found


def wait_until(is_true, seconds=60):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if is_true():
            return
        time.sleep(0.1)
    pytest.fail("It did not happen in time.")


def answers(port):
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=2)) as connection:
        try:
            connection.request("GET", "/")
            return connection.getresponse().read() != b""
        except OSError:
            return False


@pytest.fixture
def port():
    return free_port()


@pytest.fixture
def mark(port):
    return f"stand-in-{os.getpid()}-{port}"


@pytest.fixture
def site(port, mark, tmp_path):
    """The supervisor with its stand-ins, running."""
    driver = tmp_path / "driver.py"
    driver.write_text(DRIVER.replace("{mark}", mark).replace("{folder!r}", repr(str(tmp_path))))
    output = (tmp_path / "output").open("w")
    process = subprocess.Popen(
        [sys.executable, driver],
        env={
            **os.environ,
            "PORT": str(port),
            "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
            "PYTHONPATH": str(settings.BASE_DIR),
        },
        stdout=output,
        stderr=subprocess.STDOUT,
    )
    try:
        wait_until(lambda: answers(port) and len(processes_with(mark)) == 2)
        yield process
    finally:
        process.kill()
        process.wait(timeout=10)
        output.close()
        for left in processes_with(mark):
            os.kill(left, signal.SIGKILL)


@pytest.mark.parametrize("wish", [signal.SIGTERM, signal.SIGINT])
def test_the_end_leaves_nothing_behind(site, wish, mark, port):
    site.send_signal(wish)
    site.wait(timeout=60)

    assert site.returncode == 0
    assert processes_with(mark) == set()
    assert not answers(port)


def test_a_killed_worker_is_started_again_without_its_orphans(site, mark):
    before = processes_with(mark)
    worker = min(before)

    os.kill(worker, signal.SIGKILL)

    wait_until(lambda: len(processes_with(mark) - before) == 2)
    assert processes_with(mark) & before == set()


def test_a_busy_port_is_told_in_a_sentence(port):
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()

        result = subprocess.run(
            [sys.executable, "bin/serve.py", "--check-port"],
            cwd=settings.BASE_DIR,
            env={**os.environ, "PORT": str(port), "DJANGO_SETTINGS_MODULE": "cms.settings.dev"},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    assert result.returncode == 1
    assert result.stderr.startswith(f"Port {port} cannot be used")
    assert f"make demo PORT={port + 1}" in result.stderr
