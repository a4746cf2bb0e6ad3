"""Dynamic registration: once, with what the platform says of itself, and not before someone approved it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cms.site.schedule import run_all
from lessons.lti.models import LearningPlatform, RegistrationLink
from tests.lessons.lti.learning_platform import TOOL

pytestmark = pytest.mark.django_db


@pytest.fixture
def link(db):
    return RegistrationLink.objects.create(name="Moodle der Schule")


@pytest.fixture
def ways(website):
    return {"openid_configuration": f"{website.url}/openid", "registration_token": "token-of-moodle"}


def path(link):
    return f"/lti/register/{link.token}/"


def test_a_platform_registers_and_waits(client, platform, link, ways):
    asked = client.get(path(link), ways)
    done = client.post(path(link), ways)

    known = LearningPlatform.objects.get()
    url = platform.website.url
    assert "127.0.0.1" in asked.content.decode()
    assert done.status_code == 200
    assert (known.name, known.state) == ("Moodle der Schule", LearningPlatform.State.WAITING)
    assert (known.issuer, known.client_id, known.deployment_ids) == (url, "client-7", "1")
    assert (known.auth_url, known.token_url, known.jwks_url) == (
        f"{url}/auth?site=1",
        f"{url}/token",
        f"{url}/jwks",
    )


def test_looking_at_the_page_changes_nothing(client, platform, link, ways):
    client.get(path(link), ways)

    assert platform.website.asked == []
    assert link.is_usable


def test_the_platform_hears_who_we_are_and_that_we_want_no_person(client, platform, link, ways):
    client.post(path(link), ways)

    verb, _path, headers, wish = platform.website.asked[-1]
    assert (verb, headers["Authorization"]) == ("POST", "Bearer token-of-moodle")
    assert wish["scope"] == ""
    assert wish[TOOL]["claims"] == ["iss", "sub"]
    assert wish["redirect_uris"] == ["http://localhost/lti/launch/"]
    assert wish["initiate_login_uri"] == "http://localhost/lti/login/"
    assert wish["jwks_uri"] == "http://localhost/lti/jwks/"
    assert [message["type"] for message in wish[TOOL]["messages"]] == [
        "LtiDeepLinkingRequest",
        "LtiResourceLinkRequest",
    ]


def test_after_approval_the_platform_shows_videos(client, platform, link, ways, page):
    client.post(path(link), ways)
    LearningPlatform.objects.update(state=LearningPlatform.State.APPROVED)

    response = platform.launch(client, custom={"video": page.video.key})

    assert response["Location"] == f"/v/{page.video.key}/embed/"


def test_a_link_works_once(client, platform, link, ways):
    client.post(path(link), ways)

    assert client.post(path(link), ways).status_code == 403
    assert client.get(path(link), ways).status_code == 403
    assert LearningPlatform.objects.count() == 1


def test_a_link_works_for_a_week(client, platform, link, ways):
    RegistrationLink.objects.update(created_at=timezone.now() - timedelta(days=7, seconds=1))

    assert client.post(path(link), ways).status_code == 403
    assert platform.website.asked == []


def test_registering_again_needs_another_approval(client, platform, known, link, ways):
    client.post(path(link), ways)

    known.refresh_from_db()
    assert known.state == LearningPlatform.State.WAITING


def test_links_that_nobody_made_are_refused(client, ways):
    assert client.get("/lti/register/ausgedacht/", ways).status_code == 403


def test_a_browser_is_told_where_the_link_belongs(client, link):
    text = client.get(path(link)).content.decode()

    assert f"http://localhost{path(link)}" in text
    assert "Moodle" in text


@pytest.mark.parametrize(
    ("path_of_answer", "answer"),
    [
        ("/openid", (404, {})),
        ("/openid", (302, b"/jwks")),
        ("/openid", (200, b"<html>")),
        ("/openid", (200, [])),
        ("/openid", (200, b"{" + b" " * 300_000 + b"}")),
        ("/openid", (200, {})),
        ("/openid", (200, {"issuer": "https://fremd.example"})),
        ("/openid", (200, {"issuer": "https://[bad"})),
        ("/register", (500, {})),
        ("/register", (200, {})),
        ("/register", (200, {"client_id": 7})),
        ("/register", (200, {"client_id": "x" * 256})),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_registration_that_fails_can_be_tried_again(client, platform, link, ways, path_of_answer, answer):
    good = platform.website.answers[path_of_answer]
    platform.website.answers[path_of_answer] = answer

    assert client.post(path(link), ways).status_code == 403
    assert not LearningPlatform.objects.exists()
    platform.website.answers[path_of_answer] = good
    assert client.post(path(link), ways).status_code == 200


@pytest.mark.parametrize("name", ["authorization_endpoint", "jwks_uri", "registration_endpoint"])
@pytest.mark.parametrize("value", [None, "", 7, "ftp://x.example/", "https://a b", "javascript:alert(1)"])
def test_every_address_of_a_platform_is_looked_at(client, platform, link, ways, name, value):
    platform.website.answers["/openid"] = (200, {**platform.described(), name: value})

    assert client.post(path(link), ways).status_code == 403
    assert not LearningPlatform.objects.exists()


def test_words_that_cannot_stand_in_a_header_are_left_out(client, platform, link, ways):
    assert client.post(path(link), {**ways, "registration_token": "a\r\nX: 1"}).status_code == 200

    assert "Authorization" not in platform.website.asked[-1][2]


def test_only_the_platform_frames_the_registration(client, platform, link, ways):
    response = client.get(path(link), ways)

    assert f"frame-ancestors {platform.website.url}" in response["Content-Security-Policy"]
    assert response["Cross-Origin-Opener-Policy"] == "unsafe-none"
    assert "frame-ancestors 'none'" in client.get(path(link))["Content-Security-Policy"]


def test_old_links_are_forgotten(link):
    run_all(timezone.now() + timedelta(days=27))
    assert RegistrationLink.objects.exists()

    run_all(timezone.now() + timedelta(days=29))

    assert not RegistrationLink.objects.exists()
