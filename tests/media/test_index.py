import pytest
from bs4 import BeautifulSoup

from media.models import Caption, VideoPageOccupation, VideoPageTopic
from media.publication import Visibility
from tests.factories.media import make_ready_video, make_video_index, make_video_page
from tests.factories.pages import make_occupation, make_site, make_tandem, make_tandem_index, make_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return make_site()


@pytest.fixture
def index(home):
    return make_video_index(home)


def make_videos(index, *titles):
    return [make_video_page(index, title=title, slug=f"video-{n}") for n, title in enumerate(titles)]


def titles(client, query=""):
    response = client.get(f"/videos/{query}")
    assert response.status_code == 200
    cards = BeautifulSoup(response.content, "html.parser").find_all(class_="video-card")
    return [card.h2.text for card in cards]


def test_the_newest_video_stands_first_with_those_of_the_tandems(client, home, index):
    make_videos(index, "Eins", "Zwei")
    make_video_page(make_tandem(make_tandem_index(home), 3), title="Drei", slug="drei")

    assert titles(client) == ["Drei", "Zwei", "Eins"]


def test_a_card_says_how_long_and_by_whom(client, index):
    (page,) = make_videos(index, "Eins")

    card = BeautifulSoup(client.get("/videos/").content, "html.parser").find(class_="video-card")

    assert card.a["href"] == "/videos/video-0/"
    assert card.img["src"] == f"/v/{page.video.key}/vorschau-640.jpg"
    assert card.time["datetime"] == "PT1S"
    assert card.find(class_="video-card-meta").text == "Auszubildende des Tandems 3 · CC BY 4.0"


def test_only_what_everyone_may_find_is_listed(client, index):
    for number, visibility in enumerate(Visibility):
        make_video_page(index, title=visibility, slug=f"video-{number}", visibility=visibility)

    assert titles(client) == [Visibility.PUBLIC]


def test_filters_are_kept_in_the_address(client, index):
    one, two, three = make_videos(index, "Eins", "Zwei", "Drei")
    occupation, topic = make_occupation(), make_topic()
    VideoPageOccupation.objects.create(page=one, occupation=occupation)
    VideoPageTopic.objects.create(page=two, topic=topic)
    three.training_year, three.place_of_learning = 2, "company"
    three.save()

    assert titles(client, f"?beruf={occupation.pk}") == ["Eins"]
    assert titles(client, f"?thema={topic.slug}") == ["Zwei"]
    assert titles(client, "?jahr=2") == ["Drei"]
    assert titles(client, "?lernort=company") == ["Drei"]
    assert titles(client, "?jahr=2&lernort=school") == []


def test_only_occupations_of_listed_videos_can_be_chosen(client, index):
    make_videos(index, "Eins")
    make_occupation("Mechatroniker/-in")

    form = BeautifulSoup(client.get("/videos/").content, "html.parser").find(class_="filters")

    assert "Mechatroniker" not in form.text


def test_a_video_is_found_by_a_word_that_is_spoken_in_it(client, index):
    _one, two = make_videos(index, "Eins", "Zwei")
    Caption.objects.filter(video=two.video).update(
        vtt="WEBVTT\n\n00:00.000 --> 00:01.000\nJetzt die Bürette füllen.\n"
    )
    type(two).objects.get(pk=two.pk).save()

    assert titles(client, "?q=bueretten") == ["Zwei"]
    assert titles(client, "?q=Zwei") == ["Zwei"]
    assert titles(client, "?q=Bürette+Eins") == []
    assert titles(client, "?q=Bürette&jahr=1") == []


def test_the_search_names_no_hidden_video(client, index):
    make_video_page(index, title="Geheimnis", visibility=Visibility.LINK)

    assert titles(client, "?q=Geheimnis") == []


@pytest.mark.parametrize(
    "query",
    [
        "?beruf=99999",
        "?beruf=abc",
        "?beruf=-1",
        "?thema=gibt-es-nicht",
        "?jahr=9",
        "?jahr=%00",
        "?lernort=%F0%9F%92%A9",
        "?beruf=1&beruf=2",
        "?unbekannt=1",
        "?q=%00",
        "?q=" + "a" * 5000,
        "?page=-1",
        "?page=0",
        "?page=abc",
        "?page=1000000000",
        "?page=" + "9" * 5000,
    ],
)
def test_what_cannot_be_understood_is_passed_over(client, index, query):
    make_videos(index, "Eins")

    assert titles(client, query) == ["Eins"]


@pytest.mark.parametrize(
    "words", ["AND", '"', "a OR NOT", "NEAR(", "*", "%", "'); DROP TABLE x;--", "𝕋𝕖𝕤𝕥", "!!!"]
)
def test_no_words_break_the_search(client, index, words):
    make_videos(index, "Eins")

    assert client.get("/videos/", {"q": words}).status_code == 200


def test_a_broken_filter_is_named(client, index):
    make_videos(index, "Eins")

    soup = BeautifulSoup(client.get("/videos/?jahr=9").content, "html.parser")

    assert soup.find(class_="errorlist")


def test_24_videos_fill_a_page(client, index):
    make_videos(index, *(f"Video {number}" for number in range(25)))

    assert len(titles(client)) == 24
    assert titles(client, "?page=2") == titles(client, "?page=999") == ["Video 0"]


@pytest.mark.parametrize("query", ["", "?q=prüfen"])
def test_one_and_three_videos_cost_the_same_queries(client, index, query, django_assert_num_queries):
    def add(number):
        page = make_video_page(index, make_ready_video(), title=f"{number} prüfen", slug=f"video-{number}")
        VideoPageOccupation.objects.create(page=page, occupation=make_occupation())

    count = 23
    add(1)
    client.get(f"/videos/{query}&x=1" if query else "/videos/?x=1")
    with django_assert_num_queries(count):
        client.get(f"/videos/{query}&x=1" if query else "/videos/?x=1")

    add(2)
    add(3)
    with django_assert_num_queries(count):
        client.get(f"/videos/{query}&x=1" if query else "/videos/?x=1")


def test_an_empty_library_says_so(client, index):
    soup = BeautifulSoup(client.get("/videos/").content, "html.parser")

    assert soup.find(class_="empty")
    assert soup.find("link", type="application/rss+xml")["href"] == "/feeds/videos/"


def test_a_search_without_result_offers_a_way_out(client, index):
    make_videos(index, "Eins")

    empty = BeautifulSoup(client.get("/videos/?q=gibtesnicht").content, "html.parser").find(class_="empty")

    assert empty.a["href"] == "?"
