import io
import zipfile

import pytest

from meetings.word import MAX_ENTRIES, NotReadableError, read_report
from tests.meetings.word_files import heading, link, listed, make_docx, paragraph, picture, table


def read(*parts, **files):
    return read_report(io.BytesIO(make_docx(*parts, **files)))


def test_headings_paragraphs_and_lists_become_one_text():
    report = read(
        heading(1, "Halbzeit"),
        paragraph("Ein ", bold="wichtiger", after=" Tag & mehr"),
        listed("eins", "zwei"),
    )

    assert report.blocks == [
        {
            "type": "text",
            "value": "<h2>Halbzeit</h2><p>Ein <b>wichtiger</b> Tag &amp; mehr</p><ul><li>eins</li><li>zwei</li></ul>",
        }
    ]


def test_deeper_headings_stay_below_the_sections():
    assert read(heading(3, "Tief")).blocks[0]["value"] == "<h3>Tief</h3>"


def test_table_interrupts_the_text_and_keeps_its_cells():
    report = read(paragraph("Davor"), table(["Ort", "Dauer"], ["Schule", "2 Wochen"]), paragraph("Danach"))

    assert [block["type"] for block in report.blocks] == ["text", "table", "text"]
    assert report.blocks[1]["value"]["columns"] == [
        {"type": "text", "heading": "Ort"},
        {"type": "text", "heading": "Dauer"},
    ]
    assert report.blocks[1]["value"]["rows"] == [{"values": ["Schule", "2 Wochen"]}]


def test_picture_comes_with_its_alternative_text():
    report = read(picture("Wortwolke"))

    assert report.blocks == [
        {"type": "picture", "value": {"picture": 0, "caption": "", "alt_text": "Wortwolke"}}
    ]
    assert report.pictures[0].content.startswith(b"\x89PNG")


def test_web_link_stays_and_a_script_address_goes():
    report = read(link("https://example.org/?a=1&b=2", "gut"), link("javascript:alert(1)", "böse"))

    assert report.blocks[0]["value"] == '<p><a href="https://example.org/?a=1&amp;b=2">gut</a></p><p>böse</p>'


def test_markup_in_the_text_is_only_text():
    assert read(paragraph("<script>x</script>")).blocks[0]["value"] == "<p>&lt;script&gt;x&lt;/script&gt;</p>"


@pytest.mark.parametrize("content", [b"", b"Kein Word", b"PK\x03\x04kaputt", b"\x00" * 2000])
def test_other_files_are_refused(content):
    with pytest.raises(NotReadableError):
        read_report(io.BytesIO(content))


def test_zip_without_a_document_is_refused():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("hallo.txt", "hallo")
    file.seek(0)

    with pytest.raises(NotReadableError):
        read_report(file)


def test_bomb_is_refused_before_it_is_unpacked():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * (60 * 1024 * 1024))
    file.seek(0)

    with pytest.raises(NotReadableError):
        read_report(file)


def test_too_many_entries_are_refused():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for number in range(MAX_ENTRIES + 1):
            archive.writestr(f"{number}", "")
    file.seek(0)

    with pytest.raises(NotReadableError):
        read_report(file)
