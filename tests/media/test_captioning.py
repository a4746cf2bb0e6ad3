"""The caption editor, further tracks and paragraphs in the admin: who may, what is kept, what readers get."""

import json
import re

import pytest
from django.urls import reverse

from media.captions import Cue, plain_text, to_vtt
from media.forms.track_pages import PER_PAGE
from media.models import Caption, Video, VideoPage
from media.publication import missing
from tests.factories.media import make_ready_video, make_video_page

pytestmark = pytest.mark.django_db

THREE = [Cue(0, 2, "Eins"), Cue(2, 4, "Zwei"), Cue(4, 6, "Drei")]


@pytest.fixture
def video(newsroom):
    return make_ready_video(title="Titration", collection=newsroom.collection, duration=60.0)


@pytest.fixture
def track(video):
    return fill(video.captions.get(), THREE)


def fill(track, cues):
    track.vtt = to_vtt(cues, track.language)
    track.save()
    return track


def test_the_editor_leads_back_to_the_video(newsroom, track, video):
    html = newsroom.alice.get(reverse("videos:captions", args=[track.pk])).content.decode()

    assert f'<a href="{reverse("videos:edit", args=[video.pk])}">Titration</a> ·' in html


def make_draft(video, **fields):
    values = {"language": "en", "kind": "subtitles", "vtt": to_vtt(THREE, "en"), **fields}
    return Caption.objects.create(video=video, is_reviewed=False, **values)


def address(track, name="captions"):
    return reverse(f"videos:{name}", args=[track.pk])


def rows(*cells):
    """What the plain form sends for rows of (start, end, text)."""
    starts, ends, texts = zip(*cells, strict=True) if cells else ([], [], [])
    return {"start": list(starts), "end": list(ends), "text": list(texts)}


def save(editor, track, version=None, **data):
    return editor.post(address(track), {"version": track.version if version is None else version, **data})


def save_table(editor, track, *cells, **data):
    """Save as the script does."""
    return save(editor, track, table=json.dumps(cells), **data)


def texts(track):
    return [cue.text for cue in Caption.objects.get(pk=track.pk).cues]


# --- Who may ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["captions", "paragraphs"])
def test_track_of_another_tandem_does_not_exist(newsroom, track, name):
    assert newsroom.alice.get(address(track, name)).status_code == 200
    assert newsroom.bob.get(address(track, name)).status_code == 404
    assert newsroom.bob.post(address(track, name), {"version": track.version}).status_code == 404


@pytest.mark.parametrize("name", ["captions", "paragraphs"])
def test_visitor_is_led_to_the_login(track, client, name):
    assert client.get(address(track, name)).status_code == 302


def test_file_and_new_track_belong_to_the_own_tandem(newsroom, track, video):
    file = reverse("videos:captions_file", args=[track.pk, "srt"])
    new = reverse("videos:captions_add", args=[video.pk])

    assert "Zwei" in newsroom.alice.get(file).content.decode()
    assert newsroom.bob.get(file).status_code == 404
    assert newsroom.alice.get(new).status_code == 200
    assert newsroom.bob.get(new).status_code == 404


def test_file_of_a_track_never_runs(newsroom, track):
    response = newsroom.alice.get(reverse("videos:captions_file", args=[track.pk, "vtt"]))

    assert response.headers["Content-Type"] == "text/vtt; charset=utf-8"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert newsroom.alice.get(reverse("videos:captions_file", args=[track.pk, "html"])).status_code == 404


# --- The table ----------------------------------------------------------------------------


def test_plain_form_changes_deletes_and_adds_captions(newsroom, track):
    cells = rows(
        ("0:00,5", "0:02", "Erstens & <b>fett"),
        ("0:02", "0:04", "Zwei"),
        ("0:04", "0:06", ""),
        ("7", "9", "Neu"),
    )

    response = save(newsroom.alice, track, page=1, delete="1", **cells)

    assert response.status_code == 302
    assert Caption.objects.get().cues == [Cue(0.5, 2, "Erstens &amp; <b>fett</b>"), Cue(7, 9, "Neu")]


def test_table_of_the_script_is_stored_in_the_order_of_the_film(newsroom, track):
    save_table(newsroom.alice, track, ["0:05", "0:06", "hinten"], ["0:01", "0:02", "vorn"])

    assert texts(track) == ["vorn", "hinten"]


def test_all_captions_are_shifted_on_saving(newsroom, track):
    cells = rows(*((str(cue.start), str(cue.end), cue.text) for cue in THREE))

    save(newsroom.alice, track, page=1, shift_by="1,5", **cells)

    assert [cue.start for cue in Caption.objects.get().cues] == [1.5, 3.5, 5.5]


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ([["0:01", "bald", "Verschrieben"]], "row"),
        ([["0:02", "0:01", "Verschrieben"]], "row"),
        ([["0:01", "0:02", ""]], "no_cues"),
        ([["0:01", "0:02", "x" * 1_000_001]], "too_large"),
    ],
)
def test_what_is_no_caption_is_refused_and_nothing_is_lost(newsroom, track, cells, code):
    response = save_table(newsroom.alice, track, *cells)

    form = response.context["form"]
    assert [error.code for error in form.errors.as_data()["__all__"]] == [code]
    assert response.context["desk"]["rows"] == cells
    assert response.context["desk"]["isUnsaved"]
    assert texts(track) == ["Eins", "Zwei", "Drei"]


HALF_CHARACTERS = [r'[["0:01", "0:02", "\ud83d"]]', r'[["\ud83d", "0:02", "Text"]]']


@pytest.mark.parametrize("table", ["{", "[[1,2]]", "[1]", "null", "[" * 5000, *HALF_CHARACTERS])
def test_broken_table_changes_nothing(newsroom, track, table):
    response = save(newsroom.alice, track, table=table)

    assert response.status_code == 200
    assert texts(track) == ["Eins", "Zwei", "Drei"]


def test_second_editor_is_told_and_can_save_own_version(newsroom, track):
    seen = track.version
    save_table(newsroom.alice, track, ["0:01", "0:02", "von Alice"])

    response = save_table(newsroom.eva, track, ["0:01", "0:02", "von Eva"], version=seen)
    stored_meanwhile = texts(track)
    shown = re.search(r'name="version" value="(\w+)"', response.content.decode())[1]
    again = save_table(newsroom.eva, track, ["0:01", "0:02", "von Eva"], version=shown)

    assert [error.code for error in response.context["form"].errors.as_data()["__all__"]] == ["changed"]
    assert response.context["desk"]["rows"] == [["0:01", "0:02", "von Eva"]]
    assert stored_meanwhile == ["von Alice"]
    assert again.status_code == 302
    assert texts(track) == ["von Eva"]


def test_hints_stand_at_the_captions_in_words(newsroom, track):
    fill(track, [Cue(0, 1, "x" * 60), Cue(0.5, 3, "Zwei")])

    shown = newsroom.alice.get(address(track)).context["rows"]

    assert len(shown[0]["remarks"]) == 2
    assert len(shown[1]["remarks"]) == 1


def test_ten_thousand_captions_are_edited_page_by_page(newsroom, track):
    fill(track, [Cue(number, number + 1, f"Satz {number}") for number in range(10_000)])
    track = Caption.objects.get(pk=track.pk)

    response = newsroom.alice.get(address(track), data={"page": "50"})
    shown = response.context["rows"]
    cells = rows(*((one["row"].start, one["row"].end, one["row"].text.upper()) for one in shown))
    save(newsroom.alice, track, page=50, **cells)

    assert len(shown) == PER_PAGE
    assert len(response.context["desk"]["rows"]) == 10_000
    stored = texts(track)
    assert len(stored) == 10_000
    assert stored[9799:9801] == ["Satz 9799", "SATZ 9800"]


def test_form_with_rows_asks_the_database_equally_often(newsroom, track, django_assert_max_num_queries):
    newsroom.alice.get(address(track))

    for count in (1, 3):
        fill(track, THREE[:count])
        with django_assert_max_num_queries(30):
            newsroom.alice.get(address(track))


# --- Drafts -------------------------------------------------------------------------------


def test_draft_is_no_captions_for_the_rule_lists_and_readers(newsroom, video, client):
    page = make_video_page(newsroom.tandem, video)
    draft = make_draft(video)
    fresh = VideoPage.objects.get(pk=page.pk)

    assert fresh.video.public_captions == list(video.captions.filter(language="de"))
    assert client.get(reverse("media:file", args=[video.key, "de.vtt"])).status_code == 200
    for name in ("en.vtt", "en.srt"):
        assert client.get(reverse("media:file", args=[video.key, name])).status_code == 404
    assert draft.file_name not in client.get(page.url).content.decode()
    assert draft.file_name not in client.get(reverse("media:embed", args=[video.key])).content.decode()


def test_video_with_a_draft_alone_lacks_captions(newsroom, video):
    page = make_video_page(newsroom.tandem, video, live=False)
    Caption.objects.update(is_reviewed=False)
    page = VideoPage.objects.get(pk=page.pk)

    assert [item.code for item in missing(page)] == ["captions"]
    assert list(Video.objects.missing_captions()) == [video]
    assert list(Video.objects.needing_a_person()) == [video]
    assert not page.video.has_captions_in("de")


def test_draft_is_on_show_once_an_editor_has_confirmed_it(newsroom, video):
    draft = make_draft(video)
    cells = [["0:01", "0:02", "Checked"]]

    save_table(newsroom.alice, draft, *cells)
    unconfirmed = Caption.objects.get(pk=draft.pk).is_reviewed
    save_table(newsroom.alice, Caption.objects.get(pk=draft.pk), *cells, is_reviewed="on")

    assert not unconfirmed
    assert Caption.objects.get(pk=draft.pk).is_reviewed


def test_empty_draft_is_never_on_show(newsroom, video):
    draft = make_draft(video, vtt="")

    response = save_table(newsroom.alice, draft, ["", "", ""], is_reviewed="on")

    assert response.status_code == 302
    assert not Caption.objects.get(pk=draft.pk).is_reviewed


# --- A further track ----------------------------------------------------------------------


def begin(editor, video, **data):
    values = {"language": "en", "kind": "subtitles", "beginning": "empty", **data}
    return editor.post(reverse("videos:captions_add", args=[video.pk]), values)


def test_track_begins_empty_as_a_draft(newsroom, video):
    response = begin(newsroom.alice, video)

    new = Caption.objects.get(language="en")
    assert response.url == address(new)
    assert (new.vtt, new.is_reviewed, new.origin) == ("", False, "people")
    assert newsroom.alice.get(response.url).status_code == 200


def test_pasted_text_is_spread_over_the_film(newsroom, video):
    begin(newsroom.alice, video, beginning="text", text="Erster Satz. Zweiter Satz.")

    new = Caption.objects.get(language="en")
    assert [plain_text(cue) for cue in new.cues] == ["Erster Satz.", "Zweiter Satz."]
    assert (new.is_reviewed, new.origin) == (False, "spread")


def test_translation_shows_the_other_track_and_keeps_what_is_not_done(newsroom, video, track):
    begin(newsroom.alice, video, beginning="times", source=track.pk)
    new = Caption.objects.get(language="en")

    save_table(newsroom.alice, new, ["0:00", "0:02", "One"], ["0:02", "0:04", ""], ["0:04", "0:06", ""])
    shown = [item["row"] for item in newsroom.alice.get(address(new)).context["rows"]]

    assert [(row.text, row.source) for row in shown] == [("One", "Eins"), ("", "Zwei"), ("", "Drei")]


def test_translation_may_begin_with_the_words_of_the_other_track(newsroom, video, track):
    begin(newsroom.alice, video, beginning="copy", source=track.pk)

    assert Caption.objects.get(language="en").cues == THREE


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"language": "de", "kind": "captions"}, "language"),
        ({"language": "de", "kind": "subtitles"}, "language"),
        ({"beginning": "text"}, "text"),
        ({"beginning": "times"}, "source"),
        ({"beginning": "sonstwie"}, "beginning"),
    ],
)
def test_track_that_cannot_begin_says_why(newsroom, video, data, field):
    response = begin(newsroom.alice, video, **data)

    assert list(response.context["form"].errors) == [field]
    assert Caption.objects.count() == 1


def test_track_of_another_video_cannot_be_translated(newsroom, video):
    other = make_ready_video(title="Fremd", collection=newsroom.other_collection).captions.get()

    response = begin(newsroom.alice, video, beginning="copy", source=other.pk)

    assert "source" in response.context["form"].errors


# --- Paragraphs ---------------------------------------------------------------------------


def divide(editor, track, *begins, **data):
    values = {"version": track.version, "begins": begins, **data}
    return editor.post(address(track, "paragraphs"), values)


def test_editor_divides_the_transcript_and_names_speakers(newsroom, video, track, client):
    make_video_page(newsroom.tandem, video)

    divide(newsroom.alice, track, 2, **{"speaker-2": " Frau  Kaya ", "heading-2": "Ablesen"})

    assert [len(paragraph) for paragraph in Caption.objects.get().paragraphs] == [2, 1]
    text = client.get(reverse("media:file", args=[video.key, "transkript.txt"])).getvalue().decode()
    assert text == "Eins Zwei\n\nAblesen\n\nFrau Kaya: Drei"


def test_paragraphs_stay_when_captions_are_edited(newsroom, track):
    divide(newsroom.alice, track, 2, **{"speaker-2": "Frau Kaya"})
    track = Caption.objects.get()

    save_table(
        newsroom.alice, track, ["0:01", "0:02", "Davor"], ["0:12", "0:14", "Zwei"], ["0:14", "0:16", "Drei"]
    )

    assert [paragraph.words for paragraph in Caption.objects.get().paragraphs] == ["Davor Zwei", "Drei"]


def test_paragraphs_can_be_given_back_to_the_website(newsroom, track):
    divide(newsroom.alice, track, 1, 2)

    divide(newsroom.alice, Caption.objects.get(), 1, 2, by_itself="on")

    assert Caption.objects.get().paragraph_marks == []
    assert len(Caption.objects.get().paragraphs) == 1


def test_paragraphs_that_the_website_makes_itself_are_not_stored(newsroom, track):
    divide(newsroom.alice, track)

    assert Caption.objects.get().paragraph_marks == []


def test_paragraphs_of_captions_that_changed_meanwhile_are_not_stored(newsroom, track):
    response = divide(newsroom.alice, track, 2, version="alt")

    assert response.status_code == 200
    assert 2 in response.context["form"].marks
    assert Caption.objects.get().paragraph_marks == []


def test_name_that_is_too_long_is_refused(newsroom, track):
    response = divide(newsroom.alice, track, 2, **{"speaker-2": "x" * 81})

    assert [error.code for error in response.context["form"].errors.as_data()["__all__"]] == ["too_long"]


@pytest.mark.parametrize("begins", ["9" * 5000, "-1", "x", "²", ""])
def test_number_of_no_caption_begins_no_paragraph(newsroom, track, begins):
    divide(newsroom.alice, track, 2, begins)

    assert [len(paragraph) for paragraph in Caption.objects.get().paragraphs] == [2, 1]


def test_sign_that_no_database_takes_is_left_out_of_names(newsroom, track):
    divide(newsroom.alice, track, 2, **{"speaker-2": "Frau\0Kaya", "heading-2": "\0Ablesen"})

    paragraph = Caption.objects.get().paragraphs[1]
    assert (paragraph.speaker, paragraph.heading) == ("Frau Kaya", "Ablesen")


def test_paragraphs_of_long_films_are_divided_page_by_page(newsroom, track):
    fill(track, [Cue(number, number + 1, f"Satz {number}.") for number in range(450)])
    track = Caption.objects.get()
    before = sum(1 for paragraph in track.paragraphs if paragraph[0].start >= 400)

    divide(newsroom.alice, track, 5, page=1)

    starts = [paragraph[0].start for paragraph in Caption.objects.get().paragraphs]
    assert [start for start in starts if start < 200] == [0, 5]
    assert sum(1 for start in starts if start >= 400) == before
