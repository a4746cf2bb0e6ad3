"""Folders for files on their way: one per upload and per job, removed with it, also after a crash."""

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path

from django.conf import settings

from media.models import Recognition, Upload, Version, Video
from media.runner import WORK_PREFIX

UPLOAD_PREFIX = "upload-"
ARRIVING_PREFIX = "arriving-"
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

    The folder of a job bears the name of its worker, that of a film that arrives in pieces the key of its
    upload, so the database knows whether they are in use. Other folders (of uploads, and those of
    `media.runner` in the folder for temporary files) are left alone until they have been silent for long.
    """
    # Listed first: a worker makes its folder once the database knows it.
    folders = _folders(Path(settings.VIDEO_WORK_DIR), "")
    in_use = {
        worker
        for model in (Video, Version, Recognition)
        for worker in model.objects.exclude(worker="").values_list("worker", flat=True)
    }
    in_use |= {f"{ARRIVING_PREFIX}{key}" for key in Upload.objects.underway().values_list("key", flat=True)}
    for folder in folders:
        if folder.name not in in_use and (not _is_of_upload(folder) or _is_silent(folder)):
            shutil.rmtree(folder, ignore_errors=True)
    for folder in _folders(Path(tempfile.gettempdir()), WORK_PREFIX):
        if _is_silent(folder):
            shutil.rmtree(folder, ignore_errors=True)


def _is_of_upload(folder: Path) -> bool:
    return folder.name.startswith((UPLOAD_PREFIX, ARRIVING_PREFIX))


def _folders(parent: Path, prefix: str) -> list[Path]:
    if not parent.is_dir():
        return []
    return [path for path in parent.glob(f"{prefix}*") if path.is_dir() and not path.is_symlink()]


def _is_silent(folder: Path) -> bool:
    """Whether nothing in the folder was written for `SILENCE`. Linked sources are old and do not count as news."""
    newest = 0.0
    for place, folders, files in os.walk(folder):  # passes over what is gone in the meantime
        for name in ("", *folders, *files):
            with suppress(OSError):
                newest = max(newest, Path(place, name).lstat().st_mtime)
    return newest < time.time() - SILENCE.total_seconds()
