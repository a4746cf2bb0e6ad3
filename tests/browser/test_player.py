"""The sample films play with captions: on their pages, in the frames of others, by the code that is copied."""

import pytest

from media.models import VideoPage
from tests.browser.foreign_host import running_foreign_host
from tests.browser.places import film, path_of

sync_api = pytest.importorskip("playwright.sync_api", reason="needs requirements-dev.txt")
pytestmark = pytest.mark.django_db(transaction=True)

FILM = "document.querySelector('video')"
PLAYS = f"() => {FILM}.readyState >= 2 && {FILM}.currentTime > 0.3"
CAPTIONS = f"() => {FILM}.textTracks[0].mode === 'showing' && {FILM}.textTracks[0].cues?.length > 3"
SANDBOXES = ["", 'sandbox="allow-scripts"', 'sandbox="allow-scripts allow-same-origin"']


@pytest.fixture(scope="module")
def foreign_host():
    with running_foreign_host() as host:
        yield host


def start(frame):
    """Start the film as a reader does: by the keyboard."""
    frame.locator("video").focus()
    frame.locator("video").press("Space")
    frame.wait_for_function(PLAYS)


# --- On its page --------------------------------------------------------------------------


def test_every_film_plays_with_captions_and_comes_in_parts(visit, site):
    page = visit()
    answers = []
    page.on("response", lambda answer: answers.append(answer) if ".mp4" in answer.url else None)
    addresses = [film_page.url for film_page in VideoPage.objects.live()]
    assert len(addresses) >= 4

    for address in addresses:
        page.goto(site + address)
        start(page)
        page.wait_for_function(CAPTIONS)
        page.wait_for_function(f"() => {FILM}.textTracks[0].activeCues.length === 1")
        page.evaluate(f"{FILM}.currentTime = {FILM}.duration - 1")
        page.wait_for_function(f"() => !{FILM}.seeking && {FILM}.readyState >= 2")

    assert {answer.status for answer in answers} == {206}


def test_short_address_keeps_the_wish(visit, site):
    page = visit()

    page.goto(f"{site}/v/{film().key}/?t=4")

    assert page.url == f"{site}{path_of('video')}?t=4"
    page.wait_for_function(f"() => {FILM}.currentTime >= 4")


# --- In the pages of others ---------------------------------------------------------------


@pytest.mark.parametrize("sandbox", SANDBOXES)
def test_embed_plays_in_a_page_of_others(visit, site, foreign_host, sandbox):
    page = visit()
    foreign_host.show(
        page, f'<iframe src="{site}{path_of("embed")}" width="640" height="400" {sandbox}></iframe>'
    )
    frame = page.frames[1]

    start(frame)

    frame.wait_for_function(CAPTIONS)
    assert page.context.cookies() == []


@pytest.mark.parametrize("code", ["code-video", "code-frame"])
def test_copied_code_plays_in_a_page_of_others(visit, site, foreign_host, code):
    page = visit()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site)
    page.goto(site + path_of("video"))
    page.evaluate("document.querySelectorAll('details').forEach((element) => (element.open = true))")

    page.locator(f"[data-copy={code}]").last.click()
    sync_api.expect(page.locator(".copied")).not_to_be_empty()
    foreign_host.show(page, page.evaluate("navigator.clipboard.readText()"))

    frame = page.frames[-1]
    start(frame)
    frame.wait_for_function(CAPTIONS)
    assert page.context.cookies() == []


@pytest.mark.parametrize("path", ["/", "/videos/", "/konto/login/", "/admin/"])
def test_nothing_but_the_embed_can_be_framed(visit, site, foreign_host, complaints, path):
    page = visit()

    with page.expect_console_message(lambda message: "frame-ancestors" in message.text):
        foreign_host.show(page, f'<iframe src="{site}{path}" width="640" height="400"></iframe>')

    assert not page.frames[1].url.startswith(site)
    complaints.clear()
