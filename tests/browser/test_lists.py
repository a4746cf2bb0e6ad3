"""Remembering videos and passing the list on, in a real browser."""

import pytest

from media.models import PlaylistEntry, PlaylistPage, VideoFile
from tests.factories.media import make_ready_video, make_video_file, make_video_index, make_video_page
from tests.factories.pages import make_site
from tests.media.clips import clips

__all__ = ["clips"]

pytestmark = pytest.mark.django_db(transaction=True)

NO_STORAGE = """Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("blocked", "SecurityError"); },
});"""


@pytest.fixture
def pages(clips, live_server, settings):
    settings.BASE_URL = live_server.url
    index = make_video_index(make_site())
    return [make_page(index, clips, number) for number in (1, 2)]


def make_page(index, clips, number):
    video = make_ready_video(duration=4.0)
    VideoFile.objects.filter(video=video, name="480p.mp4").delete()
    make_video_file(video, "480p.mp4", clips["four seconds.mp4"].read_bytes())
    return make_video_page(index, video, title=f"Größe {number}", slug=f"film-{number}")


FRAME_AND_LISTEN = """address => {
  window.told = [];
  addEventListener("message", ({ data }) => told.push(data));
  document.body.innerHTML = `<iframe src="${address}" width="640" height="620"></iframe>`;
}"""


def make_series(pages):
    series = PlaylistPage(title="Reihe", slug="reihe")
    series.entries = [PlaylistEntry(video_page=page, sort_order=at) for at, page in enumerate(pages)]
    return pages[0].get_parent().add_child(instance=series)


def remember(tab, title):
    button = tab.get_by_role("button", name=f"Merken: {title}")
    button.press("Enter")
    assert button.get_attribute("aria-pressed") == "true"


def titles(tab):
    return tab.locator(".own-list-rows li > a").all_inner_texts()


def test_two_films_are_remembered_ordered_and_opened_by_a_stranger(visit, live_server, pages):
    tab = visit()
    tab.goto(f"{live_server}/videos/")
    remember(tab, "Größe 1")
    assert tab.locator(".remembering [role=status]").inner_text() == "„Größe 1“ steht auf Ihrer Merkliste."
    tab.goto(f"{live_server}/videos/film-2/")
    remember(tab, "Größe 2")
    tab.get_by_role("link", name="Merkliste (2)").press("Enter")
    tab.wait_for_url("**/liste/")
    assert titles(tab) == ["Größe 1", "Größe 2"]

    tab.get_by_role("button", name="Nach oben: Größe 2").press("Enter")

    assert titles(tab) == ["Größe 2", "Größe 1"]
    assert tab.evaluate("() => document.activeElement.ariaLabel") == "Nach unten: Größe 2"
    tab.get_by_label("Titel der Liste").fill("Woche 3")
    tab.get_by_role("link", name="Öffnen und weitergeben").press("Enter")
    tab.wait_for_url("**/liste/?v=*")
    shared = tab.get_by_label("Adresse der Liste").input_value()
    assert shared == f"{live_server}/liste/?v={pages[1].video.key},{pages[0].video.key}&t=Woche%203"
    stranger = visit(java_script_enabled=False)
    stranger.goto(shared)
    assert stranger.locator("h1").inner_text() == "Woche 3"
    assert stranger.locator(".series-row h2").all_inner_texts() == ["Größe 2", "Größe 1"]


def test_the_way_to_the_list_appears_with_the_first_video(visit, live_server, pages):
    tab = visit()
    tab.goto(f"{live_server}/videos/")
    button = tab.get_by_role("button", name="Merken: Größe 1")
    button.wait_for()
    assert not tab.locator(".remembering a").is_visible()

    button.press("Enter")

    assert tab.get_by_role("link", name="Merkliste (1)").is_visible()


def test_what_is_removed_is_gone_after_a_reload_too(visit, live_server, pages):
    tab = visit()
    tab.goto(f"{live_server}/videos/film-1/")
    remember(tab, "Größe 1")
    tab.goto(f"{live_server}/liste/")

    tab.get_by_role("button", name="Entfernen: Größe 1").press("Enter")

    assert tab.locator(".own-list-status").inner_text() == "„Größe 1“ steht nicht mehr auf Ihrer Merkliste."
    tab.reload()
    assert titles(tab) == []
    assert tab.get_by_text("Noch steht nichts darauf.").is_visible()


def test_the_chosen_stretch_is_remembered(visit, live_server, pages):
    tab = visit()
    tab.goto(f"{live_server}/videos/film-1/?t=1&end=3")

    remember(tab, "Größe 1")

    tab.goto(f"{live_server}/liste/")
    address = tab.get_by_role("link", name="Öffnen und weitergeben").get_attribute("href")
    assert address == f"/liste/?v={pages[0].video.key}~1-3"


def test_a_list_of_others_becomes_the_own_one(visit, live_server, pages):
    tab = visit()
    tab.goto(f"{live_server}/liste/?v={pages[1].video.key}~2,{pages[0].video.key}")

    tab.get_by_role("button", name="In die Merkliste übernehmen").press("Enter")

    assert tab.locator("#taken").inner_text() == "Diese Videos stehen auf Ihrer Merkliste."
    tab.goto(f"{live_server}/liste/")
    assert titles(tab) == ["Größe 2", "Größe 1"]


def test_blocked_storage_does_no_harm(visit, live_server, pages):
    tab = visit()
    tab.add_init_script(NO_STORAGE)
    tab.goto(f"{live_server}/videos/film-1/")

    tab.locator("video").wait_for()

    assert tab.get_by_role("button", name="Merken").count() == 0
    tab.goto(f"{live_server}/liste/")
    assert tab.get_by_text("Ihr Browser speichert für diese Website nichts").is_visible()


def test_without_script_there_is_no_button(visit, live_server, pages):
    tab = visit(java_script_enabled=False)

    tab.goto(f"{live_server}/videos/")

    assert tab.get_by_role("button", name="Merken").count() == 0
    assert not tab.locator(".remembering").is_visible()


def test_rubbish_in_the_storage_is_no_list(visit, live_server, pages):
    tab = visit()
    tab.add_init_script('localStorage.setItem(\'merkliste\', \'{"entries":[{"token":"<b>"},null]}\');')

    tab.goto(f"{live_server}/liste/")

    assert tab.get_by_text("Noch steht nichts darauf.").is_visible()


@pytest.mark.parametrize("kind", ["list", "series"])
def test_several_films_play_in_a_closed_frame(visit, live_server, pages, complaints, kind):
    series = make_series(pages)
    keys = ",".join(page.video.key for page in pages)
    address = f"/liste/embed/?v={keys}" if kind == "list" else f"{series.url}embed/"
    tab = visit()
    tab.goto(f"{live_server}/health/live")
    tab.set_content(
        f'<iframe sandbox="allow-scripts" src="{live_server}{address}" width="640" height="620"></iframe>'
    )
    frame = tab.frame_locator("iframe")

    frame.get_by_role("link", name="2. Größe 2").click()

    frame.locator("a[aria-current]", has_text="Größe 2").wait_for()
    ready = "film => new Promise(done => film.readyState >= 2 ? done(true) : film.addEventListener('loadeddata', () => done(true)))"
    frame.locator("video").evaluate("film => { film.muted = true; return film.play(); }")
    assert frame.locator("video").evaluate(ready)
    cues = "async film => { while (!film.textTracks[0].cues?.length) await new Promise(requestAnimationFrame); return true; }"
    assert frame.locator("video").evaluate(cues)
    assert tab.context.cookies() == []


@pytest.mark.parametrize("width", [320, 640, 960])
def test_the_film_has_the_room_it_needs_and_two_titles_are_seen(visit, live_server, pages, width):
    tab = visit(width=width, height=620)
    tab.goto(f"{live_server}{make_series(pages).url}embed/")

    main, titles, footer = (tab.locator(part).bounding_box() for part in ("main", ".embed-parts", "footer"))

    assert main["height"] == pytest.approx(min(width * 9 / 16, 620 - 96 - footer["height"]), abs=1)
    assert titles["height"] >= 96
    assert footer["y"] + footer["height"] == pytest.approx(620, abs=1)


def test_the_page_around_learns_the_height_with_room_for_the_titles(visit, live_server, pages):
    tab = visit()
    tab.goto(f"{live_server}/health/live")

    tab.evaluate(FRAME_AND_LISTEN, f"{live_server}{make_series(pages).url}embed/")

    told = tab.wait_for_function("() => told.find(({ event }) => event === 'height')").json_value()

    footer = tab.frame_locator("iframe").locator("footer").bounding_box()
    assert told["height"] == pytest.approx(640 * 9 / 16 + 96 + footer["height"], abs=1)
