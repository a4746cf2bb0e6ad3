import pytest

from media.chapters import MAX_CHAPTERS, ChapterError, parse_chapters


def test_chapters_are_sorted_and_may_begin_after_the_start():
    text = "1:05 Motor anschließen\n\n0:10 Sicherheit zuerst\n1:02:03 Prüfen"

    assert parse_chapters(text, 4000) == [
        (10, "Sicherheit zuerst"),
        (65, "Motor anschließen"),
        (3723, "Prüfen"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "0:30 – Die Schütze",
        "0:30: Die Schütze",
        "- 0:30 Die Schütze",
        "[0:30] Die Schütze",
        "• 0:30\tDie Schütze",
        "30s | Die Schütze",
    ],
)
def test_common_ways_to_write_a_line_are_understood(line):
    assert parse_chapters(line, None) == [(30, "Die Schütze")]


def test_titles_are_plain_words():
    assert parse_chapters("0:30 A\u202eB\x00 <b>C</b>", None) == [(30, "AB <b>C</b>")]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("0:00 Start\nohne Zeit", "no_time", 2),
        ("0:75 Falsch", "bad_time", 1),
        ("0:00 Start\n\n1:00", "no_title", 3),
        ("0:00 Start\n0:00 Noch einmal", "repeated", 2),
        ("0:00 Start\n2:00 Danach", "after_end", 2),
        ("0:00 " + "a" * 300, "title_too_long", 1),
        ("\n".join(f"{second} Titel" for second in range(MAX_CHAPTERS + 1)), "too_many", 101),
    ],
)
def test_the_first_wrong_line_is_named(text, code, line):
    with pytest.raises(ChapterError) as caught:
        parse_chapters(text, 120)

    assert (caught.value.code, caught.value.line) == (code, line)


def test_the_message_says_what_to_do():
    with pytest.raises(ChapterError, match="line 1 starts after the end of the film, which is 2:00 long"):
        parse_chapters("3:00 Danach", 120)


def test_no_lines_are_no_chapters():
    assert parse_chapters(" \n\n", 120) == []


@pytest.mark.parametrize(
    "line",
    ["(1:20) Titel", "[1:20] Titel", "1:20 - Titel", "1:20 – Titel", "00:01:20 Titel", "▶ 01:20 | Titel"],
)
def test_lines_of_a_description_elsewhere_are_read(line):
    assert parse_chapters(line, 600) == [(80, "Titel")]
