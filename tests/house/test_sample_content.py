"""The sample content is the real network: complete, lawful, readable by machines, and loaded again without change."""

import json
import re
from collections import Counter
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import pytest
from django.core.management import call_command
from django.test import Client
from wagtail.models import Page

from home.models import NewsPage
from tests.house.ground import our_models

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("sample_content")]

INTERNAL = {"", "http", "https"}


class Reading(HTMLParser):
    """What the tests ask of a page: headings, title, description, links, loaded files, JSON-LD."""

    def __init__(self, html):
        super().__init__()
        self.counts = Counter()
        self.title = self.description = self.text = ""
        self.links, self.loaded, self.ids, self.data = [], [], [], []
        self.inside = None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.counts[tag] += 1
        if identifier := attributes.get("id"):
            self.ids.append(identifier)
        if tag == "meta" and attributes.get("name") == "description":
            self.description = attributes.get("content", "")
        if tag in {"a", "area"} and attributes.get("href"):
            self.links.append(attributes["href"])
        if tag in {"link", "use"} and attributes.get("href"):
            self.loaded.append(attributes["href"])
        if tag in {"img", "script", "source", "track", "video", "iframe"} and attributes.get("src"):
            self.loaded.append(attributes["src"])
        if tag == "script" and attributes.get("type") == "application/ld+json":
            self.inside = "data"
            self.data.append("")
        elif tag == "title" and not self.title:
            self.inside = "title"

    def handle_data(self, data):
        self.text += data
        if self.inside == "title":
            self.title += data
        elif self.inside == "data":
            self.data[-1] += data

    def handle_endtag(self, tag):
        if tag in {"title", "script"}:
            self.inside = None


@pytest.fixture
def client():
    return Client(HTTP_HOST="localhost")


@pytest.fixture
def pages():
    """Live pages that anyone may read, in the order of the tree."""
    found = list(Page.objects.live().public().filter(depth__gt=1).specific())
    assert len(found) > 20
    return found


@pytest.fixture(scope="module")
def kept_readings():
    return {}


@pytest.fixture
def readings(pages, client, kept_readings):
    """Each page as a reader gets it; fetched once, since every test begins with the same content."""
    for page in pages:
        url = page.get_url()
        if url not in kept_readings:
            response = client.get(url)
            assert response.status_code == 200, url
            kept_readings[url] = Reading(response.content.decode())
    return kept_readings


def test_pages_validate_as_an_editor_would_save_them():
    for page in Page.objects.filter(depth__gt=1).specific():
        page.full_clean()


def test_pages_have_one_main_heading_and_no_identifier_twice(readings):
    for url, reading in readings.items():
        assert reading.counts["h1"] == 1, url
        assert reading.counts["main"] == 1, url
        assert [name for name, count in Counter(reading.ids).items() if count > 1] == [], url


def test_pages_have_titles_of_their_own(readings):
    titles = Counter(" ".join(reading.title.split()) for reading in readings.values())

    assert [title for title, count in titles.items() if count > 1 or not title] == []


def test_pages_have_a_description_for_search_engines(readings):
    assert [url for url, reading in readings.items() if not 20 <= len(reading.description) <= 200] == []


def test_structured_data_is_valid_json_with_context_and_type(readings):
    for url, reading in readings.items():
        for text in reading.data:
            for node in flatten(json.loads(text)):
                assert node.get("@type"), url
    assert any(reading.data for reading in readings.values())


def flatten(value):
    if isinstance(value, list):
        return [node for item in value for node in flatten(item)]
    return flatten(value["@graph"]) if "@graph" in value else [value]


def test_no_internal_link_is_broken(readings, client):
    broken = {}
    answers = {}
    for url, reading in readings.items():
        for link in {*reading.links, *internal_files(reading)}:
            target = urlsplit(urljoin(f"http://localhost{url}", link))
            if target.scheme not in INTERNAL or target.hostname != "localhost":
                continue
            address = target.path + (f"?{target.query}" if target.query else "")
            if address not in answers:
                answers[address] = status(client, address)
            if answers[address] not in {200, 204, 206, 301, 302}:
                broken.setdefault(address, url)
    assert broken == {}


def status(client, address):
    """The status of an address. Reading to the end closes a file; `close()` would close the database too."""
    response = client.head(address)
    b"".join(response)
    return response.status_code


def internal_files(reading):
    """Collected static files are the concern of collectstatic; uploads and machine addresses are ours."""
    return [link for link in reading.loaded if not link.startswith("/static/")]


def test_links_within_a_page_lead_to_something(readings):
    for url, reading in readings.items():
        targets = {link[1:] for link in reading.links if link.startswith("#") and len(link) > 1}
        assert targets - set(reading.ids) == set(), url


def test_nothing_is_loaded_from_other_hosts(readings):
    for url, reading in readings.items():
        foreign = [link for link in reading.loaded if urlsplit(link).hostname not in {None, "localhost"}]
        assert foreign == [], url


def test_readers_get_no_cookie(pages, client):
    for page in pages:
        assert not client.get(page.get_url()).cookies, page.get_url()


def test_no_text_was_left_for_later(readings):
    leftovers = re.compile(r"lorem ipsum|\b(?:TODO|FIXME|XXX)\b", re.IGNORECASE)

    assert [url for url, reading in readings.items() if leftovers.search(reading.text)] == []


def rows():
    """How many rows of each kind there are, and the text of all pages."""
    counts = {model._meta.label: model._default_manager.count() for model in our_models()}
    texts = sorted(
        Page.objects.values_list("url_path", "title", "live", "latest_revision_id", "last_published_at")
    )
    return counts, texts


def test_loading_again_changes_nothing():
    before = rows()

    call_command("load_demo", verbosity=0)

    assert rows() == before


def test_an_editors_change_survives_loading_again():
    page = Page.objects.live().filter(depth__gt=3).specific().first()
    page.title = "Von Hand geändert"
    page.save_revision().publish()

    call_command("load_demo", verbosity=0)

    assert Page.objects.get(pk=page.pk).title == "Von Hand geändert"


def test_a_deleted_sample_page_does_not_return():
    page = NewsPage.objects.live().first()
    path = page.url_path
    page.delete()

    call_command("load_demo", verbosity=0)

    assert not Page.objects.filter(url_path=path).exists()


def test_every_page_can_be_reached_by_links_from_the_home_page(readings):
    home = next(iter(readings))
    reached, waiting = set(), [home]
    while waiting:
        url = waiting.pop()
        if url in reached or url not in readings:
            continue
        reached.add(url)
        waiting += [urlsplit(urljoin(f"http://localhost{url}", link)).path for link in readings[url].links]

    assert set(readings) - reached == set()
