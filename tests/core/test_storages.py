"""Private files have no address, and nothing breaks where one is asked for."""

import pytest
from django import forms
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.template import Context, Engine

from cms.core.s3_storages import PrivateS3Storage, RenditionS3Storage
from cms.core.storages import NoPublicAddressError, PrivateFileSystemStorage
from tests.s3 import OPTIONS, OUTAGES, bucket, fail_with


@pytest.fixture
def storage(tmp_path):
    return PrivateFileSystemStorage(location=tmp_path)


def test_private_file_can_be_read_but_has_no_address(storage):
    name = storage.save("a.txt", ContentFile(b"secret"))

    with storage.open(name) as file:
        assert file.read() == b"secret"
    with pytest.raises(NoPublicAddressError):
        storage.url(name)


def test_template_prints_nothing_for_a_private_address(storage):
    class File:
        @property
        def url(self):
            return storage.url("a.txt")

    assert Engine().from_string("[{{ file.url }}]").render(Context({"file": File()})) == "[]"


def test_file_widget_shows_no_link(storage):
    class File:
        @property
        def url(self):
            return storage.url("a.txt")

    assert forms.ClearableFileInput().is_initial(File()) is False


def test_default_storage_is_private():
    assert isinstance(storages["default"], PrivateFileSystemStorage)


def test_private_files_on_s3_have_no_address():
    with pytest.raises(NoPublicAddressError):
        PrivateS3Storage(bucket_name="b").url("a.txt")


def test_renditions_on_s3_are_addressed_on_this_site():
    assert RenditionS3Storage(bucket_name="b").url("images/ü b.webp") == "/uploads/images/%C3%BC%20b.webp"


@pytest.fixture
def s3(monkeypatch):
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    with bucket():
        yield PrivateS3Storage(**OPTIONS)


USES = {
    "save": lambda storage: storage.save("b.txt", ContentFile(b"other")),
    "open": lambda storage: storage.open("a.txt"),
    "exists": lambda storage: storage.exists("a.txt"),
    "size": lambda storage: storage.size("a.txt"),
    "listdir": lambda storage: storage.listdir(""),
    "delete": lambda storage: storage.delete("a.txt"),
}


@pytest.mark.parametrize("use", USES.values(), ids=USES)
@pytest.mark.parametrize("outage", OUTAGES, ids=lambda outage: type(outage).__name__)
def test_s3_that_is_away_fails_as_a_disk_does(s3, use, outage):
    s3.save("a.txt", ContentFile(b"secret"))
    fail_with(outage, s3)

    with pytest.raises(OSError, match=type(outage).__name__) as caught:
        use(s3)

    assert not isinstance(caught.value, FileNotFoundError)


@pytest.mark.parametrize("outage", OUTAGES, ids=lambda outage: type(outage).__name__)
def test_s3_that_goes_away_before_the_first_read_fails_as_a_disk_does(s3, outage):
    file = s3.open(s3.save("a.txt", ContentFile(b"secret")))
    fail_with(outage, s3)

    with pytest.raises(OSError, match=type(outage).__name__):
        file.read()


def test_what_s3_does_not_have_is_missing_as_on_a_disk(s3):
    assert not s3.exists("a.txt")
    assert s3.listdir("") == ([], [])
    s3.delete("a.txt")
    with pytest.raises(FileNotFoundError):
        s3.size("a.txt")
    with pytest.raises(FileNotFoundError):
        s3.open("a.txt")


def test_file_on_s3_is_read_and_written(s3):
    with s3.open("a.txt", "wb") as file:
        file.write(b"secret")

    with s3.open("a.txt") as file:
        assert (file.read(), file.size) == (b"secret", 6)
    with s3.open("a.txt", "r") as file:
        assert file.read() == "secret"
