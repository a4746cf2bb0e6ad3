"""The bytes of films that arrive in pieces: appended at the end, and only there.

The size of the file is the one truth about how far an upload came. So a killed server, a lost answer or
a repeated piece does no harm: whoever sends asks for the size and goes on from there. The folder must be
the same for all web servers.
"""

import fcntl
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from media.models import Upload
from media.work_folders import ARRIVING_PREFIX

FILM = "film"  # neutral: nothing that a sender said becomes a path
LOCK = "lock"
PIECE = 256 * 1024  # bytes in memory at a time, and the most that a killed server loses

Read = Callable[[int], bytes]


class WrongOffsetError(Exception):
    """The piece does not begin where the file ends; `offset` is where it ends."""

    def __init__(self, offset: int) -> None:
        self.offset = offset
        super().__init__(f"The file has {offset} bytes.")


class WrongChecksumError(Exception):
    """The piece arrived changed and was dropped."""


def folder_of(key: UUID) -> Path:
    return Path(settings.VIDEO_WORK_DIR) / f"{ARRIVING_PREFIX}{key}"


def film_of(upload: Upload) -> Path:
    return folder_of(upload.key) / FILM


def received(upload: Upload) -> int:
    """How many bytes have arrived."""
    try:
        return film_of(upload).stat().st_size
    except FileNotFoundError:
        return 0


def append(upload: Upload, read: Read, *, offset: int, length: int, checksum: bytes = b"") -> int:
    """Append the `length` bytes that `read` gives and return how many bytes the file has then.

    A sender that falls silent leaves what came until then. `checksum` is the SHA-256 of the whole piece,
    where the sender knows it. Raises WrongOffsetError, WrongChecksumError, or OSError if the disk refuses.
    """
    path = film_of(upload)
    path.parent.mkdir(parents=True, exist_ok=True)
    Upload.objects.filter(pk=upload.pk).update(changed_at=timezone.now())
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o640), "r+b", buffering=0) as film:
        end, digest = _write(film.fileno(), read, offset, min(offset + length, upload.size))
        os.fsync(film.fileno())
        if checksum and end == offset + length and digest != checksum:
            _take_back(film.fileno(), offset, end)
            raise WrongChecksumError
    return end


def _write(film: int, read: Read, offset: int, limit: int) -> tuple[int, bytes]:
    """Write piece by piece, each only where the file ends at that moment: two senders cannot mix."""
    position, digest = offset, hashlib.sha256()
    with _locked(film):
        _check_offset(film, position)
    while piece := read(min(PIECE, limit - position)):
        with _locked(film):
            _check_offset(film, position)
            written = os.pwrite(film, piece, position)
        digest.update(piece[:written])
        position += written
        if written < len(piece):
            break
    return position, digest.digest()


def _check_offset(film: int, position: int) -> None:
    end = os.fstat(film).st_size
    if end != position:
        raise WrongOffsetError(end)


def _take_back(film: int, offset: int, end: int) -> None:
    with _locked(film):
        if os.fstat(film).st_size == end:
            os.ftruncate(film, offset)


@contextmanager
def _locked(file: int) -> Iterator[None]:
    """Others wait. The lock goes with the process, so a killed server leaves none behind."""
    fcntl.flock(file, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(file, fcntl.LOCK_UN)


@contextmanager
def alone(upload: Upload) -> Iterator[None]:
    """Whoever finishes the upload is alone with it, whichever server was asked."""
    folder = folder_of(upload.key)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK).open("wb") as lock, _locked(lock.fileno()):
        yield


def second_name(upload: Upload) -> Path:
    """The film under a second name, to be moved away: until the outcome is recorded the first one stays."""
    film = film_of(upload)
    other = film.with_name("accepted")
    other.unlink(missing_ok=True)
    try:
        other.hardlink_to(film)
    except OSError:  # a file system without hard links
        shutil.copyfile(film, other)
    return other


def has_checksum(upload: Upload) -> bool:
    """Whether the whole file is what was announced, as far as a checksum was announced."""
    if not upload.sha256:
        return True
    with film_of(upload).open("rb") as film:
        return hashlib.file_digest(film, "sha256").hexdigest() == upload.sha256


def still_to_come() -> int:
    """The bytes that all unfinished uploads may still bring."""
    return sum(max(0, upload.size - received(upload)) for upload in Upload.objects.underway())


def discard(upload: Upload) -> None:
    """Forget an upload and its bytes."""
    upload.delete()
    remove_film(upload)


def remove_film(upload: Upload) -> None:
    shutil.rmtree(folder_of(upload.key), ignore_errors=True)


def discard_silent() -> None:
    """Forget what was given up, and outcomes that nobody asks for any more."""
    for upload in Upload.objects.silent():
        discard(upload)
