"""Someone withdraws a consent: one step in the admin, and the film is gone, also from the pages of others."""

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.urls import reverse

from cms.site.roles import COORDINATION
from media.models import Consent, VideoPage
from tests.browser.foreign_host import running_foreign_host
from tests.factories.editors import make_editor
from tests.factories.media import make_consent, make_ready_video, make_video_page

sync_api = pytest.importorskip("playwright.sync_api", reason="needs requirements-dev.txt")
# Wagtail's own templates rely on undefined variables.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.ignore_template_errors]

expect = sync_api.expect
NAME = "Beispielperson Zwei"


@pytest.fixture
def page(newsroom):
    video = make_ready_video(collection=newsroom.collection)
    make_consent(video, name=NAME)
    return make_video_page(newsroom.tandem, video)


@pytest.fixture
def in_admin(visit, live_server):
    """A tab in which that editor is logged in."""

    def open_tab(editor):
        tab = visit()
        session = editor.client.cookies[settings.SESSION_COOKIE_NAME].value
        tab.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
        )
        return tab

    return open_tab


def test_withdrawal_is_seen_by_the_pages_of_others_within_a_second(
    visit, live_server, newsroom, page, in_admin, settings
):
    settings.CSRF_TRUSTED_ORIGINS = [live_server.url]
    tab = in_admin(make_editor("kora", Group.objects.get(name=COORDINATION)))
    reader = visit()
    code = f'<iframe src="{live_server.url}/v/{page.video.key}/embed/" width="640" height="400"></iframe>'

    with running_foreign_host() as foreign_host:
        foreign_host.show(reader, code)
        expect(reader.frame_locator("iframe").locator("video")).to_be_attached()
        tab.goto(live_server.url + reverse("videos:consents", args=[page.video_id]))
        tab.get_by_role("row").filter(has_text=NAME).get_by_role("link", name="Zurückziehen").click()
        tab.get_by_label("Grund").fill("Wechsel des Betriebs")
        tab.get_by_role("button", name="Einwilligung zurückziehen").click()
        expect(tab.get_by_text("Die Einwilligung ist zurückgezogen", exact=False)).to_be_visible()

        reader.reload()
        notice = reader.frame_locator("iframe").get_by_role("heading", level=1)

        expect(notice).to_have_text("Dieses Video ist nicht mehr verfügbar")

    film = reader.request.get(f"{live_server.url}/v/{page.video.key}/480p.mp4")
    assert film.status == 404
    assert reader.goto(live_server.url + page.url).status == 410
    assert Consent.objects.get().is_withdrawn
    assert not VideoPage.objects.get().live


def test_tandem_records_a_consent_by_keyboard_and_reads_no_name(
    live_server, newsroom, page, in_admin, settings
):
    settings.CSRF_TRUSTED_ORIGINS = [live_server.url]
    tab = in_admin(newsroom.alice)
    tab.goto(live_server.url + reverse("videos:consents", args=[page.video_id]))

    tab.get_by_role("link", name="Einwilligung erfassen").press("Enter")
    tab.get_by_label("Name der Person").fill("Beispielperson Drei")
    tab.get_by_label("Wo liegt das Papier?").fill("Ordner")
    tab.get_by_role("button", name="Speichern").press("Enter")

    expect(tab.get_by_text("2 Einwilligungen, alle gültig.")).to_be_visible()
    assert "Beispielperson" not in tab.content()
