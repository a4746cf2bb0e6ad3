import io

import pytest

from media.containers import identify, is_truncated
from media.probe import Refusal


@pytest.mark.parametrize(
    ("head", "container"),
    [
        (b"\0\0\0\x18ftypmp42" + bytes(16), "mov"),
        (b"\0\0\0\x08wide\0\0\0\x08mdat", "mov"),
        (b"\x1a\x45\xdf\xa3\x9f", "matroska"),
        (b"RIFF\x10\0\0\0AVI LIST", "avi"),
        (b"RIFF\x10\0\0\0AVIXLIST", "avi"),
        (b"\0\0\x01\xba\x44", "mpeg"),
        (b"OggS\0\x02", "ogg"),
        (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9", "asf"),
        (b"FLV\x01\x05", "flv"),
        ((b"G" + bytes(187)) * 5, "mpegts"),
        ((bytes(4) + b"G" + bytes(187)) * 5, "mpegts"),
    ],
)
def test_containers_are_told_by_their_first_bytes(head, container):
    assert identify(head) == container


@pytest.mark.parametrize(
    ("head", "code"),
    [
        (b"GIF89a", "animated_image"),
        (b"\x89PNG\r\n\x1a\n" + bytes(25) + b"\0\0\0\x08acTL", "animated_image"),
        (b"RIFF\0\0\0\0WEBPVP8X" + bytes(14) + b"ANIM", "animated_image"),
        (b"\0\0\0\x18ftypavis", "animated_image"),
        (b"\0\0\0\x18ftypheic", "not_a_video"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "not_a_video"),
        (b"\xff\xd8\xff\xe0", "not_a_video"),
        (b"%PDF-1.7", "not_a_video"),
        (b"#EXTM3U", "not_a_video"),
        (b"ffconcat version 1.0", "not_a_video"),
        (b"G" + b"x" * 187 + b"G", "not_a_video"),
        (b"ID3\x04", "no_video_stream"),
        (b"RIFF\0\0\0\0WAVEfmt ", "no_video_stream"),
        (b"x", "not_a_video"),
    ],
)
def test_other_files_are_refused_with_a_reason(head, code):
    with pytest.raises(Refusal) as caught:
        identify(head)

    assert caught.value.code == code


@pytest.mark.parametrize(
    ("data", "container", "expected"),
    [
        (b"\0\0\0\x0cftypisom\0\0\0\x08moov\0\0\0\x0cmdatabcd", "mov", False),
        (b"\0\0\0\x0cftypisom\0\0\0\x08moov\0\0\0\x0cmdatabc", "mov", True),
        (b"\0\0\0\x0cftypisom\0\0\0\x0cmdatabcd", "mov", True),
        (b"\0\0\0\x0cftypisom\0\0\0\x08moov\0\0\0\0mdatabc", "mov", False),
        (b"\0\0\0\x08moov\0\0\0\x01mdat\0\0\0\0\0\0\0\x14abcd", "mov", False),
        (b"\0\0\0\x08moov\0\0\0\x01mdat\0\0\0\0\0\0\0\x15abcd", "mov", True),
        (b"\0\0\0\x08moov\0\0\0\0", "mov", False),
        (b"\0\0\0\x08moov\0\0\0\x01mdat\0\0\0\0\0\0\0\0", "mov", False),
        (b"\0\0\0\x08moov\xff\xff\xff\xff\0\0\0\0", "mov", False),
        (b"\x1a\x45\xdf\xa3\x81x\x18\x53\x80\x67\x84abcd", "matroska", False),
        (b"\x1a\x45\xdf\xa3\x81x\x18\x53\x80\x67\x84abc", "matroska", True),
        (b"\x1a\x45\xdf\xa3\x81x\x18\x53\x80\x67\xffabc", "matroska", False),
        (b"\x1a\x45\xdf\xa3", "matroska", False),
        (b"RIFF\x04\0\0\0AVI ", "avi", False),
        (b"RIFF\x05\0\0\0AVI ", "avi", True),
        (b"RIFF\0\0\0\0AVI ", "avi", False),
        (b"OggS", "ogg", False),
    ],
)
def test_a_missing_end_is_seen_where_the_length_is_declared(data, container, expected):
    assert is_truncated(io.BytesIO(data), container) is expected
