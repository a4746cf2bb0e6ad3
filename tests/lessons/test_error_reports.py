"""Readers report errors: heard, kept for a while, shown to those responsible and to nobody else."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from cms.site.schedule import run_all
from lessons import reporting
from lessons.forms import stamp
from lessons.models import ErrorReport
from tests.factories.media import make_ready_video, make_video_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(newsroom):
    video = make_ready_video(duration=200.0, collection=newsroom.collection)
    return make_video_page(newsroom.tandem, video, owner=newsroom.alice.user)


def address(page, tail=""):
    return f"/v/{page.video.key}/fehler-melden/{tail}"


def typed(**fields):
    """What a person sends who took a minute."""
    with time_machine.travel(timezone.now() - timedelta(minutes=1)):
        handed_out = stamp()
    return {
        "kind": "content",
        "moment": "1:30",
        "text": "Die Reihenfolge stimmt nicht.",
        "email": "",
        "website": "",
        "handed_out": handed_out,
        **fields,
    }


def make_report(video, **fields):
    return ErrorReport.objects.create(video=video, **{"kind": "content", "text": "Falsch", **fields})


# --- Readers ----------------------------------------------------------------------------------


def test_a_report_is_kept_and_thanked_for(client, page):
    response = client.post(address(page), typed(email="lehrkraft@example.org"))

    report = ErrorReport.objects.get()
    assert response["Location"] == address(page, "danke/")
    assert (report.video, report.moment, report.kind) == (page.video, 90, "content")
    assert (report.text, report.email) == ("Die Reihenfolge stimmt nicht.", "lehrkraft@example.org")
    assert report.state == ErrorReport.State.NEW
    assert "Danke" in client.get(response["Location"]).content.decode()


def test_the_moment_of_the_film_is_filled_in(client, page):
    assert 'value="1:30"' in client.get(address(page, "?t=90")).content.decode()
    assert client.get(address(page, "?t=abc")).status_code == 200


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"text": ""}, "text"),
        ({"text": "x" * 2001}, "text"),
        ({"text": "a\0b"}, "text"),
        ({"kind": "nonsense"}, "kind"),
        ({"moment": "spät"}, "moment"),
        ({"moment": "9:00"}, "moment"),
        ({"email": "keine"}, "email"),
    ],
)
def test_nothing_typed_is_lost_when_something_is_wrong(client, page, fields, name):
    response = client.post(address(page), typed(**{"text": "Mein langer Text", **fields}))

    form = response.context["form"]
    assert response.status_code == 200
    assert list(form.errors) == [name]
    assert form["moment"].value() == fields.get("moment", "1:30")
    assert form["text"].value() == fields.get("text", "Mein langer Text")
    assert not ErrorReport.objects.exists()


def test_what_is_left_out_is_asked_for_in_words(client, page):
    html = client.post(address(page), typed(kind="", text="")).content.decode()

    group = html[html.index("<fieldset") : html.index("</fieldset>")]
    assert group.index("Bitte wählen Sie aus, worum es geht.") < group.index('type="radio"')
    assert "Bitte schreiben Sie mit Ihren Worten, was nicht stimmt." in html


@pytest.mark.parametrize(("excess", "is_kept"), [(0, True), (1, False)])
def test_a_line_break_counts_as_in_the_browser(client, page, excess, is_kept):
    text = "\r\n".join(["x" * (1980 + excess), *"y" * 10])

    client.post(address(page), typed(text=text))

    assert ErrorReport.objects.filter(text=text.replace("\r\n", "\n")).exists() is is_kept


@pytest.mark.parametrize("handed_out", ["", "made up", None])
def test_programs_are_too_quick(client, page, handed_out):
    fields = typed(handed_out=stamp() if handed_out is None else handed_out)

    response = client.post(address(page), fields)

    assert "sehr schnell" in response.content.decode()
    assert fields["text"] in response.content.decode()
    assert not ErrorReport.objects.exists()


@pytest.mark.parametrize("handed_out", ["", "made up", "x" * 201])
def test_a_form_whose_stamp_cannot_be_read_is_taken_the_second_time(client, page, handed_out):
    shown = client.post(address(page), typed(handed_out=handed_out)).context["form"]
    again = typed(handed_out=shown["handed_out"].value())

    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        response = client.post(address(page), again)

    assert response["Location"] == address(page, "danke/")
    assert ErrorReport.objects.count() == 1


def test_programs_fill_in_what_nobody_sees(client, page):
    response = client.post(address(page), typed(website="https://spam.example"))

    assert response["Location"] == address(page, "danke/")
    assert not ErrorReport.objects.exists()


def test_one_reader_cannot_flood_the_editors(client, page):
    for _ in range(reporting.MOST_OF_ONE):
        client.post(address(page), typed())

    response = client.post(address(page), typed(text="Einer zu viel"))

    assert response.status_code == 429
    assert "Einer zu viel" in response.content.decode()
    assert ErrorReport.objects.count() == reporting.MOST_OF_ONE
    assert client.post(address(page), typed(), REMOTE_ADDR="192.0.2.7").status_code == 302


def everything_cached():
    """Keys and values as they lie in the cache of the process or in Redis."""
    store = cache._cache
    if not hasattr(store, "get_client"):
        return repr(list(store.items()))
    client = store.get_client(None)
    return repr([(key, client.get(key)) for key in client.scan_iter()])


def test_the_address_of_the_reader_is_not_kept(client, page):
    client.post(address(page), typed(), REMOTE_ADDR="192.0.2.77")

    kept = everything_cached() + repr(ErrorReport.objects.values())
    assert "reports" in kept
    assert "192.0.2.77" not in kept


def test_a_foreign_form_is_refused(page):
    client = Client(enforce_csrf_checks=True)

    assert client.post(address(page), typed()).status_code == 403


def test_only_the_page_of_the_form_sets_a_cookie(client, page):
    assert not client.get(page.url).cookies
    assert "csrftoken" in client.get(address(page)).cookies
    assert "no-store" in client.get(address(page))["Cache-Control"]


def test_what_is_withdrawn_takes_no_reports(client, page):
    page.unpublish()

    assert client.get(address(page)).status_code == 410
    assert client.post(address(page), typed()).status_code == 410
    assert client.get("/v/unknown/fehler-melden/").status_code == 404
    assert not ErrorReport.objects.exists()


# --- Those responsible ------------------------------------------------------------------------


def test_those_responsible_get_a_mail(client, page, newsroom, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address(page), typed(text="Achtung\nHier fehlt etwas"))

    assert {message.to[0] for message in mail.outbox} == {"alice@example.org", "eva@example.org"}
    body = mail.outbox[0].body
    assert "Achtung\nHier fehlt etwas" in body
    assert "1:30" in body
    assert f"/admin/fehlermeldungen/edit/{ErrorReport.objects.get().pk}/" in body
    assert "\n" not in mail.outbox[0].subject


def listed(response):
    return {report.text for report in response.context["object_list"]}


@pytest.fixture
def reports(newsroom, page):
    foreign = make_ready_video(title="Fremd", collection=newsroom.other_collection)
    return make_report(page.video, text="Unseres"), make_report(foreign, text="Fremdes")


def test_each_editor_sees_reports_about_the_own_videos(newsroom, reports):
    url = "/admin/fehlermeldungen/"

    assert listed(newsroom.alice.get(url)) == {"Unseres"}
    assert listed(newsroom.bob.get(url)) == {"Fremdes"}
    assert listed(newsroom.eva.get(url)) == {"Unseres", "Fremdes"}


def test_strangers_see_none(client, reports):
    response = client.get("/admin/fehlermeldungen/")

    assert response.status_code == 302
    assert "/login/" in response["Location"]


@pytest.mark.parametrize("verb", ["edit", "delete"])
def test_another_tandem_can_do_nothing_about_it(newsroom, reports, verb):
    url = f"/admin/fehlermeldungen/{verb}/{reports[0].pk}/"

    assert newsroom.bob.get(url).status_code in (302, 404)
    assert newsroom.bob.post(url, {"state": "done", "note": "x"}).status_code in (302, 404)
    reports[0].refresh_from_db()
    assert reports[0].state == ErrorReport.State.NEW


def test_nobody_adds_a_report_in_the_admin(newsroom):
    assert newsroom.eva.get("/admin/fehlermeldungen/new/").status_code in (302, 403, 404)


def test_a_report_is_marked_as_done_with_a_note(newsroom, reports):
    url = f"/admin/fehlermeldungen/edit/{reports[0].pk}/"
    assert "Unseres" in newsroom.alice.get(url).content.decode()

    newsroom.alice.post(url, {"state": "done", "note": "Kapitel verbessert"})

    report = ErrorReport.objects.get(pk=reports[0].pk)
    assert (report.state, report.note, report.done_by) == ("done", "Kapitel verbessert", newsroom.alice.user)
    assert report.done_at
    newsroom.alice.post(url, {"state": "new", "note": ""})
    report.refresh_from_db()
    assert (report.state, report.done_by, report.done_at) == ("new", None, None)


QUERIES_OF_THE_LIST = 13


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_for_one_and_for_three(newsroom, page, count, django_assert_num_queries):
    for _ in range(count):
        make_report(page.video)
    newsroom.alice.get("/admin/fehlermeldungen/")

    with django_assert_num_queries(QUERIES_OF_THE_LIST):
        newsroom.alice.get("/admin/fehlermeldungen/")


def test_reports_are_deleted_after_their_time(page):
    now = timezone.now()
    old = make_report(page.video, text="Alt")
    ErrorReport.objects.filter(pk=old.pk).update(created_at=now - timedelta(days=366))
    for days, text in ((91, "Lange erledigt"), (89, "Erledigt")):
        make_report(page.video, text=text, state="done", done_at=now - timedelta(days=days))
    make_report(page.video, text="Neu")

    run_all(now)

    assert set(ErrorReport.objects.values_list("text", flat=True)) == {"Erledigt", "Neu"}


def test_a_report_is_no_use_that_keeps_a_video(page):
    make_report(page.video)
    video = page.video

    page.delete()
    video.delete()

    assert not ErrorReport.objects.exists()


@pytest.mark.parametrize("tail", ["", "danke/"])
def test_the_way_leads_over_the_page_of_the_video(client, page, tail):
    way = client.get(address(page, tail)).context["way"]

    assert [link.title for link in way] == ["Netzwerk", "Lernvideos", page.title, "Fehler melden"]
    assert [bool(link.current) for link in way] == [False, False, False, True]
