"""From nothing to a site with sample content, as `make demo` does it."""

import os
import subprocess
import sys

import pytest
from django.conf import settings


@pytest.mark.slow
def test_first_start_says_what_it_does_and_complains_of_nothing(tmp_path):
    # Named in full: what a developer keeps in .env is not to be filled with samples.
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
        "DEBUG": "false",
        "LOG_LEVEL": "WARNING",
        "VAR_DIR": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path / 'db.sqlite3'}",
        "CACHE_URL": "locmem://",
        "S3_BUCKET": "",
        "EMAIL_URL": "console://",
    }

    done = subprocess.run(
        [sys.executable, "bin/prepare.py", "--quiet"],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        timeout=900,
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert [line.split(":")[0] for line in done.stdout.splitlines()] == [
        "Database",
        "Static files ...",
        "Sample content",
    ]
