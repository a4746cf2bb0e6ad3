"""The two storages on S3, loaded only where the settings name a bucket: boto3 takes a quarter of a second."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from boto3.exceptions import Boto3Error
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.core.files.base import File
from django.utils.deconstruct import deconstructible
from django.utils.encoding import filepath_to_uri
from s3transfer.exceptions import RetriesExceededError
from storages.backends.s3 import S3File, S3Storage
from storages.utils import clean_name

from cms.core.storages import NoPublicAddressError

FAILURES = (BotoCoreError, ClientError, Boto3Error, RetriesExceededError)


@contextmanager
def failing_as_a_disk_does() -> Iterator[None]:
    """Turn the errors of boto3, which are plain exceptions, into the OSError that every caller knows."""
    try:
        yield
    except FAILURES as error:
        kind = FileNotFoundError if _says_not_found(error) else OSError
        raise kind(f"{type(error).__name__}: {error}") from error


def _says_not_found(error: Exception) -> bool:
    facts = error.response.get("ResponseMetadata", {}) if isinstance(error, ClientError) else {}
    return facts.get("HTTPStatusCode") == 404


class PrivateS3File(S3File):
    """A file on S3, which is fetched at the first read."""

    def _get_file(self) -> Any:
        with failing_as_a_disk_does():
            return super()._get_file()

    file = property(_get_file, S3File._set_file)


@deconstructible(path="cms.core.s3_storages.PrivateS3Storage")
class PrivateS3Storage(S3Storage):
    """Private files on S3: no signed address leaves the house either, and errors are those of a disk."""

    def url(self, name: str, *args: Any, **kwargs: Any) -> str:
        raise NoPublicAddressError(name)

    def _open(self, name: str, mode: str = "rb") -> PrivateS3File:
        with failing_as_a_disk_does():
            return PrivateS3File(self._normalize_name(clean_name(name)), mode, self)

    def _save(self, name: str, content: File) -> str:
        with failing_as_a_disk_does():
            return super()._save(name, content)

    def delete(self, name: str) -> None:
        with failing_as_a_disk_does():
            super().delete(name)

    def exists(self, name: str) -> bool:
        with failing_as_a_disk_does():
            return super().exists(name)

    def listdir(self, name: str) -> tuple[list[str], list[str]]:
        with failing_as_a_disk_does():
            return super().listdir(name)

    def size(self, name: str) -> int:
        with failing_as_a_disk_does():
            return super().size(name)


@deconstructible(path="cms.core.s3_storages.RenditionS3Storage")
class RenditionS3Storage(S3Storage):
    """Renditions on S3 under addresses of this site: readers never meet another host."""

    def url(self, name: str, *args: Any, **kwargs: Any) -> str:
        return f"{settings.MEDIA_URL}{filepath_to_uri(name).lstrip('/')}"
