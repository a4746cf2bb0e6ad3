"""That nobody can be recognised: what somebody states of one film, in place of consents.

It goes with its film: on show it stands with the recording, where the rule of going live reads it; of a film
that comes or rests it stands with its version. Whoever is on record can be recognised in all of them.
"""

from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from media.models import Version, Video
from media.permissions import Person
from media.sentences import SpokenError, gettext_noop
from media.showing import lock

NOT_STATED: dict[str, Any] = {"shows_nobody_date": None, "shows_nobody_by": None}

SENTENCES = {
    "people_on_record": gettext_noop("Consents are recorded, so somebody can be recognised."),
    "film_replaced": gettext_noop(
        "The film has been replaced in the meantime. Please watch the new one and state it then."
    ),
}


class StatementRefusal(SpokenError):  # noqa: N818 - not a fault of the program but an answer to people
    """Of this film it cannot be stated; the sentence says why and what to do."""

    def __init__(self, code: str) -> None:
        super().__init__(code, SENTENCES[code])


def state_nobody(video: Video, film_name: str, user: Person | None) -> None:
    """Record that nobody can be recognised in the film that somebody looked at, on show or coming.

    `film_name` is that of the film when it was looked at: another one may have taken its place since.
    Raises StatementRefusal if so, or if people are on record, whom nobody cuts out by a statement.
    """
    with transaction.atomic():
        locked = lock(video.pk)
        if has_people_on_record(locked):
            raise StatementRefusal("people_on_record")
        film = film_named(locked, film_name)
        if film is None:
            raise StatementRefusal("film_replaced")
        _store(film, {"shows_nobody_date": timezone.localdate(), "shows_nobody_by": user})
        _note(film, user)


def film_named(video: Video, film_name: str) -> Video | Version | None:
    """The film on show or the coming one, if it is the one of that name. No name fits none."""
    films: list[Video | Version] = [video, *video.versions.films().coming()]
    return next((film for film in films if film_name and film.film_name == film_name), None)


def has_people_on_record(video: Video) -> bool:
    return video.consents.exists()


def take_back(video_id: int) -> None:
    """Of the film on show and of all others: the next one must not bring the statement back."""
    with transaction.atomic():
        video = lock(video_id)
        Version.objects.filter(video=video).update(**NOT_STATED)
        if video.shows_nobody:
            _store(video, NOT_STATED)


def _store(film: Video | Version, statement: dict[str, Any]) -> None:
    """Saved rather than updated: the page of a recording is asked then whether it may stay online."""
    for name, value in statement.items():
        setattr(film, name, value)
    film.save(update_fields=list(statement))


def _note(film: Video | Version, user: Person | None) -> None:
    if isinstance(film, Version):
        log(instance=film.video, action="media.version.nobody", user=user, data=film.log_data)
    else:
        log(instance=film, action="consent.nobody", user=user)
