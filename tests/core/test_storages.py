"""Private files have no address, and nothing breaks where one is asked for."""

import pytest
from django import forms
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.template import Context, Engine

from cms.core.s3_storages import PrivateS3Storage, RenditionS3Storage
from cms.core.storages import NoPublicAddressError, PrivateFileSystemStorage


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
