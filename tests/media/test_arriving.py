"""Films that arrive in pieces, as the script of the upload page sends them."""

import base64
import errno
import hashlib
import os
import shutil
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from media import arrivals
from media.arrivals import PIECE, folder_of, received
from media.library.arriving import PIECE_TYPE
from media.models import CollectionQuota, Upload, Video
from media.models.uploads import PATIENCE
from media.sweeper import sweep
from media.work_folders import SILENCE
from tests.factories.media import make_video
from tests.media.sender import FILM, SCRIPT, UPLOADS, announce, content_of, offset_of, send

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folders")]


@pytest.fixture
def begun(newsroom):
    """The address of an upload that Alice has announced."""
    return announce(newsroom.alice, newsroom.collection).json()["url"]


def test_announced_film_begins_at_nothing_under_the_name_of_its_file(newsroom):
    response = announce(newsroom.alice, newsroom.collection)

    assert response.status_code == 201
    assert response.headers["Location"] == response.json()["url"]
    upload = Upload.objects.get()
    assert (upload.user, upload.title, upload.size) == (newsroom.alice.user, "Titration Teil 1", len(FILM))
    assert response.json() == {
        "url": reverse("videos:upload", args=[upload.key]),
        "state": "underway",
        "title": "Titration Teil 1",
        "offset": 0,
        "size": len(FILM),
        "message": "",
        "video": "",
    }


def test_pieces_become_the_film(newsroom, begun):
    middle = 3 * PIECE + 5

    first = send(newsroom.alice, begun, FILM[:middle])
    second = send(newsroom.alice, begun, FILM[middle:], middle)

    assert [(one.status_code, offset_of(one)) for one in (first, second)] == [(204, middle), (204, len(FILM))]
    assert content_of(begun) == FILM


@pytest.mark.parametrize("method", ["get", "head"])
def test_offset_is_told_to_whoever_lost_an_answer(newsroom, begun, method):
    send(newsroom.alice, begun, FILM[:1000])

    response = getattr(newsroom.alice.client, method)(begun, headers=SCRIPT)

    assert offset_of(response) == 1000
    assert response.headers["Upload-Length"] == str(len(FILM))
    assert "no-store" in response.headers["Cache-Control"]


def test_repeated_piece_does_no_harm(newsroom, begun):
    send(newsroom.alice, begun, FILM[:1000])

    response = send(newsroom.alice, begun, FILM[:1000])

    assert (response.status_code, offset_of(response)) == (409, 1000)
    assert content_of(begun) == FILM[:1000]


def test_piece_that_leaves_a_gap_is_not_taken(newsroom, begun):
    response = send(newsroom.alice, begun, FILM[:1000], 500)

    assert (response.status_code, offset_of(response)) == (409, 0)


def test_piece_beyond_the_announced_size_is_not_taken(newsroom, begun):
    response = send(newsroom.alice, begun, FILM + b"!")

    assert response.status_code == 413
    assert received(Upload.objects.get()) == 0


def test_two_senders_at_once_do_not_mix(newsroom, begun):
    """A line that seemed lost wakes up while the browser already goes on: one of them is told to ask again."""
    upload = Upload.objects.get()
    pieces = iter([FILM[:PIECE], FILM[PIECE : 2 * PIECE]])

    def slow(size):
        piece = next(pieces, b"")
        if piece == FILM[PIECE : 2 * PIECE]:
            send(newsroom.alice, begun, FILM[PIECE:], PIECE)
        return piece

    with pytest.raises(arrivals.WrongOffsetError) as caught:
        arrivals.append(upload, slow, offset=0, length=2 * PIECE)

    assert caught.value.offset == len(FILM)
    assert content_of(begun) == FILM


def test_piece_that_ends_early_is_kept_as_far_as_it_came(newsroom, begun):
    upload = Upload.objects.get()
    pieces = iter([FILM[:1000]])
    checksum = hashlib.sha256(FILM[:5000]).digest()

    end = arrivals.append(upload, lambda size: next(pieces, b""), offset=0, length=5000, checksum=checksum)

    assert end == received(upload) == 1000


def checksum_of(content):
    return {"upload-checksum": f"sha256 {base64.b64encode(hashlib.sha256(content).digest()).decode()}"}


def test_piece_with_the_right_checksum_is_taken(newsroom, begun):
    response = send(newsroom.alice, begun, FILM[:1000], **checksum_of(FILM[:1000]))

    assert (response.status_code, offset_of(response)) == (204, 1000)


def test_piece_that_arrived_changed_is_dropped(newsroom, begun):
    send(newsroom.alice, begun, FILM[:1000])

    response = send(newsroom.alice, begun, b"?" * 1000, 1000, **checksum_of(FILM[1000:2000]))

    assert (response.status_code, offset_of(response)) == (460, 1000)
    assert content_of(begun) == FILM[:1000]


@pytest.mark.parametrize(
    "headers",
    [
        {"upload-offset": "x"},
        {"upload-offset": ""},
        {"upload-checksum": "md5 AAAA"},
        {"upload-checksum": "sha256 ä"},
    ],
)
def test_piece_with_headers_that_say_nothing_is_not_taken(newsroom, begun, headers):
    response = send(newsroom.alice, begun, FILM[:1000], **headers)

    assert response.status_code == 400
    assert received(Upload.objects.get()) == 0


@pytest.mark.parametrize("offset", ["-1", str(2**70)])
def test_piece_at_an_impossible_place_is_not_taken(newsroom, begun, offset):
    assert send(newsroom.alice, begun, FILM[:1000], offset).status_code == 413


def test_form_is_not_taken_for_a_piece(newsroom, begun):
    response = newsroom.alice.client.patch(begun, b"a=b", "application/x-www-form-urlencoded", headers=SCRIPT)

    assert response.status_code == 415


def test_same_film_for_the_same_place_goes_on(newsroom, begun):
    send(newsroom.alice, begun, FILM[:1000])

    response = announce(newsroom.alice, newsroom.collection)

    assert (response.status_code, response.json()["url"], response.json()["offset"]) == (200, begun, 1000)


@pytest.mark.parametrize("other", [{"size": 5}, {"last_modified": 5}, {"name": "anderer Film.mp4"}])
def test_another_film_begins_anew(newsroom, begun, other):
    assert announce(newsroom.alice, newsroom.collection, **other).json()["url"] != begun


def test_same_film_of_another_person_begins_anew(newsroom, begun):
    assert announce(newsroom.eva, newsroom.collection).json()["url"] != begun


# --- Who may --------------------------------------------------------------------------------------


def test_upload_of_another_person_does_not_exist(newsroom, begun):
    """Eva may do everything in this collection and yet has no business with what Alice is sending."""
    answers = [
        newsroom.eva.get(begun, headers=SCRIPT),
        send(newsroom.eva, begun, FILM[:1000]),
        newsroom.eva.client.delete(begun, headers=SCRIPT),
        newsroom.eva.post(f"{begun}fertig/", headers=SCRIPT),
    ]

    assert [answer.status_code for answer in answers] == [404] * 4
    assert received(Upload.objects.get()) == 0


def test_stranger_is_told_nothing(client, newsroom, begun):
    assert client.get(begun, headers=SCRIPT).status_code == 403
    assert client.post(UPLOADS, headers=SCRIPT).status_code == 403


def test_film_cannot_be_announced_for_the_collection_of_another_tandem(newsroom):
    response = announce(newsroom.alice, newsroom.other_collection)

    assert response.status_code == 400
    assert Upload.objects.count() == 0


def test_film_cannot_be_announced_for_a_video_of_another_tandem(newsroom):
    video = make_video(collection=newsroom.other_collection)

    response = announce(newsroom.alice, purpose="ersatz", video=video.pk)

    assert response.status_code == 400
    assert Upload.objects.count() == 0


def test_right_that_was_withdrawn_ends_the_upload(newsroom, begun):
    newsroom.alice.user.groups.set([newsroom.other_tandem.team.group])

    answers = [
        newsroom.alice.get(begun, headers=SCRIPT),
        send(newsroom.alice, begun, FILM[:1000]),
        newsroom.alice.post(f"{begun}fertig/", headers=SCRIPT),
    ]

    assert [answer.status_code for answer in answers] == [403] * 3
    assert received(Upload.objects.get()) == 0


def test_requests_need_the_token_of_the_page(newsroom, begun):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(newsroom.alice.user, backend="django.contrib.auth.backends.ModelBackend")
    browser.get("/admin/lernvideos/new/")
    token = {"x-csrftoken": browser.cookies["csrftoken"].value}
    piece = {"content_type": PIECE_TYPE, "data": FILM[:1000]}

    without = browser.patch(begun, headers={**SCRIPT, "upload-offset": "0"}, **piece)
    with_token = browser.patch(begun, headers={**SCRIPT, **token, "upload-offset": "0"}, **piece)

    assert (without.status_code, with_token.status_code) == (403, 204)


# --- What is known before the first byte ----------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "status", "word"),
    [
        ({"size": 0}, 400, "leer"),
        ({"size": 2 * 1024**2}, 413, "höchstens 1"),
        ({"name": "Ablauf.pdf"}, 400, "„.pdf“"),
    ],
)
def test_impossible_film_is_refused_before_its_first_byte(newsroom, settings, fields, status, word):
    settings.VIDEO_MAX_UPLOAD_MB = 1

    response = announce(newsroom.alice, newsroom.collection, **fields)

    assert response.status_code == status
    assert word in response.json()["message"]
    assert Upload.objects.count() == 0


def test_film_over_the_quota_is_refused_with_what_is_used_and_allowed(newsroom):
    CollectionQuota.objects.create(collection=newsroom.collection, megabytes=3)
    video = make_video(collection=newsroom.collection)
    Video.objects.filter(pk=video.pk).update(original_size=2 * 1024**2)

    fits = announce(newsroom.alice, newsroom.collection)
    response = announce(newsroom.alice, newsroom.collection, name="noch einer.mp4")

    assert fits.status_code == 201
    assert response.status_code == 413
    assert "darf 3 MB belegen und belegt 3 MB" in response.json()["message"]


def test_quota_of_a_collection_above_counts(newsroom):
    CollectionQuota.objects.create(collection=newsroom.collection.get_parent(), megabytes=1)
    make_video(collection=newsroom.other_collection)

    assert announce(newsroom.alice, newsroom.collection).status_code == 413


def test_full_disk_is_told_before_the_first_byte(newsroom, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(10**9, 10**9, 1000))

    response = announce(newsroom.alice, newsroom.collection)

    assert response.status_code == 507
    assert "kein Platz" in response.json()["message"]


# --- Disks ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "word"), [(errno.ENOSPC, "kein Platz"), (errno.EROFS, "keine Dateien speichern")]
)
def test_disk_that_refuses_in_the_middle_costs_nothing_that_came(newsroom, begun, monkeypatch, number, word):
    send(newsroom.alice, begun, FILM[:1000])

    def refuse(*arguments):
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(os, "pwrite", refuse)
        response = send(newsroom.alice, begun, FILM[1000:2000], 1000)
    afterwards = send(newsroom.alice, begun, FILM[1000:], 1000)

    assert response.status_code == 507
    assert word in response.json()["message"]
    assert (afterwards.status_code, content_of(begun)) == (204, FILM)


def test_folder_that_cannot_be_made_is_told(newsroom, begun, folders):
    folders.work.parent.mkdir(parents=True, exist_ok=True)
    folders.work.write_text("A file where the folder should be.")

    response = send(newsroom.alice, begun, FILM[:1000])

    assert response.status_code == 507
    assert "keine Dateien speichern" in response.json()["message"]


# --- Given up -------------------------------------------------------------------------------------


def test_cancelled_upload_leaves_nothing(newsroom, begun, folders):
    send(newsroom.alice, begun, FILM[:1000])

    response = newsroom.alice.client.delete(begun, headers=SCRIPT)

    assert response.status_code == 204
    assert (Upload.objects.count(), folders.in_work) == (0, [])


def test_clock_forgets_uploads_without_a_byte_for_a_day(newsroom, folders):
    old, fresh = [
        announce(newsroom.alice, newsroom.collection, name=name).json()["url"] for name in ("a.mp4", "b.mp4")
    ]
    for url in (old, fresh):
        send(newsroom.alice, url, FILM[:1000])
    long_ago = timezone.now() - PATIENCE - timedelta(minutes=1)
    Upload.objects.filter(name="a.mp4").update(changed_at=long_ago)

    sweep()

    upload = Upload.objects.get()
    assert upload.name == "b.mp4"
    assert folders.in_work == [folder_of(upload.key)]


def test_clock_leaves_a_slow_upload_alone_and_removes_folders_without_one(newsroom, begun, folders):
    send(newsroom.alice, begun, FILM[:1000])
    left = folder_of("00000000-0000-4000-8000-000000000000")
    left.mkdir()
    long_ago = (timezone.now() - SILENCE - timedelta(minutes=1)).timestamp()
    for path in [*folders.work.rglob("*")]:
        os.utime(path, (long_ago, long_ago))

    sweep()

    assert folders.in_work == [folder_of(Upload.objects.get().key)]
