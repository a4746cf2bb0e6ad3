import re

import pytest

from lessons.teaching_tools import TOOLS
from tests.factories.pages import make_site

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site():
    return make_site()


@pytest.mark.parametrize("slug", TOOLS)
def test_each_tool_has_its_page_with_steps_and_what_was_tried(client, slug):
    html = client.get(f"/einbetten/{slug}/").content.decode()

    assert html.count("<h1") == 1
    assert TOOLS[slug].name in re.search(r"<h1>(.*?)</h1>", html)[1]
    assert "<ol>" in html
    assert "Womit ist das erprobt?" in html
    assert 40 < len(re.search(r'<meta name="description" content="([^"]*)"', html)[1]) < 200


def test_the_overview_leads_to_all_of_them(client):
    html = client.get("/einbetten/").content.decode()

    assert [slug for slug in TOOLS if f'href="/einbetten/{slug}/"' not in html] == []


def test_snippets_name_our_own_host(client, settings):
    settings.BASE_URL = "https://videos.example.org"

    assert "https://videos.example.org/oembed/" in client.get("/einbetten/wordpress/").content.decode()
    assert (
        r"^https://videos\.example\.org/(?:videos|v)/" in client.get("/einbetten/wagtail/").content.decode()
    )


def test_there_are_no_other_tools(client):
    assert client.get("/einbetten/fax/").status_code == 404
    assert client.post("/einbetten/moodle/").status_code == 405


def test_search_engines_find_them(client):
    sitemap = client.get("/sitemap-hilfe.xml").content.decode()

    assert "<loc>http://localhost/einbetten/</loc>" in sitemap
    assert "<loc>http://localhost/einbetten/moodle/</loc>" in sitemap


def test_the_way_begins_with_the_name_of_the_home_page_as_on_pages(client):
    way = client.get("/einbetten/moodle/").context["way"]

    assert [link.title for link in way] == ["Netzwerk", "Lernvideos einbinden", "Moodle"]
