"""Pictures have addresses on this site; nothing else in their storage has."""

import boto3
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from moto import mock_aws

from cms.core.s3_storages import RenditionS3Storage

CONTENT = b"RIFF....WEBP"


@pytest.fixture
def rendition():
    return storages["renditions"].save("images/0b8e.width-400.webp", ContentFile(CONTENT))


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
    name = storage.save("images/a.webp", ContentFile(CONTENT))
    is_anywhere(storage)

    response = client.get(storage.url(name))

    assert read(response) == CONTENT
    assert response["Content-Type"] == "image/webp"
    assert client.get("/uploads/images/missing.webp").status_code == 404
