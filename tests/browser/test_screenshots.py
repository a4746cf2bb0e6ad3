"""The pictures of the documentation, taken from the real site with its sample content.

Each test walks to a place that the manual shows and sees that it is there. With
`SCREENSHOTS=1 make test ARGS="tests/browser/test_screenshots.py"` the pictures in `docs/` are taken anew.
"""

import io
import os
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from PIL import Image
from playwright.sync_api import expect

from cms.core.models import Organisation, User
from media.models import Caption
from meetings.models import MeetingPage
from tandems.models import TandemPage

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("sample_content")]

IS_ASKED_FOR = bool(os.environ.get("SCREENSHOTS"))
README_PICTURES = Path("docs/images")
MANUAL_PICTURES = Path("docs/editors/bilder")
COLOURS = 256  # of the stored picture: enough for screens, a third of the bytes


@pytest.fixture
def open_as(live_server, visit):
    """Open an address as someone who is logged in, or as a visitor: `open_as("redaktion", "/admin/")`."""

    def open_page(login, address, **options):
        page = visit(**options)
        if login:
            client = Client()
            client.force_login(User.objects.get(username=login))
            cookie = client.cookies[settings.SESSION_COOKIE_NAME]
            page.context.add_cookies(
                [{"name": cookie.key, "value": cookie.value, "url": live_server.url}],
            )
        page.goto(f"{live_server.url}{address}")
        return page

    return open_page


@pytest.fixture
def take():
    """Take a picture, and keep it where it was asked for."""

    def take_picture(page, folder, name):
        page.wait_for_load_state("networkidle")
        data = page.screenshot(animations="disabled")
        assert data
        if IS_ASKED_FOR:
            target = settings.BASE_DIR / folder / f"{name}.png"
            target.parent.mkdir(parents=True, exist_ok=True)
            Image.open(io.BytesIO(data)).convert("RGB").quantize(COLOURS).save(target, optimize=True)

    return take_picture


def edit_address(page):
    return f"/admin/pages/{page.pk}/edit/"


def test_front_page(open_as, take):
    page = open_as(None, "/", height=860)

    assert page.locator("h1").inner_text()
    take(page, README_PICTURES, "startseite")


def test_login(open_as, take):
    page = open_as(None, "/konto/login/", height=620)

    assert page.locator("input[name=login]").is_visible()
    take(page, MANUAL_PICTURES, "anmelden")


def test_overview_of_an_editor(open_as, take):
    page = open_as("redaktion", "/admin/", height=620)

    assert page.get_by_role("link", name="Lernvideos").first.is_visible()
    take(page, MANUAL_PICTURES, "uebersicht")


def test_page_form_of_a_tandem_with_the_way_to_approval(open_as, take):
    tandem = TandemPage.objects.get(number=3)

    page = open_as("tandem3", edit_address(tandem))
    page.get_by_role("button", name="Mehr Aktionen").last.click()

    page.get_by_role("button", name="Freigabe durch die Redaktion").wait_for()
    take(page, MANUAL_PICTURES, "seite-bearbeiten")


def test_development_project_of_a_tandem(open_as, take):
    tandem = TandemPage.objects.get(number=3)

    page = open_as("tandem3", edit_address(tandem))
    status = page.locator("select[name=projects-0-status]")
    status.evaluate("field => field.scrollIntoView({ block: 'center' })")

    assert status.is_visible()
    take(page, MANUAL_PICTURES, "vorhaben")


def test_page_form_of_a_meeting(open_as, take):
    meeting = MeetingPage.objects.get(number=3)

    page = open_as("redaktion", edit_address(meeting))
    start = page.locator("input[name=start]")
    start.evaluate("field => field.scrollIntoView({ block: 'center' })")

    assert start.is_visible()
    take(page, MANUAL_PICTURES, "treffen")


def test_upload_of_a_film(open_as, take):
    page = open_as("redaktion", "/admin/lernvideos/new/", height=620)

    assert page.locator("input[name=file]").is_visible()
    take(page, MANUAL_PICTURES, "video-hochladen")


def test_library(open_as, take):
    page = open_as("redaktion", "/admin/lernvideos/", height=620)

    assert page.get_by_role("columnheader", name="Fehlt noch").is_visible()
    take(page, MANUAL_PICTURES, "bibliothek")


def test_recording_in_the_library(open_as, take):
    page = open_as("redaktion", "/admin/lernvideos/")
    page.locator("main a[href*='/lernvideos/edit/']").first.click()
    page.wait_for_load_state("networkidle")

    assert page.locator("select[name=licence_code]").count() == 1
    take(page, MANUAL_PICTURES, "video-bearbeiten")


def test_captions_beside_the_film(open_as, take):
    track = Caption.objects.get(video__page__slug="wareneingang-pruefen")

    page = open_as("redaktion", f"/admin/lernvideos/untertitel/{track.pk}/", height=900)
    page.locator("[data-cue-text]").nth(2).focus()
    page.locator("video").evaluate("film => { film.currentTime = 6; }")

    spoken = page.locator("[data-cue-text]").nth(2).input_value()
    expect(page.locator("[data-desk-caption]")).to_have_text(spoken)
    take(page, MANUAL_PICTURES, "untertitel-bearbeiten")


def test_page_of_a_video_tells_what_is_missing(open_as, take):
    tandem = TandemPage.objects.get(number=3)

    page = open_as("redaktion", f"/admin/pages/add/media/videopage/{tandem.pk}/", height=700)

    assert page.locator(".media-readiness").is_visible()
    take(page, MANUAL_PICTURES, "videoseite-anlegen")


def test_form_of_an_organisation_with_former_names(open_as, take):
    company = Organisation.objects.get(name="B. Braun SE")

    page = open_as("redaktion", f"/admin/snippets/core/organisation/edit/{company.pk}/")

    assert page.locator("input[name=former_names-0-name]").is_visible()
    take(page, MANUAL_PICTURES, "organisation")
