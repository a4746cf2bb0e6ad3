"""Pictures have addresses on this site; nothing else in their storage has."""

from datetime import date, datetime

import boto3
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from moto import mock_aws

from cms.core.models import Picture, PictureConsent, Rendition
from cms.core.s3_storages import RenditionS3Storage
from tests.conftest import BERLIN
from tests.factories.pages import make_picture

CONTENT = b"RIFF....WEBP"


def keep(name, storage=None):
    """A file in the storage, and the row that says of which picture it is."""
    name = (storage or storages["renditions"]).save(name, ContentFile(CONTENT))
    picture = make_picture()
    Rendition.objects.create(image=picture, filter_spec="width-400", width=400, height=225, file=name)
    return name


@pytest.fixture
def rendition(db):
    return keep("images/0b8e.width-400.webp")


@pytest.fixture
def consent(rendition):
    """Someone in the picture, who agreed at the beginning of the year."""
    return PictureConsent.objects.create(
        picture=Picture.objects.get(),
        name="Beispielperson Zwei",
        kept_at="Ordner",
        valid_from=date(2026, 1, 1),
    )


def status(client, name):
    response = client.get(f"/uploads/{name}")
    if response.streaming:
        read(response)
    return response.status_code


@pytest.fixture
def is_anywhere(monkeypatch):
    """The storage of renditions is the one given."""

    def use(storage):
        monkeypatch.setitem(storages._storages, "renditions", storage)

    return use


def read(response):
    return b"".join(response.streaming_content)


def test_picture_has_its_type_and_may_be_shown_and_kept_by_others(client, rendition):
    response = client.get(f"/uploads/{rendition}")

    assert read(response) == CONTENT
    assert response["Content-Type"] == "image/webp"
    assert response["Content-Length"] == str(len(CONTENT))
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"


def test_browser_that_has_the_picture_is_told_so(client, rendition):
    response = client.get(f"/uploads/{rendition}")
    read(response)
    etag = response["ETag"]

    assert client.get(f"/uploads/{rendition}", headers={"If-None-Match": etag}).status_code == 304


def test_storage_links_to_the_view(rendition):
    assert storages["renditions"].url(rendition) == f"/uploads/{rendition}"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        "",
        "images",
        "images/",
        "images/missing.webp",
        "../private/secret.jpg",
        "images/../../private/secret.jpg",
        "%2e%2e/private/secret.jpg",
        "images%2f..%2f..%2fprivate%2fsecret.jpg",
        "//etc/passwd.jpg",
        "images/a%00.jpg",
        "images/a%0d%0aX-Evil:1.jpg",
        "images\\..\\secret.jpg",
        "folder.jpg",
        "C:/x.jpg",
        "a" * 5000 + ".jpg",
    ],
)
def test_everything_else_is_not_there(client, path):
    storages["default"].save("secret.jpg", ContentFile(b"secret"))
    storages["renditions"].save("folder.jpg/inside.png", ContentFile(b"x"))

    assert client.get(f"/uploads/{path}").status_code == 404


def test_file_of_which_no_picture_is_known_is_not_served(client, rendition):
    Rendition.objects.all().delete()
    storages["renditions"].save("images/stray.webp", ContentFile(CONTENT))

    assert status(client, "images/stray.webp") == 404


def test_picture_in_which_someone_can_be_recognised_is_asked_for_each_time(client, rendition, consent):
    response = client.get(f"/uploads/{rendition}")

    assert read(response) == CONTENT
    assert response["Cache-Control"] == "public, no-cache"


def test_picture_is_gone_when_a_consent_is_withdrawn(client, rendition, consent):
    response = client.get(f"/uploads/{rendition}")
    read(response)
    etag = response["ETag"]

    consent.withdraw()

    assert status(client, rendition) == 404
    assert client.get(f"/uploads/{rendition}", headers={"If-None-Match": etag}).status_code == 404


def test_picture_is_shown_on_the_last_day_in_berlin_and_not_on_the_next(client, rendition, consent, clock):
    consent.valid_until = date(2026, 3, 12)
    consent.save()

    clock.move_to(datetime(2026, 3, 12, 23, 59, tzinfo=BERLIN))
    last = status(client, rendition)
    clock.move_to(datetime(2026, 3, 13, 0, 0, tzinfo=BERLIN))

    assert (last, status(client, rendition)) == (200, 404)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["a.html", "a.svg", "a.js", "a.pdf", "a", ".htaccess", "a.jpg.html"])
def test_only_pictures_are_served(client, name):
    storages["renditions"].save(name, ContentFile(b"<script>alert(1)</script>"))

    assert client.get(f"/uploads/{name}").status_code == 404


def test_nothing_can_be_written(client, rendition):
    assert client.put(f"/uploads/{rendition}").status_code == 405


@mock_aws
@pytest.mark.django_db
def test_picture_on_s3_is_served_from_here(client, is_anywhere):
    boto3.client("s3", region_name="us-east-1").create_bucket(Bucket="pictures")
    storage = RenditionS3Storage(
        bucket_name="pictures",
        region_name="us-east-1",
        access_key="test",
        secret_key="test",
        location="uploads",
        default_acl="private",
    )
    is_anywhere(storage)
    name = keep("images/a.webp", storage)

    response = client.get(storage.url(name))

    assert read(response) == CONTENT
    assert response["Content-Type"] == "image/webp"
    assert client.get("/uploads/images/missing.webp").status_code == 404
