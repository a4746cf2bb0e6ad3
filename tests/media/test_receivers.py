import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from cms.core.german import search_terms
from cms.core.signals import tick
from media.models import Caption, Chapter, Video, VideoAuthor, VideoPage
from tests.factories.media import (
    FILM_BYTES,
    make_ready_video,
    make_video,
    make_video_file,
    make_video_index,
    make_video_page,
)
from tests.factories.pages import make_site

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folders")]


@pytest.fixture
def page():
    return make_video_page(make_video_index(make_site()))


def is_found(word):
    return VideoPage.objects.all().search(search_terms(word)).count() == 1


def spoken(words):
    return f"WEBVTT\n\n00:00.000 --> 00:01.000\n{words}\n"


def test_page_is_found_by_the_words_of_changed_captions(page):
    caption = page.video.captions.get()
    assert not is_found("Schraubendreher")

    caption.vtt = spoken("Nimm den Schraubendreher.")
    caption.save()

    assert is_found("Schraubendreher")


def test_page_is_found_by_captions_that_were_added_and_not_by_deleted_ones(page):
    caption = Caption.objects.create(video=page.video, language="en", vtt=spoken("Take the screwdriver."))
    was_found = is_found("screwdriver")

    caption.delete()

    assert (was_found, is_found("screwdriver")) == (True, False)


def test_page_is_found_by_words_and_not_by_their_markup(page):
    page.summary = '<p data-block-key="x1">Schutz &amp; Technik</p>'
    page.save()
    page.video.captions.update(vtt=spoken("<v Ada>Eins &amp; zwei</v>"))
    page.save()

    found = [word for word in ("Schutz", "Technik", "zwei", "data", "block", "amp", "Ada") if is_found(word)]

    assert found == ["Schutz", "Technik", "zwei"]


def test_page_is_found_by_its_chapters(page):
    chapter = Chapter.objects.create(video=page.video, start=0, title="Abmantelzange")
    was_found = is_found("Abmantelzange")

    chapter.delete()

    assert (was_found, is_found("Abmantelzange")) == (True, False)


def test_page_is_found_by_its_authors(page):
    author = VideoAuthor.objects.create(video=page.video, name="Klasse Zwiebelfisch")
    was_found = is_found("Zwiebelfisch")

    author.delete()

    assert (was_found, is_found("Zwiebelfisch")) == (True, False)


def test_recording_without_page_is_saved_as_well():
    video = make_ready_video()

    video.title = "Ohne Seite"
    video.save()

    assert Video.objects.get().title == "Ohne Seite"


def test_files_of_a_deleted_video_go_once_that_is_certain(folders, django_capture_on_commit_callbacks):
    kept = make_video()
    video = make_ready_video()

    with django_capture_on_commit_callbacks() as callbacks:
        video.delete()
    before_commit = len(folders.stored)
    for callback in callbacks:
        callback()

    assert before_commit == 6
    assert folders.stored == [kept.original.name]


def test_file_of_a_deleted_row_goes(folders, django_capture_on_commit_callbacks):
    video = make_video()
    file = make_video_file(video, "480p.mp4", FILM_BYTES)

    with django_capture_on_commit_callbacks(execute=True):
        file.delete()

    assert folders.stored == [video.original.name]


def test_file_that_is_gone_already_is_no_error(folders, django_capture_on_commit_callbacks):
    video = make_video()
    (folders.private / video.original.name).unlink()

    with django_capture_on_commit_callbacks(execute=True):
        video.delete()

    assert Video.objects.count() == 0


def test_clock_sweeps():
    make_video()

    tick.send_robust(sender=None, now=timezone.now())

    assert DBTaskResult.objects.count() == 1
