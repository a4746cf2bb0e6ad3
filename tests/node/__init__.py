"""Clients that run in Node: installed once for each lock file, into `var/node/`, from the registry of npm."""

import fcntl
import hashlib
import json
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

HERE = Path(__file__).parent
FILES = ("package.json", "package-lock.json")
INSTALL_SECONDS = 300
RUN_SECONDS = 60


def run_node(script, *arguments):
    """What a script of this folder prints, read as JSON. Skips where there is no Node."""
    folder = installed()
    shutil.copy(HERE / script, folder / script)
    result = subprocess.run(
        ["node", script, *map(str, arguments)],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=RUN_SECONDS,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


def installed():
    """The folder with the packages of the lock file; two runs at once wait for each other."""
    npm = shutil.which("npm")
    if not npm or not shutil.which("node"):
        pytest.skip("needs node and npm on the PATH")
    digest = hashlib.sha256(b"".join((HERE / name).read_bytes() for name in FILES)).hexdigest()[:16]
    folder = settings.BASE_DIR / "var" / "node" / digest
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "complete").exists():
            for name in FILES:
                shutil.copy(HERE / name, folder / name)
            subprocess.run(
                [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
                cwd=folder,
                check=True,
                timeout=INSTALL_SECONDS,
                capture_output=True,
            )
            (folder / "complete").touch()
    return folder
