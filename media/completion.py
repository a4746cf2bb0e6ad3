"""What becomes of a film once it has arrived: a recording, a new film for one, or another version of it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.core.files.base import File
from wagtail.log_actions import log
from wagtail.models import Collection

from cms.core.models import User
from media import versions
from media.arrivals import alone, has_checksum, received, remove_film, second_name
from media.intake import UploadRefusal, accept_file, check_quotas, received_file
from media.messages import in_words
from media.models import Upload, Video
from media.permissions import Person, video_policy
from media.probe import Refusal
from media.programs import FfmpegError

Purpose = Upload.Purpose
Also = Callable[[Video], None]


@dataclass(frozen=True)
class Destination:
    """Where a film is to go: into a collection as a new recording, or to a recording that is there."""

    collection: Collection
    purpose: str = Purpose.NEW
    video: Video | None = None

    def is_open_to(self, user: Person) -> bool:
        """Whether the user may bring a film there, at this moment."""
        if self.video is not None:
            return video_policy.user_has_permission_for_instance(user, "change", self.video)
        allowed = video_policy.collections_user_has_permission_for(user, "add")
        return allowed.filter(pk=self.collection.pk).exists()


def destination_of(upload: Upload) -> Destination:
    return Destination(upload.collection, upload.purpose, upload.video)


def bring_in(
    path: Path,
    destination: Destination,
    *,
    name: str,
    title: str,
    user: User,
    shows_nobody: bool = False,
    also: Also | None = None,
) -> Video:
    """Move a local film to its destination, or raise as `media.intake.accept_file` or `media.versions` do.

    `shows_nobody` is what the user states of a film that replaces another. `also` is done once the film is
    recorded; with a new one in the same transaction.
    """

    video = destination.video
    if video is None:
        return _bring_in_new(path, destination.collection, name=name, title=title, user=user, also=also)
    # Not in one transaction, for both look into the film first. Doing it again does no harm: the newest
    # film for a recording takes the place of one that still waits.
    if destination.purpose == Purpose.REPLACEMENT:
        versions.replace(video, path, name=name, user=user, shows_nobody=shows_nobody)
    else:
        versions.add_alternate(video, destination.purpose, path, name=name, user=user)
    if also:
        also(video)
    return video


def _bring_in_new(
    path: Path, collection: Collection, *, also: Also | None, user: User, **words: str
) -> Video:
    def record(video: Video) -> None:
        log(instance=video, action="wagtail.create", user=user)
        if also:
            also(video)

    return accept_file(path, collection=collection, user=user, also=record, **words)


def deliver(
    file: File, destination: Destination, *, title: str, user: User, shows_nobody: bool = False
) -> Video:
    """Bring in a film that came with a form. Raises Refusal or FfmpegError."""
    with received_file(file, file.size) as path:
        check_quotas(file.size, destination.collection)
        return bring_in(
            path, destination, name=file.name or "", title=title, user=user, shows_nobody=shows_nobody
        )


def finish(upload: Upload, *, shows_nobody: bool = False) -> None:
    """Take in what has arrived and record the outcome with the upload; asked again, nothing changes.

    What may get better leaves the upload as it is: UploadRefusal while bytes are missing, FfmpegError if
    the server cannot look into films, OSError if it cannot store them.
    """
    if not upload.is_underway:
        return
    with alone(upload):
        upload.refresh_from_db()
        if upload.is_underway:
            _take_in(upload, shows_nobody)
    remove_film(upload)


def _take_in(upload: Upload, shows_nobody: bool) -> None:
    if received(upload) != upload.size:
        raise UploadRefusal("incomplete")
    try:
        if not has_checksum(upload):
            raise UploadRefusal("incomplete")
        bring_in(
            second_name(upload),
            destination_of(upload),
            name=upload.name,
            title=upload.title,
            user=upload.user,
            shows_nobody=shows_nobody,
            also=upload.mark_accepted,
        )
    except (Refusal, versions.VersionRefusal) as refusal:
        upload.mark_refused(in_words(refusal))
    except FfmpegError as error:
        if not error.is_permanent:
            raise
        upload.mark_refused(in_words(error))
