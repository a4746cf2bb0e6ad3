"""Who may order a draft by speech recognition, and for which films it can be had."""

from threading import Event

import pytest
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from media.lease import Lease
from media.models import Recognition
from media.models.work import State
from media.orders import recognise
from media.recognition import languages_to_recognise
from media.speech import SpeechError
from media.sweeper import sweep
from media.tasks import enqueue, put_back, record_failure
from tests.factories.media import make_video
from tests.media.recognition.desk import edit_form, give_up, make_draft, order

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folders")]


def offers(editor, video):
    """The languages that have a button."""
    html = edit_form(editor, video)
    return [
        word for word in ("Deutsch", "Englisch") if f"Untertitel-Entwurf erkennen lassen ({word})" in html
    ]


def test_without_a_program_nothing_is_offered_or_ordered(newsroom, video):
    assert offers(newsroom.alice, video) == []
    assert 'id="recognition"' not in edit_form(newsroom.alice, video)
    order(newsroom.alice, video)
    assert not Recognition.objects.exists()


@pytest.mark.usefixtures("installed")
def test_each_language_without_words_is_offered(newsroom, video):
    assert offers(newsroom.alice, video) == ["Deutsch", "Englisch"]
    make_draft(video, kind="subtitles")
    assert offers(newsroom.alice, video) == ["Englisch"]
    make_draft(video, kind="descriptions", language="en")
    assert offers(newsroom.alice, video) == ["Englisch"]


@pytest.mark.usefixtures("installed")
def test_only_languages_that_the_program_understands(video, settings):
    settings.SPEECH_LANGUAGES = ["en"]

    assert languages_to_recognise(video) == ["en"]
    assert not recognise(video, "de")
    assert not recognise(video, "xx")


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize("fields", [{"has_sound": False}, {"state": State.FAILED}, {"state": State.WAITING}])
def test_film_that_is_silent_or_not_ready_has_no_speech(fields):
    assert languages_to_recognise(make_video(**fields)) == []


@pytest.mark.usefixtures("installed")
def test_only_editors_of_the_recording_may_order_and_look(newsroom, video, client):
    progress = reverse("videos:recognition", args=[video.pk])

    assert order(newsroom.bob, video).status_code == 404
    assert newsroom.bob.get(progress).status_code == 404
    assert client.post(reverse("videos:recognise", args=[video.pk]), {"language": "de"}).status_code == 302
    assert client.get(progress).status_code == 302
    assert newsroom.alice.get(reverse("videos:recognise", args=[video.pk])).status_code == 405
    assert not Recognition.objects.exists()
    assert order(newsroom.alice, video).status_code == 302
    assert Recognition.objects.get().language == "de"
    assert give_up(newsroom.bob, video).status_code == 404
    assert newsroom.alice.get(reverse("videos:recognition_give_up", args=[video.pk])).status_code == 405
    assert Recognition.objects.exists()


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize("state", [State.WAITING, State.FAILED])
def test_order_is_taken_back(newsroom, video, state):
    order(newsroom.alice, video)
    Recognition.objects.update(state=state)

    for _ in range(2):  # a double click is no error
        assert give_up(newsroom.alice, video).status_code == 302

    assert not Recognition.objects.exists()
    assert offers(newsroom.alice, video) == ["Deutsch", "Englisch"]


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize("language", ["", "xx", "\0", "de\0"])
@pytest.mark.parametrize("ask", [order, give_up])
def test_language_that_is_none_is_answered_and_changes_nothing(newsroom, video, ask, language):
    Recognition.objects.create(video=video, language="de")

    assert ask(newsroom.alice, video, language).status_code == 302

    assert Recognition.objects.get().language == "de"


def order_once(newsroom, video):
    order(newsroom.alice, video)


def order_anew(newsroom, video):
    Recognition.objects.create(video=video, language="de", state=State.FAILED)
    order(newsroom.alice, video)


def interrupt(newsroom, video):
    lease = Lease.take(Recognition.objects.create(video=video, language="de").pk, Recognition)
    put_back(video.pk, lease)


def fail_for_now(newsroom, video):
    lease = Lease.take(Recognition.objects.create(video=video, language="de").pk, Recognition)
    record_failure(video.pk, lease, SpeechError("speech_failed"), Event())


def lose_the_task(newsroom, video):
    Recognition.objects.create(video=video, language="de")
    sweep()


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize(
    "wake",
    [
        order_once,
        order_anew,
        interrupt,
        fail_for_now,
        lose_the_task,
    ],
)
def test_films_that_wait_go_first(newsroom, video, wake, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        wake(newsroom, video)
    film = make_video()
    enqueue(film.pk)

    DBTaskResult.objects.update(run_after=timezone.now())
    queue = [row.task_result.args for row in DBTaskResult.objects.ready()]

    assert queue == [[film.pk], [video.pk]]


@pytest.mark.usefixtures("installed")
def test_version_that_is_due_does_not_wait_for_its_order(newsroom, video, studio):
    Recognition.objects.create(video=video, language="de")
    studio.replace(video)

    enqueue(video.pk)

    assert DBTaskResult.objects.get().priority == 0


@pytest.mark.usefixtures("installed")
def test_order_is_kept_in_the_history(newsroom, video):
    order(newsroom.alice, video)

    history = newsroom.alice.get(reverse("videos:history", args=[video.pk])).content.decode()
    assert "alice" in history


@pytest.mark.usefixtures("installed")
def test_a_second_order_changes_nothing(newsroom, video, django_capture_on_commit_callbacks):
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            order(newsroom.alice, video)

    assert Recognition.objects.count() == DBTaskResult.objects.count() == 1
    assert offers(newsroom.alice, video) == ["Englisch"]
