"""What becomes of an order: a draft, a reason, or nothing where a person was faster."""

from datetime import timedelta
from threading import Event

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from media import tasks
from media.captions import plain_text
from media.lease import Lease
from media.messages import KNOWN, explain
from media.models import Caption, Recognition, Version, Video
from media.models.work import MAX_ATTEMPTS, State
from media.speech import SENTENCES, write_down
from media.sweeper import sweep
from media.tasks import process_video
from tests.media.editing.form import form_data
from tests.media.listeners import VTT, WRITE
from tests.media.recognition.desk import UNREAD, WORDS, edit_form, give_up, make_draft, order, work_on

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folders")]


@pytest.mark.slow
@pytest.mark.usefixtures("installed")
def test_draft_is_written_and_says_so(newsroom, video, folders):
    order(newsroom.alice, video)
    waiting = newsroom.alice.get(reverse("videos:recognition", args=[video.pk])).json()

    assert work_on(video) is None

    track = Caption.objects.get()
    done = newsroom.alice.get(reverse("videos:recognition", args=[video.pk])).json()
    assert (track.language, track.kind, track.origin, track.is_reviewed) == (
        "de",
        "captions",
        "recognised",
        False,
    )
    assert [plain_text(cue) for cue in track.cues] == [WORDS]
    assert "Ein Untertitel-Entwurf (Deutsch) wird erkannt." in waiting["html"]
    assert (waiting["state"], done["state"]) == ("processing", "ready")
    assert waiting["version"] != done["version"]
    assert UNREAD in done["html"]
    assert UNREAD in edit_form(newsroom.alice, video)
    assert UNREAD in newsroom.alice.get(reverse("videos:captions", args=[track.pk])).content.decode()
    assert (Video.objects.get().state, folders.in_work) == (State.READY, [])


@pytest.mark.slow
def test_progress_is_what_the_program_has_heard(newsroom, video, installed, monkeypatch):
    told = []
    monkeypatch.setattr(Lease, "report", lambda lease, progress: told.append(progress))
    installed(f"echo '[00:00:00.000 --> 00:00:00.500] Wir'; {WRITE}")
    order(newsroom.alice, video)

    work_on(video)

    assert [round(progress, -1) for progress in told] == [50]


@pytest.mark.slow
def test_order_that_is_taken_back_stops_the_program(newsroom, video, installed, monkeypatch, caplog):
    monkeypatch.setattr(Lease, "report", lambda lease, progress: give_up(newsroom.alice, video))
    installed(f"echo '[00:00:00.000 --> 00:00:00.500] Wir'; sleep 600; {WRITE}")
    order(newsroom.alice, video)

    assert work_on(video) is None

    assert [record.code for record in caplog.records if hasattr(record, "code")] == ["stopped"]
    assert not Caption.objects.exists()


def write_captions(video):
    return Caption.objects.create(video=video, language="de", vtt=VTT.replace("Schraube", "Mutter"))


def test_order_ends_without_work_where_captions_are_there(newsroom, video, installed, monkeypatch, caplog):
    monkeypatch.setattr("media.recognition.fetch", lambda *arguments: pytest.fail("The film was fetched."))
    order(newsroom.alice, video)
    own = write_captions(video)

    assert work_on(video) is None

    assert [record.code for record in caplog.records if hasattr(record, "code")] == []
    assert (Caption.objects.get().pk, Caption.objects.get().vtt) == (own.pk, own.vtt)


@pytest.mark.slow
def test_what_somebody_wrote_meanwhile_stays(newsroom, video, installed, monkeypatch):
    order(newsroom.alice, video)

    def write_oneself_too(*arguments, **options):
        write_captions(video)
        return write_down(*arguments, **options)

    monkeypatch.setattr("media.recognition.write_down", write_oneself_too)

    assert work_on(video) is None

    assert "Mutter" in Caption.objects.get().vtt


@pytest.mark.slow
def test_captions_written_meanwhile_stop_the_program(
    newsroom, video, installed, monkeypatch, caplog, django_capture_on_commit_callbacks
):
    def write(lease, progress):
        with django_capture_on_commit_callbacks(execute=True):
            write_captions(video)

    monkeypatch.setattr(Lease, "report", write)
    installed(f"echo '[00:00:00.000 --> 00:00:00.500] Wir'; sleep 600; {WRITE}")
    order(newsroom.alice, video)

    assert work_on(video) is None

    assert [record.code for record in caplog.records if hasattr(record, "code")] == ["stopped"]
    assert "Mutter" in Caption.objects.get().vtt


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize(
    ("fields", "left"),
    [
        ({"language": "de"}, ["en"]),
        ({"language": "de", "kind": "subtitles"}, ["en"]),
        ({"language": "de", "kind": "descriptions"}, ["de", "en"]),
    ],
)
def test_only_captions_in_its_language_end_an_order(video, fields, left, django_capture_on_commit_callbacks):
    for language in ("de", "en"):
        Recognition.objects.create(video=video, language=language)

    with django_capture_on_commit_callbacks(execute=True):
        Caption.objects.create(video=video, vtt=VTT, **fields)

    assert [order.language for order in Recognition.objects.all()] == left


@pytest.mark.slow
def test_draft_that_appears_while_the_form_is_open_survives_its_saving(newsroom, video, installed):
    order(newsroom.alice, video)
    opened = form_data(video, title="Mutter")
    work_on(video)

    newsroom.alice.post(reverse("videos:edit", args=[video.pk]), opened)

    assert Video.objects.get().title == "Mutter"
    assert Caption.objects.get().origin == "recognised"


@pytest.mark.slow
def test_program_that_fails_is_tried_three_times(newsroom, video, installed):
    installed("echo no memory >&2; exit 1")
    order(newsroom.alice, video)

    states = [(work_on(video).state, Recognition.objects.get().attempts) for _ in range(MAX_ATTEMPTS)]

    failed = Recognition.objects.get()
    assert states == [("waiting", 1), ("waiting", 2), ("failed", 3)]
    assert (failed.error_code, failed.error_detail.strip()) == ("speech_failed", "no memory")
    html = edit_form(newsroom.alice, video)
    assert "Die Sprache konnte nicht erkannt werden." in html
    assert "no memory" not in html


@pytest.mark.slow
def test_silence_fails_at_once_and_can_be_tried_again(newsroom, video, installed):
    installed(vtt="WEBVTT\n\n")
    order(newsroom.alice, video)
    failed = work_on(video)
    installed()

    order(newsroom.alice, video)

    assert (failed.state, failed.error_code, failed.attempts) == ("failed", "speech_silent", 1)
    assert (Recognition.objects.get().state, Recognition.objects.get().attempts) == ("waiting", 0)
    assert work_on(video) is None
    assert Caption.objects.get().cues


@pytest.mark.parametrize(
    "changes",
    [
        {"SPEECH_COMMAND": "/nowhere/whisper-cli {sound} {output}"},
        {"SPEECH_READABLE": ["/nowhere/model.bin"]},
    ],
)
def test_program_that_is_missing_is_waited_for_before_the_film_is_touched(
    newsroom, video, installed, settings, monkeypatch, changes
):
    monkeypatch.setattr("media.recognition.fetch", lambda *arguments: pytest.fail("The film was fetched."))
    order(newsroom.alice, video)
    for name, value in changes.items():
        setattr(settings, name, value)

    waiting = work_on(video)

    assert (waiting.state, waiting.error_code, waiting.attempts) == ("waiting", "speech_missing", 0)
    assert "/nowhere/" in waiting.error_detail
    assert "nicht vollständig eingerichtet" in edit_form(newsroom.alice, video)


def test_order_ends_when_recognition_is_switched_off(newsroom, video, installed, settings):
    order(newsroom.alice, video)
    settings.SPEECH_COMMAND = ""

    failed = work_on(video)

    assert (failed.state, failed.error_code) == ("failed", "speech_off")


def test_film_without_files_fails_with_a_sentence(newsroom, video, installed):
    order(newsroom.alice, video)
    video.files.all().delete()

    assert work_on(video).error_code == "original_missing"


@pytest.mark.slow
def test_film_replaced_meanwhile_is_not_described_by_the_words_of_the_former(
    newsroom, video, installed, monkeypatch, studio
):
    order(newsroom.alice, video)

    def replace_and_write(*arguments, **options):
        tasks.work_on(video.pk, Version, studio.replace(video).pk, Event())
        return write_down(*arguments, **options)

    monkeypatch.setattr("media.recognition.write_down", replace_and_write)
    tasks.work_on(video.pk, Recognition, Recognition.objects.get().pk, Event())

    again = Recognition.objects.get()
    assert (again.state, again.worker) == (State.WAITING, "")
    assert not Caption.objects.exists()


@pytest.mark.slow
def test_order_of_a_deleted_recording_leaves_nothing(newsroom, video, installed, monkeypatch):
    order(newsroom.alice, video)
    monkeypatch.setattr("media.recognition.probe", lambda *args, **options: delete(video))

    def delete(video):
        Video.objects.get(pk=video.pk).delete()
        raise OSError

    process_video.call(video.pk)

    assert not Recognition.objects.exists()
    assert not Caption.objects.exists()


def test_abandoned_order_is_given_to_another_worker(newsroom, video, installed):
    order(newsroom.alice, video)
    recognition = Recognition.objects.get()
    Lease.take(recognition.pk, Recognition)
    Recognition.objects.update(lease_until=timezone.now() - timedelta(seconds=1))

    sweep()
    woken = DBTaskResult.objects.get().task_result.args
    Recognition.objects.update(attempts=MAX_ATTEMPTS)
    sweep()

    assert woken == [video.pk]
    assert (Recognition.objects.get().state, Recognition.objects.get().error_code) == (
        "failed",
        "interrupted",
    )


def test_command_in_the_foreground_does_not_wait_for_a_missing_program(newsroom, video, installed, settings):
    order(newsroom.alice, video)
    settings.SPEECH_COMMAND = "/nowhere/whisper-cli {sound} {output}"

    call_command("process_videos", verbosity=0)

    assert Recognition.objects.get().state == "waiting"


def test_every_reason_is_said_in_german():
    assert set(SENTENCES) <= set(KNOWN)
    assert all(explain(code) != SENTENCES[code] for code in SENTENCES)


def show_progress(editor, video):
    return editor.get(reverse("videos:recognition", args=[video.pk])).json()["html"]


def add_language(video, settings, language):
    """One that is on its way and one that nobody has read, of as many as the program understands."""
    settings.SPEECH_LANGUAGES = [*settings.SPEECH_LANGUAGES, language]
    Recognition.objects.create(video=video, language=language)
    make_draft(video, language=language, kind="descriptions")


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize("show", [edit_form, show_progress])
def test_form_and_progress_ask_as_often_for_three_languages_as_for_one(newsroom, video, settings, show):
    settings.SPEECH_LANGUAGES = []
    show(newsroom.alice, video)  # fills caches

    add_language(video, settings, "de")
    with CaptureQueriesContext(connection) as for_one:
        show(newsroom.alice, video)
    for language in ("en", "tr"):
        add_language(video, settings, language)
    with CaptureQueriesContext(connection) as for_three:
        html = show(newsroom.alice, video)

    assert len(for_three) == len(for_one)
    assert html.count("<progress") == html.count("Lesen und verbessern") == 3


@pytest.mark.usefixtures("installed")
def test_progress_leaves_the_texts_of_the_captions_where_they_are(newsroom, video, settings):
    make_draft(video)

    with CaptureQueriesContext(connection) as captured:
        show_progress(newsroom.alice, video)

    assert not [query["sql"] for query in captured if '"vtt"' in query["sql"]]
