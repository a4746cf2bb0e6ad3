"""Files of videos in the storage, local or S3: in, out, and away once no row names them."""

import hashlib
import logging
import shutil
from functools import partial
from pathlib import Path

from django.core.files.base import File
from django.core.files.storage import Storage
from django.db import transaction
from django.db.models.fields.files import FieldFile

from media.models import Video, VideoFile

logger = logging.getLogger(__name__)

CHUNK_BYTES = 1024 * 1024


class StoredFileMissingError(Exception):
    """The storage has lost a file that a row names."""


class MovableFile(File):
    """A finished local file that a storage on the same disk moves into its place instead of copying it."""

    def __init__(self, path: Path) -> None:
        super().__init__(path.open("rb"), name=path.name)
        self.path = path

    def temporary_file_path(self) -> str:
        return str(self.path)


def fetch(stored: FieldFile, target: Path) -> None:
    """Make a stored file available as a local one: by hard link, else by copying it.

    Programs get it in a folder of their own, never where it is stored. Raises StoredFileMissingError.
    """
    try:
        target.hardlink_to(stored.path)
    except (NotImplementedError, OSError):  # on S3 or another disk
        name = str(stored.name)
        if not stored.storage.exists(name):
            raise StoredFileMissingError(name) from None
        with stored.storage.open(name) as source, target.open("wb") as copy:
            shutil.copyfileobj(source, copy, CHUNK_BYTES)


def is_whole(file: VideoFile) -> bool:
    """Whether the storage still has exactly the bytes that were verified when the file was made."""
    storage, name = file.file.storage, str(file.file.name)
    if not storage.exists(name) or storage.size(name) != file.size:
        return False
    with storage.open(name) as stored:
        return hashlib.file_digest(stored, "sha256").hexdigest() == file.sha256


def delete_on_commit(stored: FieldFile) -> None:
    """Delete a file that no row names any more, once that is certain."""
    if stored.name:
        transaction.on_commit(partial(delete, stored.storage, stored.name), robust=True)


def delete(storage: Storage, name: str) -> None:
    """Delete a file. A failure is logged and not raised: a file too many harms nobody."""
    try:
        storage.delete(name)
    except Exception:  # each storage has errors of its own
        logger.exception("A file could not be deleted", extra={"file": name})


def remove_strays(video: Video) -> None:
    """Delete files of the video that no row names: a worker was killed between storing and recording.

    Only whoever holds the lease of the video may ask for it, because only the holder stores files for it.
    """
    storage = video.original.storage
    folder = f"videos/{video.key}"
    named = {video.original.name, *video.files.values_list("file", flat=True)}
    try:
        _, names = storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in names:
        if f"{folder}/{name}" not in named:
            delete(storage, f"{folder}/{name}")
