"""Captions and chapters in the form of a recording."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from media.models import Caption, Chapter, Video
from tests.factories.media import CAPTIONS
from tests.media.editing.form import edit

pytestmark = pytest.mark.django_db


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


def test_two_tracks_exchange_their_languages_in_one_save(newsroom, video):
    Caption.objects.create(video=video, language="en", vtt=CAPTIONS.replace("Wir prüfen", "We check"))

    response = edit(newsroom.alice, video, **{"captions-0-language": "en", "captions-1-language": "de"})

    assert response.status_code == 302
    assert "We check" in Caption.objects.get(language="de").vtt
    assert Caption.objects.get(language="en").vtt.startswith("WEBVTT\n\nNOTE Language: en")


def test_track_is_replaced_by_another_of_its_language_in_one_save(newsroom, video):
    changes = {
        "captions-0-DELETE": "on",
        "new_captions": [{"language": "de", "kind": "captions", "vtt": SRT}],
    }

    edit(newsroom.alice, video, **changes)

    assert "Hallo" in Caption.objects.get().vtt


def test_captions_and_translation_of_one_language_exclude_each_other(newsroom, video):
    response = edit(newsroom.alice, video, new_captions=[{"language": "de", "kind": "subtitles", "vtt": SRT}])

    form = response.context["form"].formsets["captions"].forms[1]
    assert list(form.errors) == ["kind"]
    assert Caption.objects.count() == 1


def test_text_that_nobody_touched_does_not_undo_the_caption_editor(newsroom, video):
    track = video.captions.get()
    shown = {"captions-0-version": track.version, "captions-0-vtt": track.vtt.replace("\n", "\r\n")}
    Caption.objects.update(vtt=CAPTIONS.replace("Sicherung", "Leitung"))

    edit(newsroom.alice, video, title="Neuer Titel", **shown)

    assert Video.objects.get().title == "Neuer Titel"
    assert "Leitung" in Caption.objects.get().vtt


def test_text_that_two_changed_is_not_stored_and_not_lost(newsroom, video):
    track = video.captions.get()
    typed = CAPTIONS.replace("Sicherung", "Schraube")
    Caption.objects.update(vtt=CAPTIONS.replace("Sicherung", "Leitung"))

    response = edit(newsroom.alice, video, **{"captions-0-version": track.version, "captions-0-vtt": typed})

    form = response.context["form"].formsets["captions"].forms[0]
    assert [error.code for error in form.errors.as_data()["vtt"]] == ["changed"]
    assert "Schraube" in response.content.decode()
    assert "Leitung" in Caption.objects.get().vtt


def test_empty_draft_does_not_keep_the_video_from_being_saved(newsroom, video):
    Caption.objects.create(video=video, language="en", is_reviewed=False)

    edit(newsroom.alice, video, title="Neuer Titel")

    assert Video.objects.get().title == "Neuer Titel"


def test_form_shows_a_track_in_words(newsroom, video):
    html = newsroom.alice.get(reverse("videos:edit", args=[video.pk])).content.decode()

    assert "Wir prüfen die Sicherung." in re.search(r"media-track__words.*?</p>", html, re.DOTALL)[0]
    assert reverse("videos:captions", args=[video.captions.get().pk]) in html


def test_chapters_are_written_as_clock_times(newsroom, video):
    Video.objects.update(duration=120)

    edit(newsroom.alice, video, new_chapters=[{"start": "1:20", "title": "Ablesen"}])

    assert Chapter.objects.get().start == 80


def test_pasted_chapters_replace_the_others(newsroom, video):
    Video.objects.update(duration=120)
    Chapter.objects.create(video=video, start=0, title="Alt")

    edit(newsroom.alice, video, chapter_list="0:00 Aufbau\n1:20 Ablesen")

    assert list(Chapter.objects.values_list("start", "title")) == [(0, "Aufbau"), (80, "Ablesen")]


def test_chapters_move_to_each_others_times_in_one_save(newsroom, video):
    Video.objects.update(duration=120)
    for start in (10, 20):
        Chapter.objects.create(video=video, start=start, title=f"Ab {start}")

    edit(newsroom.alice, video, **{"chapters-0-start": "0:20", "chapters-1-start": "0:10"})

    assert list(Chapter.objects.values_list("start", "title")) == [(10, "Ab 20"), (20, "Ab 10")]


def test_untouched_chapter_keeps_its_fraction(newsroom, video):
    Chapter.objects.create(video=video, start=0.48, title="Mittendrin")

    edit(newsroom.alice, video, **{"chapters-0-start": "0:00"})

    assert Chapter.objects.get().start == 0.48


def test_bad_chapter_list_names_the_line_and_stays(newsroom, video):
    response = edit(newsroom.alice, video, chapter_list="0:00 Aufbau\nohne Zeit")

    assert response.context["form"].errors.as_data()["chapter_list"][0].code == "no_time"
    assert "ohne Zeit" in response.content.decode()
