"""The reports on consents that end soon, or are over while what they are for is in use; names stay on the page."""

import csv
import io
import re
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import ReferenceIndex

from cms.core.dashboard import ConsentsEndingPanel
from cms.core.models import PictureConsent
from cms.site.roles import COORDINATION
from media.consent_reports import VideoConsentsEndingView
from tests.factories.editors import make_editor
from tests.factories.media import make_collection, make_consent, make_ready_video, make_video_page
from tests.factories.pages import make_picture, make_standard_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

MARK = "Xanthippe"
PRIVATE = {
    "name": f"{MARK} Eins",
    "kind": "minor",
    "guardian_name": f"{MARK} Zwei",
    "kept_at": f"Ordner {MARK}",
    "scope": f"Website, sagt {MARK}",
    "valid_from": date(2026, 1, 1),
}
VIDEOS, PICTURES = "video_consents_ending", "picture_consents_ending"


@pytest.fixture
def koordination(newsroom):
    return make_editor("kora", Group.objects.get(name=COORDINATION))


def days(number):
    return timezone.localdate() + timedelta(days=number)


def make_film(newsroom, title, *, has_page=True, collection=None, **fields):
    video = make_ready_video(title=title, collection=collection or newsroom.collection)
    if has_page:
        parent = newsroom.tandem if collection is None else newsroom.other_tandem
        make_video_page(parent, video, title=title, slug=title.lower())
    return make_consent(video, **{**PRIVATE, **fields})


@pytest.fixture
def consents(newsroom):
    """Each way for a consent to be of interest, or not."""
    make_film(newsroom, "Morgen", valid_until=days(1))
    make_film(newsroom, "Sechzig", valid_until=days(60), has_page=False)
    make_film(newsroom, "Später", valid_until=days(61))
    make_film(newsroom, "Ohne", valid_until=None)
    make_film(newsroom, "Vorbei", valid_until=days(-1))
    make_film(newsroom, "Vergessen", valid_until=days(-1), has_page=False)
    make_film(newsroom, "Zurück", withdrawn_at=timezone.now())
    make_film(newsroom, "Weg", withdrawn_at=timezone.now(), has_page=False)
    make_film(newsroom, "Fremd", valid_until=days(1), collection=newsroom.other_collection)


def rows_of(editor, name=VIDEOS, **query):
    return editor.get(reverse(name), data=query).context["object_list"]


def titles(editor, **query):
    return [consent.video.title for consent in rows_of(editor, **query)]


def html_of(editor, name=VIDEOS, **query):
    return editor.get(reverse(name), data=query).content.decode()


def taken_along(editor, kind, name=VIDEOS):
    return b"".join(editor.get(reverse(name), data={"export": kind}).streaming_content)


def test_what_ends_soon_and_what_is_over_while_in_use_is_listed_by_its_day(newsroom, consents):
    assert titles(newsroom.alice) == ["Vorbei", "Zurück", "Morgen", "Sechzig"]
    assert titles(newsroom.bob) == ["Fremd"]
    assert len(titles(newsroom.eva)) == 5


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("60", ["Morgen", "Sechzig"]),
        ("14", ["Morgen"]),
        ("ended", ["Vorbei"]),
        ("withdrawn", ["Zurück"]),
        ("nonsense", ["Vorbei", "Zurück", "Morgen", "Sechzig"]),
    ],
)
def test_report_is_filtered_by_state(newsroom, consents, state, expected):
    assert titles(newsroom.alice, state=state) == expected


def test_report_is_filtered_by_own_collections(newsroom, consents):
    filters = newsroom.alice.get(reverse(VIDEOS)).context["filters"]

    assert titles(newsroom.eva, collection=newsroom.other_collection.pk) == ["Fremd"]
    assert newsroom.other_collection not in filters.form.fields["collection"].queryset


def test_row_says_day_days_left_state_collection_tandem_and_page(newsroom, consents):
    page = html_of(newsroom.alice, state="14")
    consent = rows_of(newsroom.alice, state="14")[0]

    assert reverse("videos:consents", args=[consent.video_id]) in page
    for word in ("13. März 2026", newsroom.collection.name, newsroom.tandem.title):
        assert word in page
    assert consent.ends_on == date(2026, 3, 13)


def test_names_are_for_the_coordination(newsroom, koordination, consents):
    assert PRIVATE["name"] in html_of(koordination)
    assert MARK not in html_of(newsroom.alice)
    assert MARK not in html_of(newsroom.eva)


def test_page_with_names_is_kept_by_no_browser(koordination, consents):
    assert "no-store" in koordination.get(reverse(VIDEOS)).headers["Cache-Control"]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("who", ["alice", "koordination"])
def test_what_is_taken_along_names_nobody(newsroom, koordination, consents, who, kind):
    content = taken_along(koordination if who == "koordination" else newsroom.alice, kind)

    if kind == "csv":
        table = list(csv.reader(io.StringIO(content.decode())))
    else:
        table = [[str(cell) for cell in row] for row in load_workbook(io.BytesIO(content)).active.values]
    assert table[0] == [
        *("Video", "Endet am", "Tage übrig", "Status", "Sammlung", "Tandem", "Veröffentlicht auf")
    ]
    assert {row[0] for row in table[1:]} >= {"Morgen", "Zurück"}
    assert MARK not in str(table)


def test_days_are_counted_until_the_last_one(newsroom, consents):
    rows = csv.DictReader(io.StringIO(taken_along(newsroom.alice, "csv").decode()))

    assert {row["Video"]: (row["Tage übrig"], row["Status"]) for row in rows} == {
        "Vorbei": ("", "abgelaufen"),
        "Zurück": ("", "zurückgezogen"),
        "Morgen": ("1", "gültig"),
        "Sechzig": ("60", "gültig"),
    }


def test_cell_of_what_is_over_is_empty_and_that_of_the_last_day_is_not(newsroom):
    make_film(newsroom, "Vorbei", valid_until=days(-1))
    make_film(newsroom, "Heute", valid_until=days(0))

    page = html_of(newsroom.alice)

    assert re.findall(r'<td data-label="Tage übrig">(.*?)</td>', page, re.DOTALL) == ["", "0"]


def test_title_is_no_formula(newsroom):
    make_film(newsroom, "Summe", valid_until=days(1))
    consent = rows_of(newsroom.alice)[0]
    type(consent.video).objects.update(title="=1+1")

    assert b"'=1+1" in taken_along(newsroom.alice, "csv")


@pytest.mark.parametrize("name", [VIDEOS, PICTURES])
def test_empty_report_is_good_news_and_an_empty_selection_is_none(newsroom, name):
    news = "In den nächsten 60 Tagen endet keine Einwilligung"

    assert news in html_of(newsroom.alice, name)
    assert news not in html_of(newsroom.alice, name, state="ended")


@pytest.mark.parametrize("name", [VIDEOS, PICTURES])
def test_report_is_for_people_of_the_library_only(newsroom, name):
    outsider = make_editor("olaf", Group.objects.create(name="Nur Redaktionsbereich"))
    outsider.user.user_permissions.add(Permission.objects.get(codename="access_admin"))

    assert outsider.get(reverse(name)).status_code == 302
    assert Client().get(reverse(name)).status_code == 302
    assert reverse(name) not in outsider.get(reverse("wagtailadmin_home")).content.decode()
    assert reverse(name) in newsroom.alice.get(reverse("wagtailadmin_home")).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_report_costs_the_same_queries(newsroom, koordination, count, django_assert_max_num_queries):
    for number in range(count):
        make_film(newsroom, f"Film{number}", valid_until=days(1))
        picture = make_picture(f"Bild {number}", collection=newsroom.collection)
        PictureConsent.objects.create(picture=picture, valid_until=days(1), **PRIVATE)
    for name in (VIDEOS, PICTURES):
        koordination.get(reverse(f"{name}_results"))

    for editor in (koordination, newsroom.alice):
        with django_assert_max_num_queries(40):
            for name in (VIDEOS, PICTURES):
                editor.get(reverse(f"{name}_results"))


def test_sorting_both_ways(newsroom, consents):
    for key in ("ends_on", "tandem_title"):
        assert sorted(titles(newsroom.alice, ordering=key)) == sorted(
            titles(newsroom.alice, ordering=f"-{key}")
        )
    assert titles(newsroom.alice, ordering="-ends_on")[0] == "Sechzig"


# --- Pictures -----------------------------------------------------------------------------


def test_pictures_are_listed_with_names_for_the_coordination_only(newsroom, koordination):
    unused, used = (make_picture(title, collection=newsroom.collection) for title in ("Frei", "Benutzt"))
    foreign = make_picture("Fremd", collection=make_collection("Anderswo"))
    make_standard_page(newsroom.videos.get_parent(), social_image=used)
    for picture in (unused, used, foreign):
        PictureConsent.objects.create(picture=picture, valid_until=days(-1), **PRIVATE)
    PictureConsent.objects.create(picture=unused, valid_until=days(3), **PRIVATE)

    rows = [(one.picture.title, one.ends_on) for one in rows_of(newsroom.alice, PICTURES)]

    assert ReferenceIndex.get_references_to(used).exists()
    assert rows == [("Benutzt", days(-1)), ("Frei", days(3))]
    assert MARK not in html_of(newsroom.alice, PICTURES)
    assert MARK in html_of(koordination, PICTURES)
    assert MARK.encode() not in taken_along(koordination, "csv", PICTURES)


def dashboard_of(editor):
    return editor.get(reverse("wagtailadmin_home")).content.decode()


def panel_of(editor, report=VideoConsentsEndingView):
    return ConsentsEndingPanel(editor.user, report=report).get_context_data()


def test_dashboard_leads_to_the_report(newsroom, consents):
    html = dashboard_of(newsroom.alice)

    assert f'<a href="{reverse(VIDEOS)}">Alle Einwilligungen, die enden oder vorbei sind</a>' in html


def test_dashboard_names_what_ends_soon_and_counts_what_is_over_in_use(newsroom, consents):
    panel = panel_of(newsroom.alice)

    assert [(ending["title"], ending["last_day"]) for ending in panel["endings"]] == [
        ("Morgen", days(1)),
        ("Sechzig", days(60)),
    ]
    assert panel["over"] == 2
    assert "2 Einwilligungen sind vorbei, und was sie erlaubten, wird noch verwendet." in dashboard_of(
        newsroom.alice
    )


def test_dashboard_tells_of_what_is_over_where_nothing_ends_soon(newsroom, koordination):
    make_film(newsroom, "Vorbei", valid_until=days(-1))

    html = dashboard_of(koordination)

    assert "1 Einwilligung ist vorbei, und was sie erlaubte, wird noch verwendet." in html
    assert f'<a href="{reverse(VIDEOS)}">Alle Einwilligungen' in html
    assert "Fragen Sie rechtzeitig" not in html
    assert MARK not in html
    assert "Alle Einwilligungen" not in dashboard_of(newsroom.bob)


def test_dashboard_is_silent_on_what_is_over_and_not_in_use(newsroom):
    make_film(newsroom, "Vergessen", valid_until=days(-1), has_page=False)

    assert "Alle Einwilligungen" not in dashboard_of(newsroom.alice)


@pytest.mark.parametrize("count", [1, 3])
def test_panel_costs_the_same_queries(newsroom, koordination, count, django_assert_num_queries):
    for number in range(count):
        make_film(newsroom, f"Morgen{number}", valid_until=days(1))
        make_film(newsroom, f"Vorbei{number}", valid_until=days(-1))
    panel_of(koordination)  # asks for the rights once

    with django_assert_num_queries(2):
        panel = panel_of(koordination)

    assert (len(panel["endings"]), panel["over"]) == (count, count)
