"""A draft of captions, ordered by an editor and recognised while the form is open."""

import pytest
from django.conf import settings as django_settings
from django.urls import reverse

from media.models import Caption, Recognition, Video
from media.tasks import process_video
from tests.factories.media import make_ready_video, make_video_file
from tests.media.clips import clips
from tests.media.folders import folders
from tests.media.listeners import VTT, WRITE, make_listener
from tests.media.quick_films import studio

__all__ = ["clips", "folders", "studio"]

sync_api = pytest.importorskip("playwright.sync_api", reason="needs requirements-dev.txt")
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.ignore_template_errors,
    pytest.mark.usefixtures("folders"),
]

expect = sync_api.expect


@pytest.fixture
def video(newsroom, clips):
    video = make_ready_video(title="Schraube", collection=newsroom.collection)
    video.captions.all().delete()
    video.files.get(name="480p.mp4").delete()
    make_video_file(video, "480p.mp4", clips["plain.mp4"].read_bytes())
    return video


@pytest.fixture
def alice(visit, live_server, newsroom):
    """A tab in which Alice is logged in."""
    tab = visit()
    cookie = newsroom.alice.client.cookies[django_settings.SESSION_COOKIE_NAME]
    tab.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    return tab


@pytest.fixture
def announced(alice):
    """What a screen reader announces of the state: all that changed in an element that stays."""

    def sentences():
        return alice.evaluate("window.announced")

    alice.add_init_script(
        """
        window.announced = [];
        addEventListener('DOMContentLoaded', () => document.querySelectorAll('[data-video-news][role=status]').forEach((news) =>
            new MutationObserver(() => window.announced.push(news.textContent))
                .observe(news, { childList: true, characterData: true, subtree: true })));
        """
    )
    return sentences


def test_ordered_draft_appears_by_itself_and_leads_to_the_editor(
    alice, video, live_server, settings, tmp_path
):
    settings.CSRF_TRUSTED_ORIGINS = [live_server.url]
    settings.SPEECH_COMMAND = make_listener(tmp_path / "programs", WRITE)
    alice.goto(live_server.url + reverse("videos:edit", args=[video.pk]))
    section = alice.locator("#recognition")

    section.get_by_role("button", name="Untertitel-Entwurf erkennen lassen (Deutsch)").click()
    expect(section).to_contain_text("Ein Untertitel-Entwurf (Deutsch) wird erkannt.")
    expect(section.get_by_role("progressbar")).to_be_visible()
    section.get_by_role("button").focus()
    process_video.call(video.pk)
    expect(section.get_by_role("progressbar")).to_have_count(0)
    assert alice.evaluate("document.activeElement.id") == "recognition"  # its button is gone
    section.get_by_role("link", name="Lesen und verbessern").click()

    expect(alice.locator("main")).to_contain_text("automatisch erkannt – noch nicht gelesen")
    alice.get_by_label("Ich habe den Text gelesen und verbessert").check()
    alice.get_by_role("button", name="Untertitel speichern").click()
    expect(alice.locator("main")).not_to_contain_text("noch nicht gelesen")
    assert Caption.objects.get().is_reviewed


@pytest.mark.parametrize(
    ("vtt", "said"),
    [
        (VTT, "Deutsch, Untertitel: automatisch erkannt – noch nicht gelesen."),
        (
            "WEBVTT\n",
            "Der Entwurf (Deutsch) ist nicht gelungen. Im Film wurde keine Sprache erkannt. "
            "Bitte schreiben Sie die Untertitel von Hand.",
        ),
    ],
)
def test_end_of_the_recognition_is_announced_once(
    alice, announced, video, live_server, settings, tmp_path, vtt, said
):
    settings.SPEECH_COMMAND = make_listener(tmp_path / "programs", WRITE, vtt)
    Recognition.objects.create(video=video, language="de")
    alice.goto(live_server.url + reverse("videos:edit", args=[video.pk]))
    expect(alice.locator("#recognition").get_by_role("progressbar")).to_be_visible()

    process_video.call(video.pk)
    expect(alice.locator("#recognition").get_by_role("progressbar")).to_have_count(0)

    # A poll in between may tell first that the recognition has begun.
    assert (announced()[-1], announced().count(said)) == (said, 1)
    expect(alice.locator("#recognition").get_by_role("status")).to_have_count(0)


def test_end_of_the_work_on_films_is_announced_too(alice, announced, video, live_server, studio):
    studio.replace(video)
    Video.objects.filter(pk=video.pk).update(state="waiting", stays_on_show=True)
    alice.goto(live_server.url + reverse("videos:edit", args=[video.pk]))
    expect(alice.locator("main").get_by_role("progressbar")).to_have_count(2)

    process_video.call(video.pk)
    expect(alice.locator("main").get_by_role("progressbar")).to_have_count(0)

    assert {"Fassung 2 (zu sehen)", "Status: fertig"} <= set(announced())
