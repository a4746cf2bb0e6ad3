"""Choosing inside of a platform: only what everyone may see, without script, and signed on the way back."""

import re
from datetime import timedelta

import jwt
import pytest
import time_machine
from django.utils import timezone

from cms.core.licences import LicenceCode
from lessons.lti.claims import ROLES
from lessons.lti.models import LearningPlatform, ToolKey
from lessons.lti.views import frames_of
from media.publication import Visibility
from tests.factories.media import make_ready_video, make_video_page
from tests.lessons.lti.learning_platform import DEEP_LINKING, PUPIL

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(videos, page):
    other = make_video_page(videos, make_ready_video(), title="Wareneingang", slug="wareneingang")
    return [page, other]


def open_picker(client, platform, **wishes):
    response = platform.launch(client, deep_link={"accept_multiple": True, **wishes})
    assert response.status_code == 200, response.content.decode()
    return response


def send(client, response, **fields):
    """Press a button on the page of choosing."""
    order = re.search(r'name="auftrag" value="([^"]+)"', response.content.decode())[1]
    return client.post("/lti/dl/", {"auftrag": order, **fields})


def take(client, response, *pages, **fields):
    return send(client, response, video=[page.video.key for page in pages], tun="uebernehmen", **fields)


def claims(response):
    return jwt.decode(response.context["jwt"], options={"verify_signature": False})


def test_chosen_videos_reach_the_platform_and_lead_back_to_the_player(client, platform, known, pages):
    keys = [page.video.key for page in pages]

    response = take(client, open_picker(client, platform), *pages, **{f"start-{keys[0]}": "1:30"})
    items = platform.read_answer(response, client.get("/lti/jwks/").json())

    poster = {"url": f"http://localhost/v/{keys[0]}/vorschau-320.jpg", "width": 320, "height": 180}
    assert items[0] == {
        "type": "ltiResourceLink",
        "title": "Sicherung prüfen",
        "text": pages[0].meta_description,
        "url": "http://localhost/lti/launch/",
        "icon": poster,
        "thumbnail": poster,
        "custom": {"video": keys[0], "t": "90"},
        "iframe": {"width": 640, "height": 360},
    }
    assert items[1]["custom"] == {"video": keys[1]}
    launched = platform.launch(client, roles=[PUPIL], custom=items[0]["custom"])
    assert launched["Location"] == f"/v/{keys[0]}/embed/?t=90"


def test_the_answer_says_what_the_standard_asks(client, platform, known, page):
    response = take(client, open_picker(client, platform, data="csrf-of-moodle"), page)

    content = claims(response)
    assert content["iss"] == known.client_id
    assert content["aud"] == [known.issuer]
    assert content["exp"] - content["iat"] == 300
    assert content["nonce"]
    assert content[f"{DEEP_LINKING}data"] == "csrf-of-moodle"
    assert jwt.get_unverified_header(response.context["jwt"])["kid"] == ToolKey.objects.get().kid
    assert response.context["target"] == platform.return_url


def test_without_data_none_is_sent_back(client, platform, known, page):
    assert f"{DEEP_LINKING}data" not in claims(take(client, open_picker(client, platform), page))


def test_going_back_without_a_choice_is_an_answer_too(client, platform, known, page):
    response = send(client, open_picker(client, platform), tun="ohne", video=page.video.key)

    content = claims(response)
    assert content[f"{DEEP_LINKING}content_items"] == []
    assert content[f"{DEEP_LINKING}msg"] == "Es wurde kein Lernvideo ausgewählt."


def test_platforms_without_lti_links_get_plain_ones_with_the_player(client, platform, known, page):
    opened = open_picker(client, platform, accept_types=["link", "html"])

    (item,) = claims(take(client, opened, page, **{f"start-{page.video.key}": "5"}))[
        f"{DEEP_LINKING}content_items"
    ]

    assert (item["type"], item["url"]) == ("link", page.full_url)
    assert item["thumbnail"]["url"].endswith("/vorschau-320.jpg")
    assert f"/v/{page.video.key}/embed/?t=5" in item["embed"]["html"]
    assert "custom" not in item


@pytest.mark.parametrize(
    "wishes",
    [{"accept_types": ["file"]}, {"accept_types": "x"}, {"deep_link_return_url": "javascript:alert(1)"}],
    ids=str,
)
def test_platforms_that_take_no_links_hear_so(client, platform, known, wishes):
    assert platform.launch(client, deep_link=wishes).status_code == 403


def test_pupils_do_not_choose(client, platform, known):
    assert platform.launch(client, roles=[PUPIL], deep_link={}).status_code == 403


@pytest.mark.parametrize("roles", [None, 7, True, "Instructor", {"Instructor": 1}], ids=str)
def test_who_has_no_list_of_roles_does_not_choose(client, platform, known, roles):
    assert platform.launch(client, deep_link={}, **{ROLES: roles}).status_code == 403


@pytest.mark.parametrize("role", ["membership#ContentDeveloper", "institution/person#Administrator"])
def test_those_who_make_courses_do(client, platform, known, videos, role):
    response = platform.launch(client, roles=[f"http://purl.imsglobal.org/vocab/lis/v2/{role}"], deep_link={})

    assert response.status_code == 200


def test_only_what_everyone_may_see_and_embed_is_offered(client, platform, known, videos, page):
    hidden = [
        make_video_page(videos, make_ready_video(), title="Entwurf", slug="a", live=False),
        make_video_page(videos, make_ready_video(), slug="b", visibility=Visibility.MEMBERS),
        make_video_page(videos, make_ready_video(), slug="c", visibility=Visibility.LINK),
        make_video_page(videos, make_ready_video(licence_code=LicenceCode.RESERVED), slug="d"),
    ]

    opened = open_picker(client, platform)
    taken = take(client, opened, *hidden)

    assert [row.page for row in opened.context["picker"].rows] == [page]
    assert "Entwurf" not in opened.content.decode()
    assert taken.context["complaint"]


def test_what_is_chosen_survives_searching_and_turning_pages(client, platform, known, pages):
    opened = open_picker(client, platform)
    first, second = pages

    searched = send(
        client,
        opened,
        tun="suchen",
        q="Wareneingang",
        video=first.video.key,
        **{f"start-{first.video.key}": "0:20"},
    )

    picker = searched.context["picker"]
    assert [row.page for row in picker.rows] == [second]
    assert [(row.page, row.moment) for row in picker.kept] == [(first, "0:20")]
    both = take(client, searched, first, second, **{f"start-{first.video.key}": "0:20"})
    customs = [item["custom"] for item in claims(both)[f"{DEEP_LINKING}content_items"]]
    assert customs == [{"video": first.video.key, "t": "20"}, {"video": second.video.key}]


def test_a_moment_beyond_the_film_is_said_and_nothing_is_lost(client, platform, known, page):
    key = page.video.key

    response = take(client, open_picker(client, platform), page, **{f"start-{key}": "9:59"})

    text = response.content.decode()
    assert "3:20" in text
    assert 'value="9:59"' in text
    assert re.search(rf'value="{key}" id="video-{key}" checked', text)


@pytest.mark.parametrize("multiple", [False, None, "false"])
def test_one_video_only_where_the_platform_takes_one(client, platform, known, pages, multiple):
    opened = open_picker(client, platform, accept_multiple=multiple)

    items = claims(take(client, opened, *pages))[f"{DEEP_LINKING}content_items"]

    assert 'type="radio"' in opened.content.decode()
    assert 'type="checkbox"' not in opened.content.decode()
    assert len(items) == 1


@pytest.mark.parametrize(
    "fields", [{"q": "\0"}, {"seite": "x"}, {"seite": "99"}, {"beruf": "x"}, {"video": "\0"}]
)
def test_senseless_wishes_are_no_error(client, platform, known, page, fields):
    assert send(client, open_picker(client, platform), tun="suchen", **fields).status_code == 200


def test_choosing_ends_after_an_hour_and_needs_our_signature(client, platform, known, page):
    opened = open_picker(client, platform)

    assert client.post("/lti/dl/", {"auftrag": "fremd", "tun": "ohne"}).status_code == 403
    assert client.post("/lti/dl/").status_code == 403
    with time_machine.travel(timezone.now() + timedelta(minutes=61), tick=False):
        assert take(client, opened, page).status_code == 403
    LearningPlatform.objects.update(state="blocked")
    assert take(client, opened, page).status_code == 403


def test_only_this_platform_frames_the_pages_and_gets_the_form(client, platform, known, page):
    opened = open_picker(client, platform)
    sent = take(client, opened, page)

    for response, target in ((opened, "'self'"), (sent, platform.website.url)):
        policy = response["Content-Security-Policy"]
        assert f"frame-ancestors {platform.website.url}" in policy
        assert f"form-action {target}" in policy
        assert "X-Frame-Options" not in response
        assert "no-store" in response["Cache-Control"]
        assert "Cookie" not in response.get("Vary", "")


def test_pages_of_a_school_on_a_shared_platform_frame_us_too(client, platform, known, page):
    """Hosted Canvas signs under one name for the pages of all schools."""
    opened = open_picker(client, platform, deep_link_return_url="https://school.example:8443/back?id=1#x")
    sent = take(client, opened, page)

    for response in (opened, sent):
        policy = response["Content-Security-Policy"].split("; ")
        assert f"frame-ancestors {platform.website.url} https://school.example:8443" in policy


@pytest.mark.parametrize(
    ("return_url", "added"),
    [
        ("https://school.example/back", ["https://school.example"]),
        ("https://user:word@school.example/", ["https://school.example"]),
        ("https://issuer.example/back", []),
        ("http://school.example/back", []),
        ("https://*.example/", []),
        ("https://*/", []),
        ("https://a.example;script-src/", []),
        ("https://a.example, https://b.example/", []),
        ("https://a.example 'unsafe-inline'/", []),
        ("https://ä.example/", []),
        ("https://a.example:x/", []),
        ("https:///back", []),
        ("data:text/html,x", []),
        ("*", []),
        ("", []),
    ],
)
def test_only_the_plain_origin_of_the_return_address_is_let_in(return_url, added):
    platform = LearningPlatform(issuer="https://issuer.example", auth_url="https://issuer.example/auth")

    assert frames_of(platform, return_url) == ["https://issuer.example", *added]


QUERIES_OF_CHOOSING = 18


@pytest.mark.parametrize("count", [1, 3])
def test_choosing_asks_the_same_for_one_and_for_three(
    client, platform, known, videos, count, django_assert_num_queries
):
    pages = [make_video_page(videos, make_ready_video(), slug=f"v{number}") for number in range(count)]
    opened = open_picker(client, platform)
    send(client, opened, tun="suchen")

    with django_assert_num_queries(QUERIES_OF_CHOOSING):
        send(client, opened, tun="suchen", video=[page.video.key for page in pages])
