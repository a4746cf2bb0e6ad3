"""A film plays with its captions, on its page and in the pages of others."""

from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from media.models import Caption, Chapter, VideoFile
from tests.factories.media import make_ready_video, make_video_file, make_video_index, make_video_page
from tests.factories.pages import make_site
from tests.media.clips import clips

__all__ = ["clips"]

pytestmark = pytest.mark.django_db(transaction=True)

LINES = """WEBVTT

00:00.000 --> 00:01.000
Spannung freischalten.

00:01.000 --> 00:03.900
Sicherung prüfen.
"""
STATE = """film => ({
  moment: film.currentTime,
  isReady: film.readyState >= 2,
  isPaused: film.paused,
  isMuted: film.muted,
  cues: [...film.textTracks].map(track => track.mode === "showing" ? track.cues.length : 0),
})"""
HAS_CUES = "() => document.querySelector('video')?.textTracks[0]?.cues?.length"


@pytest.fixture
def page(clips):
    video = make_ready_video(duration=4.0)
    VideoFile.objects.filter(video=video, name="480p.mp4").delete()
    make_video_file(video, "480p.mp4", clips["four seconds.mp4"].read_bytes())
    Caption.objects.filter(video=video).update(vtt=LINES)
    Chapter.objects.create(video=video, start=0, title="Vorbereiten")
    Chapter.objects.create(video=video, start=2, title="Prüfen")
    return make_video_page(make_video_index(make_site()), video)


@pytest.fixture
def course_with(tmp_path):
    """A page of another host with that code in it. A real one: Chromium lets no made-up page reach this machine."""
    handler = partial(SimpleHTTPRequestHandler, directory=tmp_path)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    Thread(target=server.serve_forever, daemon=True).start()

    def write(code):
        (tmp_path / "course.html").write_text(f"<!doctype html><title>Kurs</title>{code}")
        return f"http://127.0.0.1:{server.server_port}/course.html"

    yield write
    server.shutdown()
    server.server_close()


def state(frame):
    return frame.locator("video").evaluate(STATE)


def test_chapters_and_lines_seek_and_the_spoken_line_is_marked(visit, live_server, page):
    tab = visit()
    tab.goto(f"{live_server}{page.url}")
    tab.wait_for_function(HAS_CUES)

    tab.get_by_role("link", name="Prüfen").last.click()
    tab.wait_for_function("() => document.querySelector('video').currentTime > 2")

    assert state(tab)["cues"] == [2]
    assert tab.locator(".cue-spoken").inner_text() == "Sicherung prüfen."
    assert tab.locator(".chapters [aria-current]").inner_text().endswith("Prüfen")

    tab.locator(".cue").first.click()

    tab.wait_for_function("() => document.querySelector('video').currentTime < 1.5")


def test_the_address_names_where_it_starts_and_ends(visit, live_server, page):
    tab = visit()
    tab.goto(f"{live_server}{page.url}?t=1&end=2")
    tab.wait_for_function("() => document.querySelector('video').currentTime === 1")

    tab.locator("video").evaluate(
        "film => { film.muted = true; film.playbackRate = 0.25; return film.play() }"
    )

    tab.wait_for_function("() => document.querySelector('video').paused")
    assert 2 <= state(tab)["moment"] < 2.6


def test_the_code_that_is_copied_is_the_code_that_is_shown(visit, live_server, page):
    tab = visit(permissions=["clipboard-read", "clipboard-write"])
    tab.goto(f"{live_server}{page.url}")

    tab.locator("[data-copy=code-video]").first.click()
    tab.wait_for_function("() => document.querySelector('.copied').textContent")

    assert tab.evaluate("() => navigator.clipboard.readText()") == tab.locator("#code-video").input_value()
    assert tab.locator(".copied").inner_text()


def test_without_script_everything_can_be_reached(visit, live_server, page):
    tab = visit(java_script_enabled=False)
    tab.goto(f"{live_server}{page.url}")

    assert tab.get_by_role("link", name="Prüfen").last.get_attribute("href") == "?t=2"
    assert tab.locator(".teaching button:visible").count() == 0
    tab.locator(".teaching summary", has_text="Codes zum Einbetten").click()
    assert tab.locator("#code-frame").is_visible()


@pytest.mark.parametrize(
    "sandbox", ['sandbox="allow-scripts"', 'sandbox="allow-scripts allow-same-origin"', ""]
)
def test_the_player_works_in_the_frames_of_others(visit, live_server, page, course_with, sandbox):
    tab = visit()
    address = f"{live_server}/v/{page.video.key}/embed/?t=1"

    code = f'<iframe {sandbox} src="{address}#?secret=x" width="640" height="360"></iframe>'
    tab.goto(course_with(code))
    frame = tab.frame_locator("iframe").owner.element_handle().content_frame()
    frame.wait_for_function(HAS_CUES)

    assert state(frame)["moment"] == 1
    assert state(frame)["cues"] == [2]
    assert frame.evaluate("() => getComputedStyle(document.body).display") == "grid"
    assert tab.context.cookies() == []
    assert frame.get_by_role("link").last.is_visible()


def test_a_film_that_starts_by_itself_does_so_in_silence(visit, live_server, page):
    tab = visit()
    tab.goto(f"{live_server}/v/{page.video.key}/embed/?autoplay=1")

    tab.wait_for_function("() => document.querySelector('video').currentTime > 0")

    assert state(tab)["isMuted"]


def test_nothing_moves_by_itself_for_those_who_want_it_still(visit, live_server, page):
    tab = visit(reduced_motion="reduce")
    tab.goto(f"{live_server}/v/{page.video.key}/embed/?autoplay=1")
    tab.wait_for_function(HAS_CUES)

    assert state(tab)["isPaused"]
