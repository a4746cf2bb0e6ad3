"""Versions and poster in the edit form of a recording: what is told, what is asked, who may do it."""

import errno
import re

import pytest
from django.core.files.storage import Storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import ModelLogEntry

from cms.core.models import PictureConsent
from media import posters, versions
from media.library.versions import panel_of as make_panel
from media.models import Consent, Version, Video, VideoFile
from media.models.files import VersionKind
from media.programs import FfmpegError
from tests.factories.media import FILM_BYTES, make_consent, make_jpeg, make_ready_video, make_video_file
from tests.factories.pages import make_picture
from tests.media.editing.form import edit
from tests.media.quick_films import shown
from tests.media.sender import announce, send

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folders")]

REPLACED = "Der Film wurde inzwischen ersetzt. Bitte sehen Sie sich den neuen an und bestätigen Sie es dann."
PEOPLE_ON_RECORD = (
    "Zu diesem Bild sind Einwilligungen der Menschen erfasst, die es zeigt. Bitte erfassen Sie die Einwilligungen beim "
    "Video und laden Sie das Bild hier als Datei hoch."
)


@pytest.fixture
def video(newsroom):
    return make_ready_video(title="Titration", collection=newsroom.collection)


def url(name, video, *words):
    return reverse(f"videos:{name}", args=[video.pk, *words])


def page_of(editor, video):
    return editor.get(url("edit", video)).content.decode()


def panel_of(editor, video, kind):
    return editor.get(url("version", video, kind)).json()


def test_first_film_is_told_with_the_way_to_replace_it(newsroom, video):
    html = page_of(newsroom.alice, video)

    assert "Fassung 1" in html
    assert f'href="{reverse("videos:add")}?video={video.pk}&amp;zweck=ersatz"' in html
    for kind in ("audiodeskription", "gebaerden"):
        assert f'href="{reverse("videos:add")}?video={video.pk}&amp;zweck={kind}"' in html


def test_coming_film_is_told_with_its_progress(newsroom, video, studio):
    studio.replace(video, "neu")
    Version.objects.update(state="processing", progress=40)

    panel = panel_of(newsroom.alice, video, "film")

    assert (panel["state"], panel["progress"]) == ("processing", 40)
    assert 'value="40"' in panel["html"]
    assert "Bis sie fertig ist, bleibt zu sehen, was jetzt zu sehen ist." in panel["html"]
    assert "neu.mp4" in panel["html"]


def test_editor_is_asked_whether_the_new_film_shows_nobody_either(newsroom, video, studio):
    versions.replace(video, studio.film(), name="neu.mp4", user=None)
    state = url("version_nobody", video, "film")
    upload = newsroom.alice.get(f"{reverse('videos:add')}?video={video.pk}&zweck=ersatz").content.decode()
    before = panel_of(newsroom.alice, video, "film")["html"]

    answer = {"film": Version.objects.get().film_name}
    foreign = newsroom.bob.post(state, answer)
    newsroom.alice.post(state, answer)

    assert 'name="shows_nobody"' in upload
    assert state in before
    assert "Auch im neuen Film ist niemand zu erkennen" in before
    assert foreign.status_code == 404
    assert state not in panel_of(newsroom.alice, video, "film")["html"]
    studio.work_on(video)
    assert Video.objects.get().shows_nobody_by == newsroom.alice.user


def seen_in(html):
    """The film that the form in a page is about."""
    return {"film": re.search(r'name="film" value="([^"]+)"', html)[1]}


def test_statement_on_a_coming_film_is_not_taken_for_the_one_that_replaced_it(newsroom, video, studio):
    state = url("version_nobody", video, "film")
    versions.replace(video, studio.film("erste"), name="erste.mp4", user=None)
    first = panel_of(newsroom.alice, video, "film")
    versions.replace(video, studio.film("zweite"), name="zweite.mp4", user=None)
    second = panel_of(newsroom.alice, video, "film")

    refused = newsroom.alice.post(state, seen_in(first["html"]), follow=True)
    is_stated = Version.objects.get().shows_nobody
    newsroom.alice.post(state, seen_in(second["html"]))

    assert [str(message).strip() for message in refused.context["messages"]] == [REPLACED]
    assert (is_stated, Version.objects.get().shows_nobody) == (False, True)


def test_panel_is_drawn_anew_when_another_film_comes_in_the_same_state(newsroom, video, studio):
    studio.replace(video, "erste")
    page = page_of(newsroom.alice, video)
    first = panel_of(newsroom.alice, video, "film")
    studio.replace(video, "zweite")

    second = panel_of(newsroom.alice, video, "film")

    assert f'data-video-version="{first["version"]}"' in page
    assert first["state"] == second["state"]
    assert first["version"] != second["version"]


def test_statement_that_names_no_film_is_refused(newsroom, video, studio):
    versions.replace(video, studio.film(), name="neu.mp4", user=None)

    refused = newsroom.alice.post(url("version_nobody", video, "film"), follow=True)

    assert [str(message).strip() for message in refused.context["messages"]] == [REPLACED]
    assert not Version.objects.get().shows_nobody


def test_nothing_is_asked_where_people_are_on_record(newsroom, video, studio):
    make_consent(video)
    versions.replace(video, studio.film(), name="neu.mp4", user=None)

    upload = newsroom.alice.get(f"{reverse('videos:add')}?video={video.pk}&zweck=ersatz").content.decode()

    answer = {"film": Version.objects.get().film_name}
    refused = newsroom.alice.post(url("version_nobody", video, "film"), answer, follow=True)

    assert 'name="shows_nobody"' not in upload
    assert url("version_nobody", video, "film") not in panel_of(newsroom.alice, video, "film")["html"]
    assert [message.level_tag for message in refused.context["messages"]] == ["error"]
    assert not Version.objects.get().shows_nobody


@pytest.mark.parametrize("answer", [{"shows_nobody": "on"}, {}])
@pytest.mark.parametrize("way", ["form", "script"])
def test_question_is_answered_with_the_upload_already(way, answer, newsroom, video, studio):
    film = studio.film("neuer Film")
    if way == "form":
        with film.open("rb") as content:
            newsroom.alice.post(
                f"{reverse('videos:add')}?video={video.pk}&zweck=ersatz", {"file": content, **answer}
            )
    else:
        known = {"name": "neu.mp4", "size": film.stat().st_size, "purpose": "ersatz", "video": video.pk}
        begun = announce(newsroom.alice, **known).json()["url"]
        send(newsroom.alice, begun, film.read_bytes())
        newsroom.alice.post(f"{begun}fertig/", answer)

    version = Version.objects.get()
    who = newsroom.alice.user if answer else None
    assert (version.shows_nobody, version.shows_nobody_by) == (bool(answer), who)
    studio.work_on(video)
    assert Video.objects.get().consents_are_valid == bool(answer)


def test_film_beside_the_main_one_asks_nothing(newsroom, video):
    upload = newsroom.alice.get(f"{reverse('videos:add')}?video={video.pk}&zweck=gebaerden").content.decode()

    assert 'name="shows_nobody"' not in upload


def test_failed_film_says_why_and_is_repeated(newsroom, video, studio):
    studio.fail_with = FfmpegError("output_differs")
    studio.replace(video)
    studio.work_on(video)
    html = panel_of(newsroom.alice, video, "film")["html"]

    newsroom.alice.post(url("version_retry", video, "film"))

    assert "Die neue Fassung ließ sich nicht vorbereiten." in html
    assert url("version_discard", video, "film") in html
    assert Version.objects.get().state == "waiting"


def test_discarding_is_asked_for_before_it_is_done(newsroom, video, studio):
    studio.replace(video)
    discard = url("version_discard", video, "film")

    question = newsroom.alice.get(discard).content.decode()
    was_there = Version.objects.exists()
    response = newsroom.alice.post(discard)

    assert "Neue Fassung verwerfen?" in question
    assert was_there
    assert not Version.objects.exists()
    assert response.url == f"{url('edit', video)}#film-section"


def test_return_to_a_former_film_is_asked_for_before_it_is_done(newsroom, video, studio):
    before = shown(video)
    studio.show(video, "zweite")
    back = url("version_return", video, 1)
    html = page_of(newsroom.alice, video)

    question = newsroom.alice.get(back).content.decode()
    between = shown(video)
    newsroom.alice.post(back)

    assert back in html
    assert "Zu Fassung 1 zurückkehren?" in question
    assert "film.mp4" in question
    assert between != before
    assert shown(video) == before


def test_refused_return_says_why(newsroom, video, studio, folders):
    lost = video.file_named("480p.mp4").file.name
    studio.show(video, "zweite")
    (folders.private / lost).unlink()

    response = newsroom.alice.post(url("version_return", video, 1), follow=True)

    assert "Zu dieser Fassung führt kein Weg zurück" in response.content.decode()


def test_film_beside_the_main_one_is_shown_and_removed(newsroom, video, studio):
    make_consent(video)
    studio.add(video, VersionKind.SIGNED, "dgs")
    studio.work_on(video)
    remove = url("version_remove", video, "gebaerden")
    html = panel_of(newsroom.alice, video, "gebaerden")["html"]

    question = newsroom.alice.get(remove).content.decode()
    newsroom.alice.post(remove)

    assert f'src="/v/{video.key}/gebaerden-480p.mp4"' in html
    assert remove in html
    assert "Fassung mit Gebärdensprache entfernen?" in question
    assert "gebaerden-480p.mp4" not in shown(video)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("version", ["unbekannt"]),
        ("version_discard", ["film"]),
        ("version_remove", ["gebaerden"]),
        ("version_remove", ["film"]),
        ("version_return", [7]),
    ],
)
def test_what_is_not_there_is_not_found(name, words, newsroom, video):
    assert newsroom.alice.get(url(name, video, *words)).status_code == 404


def test_changed_length_asks_to_check_captions_until_the_recording_is_saved(newsroom, video, studio):
    note = "Bitte prüfen Sie Untertitel und Kapitel"
    studio.show(video, "länger", seconds=5.0)
    told = note in page_of(newsroom.alice, video)

    edit(newsroom.alice, video)

    assert told
    assert note not in page_of(newsroom.alice, video)


def test_film_of_the_same_length_asks_for_nothing(newsroom, video, studio):
    studio.show(video, seconds=1.5)

    assert "Bitte prüfen Sie Untertitel" not in page_of(newsroom.alice, video)


def test_sign_language_without_a_consent_says_why_it_waits(newsroom, video, studio):
    upload = newsroom.alice.get(f"{reverse('videos:add')}?video={video.pk}&zweck=gebaerden").content.decode()
    studio.add(video, VersionKind.SIGNED, "dgs")
    studio.work_on(video)

    waiting = panel_of(newsroom.alice, video, "gebaerden")["html"]
    make_consent(video)
    shown_since = panel_of(newsroom.alice, video, "gebaerden")["html"]

    assert "Ohne erfasste Einwilligung ist diese Fassung nicht zu sehen." in upload
    assert "für dieses Video ist keine Einwilligung erfasst" in waiting
    assert reverse("videos:consents_add", args=[video.pk]) in waiting
    assert "dgs.mp4" in waiting
    assert "<video" not in waiting
    assert "kann zu dieser Fassung wechseln" in shown_since


def test_versions_of_before_a_withdrawal_say_why_they_are_gone(newsroom, video, studio):
    make_consent(video, name="Anna")
    studio.add(video, VersionKind.DESCRIBED, "alt")
    studio.work_on(video)
    Consent.objects.get().withdraw()
    studio.show(video, "ohne Anna")
    back = url("version_return", video, 1)

    withheld = panel_of(newsroom.alice, video, "audiodeskription")["html"]
    film = panel_of(newsroom.alice, video, "film")["html"]
    question = newsroom.alice.get(back)
    told = newsroom.alice.post(back, follow=True).context["messages"]
    newsroom.alice.post(url("version_remove", video, "audiodeskription"))

    assert "entstand aus einem Film von vor dem Widerruf einer Einwilligung" in withheld
    assert "Hochgeladen, bevor eine Einwilligung zurückgezogen wurde" in film
    assert back not in film
    assert question.status_code == 404
    assert ["kann die Person zeigen" in str(message) for message in told] == [True]
    assert not video.versions.alternates().exists()


@pytest.mark.parametrize("former", [1, 3])
def test_form_asks_the_database_as_often_for_many_versions(
    former, newsroom, video, studio, django_assert_num_queries
):
    for number in range(former):
        studio.replace(video, f"Fassung {number}", user=newsroom.alice.user)
        studio.work_on(video)

    with django_assert_num_queries(1):
        panel = make_panel(video, VersionKind.FILM)
        names = [str(version.created_by) for version in [panel.on_show, *panel.former]]

    assert len(names) == former + 1


def test_versions_are_nothing_to_a_foreign_tandem_and_to_strangers(newsroom, video, studio, client):
    make_consent(video)
    studio.show(video, "zweite")
    studio.add(video, VersionKind.SIGNED)
    studio.work_on(video)
    studio.replace(video, "dritte")
    before = shown(video)
    places = [
        ("get", url("version", video, "film")),
        ("post", url("version_retry", video, "film")),
        ("post", url("version_discard", video, "film")),
        ("post", url("version_remove", video, "gebaerden")),
        ("post", url("version_return", video, 1)),
        ("post", url("poster", video)),
    ]

    foreign = [getattr(newsroom.bob, method)(place).status_code for method, place in places]
    strangers = [getattr(client, method)(place).status_code for method, place in places]

    assert (set(foreign), set(strangers)) == ({404}, {302})
    assert shown(video) == before
    assert Version.objects.count() == 4


# --- The poster -------------------------------------------------------------------------------


@pytest.fixture
def suggested(video):
    """Six suggestions, as the processing makes them."""
    for number in range(1, 7):
        make_video_file(
            video, f"kandidat-{number}.jpg", make_jpeg(), kind=VideoFile.Kind.CANDIDATE, second=number * 2.0
        )
    return video


def test_six_pictures_are_offered(newsroom, suggested):
    html = page_of(newsroom.alice, suggested)

    assert [f'name="choice" value="{number}"' in html for number in range(1, 8)] == [True] * 6 + [False]
    assert "Bild 2, bei 0:04" in html
    assert f"/v/{suggested.key}/kandidat-6.jpg" in html


@pytest.mark.parametrize(("choice", "done"), [("3", [3]), ("automatic", ["automatic"])])
def test_chosen_picture_becomes_the_poster(choice, done, newsroom, suggested, monkeypatch):
    chosen = []
    monkeypatch.setattr("media.library.posters.use_candidate", lambda video, number: chosen.append(number))
    monkeypatch.setattr("media.library.posters.use_automatic", lambda video: chosen.append("automatic"))

    response = newsroom.alice.post(url("poster", suggested), {"choice": choice})

    assert chosen == done
    assert response.url == f"{url('edit', suggested)}#poster-section"
    assert ModelLogEntry.objects.for_instance(suggested).get().action == "media.poster.choose"


@pytest.mark.parametrize("choice", ["", "9", "x", "²", "9" * 5000])
def test_impossible_choice_is_answered_with_a_sentence(choice, newsroom, video):
    before = shown(video)

    response = newsroom.alice.post(url("poster", video), {"choice": choice}, follow=True)

    assert [message.level_tag for message in response.context["messages"]] == ["error"]
    assert shown(video) == before


def test_own_picture_becomes_the_poster(newsroom, video):
    before = shown(video)
    picture = SimpleUploadedFile("bild.jpg", make_jpeg(1600, 900), "image/jpeg")

    newsroom.alice.post(url("poster", video), {"choice": "own", "file": picture})

    video = Video.objects.get(pk=video.pk)
    after = shown(video)
    assert video.poster_source == "picture"
    assert {name for name in after if after[name] != before[name]} == {
        f"vorschau-{width}.jpg" for width in posters.WIDTHS
    }


@pytest.mark.parametrize("has_people", [False, True])
def test_picture_of_the_library_with_people_on_record_is_refused(has_people, newsroom, video):
    """The poster is a copy: it would outlive whatever becomes of the consent for the picture."""
    picture = make_picture(collection=newsroom.collection)
    if has_people:
        PictureConsent.objects.create(picture=picture, name="Beispielperson Zwei", kept_at="Ordner")
    before = shown(video)

    choice = {"choice": "own", "picture": picture.pk}
    response = newsroom.alice.post(url("poster", video), choice, follow=True)

    told = [str(message).strip() for message in response.context["messages"]]
    assert told == ([PEOPLE_ON_RECORD] if has_people else ["Das Vorschaubild ist geändert."])
    assert (shown(video) == before) is has_people


@pytest.mark.parametrize("content", [b"", b"<svg/>", FILM_BYTES])
def test_file_that_is_no_picture_is_refused_with_a_sentence(content, newsroom, video, folders):
    before = shown(video)
    file = SimpleUploadedFile("bild.jpg", content, "image/jpeg")

    response = newsroom.alice.post(url("poster", video), {"choice": "own", "file": file}, follow=True)

    assert [message.level_tag for message in response.context["messages"]] == ["error"]
    assert shown(video) == before
    assert folders.in_work == []


@pytest.mark.parametrize(
    ("code", "words"), [(errno.ENOSPC, "kein Platz"), (errno.EROFS, "keine Dateien speichern")]
)
def test_picture_without_a_storage_is_answered_with_a_sentence(code, words, newsroom, video, monkeypatch):
    before = shown(video)
    picture = SimpleUploadedFile("bild.jpg", make_jpeg(1600, 900), "image/jpeg")

    def fail(*words, **more):
        raise OSError(code, "The disk refuses.")

    monkeypatch.setattr(Storage, "save", fail)

    response = newsroom.alice.post(url("poster", video), {"choice": "own", "file": picture}, follow=True)

    assert [words in str(message) for message in response.context["messages"]] == [True]
    assert shown(video) == before


def test_library_picture_without_its_file_is_answered_with_a_sentence(newsroom, video):
    before = shown(video)
    picture = make_picture()
    picture.file.storage.delete(picture.file.name)

    response = newsroom.eva.post(url("poster", video), {"choice": "own", "picture": picture.pk}, follow=True)

    assert ["kein Bild" in str(message) for message in response.context["messages"]] == [True]
    assert shown(video) == before


def test_own_picture_outlives_the_film(newsroom, video, studio):
    picture = SimpleUploadedFile("bild.jpg", make_jpeg(1600, 900), "image/jpeg")
    newsroom.alice.post(url("poster", video), {"choice": "own", "file": picture})
    before = shown(video)

    video = studio.show(video)
    newsroom.alice.post(url("version_return", video, 1))
    after = shown(video)

    assert video.poster_source == "picture"
    assert after == before
    assert studio.show(video, "dritte").file_named("vorschau-640.jpg").sha256 == before["vorschau-640.jpg"]
