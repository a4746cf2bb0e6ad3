"""A ZIP file that is put together while it is sent, never as a whole in memory or on disk.

Everything is stored as it is: films do not get smaller, and a place in the archive is then a place in a
file, so an interrupted download goes on where it stopped. Checksums stand before the files and not behind
them, because programs that read an archive from its beginning refuse stored files otherwise. For a film
that takes reading it once before the first download; the checksum is kept in the cache.
"""

import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import accumulate

from django.core.cache import cache

from media.delivery import Content
from media.downloads import LARGEST_ARCHIVE

CONTENT_TYPE = "application/zip"
BEGINNING = (1980, 1, 1, 0, 0, 0)  # of time in ZIP files: the same content gives the same bytes
PLAIN_FILE = 0o644 << 16
KEPT_SECONDS = 30 * 24 * 60 * 60

# After the specification of PKWARE, 4.3.12 and 4.3.16.
DIRECTORY_ENTRY = struct.Struct("<4s4B4H3L5H2L")
DIRECTORY_END = struct.Struct("<4s4H2LH")
VERSION = 20  # of the format: files in folders
UNIX = 3  # the system that the rights of files are those of


class TooLargeError(Exception):
    """The archive would be larger than many programs can read."""


@dataclass(frozen=True)
class Member:
    """A file in an archive; folders are part of its name."""

    name: str
    content: Content

    @classmethod
    def of_text(cls, name: str, text: str) -> "Member":
        return cls(name, Content.of_text(text, "text/plain; charset=utf-8"))

    @property
    def checksum(self) -> int:
        """CRC-32. Raises FileNotFoundError if the storage has lost the file, also where the cache knows it."""
        key = f"crc32:{self.content.version}:{self.content.size}"
        kept = cache.get(key)
        if isinstance(kept, int):
            for _ in self.content.read(0, min(1, self.content.size)):
                pass
            return kept
        found = 0
        for chunk in self.content.read(0, self.content.size):
            found = zlib.crc32(chunk, found)
        cache.set(key, found, KEPT_SECONDS)
        return found

    def head(self, checksum: int) -> bytes:
        """What stands before the file; always of the same length."""
        info = zipfile.ZipInfo(self.name, BEGINNING)
        info.CRC, info.file_size, info.compress_size = checksum, self.content.size, self.content.size
        return info.FileHeader(zip64=False)

    def directory_entry(self, checksum: int, position: int) -> bytes:
        """What the directory at the end says of the file that begins at `position`."""
        name, size = self.name.encode(), self.content.size
        _, _, flags, method, time, day = struct.unpack_from("<4s5H", self.head(checksum))
        return (
            DIRECTORY_ENTRY.pack(
                b"PK\x01\x02",
                *(VERSION, UNIX, VERSION, 0),
                *(flags, method, time, day),
                *(checksum, size, size),
                *(len(name), 0, 0, 0, 0),
                *(PLAIN_FILE, position),
            )
            + name
        )


def archive(members: Sequence[Member], content_type: str = CONTENT_TYPE) -> Content:
    """All members in that order as one file. Raises `TooLargeError`."""
    heads = [len(member.head(0)) + member.content.size for member in members]
    positions = [0, *accumulate(heads)]
    directory = sum(len(member.directory_entry(0, 0)) for member in members)
    size = positions[-1] + directory + DIRECTORY_END.size
    if size > LARGEST_ARCHIVE:
        raise TooLargeError
    digest = sha256()
    for member in members:
        digest.update(f"{member.name}\n{member.content.version}\n".encode())
    return Content(
        content_type, size, digest.hexdigest(), lambda start, length: _read(members, positions, start, length)
    )


def _read(members: Sequence[Member], positions: list[int], start: int, length: int) -> Iterator[bytes]:
    """A part of the archive. Raises FileNotFoundError at once."""
    return _stretch(_pieces(members, positions), start, length)


def _pieces(members: Sequence[Member], positions: list[int]) -> list[Content]:
    pieces, directory = [], b""
    for member, position in zip(members, positions, strict=False):
        checksum = member.checksum
        pieces += [Content.of_bytes(member.head(checksum), ""), member.content]
        directory += member.directory_entry(checksum, position)
    end = DIRECTORY_END.pack(
        b"PK\x05\x06", 0, 0, len(members), len(members), len(directory), positions[-1], 0
    )
    return [*pieces, Content.of_bytes(directory + end, "")]


def _stretch(pieces: list[Content], start: int, length: int) -> Iterator[bytes]:
    for piece in pieces:
        if start < piece.size and length:
            part = min(length, piece.size - start)
            yield from piece.read(start, part)
            start, length = 0, length - part
        else:
            start = max(0, start - piece.size)
