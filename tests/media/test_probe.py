from dataclasses import replace

import pytest

from media import containers, inspection, runner
from media.probe import (
    MAX_DURATION,
    MAX_FRAME_RATE,
    MAX_STREAMS,
    AudioStream,
    Probe,
    Refusal,
    VideoStream,
    check,
)
from media.programs import FfmpegError
from tests.media.clips import BACK_ENDS, NAMING_OTHERS, program

MOV, MATROSKA, MPEG = "mov,mp4,m4a,3gp,3g2,mj2", "matroska,webm", "mpeg"
PICTURE = VideoStream(
    codec="h264",
    width=320,
    height=180,
    coded_width=320,
    coded_height=180,
    rotation=0,
    fps=25.0,
    pixel_format="yuv420p",
    bit_depth=8,
    is_hdr=False,
    is_interlaced=False,
    is_variable_frame_rate=False,
    has_colour_matrix=False,
)
MONO = AudioStream("aac", 1, 44100)
UPRIGHT = {"width": 180, "height": 320}

# Container, number of streams, picture, sound. The duration is always a second, the size is the file's.
MATRIX = {
    "plain.mp4": (MOV, 2, PICTURE, MONO),
    "fast start.mp4": (MOV, 2, PICTURE, MONO),
    "silent.mp4": (MOV, 1, PICTURE, None),
    "rotated.mp4": (MOV, 2, replace(PICTURE, **UPRIGHT, rotation=270), MONO),
    "upside down.mp4": (MOV, 2, replace(PICTURE, rotation=180), MONO),
    "hevc.mov": (MOV, 2, replace(PICTURE, codec="hevc"), MONO),
    "silence.mkv": (MATROSKA, 2, PICTURE, AudioStream("flac", 2, 44100)),
    "odd size with sound.mkv": (
        MATROSKA,
        2,
        replace(
            PICTURE,
            codec="ffv1",
            width=641,
            height=361,
            coded_width=641,
            coded_height=361,
            pixel_format="yuv444p",
        ),
        AudioStream("flac", 1, 44100),
    ),
    "portrait.mp4": (MOV, 1, replace(PICTURE, **UPRIGHT, coded_width=180, coded_height=320), None),
    "odd size.mkv": (
        MATROSKA,
        1,
        replace(PICTURE, codec="ffv1", width=321, height=181, coded_width=321, coded_height=181),
        None,
    ),
    "wide pixels.mpg": (
        MPEG,
        1,
        replace(PICTURE, codec="mpeg2video", width=384, height=288, coded_width=360, coded_height=288),
        None,
    ),
    "interlaced.mpg": (
        MPEG,
        1,
        replace(
            PICTURE,
            codec="mpeg2video",
            width=360,
            height=288,
            coded_width=360,
            coded_height=288,
            is_interlaced=True,
        ),
        None,
    ),
    "full colour.mp4": (MOV, 1, replace(PICTURE, pixel_format="yuv444p"), None),
    "surround.mp4": (MOV, 2, PICTURE, AudioStream("aac", 6, 48000)),
    "hdr.mov": (
        MOV,
        1,
        replace(
            PICTURE,
            codec="hevc",
            pixel_format="yuv420p10le",
            bit_depth=10,
            is_hdr=True,
            has_colour_matrix=True,
        ),
        None,
    ),
    "uneven.mp4": (MOV, 2, replace(PICTURE, fps=15.0, is_variable_frame_rate=True), MONO),
    "fast.mp4": (MOV, 1, replace(PICTURE, fps=50.0), None),
    "vp8.webm": (MATROSKA, 2, replace(PICTURE, codec="vp8"), AudioStream("opus", 1, 48000)),
    "live.webm": (MATROSKA, 2, replace(PICTURE, codec="vp8"), AudioStream("opus", 1, 48000)),
    "pcm.avi": (
        "avi",
        2,
        replace(PICTURE, codec="mjpeg", pixel_format="yuvj420p", has_colour_matrix=True),
        AudioStream("pcm_s16le", 1, 44100),
    ),
    "broadcast.ts": ("mpegts", 2, PICTURE, MONO),
    "two sounds.mkv": (MATROSKA, 3, PICTURE, MONO),
    "with cover.mp4": (MOV, 3, PICTURE, MONO),
}

REFUSED = {
    "empty.mp4": "empty_file",
    "noise.mp4": "not_a_video",
    "only a head.mp4": "unreadable",
    "sound.m4a": "no_video_stream",
    "sound.mp4": "no_video_stream",
    "sound.wav": "no_video_stream",
    "moving.gif": "animated_image",
    "moving.mp4": "animated_image",
    "picture.mp4": "not_a_video",
    "cut index behind.mp4": "truncated",
    "cut index in front.mp4": "truncated",
    "cut.mkv": "truncated",
    "cut.avi": "truncated",
    "giant.mp4": "too_many_pixels",
    "tiny.mkv": "too_small",
    "very fast.mp4": "too_many_frames",
    "thousand frames.mp4": "too_many_frames",
    "endless.mkv": "too_long",
    "many tracks.mkv": "too_many_streams",
    "page.mp4": "not_a_video",
    **dict.fromkeys(NAMING_OTHERS, "not_a_video"),
}


@pytest.fixture(params=BACK_ENDS)
def look(request):
    """Look into a file with one of the three sets of programs."""
    chosen = program("packaged" if request.param == "packaged" else "installed")
    back_end = "ffprobe" if request.param == "ffprobe" else "mediainfo"
    return lambda path: inspection.probe(path, program=chosen, _back_end=back_end)


@pytest.mark.parametrize("name", MATRIX)
def test_all_programs_see_the_same_in_a_film(name, look, clips):
    container, streams, video, audio = MATRIX[name]

    seen = look(clips[name])

    assert seen == Probe(container, seen.duration, clips[name].stat().st_size, streams, video, audio)
    assert seen.duration == pytest.approx(1, abs=0.1)
    check(seen)


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_film_or_too_much_is_refused_with_its_reason(name, look, clips):
    with pytest.raises(Refusal) as caught:
        check(look(clips[name]))

    assert caught.value.code == REFUSED[name]


@pytest.mark.parametrize("name", [*NAMING_OTHERS, "page.mp4"])
def test_the_list_of_formats_is_a_second_fence(name, look, clips, monkeypatch):
    """Also if the first bytes deceived us, no program opens what such a text names."""
    monkeypatch.setattr(containers, "identify", lambda head: "mov")
    monkeypatch.setattr(containers, "is_truncated", lambda file, container: False)

    with pytest.raises(Refusal) as caught:
        look(clips[name])

    assert caught.value.code in ("not_a_video", "unreadable")


def test_looking_leaves_nothing_behind(look, clips, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    look(clips["plain.mp4"])
    with pytest.raises(Refusal):
        look(clips["only a head.mp4"])

    assert list(tmp_path.iterdir()) == []


FILM = Probe(MOV, 60.0, 1_000_000, 2, PICTURE, MONO)


@pytest.mark.parametrize(
    ("film", "code"),
    [
        (replace(FILM, duration=MAX_DURATION + 1), "too_long"),
        (replace(FILM, streams=MAX_STREAMS + 1), "too_many_streams"),
        (replace(FILM, video=replace(PICTURE, fps=MAX_FRAME_RATE + 1)), "too_many_frames"),
        (replace(FILM, video=replace(PICTURE, width=8193)), "too_many_pixels"),
        (replace(FILM, video=replace(PICTURE, coded_width=8000, coded_height=8000)), "too_many_pixels"),
        (replace(FILM, video=replace(PICTURE, height=8)), "too_small"),
    ],
)
def test_each_limit_has_a_reason(film, code):
    with pytest.raises(Refusal) as caught:
        check(film)

    assert caught.value.code == code


def test_a_film_at_the_limits_is_taken():
    video = replace(PICTURE, width=8192, height=4320, coded_width=8192, coded_height=4320, fps=120)

    check(replace(FILM, duration=MAX_DURATION, streams=MAX_STREAMS, video=video))


def test_the_reason_says_what_to_do_and_can_be_translated():
    refusal = Refusal("too_long", actual=150, limit=120)

    assert refusal.message == "The film is 150 minutes long; at most 120 are possible. Divide it into parts."
    assert refusal.sentence % refusal.values == refusal.message


def test_quality_is_named_by_the_short_side():
    assert replace(FILM, video=replace(PICTURE, width=1080, height=1920)).short_side == 1080
    assert FILM.bitrate == 133333


@pytest.mark.parametrize("code", [-9, 137])
def test_a_program_that_was_killed_says_nothing_about_the_film(clips, monkeypatch, code):
    film = clips["plain.mp4"]
    monkeypatch.setattr(runner, "run", lambda *words, **options: runner.Ended(code, b"", ""))

    with pytest.raises(FfmpegError) as caught:
        inspection.probe(film)

    assert (caught.value.code, caught.value.is_permanent) == ("failed", False)
