"""Answers with a file: parts of it, its version, its name; from any storage and never as a whole in memory.

Follows RFC 9110 (range requests, preconditions) and RFC 6266 (names of downloads). One range is answered
with 206; several at once with the whole file, which the standard allows.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import IO
from urllib.parse import quote

from django.db.models.fields.files import FieldFile
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

CHUNK_BYTES = 256 * 1024
LONGEST_NAME = 120  # characters; some systems take no more than 255 bytes
RANGE = re.compile(r"bytes=(?P<first>\d{0,20})-(?P<last>\d{0,20})", re.ASCII | re.IGNORECASE)
UNSAFE_IN_NAMES = re.compile(r'[\\/:*?"<>|\s]+')
NOT_PLAIN = re.compile(r"[^A-Za-z0-9 ._()-]+")
GERMAN_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})


@dataclass(frozen=True)
class Content:
    """What an address holds: `version` names these very bytes, `read` gives `length` of them from `start`."""

    content_type: str
    size: int
    version: str
    read: Callable[[int, int], Iterator[bytes]]

    @classmethod
    def of_text(cls, text: str, content_type: str) -> "Content":
        return cls.of_bytes(text.encode(), content_type)

    @classmethod
    def of_bytes(cls, data: bytes, content_type: str) -> "Content":
        return cls(
            content_type,
            len(data),
            sha256(data).hexdigest(),
            lambda start, length: iter([data[start : start + length]]),
        )

    @classmethod
    def of_file(cls, file: FieldFile, content_type: str, size: int, version: str) -> "Content":
        return cls(content_type, size, version, lambda start, length: stored_bytes(file, start, length))


@dataclass(frozen=True)
class Part:
    """A stretch of a file, in bytes."""

    start: int
    length: int

    def content_range(self, size: int) -> str:
        return f"bytes {self.start}-{self.start + self.length - 1}/{size}"


class UnsatisfiableRangeError(ValueError):
    """The part asked for lies behind the end of the file."""


def deliver(request: HttpRequest, content: Content) -> HttpResponseBase:
    """The file, a part of it, or the word that the reader has it already.

    Raises FileNotFoundError if the storage has lost the file.
    """
    etag = f'"{content.version}"'
    response = get_conditional_response(request, etag=etag) or _answer(request, content, etag)
    response.headers["ETag"] = etag
    response.headers["Accept-Ranges"] = "bytes"
    return response


def _answer(request: HttpRequest, content: Content, etag: str) -> HttpResponseBase:
    if request.method == "HEAD":
        return _headed(HttpResponse(), content, content.size)
    try:
        part = _part(request, content.size, etag)
    except UnsatisfiableRangeError:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{content.size}"})
    if part is None:
        return _headed(StreamingHttpResponse(content.read(0, content.size)), content, content.size)
    response = StreamingHttpResponse(content.read(part.start, part.length), status=206)
    response.headers["Content-Range"] = part.content_range(content.size)
    return _headed(response, content, part.length)


def _headed(response: HttpResponseBase, content: Content, length: int) -> HttpResponseBase:
    response.headers["Content-Type"] = content.content_type
    response.headers["Content-Length"] = str(length)
    return response


def _part(request: HttpRequest, size: int, etag: str) -> Part | None:
    """What the reader asks for; None for everything, also if the part belongs to another version."""
    if request.headers.get("If-Range", etag) != etag:
        return None
    return requested_part(request.headers.get("Range", ""), size)


def requested_part(header: str, size: int) -> Part | None:
    """Read a Range header for a file of `size` bytes; None if it is empty, broken or names several parts.

    Raises UnsatisfiableRangeError if it is well-formed but lies outside the file.
    """
    match = RANGE.fullmatch(header.strip())
    if match is None or not (match["first"] or match["last"]):
        return None
    if not match["first"]:
        return _last_bytes(int(match["last"]), size)
    first = int(match["first"])
    last = min(int(match["last"] or size - 1), size - 1)
    if match["last"] and int(match["last"]) < first:
        return None
    if first >= size:
        raise UnsatisfiableRangeError(header)
    return Part(first, last - first + 1)


def _last_bytes(count: int, size: int) -> Part:
    length = min(count, size)
    if not length:
        raise UnsatisfiableRangeError(f"bytes=-{count}")
    return Part(size - length, length)


def stored_bytes(file: FieldFile, start: int, length: int) -> Iterator[bytes]:
    """`length` bytes from `start` of a stored file, in chunks. Raises FileNotFoundError at once.

    django-storages would fetch a file on S3 as a whole before the first read, so there only the part
    asked for is requested.
    """
    stored = file.storage.open(str(file.name), "rb")
    remote = getattr(stored, "obj", None)
    if remote is None:
        stored.seek(start)
        return Chunks(stored, length)
    return Chunks(remote.get(Range=f"bytes={start}-{start + length - 1}")["Body"], length)


class Chunks:
    """Reads on from where a file stands. Closes it at the end, or when the reader leaves before the first chunk."""

    def __init__(self, source: IO[bytes], length: int) -> None:
        self.source = source
        self.left = length

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        chunk = self.source.read(min(CHUNK_BYTES, self.left)) if self.left else b""
        if not chunk:
            self.close()
            raise StopIteration
        self.left -= len(chunk)
        return chunk

    def close(self) -> None:
        self.source.close()


def attachment(title: str, name: str) -> str:
    """A Content-Disposition that saves `720p.mp4` of “Titration” as “Titration (720p).mp4”.

    With a name in plain ASCII for old clients and the true one in UTF-8 (RFC 6266, RFC 8187).
    """
    stem, _, ending = name.rpartition(".")
    true_name = f"{file_title(title)} ({stem}).{ending}"
    return f"attachment; filename=\"{plain_name(true_name)}\"; filename*=UTF-8''{quote(true_name, safe='')}"


def file_title(title: str) -> str:
    """The title as part of a file name on any system: one line, no separators, nothing invisible."""
    visible = "".join(
        " " if (kind := unicodedata.category(sign)) in ("Cc", "Zl", "Zp") else "" if kind[0] == "C" else sign
        for sign in title
    )
    return UNSAFE_IN_NAMES.sub(" ", visible).strip(" .")[:LONGEST_NAME].rstrip(" .") or "Video"


def plain_name(name: str) -> str:
    """The name in ASCII, with German letters spelled out."""
    spelled = unicodedata.normalize("NFKD", name.translate(GERMAN_LETTERS)).encode("ascii", "ignore").decode()
    return NOT_PLAIN.sub("_", spelled)
