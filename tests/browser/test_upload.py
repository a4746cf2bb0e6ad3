"""An editor brings a film into the library, is told what it lacks, completes and publishes it."""

import re

import pytest
from django.conf import settings
from django.urls import reverse

from media.models import Upload, Version, Video, VideoPage
from media.tasks import process_video
from tests.factories.media import make_ready_video, make_video
from tests.media.clips import clips

__all__ = ["clips"]

pytestmark = pytest.mark.django_db(transaction=True)

UPLOAD = "/admin/lernvideos/new/"
PIECE = 256 * 1024  # bytes; small ones come quickly also over a watched line
SRT = "1\n00:00:00,000 --> 00:00:01,000\nWir prüfen die Sicherung.\n"


@pytest.fixture
def desk(visit, live_server):
    """The browser of an editor: `desk(newsroom.eva)` is logged in, addresses are relative to the site."""

    def sit_down(editor):
        tab = visit(base_url=str(live_server))
        session = editor.client.cookies[settings.SESSION_COOKIE_NAME].value
        tab.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": str(live_server)}]
        )
        return tab

    return sit_down


def choose(tab, *paths, title=""):
    tab.goto(UPLOAD)
    tab.locator("#id_file").set_input_files(paths)
    if title:
        tab.locator("[data-row-title]").fill(title)


def start(tab):
    tab.locator("#w-editor-form footer button[type=submit]").click()


def send(tab, path, title=""):
    """Upload one film and go to its recording."""
    choose(tab, path, title=title)
    start(tab)
    tab.locator("li[data-state=accepted] a").click()


def colour_of(element):
    return element.evaluate("element => getComputedStyle(element).color")


def test_without_a_film_the_form_says_what_to_do_first(desk, newsroom, clips):
    tab = desk(newsroom.alice)
    tab.goto(UPLOAD)

    start(tab)

    complaint = tab.get_by_role("alert").filter(has_text="Bitte wählen Sie zuerst eine Datei")
    complaint.wait_for()
    assert tab.evaluate("document.activeElement.id") == "id_file"
    tab.locator("#id_file").set_input_files(clips["plain.mp4"])
    complaint.wait_for(state="hidden")


def rows(tab):
    """The state of each chosen film."""
    return tab.locator("[data-upload-rows] > li").evaluate_all("rows => rows.map((row) => row.dataset.state)")


def wait_for_rows(tab, *states):
    tab.wait_for_function(
        "states => [...document.querySelectorAll('[data-upload-rows] > li')]"
        ".every((row, number) => row.dataset.state === states[number])",
        arg=list(states),
    )


def save(tab):
    tab.locator("#w-editor-form footer button[type=submit]").first.click()
    tab.wait_for_load_state()


def publish(tab):
    """The button lies in a menu that opens upwards; what counts here is what it does."""
    tab.wait_for_load_state("networkidle")
    tab.locator("button[name=action-publish]").dispatch_event("click")
    tab.wait_for_load_state()


def test_film_goes_from_the_upload_to_the_published_page(newsroom, desk, clips, tmp_path):
    captions = tmp_path / "deutsch.srt"
    captions.write_text(SRT)
    tab = desk(newsroom.eva)

    send(tab, clips["four seconds.mp4"], "Sicherung prüfen")
    tab.wait_for_url("**/admin/lernvideos/edit/*/")
    video = Video.objects.get()
    state = tab.locator("section[data-video-state]")
    assert state.get_attribute("data-video-state") == "waiting"

    process_video.call(video.pk)
    tab.wait_for_selector("section[data-video-state=ready] video")
    library = tab.url
    tab.goto(
        f"{reverse('wagtailadmin_pages:add', args=['media', 'videopage', newsroom.videos.pk])}?video={video.pk}"
    )
    publish(tab)
    tab.wait_for_url(re.compile(r"/pages/\d+/edit/"))
    editor = tab.url
    assert tab.locator(".messages li li").count() == 5
    assert colour_of(tab.locator(".messages li li a").first) == colour_of(
        tab.locator(".messages li li").first
    )
    assert not VideoPage.objects.get().live

    tab.goto(library)
    tab.locator("#id_licence_code").select_option("cc-by")
    tab.locator("#id_authors-ADD").click()
    tab.locator("#id_authors-0-name").fill("Auszubildende des Tandems 3")
    tab.locator("#id_captions-ADD").click()
    tab.locator("#id_captions-0-file").set_input_files(captions)
    tab.locator("[name=description_waiver]").fill("Alles wird gesagt")
    tab.locator("[name=description_waiver_date]").fill("12.03.2026")
    save(tab)
    tab.goto(reverse("videos:consents", args=[video.pk]))
    tab.get_by_role("button", name="Niemand ist zu erkennen").click()
    tab.get_by_role("button", name="Diese Angabe zurücknehmen").wait_for()
    tab.goto(editor)
    publish(tab)
    tab.wait_for_url(f"**/admin/pages/{newsroom.videos.pk}/")

    assert VideoPage.objects.get().live
    assert tab.goto("/videos/sicherung-pruefen/").status == 200


def test_several_films_go_each_its_way(newsroom, desk, clips, tmp_path):
    text = tmp_path / "text.mp4"
    text.write_text("Das ist kein Film. " * 100)
    empty = tmp_path / "leer.mp4"
    empty.write_bytes(b"")
    tab = desk(newsroom.alice)

    choose(tab, text, empty, clips["plain.mp4"])
    start(tab)
    wait_for_rows(tab, "refused", "refused", "accepted")

    messages = tab.locator("[data-row-message]").all_inner_texts()
    assert "MP4" in messages[0]
    assert "leer" in messages[1]
    assert Video.objects.get().title == "plain"


def test_too_large_film_is_refused_before_it_is_sent(newsroom, desk, tmp_path, settings):
    settings.VIDEO_MAX_UPLOAD_MB = 1
    large = tmp_path / "film.mp4"
    large.write_bytes(b"0" * (2 * 1024 * 1024))
    tab = desk(newsroom.alice)
    sent = []
    tab.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)

    choose(tab, large)
    start(tab)

    assert rows(tab) == ["refused"]
    assert sent == []


@pytest.fixture
def long_film(clips, tmp_path, monkeypatch):
    """A film of three pieces; players ignore what follows its last box."""
    monkeypatch.setattr("media.library.uploading.PIECE_BYTES", PIECE)
    film = tmp_path / "Titration.mp4"
    film.write_bytes(clips["plain.mp4"].read_bytes().ljust(3 * PIECE, b"\0"))
    return film


def hold_second_piece(tab):
    """The line is lost as soon as the first piece has arrived."""
    tab.route(
        "**/hochladen/*/",
        lambda route: (
            route.abort()
            if route.request.method == "PATCH" and route.request.headers["upload-offset"] != "0"
            else route.continue_()
        ),
    )


def test_upload_goes_on_by_itself_after_a_lost_connection(newsroom, desk, long_film):
    tab = desk(newsroom.alice)
    hold_second_piece(tab)
    choose(tab, long_film)
    start(tab)
    wait_for_rows(tab, "line")

    tab.unroute("**/hochladen/*/")
    wait_for_rows(tab, "accepted")

    assert Video.objects.get().original_size == 3 * PIECE


def test_upload_goes_on_after_a_reload(newsroom, desk, long_film):
    tab = desk(newsroom.alice)
    tab.on("dialog", lambda dialog: dialog.accept())
    hold_second_piece(tab)
    choose(tab, long_film)
    start(tab)
    wait_for_rows(tab, "line")
    first = Upload.objects.get()

    tab.reload()
    offer = tab.locator("[data-unfinished] li").inner_text()
    tab.unroute("**/hochladen/*/")
    sent = []
    tab.on(
        "request",
        lambda request: sent.append(request.headers["upload-offset"]) if request.method == "PATCH" else None,
    )
    tab.locator("#id_file").set_input_files(long_film)
    start(tab)
    wait_for_rows(tab, "accepted")

    assert "Titration.mp4" in offer
    assert "33 %" in offer
    assert sent == [str(PIECE), str(2 * PIECE)]
    assert Upload.objects.get() == first
    assert Video.objects.get().original_size == 3 * PIECE


def test_paused_upload_is_gone_on_with_and_removed_by_keyboard(newsroom, desk, long_film):
    tab = desk(newsroom.alice)
    hold_second_piece(tab)
    choose(tab, long_film)
    start(tab)
    wait_for_rows(tab, "line")

    tab.locator("[data-row-pause]").press("Enter")
    wait_for_rows(tab, "paused")
    focused = tab.evaluate("document.activeElement.dataset.rowGoOn !== undefined")
    tab.keyboard.press("Enter")
    wait_for_rows(tab, "line")
    tab.locator("[data-row-cancel]").press("Enter")
    tab.wait_for_function("() => !document.querySelector('[data-upload-rows] > li')")

    assert focused
    assert tab.evaluate("document.activeElement.id") == "id_file"


def test_new_film_for_a_recording_goes_to_it(newsroom, desk, clips):
    video = make_ready_video(title="Titration", collection=newsroom.collection)
    tab = desk(newsroom.alice)
    tab.goto(reverse("videos:edit", args=[video.pk]))

    tab.locator("button[aria-controls='film-content']").first.click()
    tab.locator("a[href*='zweck=ersatz']").click()
    tab.locator("#id_file").set_input_files(clips["plain.mp4"])
    tab.get_by_label("Auch im neuen Film ist niemand zu erkennen").check()
    start(tab)
    wait_for_rows(tab, "accepted")

    version = Version.objects.get()
    assert Video.objects.get() == video
    assert (version.original_name, version.shows_nobody_by) == ("plain.mp4", newsroom.alice.user)


def test_upload_works_without_script(newsroom, visit, live_server, clips):
    tab = visit(base_url=str(live_server), java_script_enabled=False)
    session = newsroom.alice.client.cookies[settings.SESSION_COOKIE_NAME].value
    tab.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": str(live_server)}]
    )

    tab.goto(UPLOAD)
    tab.locator("#id_title").fill("Titration")
    tab.locator("#id_file").set_input_files(clips["plain.mp4"])
    start(tab)
    tab.wait_for_url("**/admin/lernvideos/edit/*/")

    assert Video.objects.get().title == "Titration"


def test_page_without_a_title_takes_that_of_the_chosen_video(newsroom, desk):
    make_video(title="Titration", collection=newsroom.collection)
    tab = desk(newsroom.alice)
    tab.goto(reverse("wagtailadmin_pages:add", args=["media", "videopage", newsroom.tandem.pk]))

    tab.locator("#id_video-chooser [data-chooser-action-choose]").first.click()
    tab.locator(".modal").get_by_role("link", name="Titration").click()
    tab.wait_for_function("() => document.querySelector('#id_title').value === 'Titration'")

    assert tab.locator("#id_title").input_value() == "Titration"
