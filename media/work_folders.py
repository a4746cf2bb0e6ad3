"""Folders for files on their way: one per upload and per job, removed with it, also after a crash."""

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path

from django.conf import settings

from media.models import Video
from media.runner import WORK_PREFIX

UPLOAD_PREFIX = "upload-"
# Whoever is at work writes into its folder far more often than this.
SILENCE = timedelta(hours=1)


@contextmanager
def work_folder(name: str) -> Iterator[Path]:
    """An empty folder of that name; it is gone afterwards."""
    folder = Path(settings.VIDEO_WORK_DIR) / name
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def remove_leftovers() -> None:
    """Remove what killed processes of this machine left behind.

    The folder of a job bears the name of its worker, so the database knows whether it is in use. Other
    folders (of uploads, and those of `media.runner` in the folder for temporary files) are left alone
    until they have been silent for long.
    """
    at_work = set(Video.objects.filter(state=Video.State.PROCESSING).values_list("worker", flat=True))
    for folder in _folders(Path(settings.VIDEO_WORK_DIR), ""):
        is_left = _is_silent(folder) if folder.name.startswith(UPLOAD_PREFIX) else folder.name not in at_work
        if is_left:
            shutil.rmtree(folder, ignore_errors=True)
    for folder in _folders(Path(tempfile.gettempdir()), WORK_PREFIX):
        if _is_silent(folder):
            shutil.rmtree(folder, ignore_errors=True)


def _folders(parent: Path, prefix: str) -> list[Path]:
    if not parent.is_dir():
        return []
    return [path for path in parent.glob(f"{prefix}*") if path.is_dir() and not path.is_symlink()]


def _is_silent(folder: Path) -> bool:
    """Whether nothing in the folder was written for `SILENCE`. Linked sources are old and do not count as news."""
    newest = 0.0
    for path in [folder, *folder.rglob("*")]:
        with suppress(OSError):  # gone in the meantime
            newest = max(newest, path.lstat().st_mtime)
    return newest < time.time() - SILENCE.total_seconds()
