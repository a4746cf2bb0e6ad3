"""An editor and a tandem at work in the admin: from the clip on a phone to the reader who finds it."""

import re

import pytest
from django.conf import settings
from django.core.management import call_command
from django.urls import reverse

from cms.core.licences import LicenceCode
from cms.core.models import Organisation
from home.models import HomePage
from media.models import Video, VideoIndexPage, VideoPage
from tandems.models import TandemPage
from tests.browser.foreign_host import running_foreign_host
from tests.media.clips import clips

__all__ = ["clips"]

sync_api = pytest.importorskip("playwright.sync_api", reason="needs requirements-dev.txt")
# Wagtail's own templates rely on undefined variables.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.ignore_template_errors]

expect = sync_api.expect
WORD = "Kreuzschlitzschraubendreher"
CAPTIONS = f"""WEBVTT

00:00.000 --> 00:02.000
Für diese Schraube nehme ich den {WORD}.

00:02.000 --> 00:04.000
Danach prüfe ich den Sitz von Hand.
"""
SLOW_NETWORK = {
    "offline": False,
    "latency": 0,
    "downloadThroughput": -1,
    "uploadThroughput": 100_000,
}  # bytes a second


@pytest.fixture
def log_in(visit, site):
    """Log in by the form: `log_in("redaktion")` gives a page in the admin."""

    def as_user(name):
        page = visit()
        page.goto(f"{site}/admin/login/?next=/admin/")
        assert "/konto/login/" in page.url
        page.locator("input[name=login]").fill(name)
        page.locator("input[name=password]").fill(settings.DEMO_PASSWORD)
        page.locator("main form[method=post] [type=submit]").click()
        page.wait_for_url(f"{site}/admin/")
        return page

    return as_user


def save(page, action="action-publish"):
    """Use the button of a page's form, which may hide behind the arrow beside the first button."""
    page.wait_for_load_state("networkidle")
    button = page.locator(f"[name={action}]")
    if not button.is_visible():
        page.locator("footer [data-w-dropdown-target=toggle]").click()
    button.click()


def upload(page, site, path, title):
    """Upload the film over a slow line; return the video and the furthest progress that was shown."""
    page.goto(site + reverse("videos:add"))
    page.locator("[data-upload] input[type=file]").set_input_files(path)
    page.locator("[data-row-title]").fill(title)
    line = page.context.new_cdp_session(page)
    line.send("Network.emulateNetworkConditions", SLOW_NETWORK)
    page.locator("form:has([data-upload]) [type=submit]").click()
    page.wait_for_function("() => document.querySelector('[data-upload-rows] progress').value > 10")
    page.locator("li[data-state=accepted] a").click()
    page.wait_for_url(re.compile(r"/lernvideos/edit/\d+/"))
    line.detach()
    return Video.objects.get(title=title)


def choose_parent(page, parent):
    page.locator("[data-chooser-action-choose]:visible").click()
    page.locator(f".modal a[data-id='{parent.pk}']").click()
    page.locator("form:has([name=parent_page]) [type=submit]").click()


def complete(page, site, video):
    """Add author, licence and captions to the recording."""
    page.goto(site + reverse("videos:edit", args=[video.pk]))
    page.locator("#id_authors-ADD").click()
    page.locator("[name=authors-0-name]").fill("Ausbildungswerkstatt")
    page.locator("[name=licence_code]").select_option(LicenceCode.CC_BY)
    page.locator("#id_captions-ADD").click()
    page.locator("[name=captions-0-file]").set_input_files(
        {"name": "untertitel.vtt", "mimeType": "text/vtt", "buffer": CAPTIONS.encode()}
    )
    page.locator("[name=description_waiver]").fill("Alles wird gesagt")
    page.locator("[name=description_waiver_date]").fill("12.03.2026")
    page.locator("footer [type=submit]").click()
    expect(page.locator(".messages .success")).to_be_visible()
    page.goto(site + reverse("videos:consents", args=[video.pk]))
    page.get_by_role("button", name="Niemand ist zu erkennen").click()
    expect(page.get_by_role("button", name="Diese Angabe zurücknehmen")).to_be_visible()


def test_redaktion_brings_a_clip_to_the_readers(log_in, site, clips, visit):
    page = log_in("redaktion")

    video = upload(page, site, clips["four seconds.mp4"], "Eine Schraube lösen")
    state = page.locator("section[data-video-state]")
    expect(state).to_have_attribute("data-video-state", "waiting")
    call_command("process_videos", verbosity=0)
    expect(state).to_have_attribute("data-video-state", "ready")

    page.locator("section[data-video-state] a[href*=videopage]").click()
    choose_parent(page, VideoIndexPage.objects.get())
    expect(page.locator("[name=title]")).to_have_value(video.title)
    save(page)
    missing = page.locator(".messages .error li")
    expect(missing).to_have_count(5)  # licence, author, consents, captions, audio description
    assert not VideoPage.objects.get(video=video).live

    complete(page, site, video)
    page.goto(site + reverse("wagtailadmin_pages:edit", args=[VideoPage.objects.get(video=video).pk]))
    save(page)
    expect(page.locator(".messages .success")).to_be_visible()
    assert VideoPage.objects.get(video=video).live

    reader = visit()
    reader.goto(f"{site}/suche/?q={WORD}")
    reader.locator("main .rows a").click()
    assert reader.url == f"{site}/videos/eine-schraube-loesen/"
    with running_foreign_host() as foreign_host:
        foreign_host.show(reader, f'<iframe src="{site}/v/{video.key}/embed/"></iframe>')
        reader.frames[1].wait_for_function(
            "() => document.querySelector('video').textTracks[0].cues?.length === 2"
        )


def admin_addresses():
    organisation = Organisation.objects.first()
    return [
        reverse("wagtailadmin_home"),
        reverse("wagtailadmin_explore_root"),
        *(
            reverse("wagtailadmin_pages:edit", args=[page.pk])
            for page in (HomePage.objects.get(), TandemPage.objects.get(number=3), VideoPage.objects.first())
        ),
        reverse("videos:index"),
        reverse("videos:edit", args=[Video.objects.first().pk]),
        reverse("videos_to_do"),
        reverse("wagtailsnippets_core_organisation:list"),
        reverse("wagtailsnippets_core_organisation:edit", args=[organisation.pk]),
        reverse("wagtailimages:index"),
        reverse("wagtailimages:add_multiple"),
        reverse("wagtaildocs:index"),
        reverse("wagtailadmin_account"),
        reverse("wagtailadmin_reports:site_history"),
    ]


def test_the_admin_talks_to_nobody_else(log_in, site):
    page = log_in("redaktion")
    answers = {}

    for address in admin_addresses():
        answers[address] = page.goto(site + address).status
        assert page.url == site + address
        page.wait_for_load_state("networkidle")

    # What else was asked or complained about is in `complaints`, which must stay empty.
    assert set(answers.values()) == {200}


def test_preview_and_content_checks_show_the_page(log_in, site):
    tandem = TandemPage.objects.get(number=3)
    page = log_in("redaktion")
    page.goto(site + reverse("wagtailadmin_pages:edit", args=[tandem.pk]))

    page.locator("[data-side-panel-toggle=preview]").click()
    preview = page.frame_locator("#w-preview-iframe")
    expect(preview.locator("h1")).to_have_text(tandem.title)
    page.locator("[data-side-panel-toggle=checks]").click()

    expect(page.locator("[data-content-word-count]")).to_have_text(re.compile(r"\d{2,}"))
    expect(page.locator("[data-content-checker-count]")).to_have_text("0")


def test_readers_page_of_an_editor_keeps_the_policy(log_in, site):
    page = log_in("redaktion")

    page.goto(f"{site}/tandems/")

    expect(page.locator("wagtail-userbar")).to_have_count(1)
    page.locator("wagtail-userbar #wagtail-userbar-trigger").click()
    expect(page.locator("wagtail-userbar a[href*='/admin/pages/']").first).to_be_visible()


def test_a_tandem_submits_and_the_editorial_office_approves(log_in, site, visit):
    own, foreign = TandemPage.objects.get(number=3), TandemPage.objects.get(number=4)
    sentence = "Diesen Satz hat Tandem 3 geschrieben."

    page = log_in("tandem3")
    page.goto(site + reverse("wagtailadmin_pages:edit", args=[own.pk]))
    assert page.locator("[name=action-publish]").count() == 0
    page.locator("[name=lead]").fill(sentence)
    save(page, "action-submit")
    expect(page.locator(".messages .success")).to_be_visible()

    answer = page.goto(site + reverse("wagtailadmin_pages:edit", args=[foreign.pk]))
    assert answer.status == 403 or page.url == f"{site}/admin/"
    page.goto(site + reverse("wagtailadmin_explore", args=[own.get_parent().pk]))
    assert foreign.title not in page.locator("main").inner_text()

    reader = visit()
    reader.goto(site + own.url)
    assert not reader.get_by_text(sentence).is_visible()

    editor = log_in("redaktion")
    expect(editor.locator(f"a[href*='/pages/{own.pk}/']").first).to_be_visible()
    editor.goto(site + reverse("wagtailadmin_pages:edit", args=[own.pk]))
    approve = editor.locator("[data-workflow-action-name=approve]")
    if not approve.first.is_visible():
        editor.locator("footer [data-w-dropdown-target=toggle]").click()
    approve.first.click()
    expect(editor.locator(".messages .success")).to_be_visible()

    reader.reload()
    expect(reader.get_by_text(sentence)).to_be_visible()
