"""The outside of a film file: which container it is, and whether its end is there.

The first bytes decide before any program is started, so that text, pictures and sound are refused
at once and with the right reason. This is courtesy, not the fence: a file may carry the first bytes
of one format and the rest of another, which the list of formats in `media.ffmpeg` stops.
"""

import os
from typing import BinaryIO

from media.probe import Refusal

HEAD = 1024  # bytes that are enough to tell the container
MAX_BOXES = 100_000  # a two-hour film in fragments of a second has 14,400

MOV_FIRST_BOXES = {b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot", b"styp", b"moof", b"sidx"}
STILL_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"mif1", b"avif", b"jpeg"}
ANIMATED_BRANDS = {b"avis", b"msf1"}
PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"BM", b"II*\0", b"MM\0*", b"%PDF")
SOUNDS = (b"ID3", b"fLaC", b"\xff\xfb", b"\xff\xf3", b"\xff\xf1", b"\xff\xf9", b"#!AMR", b"FORM")
SIGNATURES = {
    b"\x1a\x45\xdf\xa3": "matroska",
    b"\x00\x00\x01\xba": "mpeg",
    b"OggS": "ogg",
    b"\x30\x26\xb2\x75\x8e\x66\xcf\x11": "asf",
    b"FLV\x01": "flv",
}
SEGMENT = b"\x18\x53\x80\x67"  # the element of Matroska that holds the film


def identify(head: bytes) -> str:
    """Name the container by the first `HEAD` bytes; raise Refusal for what is no film."""
    _refuse_pictures_and_sounds(head)
    for signature, container in SIGNATURES.items():
        if head.startswith(signature):
            return container
    if head[:4] == b"RIFF" and head[8:11] == b"AVI":
        return "avi"
    if head[4:8] in MOV_FIRST_BOXES:
        return "mov"
    if _is_transport_stream(head):
        return "mpegts"
    raise Refusal("not_a_video")


def is_truncated(file: BinaryIO, container: str) -> bool:
    """Whether the file is shorter than it declares, for the containers that declare a length.

    A cut transport stream, Ogg, FLV or program stream looks the same as a shorter one.
    """
    size = file.seek(0, os.SEEK_END)
    if container == "mov":
        return _mov_is_truncated(file, size)
    if container == "matroska":
        return _matroska_is_truncated(file, size)
    if container == "avi":
        file.seek(4)
        declared = int.from_bytes(file.read(4), "little")
        return declared not in (0, 0xFFFFFFFF) and declared + 8 > size
    return False


def _refuse_pictures_and_sounds(head: bytes) -> None:
    brand = head[8:12] if head[4:8] == b"ftyp" else b""
    is_webp = head[:4] == b"RIFF" and head[8:12] == b"WEBP"
    if head.startswith(b"GIF8") or brand in ANIMATED_BRANDS or (is_webp and b"ANIM" in head):
        raise Refusal("animated_image")
    if head.startswith(b"\x89PNG") and b"acTL" in head:
        raise Refusal("animated_image")
    if head.startswith(PICTURES) or is_webp or brand in STILL_BRANDS:
        raise Refusal("not_a_video")
    if head.startswith(SOUNDS) or (head[:4] == b"RIFF" and head[8:12] == b"WAVE"):
        raise Refusal("no_video_stream")


def _is_transport_stream(head: bytes) -> bool:
    """Packets of 188 bytes begin with 0x47; Blu-ray puts four bytes before each, some add 16 behind."""
    return any(
        head[start : start + 4 * length : length] == b"GGGG"
        for start, length in ((0, 188), (4, 192), (0, 204))
    )


def _mov_is_truncated(file: BinaryIO, size: int) -> bool:
    """Walk the boxes: none may reach beyond the end, and the index (`moov`) must be there."""
    position, has_index, has_media = 0, False, False
    for _ in range(MAX_BOXES):
        name, length = _box(file, position, size)
        if length == 0:
            break
        if name in (b"moov", b"mdat", b"moof") and position + length > size:
            return True
        has_index |= name == b"moov"
        has_media |= name == b"mdat"
        position += length
    return has_media and not has_index


def _box(file: BinaryIO, position: int, size: int) -> tuple[bytes, int]:
    """Name and length in bytes of the box at `position`; length 0 where no box is."""
    file.seek(position)
    head = file.read(16)
    length, name = int.from_bytes(head[:4], "big"), head[4:8]
    if len(head) < 8 or not name.isalnum():
        return b"", 0
    if length == 0:  # by the standard: to the end of the file
        return name, size - position
    if length == 1:
        length = int.from_bytes(head[8:16], "big")
    return name, length if length >= 8 else 0


def _matroska_is_truncated(file: BinaryIO, size: int) -> bool:
    """Compare the declared length of the segment with the file; live recordings declare none."""
    file.seek(0)
    head = file.read(HEAD)
    header_length, width = _variable_integer(head, 4)
    start = 4 + width + header_length
    if head[start : start + 4] != SEGMENT:
        return False
    segment_length, width = _variable_integer(head, start + 4)
    is_unknown = segment_length == (1 << (7 * width)) - 1
    return not is_unknown and start + 4 + width + segment_length > size


def _variable_integer(data: bytes, position: int) -> tuple[int, int]:
    """EBML's number at `position` and its width in bytes: leading zero bits tell the width."""
    first = data[position] if position < len(data) else 0
    width = 9 - first.bit_length()
    if width > 8:
        return 0, 1
    number = int.from_bytes(data[position : position + width], "big")
    return number & ((1 << (7 * width)) - 1), width
