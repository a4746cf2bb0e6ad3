"""An editor brings a film into the library, is told what it lacks, completes and publishes it."""

import re

import pytest
from django.conf import settings
from django.urls import reverse

from media.models import Video, VideoPage
from media.tasks import process_video
from tests.factories.editors import make_newsroom
from tests.factories.media import make_video
from tests.media.clips import clips

__all__ = ["clips"]

pytestmark = pytest.mark.django_db(transaction=True)

UPLOAD = "/admin/lernvideos/new/"
SRT = "1\n00:00:00,000 --> 00:00:01,000\nWir prüfen die Sicherung.\n"


@pytest.fixture
def newsroom():
    return make_newsroom()


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


def send(tab, path, title=""):
    tab.goto(UPLOAD)
    tab.locator("#id_title").fill(title)
    tab.locator("#id_file").set_input_files(path)
    tab.locator("#w-editor-form button[type=submit]").click()


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
    state = tab.locator("[data-video-state]")
    assert state.get_attribute("data-video-state") == "waiting"

    process_video.call(video.pk)
    tab.wait_for_selector("[data-video-state=ready] video")
    library = tab.url
    tab.goto(
        f"{reverse('wagtailadmin_pages:add', args=['media', 'videopage', newsroom.videos.pk])}?video={video.pk}"
    )
    publish(tab)
    tab.wait_for_url(re.compile(r"/pages/\d+/edit/"))
    editor = tab.url
    assert tab.locator(".messages li li").count() == 3
    assert not VideoPage.objects.get().live

    tab.goto(library)
    tab.locator("#id_licence_code").select_option("cc-by")
    tab.locator("#id_authors-ADD").click()
    tab.locator("#id_authors-0-name").fill("Auszubildende des Tandems 3")
    tab.locator("#id_captions-ADD").click()
    tab.locator("#id_captions-0-file").set_input_files(captions)
    save(tab)
    tab.goto(editor)
    publish(tab)
    tab.wait_for_url(f"**/admin/pages/{newsroom.videos.pk}/")

    assert VideoPage.objects.get().live
    assert tab.goto("/videos/sicherung-pruefen/").status == 200


def test_refused_film_is_named_in_place_and_the_title_stays(newsroom, desk, tmp_path, complaints):
    text = tmp_path / "film.mp4"
    text.write_text("Das ist kein Film. " * 100)
    tab = desk(newsroom.alice)

    send(tab, text, "Titration")
    message = tab.locator("[data-upload-message].error-message")
    message.wait_for()

    assert "MP4" in message.inner_text()
    assert tab.locator("#id_title").input_value() == "Titration"
    assert Video.objects.count() == 0


def test_too_large_film_is_refused_before_it_is_sent(newsroom, desk, tmp_path, settings):
    settings.VIDEO_MAX_UPLOAD_MB = 1
    large = tmp_path / "film.mp4"
    large.write_bytes(b"0" * (2 * 1024 * 1024))
    tab = desk(newsroom.alice)
    sent = []
    tab.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)

    send(tab, large)
    tab.locator("[data-upload-message].error-message").wait_for()

    assert sent == []


def test_upload_works_without_script(newsroom, visit, live_server, clips):
    tab = visit(base_url=str(live_server), java_script_enabled=False)
    session = newsroom.alice.client.cookies[settings.SESSION_COOKIE_NAME].value
    tab.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": str(live_server)}]
    )

    send(tab, clips["plain.mp4"], "Titration")
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
