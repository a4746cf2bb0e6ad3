"""What becomes of a film that has arrived in pieces."""

import errno
import re

import pytest
from django.urls import reverse

from media.models import Upload, Video
from tests.media.sender import FILM, SCRIPT, announce, content_of, send, upload_whole

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folders")]


@pytest.mark.slow
def test_finished_film_is_in_the_library_once_however_often_it_is_finished(newsroom, clips, folders):
    finish = upload_whole(
        newsroom.alice, newsroom.collection, clips["plain.mp4"].read_bytes(), title="Titration"
    )

    answers = [newsroom.alice.post(finish, headers=SCRIPT).json() for _ in range(2)]

    video = Video.objects.get()
    assert answers[0] == answers[1]
    assert (answers[0]["state"], answers[0]["video"]) == ("accepted", reverse("videos:edit", args=[video.pk]))
    assert (video.title, video.collection, video.uploaded_by, video.original_name) == (
        "Titration",
        newsroom.collection,
        newsroom.alice.user,
        "Titration_Teil 1.mp4",
    )
    assert (folders.private / video.original.name).read_bytes() == clips["plain.mp4"].read_bytes()
    assert folders.stored == [video.original.name]
    assert folders.in_work == []


@pytest.mark.slow
def test_film_whose_acceptance_was_not_heard_is_not_taken_twice(newsroom, clips):
    content = clips["plain.mp4"].read_bytes()
    newsroom.alice.post(upload_whole(newsroom.alice, newsroom.collection, content), headers=SCRIPT)

    response = announce(newsroom.alice, newsroom.collection, size=len(content))

    assert response.json()["state"] == "accepted"
    assert Video.objects.count() == 1


@pytest.mark.slow
def test_refused_film_says_why_and_leaves_nothing(newsroom, clips, folders):
    finish = upload_whole(newsroom.alice, newsroom.collection, b"Das ist kein Film. " * 100)

    answers = [newsroom.alice.post(finish, headers=SCRIPT).json() for _ in range(2)]

    assert [answer["state"] for answer in answers] == ["refused"] * 2
    assert "kein Film" in answers[0]["message"] == answers[1]["message"]
    assert (Video.objects.count(), folders.stored, folders.in_work) == (0, [], [])


def test_film_is_not_finished_while_bytes_are_missing(newsroom):
    begun = announce(newsroom.alice, newsroom.collection).json()["url"]
    send(newsroom.alice, begun, FILM[:1000])

    response = newsroom.alice.post(f"{begun}fertig/", headers=SCRIPT)

    assert (response.status_code, response.json()["offset"]) == (409, 1000)
    assert Upload.objects.get().is_underway
    assert content_of(begun) == FILM[:1000]


def test_film_with_another_hash_than_announced_is_refused(newsroom):
    finish = upload_whole(newsroom.alice, newsroom.collection, FILM, sha256="0" * 64)

    answer = newsroom.alice.post(finish, headers=SCRIPT).json()

    assert answer["state"] == "refused"
    assert "nicht vollständig" in answer["message"]


@pytest.mark.slow
def test_film_waits_while_the_server_cannot_look_into_it(newsroom, clips, settings):
    finish = upload_whole(newsroom.alice, newsroom.collection, clips["plain.mp4"].read_bytes())
    program, settings.FFMPEG = settings.FFMPEG, "/nowhere/ffmpeg"

    meanwhile = newsroom.alice.post(finish, headers=SCRIPT)
    settings.FFMPEG = program
    later = newsroom.alice.post(finish, headers=SCRIPT)

    assert meanwhile.status_code == 503
    assert "ffmpeg" in meanwhile.json()["message"]
    assert later.json()["state"] == "accepted"


@pytest.mark.slow
def test_film_survives_a_storing_that_failed_at_the_last_moment(newsroom, clips, folders, monkeypatch):
    """As if the server had been killed between storing the file and recording it."""
    finish = upload_whole(newsroom.alice, newsroom.collection, clips["plain.mp4"].read_bytes())

    def die(*arguments, **options):
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(Upload, "mark_accepted", die)
        failed = newsroom.alice.post(finish, headers=SCRIPT)
    later = newsroom.alice.post(finish, headers=SCRIPT)

    assert failed.status_code == 507
    assert later.json()["state"] == "accepted"
    assert folders.stored == [Video.objects.get().original.name]


NAMES = [
    "file:///etc/passwd.mp4",
    "http:evil.mp4",
    "-y.mp4",
    "%03d.mp4",
    "a|b.mp4",
    "nul\0.mp4",
    "a\r\nX: 1.mp4",
    "ü" * 300 + ".mp4",
    "\u202egpj.mp4",
    ".htaccess",
    "../../etc/passwd",
    "C:\\Filme\\Prüfung.mov",
    "<img src=x onerror=alert(1)>.mp4",
    "'; drop table media_video; --.mp4",
    "CON.mp4",
    " .mp4",
]


@pytest.mark.slow
def test_no_name_of_a_file_becomes_more_than_text(newsroom, clips, folders):
    content = clips["plain.mp4"].read_bytes()

    for name in NAMES:
        finish = upload_whole(newsroom.alice, newsroom.collection, content, name=name)
        assert newsroom.alice.post(finish, headers=SCRIPT).json()["state"] == "accepted"

    assert len(folders.stored) == len(NAMES)
    videos = {str(video.original): video.key for video in Video.objects.all()}
    for name in folders.stored:
        assert re.fullmatch(rf"videos/{videos[name]}/[0-9a-f-]{{36}}\.[a-z0-9]{{2,4}}", name)
