"""Uploads to the web server as it runs everywhere: killed in the middle, and filled with large films."""

import json
import time
from urllib.parse import urlencode

import pytest
from django.conf import settings as django_settings

from media.library.arriving import PIECE_TYPE
from media.library.uploading import PIECE_BYTES
from media.models import Upload, Video
from tests.media.gunicorn_site import PATIENCE, Site

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

MEBIBYTE = 1024**2
LARGE = 200 * MEBIBYTE
UPLOADS = "/admin/lernvideos/hochladen/"


@pytest.fixture
def site(newsroom, folders, tmp_path):
    newsroom.alice.get("/admin/lernvideos/new/")
    names = (django_settings.SESSION_COOKIE_NAME, "csrftoken")
    cookies = {name: newsroom.alice.client.cookies[name].value for name in names}
    site = Site(tmp_path, cookies)
    site.start()
    yield site
    site.kill()


def announce(site, newsroom, size):
    fields = {"name": "Titration.mp4", "size": size, "purpose": "neu", "collection": newsroom.collection.pk}
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    return json.loads(site.ask("POST", UPLOADS, urlencode(fields), **headers).content)


def send(site, url, content, offset):
    headers = {"Content-Type": PIECE_TYPE, "Upload-Offset": str(offset)}
    response = site.ask("PATCH", url, content, **headers)
    assert response.status == 204
    return int(response.headers["Upload-Offset"])


def test_upload_goes_on_after_the_server_was_killed_three_times(site, newsroom, clips, folders):
    """At 10, 50 and 99 per cent, each time in the middle of a piece."""
    film = clips["plain.mp4"].read_bytes()
    film += bytes(4 * MEBIBYTE - len(film))  # players ignore what follows the last box
    url = announce(site, newsroom, len(film))["url"]
    offset = 0

    for share in (0.10, 0.50, 0.99):
        end = int(share * len(film))
        connection = site.connect()
        connection.putrequest("PATCH", url, skip_host=True)
        headers = {"Content-Type": PIECE_TYPE, "Upload-Offset": offset, "Content-Length": len(film) - offset}
        for name, value in {**site.headers, **headers}.items():
            connection.putheader(name, value)
        connection.endheaders()
        connection.send(film[offset:end])
        wait_for_bytes(folders, end)
        site.kill()
        connection.close()
        site.start()

        answer = json.loads(site.ask("GET", url).content)
        assert offset < answer["offset"] <= end
        assert Video.objects.count() == 0
        assert folders.stored == []
        offset = answer["offset"]

    assert send(site, url, film[offset:], offset) == len(film)
    answer = json.loads(site.ask("POST", f"{url}fertig/").content)
    assert (answer["state"], answer["message"]) == ("accepted", "")
    video = Video.objects.get()
    assert (folders.private / video.original.name).read_bytes() == film
    assert folders.in_work == []


def wait_for_bytes(folders, end):
    """Until all but the last, unfinished piece in memory has reached the disk."""
    deadline = time.monotonic() + PATIENCE
    while sum(path.stat().st_size for path in folders.work.glob("*/film")) < end - 300 * 1024:
        assert time.monotonic() < deadline, "The piece did not arrive."
        time.sleep(0.02)


def test_large_upload_does_not_grow_the_memory_of_the_server(site, newsroom, folders):
    url = announce(site, newsroom, LARGE)["url"]
    piece = bytes(PIECE_BYTES)
    offset = send(site, url, piece, 0)
    before = site.resident

    largest = before
    while offset < LARGE:
        offset = send(site, url, piece[: LARGE - offset], offset)
        largest = max(largest, site.resident)
    answer = json.loads(site.ask("POST", f"{url}fertig/").content)
    largest = max(largest, site.resident)

    assert answer["state"] == "refused"
    assert largest - before < 64 * MEBIBYTE
    assert Upload.objects.get().state == Upload.State.REFUSED
