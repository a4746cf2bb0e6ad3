"""Worksheet and transcript: on screen, and as PDF that machines can read aloud."""

import io
import re
import shutil
import subprocess
import zlib
from concurrent.futures import ThreadPoolExecutor, as_completed
from itertools import islice
from threading import Event

import pytest
import zxingcpp
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image, ImageFile

from lessons import checks, paper, qr
from media.models import Caption, Chapter, Video, VideoQuestion
from media.paragraphs import Mark
from tests.factories.media import make_ready_video, make_video_index, make_video_page
from tests.factories.pages import make_site

pytestmark = pytest.mark.django_db

CAPTIONS = """WEBVTT

00:00.000 --> 00:02.000
<v Ausbilderin>Wir prüfen die Sicherung & schalten ab.

00:05.000 --> 00:08.000
Dann messen wir.
"""


@pytest.fixture
def page():
    page = make_video_page(
        make_video_index(make_site()),
        make_ready_video(duration=200.0),
        key_terms="Sicherung, Spannungsfreiheit",
        safety_note="Nur spannungsfrei arbeiten.",
    )
    Chapter.objects.create(video=page.video, start=0, title="Abschalten")
    Chapter.objects.create(video=page.video, start=75, title="Messen <b>")
    Caption.objects.filter(video=page.video).update(vtt=CAPTIONS)
    VideoQuestion.objects.create(page=page, text="Warum wird zuerst abgeschaltet?", lines=4, sort_order=1)
    return page


def path(page, name):
    return f"/v/{page.video.key}/{name}"


def words_of(content):
    """The text of a PDF as a reader program finds it."""
    program = shutil.which("pdftotext")
    if not program:
        pytest.skip("needs pdftotext of poppler-utils")
    result = subprocess.run([program, "-layout", "-", "-"], input=content, capture_output=True, check=True)
    return " ".join(result.stdout.decode().split())


def unpacked(content):
    """The objects of a PDF, whatever streams they are packed into."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL)
    return content + b"".join(zlib.decompressobj().decompress(one) for one in streams if one[:1] == b"\x78")


needs_pango = pytest.mark.skipif(not paper.is_available(), reason="needs Pango")


def test_the_worksheet_has_what_a_lesson_needs(client, page):
    html = client.get(path(page, "arbeitsblatt/")).content.decode()

    assert html.count("<h1>") == 1
    for words in (
        "Sicherung prüfen",
        "Nur spannungsfrei arbeiten.",
        "Spannungsfreiheit",
        "1:15",
        "Messen &lt;b&gt;",
        "Warum wird zuerst abgeschaltet?",
        "CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/deed.de)",
        f"localhost<wbr>/v/{page.video.key}/",
    ):
        assert words in html
    assert html.count('class="sheet-line"') == 4
    assert f'src="/v/{page.video.key}/qr.svg"' in html


def test_without_questions_there_are_lines_for_notes(client, page):
    page.questions.all().delete()

    html = client.get(path(page, "arbeitsblatt/")).content.decode()

    assert "Notizen" in html
    assert html.count('class="sheet-line"') == 8


@pytest.mark.parametrize("name", ["arbeitsblatt/", "arbeitsblatt.pdf"])
def test_the_questions_are_fetched_once(client, page, monkeypatch, name):
    monkeypatch.setattr(paper, "_print", lambda html, files: b"%PDF-")

    with CaptureQueriesContext(connection) as queries:
        assert client.get(path(page, name)).status_code == 200

    assert sum(VideoQuestion._meta.db_table in query["sql"] for query in queries) == 1


def test_what_is_withdrawn_leaves_no_sheets(client, page):
    page.unpublish()

    for name in ("arbeitsblatt/", "arbeitsblatt.pdf", "transkript.pdf"):
        assert client.get(path(page, name)).status_code == 410


@pytest.mark.parametrize("name", ["arbeitsblatt.pdf", "transkript.pdf"])
def test_without_a_free_licence_there_is_nothing_to_save(client, page, name):
    Video.objects.filter(pk=page.video_id).update(licence_code="reserved")

    response = client.get(path(page, name))

    assert response.status_code == 403
    assert "arbeitsblatt.pdf" not in client.get(path(page, "arbeitsblatt/")).content.decode()


def test_where_nobody_speaks_there_is_no_transcript(client, page):
    Caption.objects.all().delete()

    assert client.get(path(page, "transkript.pdf")).status_code == 404


@needs_pango
@pytest.mark.slow
def test_making_a_pdf_does_not_let_broken_pictures_in(client, page):
    client.get(path(page, "arbeitsblatt.pdf"))

    assert ImageFile.LOAD_TRUNCATED_IMAGES is False


@needs_pango
@pytest.mark.slow
def test_the_pdf_is_tagged_named_and_speaks_german(client, page):
    response = client.get(path(page, "arbeitsblatt.pdf"))

    content = b"".join(response)
    assert response["Content-Type"] == "application/pdf"
    assert "Sicherung pruefen (Arbeitsblatt).pdf" in response["Content-Disposition"]
    assert content.startswith(b"%PDF-")
    objects = unpacked(content)
    assert b"/StructTreeRoot" in objects
    assert re.search(rb"/MarkInfo\s*<<\s*/Marked true", objects)
    assert re.search(rb"/Lang\s*\(de\)", objects)
    assert "Warum wird zuerst abgeschaltet?" in words_of(content)


@needs_pango
@pytest.mark.slow
def test_the_code_on_the_paper_leads_to_the_video(client, page):
    program = shutil.which("pdftoppm")
    if not program:
        pytest.skip("needs pdftoppm of poppler-utils")
    content = b"".join(client.get(path(page, "arbeitsblatt.pdf")))

    printed = subprocess.run(
        [program, "-r", "150", "-png", "-singlefile", "-"],
        input=content,
        capture_output=True,
        check=True,
    ).stdout

    (code,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(printed)).convert("L"))
    assert code.text == f"http://localhost/v/{page.video.key}/"


@needs_pango
@pytest.mark.slow
def test_the_transcript_names_speakers_and_moments(client, page):
    content = b"".join(client.get(path(page, "transkript.pdf")))

    words = words_of(content)
    assert "Ausbilderin: Wir prüfen die Sicherung & schalten ab." in words
    assert "Dann messen wir." in words


def edit_paragraphs(page):
    """As the editor of paragraphs stores them."""
    marks = [
        Mark(0, "Wir prüfen die Sicherung & schalten ab.", "Frau Keil", "Vor dem Messen").as_data(),
        Mark(5, "Dann messen wir.", "Herr Ott", "Das Messen").as_data(),
    ]
    Caption.objects.filter(video=page.video).update(paragraph_marks=marks)


def test_the_transcript_keeps_what_editors_named(client, page, monkeypatch):
    printed = []
    monkeypatch.setattr(paper, "_print", lambda html, files: printed.append(html) or b"%PDF-")
    edit_paragraphs(page)

    client.get(path(page, "transkript.pdf"))

    soup = BeautifulSoup(printed[0], "html.parser")
    headings = [(one.name, one.get_text()) for one in soup.find_all(re.compile("h[1-6]"))]
    assert headings == [("h1", "Sicherung prüfen"), ("h2", "Vor dem Messen"), ("h2", "Das Messen")]
    assert [one.get_text() for one in soup.find_all("strong")] == ["Frau Keil:", "Herr Ott:"]


def test_only_the_words_of_the_film_are_in_its_language(client, page, monkeypatch):
    printed = []
    monkeypatch.setattr(paper, "_print", lambda html, files: printed.append(html) or b"%PDF-")
    Caption.objects.filter(video=page.video).update(language="ar")
    page.language = "ar"
    page.save()

    client.get(path(page, "transkript.pdf"))

    soup = BeautifulSoup(printed[0], "html.parser")
    assert soup.html["lang"] == "de"
    assert [(one.name, one.get("class")) for one in soup.find_all(lang="ar")] == [
        ("h1", None),
        ("section", ["sheet-transcript"]),
    ]


@needs_pango
@pytest.mark.slow
def test_headings_of_the_transcript_are_tagged(client, page):
    edit_paragraphs(page)

    content = b"".join(client.get(path(page, "transkript.pdf")))

    assert len(re.findall(rb"/S\s*/H2\b", unpacked(content))) == 2
    assert "Vor dem Messen" in words_of(content)
    assert "Frau Keil: Wir prüfen die Sicherung & schalten ab." in words_of(content)


@needs_pango
def test_a_sheet_fetches_nothing_that_was_not_handed_over(caplog):
    paper.pdf(
        '<html lang="de"><title>x</title><img src="http://127.0.0.1:9/x.png"><img src="file:///etc/passwd">',
        {},
    )

    refusals = [record.getMessage() for record in caplog.records if "not handed over" in record.getMessage()]
    assert len(refusals) == 2


@needs_pango
def test_a_sheet_is_made_once_as_long_as_it_stays_the_same(client, page, monkeypatch):
    made = []

    def count(html, files):
        made.append(html)
        return b"%PDF-"

    monkeypatch.setattr(paper, "_print", count)

    first = client.get(path(page, "arbeitsblatt.pdf"))
    again = client.get(path(page, "arbeitsblatt.pdf"), headers={"If-None-Match": first["ETag"]})
    VideoQuestion.objects.create(page=page, text="Und dann?", sort_order=2)
    client.get(path(page, "arbeitsblatt.pdf"))

    assert again.status_code == 304
    assert len(made) == 2


def broken(*args):
    raise paper.PaperUnavailableError


def test_where_no_pdf_can_be_made_the_reader_is_led_to_the_print_view(client, page, monkeypatch):
    monkeypatch.setattr(paper, "_print", broken)

    response = client.get(path(page, "arbeitsblatt.pdf"))

    assert response.status_code == 503
    assert response["Retry-After"]
    assert path(page, "arbeitsblatt/") in response.content.decode()


def test_a_sheet_beyond_all_bounds_is_not_begun():
    with pytest.raises(paper.PaperTooLongError):
        paper.pdf("x" * (paper.LONGEST_SHEET + 1), {})


def test_whoever_asks_for_too_long_a_sheet_is_not_told_to_come_back(client, page, monkeypatch):
    monkeypatch.setattr(paper, "LONGEST_SHEET", 100)

    response = client.get(path(page, "transkript.pdf"))

    assert response.status_code == 413
    assert "Retry-After" not in response
    assert response.content.decode().startswith("Dieses Blatt ist für ein PDF zu lang.")


def test_few_wait_for_a_sheet_and_the_others_are_refused_at_once(monkeypatch):
    opened, readers = Event(), 8
    monkeypatch.setattr(paper, "_print", lambda html, files: opened.wait(10) and b"%PDF-")

    with ThreadPoolExecutor(readers) as pool:
        answers = [pool.submit(paper.pdf, f"<p>{reader}", {}) for reader in range(readers)]
        try:
            refused = list(islice(as_completed(answers, timeout=5), readers - paper.MOST_READERS))
        finally:
            opened.set()

    assert {type(answer.exception()) for answer in refused} == {paper.PaperUnavailableError}
    assert [answer.result() for answer in answers if answer not in refused] == [b"%PDF-"] * 3


def test_operators_are_told_what_is_missing(monkeypatch):
    monkeypatch.setattr(paper, "_weasyprint", broken)

    (message,) = checks.check_paper(None)

    assert message.id == "lessons.I001"


def test_the_code_stays_readable_in_the_smallest_print():
    picture = Image.open(io.BytesIO(qr.png("http://localhost/v/abcd2345/?t=90&end=120"))).resize((160, 160))

    (code,) = zxingcpp.read_barcodes(picture.convert("L"))

    assert code.text.endswith("?t=90&end=120")
