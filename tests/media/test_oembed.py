"""The oEmbed provider as other sites meet it: by the words of the standard here, by real clients below."""

import html
import json
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import timezone
from lxml import etree

from media.models import Video
from media.publication import Visibility
from tests.factories.media import (
    make_jpeg,
    make_ready_video,
    make_user,
    make_video_file,
    make_video_index,
    make_video_page,
)
from tests.factories.pages import make_site, make_tandem, make_tandem_index, restrict

pytestmark = pytest.mark.django_db

PAGE = "http://localhost/videos/sicherung-pruefen/"


@pytest.fixture
def home():
    return make_site()


@pytest.fixture
def page(home):
    return make_video_page(make_video_index(home), make_ready_video(width=1280, height=720, duration=200.0))


def ask(client, url=PAGE, **parameters):
    return client.get("/oembed/", {"url": url, **parameters})


def frame_of(answer):
    document = etree.HTML(answer["html"])
    (frame,) = document.xpath("//iframe")
    assert [element.tag for element in document.iter()] == ["html", "body", "iframe"]
    return frame.attrib


def change(page, **fields):
    for name, value in fields.items():
        setattr(page, name, value)
    page.save()


def test_the_answer_has_all_that_a_video_needs(client, page):
    answer = ask(client).json()

    key = page.video.key
    assert {name: answer[name] for name in answer if name != "html"} == {
        "version": "1.0",
        "type": "video",
        "title": "Sicherung prüfen",
        "author_name": "Auszubildende des Tandems 3",
        "provider_name": "#HESSENbildung.digital",
        "provider_url": "http://localhost/",
        "cache_age": 3600,
        "width": 640,
        "height": 360,
        "duration": 200,
        "license_url": "https://creativecommons.org/licenses/by/4.0/deed.de",
        "thumbnail_url": f"http://localhost/v/{key}/vorschau-1280.jpg",
        "thumbnail_width": 320,
        "thumbnail_height": 180,
    }
    frame = frame_of(answer)
    assert frame["src"] == f"http://localhost/v/{key}/embed/"
    assert (frame["width"], frame["height"], frame["title"]) == ("640", "360", "Sicherung prüfen")
    assert "allowfullscreen" in frame


def test_the_author_is_found_at_the_tandem(client, home):
    make_video_index(home)
    tandem = make_tandem(make_tandem_index(home), 3)
    make_video_page(tandem, make_ready_video())

    assert ask(client).json()["author_url"] == "http://localhost/tandems/tandem-3/"


@pytest.mark.parametrize(
    ("parameters", "size"),
    [
        ({"maxwidth": 480}, (480, 270)),
        ({"maxheight": 90}, (160, 90)),
        ({"maxwidth": 600, "maxheight": 100}, (178, 100)),
        ({"maxwidth": 2000, "maxheight": 2000}, (640, 360)),
        ({"maxwidth": 1}, (1, 1)),
    ],
)
def test_the_player_fits_into_the_room_there_is(client, page, parameters, size):
    answer = ask(client, **parameters).json()

    assert (answer["width"], answer["height"]) == size
    assert (frame_of(answer)["width"], frame_of(answer)["height"]) == tuple(map(str, size))


def test_a_film_in_portrait_keeps_its_shape(client, page):
    Video.objects.filter(pk=page.video_id).update(width=1080, height=1920)

    answer = ask(client, maxheight=320).json()

    assert (answer["width"], answer["height"]) == (180, 320)


@pytest.mark.parametrize(
    ("parameters", "name"),
    [
        ({}, "vorschau-1280.jpg"),
        ({"maxwidth": 700}, "vorschau-640.jpg"),
        ({"maxheight": 200}, "vorschau-320.jpg"),
        ({"maxwidth": 100}, None),
    ],
)
def test_the_still_picture_fits_too_or_is_left_out(client, page, parameters, name):
    page.video.files.filter(kind="poster").delete()
    for width in (320, 640, 1280):
        height = width * 9 // 16
        make_video_file(
            page.video, f"vorschau-{width}.jpg", make_jpeg(width, height), width=width, height=height
        )

    answer = ask(client, **parameters).json()

    assert answer.get("thumbnail_url", "").rpartition("/")[2] == (name or "")
    assert len([key for key in answer if key.startswith("thumbnail")]) == (3 if name else 0)


def test_xml_says_the_same_and_leaves_out_what_is_unknown(client, page):
    Video.objects.filter(pk=page.video_id).update(licence_code="cc0")

    response = ask(client, format="xml")

    answer = ask(client).json()
    root = etree.fromstring(response.content)
    assert response["Content-Type"] == "text/xml; charset=utf-8"
    assert root.tag == "oembed"
    assert {child.tag: child.text for child in root} == {name: str(value) for name, value in answer.items()}
    assert all(child.text for child in root)


@pytest.mark.parametrize(
    "address",
    [
        "https://localhost/videos/sicherung-pruefen/",
        "http://localhost/videos/sicherung-pruefen",
        "http://LOCALHOST:8000/videos/sicherung-pruefen/",
        "http://localhost/v/{key}/",
        "http://localhost/v/{key}",
        "http://localhost/v/{key}/embed/",
        "http://testserver/v/{key}/embed",
    ],
)
def test_every_form_of_our_addresses_is_known(client, page, address):
    assert ask(client, address.format(key=page.video.key)).status_code == 200


def test_a_former_address_is_known_too(client, page, django_capture_on_commit_callbacks):
    page.slug = "sicherung-tauschen"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()

    assert ask(client).json()["title"] == "Sicherung prüfen"


@pytest.mark.parametrize(
    ("tail", "query"),
    [
        ("?t=90&end=120&cc=en", {"t": ["90"], "end": ["120"], "cc": ["en"]}),
        ("?start=1:30", {"t": ["90"]}),
        ("#t=90,120", {"t": ["90"], "end": ["120"]}),
        ("?t=abc&cc=%22%3E&autoplay=1", {}),
        ("?t=99999", {"t": ["200"]}),
        ("?utm_source=x", {}),
    ],
)
def test_start_end_and_captions_are_carried_over(client, page, tail, query):
    source = frame_of(ask(client, PAGE + tail).json())["src"]

    assert parse_qs(urlsplit(source).query) == query


# --- Refusals ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parameters", "status"),
    [
        ({}, 400),
        ({"url": ""}, 400),
        ({"url": "x" * 3000}, 400),
        ({"url": "http://localhost/\0"}, 400),
        ({"url": PAGE, "maxwidth": "0"}, 400),
        ({"url": PAGE, "maxwidth": "-1"}, 400),
        ({"url": PAGE, "maxheight": "wide"}, 400),
        ({"url": PAGE, "maxheight": "9" * 5000}, 400),
        ({"url": PAGE, "format": "yaml"}, 501),
        ({"url": "https://example.org/videos/sicherung-pruefen/"}, 404),
        ({"url": "http://localhost.example.org/videos/sicherung-pruefen/"}, 404),
        ({"url": "http://[/videos/sicherung-pruefen/"}, 404),
        ({"url": "ftp://localhost/videos/sicherung-pruefen/"}, 404),
        ({"url": "javascript:alert(1)"}, 404),
        ({"url": "http://localhost/"}, 404),
        ({"url": "http://localhost/videos/"}, 404),
        ({"url": "http://localhost/videos/gibt-es-nicht/"}, 404),
        ({"url": "http://localhost/v/unknown/"}, 404),
    ],
)
def test_what_cannot_be_answered_has_its_status_and_a_plain_sentence(client, page, parameters, status):
    response = client.get("/oembed/", parameters)

    assert response.status_code == status
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert "<" not in response.content.decode()
    assert response.content.decode().strip().endswith(".")


def test_what_is_withdrawn_is_gone_at_once(client, page):
    assert ask(client).status_code == 200

    page.unpublish()

    assert ask(client).status_code == 404


def test_what_has_expired_is_gone_before_the_clock_acts(client, page):
    change(page, expire_at=timezone.now() - timedelta(seconds=1))

    assert ask(client).status_code == 404


@pytest.mark.parametrize(
    ("visibility", "status"),
    [
        (Visibility.PUBLIC, 200),
        (Visibility.LINK, 200),
        (Visibility.MEMBERS, 401),
        (Visibility.SITES, 404),
    ],
)
def test_only_what_everyone_may_watch_is_answered(client, page, visibility, status):
    change(page, visibility=visibility)

    assert ask(client).status_code == status


def test_nobody_gets_a_personal_answer(client, page):
    """A site keeps the answer and shows it to its own readers."""
    change(page, visibility=Visibility.MEMBERS)
    client.force_login(make_user("root", is_superuser=True))

    assert ask(client).status_code == 401


def test_a_restricted_place_in_the_tree_counts(client, page, home):
    restrict(home)

    assert ask(client).status_code == 401


def test_without_a_free_licence_there_is_no_player_for_others(client, page):
    Video.objects.filter(pk=page.video_id).update(licence_code="reserved")

    assert ask(client).status_code == 404
    assert "oembed" not in client.get("/videos/sicherung-pruefen/").content.decode()


# --- Headers ----------------------------------------------------------------------------------


def test_it_is_asked_again_each_time_and_open_to_scripts(client, page):
    first = ask(client)

    again = client.get("/oembed/", {"url": PAGE}, headers={"If-None-Match": first["ETag"]})

    assert first["Cache-Control"] == "no-cache"
    assert first["Access-Control-Allow-Origin"] == "*"
    assert first["X-Content-Type-Options"] == "nosniff"
    assert first["Content-Type"] == "application/json"
    assert not first.cookies
    assert again.status_code == 304


def test_only_reading_is_possible(client, page):
    assert client.post("/oembed/", {"url": PAGE}).status_code == 405
    assert client.head("/oembed/", {"url": PAGE}).status_code == 200


@pytest.mark.parametrize(
    "title", ["</script><script>alert(1)</script>", 'a" onload="x', "ü & <b>\u2028", "\x0bx"]
)
def test_titles_are_text_in_both_formats(client, page, title):
    change(page, title=title)

    as_json, as_xml = ask(client), ask(client, format="xml")

    assert "<" not in as_json.content.decode()
    answer = json.loads(as_json.content)
    assert answer["title"] == title.replace("\x0b", "")
    assert frame_of(answer)["title"] == answer["title"]
    assert etree.fromstring(as_xml.content).findtext("title") == answer["title"]


def test_the_page_names_both_addresses_json_first(client, page):
    response = client.get("/videos/sicherung-pruefen/?t=90")

    document = etree.HTML(response.content.decode())
    links = document.xpath("//head/link[contains(@type, 'oembed')]")
    assert [link.get("type") for link in links] == ["application/json+oembed", "text/xml+oembed"]
    assert html.escape(links[0].get("href")) in response.content.decode()
    query = parse_qs(urlsplit(links[0].get("href")).query)
    assert query == {"url": [f"{PAGE}?t=90"], "format": ["json"]}
    assert response["Link"].startswith(
        f'<{links[0].get("href")}>; rel="alternate"; type="application/json+oembed"'
    )
    assert 'type="text/xml+oembed"' in response["Link"]
    assert document.xpath("//link[@rel='canonical']/@href") == [PAGE]


def test_members_pages_name_none(client, page):
    change(page, visibility=Visibility.MEMBERS)
    client.force_login(make_user("root", is_superuser=True))

    response = client.get("/videos/sicherung-pruefen/")

    assert response.status_code == 200
    assert "Link" not in response
    assert "json+oembed" not in response.content.decode()
