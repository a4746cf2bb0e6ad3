"""A whole series by oEmbed: a frame of the type “rich”."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import timezone
from lxml import etree

from media.models import PlaylistEntry, PlaylistPage, Video
from tests.factories.media import make_user, make_video_index, make_video_page
from tests.factories.pages import make_site, restrict
from tests.media.test_oembed import PAGE, ask, change, frame_of

pytestmark = pytest.mark.django_db

SERIES = "http://localhost/videos/pruefungen/"


@pytest.fixture
def page():
    return make_video_page(make_video_index(make_site()))


@pytest.fixture
def series(page):
    series = PlaylistPage(title="Prüfungen", slug="pruefungen")
    series.entries = [PlaylistEntry(video_page=page)]
    return page.get_parent().add_child(instance=series)


def test_a_series_is_rich_and_has_the_picture_of_its_first_part(client, page, series):
    answer = ask(client, SERIES).json()

    assert {name: answer[name] for name in answer if name != "html"} == {
        "version": "1.0",
        "type": "rich",
        "title": "Prüfungen",
        "provider_name": "#HESSENbildung.digital",
        "provider_url": "http://localhost/",
        "cache_age": 3600,
        "width": 640,
        "height": 620,
        "thumbnail_url": f"http://localhost/v/{page.video.key}/vorschau-1280.jpg",
        "thumbnail_width": 320,
        "thumbnail_height": 180,
    }
    frame = frame_of(answer)
    assert frame["src"] == f"{SERIES}embed/"
    assert (frame["width"], frame["height"], frame["title"]) == ("640", "620", "Prüfungen")
    assert client.get("/videos/pruefungen/embed/").status_code == 200


def test_the_short_link_of_a_series_is_the_series(client, series):
    assert ask(client, f"http://localhost/r/{series.pk}/").json() == ask(client, SERIES).json()
    assert ask(client, f"http://localhost/r/{series.pk + 1000}/").status_code == 404


def test_a_series_as_xml_says_the_same(client, series):
    response = ask(client, SERIES, format="xml")

    answer = ask(client, SERIES).json()
    root = etree.fromstring(response.content)
    assert {child.tag: child.text for child in root} == {name: str(value) for name, value in answer.items()}


@pytest.mark.parametrize(
    ("parameters", "size"),
    [
        ({"maxwidth": 480}, (480, 620)),
        ({"maxheight": 500}, (640, 500)),
        ({"maxwidth": 300, "maxheight": 400}, (300, 400)),
        ({"maxwidth": 2000, "maxheight": 2000}, (640, 620)),
    ],
)
def test_a_series_fits_into_the_room_there_is(client, series, parameters, size):
    answer = ask(client, SERIES, **parameters).json()

    assert (answer["width"], answer["height"]) == size
    assert (frame_of(answer)["width"], frame_of(answer)["height"]) == tuple(map(str, size))


@pytest.mark.parametrize(
    ("tail", "query"),
    [
        ("", {}),
        ("embed/", {}),
        ("embed?nr=2&cc=en", {"nr": ["2"], "cc": ["en"]}),
        ("?nr=0&cc=%22%3E&t=90&utm_source=x", {}),
        ("?nr=9999", {}),
    ],
)
def test_the_frame_of_a_series_is_known_by_every_address(client, series, tail, query):
    source = frame_of(ask(client, SERIES + tail).json())["src"]

    assert source.startswith(f"{SERIES}embed/")
    assert parse_qs(urlsplit(source).query) == query


def test_a_film_has_no_frame_below_its_page(client, page):
    assert ask(client, f"{PAGE}embed/").status_code == 404


@pytest.mark.parametrize("tail", ["", "embed/"])
def test_the_former_address_of_a_series_is_known(client, series, django_capture_on_commit_callbacks, tail):
    series.slug = "anders"
    with django_capture_on_commit_callbacks(execute=True):
        series.save_revision().publish()

    assert frame_of(ask(client, SERIES + tail).json())["src"] == "http://localhost/videos/anders/embed/"


@pytest.mark.parametrize("way", ["offline", "expired", "reserved", "withdrawn part"])
def test_a_series_without_anything_to_show_is_not_answered(client, page, series, way):
    if way == "offline":
        series.unpublish()
    elif way == "expired":
        PlaylistPage.objects.update(expire_at=timezone.now() - timedelta(seconds=1))
    elif way == "reserved":
        Video.objects.update(licence_code="reserved")
    else:
        page.unpublish()

    assert ask(client, SERIES).status_code == 404


def test_a_restricted_series_is_refused_to_editors_too(client, series):
    restrict(series)
    client.force_login(make_user("root", is_superuser=True))

    assert ask(client, SERIES).status_code == 401
    response = client.get("/videos/pruefungen/")
    assert response.status_code == 200
    assert "Link" not in response
    assert "json+oembed" not in response.content.decode()


def test_the_page_of_a_series_names_both_addresses_json_first(client, series):
    response = client.get("/videos/pruefungen/")

    document = etree.HTML(response.content.decode())
    links = document.xpath("//head/link[contains(@type, 'oembed')]")
    assert [link.get("type") for link in links] == ["application/json+oembed", "text/xml+oembed"]
    assert parse_qs(urlsplit(links[0].get("href")).query) == {"url": [SERIES], "format": ["json"]}
    assert response["Link"] == ", ".join(
        f'<{link.get("href")}>; rel="alternate"; type="{link.get("type")}"' for link in links
    )


@pytest.mark.parametrize("title", ["</script><script>alert(1)</script>", 'a" onload="x', "\x0bx"])
def test_titles_of_series_are_text_in_both_formats(client, series, title):
    change(series, title=title)

    answer, as_xml = ask(client, SERIES).json(), ask(client, SERIES, format="xml")

    assert answer["title"] == frame_of(answer)["title"] == title.replace("\x0b", "")
    assert etree.fromstring(as_xml.content).findtext("title") == answer["title"]
