import json

import pytest
from bs4 import BeautifulSoup

from media.models import PlaylistEntry, PlaylistPage
from tests.factories.media import make_ready_video, make_user, make_video_index, make_video_page
from tests.factories.pages import make_site, restrict

pytestmark = pytest.mark.django_db


@pytest.fixture
def index():
    return make_video_index(make_site())


@pytest.fixture
def make_series(index):
    """A live series of that many films: “Teil 1”, “Teil 2” …"""

    def build(count):
        pages = [
            make_video_page(
                index, make_ready_video(duration=60.0), title=f"Teil {number}", slug=f"teil-{number}"
            )
            for number in range(1, count + 1)
        ]
        series = PlaylistPage(title="Reihe", slug="reihe")
        series.entries = [
            PlaylistEntry(video_page=page, sort_order=number) for number, page in enumerate(pages)
        ]
        index.add_child(instance=series)
        return series, pages

    return build


def soup_of(client, url):
    return BeautifulSoup(client.get(url).content, "html.parser")


def place_of(soup):
    return soup.find(class_="series-place")


def test_a_series_lists_its_parts_with_numbers_pictures_and_the_way_on(client, make_series):
    series, pages = make_series(2)

    rows = soup_of(client, series.url).find_all(class_="series-row")

    assert [row.find(class_="series-row-number").text.split() for row in rows] == [
        ["Teil", "1"],
        ["Teil", "2"],
    ]
    assert rows[0].a["href"] == "/videos/teil-1/?reihe=reihe"
    assert rows[0].img["src"] == f"/v/{pages[0].video.key}/vorschau-640.jpg"
    assert rows[0].time["datetime"] == "PT1M"


def test_a_film_knows_its_place_in_the_series_that_the_address_names(client, make_series):
    series, _pages = make_series(3)

    place = place_of(soup_of(client, "/videos/teil-2/?reihe=reihe"))

    assert "Teil 2 von 3" in place.text
    assert place.find("a", rel="prev")["href"] == "/videos/teil-1/?reihe=reihe"
    assert place.find("a", rel="next")["href"] == "/videos/teil-3/?reihe=reihe"
    assert place.find("a", string="Reihe")["href"] == series.url


def test_the_ends_of_a_series_lead_nowhere(client, make_series):
    make_series(2)

    first = place_of(soup_of(client, "/videos/teil-1/?reihe=reihe"))
    last = place_of(soup_of(client, "/videos/teil-2/?reihe=reihe"))

    assert first.find("a", rel="prev") is None
    assert last.find("a", rel="next") is None


@pytest.mark.parametrize("query", ["", "?reihe=", "?reihe=andere", "?reihe=%00", "?reihe=teil-1"])
def test_a_film_stands_alone_without_its_series(client, make_series, query):
    make_series(1)

    soup = soup_of(client, f"/videos/teil-1/{query}")

    assert soup.h1.text == "Teil 1"
    assert place_of(soup) is None


def test_numbers_close_when_a_part_is_withdrawn(client, make_series):
    series, pages = make_series(3)
    pages[1].unpublish()

    rows = soup_of(client, series.url).find_all(class_="series-row")

    assert [row.h2.text for row in rows] == ["Teil 1", "Teil 3"]
    assert "Teil 2 von 2" in place_of(soup_of(client, "/videos/teil-3/?reihe=reihe")).text


def test_the_draft_of_a_part_is_named_to_nobody(client, make_series):
    series, pages = make_series(2)
    pages[1].unpublish()
    client.force_login(make_user("mallory"))

    html = (
        client.get(series.url).content.decode() + client.get("/videos/teil-1/?reihe=reihe").content.decode()
    )

    assert "Teil 2" not in html
    assert pages[1].video.key not in html


def test_a_drafted_series_leads_nobody(client, make_series):
    series, _pages = make_series(2)
    series.unpublish()

    assert place_of(soup_of(client, "/videos/teil-1/?reihe=reihe")) is None


def test_machines_read_the_order(client, make_series):
    series, _pages = make_series(2)

    block = soup_of(client, series.url).find("script", type="application/ld+json")
    (listed,) = json.loads(block.text)

    assert (listed["@type"], listed["numberOfItems"]) == ("ItemList", 2)
    assert [(item["position"], item["url"]) for item in listed["itemListElement"]] == [
        (1, "http://localhost/videos/teil-1/"),
        (2, "http://localhost/videos/teil-2/"),
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_a_series_asks_the_same_questions_whatever_its_length(
    client, make_series, count, django_assert_num_queries
):
    series, _pages = make_series(count)
    client.get(series.url)

    with django_assert_num_queries(23):
        client.get(series.url)


# --- The short link -----------------------------------------------------------------------


def short_link(client, series):
    return soup_of(client, series.url).find(id="short-link")["value"].removeprefix("http://localhost")


def test_short_link_stays_when_title_and_address_change(client, make_series):
    series, _pages = make_series(1)
    link = short_link(client, series)

    before = client.get(f"{link}?nr=2")
    series.slug, series.title = "neu", "Neu"
    series.save_revision().publish()

    assert (before.status_code, before["Location"]) == (302, "/videos/reihe/?nr=2")
    assert client.get(link)["Location"] == "/videos/neu/"
    assert short_link(client, PlaylistPage.objects.get()) == link


def test_preview_of_a_series_that_was_never_saved_has_no_link_yet(make_series):
    _series, pages = make_series(1)
    new = PlaylistPage(title="Neu", slug="neu")
    new.entries = [PlaylistEntry(video_page=pages[0])]

    html = new.make_preview_request().render().content.decode()

    assert pages[0].title in html
    assert "short-link" not in html


def test_short_link_tells_what_became_of_the_series(client, make_series):
    series, pages = make_series(1)
    link = short_link(client, series)
    series.save_revision().publish()

    series.unpublish()

    assert client.get(link).status_code == 410
    assert client.get(f"/r/{pages[0].pk}/").status_code == 404


def test_short_link_of_a_series_for_members_tells_no_title_before_the_login(
    client, make_series, django_user_model
):
    series, _pages = make_series(1)
    restrict(series)

    asked = client.get(f"/r/{series.pk}/")
    client.force_login(django_user_model.objects.create_user("mitglied"))
    shown = client.get(f"/r/{series.pk}/")

    assert (asked.status_code, asked["Location"]) == (302, f"/konto/login/?next=/r/{series.pk}/")
    assert (shown.status_code, series.title in shown.content.decode()) == (200, True)
    assert "private" in shown["Cache-Control"]


@pytest.mark.parametrize("number", ["0", "x", "-1", "9" * 30, "5/%0A"])
def test_number_of_no_series_leads_nowhere(client, number):
    assert client.get(f"/r/{number}/").status_code == 404


def test_draft_of_a_series_has_no_short_link(client, make_series):
    series, _pages = make_series(1)
    PlaylistPage.objects.update(live=False, first_published_at=None)

    assert client.get(f"/r/{series.pk}/").status_code == 404
