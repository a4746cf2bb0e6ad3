"""How a film comes into the library: received, looked into, refused or kept."""

import math
import unicodedata
from functools import partial
from pathlib import Path, PurePath
from uuid import uuid4

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from wagtail.models import Collection

from cms.core.models import User
from media.ffmpeg import probe
from media.models import Video
from media.probe import Probe, Refusal, check
from media.sentences import SpokenError, gettext_noop
from media.stored_files import MovableFile, delete
from media.tasks import NO_SPACE, enqueue
from media.work_folders import UPLOAD_PREFIX, work_folder

MEBIBYTE = 1024**2
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
    "incomplete": gettext_noop("The file did not arrive as a whole. Please upload it once more."),
    "no_space_for_upload": gettext_noop(
        "There is no space left on the server for this file. Please tell the operators."
    ),
    "file_missing": gettext_noop("There is no such file, or it may not be read."),
}


class UploadRefusal(Refusal):
    """The file is not even looked into."""

    def __init__(self, code: str, **values: object) -> None:
        SpokenError.__init__(self, code, SENTENCES[code], **values)


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


def check_size(size: int) -> None:
    """Raise UploadRefusal if so many bytes are too many. Forms ask it before the first byte is sent."""
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
    name = readable_name(file.name or "")
    with work_folder(f"{UPLOAD_PREFIX}{uuid4()}") as folder:
        path = folder / f"original{ending_of(name)}"
        receive(file, path, file.size if declared_size is None else declared_size)
        facts = examine(path)
        video = Video(
            title=title,
            collection=collection,
            uploaded_by=user,
            original_name=name,
            original_size=facts.size,
            duration=facts.duration,
            width=facts.width,
            height=facts.height,
            has_sound=facts.audio is not None,
        )
        keep(video, path)
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


def keep(video: Video, path: Path) -> None:
    """Store file and row, or neither; a worker is woken once both are certain."""
    with MovableFile(path) as content:
        video.original.save(path.name, content, save=False)
    try:
        with transaction.atomic():
            video.save()
            transaction.on_commit(partial(enqueue, video.pk))
    except BaseException:
        delete(video.original.storage, str(video.original.name))
        raise


def retry(video: Video) -> bool:
    """Let a failed video begin anew with all attempts; False if it has not failed (any more)."""
    with transaction.atomic():
        is_waiting = bool(Video.objects.filter(pk=video.pk).mark_retried())
        if is_waiting:
            transaction.on_commit(partial(enqueue, video.pk))
    return is_waiting


def readable_name(name: str) -> str:
    """The name of the file as text for people: no folders, no invisible or direction-changing characters."""
    visible = "".join(character for character in name if unicodedata.category(character)[0] != "C")
    return PurePath(visible.replace("\\", "/")).name[:255]


def ending_of(name: str) -> str:
    ending = PurePath(name).suffix.lower()
    return ending if ending in ENDINGS else ".bin"
