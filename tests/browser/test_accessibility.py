"""Everyone can use every kind of page: by rules (axe), in every colour scheme, on a phone, by keyboard."""

from pathlib import Path

import pytest
from wagtail.models import Page

from tests.browser.places import PAGES, PLACES, path_of
from tests.house.ground import our_page_types

pytestmark = [pytest.mark.django_db(transaction=True)]

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PHONE, SCREEN = 320, 1280  # pixels; the narrowest screen that WCAG 1.4.10 names, and a desk
MOST_STOPS = 400  # of the Tab key on one page, far more than any has
LAYOUT = Path(__file__).with_name("layout.js").read_text()
# The distances that WCAG 1.4.12 lets readers choose.
WIDE_TEXT = """
    * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
    p { margin-block-end: 2em !important; }
"""
every_place = pytest.mark.parametrize("place", PLACES)


@pytest.fixture
def axe():
    """Broken rules of a page as "rule: element" lines."""
    axe_file = pytest.importorskip(
        "axe_playwright_python.base", reason="needs requirements-dev.txt"
    ).AXE_FILE_PATH
    script = axe_file.read_text()

    def broken_rules(page):
        page.evaluate(script)
        result = page.evaluate(
            "tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']})", RULES
        )
        return [
            f"{rule['id']}: {node['html'][:160]} {node['failureSummary']}"
            for rule in result["violations"]
            for node in rule["nodes"]
        ]

    return broken_rules


@pytest.fixture
def show(visit, site):
    """Open one of the places: `show("tandem", width=320)`."""

    def open_place(place, **options):
        page = visit(reduced_motion="reduce", **options)
        page.goto(site + path_of(place))
        return page

    return open_place


def test_every_page_type_is_among_the_places(site):
    addresses = {path_of(place) for place in PAGES}

    visited = {page.specific_class for page in Page.objects.live() if page.url in addresses}

    assert visited == set(our_page_types())


# The change of scheme is a change of colours like any other: buttons pass over to it.
COLOURS_ARE_SETTLED = """() => new Promise(settled => requestAnimationFrame(() => requestAnimationFrame(() =>
    Promise.all(document.getAnimations().map(one => one.finished)).then(() => settled()))))"""


@every_place
def test_axe_finds_nothing_in_light_or_dark(show, axe, place):
    page = show(place, color_scheme="light")

    light = axe(page)
    page.emulate_media(color_scheme="dark")
    page.evaluate(COLOURS_ARE_SETTLED)
    dark = axe(page)

    assert (light, dark) == ([], [])


@pytest.mark.parametrize("place", ["home", "video", "search"])
def test_axe_finds_nothing_in_forced_colours(show, axe, place):
    page = show(place, forced_colors="active")

    assert axe(page) == []


@every_place
def test_one_heading_a_language_and_room_on_every_screen(show, place):
    page = show(place, width=SCREEN)
    page.evaluate(LAYOUT)

    faults = page.evaluate("[...layout.sideways(), ...layout.clipped()]")
    page.set_viewport_size({"width": PHONE, "height": 640})
    faults += page.evaluate("[...layout.sideways(), ...layout.clipped(), ...layout.smallTargets()]")
    page.evaluate(
        """css => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(css);
        document.adoptedStyleSheets.push(sheet);
    }""",
        WIDE_TEXT,
    )
    faults += page.evaluate("[...layout.sideways(), ...layout.clipped()]")

    assert faults == []
    assert page.locator("html").get_attribute("lang") == "de"
    assert page.locator("h1").count() == 1


def test_titles_tell_the_places_apart(show, site):
    page = show("home")
    titles = set()
    places = [place for place in PLACES if place != "empty list"]  # the very page of the list

    for place in places:
        page.goto(site + path_of(place))
        titles.add(page.title())

    assert len(titles) == len(places)


def walk_by_keyboard(page):
    """Press Tab until the focus leaves the page; return what was wrong on the way."""
    page.evaluate(LAYOUT)
    faults = []
    last = -1
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate("layout.stop()")
        if stop is None or stop["number"] < last:
            return faults + [f"never reached: {name}" for name in page.evaluate("layout.missed()")]
        last = stop["number"]
        faults += [f"{fault}: {stop['name']}" for fault in stop["faults"]]
    return [*faults, "The focus never left the page."]


@every_place
def test_keyboard_reaches_everything_and_shows_where_it_is(show, place):
    page = show(place)

    assert walk_by_keyboard(page) == []


@pytest.mark.parametrize("place", ["home", "search", "login"])
def test_skip_link_leads_to_the_content(show, place):
    page = show(place)

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-link"
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.localName") == "main"


def test_menu_on_a_phone_by_keyboard(show):
    page = show("home", width=PHONE)
    menu = page.locator("#site-menu")
    assert not menu.is_visible()

    page.locator("[popovertarget=site-menu]").first.focus()
    page.keyboard.press("Enter")
    menu.wait_for(state="visible")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#site-menu') !== null")
    page.keyboard.press("Escape")
    menu.wait_for(state="hidden")

    assert page.evaluate("document.activeElement.getAttribute('popovertarget')") == "site-menu"
    page.keyboard.press("Enter")
    link = menu.get_by_role("link").nth(1)
    address = link.get_attribute("href")
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{address}")
