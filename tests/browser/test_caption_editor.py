"""Captions edited by keyboard beside the film, and seen by a reader."""

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from cms.core.models import User
from media.captions import Cue, plain_text, to_vtt
from media.models import Caption
from tests.browser.places import FILM, film

sync_api = pytest.importorskip("playwright.sync_api", reason="needs requirements-dev.txt")
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.ignore_template_errors]

expect = sync_api.expect


def session_of(username, site):
    client = Client()
    client.force_login(User.objects.get(username=username), "django.contrib.auth.backends.ModelBackend")
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    return {"name": cookie.key, "value": cookie.value, "url": site}


@pytest.fixture
def editor(visit, site):
    """Someone of the editorial office: `editor(java_script_enabled=False)`."""

    def open_browser(**options):
        page = visit(**options)
        page.context.add_cookies([session_of("redaktion", site)])
        return page

    return open_browser


def track():
    return Caption.objects.get(video=film())


def address(site):
    return site + reverse("videos:captions", args=[track().pk])


def fill(count):
    own = track()
    own.vtt = to_vtt([Cue(number, number + 1, f"Satz {number}") for number in range(count)], "de")
    own.save()


def words():
    return [plain_text(cue) for cue in track().cues]


def text_of(page, number):
    return page.locator("[data-cue-text]").nth(number - 1)


def test_what_was_written_survives_the_end_of_the_session(editor, site):
    page = editor()
    page.goto(address(site))
    text_of(page, 1).fill("Nach der Pause geschrieben")
    Session.objects.all().delete()

    page.get_by_role("button", name="Untertitel speichern").click()
    page.wait_for_url("**/login/**")
    page.context.add_cookies([session_of("redaktion", site)])
    page.goto(address(site))

    expect(text_of(page, 1)).to_have_value("Nach der Pause geschrieben")
    expect(page.locator("[data-desk-status]")).to_contain_text("ist wieder da")
    page.get_by_role("button", name="Untertitel speichern").click()
    expect(page.locator(".messages")).to_contain_text("gespeichert")
    assert words()[0] == "Nach der Pause geschrieben"
    page.goto(address(site))
    expect(page.locator("[data-desk-status]")).to_be_empty()


def test_captions_are_edited_by_keyboard_and_seen_in_the_player(editor, site, visit):
    fill(6)
    page = editor()
    page.goto(address(site))
    text_of(page, 3).focus()

    page.keyboard.press("Control+Enter")
    page.wait_for_function("() => document.querySelector('video').currentTime > 2")
    page.keyboard.press("Alt+p")
    page.wait_for_function("() => document.querySelector('video').paused")
    expect(page.locator("[data-desk-caption]")).to_be_visible()

    text_of(page, 1).focus()
    page.keyboard.press("Alt+v")
    expect(text_of(page, 1)).to_have_value("Satz 0 Satz 1")
    page.keyboard.press("Alt+ArrowDown")
    expect(text_of(page, 2)).to_be_focused()
    page.keyboard.press("Control+End")
    for _ in range(2):
        page.keyboard.press("ArrowLeft")
    page.keyboard.press("Alt+t")
    expect(text_of(page, 3)).to_have_value("2")
    page.keyboard.press("Control+a")
    page.keyboard.type("Geteilt & neu")
    page.keyboard.press("Alt+s")
    page.keyboard.type("1,5")
    page.keyboard.press("Enter")
    expect(page.locator("[data-cue-start]").first).to_have_value("0:01,500")
    page.keyboard.press("Control+s")
    page.wait_for_url("**/?page=1&t=*")
    expect(page.locator(".messages .success")).to_be_visible()

    assert words() == ["Satz 0 Satz 1", "Satz", "Geteilt & neu", "Satz 3", "Satz 4", "Satz 5"]
    assert track().cues[0].start == 1.5
    reader = visit()
    reader.goto(f"{site}/videos/{FILM}/")
    expect(reader.locator("[data-transcript]")).to_contain_text("Geteilt & neu")
    reader.wait_for_function("() => document.querySelector('video').textTracks[0].cues?.length === 6")
    third = reader.evaluate("() => document.querySelector('video').textTracks[0].cues[2].text")
    assert third == "Geteilt &amp; neu"


def test_what_went_wrong_is_undone(editor, site):
    fill(3)
    page = editor()
    page.goto(address(site))
    text_of(page, 2).focus()

    page.keyboard.press("Alt+Delete")
    expect(page.locator("[data-cue]")).to_have_count(2)
    page.keyboard.press("Alt+n")
    page.keyboard.type("Neu")
    for _ in range(3):
        page.keyboard.press("Alt+u")

    expect(page.locator("[data-cue]")).to_have_count(3)
    expect(text_of(page, 2)).to_have_value("Satz 1")
    expect(text_of(page, 2)).to_be_focused()


def test_next_hint_leads_to_the_next_page_of_ten_thousand_captions(editor, site):
    fill(10_000)  # most of them after the end of the film
    page = editor()
    page.goto(address(site))
    expect(page.locator("[data-cue]")).to_have_count(200)
    text_of(page, 200).focus()

    page.keyboard.press("Alt+w")

    expect(page.locator("[data-desk-range]")).to_contain_text("201")
    expect(text_of(page, 1)).to_be_focused()
    expect(text_of(page, 1)).to_have_value("Satz 200")


def test_form_works_without_script(editor, site):
    fill(2)
    page = editor(java_script_enabled=False)
    page.goto(address(site))

    text_of(page, 1).fill("Ohne Script")
    page.locator("[name=delete]").nth(1).check()
    page.locator("[name=start]").nth(2).fill("0:05")
    page.locator("[name=end]").nth(2).fill("0:06")
    text_of(page, 3).fill("Dazugekommen")
    page.locator("footer [type=submit]").click()
    page.wait_for_load_state()

    assert words() == ["Ohne Script", "Dazugekommen"]
