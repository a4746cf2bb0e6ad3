"""News, meetings and tandems as Atom, read by a feed reader."""

from datetime import timedelta

import feedparser
import pytest
from django.utils import timezone

from tests.factories.media import make_video_index, make_video_page
from tests.factories.pages import (
    make_meeting,
    make_meeting_index,
    make_news,
    make_site,
    make_tandem,
    make_tandem_index,
    restrict,
)

pytestmark = pytest.mark.django_db

NEWS, MEETINGS, TANDEM = "/feeds/aktuelles/", "/feeds/treffen/", "/feeds/tandems/tandem-3/"


@pytest.fixture
def home():
    return make_site()


@pytest.fixture
def add(home):
    """For each feed a way to add one more entry of that title."""
    make_video_index(home)
    meetings = make_meeting_index(home)
    tandem = make_tandem(make_tandem_index(home), 3)
    return {
        NEWS: lambda title, **fields: make_news(home, title, **fields),
        MEETINGS: lambda title, **fields: make_meeting(meetings, title, **fields),
        TANDEM: lambda title, **fields: make_video_page(tandem, title=title, **fields),
    }


def read(client, path):
    response = client.get(path)
    parsed = feedparser.parse(response.content)
    assert not parsed.bozo, parsed.bozo_exception
    return parsed


def titles(client, path):
    return [entry.title for entry in read(client, path).entries]


every_feed = pytest.mark.parametrize("path", [NEWS, MEETINGS, TANDEM])


@every_feed
def test_entry_has_address_identity_and_time(client, add, path):
    page = add[path]("Neu")

    entry = next(entry for entry in read(client, path).entries if entry.title == "Neu")

    assert entry.link == page.full_url
    assert entry.id == f"urn:uuid:{page.translation_key}"
    assert entry.updated


@every_feed
def test_feed_names_itself_and_its_author(client, add, path):
    feed = read(client, path).feed

    assert [link.href for link in feed.links if link.rel == "self"] == [f"http://localhost{path}"]
    assert feed.author
    assert feed.language == "de"


@every_feed
@pytest.mark.parametrize("title", ['</title>"><img src=x onerror=1>', "Mess\x0bwerte & Größen", "]]>"])
def test_odd_titles_leave_the_feed_whole(client, add, path, title):
    add[path](title, slug="merkwuerdig")

    assert title.replace("\x0b", "") in titles(client, path)


@every_feed
def test_draft_and_expired_pages_are_absent(client, add, path):
    add[path]("Entwurf", slug="entwurf").unpublish()
    add[path]("Abgelaufen", slug="abgelaufen", expire_at=timezone.now() - timedelta(seconds=1))

    assert not {"Entwurf", "Abgelaufen"} & set(titles(client, path))


@every_feed
def test_restricted_pages_are_absent(client, add, path):
    restrict(add[path]("Intern").get_parent())

    response = client.get(path)

    assert b"Intern" not in response.content


def test_news_come_by_their_date(client, home):
    make_news(home, "Alt", date=timezone.localdate() - timedelta(days=9))
    make_news(home, "Neu")

    assert titles(client, NEWS) == ["Neu", "Alt"]


def test_meeting_that_is_reported_on_moves_to_the_top_as_the_same_entry(client, home):
    index = make_meeting_index(home)
    first = make_meeting(index, "Erstes", last_published_at=timezone.now() - timedelta(days=2))
    make_meeting(index, "Zweites", last_published_at=timezone.now() - timedelta(days=1))
    before = {entry.title: entry.id for entry in read(client, MEETINGS).entries}

    first.lead = "Bericht"
    first.save_revision().publish()

    entries = read(client, MEETINGS).entries
    assert [entry.title for entry in entries] == ["Erstes", "Zweites"]
    assert entries[0].id == before["Erstes"]


def test_tandem_that_nobody_may_see_has_no_feed(client, home):
    restrict(make_tandem(make_tandem_index(home), 3))

    assert client.get(TANDEM).status_code == 404


@every_feed
def test_reader_that_has_it_gets_no_second_copy(client, add, path):
    add[path]("Neu")
    first = client.get(path)

    again = client.get(path, headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 304
    assert first["Cache-Control"] == "no-cache"


@every_feed
def test_list_page_names_its_feed(client, add, path):
    page = add[path]("Neu").get_parent().specific

    response = client.get(page.url)

    assert f'type="application/atom+xml" href="{path}"' in response.content.decode()


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("path", "queries"), [(NEWS, 5), (MEETINGS, 11), (TANDEM, 9)])
def test_one_and_three_entries_take_the_same_queries(
    client, add, path, queries, count, django_assert_num_queries
):
    for number in range(count):
        add[path](f"Eintrag {number}", slug=f"eintrag-{number}")
    client.get(path)

    with django_assert_num_queries(queries):
        client.get(path)
