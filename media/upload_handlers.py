"""How an upload reaches the disk."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler
from django.http import HttpRequest

MEBIBYTE = 1024 * 1024
REST_OF_THE_FORM = 64 * 1024  # bytes: the other fields and the boundaries between them


def max_upload_bytes() -> int:
    return settings.VIDEO_MAX_UPLOAD_MB * MEBIBYTE


class VideoUploadHandler(TemporaryFileUploadHandler):
    """Streams the file to disk; one that is announced as too large is not written at all.

    The rest of the form is read all the same, so that nothing else an editor typed is lost.
    """

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.is_too_large = False

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, Any],  # noqa: N803 - the name is Django's
        content_length: int,
        boundary: Any,
        encoding: str | None = None,
    ) -> None:
        self.is_too_large = content_length > max_upload_bytes() + REST_OF_THE_FORM

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        if self.is_too_large:
            raise SkipFile
        super().new_file(*args, **kwargs)
