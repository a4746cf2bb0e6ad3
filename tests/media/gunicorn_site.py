"""A real gunicorn over the database and the files of a test."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from django.conf import settings

from tests.database import database_url

PATIENCE = 120  # seconds; the machine may be busy


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Site:
    """One web server; `cookies` are those of an editor who is logged in."""

    def __init__(self, tmp_path, cookies):
        self.port = free_port()
        self.headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
            "X-CSRFToken": cookies["csrftoken"],
            "X-Requested-With": "XMLHttpRequest",
            "Host": f"127.0.0.1:{self.port}",
        }
        (tmp_path / "temporary").mkdir(exist_ok=True)
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
            "DATABASE_URL": database_url(),
            "SECRET_KEY": settings.SECRET_KEY,  # sessions are signed with it
            "VAR_DIR": str(tmp_path),
            "TMPDIR": str(tmp_path / "temporary"),
        }
        self.process = None

    def start(self):
        command = [*(sys.executable, "-m", "gunicorn", "cms.wsgi:application")]
        command += ["--bind", f"127.0.0.1:{self.port}", "--worker-class", "gthread", "--threads", "4"]
        command += ["--no-control-socket", "--log-level", "warning"]
        self.process = subprocess.Popen(
            command, cwd=settings.BASE_DIR, env=self.environment, start_new_session=True
        )
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                return self.ask("GET", "/health/live")
            except OSError:
                assert self.process.poll() is None, "gunicorn did not start."
                time.sleep(0.1)
        raise AssertionError("gunicorn did not answer.")

    def kill(self):
        """Master and worker at once, without a word."""
        if self.process:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def connect(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)

    def ask(self, method, path, body=None, **headers):
        connection = self.connect()
        try:
            connection.request(method, path, body, {**self.headers, **headers})
            response = connection.getresponse()
            response.content = response.read()
            return response
        finally:
            connection.close()

    @property
    def resident(self):
        """Bytes of memory of master and worker together."""
        pids = [self.process.pid, *self._children()]
        return sum(self._resident_of(pid) for pid in pids)

    def _children(self):
        task = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in task.read_text().split()]

    def _resident_of(self, pid):
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
