"""Make the site ready to run: database, static files, sample content. Does only what is not done yet."""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.dev")

import django  # noqa: E402 - the path and the settings must be named first
from django.conf import settings  # noqa: E402
from django.contrib.staticfiles.finders import get_finders  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.migrations.executor import MigrationExecutor  # noqa: E402

settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
django.setup()

from cms.core.models import SampleRecord  # noqa: E402 - models exist only after the set-up


def say(text: str) -> None:
    print(text, flush=True)


def migrate() -> None:
    """Bring the database to the newest migrations. The database itself says what it lacks."""
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not missing:
        return
    say(f"Database: {len(missing)} migrations (about a minute the first time) ...")
    call_command("migrate", interactive=False, verbosity=0)


def static_fingerprint() -> str:
    """Names, sizes and times of all static files: what the collected ones depend on."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list(ignore_patterns=None):
            status = os.stat(storage.path(name))
            digest.update(f"{name}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def collect_static() -> None:
    """Collect, compress and name the static files anew when one of them changed."""
    stamp = settings.VAR_DIR / "static.fingerprint"
    fingerprint = static_fingerprint()
    if Path(settings.STATIC_ROOT).exists() and stamp.exists() and stamp.read_text() == fingerprint:
        return
    say("Static files ...")
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(fingerprint)


def load_sample_content(*, is_quiet: bool) -> None:
    """Build the samples that were never built; the loader knows them."""
    if SampleRecord.objects.exists():
        say("Sample content: looking for new samples ...")
    else:
        say("Sample content: pages are written, films drawn and processed (some minutes) ...")
    call_command("load_demo", verbosity=0 if is_quiet else 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quiet", action="store_true", help="say nothing of addresses and logins")
    arguments = parser.parse_args()
    migrate()
    collect_static()
    load_sample_content(is_quiet=arguments.quiet)


if __name__ == "__main__":
    main()
