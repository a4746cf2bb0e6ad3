"""A film plays on its page and in the pages of others, with captions, chapters and transcript."""

import pytest

from tests.browser.foreign_host import running_foreign_host
from tests.browser.places import film, path_of
from tests.browser.waiting import wait_until

sync_api = pytest.importorskip("playwright.sync_api", reason="needs requirements-dev.txt")
pytestmark = pytest.mark.django_db(transaction=True)

FILM = "document.querySelector('video')"
PLAYS = f"{FILM}.readyState >= 2 && {FILM}.currentTime > 0.3"
CAPTIONS = f"{FILM}.textTracks[0].mode === 'showing' && {FILM}.textTracks[0].cues?.length > 3"
SANDBOXES = ["", 'sandbox="allow-scripts"', 'sandbox="allow-scripts allow-same-origin"']


@pytest.fixture(scope="module")
def foreign_host():
    with running_foreign_host() as host:
        yield host


@pytest.fixture
def watch(visit, site):
    """Open the page of the sample film: `watch("?t=3")`."""

    def open_page(query="", **options):
        page = visit(**options)
        page.goto(site + path_of("video") + query)
        return page

    return open_page


def start(frame):
    """Start the film as a reader does: by the keyboard."""
    frame.locator("video").focus()
    frame.locator("video").press("Space")
    wait_until(frame, PLAYS)


def moment(page):
    return page.evaluate(f"{FILM}.currentTime")


# --- On its page --------------------------------------------------------------------------


def test_film_plays_with_captions(watch):
    page = watch()

    start(page)

    wait_until(page, CAPTIONS)
    wait_until(page, f"{FILM}.textTracks[0].activeCues.length === 1")


def test_film_comes_in_parts_so_that_readers_can_seek(visit, site):
    page = visit()
    answers = []
    page.on("response", lambda answer: answers.append(answer) if ".mp4" in answer.url else None)
    page.goto(site + path_of("video"))
    wait_until(page, f"{FILM}.readyState >= 1")

    page.evaluate(f"{FILM}.currentTime = {FILM}.duration - 1")

    wait_until(page, f"!{FILM}.seeking && {FILM}.readyState >= 2")
    assert {answer.status for answer in answers} == {206}


def test_a_chapter_leads_to_its_moment(watch):
    page = watch()
    chapter = page.locator(".chapters a").nth(1)
    begin = float(chapter.get_attribute("data-seek"))

    chapter.click()

    wait_until(page, f"{FILM}.currentTime > {begin}")
    assert moment(page) < begin + 10
    sync_api.expect(chapter).to_have_attribute("aria-current", "")


def test_the_spoken_line_of_the_transcript_is_marked(watch):
    page = watch()
    line = page.locator("[data-transcript] .cue").nth(2)
    begin, end = (float(line.get_attribute(f"data-{name}")) for name in ("start", "end"))

    page.evaluate(f"{FILM}.currentTime = {(begin + end) / 2}")

    sync_api.expect(page.locator(".cue-spoken")).to_have_count(1)
    sync_api.expect(page.locator(".cue-spoken")).to_have_attribute(
        "data-start", line.get_attribute("data-start")
    )


def test_a_line_of_the_transcript_leads_to_its_moment(watch):
    page = watch()
    line = page.locator("[data-transcript] .cue").nth(2)

    line.click()

    wait_until(page, f"{FILM}.currentTime > {line.get_attribute('data-start')}")


def test_an_address_with_a_time_begins_there_and_stops_at_the_end(watch):
    page = watch("?t=0:05&end=7s")
    wait_until(page, f"{FILM}.currentTime >= 5")

    start(page)

    wait_until(page, f"{FILM}.paused && {FILM}.currentTime > 6")
    assert 7 <= moment(page) < 8.5


def test_short_address_keeps_the_wish(visit, site):
    page = visit()

    page.goto(f"{site}/v/{film().key}/?t=4")

    assert page.url == f"{site}{path_of('video')}?t=4"
    wait_until(page, f"{FILM}.currentTime >= 4")


# --- In the pages of others ---------------------------------------------------------------


@pytest.mark.parametrize("sandbox", SANDBOXES)
def test_embed_plays_in_a_page_of_others(visit, site, foreign_host, sandbox):
    page = visit()
    foreign_host.show(
        page, f'<iframe src="{site}{path_of("embed")}" width="640" height="400" {sandbox}></iframe>'
    )
    frame = page.frames[1]

    start(frame)

    wait_until(frame, CAPTIONS)
    assert page.context.cookies() == []


@pytest.mark.parametrize("code", ["code-video", "code-frame"])
def test_copied_code_plays_in_a_page_of_others(visit, site, foreign_host, code):
    page = visit()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site)
    page.goto(site + path_of("video"))
    page.evaluate("document.querySelectorAll('details').forEach((element) => (element.open = true))")

    page.locator(f"[data-copy={code}]").click()
    sync_api.expect(page.locator(".copied")).not_to_be_empty()
    foreign_host.show(page, page.evaluate("navigator.clipboard.readText()"))

    frame = page.frames[-1]
    start(frame)
    wait_until(frame, CAPTIONS)
    assert page.context.cookies() == []


@pytest.mark.parametrize("path", ["/", "/videos/", "/konto/login/", "/admin/"])
def test_nothing_but_the_embed_can_be_framed(visit, site, foreign_host, complaints, path):
    page = visit()

    with page.expect_console_message(lambda message: "frame-ancestors" in message.text):
        foreign_host.show(page, f'<iframe src="{site}{path}" width="640" height="400"></iframe>')

    assert not page.frames[1].url.startswith(site)
    complaints.clear()
