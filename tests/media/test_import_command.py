"""A folder of films, as an operator brings it in."""

import csv
import io
import shutil

import pytest
from django.core.management import CommandError, call_command

from media.models import Video
from media.tasks import is_enqueued
from tests.factories.media import make_collection

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folders"), pytest.mark.slow]

SRT = "1\n00:00:00,000 --> 00:00:01,000\nWir prüfen die Sicherung.\n"


@pytest.fixture
def folder(tmp_path, clips):
    folder = tmp_path / "filme"
    folder.mkdir()
    shutil.copyfile(clips["plain.mp4"], folder / "Titration_1.mp4")
    return folder


def run(folder, **options):
    """The lines of the report and the exit code."""
    out = io.StringIO()
    try:
        call_command("import_videos", folder, stdout=out, stderr=out, **options)
    except SystemExit as end:
        return out.getvalue().splitlines(), end.code
    return out.getvalue().splitlines(), 0


def write_list(folder, text):
    path = folder / "liste.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_films_of_a_folder_are_taken_and_the_folder_stays(folder, clips, django_capture_on_commit_callbacks):
    collection = make_collection("Tandem 7")

    with django_capture_on_commit_callbacks(execute=True):
        lines, code = run(folder, collection="Tandem 7")

    video = Video.objects.get()
    assert (lines, code) == (
        ["Titration_1.mp4: angenommen", "1 angenommen, 0 abgelehnt, 0 übersprungen"],
        0,
    )
    assert (video.title, video.collection, video.original_name) == (
        "Titration 1",
        collection,
        "Titration_1.mp4",
    )
    assert is_enqueued(video)
    assert (folder / "Titration_1.mp4").read_bytes() == clips["plain.mp4"].read_bytes()


def test_film_that_is_there_is_skipped(folder):
    run(folder)
    shutil.copyfile(folder / "Titration_1.mp4", folder / "noch einmal.mp4")

    lines, code = run(folder)

    assert code == 0
    assert lines[-1] == "0 angenommen, 0 abgelehnt, 2 übersprungen"
    assert "Titration 1" in lines[0]
    assert Video.objects.count() == 1


def test_dry_run_says_what_would_happen_and_changes_nothing(folder, folders):
    shutil.copyfile(folder / "Titration_1.mp4", folder / "noch einmal.mp4")
    (folder / "text.mp4").write_text("Das ist kein Film. " * 100)

    lines, code = run(folder, dry_run=True)

    assert code == 1
    assert lines[-2:] == [
        "1 angenommen, 1 abgelehnt, 1 übersprungen",
        "Das war ein Probelauf: Es wurde nichts geändert.",
    ]
    assert (Video.objects.count(), folders.stored, folders.in_work) == (0, [], [])


def test_list_says_what_becomes_of_a_film(folder):
    make_collection("Tandem 7")
    (folder / "de.srt").write_text(SRT)
    path = write_list(
        folder,
        "datei;titel;sammlung;lizenz;urheber;sprache;untertitel;kapitel;jahr\n"
        'Titration_1.mp4;Titrieren;Tandem 7;cc-by;Anna|Ben;de;de.srt;"0:00 Anfang";2025\n',
    )

    lines, code = run(folder, csv=path)

    video = Video.objects.get()
    caption = video.captions.get()
    assert (code, lines[0]) == (0, "Zeile 2, Titration_1.mp4: angenommen")
    assert (video.title, video.collection.name, video.licence_code) == ("Titrieren", "Tandem 7", "cc-by")
    assert (video.author_names, video.made_year) == ("Anna, Ben", 2025)
    assert (caption.language, "Wir prüfen die Sicherung." in caption.vtt) == ("de", True)
    assert list(video.chapters.values_list("start", "title")) == [(0.0, "Anfang")]


def test_reason_for_no_captions_is_kept_with_its_day(folder):
    run(folder, csv=write_list(folder, "datei,ohne_untertitel\nTitration_1.mp4,Ohne Worte\n"))

    assert Video.objects.get().has_caption_waiver


def test_tags_of_the_list_are_given(folder):
    run(folder, csv=write_list(folder, "datei;schlagworte\nTitration_1.mp4;Labor|Säure\n"))

    assert set(Video.objects.get().tags.names()) == {"Labor", "Säure"}


def test_tag_that_is_too_long_is_refused_before_the_film_is_taken(folder):
    _lines, code = run(folder, csv=write_list(folder, f"datei;schlagworte\nTitration_1.mp4;{'x' * 101}\n"))

    assert (code, Video.objects.count()) == (1, 0)


@pytest.mark.parametrize(
    ("row", "word"),
    [
        ("fehlt.mp4;;;", "fehlt.mp4"),
        ("../geheim.mp4;;;", "keine Datei"),
        ("Titration_1.mp4;Nirgends;;", "keine Sammlung"),
        ("Titration_1.mp4;;film.vtt;", "film.vtt"),
        ("Titration_1.mp4;;liste.csv;", ""),
        ("Titration_1.mp4;;;kein Kapitel", "Zeile 1"),
    ],
)
def test_row_that_cannot_be_is_refused_and_the_next_is_taken(folder, clips, row, word):
    shutil.copyfile(clips["plain.mp4"], folder.parent / "geheim.mp4")
    shutil.copyfile(clips["four seconds.mp4"], folder / "gut.mp4")
    path = write_list(folder, f"datei;sammlung;untertitel;kapitel\n{row}\ngut.mp4;;;\n")

    lines, code = run(folder, csv=path)

    results = [line for line in lines if line.startswith("Zeile")]
    assert code == 1
    assert "abgelehnt" in results[0]
    assert word in results[0]
    assert results[1] == "Zeile 3, gut.mp4: angenommen"
    assert Video.objects.get().original_name == "gut.mp4"


@pytest.mark.parametrize("sign", ["=", "\n="])
def test_report_is_harmless_in_a_spreadsheet(folder, tmp_path, sign):
    (folder / f"{sign}HYPERLINK(1).mp4").write_text("Das ist kein Film. " * 100)

    run(folder, report=tmp_path / "bericht.csv")

    with (tmp_path / "bericht.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    assert rows[0] == ["zeile", "datei", "ergebnis", "grund", "kennung"]
    assert [row[1:3] for row in rows[1:]] == [
        [f"'{sign}HYPERLINK(1).mp4", "abgelehnt"],
        ["Titration_1.mp4", "angenommen"],
    ]
    assert rows[2][4] == Video.objects.get().key


@pytest.mark.parametrize(
    ("options", "word"),
    [
        ({"collection": "Nirgends"}, "Nirgends"),
        ({"csv": "/nowhere/liste.csv"}, "liste.csv"),
        ({"report": "/nowhere/bericht.csv"}, "bericht.csv"),
    ],
)
def test_what_cannot_work_is_said_before_the_first_film(folder, options, word):
    paths = {
        name: folder.__class__(value) if name != "collection" else value for name, value in options.items()
    }

    with pytest.raises(CommandError, match=word):
        run(folder, **paths)

    assert Video.objects.count() == 0
