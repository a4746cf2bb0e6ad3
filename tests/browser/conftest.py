"""A real Chromium before the running site. Where there is none the tests are skipped; in CI that is a failure."""

import os
import shutil
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from cms.site import demo

HERE = Path(__file__).parent
PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PATIENCE = 30_000  # milliseconds: the machine may be busy with other tests
OWN_SCHEMES = {"data", "blob", "about"}


def pytest_collection_modifyitems(items):
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.slow)
            # On a busy machine a browser may miss its moment: such a test has a second try, which the summary names.
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session")
def chromium():
    """One Chromium for the run."""
    playwright = pytest.importorskip("playwright.sync_api", reason="needs requirements-dev.txt")
    playwright.expect.set_options(timeout=PATIENCE)
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if not program:
        pytest.skip(f"no Chromium on the PATH: {', '.join(PROGRAMS)}")
    # Playwright waits in an event loop of its own, which Django takes for asynchronous code of ours.
    patch = pytest.MonkeyPatch()
    patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    # Chromium refuses its sandbox to root, and containers often have no other user.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=arguments)
        yield browser
        browser.close()
    patch.undo()


class Complaints(list):
    """What went wrong in the browser while a test ran: errors of scripts, refused content, foreign hosts.

    Content that a policy refuses is an error on the console.
    """

    def watch(self, page):
        page.on("pageerror", lambda error: self.append(f"script: {error}"))
        page.on("console", self.hear)
        page.on("request", self.see)

    def hear(self, message):
        # That an answer is missing or refused may be the very thing a test asks for.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.append(f"console: {message.text}")

    def see(self, request):
        address = urlsplit(request.url)
        if address.scheme not in OWN_SCHEMES and address.hostname not in {"127.0.0.1", "localhost"}:
            self.append(f"foreign host: {request.url}")


@pytest.fixture
def site(live_server, sample_content, settings):
    """Address of the running site with the sample content; codes and feeds name it as well."""
    settings.BASE_URL = settings.WAGTAILADMIN_BASE_URL = live_server.url
    settings.CSRF_TRUSTED_ORIGINS = [live_server.url]
    demo.point_site_here()
    return live_server.url


@pytest.fixture
def complaints():
    """A test that provokes complaints empties this list itself."""
    return Complaints()


@pytest.fixture
def visit(chromium, complaints):
    """Open pages as a new visitor: `visit(width=320, color_scheme="dark")` gives a Playwright page."""
    contexts = []

    def open_page(width=1280, height=800, **options):
        context = chromium.new_context(
            locale="de-DE",
            timezone_id="Europe/Berlin",
            viewport={"width": width, "height": height},
            **options,
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        complaints.watch(page)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert list(complaints) == []
