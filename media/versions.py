"""What editors do with the versions of a recording: replace its film, put films beside it, go back."""

import hashlib
from functools import partial
from pathlib import Path

from django.db import transaction
from wagtail.log_actions import log

from cms.core.models import User
from media.intake import ending_of, examine, readable_name
from media.models import Version, Video
from media.models.files import ALTERNATES, VersionKind
from media.models.work import State
from media.permissions import Person
from media.probe import Probe
from media.sentences import SpokenError, gettext_noop
from media.showing import lock, put_on_show, remove_from_show
from media.statements import has_people_on_record, state_nobody
from media.stored_files import delete, is_there, store
from media.tasks import enqueue

TOLERANCE = 0.1  # share of the film by which a film beside it may be longer or shorter

SENTENCES = {
    "alternate_too_short": gettext_noop(
        "This version runs for %(actual)s seconds, the film for %(expected)s. Please upload the version of the whole film."
    ),
    "alternate_too_long": gettext_noop(
        "This version runs for %(actual)s seconds, the film for %(expected)s. Please check whether it belongs to this film."
    ),
    "version_gone": gettext_noop(
        "This version cannot be returned to: its files are no longer kept. Please upload the film again."
    ),
    "version_withdrawn": gettext_noop(
        "This version cannot be returned to: it was uploaded before a consent was withdrawn and may show the "
        "person. Please upload a film in which the person cannot be recognised."
    ),
    "version_coming": gettext_noop(
        "A new version is being prepared. Wait until it is on show, or discard it first."
    ),
}


class VersionRefusal(SpokenError):  # noqa: N818 - not a fault of the program but an answer to people
    """What was asked for is not possible; the sentence says why and what to do."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code, SENTENCES[code], **values)


def replace(video: Video, path: Path, *, name: str, user: User | None, shows_nobody: bool = False) -> None:
    """Take a film that is to replace the one of the recording; the old one stays on show until it is ready.

    `path` is a local file that intake accepts, `name` what it was called, `shows_nobody` what the user
    states of it. A film that still waits to replace it is dropped. Raises Refusal and FfmpegError as intake
    does.
    """
    take_in(video, VersionKind.FILM, path, examine(path), name, user, shows_nobody)


def add_alternate(video: Video, kind: str, path: Path, *, name: str, user: User | None) -> None:
    """Take a film that is shown beside the one of the recording, or in the place of the former of its kind.

    `kind` is `audiodeskription` or `gebaerden`. Raises VersionRefusal if it can be no version of that
    film, else as `replace` does.
    """
    alternate = VersionKind(kind)
    if alternate not in ALTERNATES:
        raise ValueError(f"The film itself is no alternate: {kind}")
    facts = examine(path)
    check_length(video, alternate, facts)
    take_in(video, alternate, path, facts, name, user)


def check_length(video: Video, kind: VersionKind, facts: Probe) -> None:
    """Refuse what cannot be a version of the film. A description may pause the film, so it may be longer."""
    if not video.duration:
        return
    values = {"actual": round(facts.duration), "expected": round(video.duration)}
    if facts.duration < video.duration * (1 - TOLERANCE):
        raise VersionRefusal("alternate_too_short", **values)
    if kind is not VersionKind.DESCRIBED and facts.duration > video.duration * (1 + TOLERANCE):
        raise VersionRefusal("alternate_too_long", **values)


def take_in(
    video: Video,
    kind: VersionKind,
    path: Path,
    facts: Probe,
    name: str,
    user: User | None,
    shows_nobody: bool = False,
) -> None:
    """Store file and row, or neither; a worker is woken once both are certain. The newest upload wins."""
    version = Version(
        video=video,
        kind=kind,
        original_name=readable_name(name),
        original_size=facts.size,
        sha256=sha256_of(path),
        duration=facts.duration,
        width=facts.width,
        height=facts.height,
        has_sound=facts.audio is not None,
        created_by=user,
    )
    store(version.original, path, f"original{ending_of(name)}")
    try:
        with transaction.atomic():
            lock(video.pk)
            video.versions.filter(kind=kind).coming().delete()
            version.number = next_number(video, kind)
            version.save()
            record(version, "media.version.add", user)
            if shows_nobody and not has_people_on_record(video):
                state_nobody(video, version.film_name, user)
            transaction.on_commit(partial(enqueue, video.pk))
    except BaseException:
        delete(version.original.storage, str(version.original.name))
        raise


def next_number(video: Video, kind: VersionKind) -> int:
    """The film that the recording began with is the first, though it has no row of its own at first."""
    last = video.versions.filter(kind=kind).order_by("-number").values_list("number", flat=True).first()
    return (last or (1 if kind is VersionKind.FILM else 0)) + 1


def sha256_of(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def roll_back(video: Video, number: int, user: Person | None) -> None:
    """Put a former film on show again, with the very files it had. Raises VersionRefusal."""
    with transaction.atomic():
        locked = lock(video.pk)
        films = locked.versions.films()
        version = films.kept().filter(number=number).first()
        if version is None or not all(is_there(file) for file in version.files.all()):
            raise VersionRefusal("version_gone")
        if not version.is_resting:
            raise VersionRefusal("version_withdrawn")
        if films.filter(state__in=[State.WAITING, State.PROCESSING]).exists():
            raise VersionRefusal("version_coming")
        put_on_show(locked, version)
        record(version, "media.version.return", user)


def discard(version: Version, user: Person | None) -> bool:
    """Drop a version that is not on show yet; False if it is by now."""
    with transaction.atomic():
        lock(version.video_id)
        coming = Version.objects.filter(pk=version.pk).coming()
        if not coming.exists():
            return False
        record(version, "media.version.discard", user)
        coming.delete()
    return True


def remove_alternate(video: Video, kind: str, user: Person | None) -> bool:
    """Take a film beside the recording off its addresses and delete it, also a withheld one; False if there is none."""
    alternate = VersionKind(kind)
    if alternate not in ALTERNATES:
        raise ValueError(f"The film itself is no alternate: {kind}")
    with transaction.atomic():
        locked = lock(video.pk)
        version = video.versions.filter(kind=alternate).ready().first()
        if version is None:
            return False
        record(version, "media.version.remove", user)
        remove_from_show(locked, alternate, locked.files.of_kind(alternate))
    return True


def record(version: Version, action: str, user: Person | None) -> None:
    """Note in the history of the recording who did what to which version."""
    log(instance=version.video, action=action, user=user, data=version.log_data)
