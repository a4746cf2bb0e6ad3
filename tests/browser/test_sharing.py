"""The panel “Use in lessons” in a real browser: by keyboard, with and without script, on the clipboard."""

import pytest

from media.models import Chapter, VideoFile
from tests.factories.media import make_ready_video, make_video_file, make_video_index, make_video_page
from tests.factories.pages import make_site
from tests.media.clips import clips

__all__ = ["clips"]

pytestmark = pytest.mark.django_db(transaction=True)

CLIPBOARD = """async () => {
  const [item] = await navigator.clipboard.read();
  const parts = {};
  for (const type of item.types) parts[type] = await (await item.getType(type)).text();
  return parts;
}"""


@pytest.fixture
def page(clips):
    video = make_ready_video(duration=4.0)
    VideoFile.objects.filter(video=video, name="480p.mp4").delete()
    make_video_file(video, "480p.mp4", clips["four seconds.mp4"].read_bytes())
    Chapter.objects.create(video=video, start=2, title="Prüfen")
    return make_video_page(make_video_index(make_site()), video)


@pytest.fixture
def tab(visit, live_server, page):
    tab = visit(permissions=["clipboard-read", "clipboard-write"])
    tab.goto(f"{live_server}{page.url}")
    return tab


def unfold(tab, name):
    """Open a part of the panel by keyboard."""
    tab.locator(".teaching summary", has_text=name).press("Enter")


def test_screen_readers_know_the_message_before_it_speaks(tab):
    assert tab.locator(".copied").first.inner_text() == ""
    assert tab.locator(".copied").first.evaluate("message => message.checkVisibility()")


def test_the_licence_line_is_copied_as_text_and_with_links(tab):
    tab.get_by_role("button", name="Lizenzhinweis kopieren", exact=True).press("Enter")

    tab.wait_for_function("() => document.querySelector('.copied').textContent")
    copied = tab.evaluate(CLIPBOARD)
    assert copied["text/plain"] == tab.locator("#attribution").inner_text()
    assert (
        '<a href="https://creativecommons.org/licenses/by/4.0/deed.de">CC BY 4.0</a>' in copied["text/html"]
    )


def test_paper_takes_the_licence_line_and_the_code_to_scan(tab):
    unfold(tab, "Codes zum Einbetten")
    assert tab.locator("#code-frame").is_visible()

    tab.emulate_media(media="print")

    assert tab.locator("#attribution").is_visible()
    assert tab.locator(".qr img").is_visible()
    assert not tab.locator("#code-frame").is_visible()
    assert not tab.locator("#downloads").is_visible()


def test_the_picture_with_link_is_copied_with_whole_addresses(tab, live_server, page):
    unfold(tab, "Codes zum Einbetten")

    tab.get_by_role("button", name="Bild mit Link kopieren").press("Enter")

    tab.wait_for_function("() => document.querySelector('.copied').textContent")
    copied = tab.evaluate(CLIPBOARD)
    assert f'src="{live_server}/v/{page.video.key}/vorschau-640.jpg"' in copied["text/html"]
    assert "▶ Sicherung prüfen" in copied["text/plain"]


def test_link_code_and_qr_follow_the_moments_that_are_typed(tab, page):
    unfold(tab, "Link, Ausschnitt, QR-Code")

    tab.get_by_label("Ab", exact=True).fill("0:01")
    tab.get_by_label("Bis").fill("3")

    assert tab.locator("#share-link").input_value().endswith(f"/v/{page.video.key}/?t=1&end=3")
    assert tab.locator(".qr img").get_attribute("src").endswith("/qr.svg?t=1&end=3")
    assert "/qr.png?t=1&end=3&download=1" in tab.locator(".qr a").last.get_attribute("href")
    assert "/embed/?t=1&amp;end=3" in tab.locator("#code-frame").input_value()
    assert "480p.mp4#t=1,3" in tab.locator("#code-video").input_value()
    assert tab.get_by_role("link", name="Fehler melden").get_attribute("href").endswith("?t=1&end=3")
    tab.get_by_label("Bis").fill("0:01")
    assert tab.locator("#excerpt-error").inner_text()
    assert tab.locator("#share-link").input_value().endswith("?t=1&end=3")


def test_the_start_is_that_of_the_player_until_someone_types(tab):
    unfold(tab, "Link, Ausschnitt, QR-Code")

    tab.evaluate("() => { document.querySelector('video').currentTime = 2.4; }")

    tab.wait_for_function("() => document.querySelector('#share-start').value === '0:02'")
    assert tab.locator("#share-link").input_value().endswith("?t=2")
    tab.locator(".teaching summary", has_text="Link, Ausschnitt, QR-Code").press("Enter")
    tab.wait_for_function("() => !document.querySelector('#code-frame').value.includes('?t=')")


def test_where_the_clipboard_is_closed_the_text_is_selected(visit, live_server, page):
    tab = visit()
    tab.add_init_script(
        "for (const name of ['write', 'writeText']) navigator.clipboard[name] = () => Promise.reject();"
    )
    tab.goto(f"{live_server}{page.url}")

    tab.get_by_role("button", name="Code für Moodle kopieren").press("Enter")

    tab.wait_for_function("() => document.querySelector('.copied').textContent.includes('von Hand')")
    assert tab.evaluate("() => document.activeElement.id") == "code-video"


def test_without_script_the_address_makes_the_link(visit, live_server, page):
    tab = visit(java_script_enabled=False)
    tab.goto(f"{live_server}{page.url}")
    unfold(tab, "Link, Ausschnitt, QR-Code")

    tab.get_by_label("Ab", exact=True).fill("0:02")
    tab.get_by_role("button", name="Link bilden").press("Enter")

    tab.wait_for_url("**/?t=*")
    assert tab.locator("#share-link").input_value().endswith(f"/v/{page.video.key}/?t=2")
    assert tab.locator("#share-link").is_visible()


def test_an_error_is_reported_by_keyboard(tab, page):
    tab.get_by_role("link", name="Fehler melden").press("Enter")
    tab.get_by_label("Etwas Gezeigtes ist gefährlich").press("Space")
    tab.get_by_label("Was stimmt nicht?").fill("Die Schutzbrille fehlt.")

    tab.get_by_role("button", name="Meldung senden").press("Enter")

    # A person takes longer than the driver: what was typed is still there.
    assert "sehr schnell" in tab.get_by_role("alert").inner_text()
    tab.wait_for_timeout(3000)
    tab.get_by_role("button", name="Meldung senden").press("Enter")
    tab.wait_for_url("**/danke/")
    assert page.video.error_reports.get().text == "Die Schutzbrille fehlt."
