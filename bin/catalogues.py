"""Compile the German catalogues of the rooms (`django.po` to `django.mo`) by Babel, without gettext.

Each room has its own catalogue. The compiled files are not kept in the repository: `make` and the
tests compile those that are older than their source.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ["cms/core", "cms/site", "media", "lessons", "tandems", "meetings", "home", "exchange"]
LOCALE = "de"


def sources() -> list[Path]:
    """The catalogues that exist, one for each room."""
    paths = [ROOT / room / "locale" / LOCALE / "LC_MESSAGES" / "django.po" for room in ROOMS]
    return [path for path in paths if path.exists()]


def is_stale(source: Path) -> bool:
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime


def compile_catalogue(source: Path) -> None:
    """Write the compiled catalogue in one step, so that a reader beside us never sees half of it."""
    with source.open("rb") as file:
        catalogue = read_po(file, locale=LOCALE, abort_invalid=True)
    with tempfile.NamedTemporaryFile(dir=source.parent, suffix=".tmp", delete=False) as unfinished:
        write_mo(unfinished, catalogue)
    os.chmod(unfinished.name, 0o644)
    os.replace(unfinished.name, source.with_suffix(".mo"))


def compile_stale() -> list[Path]:
    """Compile every catalogue that changed since it was compiled; returns their sources."""
    stale = [source for source in sources() if is_stale(source)]
    for source in stale:
        compile_catalogue(source)
    return stale


if __name__ == "__main__":
    for changed in compile_stale():
        sys.stdout.write(f"Compiled {changed.relative_to(ROOT)}\n")
