import math

import pytest

from media.times import format_clock, iso_duration, parse_clock, srt_timestamp, vtt_timestamp


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(0, "0:00"), (5.9, "0:05"), (65, "1:05"), (3599.99, "59:59"), (3722, "1:02:02"), (36000, "10:00:00")],
)
def test_clock_shows_hours_only_where_there_are_some(seconds, expected):
    assert format_clock(seconds) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("90", 90),
        ("90.5", 90.5),
        ("1:30", 90),
        ("01:30,5", 90.5),
        ("1:02:03", 3723),
        ("90:00", 5400),
        ("1m30s", 90),
        ("1h2m3s", 3723),
        ("2m", 120),
        ("90s", 90),
        ("npt:1:30", 90),
        (" 1:30 ", 90),
    ],
)
def test_times_are_read_as_people_and_addresses_write_them(text, expected):
    assert parse_clock(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "abc",
        "-1",
        "1:75",
        "1:61:00",
        "1:2:3:4",
        "1m75s",
        "nan",
        "inf",
        "1e9",
        "٣:٠٠",
        "9" * 5000,
        "npt:",
    ],
)
def test_anything_else_is_no_time(text):
    with pytest.raises(ValueError, match="is not a time"):
        parse_clock(text)


def test_written_clocks_are_read_back():
    for seconds in range(0, 8000, 37):
        assert parse_clock(format_clock(seconds)) == seconds


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(0, "PT0S"), (312.4, "PT5M12S"), (60, "PT1M"), (3600, "PT1H"), (3661, "PT1H1M1S")],
)
def test_iso_duration_leaves_out_empty_parts(seconds, expected):
    assert iso_duration(seconds) == expected


def test_caption_times_carry_milliseconds_over():
    assert vtt_timestamp(59.9996) == "00:01:00.000"
    assert vtt_timestamp(3723.25) == "01:02:03.250"
    assert srt_timestamp(3723.25) == "01:02:03,250"


@pytest.mark.parametrize("seconds", [-0.1, math.nan, math.inf])
@pytest.mark.parametrize("write", [format_clock, iso_duration, vtt_timestamp, srt_timestamp])
def test_moments_outside_of_a_film_are_refused(write, seconds):
    with pytest.raises(ValueError, match="A moment in a film"):
        write(seconds)
