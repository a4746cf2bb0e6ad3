"""The video library in the admin: who sees what, and what an editor can add to a recording."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from media.models import Caption, Chapter, Video
from tests.factories.editors import make_newsroom
from tests.factories.media import CAPTIONS, make_ready_video, make_video, make_video_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def newsroom():
    return make_newsroom()


@pytest.fixture
def video(newsroom):
    return make_ready_video(title="Titration", collection=newsroom.collection)


def form_data(video, **changes):
    """What the edit form of the video sends when nothing is changed."""
    video = Video.objects.get(pk=video.pk)
    data = {
        "title": video.title,
        "collection": video.collection_id,
        "licence_code": video.licence_code,
        "made_year": "",
        "caption_waiver": video.caption_waiver,
        "caption_waiver_date": video.caption_waiver_date or "",
        "chapter_list": "",
    }
    rows = {
        "authors": [
            {"id": a.pk, "name": a.name, "organisation": "", "ORDER": n}
            for n, a in enumerate(video.authors.all(), 1)
        ],
        "captions": [
            {"id": c.pk, "language": c.language, "kind": c.kind, "vtt": c.vtt} for c in video.captions.all()
        ],
        "chapters": [{"id": c.pk, "start": c.start, "title": c.title} for c in video.chapters.all()],
    }
    for name, found in rows.items():
        found = [*found, *changes.pop(f"new_{name}", [])]
        stored = sum(1 for row in found if row.get("id"))
        data |= {f"{name}-TOTAL_FORMS": len(found), f"{name}-INITIAL_FORMS": stored}
        data |= {f"{name}-MIN_NUM_FORMS": 0, f"{name}-MAX_NUM_FORMS": 1000}
        for number, row in enumerate(found):
            data |= {f"{name}-{number}-{key}": value for key, value in row.items()}
    return {**data, **changes}


def edit(editor, video, **changes):
    return editor.post(reverse("videos:edit", args=[video.pk]), form_data(video, **changes))


# --- Who sees what ------------------------------------------------------------------------


def test_list_shows_own_videos_only(newsroom, video):
    make_ready_video(title="Fremdes Video", collection=newsroom.other_collection)

    html = newsroom.alice.get(reverse("videos:index")).content.decode()

    assert "Titration" in html
    assert "Fremdes Video" not in html


def test_search_in_the_list_finds_own_videos_only(newsroom, video):
    make_ready_video(title="Titration nebenan", collection=newsroom.other_collection)

    html = newsroom.alice.get(reverse("videos:index_results"), data={"q": "Titra"}).content.decode()

    assert re.findall(r"Titration\w*(?: nebenan)?", html).count("Titration nebenan") == 0
    assert "Titration" in html


def test_editorial_office_sees_all_videos(newsroom, video):
    make_ready_video(title="Sicherung", collection=newsroom.other_collection)

    html = newsroom.eva.get(reverse("videos:index")).content.decode()

    assert "Titration" in html
    assert "Sicherung" in html


@pytest.mark.parametrize("name", ["edit", "delete", "usage", "history", "progress"])
def test_video_of_another_tandem_does_not_exist(newsroom, video, name):
    response = newsroom.bob.get(reverse(f"videos:{name}", args=[video.pk]))

    assert response.status_code == 404


@pytest.mark.parametrize("name", ["edit", "usage", "history", "progress", "delete"])
def test_video_of_the_own_tandem_opens(newsroom, video, name):
    response = newsroom.alice.get(reverse(f"videos:{name}", args=[video.pk]))

    assert response.status_code == 200


@pytest.mark.parametrize("name", ["edit", "delete", "retry"])
def test_video_of_another_tandem_cannot_be_changed(newsroom, video, name):
    response = newsroom.bob.post(
        reverse(f"videos:{name}", args=[video.pk]), form_data(video, title="Geraubt")
    )

    assert response.status_code == 404
    assert Video.objects.get().title == "Titration"


def test_anonymous_visitor_is_led_to_the_login(newsroom, video, client):
    response = client.get(reverse("videos:progress", args=[video.pk]))

    assert response.status_code == 302


@pytest.mark.parametrize("name", ["choose", "choose_results"])
def test_chooser_offers_own_videos_only(newsroom, video, name):
    make_ready_video(title="Fremdes Video", collection=newsroom.other_collection)

    body = newsroom.alice.get(reverse(f"video_chooser:{name}")).content.decode()

    assert "Titration" in body
    assert "Fremdes Video" not in body


def test_video_of_another_tandem_cannot_be_chosen(newsroom, video):
    url = reverse("video_chooser:chosen", args=[video.pk])

    assert newsroom.alice.get(url).json()["result"]["title"] == "Titration"
    assert (
        "result" not in newsroom.bob.get(url, headers={"x-requested-with": "XMLHttpRequest"}).content.decode()
    )


def test_several_videos_of_another_tandem_cannot_be_chosen(newsroom, video):
    response = newsroom.bob.get(reverse("video_chooser:chosen_multiple"), data={"id": video.pk})

    assert response.json()["result"] == []


def test_video_cannot_be_moved_into_the_collection_of_another_tandem(newsroom, video):
    response = edit(newsroom.alice, video, collection=newsroom.other_collection.pk)

    assert response.status_code == 200
    assert Video.objects.get().collection == newsroom.collection


def test_rights_to_videos_are_given_on_collections(newsroom, admin_client):
    response = admin_client.get(reverse("wagtailusers_groups:edit", args=[newsroom.tandem.team.group.pk]))

    assert 'name="video_permissions-TOTAL_FORMS"' in response.content.decode()


# --- List ---------------------------------------------------------------------------------


def test_list_says_what_is_missing(newsroom):
    make_video(title="Nackt", collection=newsroom.collection)

    html = newsroom.alice.get(reverse("videos:index")).content.decode()
    cell = re.search(r'<ul class="media-missing">(.*?)</ul>', html, re.DOTALL)[1]

    assert len(re.findall("<li>", cell)) == 3


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_database_equally_often_for_any_number(newsroom, count, django_assert_max_num_queries):
    for number in range(count):
        video = make_ready_video(title=f"Film {number}", collection=newsroom.collection)
        make_video_page(newsroom.tandem, video, slug=f"film-{number}")
    newsroom.alice.get(reverse("videos:index"))

    with django_assert_max_num_queries(31):
        newsroom.alice.get(reverse("videos:index"))


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({"state": "ready"}, {"Titration"}),
        ({"state": "waiting"}, {"Nackt"}),
        ({"licence_code": "cc-by"}, {"Titration"}),
        ({"licence_code": "none"}, {"Nackt"}),
    ],
)
def test_list_is_filtered(newsroom, video, query, titles):
    make_video(title="Nackt", collection=newsroom.collection)

    html = newsroom.alice.get(reverse("videos:index"), data=query).content.decode()

    assert {
        title for title in ("Titration", "Nackt") if f"{title}\n" in html or f">{title}<" in html
    } == titles


# --- Captions -----------------------------------------------------------------------------


SRT = "1\n00:00:00,000 --> 00:00:02,000\nHallo & willkommen\n"


def test_caption_file_is_stored_in_our_own_words(newsroom, video):
    file = SimpleUploadedFile("englisch.srt", SRT.encode())
    track = {"language": "en", "kind": "subtitles", "vtt": "", "file": file}

    edit(newsroom.alice, video, new_captions=[track])

    assert Caption.objects.get(language="en").vtt == (
        "WEBVTT\n\nNOTE Language: en\n\n00:00:00.000 --> 00:00:02.000\nHallo &amp; willkommen\n"
    )


def test_captions_can_be_typed(newsroom, video):
    edit(newsroom.alice, video, new_captions=[{"language": "en", "kind": "captions", "vtt": SRT}])

    assert Caption.objects.get(language="en").vtt.startswith("WEBVTT")


def test_file_replaces_the_text_of_a_track(newsroom, video):
    file = SimpleUploadedFile("neu.vtt", CAPTIONS.replace("Sicherung", "Leitung").encode())

    edit(newsroom.alice, video, **{"captions-0-file": file})

    assert "Leitung" in Caption.objects.get().vtt


def test_broken_captions_are_refused_with_their_line_and_nothing_is_lost(newsroom, video):
    broken = "WEBVTT\n\n00:05.000 --> 00:01.000\nRückwärts\n"

    response = edit(
        newsroom.alice,
        video,
        title="Neuer Titel",
        new_captions=[{"language": "en", "kind": "captions", "vtt": broken}],
    )
    html = response.content.decode()

    assert Caption.objects.filter(language="en").count() == 0
    assert "Rückwärts" in html
    assert "Neuer Titel" in html
    assert response.context["form"].formsets["captions"].forms[1].errors.as_data()["vtt"][0].code == (
        "ends_before_start"
    )


def test_text_of_a_broken_file_is_shown_to_be_mended(newsroom, video):
    file = SimpleUploadedFile("englisch.vtt", b"WEBVTT\n\n00:05.000 --> 00:01.000\nBackwards\n")
    track = {"language": "en", "kind": "captions", "vtt": "", "file": file}

    response = edit(newsroom.alice, video, new_captions=[track])

    form = response.context["form"].formsets["captions"].forms[1]
    assert "Backwards" in form["vtt"].value()
    assert [error.code for error in form.errors.as_data()["vtt"]] == ["ends_before_start"]


@pytest.mark.parametrize("content", [b"\xff\xfe\x00\xd8", b"", b"\0" * 100, b"WEBVTT\n\n" + b"x" * 1_100_000])
def test_file_that_is_no_text_is_refused_at_its_field(newsroom, video, content):
    file = SimpleUploadedFile("englisch.vtt", content)
    track = {"language": "en", "kind": "captions", "vtt": "", "file": file}

    response = edit(newsroom.alice, video, new_captions=[track])

    assert response.status_code == 200
    assert Caption.objects.filter(language="en").count() == 0


def test_track_without_text_and_file_is_refused(newsroom, video):
    response = edit(newsroom.alice, video, new_captions=[{"language": "en", "kind": "captions", "vtt": ""}])

    assert response.status_code == 200
    assert Caption.objects.count() == 1


def test_second_track_of_a_kind_in_a_language_is_refused(newsroom, video):
    response = edit(newsroom.alice, video, new_captions=[{"language": "de", "kind": "captions", "vtt": SRT}])

    assert response.status_code == 200
    assert Caption.objects.count() == 1


# --- Chapters -----------------------------------------------------------------------------


def test_chapters_are_written_as_clock_times(newsroom, video):
    Video.objects.update(duration=120)

    edit(newsroom.alice, video, new_chapters=[{"start": "1:20", "title": "Ablesen"}])

    assert Chapter.objects.get().start == 80


def test_pasted_chapters_replace_the_others(newsroom, video):
    Video.objects.update(duration=120)
    Chapter.objects.create(video=video, start=0, title="Alt")

    edit(newsroom.alice, video, chapter_list="0:00 Aufbau\n1:20 Ablesen")

    assert list(Chapter.objects.values_list("start", "title")) == [(0, "Aufbau"), (80, "Ablesen")]


def test_untouched_chapter_keeps_its_fraction(newsroom, video):
    Chapter.objects.create(video=video, start=0.48, title="Mittendrin")

    edit(newsroom.alice, video, **{"chapters-0-start": "0:00"})

    assert Chapter.objects.get().start == 0.48


def test_bad_chapter_list_names_the_line_and_stays(newsroom, video):
    response = edit(newsroom.alice, video, chapter_list="0:00 Aufbau\nohne Zeit")

    assert response.context["form"].errors.as_data()["chapter_list"][0].code == "no_time"
    assert "ohne Zeit" in response.content.decode()


# --- The worker and the form --------------------------------------------------------------


def test_form_leaves_the_state_to_the_worker(newsroom, video, monkeypatch):
    """The worker finishes between the moment the form is read and the moment it is stored."""
    Video.objects.update(state=Video.State.PROCESSING, progress=50)
    save = Video.save

    def finished_meanwhile(self, *args, **kwargs):
        Video.objects.update(state=Video.State.READY, progress=100)
        save(self, *args, **kwargs)

    monkeypatch.setattr(Video, "save", finished_meanwhile)

    edit(newsroom.alice, video, title="Neuer Titel")

    stored = Video.objects.get()
    assert (stored.title, stored.state, stored.progress) == ("Neuer Titel", Video.State.READY, 100)


def test_progress_is_told_in_per_cent(newsroom):
    video = make_video(collection=newsroom.collection, state=Video.State.PROCESSING, progress=40)

    answer = newsroom.alice.get(reverse("videos:progress", args=[video.pk])).json()

    assert (answer["state"], answer["progress"], answer["is_at_work"]) == ("processing", 40, True)
    assert 'value="40"' in answer["html"]


def test_failed_video_says_why_and_can_be_tried_again(newsroom):
    video = make_video(
        collection=newsroom.collection, state=Video.State.FAILED, error_code="original_missing"
    )

    html = newsroom.alice.get(reverse("videos:edit", args=[video.pk])).content.decode()
    newsroom.alice.post(reverse("videos:retry", args=[video.pk]))

    assert "media-state__reason" in html
    assert Video.objects.get().state == Video.State.WAITING


def test_retry_needs_post(newsroom, video):
    assert newsroom.alice.get(reverse("videos:retry", args=[video.pk])).status_code == 405


# --- The recording of a live page ---------------------------------------------------------


def test_licence_of_a_published_video_cannot_be_taken_away(newsroom, video):
    make_video_page(newsroom.tandem, video)

    response = edit(newsroom.alice, video, licence_code="")

    assert [error.code for error in response.context["form"].errors.as_data()["__all__"]] == ["licence"]
    assert Video.objects.get().licence_code == "cc-by"


@pytest.mark.parametrize(("rows", "code"), [("captions", "captions"), ("authors", "author")])
def test_last_captions_and_author_of_a_published_video_stay(newsroom, video, rows, code):
    page = make_video_page(newsroom.tandem, video)

    response = edit(newsroom.alice, video, **{f"{rows}-0-DELETE": "on"})

    assert [error.code for error in response.context["form"].errors.as_data()["__all__"]] == [code]
    assert getattr(Video.objects.get(), rows).count() == 1
    page.refresh_from_db()
    assert page.live


def test_published_video_can_be_changed_lawfully(newsroom, video):
    make_video_page(newsroom.tandem, video)

    edit(
        newsroom.alice,
        video,
        licence_code="cc0",
        new_authors=[{"name": "Tandem 3", "organisation": "", "ORDER": 2}],
    )

    stored = Video.objects.get()
    assert stored.licence_code == "cc0"
    assert stored.authors.count() == 2


def test_published_video_is_not_deleted_and_says_where_it_is_shown(newsroom, video):
    make_video_page(newsroom.tandem, video, title="Titration im Labor")
    url = reverse("videos:delete", args=[video.pk])

    html = newsroom.alice.get(url).content.decode()
    newsroom.alice.post(url)

    assert "Titration im Labor" in html
    assert Video.objects.count() == 1


def test_unpublished_video_is_deleted(newsroom, video):
    newsroom.alice.post(reverse("videos:delete", args=[video.pk]))

    assert Video.objects.count() == 0
