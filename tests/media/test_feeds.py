import feedparser
import pytest
from defusedxml import ElementTree
from django.contrib.staticfiles import finders
from django.db import connection
from django.templatetags.static import static
from django.utils import timezone
from django.utils.http import http_date
from PIL import Image

from cms.core.licences import LicenceCode
from media.feeds import IMAGE
from media.models import Caption, Video
from media.publication import Visibility
from tests.factories.media import (
    CAPTIONS,
    FILM_BYTES,
    make_ready_video,
    make_video_file,
    make_video_index,
    make_video_page,
)
from tests.factories.pages import make_site

pytestmark = pytest.mark.django_db

PODCAST = "{https://podcastindex.org/namespace/1.0}"
VIDEO = "{http://www.google.com/schemas/sitemap-video/1.1}"


@pytest.fixture
def index():
    return make_video_index(make_site())


def feed(client):
    response = client.get("/feeds/videos/")
    parsed = feedparser.parse(response.content)
    assert not parsed.bozo, parsed.bozo_exception
    return parsed


def test_the_enclosure_has_the_true_length(client, index):
    page = make_video_page(index)
    make_video_file(page.video, "720p.mp4", b"film of 720 lines", height=720)

    (entry,) = feed(client).entries

    (enclosure,) = entry.enclosures
    head = client.head(enclosure.href.removeprefix("http://localhost"))
    assert enclosure.href == f"http://localhost/v/{page.video.key}/720p.mp4"
    assert enclosure.type == "video/mp4"
    assert enclosure.length == head["Content-Length"]


def test_an_entry_says_what_it_is_and_who_made_it(client, index):
    page = make_video_page(index, lead="Mit zwei Händen.")

    (entry,) = feed(client).entries

    assert entry.title == page.title
    assert entry.link == "http://localhost/videos/sicherung-pruefen/"
    assert entry.id == f"http://localhost/v/{page.video.key}/"
    assert entry.itunes_duration == "1"
    assert entry.media_thumbnail[0]["url"].endswith("/vorschau-1280.jpg")
    assert entry.media_license["href"] == "https://creativecommons.org/licenses/by/4.0/deed.de"
    assert "Mit zwei Händen." in entry.summary
    assert "Auszubildende des Tandems 3" in entry.summary


def test_the_network_stands_for_the_channel(client, index):
    channel = feed(client).feed

    network = "#HESSENbildung.digital"
    assert channel.title == f"Lernvideos von {network}"
    assert channel.author == network
    assert channel.rights == f"{network}; die Lizenz steht bei jedem Video"
    assert channel.image.href == f"http://localhost{static(IMAGE)}"


def test_the_picture_of_the_channel_is_what_directories_take():
    with Image.open(finders.find(IMAGE)) as picture:
        width, height = picture.size

    assert width == height
    assert 1400 <= width <= 3000


def test_every_quality_is_named_with_its_true_length(client, index):
    page = make_video_page(index)
    for lines in (720, 1080):
        make_video_file(page.video, f"{lines}p.mp4", b"x" * lines, width=lines * 16 // 9, height=lines)
    make_video_file(page.video, "gebaerden-480p.mp4", b"signs")

    (entry,) = feed(client).entries

    films = entry.media_content
    address = f"http://localhost/v/{page.video.key}"
    assert [film["url"] for film in films] == [f"{address}/{name}p.mp4" for name in (480, 720, 1080)]
    assert [film["filesize"] for film in films] == [str(len(FILM_BYTES)), "720", "1080"]
    assert [film["isdefault"] for film in films] == ["false", "true", "false"]
    assert (films[1]["width"], films[1]["height"], films[1]["type"]) == ("1280", "720", "video/mp4")


def test_programs_find_what_is_said(client, index):
    page = make_video_page(index)
    Caption.objects.create(video=page.video, language="de", kind="descriptions", vtt=CAPTIONS)
    Caption.objects.create(video=page.video, language="en", vtt=CAPTIONS, is_reviewed=False)

    root = ElementTree.fromstring(client.get("/feeds/videos/").content)

    (transcript,) = root.iter(f"{PODCAST}transcript")
    assert transcript.attrib == {
        "url": f"http://localhost/v/{page.video.key}/de.vtt",
        "type": "text/vtt",
        "language": "de",
        "rel": "captions",
    }


@pytest.mark.parametrize("licence", [LicenceCode.RESERVED, ""])
def test_a_film_without_a_free_licence_is_watched_on_its_page_only(client, index, licence):
    make_video_page(index)
    Video.objects.update(licence_code=licence)

    (entry,) = feed(client).entries

    assert entry.link == "http://localhost/videos/sicherung-pruefen/"
    assert entry.enclosures == []
    assert "media_content" not in entry
    assert "media_license" not in entry


def test_only_what_everyone_may_find_is_in_the_feed(client, index):
    for number, visibility in enumerate(Visibility):
        make_video_page(index, title=visibility, slug=f"video-{number}", visibility=visibility)
    draft = make_video_page(index, title="draft", slug="draft")
    draft.unpublish()

    assert [entry.title for entry in feed(client).entries] == [Visibility.PUBLIC]


def test_no_text_breaks_the_feed(client, index):
    nul = "\x00" if connection.vendor == "sqlite" else ""  # PostgreSQL stores none
    make_video_page(index, make_ready_video(title="a\x0bb"), title=f"{nul}\x0b]]> & <b>\ufffe ü", lead="\x1f")

    root = ElementTree.fromstring(client.get("/feeds/videos/").content)

    assert root.find("channel/item/title").text == "]]> & <b> ü"


def test_one_and_three_videos_cost_the_same_queries(client, index, django_assert_num_queries):
    make_video_page(index, title="Eins", slug="eins")
    feed(client)
    with django_assert_num_queries(9):
        feed(client)

    make_video_page(index, title="Zwei", slug="zwei")
    make_video_page(index, title="Drei", slug="drei")
    with django_assert_num_queries(9):
        feed(client)


def test_the_feed_is_asked_for_each_time_and_sent_once(client, index):
    make_video_page(index)
    first = client.get("/feeds/videos/")

    assert first["Content-Type"] == "application/rss+xml; charset=utf-8"
    assert first["Cache-Control"] == "no-cache"
    assert client.get("/feeds/videos/", headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert client.post("/feeds/videos/").status_code == 405


def test_who_asks_by_date_learns_that_a_film_is_gone(client, index):
    page = make_video_page(index)
    client.get("/feeds/videos/")
    page.unpublish()

    asked = client.get("/feeds/videos/", headers={"If-Modified-Since": http_date(timezone.now().timestamp())})

    assert asked.status_code == 200
    assert feed(client).entries == []


def test_a_library_without_videos_has_an_empty_feed(client, index):
    assert feed(client).entries == []


# --- Sitemaps -----------------------------------------------------------------------------------


def locations(client, address="/sitemap-seiten.xml"):
    root = ElementTree.fromstring(client.get(address).content)
    return [element.text for element in root.iter() if element.tag.endswith("}loc")]


def test_search_engines_learn_of_the_film(client, index):
    page = make_video_page(index, title="Öl & Wasser \x0b")

    root = ElementTree.fromstring(client.get("/sitemap-videos.xml").content)

    (video,) = root.iter(f"{VIDEO}video")
    assert video.find(f"{VIDEO}title").text.strip() == "Öl & Wasser"
    assert video.find(f"{VIDEO}content_loc").text == f"http://localhost/v/{page.video.key}/480p.mp4"
    assert video.find(f"{VIDEO}player_loc").text == f"http://localhost/v/{page.video.key}/embed/"
    assert video.find(f"{VIDEO}duration").text == "1"


def test_sitemaps_name_only_what_everyone_may_find(client, index):
    make_video_page(index, title="public", slug="public")
    make_video_page(index, title="hidden", slug="hidden", visibility=Visibility.LINK)

    assert locations(client, "/sitemap-videos.xml") == ["http://localhost/videos/public/"]
    assert "http://localhost/videos/public/" in locations(client)
    assert "http://localhost/videos/hidden/" not in locations(client)
