import pytest

from media.import_list import Entry, ListError, read_list

LIST = (
    "Datei;Titel;Lizenz;Urheber;Jahr;Schlagworte\nfilm.mp4;Titration;CC BY 4.0;Anna | Ben;2025;Labor|Säure\n"
)
ENTRY = Entry(
    file="film.mp4",
    line=2,
    title="Titration",
    licence="cc-by",
    authors=["Anna", "Ben"],
    year=2025,
    tags=["Labor", "Säure"],
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("separator", [";", ","])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_list_is_read_as_spreadsheets_write_it(encoding, separator, line_end):
    text = LIST.replace(";", separator).replace("\n", line_end)

    assert read_list(text.encode(encoding)) == [ENTRY]


def test_lines_are_counted_as_people_see_them():
    text = 'datei;kapitel\na.mp4;"0:00 Anfang\n0:30 Ende"\n\nb.mp4;\n'

    assert [(entry.file, entry.line) for entry in read_list(text.encode())] == [("a.mp4", 2), ("b.mp4", 5)]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("datei\nä".encode("latin-1"), "not_utf8"),
        (b"", "no_file_column"),
        (b"titel\nA\n", "no_file_column"),
        (b"datei;autor\n", "unknown_columns"),
        (b"datei;titel;Titel\n", "twice_the_same_column"),
    ],
)
def test_wrong_head_ends_the_reading(data, code):
    with pytest.raises(ListError) as caught:
        read_list(data)

    assert caught.value.code == code


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (";Titel", "no_file_name"),
        ("a.mp4;x;y;z;1;2", "too_many_cells"),
        ("a.mp4;;CC BY 5.0", "unknown_licence"),
        ("a.mp4;;;latein", "unknown_language"),
        ("a.mp4;;;;25", "no_year"),
        ("a.mp4;;;;²", "no_year"),
    ],
)
def test_wrong_row_is_named_and_stops_no_other(row, code):
    text = f"datei;titel;lizenz;sprache;jahr\n{row}\nb.mp4\n"

    wrong, right = read_list(text.encode())

    assert (wrong.line, wrong.problem.code) == (2, code)
    assert (right.line, right.file, right.problem) == (3, "b.mp4", None)


@pytest.mark.parametrize("licence", ["cc-by-nc-sa", "CC BY-NC-SA 4.0", "cc by-nc-sa"])
def test_licence_is_known_by_code_and_by_name(licence):
    assert read_list(f"datei;lizenz\na.mp4;{licence}\n".encode())[0].licence == "cc-by-nc-sa"
