"""How a film comes into the library: received, looked into, refused or kept."""

import logging
import math
import shutil
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path, PurePath
from uuid import uuid4

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext
from wagtail.models import Collection

from cms.core.models import User
from media.arrivals import still_to_come
from media.inspection import probe
from media.models import Upload, Video
from media.models.quotas import MEBIBYTE
from media.probe import Probe, Refusal, check
from media.sentences import SpokenError, gettext_noop
from media.storage_use import bytes_below, quotas_of
from media.stored_files import delete, store
from media.tasks import NO_SPACE, enqueue
from media.work_folders import UPLOAD_PREFIX, work_folder

logger = logging.getLogger(__name__)

# Left free for everything else that is written on the disk of the uploads.
RESERVE = 256 * MEBIBYTE
TITLE_LENGTH = Video._meta.get_field("title").max_length or 0
# Endings a film is stored under; what it is was found in its content, the ending is for people.
ENDINGS = frozenset(
    {
        *(".mp4", ".m4v", ".mov", ".3gp", ".3g2", ".mkv", ".webm", ".avi", ".mpg", ".mpeg"),
        *(".ts", ".mts", ".m2ts", ".ogg", ".ogv", ".wmv", ".asf", ".flv"),
    }
)

SENTENCES = {
    "too_large": gettext_noop(
        "The file has %(actual)s MB; at most %(limit)s MB are possible. Export the film in a smaller size."
    ),
    "wrong_ending": gettext_noop(
        "Files ending in “%(ending)s” are no films. Please choose MP4, MOV, WebM, MKV, AVI, MPEG, OGG, WMV or FLV."
    ),
    "no_room_in_collection": gettext_noop(
        "The collection “%(collection)s” may hold %(allowed)s MB and holds %(used)s MB, so this film of "
        "%(actual)s MB does not fit. Delete what is no longer needed, or ask the coordination for more room."
    ),
    "incomplete": gettext_noop("The file did not arrive as a whole. Please upload it once more."),
    "no_space_for_upload": gettext_noop(
        "There is no space left on the server for this file. Please tell the operators."
    ),
    "cannot_store": gettext_noop(
        "The server cannot store files at the moment. Please tell the operators, and go on later."
    ),
    "file_missing": gettext_noop("There is no such file, or it may not be read."),
}


class UploadRefusal(Refusal):
    """The file is not even looked into."""

    def __init__(self, code: str, **values: object) -> None:
        SpokenError.__init__(self, code, SENTENCES[code], **values)


def no_storage(error: OSError) -> UploadRefusal:
    """What people are told of a storage that fails; what it said itself is in the log."""
    logger.error("A file could not be stored", exc_info=error)
    return UploadRefusal("no_space_for_upload" if error.errno in NO_SPACE else "cannot_store")


def examine(path: Path) -> Probe:
    """Look into a local file and return what it holds: the check that every upload must pass.

    Raises Refusal with the reason, FfmpegError if the server cannot look.
    """
    try:
        size = path.stat().st_size if path.is_file() else None
    except OSError:
        size = None
    if size is None:
        raise UploadRefusal("file_missing")
    check_size(size)
    facts = probe(path, program=settings.FFMPEG)
    check(facts)
    return facts


def check_announced(name: str, size: int, collection: Collection) -> None:
    """Raise Refusal for what can be known before the first byte is sent."""
    ending = PurePath(name).suffix.lower()
    if ending and ending not in ENDINGS:
        raise UploadRefusal("wrong_ending", ending=ending)
    if size == 0:
        raise Refusal("empty_file")
    check_size(size)
    check_quotas(size, collection)
    check_free_space(size)


def check_quotas(size: int, collection: Collection) -> None:
    """Raise UploadRefusal if a film of `size` bytes does not fit into the collection or one above it.

    What is on its way counts as if it were there, so that several films at once cannot slip through.
    """
    for quota in quotas_of(collection):
        underway = Upload.objects.underway().below(quota.collection)
        used = bytes_below(quota.collection) + sum(underway.values_list("size", flat=True))
        if used + size > quota.allowed_bytes:
            raise UploadRefusal(
                "no_room_in_collection",
                collection=quota.collection.name,
                allowed=quota.megabytes,
                used=math.ceil(used / MEBIBYTE),
                actual=math.ceil(size / MEBIBYTE),
            )


def check_free_space(size: int) -> None:
    """Raise UploadRefusal if the disk cannot take `size` bytes beside what is already on its way."""
    folder = Path(settings.VIDEO_WORK_DIR)
    existing = next(path for path in [folder, *folder.parents] if path.exists())
    if shutil.disk_usage(existing).free < size + still_to_come() + RESERVE:
        raise UploadRefusal("no_space_for_upload")


def check_size(size: int) -> None:
    """Raise UploadRefusal if so many bytes are too many."""
    if size > settings.VIDEO_MAX_UPLOAD_MB * MEBIBYTE:
        raise UploadRefusal(
            "too_large", actual=math.ceil(size / MEBIBYTE), limit=settings.VIDEO_MAX_UPLOAD_MB
        )


def accept_upload(
    file: File, *, title: str, collection: Collection, user: User | None, declared_size: int | None = None
) -> Video:
    """Keep an uploaded film and have it processed, or refuse it and leave nothing behind.

    `declared_size` (bytes) is what the sender announced, where that is known apart from the file. Raises
    Refusal with the reason, FfmpegError if the server cannot look into films; both are for people, see
    `media.messages.in_words`.
    """
    size = file.size if declared_size is None else declared_size
    with received_file(file, size) as path:
        check_quotas(size, collection)
        return accept_file(path, name=file.name or "", title=title, collection=collection, user=user)


@contextmanager
def received_file(file: File, size: int) -> Iterator[Path]:
    """The upload as a local file for a while. Raises UploadRefusal if it is too large or not whole."""
    with work_folder(f"{UPLOAD_PREFIX}{uuid4()}") as folder:
        path = folder / "film"
        receive(file, path, size)
        yield path


def accept_file(
    path: Path,
    *,
    name: str,
    title: str,
    collection: Collection,
    user: User | None,
    also: Callable[[Video], None] | None = None,
) -> Video:
    """Move a local film into the library and have it processed, or raise as `accept_upload` does.

    `name` is what people called the file. `also` is done in the transaction that writes the row: both
    happen or neither.
    """
    facts = examine(path)
    video = Video(
        title=title,
        collection=collection,
        uploaded_by=user,
        original_name=readable_name(name),
        original_size=facts.size,
        duration=facts.duration,
        width=facts.width,
        height=facts.height,
        has_sound=facts.audio is not None,
    )
    keep(video, path, also)
    return video


def receive(file: File, path: Path, declared_size: int) -> None:
    """Write the upload to `path` piece by piece. Raises UploadRefusal if it is too large or not whole."""
    check_size(declared_size)
    received = 0
    try:
        with path.open("wb") as target:
            for chunk in file.chunks(MEBIBYTE):
                received += target.write(chunk)
                check_size(received)
    except OSError as error:
        if error.errno in NO_SPACE:
            raise UploadRefusal("no_space_for_upload") from error
        raise
    if received != declared_size:
        raise UploadRefusal("incomplete")


def keep(video: Video, path: Path, also: Callable[[Video], None] | None = None) -> None:
    """Store file and row, or neither; a worker is woken once both are certain."""
    store(video.original, path, f"original{ending_of(video.original_name)}")
    try:
        with transaction.atomic():
            video.save()
            if also:
                also(video)
            transaction.on_commit(partial(enqueue, video.pk))
    except BaseException:
        delete(video.original.storage, str(video.original.name))
        raise


def readable_name(name: str) -> str:
    """The name of the file as text for people: no folders, no invisible or direction-changing characters."""
    visible = "".join(character for character in name if unicodedata.category(character)[0] != "C")
    return PurePath(visible.replace("\\", "/")).name[:255]


def ending_of(name: str) -> str:
    ending = PurePath(name).suffix.lower()
    return ending if ending in ENDINGS else ".bin"


def title_from(name: str) -> str:
    """What a film is called whose editor typed no title: as its file, without the ending."""
    words = " ".join(PurePath(readable_name(name)).stem.replace("_", " ").split())
    return words[:TITLE_LENGTH] or gettext("Video")
