from dataclasses import replace
from fractions import Fraction

import pytest

from media import encoding
from media.probe import AudioStream, Probe, VideoStream

PICTURE = VideoStream(
    codec="h264",
    width=1920,
    height=1080,
    coded_width=1920,
    coded_height=1080,
    rotation=0,
    fps=25.0,
    pixel_format="yuv420p",
    bit_depth=8,
    is_hdr=False,
    is_interlaced=False,
    is_variable_frame_rate=False,
    has_colour_matrix=True,
)
FILM = Probe("mov,mp4,m4a,3gp,3g2,mj2", 60.0, 15_000_000, 2, PICTURE, AudioStream("aac", 2, 48000))


def film(**changes):
    return replace(FILM, video=replace(PICTURE, **changes))


def option(options, name):
    return options[options.index(name) + 1]


@pytest.mark.parametrize(
    ("width", "height", "quality", "expected"),
    [
        (1920, 1080, 480, (854, 480)),
        (1080, 1920, 480, (480, 854)),
        (1920, 1080, 1080, (1920, 1080)),
        (1280, 720, 1080, (1280, 720)),
        (641, 361, 480, (640, 360)),
        (363, 643, 480, (362, 642)),
        (768, 576, 480, (640, 480)),
        (3840, 1600, 1080, (2592, 1080)),
    ],
)
def test_films_are_scaled_by_their_short_side_to_even_sizes_and_never_up(width, height, quality, expected):
    assert encoding.output_size(film(width=width, height=height), quality) == expected


@pytest.mark.parametrize(
    ("fps", "is_uneven", "expected"),
    [
        (25.0, False, Fraction(25)),
        (29.97, False, Fraction(30000, 1001)),
        (30.0, False, Fraction(30)),
        (50.0, False, Fraction(25)),
        (59.94, False, Fraction(30000, 1001)),
        (120.0, False, Fraction(30)),
        (12.5, False, Fraction(25, 2)),
        (17.857, True, Fraction(25)),
        (29.8, True, Fraction(30)),
        (58.3, True, Fraction(30)),
        (0.0, False, Fraction(25)),
    ],
)
def test_fast_films_are_halved_and_uneven_ones_made_even(fps, is_uneven, expected):
    rate = encoding.output_rate(film(fps=fps, is_variable_frame_rate=is_uneven))

    assert float(rate) == pytest.approx(float(expected), rel=1e-4)


@pytest.mark.parametrize(
    ("height", "ceiling", "buffer", "sound"),
    [(480, "1000k", "2000k", "96k"), (720, "2500k", "5000k", "128k"), (1080, "4500k", "9000k", "128k")],
)
def test_each_height_has_a_ceiling(height, ceiling, buffer, sound):
    options = encoding.film(film(codec="vp9"), height, can_tone_map=True)

    assert (option(options, "-maxrate"), option(options, "-bufsize")) == (ceiling, buffer)
    assert option(options, "-b:a") == sound


def test_the_settings_of_the_design_are_used():
    options = encoding.film(film(codec="vp9"), 480, can_tone_map=True)

    settings = {
        name: option(options, name) for name in ("-c:v", "-preset", "-profile:v", "-crf", "-force_key_frames")
    }
    assert settings == {
        "-c:v": "libx264",
        "-preset": "veryfast",
        "-profile:v": "high",
        "-crf": "23",
        "-force_key_frames": "expr:gte(t,n_forced*4)",
    }


def test_a_playable_picture_is_kept_at_its_own_height():
    assert encoding.can_copy_picture(FILM, 1080)
    assert option(encoding.film(FILM, 1080, can_tone_map=True), "-c:v") == "copy"


@pytest.mark.parametrize(
    "changes",
    [
        {"codec": "hevc"},
        {"pixel_format": "yuv444p"},
        {"is_hdr": True},
        {"is_interlaced": True},
        {"is_variable_frame_rate": True},
        {"rotation": 90},
        {"fps": 50.0},
        {"width": 2560},
        {"width": 854, "height": 480, "coded_width": 854, "coded_height": 480},
    ],
)
def test_any_other_picture_is_encoded(changes):
    assert not encoding.can_copy_picture(film(**changes), 1080)


def test_a_picture_over_the_ceiling_or_of_another_height_is_encoded():
    assert not encoding.can_copy_picture(replace(FILM, size=60_000_000), 1080)
    assert not encoding.can_copy_picture(FILM, 720)


def test_filters_appear_only_where_they_are_needed():
    plain = option(encoding.film(film(codec="vp9"), 480, can_tone_map=True), "-vf")
    interlaced = option(encoding.film(film(is_interlaced=True), 480, can_tone_map=True), "-vf")
    hdr = option(encoding.film(film(is_hdr=True), 480, can_tone_map=True), "-vf")
    hdr_without_filter = option(encoding.film(film(is_hdr=True), 480, can_tone_map=False), "-vf")

    assert not {"yadif", "tonemap", "in_color_matrix"} & set(
        plain.replace("=", ",").replace(":", ",").split(",")
    )
    assert interlaced.startswith("yadif")
    assert "tonemap=tonemap=hable" in hdr
    assert "zscale" not in hdr_without_filter


@pytest.mark.parametrize(("height", "matrix"), [(576, "bt601"), (720, "bt709")])
def test_untagged_colours_are_read_by_the_size_of_the_picture(height, matrix):
    source = film(codec="vp9", coded_height=height, has_colour_matrix=False)

    assert f"in_color_matrix={matrix}" in option(encoding.film(source, 480, can_tone_map=True), "-vf")


@pytest.mark.parametrize(
    ("level", "expected"), [("-30.0", 14.0), ("-9.5", -6.5), ("-16.3", 0.0), ("-50.0", 20.0), ("-70.0", 0.0)]
)
def test_films_are_brought_to_one_loudness(level, expected):
    summary = f"  Integrated loudness:\n    I:         {level} LUFS\n    Threshold: -40.0 LUFS\n"

    assert encoding.gain(summary) == expected


def test_what_cannot_be_measured_is_not_made_louder():
    assert encoding.gain("    I:         -inf LUFS") == 0


def test_peaks_are_held_down_in_every_film_with_sound():
    assert "volume=0.0dB,alimiter" in option(encoding.film(FILM, 480, can_tone_map=True), "-af")
    assert "-af" not in encoding.film(replace(FILM, audio=None), 480, can_tone_map=True)
