"""Files of videos in the storage, local or S3: in, out, and away once no row names them."""

import hashlib
import logging
import shutil
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from django.core.files.base import File
from django.core.files.storage import Storage
from django.db import transaction
from django.db.models import Q
from django.db.models.fields.files import FieldFile
from django.utils import timezone

from media.models import VideoFile
from media.models.work import Work

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


def store(stored: FieldFile, path: Path, name: str) -> None:
    """Move a finished local file into the storage, as a field of a row that is not saved yet.

    Raises OSError, and leaves nothing behind: a full disk keeps what fitted.
    """
    name = stored.field.generate_filename(stored.instance, name)
    try:
        with MovableFile(path) as content:
            name_in_storage = stored.storage.save(name, content)
    except OSError:
        delete(stored.storage, name)
        raise
    setattr(stored.instance, stored.field.attname, name_in_storage)


@dataclass(frozen=True)
class Made:
    """A finished local file and what it is; its name is the one that its address ends in."""

    path: Path
    kind: VideoFile.Kind
    content_type: str
    size: tuple[int, int]  # pixels
    second: float | None = None  # the moment of the film that a still picture shows


def put(work: Work, made: Made) -> VideoFile:
    """Put a finished file into the storage. The row that describes it is not saved: see `take_place`."""
    width, height = made.size
    file = VideoFile(
        name=made.path.name,
        kind=made.kind,
        content_type=made.content_type,
        size=made.path.stat().st_size,
        width=width,
        height=height,
        second=made.second,
        **work.as_owner(),
    )
    with made.path.open("rb") as content:
        file.sha256 = hashlib.file_digest(content, "sha256").hexdigest()
    store(file.file, made.path, made.path.name)
    return file


def take_place(file: VideoFile) -> None:
    """Save the row in the place of the former one of its name. Call it in a transaction.

    Harmless to repeat: a database that fell silent may have written the row, and then it is the former one.
    """
    former = VideoFile.objects.filter(video=file.video, version=file.version, name=file.name).first()
    if former is not None:
        if former.file.name != file.file.name:
            delete_on_commit(former.file)
        file.pk, file.created_at = former.pk, timezone.now()
    file.save()


def is_there(file: VideoFile) -> bool:
    """Whether the storage has a file of that size."""
    storage, name = file.file.storage, str(file.file.name)
    return storage.exists(name) and storage.size(name) == file.size


def is_whole(file: VideoFile) -> bool:
    """Whether the storage still has exactly the bytes that were verified when the file was made."""
    if not is_there(file):
        return False
    with file.file.storage.open(str(file.file.name)) as stored:
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


def remove_strays(work: Work) -> None:
    """Delete files in the folder of a recording or version that no row names: a worker was killed.

    Only whoever holds the lease may ask for it, with the row locked (`Lease.holding`): the holder stores
    files, and editors change the poster with the row locked as well.
    """
    storage = work.original.storage
    named = names_of(work)
    try:
        _, names = storage.listdir(work.folder)
    except FileNotFoundError:
        return
    for name in names:
        if f"{work.folder}/{name}" not in named:
            delete(storage, f"{work.folder}/{name}")


def names_of(work: Work) -> set[str]:
    """Every stored file that a row of the recording names: of what is on show, comes or rests."""
    video = work.recording
    files = VideoFile.objects.filter(Q(video=video) | Q(version__video=video)).values_list("file", flat=True)
    return {str(video.original.name), *files, *video.versions.values_list("original", flat=True)}
