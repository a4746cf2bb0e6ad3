"""Which version of a film is on show: switching in one step, withholding, and forgetting what rested long enough.

Files are never copied for a switch: rows say whose they are, and all of them change in one transaction.
Whoever reads a file at that moment reads it to its end.
"""

from datetime import datetime, timedelta
from enum import Enum, auto
from itertools import groupby

from django.db import transaction
from django.utils import timezone

from cms.core.signals import content_changed
from media.lease import Lease
from media.models import Version, Video, VideoFile
from media.models.files import VersionKind, VideoFileQuerySet
from media.models.work import State
from media.stored_files import delete_on_commit

FACTS = (
    *("original", "original_name", "original_size", "duration", "width", "height", "has_sound"),
    *("flash_seconds", "poster_source", "shows_nobody_date", "shows_nobody_by_id"),
)
KEPT_FILMS = 3  # former films of a recording that can be returned to
KEPT_FOR = timedelta(days=90)  # since they were replaced


def lock(video_id: int) -> Video:
    """The recording, with nobody else switching or replacing until the transaction ends."""
    return Video.objects.select_for_update().get(pk=video_id)


def switch_to(version: Version, lease: Lease) -> None:
    """Let a version whose files are all there take its place. Raises LeaseLostError if it is no longer ours."""
    with transaction.atomic():
        video = lock(version.video_id)
        with lease.holding():
            lease.claimed.mark_ready()
            put_on_show(video, version)


def put_on_show(video: Video, version: Version) -> None:
    """Give the addresses to the files of a version. Needs the lock and a transaction.

    A film that was ready rests from then on; everything else that is replaced goes.
    """
    version.refresh_from_db()
    shown = video.files.of_kind(VersionKind(version.kind))
    if keeps_poster(video, version):
        shown = shown.exclude(kind=VideoFile.Kind.POSTER)
        version.files.filter(kind=VideoFile.Kind.POSTER).delete()
        version.poster_source = video.poster_source
    if version.is_film and video.is_ready:
        lay_to_rest(video, shown)
    else:
        remove_from_show(video, version.kind, shown, but=version)
    _show(video, version)
    if version.is_film:
        Video.objects.filter(pk=video.pk).update(
            **facts_of(version),
            **{"state": State.READY, "progress": 100, "attempts": 0, "worker": "", "lease_until": None},
            **{"error_code": "", "error_detail": "", "changed_at": version.switched_at},
        )
        # Whoever still listens to the former film has lost the work; the new one is listened to instead.
        video.recognitions.filter(state=State.PROCESSING).mark_waiting()
    settle_alternates(video)
    content_changed.send(sender=Video)


def _show(video: Video, version: Version) -> None:
    version.files.update(video=video, version=None)
    version.is_on_show, version.switched_at = True, timezone.now()
    version.save(update_fields=["is_on_show", "switched_at", "poster_source", "changed_at"])


def _withhold(video: Video, version: Version) -> None:
    video.files.of_kind(VersionKind(version.kind)).update(video=None, version=version)
    version.is_on_show, version.switched_at = False, timezone.now()
    version.save(update_fields=["is_on_show", "switched_at", "changed_at"])


class Withheld(Enum):
    """Why a film beside the main one is not on show though it is ready."""

    WITHDRAWN = auto()  # may show a person who withdrew the consent
    NO_CONSENT = auto()  # shows an interpreter, and nobody's consent is on record


def reason_to_withhold(video: Video, version: Version) -> Withheld | None:
    """What keeps a film beside the main one from its addresses; None if it may be shown.

    What is on show when a consent is withdrawn stays as long as the film itself does: both show the same people,
    and the page is offline. Once the film was replaced, nothing says that the person was cut out here too.
    """
    if version.is_before_a_withdrawal and not (
        version.is_on_show and film_on_show(video).is_before_a_withdrawal
    ):
        return Withheld.WITHDRAWN
    if version.kind == VersionKind.SIGNED and not video.consents.exists():
        return Withheld.NO_CONSENT
    return None


def settle_alternates(video: Video) -> None:
    """Show the films beside the main one that may be, and withhold the others. Needs the lock."""
    for version in video.versions.alternates().ready().exclude(original=""):
        is_free = reason_to_withhold(video, version) is None
        if is_free != version.is_on_show:
            (_show if is_free else _withhold)(video, version)
            content_changed.send(sender=Video)


def settle_alternates_of(video_id: int) -> None:
    """The same for a recording that nobody locked yet; nothing if it is gone."""
    with transaction.atomic():
        video = Video.objects.select_for_update().filter(pk=video_id).first()
        if video is not None:
            settle_alternates(video)


def keeps_poster(video: Video, version: Version) -> bool:
    """Whether the poster on show outlives the film: an own picture, or where the version has none.

    One from before a withdrawal goes with the film that it stood for: it may show the person.
    """
    posters = VideoFile.objects.filter(kind=VideoFile.Kind.POSTER)
    withdrawn_at = video.consent_withdrawn_at
    if not version.is_film or (withdrawn_at and posters.filter(video=video, created_at__lt=withdrawn_at)):
        return False
    is_own = video.poster_source == Video.PosterSource.PICTURE
    return is_own or not posters.filter(version=version).exists()


def facts_of(work: Video | Version) -> dict[str, object]:
    """What a recording takes over from the version on show, and a version from the recording."""
    return {name: getattr(work, name) for name in FACTS}


def film_on_show(video: Video) -> Version:
    """The film on show as a version; unsaved as long as it is the first and was never replaced."""
    return video.versions.films().on_show().first() or Version(
        video=video,
        kind=VersionKind.FILM,
        number=1,
        state=State.READY,
        is_on_show=True,
        created_by=video.uploaded_by,
        created_at=video.created_at,
        switched_at=video.created_at,
        **facts_of(video),
    )


def lay_to_rest(video: Video, files: VideoFileQuerySet) -> None:
    """Keep the film on show and these files of it out of sight, as they are."""
    former = film_on_show(video)
    for name, value in facts_of(video).items():
        setattr(former, name, value)
    former.is_on_show, former.switched_at = False, timezone.now()
    former.save()
    files.update(video=None, version=former)


def remove_from_show(
    video: Video, kind: str, files: VideoFileQuerySet, *, but: Version | None = None
) -> None:
    """Delete what is on show of that kind: these files, their upload and what is recorded of it.

    Of films beside the main one also what is withheld, except the one (`but`) that takes the place.
    """
    files.delete()
    versions = video.versions.filter(kind=kind)
    if but is not None:
        versions = versions.exclude(pk=but.pk)
    if kind == VersionKind.FILM:
        versions.on_show().delete()
        delete_on_commit(video.original)
    else:
        versions.ready().delete()


def forget_former_films(now: datetime) -> None:
    """Delete the files of former films that are too old or too many. That they were there stays recorded."""
    kept = Version.objects.films().kept().order_by("video", "-switched_at", "-pk")
    for _video_id, films in groupby(kept, key=lambda film: film.video_id):
        for place, film in enumerate(films):
            if place >= KEPT_FILMS or (film.switched_at and film.switched_at < now - KEPT_FOR):
                forget(film)


def forget(film: Version) -> None:
    with transaction.atomic():
        lock(film.video_id)
        if not Version.objects.filter(pk=film.pk).kept().update(original=""):
            return  # somebody returned to it at this moment
        film.files.all().delete()
        delete_on_commit(film.original)


def look_after_alternates(now: datetime) -> None:
    """Withhold what must not be shown, whatever let it stay, and delete what may show who withdrew a consent."""
    for video_id in set(Version.objects.to_look_after().values_list("video", flat=True)):
        settle_alternates_of(video_id)
    withheld = Version.objects.alternates().kept().before_a_withdrawal()
    withheld.filter(switched_at__lt=now - KEPT_FOR).delete()
