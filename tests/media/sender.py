"""Sends films in pieces, as the script of the upload page does."""

from media.arrivals import film_of
from media.library.arriving import PIECE_TYPE
from media.models import Upload

UPLOADS = "/admin/lernvideos/hochladen/"
SCRIPT = {"x-requested-with": "XMLHttpRequest"}
FILM = bytes(range(256)) * 4096  # 1 MiB


def announce(editor, collection=None, **fields):
    values = {"name": "Titration_Teil 1.mp4", "size": len(FILM), "last_modified": 1700000000000}
    values |= {"purpose": "neu", "title": ""} | fields
    if collection:
        values["collection"] = collection.pk
    return editor.post(UPLOADS, values, headers=SCRIPT)


def send(editor, url, content, offset=0, **headers):
    return editor.client.patch(
        url, content, PIECE_TYPE, headers={**SCRIPT, "upload-offset": str(offset), **headers}
    )


def offset_of(response):
    return int(response.headers["Upload-Offset"])


def content_of(url):
    return film_of(Upload.objects.get(key=url.split("/")[-2])).read_bytes()


def upload_whole(editor, collection, content, **fields):
    """Send a film in two pieces; the address that finishes it."""
    url = announce(editor, collection, size=len(content), **fields).json()["url"]
    middle = len(content) // 2
    assert send(editor, url, content[:middle]).status_code == 204
    assert send(editor, url, content[middle:], middle).status_code == 204
    return f"{url}fertig/"
