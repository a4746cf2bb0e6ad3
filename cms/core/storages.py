"""Where private files lie: in a storage without addresses."""

from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible


class NoPublicAddressError(NotImplementedError, AttributeError, ValueError):
    """A private file has no address; readers reach it through a view that checks their rights.

    Templates print nothing. Wagtail's document view expects a `NotImplementedError` and serves the file
    itself; Django's file widget expects an `AttributeError` and names no link.
    """

    silent_variable_failure = True

    def __init__(self, name: str | None) -> None:
        super().__init__(f"{name!r} lies in the private storage and has no address of its own.")


@deconstructible(path="cms.core.storages.PrivateFileSystemStorage")
class PrivateFileSystemStorage(FileSystemStorage):
    """Files below a folder that no web server publishes."""

    def url(self, name: str | None) -> str:
        raise NoPublicAddressError(name)
