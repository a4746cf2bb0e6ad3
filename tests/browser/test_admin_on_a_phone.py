"""The lists and forms of the library on a phone: everything is in view, no word falls to pieces."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from lessons.models import ErrorReport
from media.models import DailyCount
from tests.factories.media import make_consent, make_ready_video, make_video_page

sync_api = pytest.importorskip("playwright.sync_api", reason="needs requirements-dev.txt")
# Wagtail's own templates rely on undefined variables.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.ignore_template_errors]

expect = sync_api.expect
WIDTH = 360  # pixels
TITLE = "Wareneingangskontrolle mit Lieferschein und Messschieber"
PLACES = {
    "dashboard": "/admin/",
    "library": "/admin/lernvideos/",
    "upload": "/admin/lernvideos/new/",
    "recording": "/admin/lernvideos/edit/{pk}/",
    "new captions": "/admin/lernvideos/untertitel/neu/{pk}/",
    "usage figures": "/admin/lernvideos/nutzung/",
    "last use": "/admin/reports/videos/zuletzt-genutzt/",
    "storage": "/admin/reports/videos/speicher/",
    "error reports": "/admin/fehlermeldungen/",
    "consents that end": "/admin/reports/consents/videos/",
}
# What Wagtail parks beside the window, and tables that scroll in a box of their own, are in order.
OUT_OF_VIEW = """() => [...document.querySelectorAll("main :is(td, th, h1, h2, p, select, input, .button)")]
    .filter((element) => element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }))
    .filter((element) => !element.closest(".w-sr-only, .media-scroll, .form-side, .w-minimap, header"))
    .filter((element) => element.getBoundingClientRect().right > innerWidth + 1 && (element.textContent.trim() || element.matches("input, select")))
    .map((element) => element.outerHTML.slice(0, 120))"""
NARROWEST = """() => Math.min(...[...document.querySelectorAll("main td.title a")]
    .filter((link) => link.textContent.trim()).map((link) => link.getBoundingClientRect().width))"""


@pytest.fixture
def video(newsroom):
    """A recording with a long title that everything else is told of."""
    video = make_ready_video(title=TITLE, collection=newsroom.collection)
    make_video_page(newsroom.tandem, video, title=TITLE)
    ErrorReport.objects.create(video=video, kind="captions", text="Ein Wort fehlt.", moment=75)
    make_consent(video, valid_until=timezone.localdate() + timedelta(days=20))
    for kind, amount in (("play", 12345), ("embed", 6789)):
        DailyCount.objects.create(video=video, day="2026-01-05", kind=kind, amount=amount)
    return video


@pytest.fixture
def phone(visit, live_server, newsroom):
    """A tab of a phone in which Eva of the editorial office is logged in."""
    tab = visit(width=WIDTH, height=740)
    session = newsroom.eva.client.cookies[settings.SESSION_COOKIE_NAME].value
    tab.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
    )
    return tab


@pytest.mark.parametrize("place", PLACES)
def test_nothing_lies_beyond_the_edge(phone, live_server, video, place):
    phone.goto(live_server.url + PLACES[place].format(pk=video.pk))
    phone.wait_for_load_state("networkidle")

    assert phone.evaluate(OUT_OF_VIEW) == []


@pytest.mark.parametrize("place", ["library", "last use", "error reports", "consents that end"])
def test_titles_keep_their_words_whole(phone, live_server, video, place):
    phone.goto(live_server.url + PLACES[place])

    assert phone.evaluate(NARROWEST) > WIDTH / 3


def test_what_to_do_with_chosen_videos_is_in_view(phone, live_server, video):
    phone.goto(live_server.url + PLACES["library"])

    phone.locator("[data-bulk-action-checkbox]").first.check()

    for action in (
        phone.get_by_role("link", name="Ausgewählte Videos in eine Sammlung verschieben"),
        phone.get_by_role("button", name="Mehr"),
    ):
        expect(action).to_be_in_viewport(ratio=1)
