"""A whole series in the frames of other sites, as it is today."""

import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from media.models import PlaylistEntry, PlaylistPage, Video, VideoPage
from media.publication import Visibility
from tests.factories.media import make_ready_video, make_user, make_video_index, make_video_page
from tests.factories.pages import make_site, restrict

pytestmark = pytest.mark.django_db

EMBED = "/videos/reihe/embed/"
QUERIES = 17
QUERIES_WITH_GAPS = 20


@pytest.fixture
def index():
    return make_video_index(make_site())


def make_series(index, count):
    """A live series of that many films: “Teil 1”, “Teil 2” …"""
    pages = [
        make_video_page(index, make_ready_video(duration=60.0), title=f"Teil {number}", slug=f"teil-{number}")
        for number in range(1, count + 1)
    ]
    series = PlaylistPage(title="Reihe <b>", slug="reihe")
    series.entries = [PlaylistEntry(video_page=page, sort_order=at) for at, page in enumerate(pages)]
    index.add_child(instance=series)
    return series, pages


def soup_of(response):
    return BeautifulSoup(response.content, "html.parser")


def rows(response):
    """The titles below the player in their order."""
    return [row.get_text(strip=True) for row in soup_of(response).select(".embed-parts li")]


def plays(response, page):
    return f"/v/{page.video.key}/480p.mp4" in response.content.decode()


def directives(response):
    return dict(part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";"))


# --- What it shows ----------------------------------------------------------------------------


def test_the_first_part_plays_and_the_others_are_a_link_away(client, index):
    _series, pages = make_series(index, 3)

    response = client.get(EMBED)

    assert plays(response, pages[0])
    assert response.content.decode().count("<video") == 1
    assert rows(response) == ["1. Teil 1", "2. Teil 2", "3. Teil 3"]
    links = soup_of(response).select(".embed-parts a")
    assert [(link["href"], link["target"]) for link in links] == [
        (f"?nr={number}", "_self") for number in (1, 2, 3)
    ]
    assert [link.get("aria-current") for link in links] == ["true", None, None]


def test_the_number_chooses_and_the_moments_are_those_of_the_chosen(client, index):
    _series, pages = make_series(index, 2)

    html = client.get(f"{EMBED}?nr=2&t=0:10&end=20").content.decode()

    assert f"/v/{pages[1].video.key}/480p.mp4#t=10,20" in html


def test_what_was_asked_of_the_player_holds_for_the_next_part(client, index):
    make_series(index, 2)

    response = client.get(f"{EMBED}?nr=2&lang=en&cc=off&t=10&x=1")

    assert soup_of(response).select(".embed-parts a")[0]["href"] == "?cc=off&lang=en&nr=1"
    assert soup_of(response).html["lang"] == "en"
    assert " default>" not in response.content.decode()


@pytest.mark.parametrize("part", ["0", "99", "-1", "x", "%00", "9" * 5000])
def test_an_impossible_number_is_the_first(client, index, part):
    _series, pages = make_series(index, 2)

    assert plays(client.get(f"{EMBED}?nr={part}"), pages[0])


def test_it_leads_to_the_page_of_the_series_and_names_the_licence(client, index):
    make_series(index, 1)

    soup = soup_of(client.get(EMBED))

    assert soup.find("link", rel="canonical")["href"] == "http://localhost/videos/reihe/"
    assert soup.select_one(".embed-ways a")["href"] == "http://localhost/videos/reihe/"
    assert "CC BY 4.0" in soup.footer.text
    assert soup.title.text == "Reihe <b>: Teil 1"
    assert soup.h1.text == "Teil 1"


def test_it_follows_the_series(client, index):
    series, pages = make_series(index, 2)
    added = make_video_page(index, make_ready_video(), title="Teil 3", slug="teil-3")

    series.entries = [PlaylistEntry(video_page=page) for page in (added, pages[0])]
    series.save_revision().publish()

    assert rows(client.get(EMBED)) == ["1. Teil 3", "2. Teil 1"]


def test_a_withdrawn_part_leaves_a_word_and_the_numbers_of_the_page(client, index):
    _series, pages = make_series(index, 3)
    pages[1].unpublish()

    response = client.get(EMBED)

    assert rows(response) == ["1. Teil 1", "Nicht mehr verfügbar", "2. Teil 3"]
    assert plays(client.get(f"{EMBED}?nr=2"), pages[2])
    assert pages[1].video.key not in response.content.decode()


def test_of_a_part_below_a_restricted_page_nothing_is_told(client, index):
    _series, pages = make_series(index, 2)
    restrict(pages[0])
    pages[0].unpublish()

    assert rows(client.get(EMBED)) == ["1. Teil 2"]


def hide(page, way):
    if way == "draft":
        VideoPage.objects.filter(pk=page.pk).update(live=False, first_published_at=None)
    elif way == "processing":
        Video.objects.filter(pk=page.video_id).update(state=Video.State.PROCESSING)
    elif way == "consent":
        Video.objects.filter(pk=page.video_id).update(shows_nobody_date=None)
    else:
        VideoPage.objects.filter(pk=page.pk).update(visibility=way)


@pytest.mark.parametrize(
    "way", ["draft", "processing", Visibility.MEMBERS, Visibility.SITES, Visibility.LINK]
)
def test_of_what_was_not_withdrawn_nothing_is_told(client, index, way):
    _series, pages = make_series(index, 2)
    hide(pages[0], way)

    response = client.get(EMBED)

    assert rows(response) == ["1. Teil 2"]
    assert plays(response, pages[1])


def test_a_part_whose_consent_ended_is_gone_at_once(client, index):
    _series, pages = make_series(index, 2)
    hide(pages[0], "consent")

    assert rows(client.get(EMBED)) == ["Nicht mehr verfügbar", "1. Teil 2"]


def test_a_part_without_free_licence_is_linked_inside_the_series(client, index):
    _series, pages = make_series(index, 2)
    Video.objects.filter(pk=pages[0].video_id).update(licence_code="reserved")

    response = client.get(f"{EMBED}?nr=1")

    assert not plays(response, pages[0])
    assert plays(response, pages[1])
    assert rows(response) == ["1. Teil 1 (auf unserer Seite)", "2. Teil 2"]
    assert soup_of(response).select(".embed-parts a")[0]["href"] == "/videos/teil-1/?reihe=reihe"


def test_a_former_address_shows_it_too(client, index, django_capture_on_commit_callbacks):
    series, pages = make_series(index, 1)
    series.slug = "anders"
    with django_capture_on_commit_callbacks(execute=True):
        series.save_revision().publish()

    assert plays(client.get(EMBED), pages[0])


@pytest.mark.parametrize("count", [1, 3, 50])
def test_it_asks_the_same_questions_whatever_its_length(client, index, count, django_assert_num_queries):
    make_series(index, count)
    client.get(EMBED)

    with django_assert_num_queries(QUERIES):
        response = client.get(EMBED)

    assert len(rows(response)) == count


@pytest.mark.parametrize("gaps", [1, 3])
def test_gaps_cost_the_same_whatever_their_number(client, index, gaps, django_assert_num_queries):
    _series, pages = make_series(index, gaps + 1)
    for page in pages[1:]:
        page.unpublish()
    client.get(EMBED)

    with django_assert_num_queries(QUERIES_WITH_GAPS):
        response = client.get(EMBED)

    assert rows(response) == ["1. Teil 1", *["Nicht mehr verfügbar"] * gaps]


# --- Where there is none ----------------------------------------------------------------------


def test_a_series_that_was_taken_offline_leaves_a_courteous_notice(client, index):
    series, _pages = make_series(index, 1)
    series.unpublish()

    response = client.get(EMBED)

    assert response.status_code == 410
    assert "Diese Reihe ist nicht mehr verfügbar" in response.content.decode()
    assert "Teil 1" not in response.content.decode()
    assert directives(response)["frame-ancestors"] == "*"
    assert "X-Frame-Options" not in response
    assert response["Cache-Control"] == "no-cache"


def test_an_expired_series_is_gone_before_the_clock_acts(client, index):
    make_series(index, 1)
    PlaylistPage.objects.update(expire_at=timezone.now() - timedelta(seconds=1))

    assert client.get(EMBED).status_code == 410


def test_what_never_was_published_is_not_known(client, index):
    make_series(index, 1)
    PlaylistPage.objects.update(live=False, first_published_at=None)

    assert client.get(EMBED).status_code == 404
    assert client.get("/videos/unbekannt/embed/").status_code == 404
    assert client.get("/videos/teil-1/embed/").status_code == 404


@pytest.mark.parametrize("is_live", [True, False])
def test_a_restricted_series_is_not_known_to_strangers(client, index, is_live):
    series, _pages = make_series(index, 1)
    restrict(series)
    PlaylistPage.objects.update(live=is_live)
    client.force_login(make_user("root", is_superuser=True))

    assert client.get(EMBED).status_code == 404


def test_without_anything_to_play_there_is_a_notice_and_no_empty_player(client, index):
    make_series(index, 2)
    Video.objects.update(licence_code="reserved")

    response = client.get(EMBED)

    assert response.status_code == 404
    assert "Hier ist keine Reihe" in response.content.decode()
    assert "<video" not in response.content.decode()


# --- In any frame -----------------------------------------------------------------------------


def test_it_has_the_headers_of_the_player(client, index):
    _series, pages = make_series(index, 1)
    own = {"Content-Length", "ETag"}

    series, video = client.get(EMBED), client.get(f"/v/{pages[0].video.key}/embed/")

    def headers(response):
        return {name: value for name, value in response.items() if name not in own}

    assert headers(series) == headers(video)
    assert directives(series)["frame-ancestors"] == "*"
    assert series["X-Robots-Tag"] == "noindex, indexifembedded"


def test_no_cookie_is_set_with_or_without_a_session(client, index):
    make_series(index, 1)
    logged_in = Client()
    logged_in.force_login(make_user())

    assert not client.get(EMBED).cookies
    assert not logged_in.get(EMBED).cookies


def test_nothing_inline_and_no_module_stands_in_it(client, index):
    make_series(index, 1)

    html = client.get(EMBED).content.decode()

    assert re.findall(r"<script[^>]*>", html) == re.findall(r'<script src="[^"]+" defer>', html)
    assert "<b>" not in html
    assert " style=" not in html


def test_an_unchanged_frame_is_not_sent_again(client, index):
    _series, pages = make_series(index, 2)
    first = client.get(EMBED)

    again = client.get(EMBED, headers={"If-None-Match": first["ETag"]})
    pages[1].unpublish()
    changed = client.get(EMBED, headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, changed.status_code) == (304, 200)


def test_only_reading_is_possible(client, index):
    make_series(index, 1)

    assert client.post(EMBED).status_code == 405
    assert client.options(EMBED).status_code == 204
    assert client.head(EMBED).status_code == 200
