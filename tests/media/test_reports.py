"""What needs a person: the report and the panel of the dashboard."""

import csv
import io
from datetime import date

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from openpyxl import load_workbook

from media.models import DailyCount, Video
from media.reports import REPORTS
from tests.factories.editors import make_editor
from tests.factories.media import make_ready_video, make_video, make_video_page

pytestmark = pytest.mark.django_db


def listed(response):
    return {video.title for video in response.context["object_list"]}


@pytest.fixture
def videos(newsroom):
    """One that failed, one that nobody completed, one that is fine, one of another tandem."""
    own = newsroom.collection
    failed = make_ready_video(title="Gescheitert", collection=own)
    Video.objects.filter(pk=failed.pk).update(state=Video.State.FAILED, error_code="unexpected")
    make_video(title="Nackt", collection=own)
    make_ready_video(title="Fertig", collection=own)
    make_video(title="Fremd", collection=newsroom.other_collection)


def test_report_lists_own_videos_that_need_a_person(newsroom, videos):
    assert listed(newsroom.alice.get(reverse("videos_to_do"))) == {"Gescheitert", "Nackt"}


@pytest.mark.parametrize(
    ("reason", "titles"),
    [
        ("failed", {"Gescheitert"}),
        ("captions", {"Nackt"}),
        ("licence", {"Nackt"}),
        ("author", {"Nackt"}),
        ("consent", {"Nackt"}),
        ("description", {"Nackt"}),
        ("nonsense", {"Gescheitert", "Nackt"}),
    ],
)
def test_report_is_filtered_by_what_is_missing(newsroom, videos, reason, titles):
    assert listed(newsroom.alice.get(reverse("videos_to_do"), data={"reason": reason})) == titles


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_report_can_be_taken_along(newsroom, videos, kind):
    response = newsroom.alice.get(reverse("videos_to_do"), data={"export": kind})

    assert response.status_code == 200
    assert b"".join(response.streaming_content)


@pytest.mark.parametrize(
    ("name", "titles"),
    [
        ("videos_failed", {"Gescheitert"}),
        ("videos_without_captions", {"Nackt"}),
        ("videos_unused", {"Gescheitert", "Nackt", "Fertig"}),
        ("videos_last_used", {"Gescheitert", "Nackt", "Fertig"}),
    ],
)
def test_each_report_lists_own_videos(newsroom, videos, name, titles):
    assert listed(newsroom.alice.get(reverse(name))) == titles


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.code)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_each_report_can_be_taken_along_without_formulas(newsroom, videos, report, kind):
    Video.objects.update(title="=1+1")

    response = newsroom.alice.get(reverse(report.url_name()), data={"export": kind})
    content = b"".join(response.streaming_content)

    if kind == "csv":
        cells = [cell for row in csv.reader(io.StringIO(content.decode())) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    else:
        cells = [cell for row in load_workbook(io.BytesIO(content)).active.iter_rows() for cell in row]
        assert not [cell for cell in cells if cell.data_type == "f"]


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.code)
def test_reports_are_for_people_of_the_library_only(newsroom, report, client):
    outsider = make_editor("olaf", Group.objects.create(name="Nur Redaktionsbereich"))
    outsider.user.user_permissions.add(Permission.objects.get(codename="access_admin"))

    assert outsider.get(reverse(report.url_name())).status_code == 302
    assert client.get(reverse(report.url_name())).status_code == 302


def test_last_use_comes_from_the_counts_and_never_used_ones_stand_first(newsroom, videos):
    used = Video.objects.get(title="Fertig")
    for day in (date(2026, 3, 1), date(2026, 3, 5)):
        DailyCount.objects.add(1, video=used, day=day, kind="play", detail="")

    rows = newsroom.alice.get(reverse("videos_last_used")).context["object_list"]

    assert [(rows[2].title, rows[2].last_played, rows[2].last_embedded)] == [
        ("Fertig", date(2026, 3, 5), None)
    ]
    assert rows[0].last_played is None


def test_storage_adds_originals_and_what_was_made_from_them(newsroom, videos):
    own = Video.objects.filter(collection=newsroom.collection)
    originals = sum(video.original_size for video in own)
    made = sum(file.size for video in own for file in video.files.all())

    rows = newsroom.alice.get(reverse("videos_storage")).context["object_list"]

    assert [
        (row.name, row.videos, row.original_bytes, row.rendition_bytes, row.used_bytes) for row in rows
    ] == [(newsroom.collection.name, 3, originals, made, originals + made)]


def test_pages_without_description_are_listed(newsroom):
    make_video_page(newsroom.tandem, make_ready_video(), title="Stumm", slug="a")
    make_video_page(newsroom.tandem, make_ready_video(), title="Erklärt", slug="b", lead="Ein Satz.")
    make_video_page(newsroom.other_tandem, make_ready_video(), title="Fremd", slug="c")

    response = newsroom.alice.get(reverse("videos_undescribed"))

    assert [page.title for page in response.context["object_list"]] == ["Stumm"]


@pytest.mark.parametrize("count", [1, 3])
def test_reports_cost_the_same_queries(newsroom, count, django_assert_max_num_queries):
    for number in range(count):
        make_video(title=f"Film {number}", collection=newsroom.collection)
    addresses = [reverse(f"{report.url_name()}_results") for report in REPORTS]
    for address in addresses:
        newsroom.alice.get(address)

    with django_assert_max_num_queries(90):
        for address in addresses:
            newsroom.alice.get(address)


def test_dashboard_counts_what_to_look_after(newsroom, videos):
    html = newsroom.alice.get(reverse("wagtailadmin_home")).content.decode()

    for name in ("videos_failed", "videos_without_captions", "videos_unused"):
        assert f'href="{reverse(name)}"' in html
    assert f"{reverse('videos_to_do')}?reason=licence" in html
    assert "3 Videos, die keine Seite zeigt" in html


def test_dashboard_names_own_drafts_only(newsroom):
    make_video_page(newsroom.tandem, make_ready_video(), live=False, title="Mein Entwurf", slug="a")
    make_video_page(newsroom.other_tandem, make_ready_video(), live=False, title="Fremder Entwurf", slug="b")

    html = newsroom.alice.get(reverse("wagtailadmin_home")).content.decode()

    assert "Mein Entwurf" in html
    assert "Fremder Entwurf" not in html


def test_dashboard_says_nothing_where_nothing_is_to_do(newsroom):
    html = newsroom.alice.get(reverse("wagtailadmin_home")).content.decode()

    assert 'id="learning-videos' not in html


def test_an_empty_report_says_what_is_good(newsroom):
    make_video_page(newsroom.tandem, make_ready_video(collection=newsroom.collection))

    assert (
        "Alle Videos haben Untertitel."
        in newsroom.alice.get(reverse("videos_without_captions")).content.decode()
    )


def test_a_selection_without_a_hit_is_no_good_news(newsroom):
    response = newsroom.alice.get(reverse("videos_to_do"), data={"reason": "failed"})

    assert "Nichts zu tun" not in response.content.decode()
