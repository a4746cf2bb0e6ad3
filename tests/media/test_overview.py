"""The library at a glance: what its rows say, by what they are found, and how they are taken along."""

import csv
import io
from datetime import UTC, datetime

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.models import ReferenceIndex

from media.models import PlaylistEntry, PlaylistPage, Video, VideoAuthor
from media.publication import Visibility
from tests.factories.media import make_ready_video, make_video, make_video_page

pytestmark = pytest.mark.django_db


def listed(editor, **query):
    response = editor.get(reverse("videos:index_results"), data=query)
    return [video.title for video in response.context["object_list"]]


def make_series(newsroom, page):
    series = newsroom.videos.add_child(instance=PlaylistPage(title="Reihe Elektro", slug="reihe"))
    PlaylistEntry.objects.create(page=series, video_page=page, sort_order=1)
    ReferenceIndex.create_or_update_for_object(PlaylistPage.objects.get(pk=series.pk))
    return series


# --- Rows ---------------------------------------------------------------------------------


def test_row_says_size_tandem_and_places(newsroom):
    video = make_ready_video(title="Titration", collection=newsroom.collection)
    page = make_video_page(newsroom.tandem, video)
    make_series(newsroom, page)
    sizes = video.original_size + sum(file.size for file in video.files.all())

    row = newsroom.alice.get(reverse("videos:index")).context["object_list"][0]

    assert (row.used_bytes, row.tandem_title, row.use_count) == (sizes, newsroom.tandem.title, 2)


def test_film_of_the_network_belongs_to_no_tandem(newsroom):
    make_video_page(newsroom.videos, make_ready_video(collection=newsroom.collection))

    row = newsroom.alice.get(reverse("videos:index")).context["object_list"][0]

    assert row.tandem_title == ""


def test_words_for_what_is_missing_lead_to_the_place(newsroom):
    video = make_video(collection=newsroom.collection)
    form = reverse("videos:edit", args=[video.pk])

    html = newsroom.alice.get(reverse("videos:index")).content.decode()
    form_html = newsroom.alice.get(form).content.decode()

    for place in ("id_licence_code", "id_authors-ADD", "id_captions-ADD"):
        assert f'href="{form}#{place}"' in html
        assert f'id="{place}"' in form_html


def test_failed_video_says_why_in_its_row(newsroom):
    make_video(collection=newsroom.collection, state=Video.State.FAILED, error_code="original_missing")

    assert "media-reason" in newsroom.alice.get(reverse("videos:index")).content.decode()


@pytest.mark.parametrize("count", [1, 3, 50])
def test_rows_cost_the_same_queries(newsroom, count, django_assert_num_queries):
    videos = [make_video(title=f"Film {n}", collection=newsroom.collection) for n in range(count)]
    make_video_page(newsroom.tandem, videos[0], live=False)
    for video in videos:
        video.tags.add("Labor", video.title)
    newsroom.alice.get(reverse("videos:index_results"))

    with django_assert_num_queries(20):
        response = newsroom.alice.get(reverse("videos:index_results"))

    assert len(response.context["object_list"]) == count


# --- Finding ------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["titra", "Jana Beispiel", "vid_0815"])
def test_video_is_found_by_title_author_and_file_name(newsroom, words):
    video = make_ready_video(title="Titration", collection=newsroom.collection)
    VideoAuthor.objects.create(video=video, name="Jana Beispiel")
    Video.objects.filter(pk=video.pk).update(original_name="VID_0815.mp4")
    make_ready_video(title="Andere", collection=newsroom.collection)

    assert listed(newsroom.alice, q=words) == ["Titration"]


def test_video_is_found_by_its_key(newsroom):
    video = make_ready_video(title="Titration", collection=newsroom.collection)
    make_ready_video(title="Andere", collection=newsroom.collection)

    assert listed(newsroom.alice, q=video.key) == ["Titration"]


@pytest.fixture
def various(newsroom):
    """One online for members, one English draft, one bare, one of another tandem."""
    online = make_ready_video(title="Online", collection=newsroom.collection)
    make_video_page(newsroom.tandem, online, slug="a", visibility=Visibility.MEMBERS)
    Video.objects.filter(pk=online.pk).update(created_at=datetime(2025, 5, 1, tzinfo=UTC))
    draft = make_ready_video(title="Entwurf", collection=newsroom.collection)
    make_video_page(newsroom.videos, draft, slug="b", live=False, language="en")
    make_video(title="Nackt", collection=newsroom.collection)
    make_video(title="Fremd", collection=newsroom.other_collection)


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({"missing": "captions"}, {"Nackt"}),
        ({"missing": "licence"}, {"Nackt"}),
        ({"missing": "author"}, {"Nackt"}),
        ({"missing": "page"}, {"Nackt"}),
        ({"online": "live"}, {"Online"}),
        ({"online": "draft"}, {"Entwurf"}),
        ({"online": "none"}, {"Nackt"}),
        ({"online": "for members"}, {"Online"}),
        ({"online": "for public"}, set()),
        ({"language": "en"}, {"Entwurf"}),
        ({"unused": "no"}, {"Nackt"}),
        ({"unused": "yes"}, {"Online", "Entwurf"}),
        ({"created_at_from": "2025-04-30", "created_at_to": "2025-05-02"}, {"Online"}),
        ({"missing": "nonsense", "online": "'"}, {"Online", "Entwurf", "Nackt"}),
    ],
)
def test_list_is_narrowed_down(newsroom, various, query, titles):
    assert set(listed(newsroom.alice, **query)) == titles


def test_list_is_narrowed_down_to_a_tandem(newsroom, various):
    assert listed(newsroom.alice, tandem=newsroom.tandem.pk) == ["Online"]
    assert listed(newsroom.alice, tandem=newsroom.videos.pk) == ["Entwurf"]


def test_filter_names_no_tandem_of_others(newsroom, various):
    make_video_page(newsroom.other_tandem, make_ready_video(collection=newsroom.other_collection), slug="c")

    filters = newsroom.alice.get(reverse("videos:index")).context["filters"]

    assert newsroom.other_tandem not in filters.form.fields["tandem"].queryset


@pytest.mark.parametrize(
    "key", ["title", "state", "duration", "used_bytes", "tandem_title", "use_count", "created_at"]
)
def test_list_is_sorted_both_ways(newsroom, various, key):
    up, down = listed(newsroom.alice, ordering=key), listed(newsroom.alice, ordering=f"-{key}")

    assert sorted(up) == sorted(down) == ["Entwurf", "Nackt", "Online"]


@pytest.mark.parametrize(
    "query", [{"p": "1000000000"}, {"p": "-1"}, {"p": "1e9"}, {"created_at_from": "9999-99-99"}]
)
def test_impossible_wishes_are_no_error(newsroom, various, query):
    assert newsroom.alice.get(reverse("videos:index"), data=query).status_code == 200


# --- Taking along -------------------------------------------------------------------------

FORMULA = '=HYPERLINK("https://boese.example";"Klick")'


def exported(editor, kind, **query):
    response = editor.get(reverse("videos:index"), data={"export": kind, **query})
    return b"".join(response.streaming_content)


def test_table_for_spreadsheets_holds_no_formula(newsroom):
    video = make_ready_video(title=FORMULA, collection=newsroom.collection)
    VideoAuthor.objects.create(video=video, name="@SUM(1+1)", sort_order=0)
    Video.objects.filter(pk=video.pk).update(original_name="-2+3.mp4")

    rows = list(csv.DictReader(io.StringIO(exported(newsroom.alice, "csv").decode())))
    sheet = load_workbook(io.BytesIO(exported(newsroom.alice, "xlsx"))).active
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row]

    assert rows[0]["Titel"] == f"'{FORMULA}"
    assert rows[0]["Dateiname"] == "'-2+3.mp4"
    assert all(not value.startswith(("=", "+", "-", "@")) for value in rows[0].values())
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    assert sheet["A2"].value == f"'{FORMULA}"


def test_table_holds_what_the_list_holds(newsroom, various):
    rows = list(csv.DictReader(io.StringIO(exported(newsroom.alice, "csv", online="draft").decode())))

    assert [row["Titel"] for row in rows] == ["Entwurf"]


@pytest.mark.parametrize("count", [1, 3])
def test_table_costs_the_same_queries(newsroom, count, django_assert_num_queries):
    for number in range(count):
        video = make_video(title=f"Film {number}", collection=newsroom.collection)
        make_video_page(newsroom.tandem, video, slug=f"film-{number}", live=False)
        video.tags.add("Labor", video.title)
    exported(newsroom.alice, "csv")

    with django_assert_num_queries(19):
        exported(newsroom.alice, "csv")


# --- Usage and deletion -------------------------------------------------------------------


def test_usage_names_page_and_series(newsroom):
    page = make_video_page(newsroom.tandem, make_ready_video(collection=newsroom.collection), title="Seite")
    make_series(newsroom, page)
    ReferenceIndex.create_or_update_for_object(page)

    html = newsroom.eva.get(reverse("videos:usage", args=[page.video.pk])).content.decode()

    assert "Seite" in html
    assert "Reihe Elektro" in html


def test_deletion_names_all_places_and_refuses(newsroom):
    page = make_video_page(newsroom.tandem, make_ready_video(collection=newsroom.collection), title="Seite")
    series = make_series(newsroom, page)
    url = reverse("videos:delete", args=[page.video.pk])

    html = newsroom.eva.get(url).content.decode()
    newsroom.eva.post(url)

    for place in (page, series):
        assert reverse("wagtailadmin_pages:edit", args=[place.pk]) in html
    assert Video.objects.count() == 1


def test_a_refused_deletion_leads_back_to_the_video(newsroom):
    page = make_video_page(newsroom.tandem, make_ready_video(collection=newsroom.collection))

    html = newsroom.alice.get(reverse("videos:delete", args=[page.video.pk])).content.decode()

    assert f'href="{reverse("videos:edit", args=[page.video.pk])}">Zurück zum Video</a>' in html


def test_deletion_does_not_name_what_the_editor_may_not_edit(newsroom):
    page = make_video_page(newsroom.tandem, make_ready_video(collection=newsroom.collection), title="Seite")
    series = make_series(newsroom, page)

    html = newsroom.alice.get(reverse("videos:delete", args=[page.video.pk])).content.decode()

    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in html
    assert series.title not in html


# --- Chooser ------------------------------------------------------------------------------


def chosen_from(editor, **query):
    html = editor.get(reverse("video_chooser:choose_results"), data=query).content.decode()
    return {
        title
        for title in ("Online", "Entwurf", "Nackt", "Fremd")
        if f"{title}\n" in html or f">{title}<" in html
    }


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({}, {"Online", "Entwurf", "Nackt"}),
        ({"state": "waiting"}, {"Nackt"}),
        ({"state": "nonsense"}, {"Online", "Entwurf", "Nackt"}),
    ],
)
def test_chooser_is_narrowed_down(newsroom, various, query, titles):
    assert chosen_from(newsroom.alice, **query) == titles


def test_chooser_is_narrowed_down_to_a_tandem(newsroom, various):
    assert chosen_from(newsroom.alice, tandem=newsroom.tandem.pk) == {"Online"}
