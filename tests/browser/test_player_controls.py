"""The layer of controls: by keyboard, by choice, remembered, told to others, and quiet where something is missing."""

from dataclasses import replace
from time import monotonic, sleep

import pytest

from media import playback
from media.models import Caption, DailyCount, PlaylistEntry, PlaylistPage, VideoFile, VideoIndexPage
from media.playback import Alternate, Source
from tests.browser.test_accessibility import axe
from tests.browser.test_learning_videos import HAS_CUES, clips, course_with, page, state
from tests.factories.media import make_jpeg, make_ready_video, make_video_file, make_video_page

__all__ = ["axe", "clips", "course_with", "page"]

sync_api = pytest.importorskip("playwright.sync_api", reason="needs requirements-dev.txt")
pytestmark = pytest.mark.django_db(transaction=True)

IS_AWAKE = "() => document.querySelector('.player.is-awake')"
STRIP = "WEBVTT\n\n00:00:00.000 --> 00:00:04.000\nvorschau-streifen.jpg#xywh=0,0,160,90\n"
# What calls itself headless is not counted.
READER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36"
ENGLISH = "WEBVTT\n\n00:00.000 --> 00:04.000\nFuse\n"


@pytest.fixture
def watch(visit, live_server, page):
    """Open the page of the film, or another address, with the controls awake."""

    def open_page(address="", **options):
        tab = visit(**options)
        tab.goto(f"{live_server}{address or page.url}")
        tab.wait_for_function(IS_AWAKE)
        return tab

    return open_page


@pytest.fixture
def embed_address(page):
    return f"/v/{page.video.key}/embed/"


def focused(tab):
    return tab.evaluate("document.activeElement.getAttribute('aria-label') ?? document.activeElement.value")


def film(tab, expression):
    return tab.locator("video").evaluate(f"film => film.{expression}")


def counts_once_told(video):
    """What was told comes in its own time, and in any order."""
    deadline = monotonic() + 30
    while True:
        counts = dict(DailyCount.objects.filter(video=video).values_list("kind", "amount"))
        # A sum begins as a row with 0.
        if (counts.get("play") and counts.get("watched")) or monotonic() > deadline:
            return counts
        sleep(0.1)


# --- By keyboard ------------------------------------------------------------------------------


def test_captions_and_speed_are_chosen_by_keyboard(watch, page):
    Caption.objects.create(video=page.video, language="en", kind="subtitles", vtt=ENGLISH)
    tab = watch()

    tab.get_by_role("button", name="Untertitel (UT)").focus()
    tab.keyboard.press("Enter")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Escape")

    assert tab.locator(".player-panel:visible").count() == 0
    assert focused(tab) == "Untertitel (UT)"
    assert tab.evaluate(
        "[...document.querySelectorAll('track')].map(({ srclang, track }) => [srclang, track.mode])"
    ) == [["de", "disabled"], ["en", "showing"]]

    tab.keyboard.press("c")
    tab.keyboard.press(">")

    assert tab.evaluate("[...document.querySelectorAll('track')].map(({ track }) => track.mode)") == [
        "disabled",
        "disabled",
    ]
    assert film(tab, "playbackRate") == 1.25
    assert tab.get_by_role("button", name="1,25×, Geschwindigkeit").is_visible()
    assert tab.locator(".player-told").inner_text() == "Geschwindigkeit 1,25"


def test_the_seek_bar_speaks_and_keys_stay_inside_the_player(watch):
    tab = watch("", reduced_motion="reduce")
    seek = tab.get_by_role("slider", name="Stelle im Film")

    seek.focus()
    tab.keyboard.press("5")
    tab.wait_for_function("() => document.querySelector('video').currentTime === 2")

    assert seek.get_attribute("aria-valuetext") == "2 Sekunden von 4 Sekunden"
    tab.locator("#transcript-words").focus()
    tab.keyboard.press("9")
    tab.keyboard.press("k")
    assert (film(tab, "currentTime"), film(tab, "paused")) == (2, True)


@pytest.mark.parametrize("place", ["page", "embed"])
def test_axe_finds_nothing_in_open_panels(watch, axe, embed_address, place):
    tab = watch(embed_address if place == "embed" else "")
    found = []

    for name in ("Untertitel (UT)", "1×, Geschwindigkeit", "Kapitel", "Tastatur"):
        tab.locator(".player").get_by_role("button", name=name, exact=True).click()
        tab.wait_for_function("() => document.querySelector('.player-panel:not([hidden])')")
        found += axe(tab)
        tab.keyboard.press("Escape")

    assert found == []


# --- By choice ----------------------------------------------------------------------------------


def test_another_quality_goes_on_at_the_same_second_and_is_remembered(watch, page, clips):
    content = clips["four seconds.mp4"].read_bytes()
    make_video_file(page.video, "720p.mp4", content, height=720)
    tab = watch(f"{page.url}?t=2")
    other = "480" if "720p" in film(tab, "currentSrc") else "720"
    tab.wait_for_function("() => document.querySelector('video').currentTime === 2")

    tab.locator("[data-show-choice=quality]").click()
    tab.locator(".player-options label", has_text=f"{other}p").click()
    tab.wait_for_function(f"() => document.querySelector('video').currentSrc.includes('{other}p')")
    tab.wait_for_function("() => document.querySelector('video').currentTime === 2")

    assert film(tab, "paused")
    tab.reload()
    tab.wait_for_function(f"() => document.querySelector('video').currentSrc.includes('{other}p')")
    assert tab.context.cookies() == []


def test_the_version_in_sign_language_is_one_click_away(watch, page, clips, monkeypatch):
    file = make_video_file(page.video, "gebaerden-480p.mp4", clips["four seconds.mp4"].read_bytes())
    source = Source(f"/v/{page.video.key}/{file.name}", "video/mp4")
    make = playback.player

    def with_signs(*arguments, **options):
        alternate = Alternate("gebaerden", "Gebärdensprache", [source])
        return replace(make(*arguments, **options), alternates=[alternate])

    monkeypatch.setattr(playback, "player", with_signs)
    tab = watch(f"{page.url}?t=2")
    button = tab.get_by_role("button", name="DGS: Gebärdensprache")

    button.click()
    tab.wait_for_function("() => document.querySelector('video').currentSrc.includes('gebaerden')")
    tab.wait_for_function("() => document.querySelector('video').currentTime === 2")

    assert button.get_attribute("aria-pressed") == "true"


def test_the_strip_shows_what_lies_under_the_pointer(watch, page):
    make_video_file(page.video, "vorschau-streifen.jpg", make_jpeg(160, 90))
    make_video_file(page.video, "vorschau-streifen.vtt", STRIP.encode(), content_type="text/vtt")
    tab = watch()

    tab.locator(".player-seek").hover()
    tab.locator(".player-preview-picture:visible").wait_for()

    assert tab.locator(".player-preview-words").inner_text() == "0:02 · Prüfen"
    assert "vorschau-streifen.jpg" in tab.locator(".player-preview-picture").evaluate(
        "element => getComputedStyle(element).backgroundImage"
    )


def test_words_are_found_across_lines_and_lead_to_their_second(watch):
    tab = watch()

    tab.locator("#transcript-words").fill("freischalten. Sich")

    assert tab.get_by_text("Treffer 1 von 1").is_visible()
    assert tab.locator(".transcript mark.is-current").all_inner_texts() == ["freischalten.", "Sich"]
    tab.locator("#transcript-words").fill("sicherung")
    tab.get_by_role("button", name="Ab hier ansehen").click()
    tab.wait_for_function("() => document.querySelector('video').currentTime >= 1")
    tab.locator("#transcript-words").fill("Quastenflosser")
    assert tab.get_by_text("Diese Wörter kommen im Film nicht vor.").is_visible()
    assert tab.locator(".transcript mark").count() == 0


# --- What is missing ------------------------------------------------------------------------------


def test_a_film_that_cannot_be_played_says_so_and_shows_the_way_out(watch, page, complaints):
    VideoFile.objects.filter(video=page.video, name="480p.mp4").update(file="videos/gone.mp4")

    tab = watch()
    tab.locator(".player-error").wait_for()

    assert (
        tab.get_by_role("link", name="Film herunterladen (MP4)").get_attribute("href").endswith("download=1")
    )
    complaints.clear()


def late(route):
    """Let a script come after the film it looks after."""
    sleep(1)
    route.continue_()


def test_a_film_that_failed_before_the_script_was_there_says_so(visit, live_server, page, complaints):
    VideoFile.objects.filter(video=page.video, name="480p.mp4").update(file="videos/gone.mp4")
    tab = visit()
    tab.route("**/js/player.*", late)

    with tab.expect_response("**/480p.mp4"):
        tab.goto(f"{live_server}{page.url}")

    tab.locator(".player-error").wait_for()
    complaints.clear()


def test_a_film_that_ran_before_the_script_was_there_is_shown_running(visit, live_server, embed_address):
    tab = visit()
    tab.route("**/js/player.*", late)

    tab.goto(f"{live_server}{embed_address}?autoplay=1&loop=1")

    tab.locator(".player.is-awake.has-begun.is-playing").wait_for()
    assert tab.locator("[data-do=play]").first.get_attribute("aria-label") == "Pause"


# --- What lies upon the picture -----------------------------------------------------------------


@pytest.mark.parametrize("size", [(360, 240), (640, 420)])
def test_the_warning_of_flashes_is_covered_by_nothing(watch, page, embed_address, size):
    page.video.flash_seconds = [1.5]
    page.video.save()
    tab = watch(embed_address, width=size[0], height=size[1])

    title, warning, player, footer = (
        tab.locator(selector).bounding_box() for selector in ("h1", ".flash-notice", ".player", "footer")
    )

    assert title["y"] + title["height"] <= warning["y"]
    assert player["y"] + player["height"] <= warning["y"]
    assert warning["y"] + warning["height"] <= footer["y"]
    assert footer["y"] + footer["height"] <= size[1]


def test_controls_that_are_not_seen_take_no_tap(watch, embed_address):
    tab = watch(f"{embed_address}?loop=1")
    place = tab.locator(".player-seek").bounding_box()
    film(tab, "play()")
    tab.locator(".player.is-idle").wait_for()

    there = tab.evaluate(
        "([x, y]) => document.elementFromPoint(x, y).localName",
        [place["x"] + place["width"] / 2, place["y"] + place["height"] / 2],
    )

    assert there == "video"


def test_the_thumb_goes_on_after_a_click_on_the_bar(watch):
    tab = watch()
    film(tab, "muted = true")
    tab.locator(".player-seek").click(position={"x": 100, "y": 20})
    film(tab, "playbackRate = 0.5")
    film(tab, "play()")

    tab.wait_for_function(
        """() => {
            const [film, bar] = [document.querySelector('video'), document.querySelector('.player-seek')];
            return document.activeElement === bar && !film.paused && film.currentTime - bar.value < 0.5
                && (window.begin ??= Number(bar.value)) < bar.value;
        }"""
    )


def test_another_quality_does_not_start_a_film_that_stands(watch, page, clips, embed_address):
    make_video_file(page.video, "720p.mp4", clips["four seconds.mp4"].read_bytes())
    tab = watch(f"{embed_address}?autoplay=1&loop=1")
    tab.locator(".player.has-begun").wait_for()
    tab.keyboard.press("Tab")
    film(tab, "pause()")

    tab.locator("[data-choice=quality]").first.evaluate("radio => radio.click()")
    tab.wait_for_function("() => document.querySelector('video').readyState === 4")

    assert film(tab, "currentSrc").split("#")[0].endswith("/480p.mp4")
    assert film(tab, "paused")


def test_a_chapter_starts_a_film_that_nothing_has_loaded(visit, live_server, page):
    tab = visit()
    # Browsers that save data load nothing before somebody asks.
    tab.add_init_script(
        """new MutationObserver(() => document.querySelector('video')?.setAttribute('preload', 'none'))
            .observe(document, { childList: true, subtree: true });"""
    )
    tab.goto(f"{live_server}{page.url}")
    tab.wait_for_function(IS_AWAKE)

    tab.get_by_role("link", name="Prüfen").last.click()

    tab.wait_for_function("() => document.querySelector('video').currentTime > 2")


def test_the_sound_is_told_when_a_key_turns_it(watch):
    tab = watch()
    tab.get_by_role("button", name="Abspielen").focus()

    tab.keyboard.press("m")
    told = tab.locator(".player-told").inner_text()
    tab.keyboard.press("m")

    assert [told, tab.locator(".player-told").inner_text()] == ["Ton aus", "Ton an"]


def test_a_description_is_said_in_words_without_its_markup(watch, page):
    cue = "WEBVTT\n\n00:00.000 --> 00:04.000\n<v Ada>Spannung &gt; 50 V</v>\n"
    Caption.objects.create(video=page.video, language="de", kind="descriptions", vtt=cue)
    tab = watch()
    tab.evaluate("speechSynthesis.getVoices = () => []")  # then a screen reader says it

    tab.locator("[data-do=describe]").click()
    tab.get_by_role("button", name="Abspielen").first.click()

    sync_api.expect(tab.locator(".player-told")).to_have_text("Spannung > 50 V")


# --- Told to others ---------------------------------------------------------------------------------

LISTEN = "<script>addEventListener('message', ({ data }) => (window.heard ??= []).push(data))</script>"
JUNK = """frame => [null, 7, "play", {}, { lv: 2, cmd: "play" }, { lv: 1, cmd: "constructor" }, { lv: 1, cmd: "seek", t: "x" },
    { lv: 1, cmd: "seek", t: NaN }, { lv: 1, cmd: "cc", cc: {} }, { lv: 1, cmd: ["play"] }]
    .forEach((junk) => frame.contentWindow.postMessage(junk, "*"))"""


@pytest.mark.parametrize("sandbox", ['sandbox="allow-scripts"', ""])
def test_the_embed_talks_with_the_page_around_it(visit, live_server, embed_address, course_with, sandbox):
    tab = visit()
    source = f"{live_server}{embed_address}"
    tab.goto(course_with(f'{LISTEN}<iframe {sandbox} src="{source}" width="640" height="400"></iframe>'))
    frame = tab.frame_locator("iframe").owner.element_handle().content_frame()
    frame.wait_for_function(HAS_CUES)
    tab.wait_for_function("() => window.heard?.some(({ event }) => event === 'ready')")

    def say(message):
        tab.locator("iframe").evaluate(
            "(frame, message) => frame.contentWindow.postMessage(message, '*')", message
        )

    tab.locator("iframe").evaluate(JUNK)
    say({"lv": 1, "cmd": "seek", "t": 2})
    frame.wait_for_function("() => document.querySelector('video').currentTime === 2")
    assert state(frame)["isPaused"]
    say({"lv": 1, "cmd": "cc", "cc": "off"})
    frame.wait_for_function("() => document.querySelector('video').textTracks[0].mode === 'disabled'")
    say({"lv": 1, "cmd": "play"})
    tab.wait_for_function("() => heard.some(({ event }) => event === 'ended')")

    heard = tab.evaluate("heard")
    told = {message["event"] for message in heard if message.get("lv") == 1}
    assert told == {"ready", "play", "pause", "ended", "time", "height"}
    assert any(message.get("subject") == "lti.frameResize" and message["height"] > 300 for message in heard)
    assert tab.context.cookies() == []


def test_fragments_name_start_and_end_as_well(watch, embed_address):
    tab = watch(f"{embed_address}?autoplay=1#t=1,npt:2")

    tab.wait_for_function(
        "() => document.querySelector('video').paused && document.querySelector('video').currentTime >= 2"
    )

    assert film(tab, "currentTime") < 3


@pytest.mark.parametrize("sandbox", ['sandbox="allow-scripts"', ""])
def test_a_play_is_counted_once_and_leaves_no_cookie(
    visit, live_server, page, embed_address, course_with, sandbox
):
    tab = visit(user_agent=READER)
    address = f"{live_server}{embed_address}?autoplay=1&end=2"
    tab.goto(course_with(f'<iframe {sandbox} src="{address}" width="640" height="400"></iframe>'))
    frame = tab.frame_locator("iframe").owner.element_handle().content_frame()
    frame.wait_for_function(
        "() => document.querySelector('video').paused && document.querySelector('video').currentTime >= 2"
    )
    assert tab.context.cookies() == []
    tab.close()

    counted = counts_once_told(page.video)
    assert counted["play"] == 1
    assert 1 <= counted["watched"] <= 4  # on a busy machine the end may come late


def test_a_film_that_ran_before_the_script_was_there_is_counted(visit, live_server, page, embed_address):
    tab = visit(user_agent=READER)
    tab.route("**/player_counting*", late)

    tab.goto(f"{live_server}{embed_address}?autoplay=1&end=3")
    tab.wait_for_function(
        "() => document.querySelector('video').paused && document.querySelector('video').currentTime >= 3"
    )

    assert counts_once_told(page.video)["play"] == 1


# --- In a series ---------------------------------------------------------------------------------------


@pytest.fixture
def two_parts(page, clips):
    video = make_ready_video(duration=4.0)
    VideoFile.objects.filter(video=video, name="480p.mp4").delete()
    make_video_file(video, "480p.mp4", clips["four seconds.mp4"].read_bytes())
    index = VideoIndexPage.objects.get()
    second = make_video_page(index, video, title="Teil zwei", slug="teil-zwei")
    series = PlaylistPage(title="Reihe", slug="reihe")
    series.entries = [PlaylistEntry(video_page=one, sort_order=at) for at, one in enumerate((page, second))]
    index.add_child(instance=series)


@pytest.mark.usefixtures("two_parts")
def test_the_next_part_is_offered_and_comes_by_itself_for_those_who_ask(watch, page):
    tab = watch(f"{page.url}?reihe=reihe&t=3.5")

    tab.locator("video").evaluate("film => { film.muted = true; film.focus(); return film.play() }")
    tab.wait_for_function("() => document.activeElement.matches('[data-next-part]')")
    assert tab.get_by_text("Teil 1 von 2").is_visible()
    tab.get_by_label("Am Ende gleich mit dem nächsten Teil").check()
    tab.locator("video").evaluate("film => { film.currentTime = 3.5; film.play(); }")

    tab.wait_for_url("**/videos/teil-zwei/?reihe=reihe&weiter")
