"""A reader leaves no trace, meets no stranger, waits for little and needs no script."""

import gzip
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest

from tests.browser.places import PAGES, PLACES, path_of

sync_api = pytest.importorskip("playwright.sync_api", reason="needs requirements-dev.txt")
pytestmark = pytest.mark.django_db(transaction=True)

MOST_BYTES = 60_000  # of HTML, CSS and JavaScript together, compressed
MOST_SCRIPT_BYTES = 18_000  # of a page with a player, which alone may take 12,000
MOST_SHIFT = 0.02  # cumulative layout shift; browsers' own tools call 0.1 good
WATCH = """
    window.violations = [];
    window.shift = 0;
    addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) =>
        violations.push(`${effectiveDirective} ${blockedURI}`));
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) window.shift += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
"""
READ_TRACES = "[...Object.keys(localStorage), ...Object.keys(sessionStorage)]"


@dataclass
class Stay:
    """What a visit to one place left behind and took."""

    storage: list
    cookies: list
    violations: list
    shift: float
    hosts: set
    missing_files: list
    sizes: dict  # compressed bytes of "document", "stylesheet" and "script"


def stay_at(page, address):
    """Open the address as if for the first time."""
    requests = []

    def note(request):
        requests.append(request)

    page.on("requestfinished", note)
    page.goto(address)
    page.remove_listener("requestfinished", note)
    shift, violations = page.evaluate("[window.shift, window.violations]")
    stay = Stay(
        storage=page.evaluate(READ_TRACES),
        cookies=[cookie["name"] for cookie in page.context.cookies()],
        violations=violations,
        shift=shift,
        hosts={urlsplit(request.url).netloc for request in requests if request.url.startswith("http")},
        missing_files=[
            request.url
            for request in requests
            if not request.is_navigation_request() and request.response().status >= 400
        ],
        sizes={kind: compressed_size(requests, kind) for kind in ("document", "stylesheet", "script")},
    )
    page.context.clear_cookies()
    return stay


def compressed_size(requests, kind):
    return sum(
        len(gzip.compress(request.response().body())) for request in requests if request.resource_type == kind
    )


@pytest.fixture(scope="module")
def kept_stays():
    return {}


@pytest.fixture
def stays(visit, site, kept_stays):
    """One stay at each place by the same reader, made once for all tests."""
    if not kept_stays:
        page = visit()
        page.add_init_script(WATCH)
        page.context.new_cdp_session(page).send("Network.setCacheDisabled", {"cacheDisabled": True})
        kept_stays.update({place: stay_at(page, site + path_of(place)) for place in PLACES})
    return kept_stays


def test_readers_leave_no_trace(stays):
    assert {place: stay.storage for place, stay in stays.items() if stay.storage} == {}
    # Only forms that are sent need one, against forged requests.
    assert {place: stay.cookies for place, stay in stays.items() if stay.cookies} == {
        "login": ["csrftoken"],
        "error report": ["csrftoken"],
    }


def test_everything_comes_from_the_own_host_and_is_there(stays, site):
    assert set().union(*(stay.hosts for stay in stays.values())) == {urlsplit(site).netloc}
    assert {place: stay.missing_files for place, stay in stays.items() if stay.missing_files} == {}


def test_pages_keep_to_their_own_policy(stays):
    assert {place: stay.violations for place, stay in stays.items() if stay.violations} == {}


def test_pages_are_light(stays):
    assert {
        place: sum(stay.sizes.values())
        for place, stay in stays.items()
        if sum(stay.sizes.values()) > MOST_BYTES
    } == {}
    assert {
        place: stay.sizes for place, stay in stays.items() if stay.sizes["script"] > MOST_SCRIPT_BYTES
    } == {}


def test_nothing_moves_while_a_page_appears(stays):
    assert {place: stay.shift for place, stay in stays.items() if stay.shift > MOST_SHIFT} == {}


# --- Without script -----------------------------------------------------------------------


@pytest.fixture
def plain_page(visit):
    """A reader whose browser runs no script."""
    return visit(width=360, java_script_enabled=False)


def test_pages_tell_everything_without_script(plain_page, site):
    empty = []
    for place in PAGES:
        plain_page.goto(site + path_of(place))
        if len(plain_page.locator("main").inner_text()) < 200:
            empty.append(place)

    assert empty == []


def test_menu_and_filters_work_without_script(plain_page, site):
    plain_page.goto(site)
    plain_page.locator("[popovertarget=site-menu]").first.click()
    plain_page.locator("#site-menu").get_by_role("link").first.wait_for()
    plain_page.keyboard.press("Escape")
    plain_page.locator("#site-menu").wait_for(state="hidden")

    plain_page.goto(f"{site}/tandems/")
    all_tandems = plain_page.locator(".tandem-row").count()
    plain_page.locator("form.filters select[name=ort]").select_option(index=1)
    plain_page.locator("form.filters [type=submit]").click()
    plain_page.wait_for_url("**ort=*")

    assert 0 < plain_page.locator(".tandem-row").count() < all_tandems


def test_a_film_plays_without_script(plain_page, site):
    plain_page.goto(site + path_of("video"))
    film = plain_page.locator("video")

    film.focus()
    plain_page.keyboard.press("Space")

    sync_api.expect(film).to_have_js_property("paused", False)
    assert film.evaluate("film => film.controls && film.textTracks[0].mode") == "showing"
