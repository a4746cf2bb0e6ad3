"""Launches: what is believed, what is refused, and that nothing of a person stays."""

import time
from datetime import timedelta
from io import StringIO
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from cms.site.schedule import run_all
from lessons.lti.models import LearningPlatform, UsedNonce
from tests.factories.media import make_ready_video, make_video_page
from tests.lessons.lti.learning_platform import EMAIL, LTI, NAME, PUPIL, USER, key_pair

pytestmark = pytest.mark.django_db


def watch(page, **more):
    return {"roles": [PUPIL], "custom": {"video": page.video.key, **more}}


def signed(known, asked, key=None, headers=None, algorithm="RS256", **changes):
    """A message written by hand, for what a decent platform never says; None takes a claim away."""
    private, _public = key_pair()
    now = int(time.time())
    content = {
        "iss": known.issuer,
        "aud": known.client_id,
        "iat": now,
        "exp": now + 300,
        "nonce": asked["nonce"],
        f"{LTI}deployment_id": "1",
        f"{LTI}message_type": "LtiResourceLinkRequest",
        f"{LTI}version": "1.3.0",
        f"{LTI}custom": {"video": "x"},
        **changes,
    }
    content = {name: value for name, value in content.items() if value is not None}
    return {
        "state": asked["state"],
        "id_token": jwt.encode(content, key if key is not None else private, algorithm, headers=headers),
    }


@pytest.fixture
def kid(platform):
    return {"kid": platform.registration.get_kid()}


# --- Login ------------------------------------------------------------------------------------


def test_login_asks_the_platform_with_a_number_and_our_address(client, platform, known):
    address = urlsplit(platform.login_address())

    answers = [
        client.get(f"{address.path}?{address.query}"),
        client.post(address.path, parse_qs(address.query)),
    ]

    for answer in answers:
        place = urlsplit(answer["Location"])
        asked = {name: values[0] for name, values in parse_qs(place.query).items()}
        assert f"{place.scheme}://{place.netloc}{place.path}" == f"{platform.website.url}/auth"
        assert {asked.pop(name) != "" for name in ("state", "nonce")} == {True}
        assert asked == {
            "site": "1",
            "scope": "openid",
            "response_type": "id_token",
            "response_mode": "form_post",
            "prompt": "none",
            "client_id": "client-7",
            "redirect_uri": "http://localhost/lti/launch/",
            "login_hint": USER,
            "lti_message_hint": "activity-5",
        }


@pytest.mark.parametrize(
    "change",
    [
        {"iss": "https://fremd.example"},
        {"iss": "a\0b"},
        {"iss": ""},
        {"client_id": "fremd"},
        {"target_link_uri": "https://fremd.example/lti/launch/"},
        {"target_link_uri": ""},
    ],
)
def test_login_of_strangers_and_to_strangers_is_refused(client, platform, known, change):
    query = {name: values[0] for name, values in parse_qs(urlsplit(platform.login_address()).query).items()}

    response = client.post("/lti/login/", {**query, **change})

    assert response.status_code == 403


@pytest.mark.parametrize("state", ["waiting", "blocked"])
def test_only_approved_platforms_come_in(client, platform, known, page, state):
    message = platform.message(platform.begin(client), **watch(page))
    LearningPlatform.objects.update(state=state)
    address = urlsplit(platform.login_address())

    assert client.get(f"{address.path}?{address.query}").status_code == 403
    assert client.post("/lti/launch/", message).status_code == 403


def test_two_registrations_of_one_platform_are_told_apart_by_deployment(client, platform, known):
    platform.approved(client_id="client-8", deployment_ids="2")
    query = {"iss": known.issuer, "login_hint": "x", "target_link_uri": "http://localhost/lti/launch/"}

    response = client.get("/lti/login/", {**query, "lti_deployment_id": "2"})

    assert "client_id=client-8" in response["Location"]
    assert client.get("/lti/login/", query).status_code == 403


# --- Launch -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "query"), [({}, ""), ({"t": "90"}, "?t=90"), ({"t": "1:30"}, "?t=90"), ({"t": "bald"}, "")]
)
def test_a_launch_leads_to_the_player(client, platform, known, page, more, query):
    response = platform.launch(client, **watch(page, **more))

    assert (response.status_code, response["Location"]) == (302, f"/v/{page.video.key}/embed/{query}")
    assert client.get(response["Location"]).status_code == 200


def test_a_launch_counts_once(client, platform, known, page):
    message = platform.message(platform.begin(client), **watch(page))
    assert client.post("/lti/launch/", message).status_code == 302

    response = client.post("/lti/launch/", message)

    assert response.status_code == 403
    assert "noch einmal" in response.content.decode()


def test_a_used_number_is_known_to_every_process(client, platform, known, page, settings):
    message = platform.message(platform.begin(client), **watch(page))
    client.post("/lti/launch/", message)
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}

    assert client.post("/lti/launch/", message).status_code == 403


def test_states_that_are_foreign_old_or_of_another_login_are_refused(client, platform, known, page):
    first = platform.message(platform.begin(client), **watch(page))
    second = platform.message(platform.begin(client), **watch(page))

    assert client.post("/lti/launch/", {**first, "state": "fremd"}).status_code == 403
    assert client.post("/lti/launch/", {**first, "state": second["state"]}).status_code == 403
    assert client.post("/lti/launch/", {"id_token": first["id_token"]}).status_code == 403
    with time_machine.travel(timezone.now() + timedelta(minutes=11), tick=False):
        assert client.post("/lti/launch/", first).status_code == 403
    assert client.post("/lti/launch/", first).status_code == 302


@pytest.mark.parametrize(
    "changes",
    [
        {"exp": 1},
        {"exp": None},
        {"iat": 4102444800},
        {"iat": None},
        {"aud": "fremd"},
        {"aud": None},
        {"aud": ["client-7", "fremd"]},
        {"azp": "fremd"},
        {"iss": "https://fremd.example"},
        {"nonce": "fremd"},
        {"nonce": "ñ"},
        {"nonce": None},
        {f"{LTI}deployment_id": "99"},
        {f"{LTI}deployment_id": None},
        {f"{LTI}deployment_id": ["1"]},
        {f"{LTI}version": "1.1"},
        {f"{LTI}message_type": "LtiSubmissionReviewRequest"},
        {f"{LTI}message_type": None},
        {f"{LTI}custom": None},
        {f"{LTI}custom": ["video"]},
        {f"{LTI}custom": {"video": "../admin"}},
    ],
    ids=str,
)
def test_what_does_not_fit_is_refused_with_a_sentence(client, platform, known, kid, changes):
    message = signed(known, platform.begin(client), headers=kid, **changes)

    response = client.post("/lti/launch/", message)

    assert response.status_code == 403
    assert len(response.context["sentence"]) > 20


def test_the_same_message_without_a_change_is_believed(client, platform, known, kid):
    message = signed(known, platform.begin(client), headers=kid, aud=["client-7", "x"], azp="client-7")

    assert client.post("/lti/launch/", message).status_code == 302


@pytest.mark.parametrize("seconds", [-45, 45])
def test_clocks_may_differ_by_a_minute(client, platform, known, kid, seconds):
    now = int(time.time())
    changes = {"exp": now + seconds} if seconds < 0 else {"iat": now + seconds}

    message = signed(known, platform.begin(client), headers=kid, **changes)

    assert client.post("/lti/launch/", message).status_code == 302


@pytest.mark.filterwarnings("ignore::jwt.InsecureKeyLengthWarning")
@pytest.mark.parametrize("trick", ["none", "HS256", "foreign key", "no kid", "rubbish", "long"])
def test_signatures_are_not_to_be_tricked(client, platform, known, kid, trick):
    asked = platform.begin(client)
    public = platform.public_key.removeprefix("-----BEGIN PUBLIC KEY-----")
    messages = {
        "none": lambda: signed(known, asked, key="", headers=kid, algorithm="none"),
        "HS256": lambda: signed(known, asked, key=public, headers=kid, algorithm="HS256"),
        "foreign key": lambda: signed(known, asked, key=key_pair(1)[0], headers=kid),
        "no kid": lambda: signed(known, asked),
        "rubbish": lambda: {"state": asked["state"], "id_token": "a.b.c"},
        "long": lambda: {"state": asked["state"], "id_token": "a" * 70_000},
    }

    assert client.post("/lti/launch/", messages[trick]()).status_code == 403


def test_keys_are_kept_and_asked_for_once_more_when_one_is_unknown(client, platform, known, page, kid):
    for _ in range(2):
        assert platform.launch(client, **watch(page)).status_code == 302
    assert platform.website.paths.count("/jwks") == 1

    for _ in range(3):
        message = signed(known, platform.begin(client), headers={"kid": "unknown"})
        assert client.post("/lti/launch/", message).status_code == 403

    assert platform.website.paths.count("/jwks") == 2


def test_few_wait_for_a_platform_that_does_not_answer(client, platform, known, kid):
    platform.website.answers["/jwks"] = (500, {})

    for _ in range(4):
        assert (
            client.post("/lti/launch/", signed(known, platform.begin(client), headers=kid)).status_code == 403
        )

    assert platform.website.paths.count("/jwks") == 2


def test_a_platform_that_answers_again_is_heard(client, platform, known, page):
    good, platform.website.answers["/jwks"] = platform.website.answers["/jwks"], (500, {})
    assert platform.launch(client, **watch(page)).status_code == 403

    platform.website.answers["/jwks"] = good

    assert platform.launch(client, **watch(page)).status_code == 302


def test_keys_outlast_a_question_that_is_not_answered(client, platform, known, page):
    assert platform.launch(client, **watch(page)).status_code == 302
    platform.website.answers["/jwks"] = (500, {})

    message = signed(known, platform.begin(client), headers={"kid": "unknown"})
    assert client.post("/lti/launch/", message).status_code == 403

    assert platform.launch(client, **watch(page)).status_code == 302


def test_another_address_of_the_keys_is_asked_at_once(client, platform, known, page):
    known.jwks_url = f"{platform.website.url}/nowhere"
    known.save()
    for _ in range(2):
        assert platform.launch(client, **watch(page)).status_code == 403

    known.jwks_url = f"{platform.website.url}/jwks"
    known.save()

    assert platform.launch(client, **watch(page)).status_code == 302


def test_a_platform_may_change_its_key(client, platform, known, page):
    assert platform.launch(client, **watch(page)).status_code == 302
    private, public = key_pair(1)
    platform.registration.set_platform_private_key(private).set_platform_public_key(public)
    platform.website.answers["/jwks"] = (200, {"keys": platform.registration.get_jwks()})

    assert platform.launch(client, **watch(page)).status_code == 302


@pytest.mark.parametrize(
    "keys", [{}, {"keys": "x"}, {"keys": [1, {"kty": "oct", "k": "eA", "kid": "unknown"}]}]
)
def test_senseless_keys_of_a_platform_are_no_error_of_ours(client, platform, known, keys):
    platform.website.answers["/jwks"] = (200, keys)

    message = signed(known, platform.begin(client), headers={"kid": "unknown"})

    assert client.post("/lti/launch/", message).status_code == 403


def test_addresses_are_for_platforms_only(client, known):
    for address in ("/lti/launch/", "/lti/dl/"):
        response = client.get(address)
        assert (response.status_code, response["Allow"]) == (405, "POST")
    assert client.get("/lti/login/").status_code == 403


def test_an_activity_without_a_video_says_what_to_do(client, platform, known):
    response = platform.launch(client, roles=[PUPIL])

    assert response.status_code == 403
    assert "Inhalt auswählen" in response.content.decode()


def test_a_withdrawn_video_is_announced_courteously(client, platform, known, page):
    other = make_video_page(page.get_parent(), make_ready_video(), slug="zwei", live=False)
    page.unpublish()

    withdrawn = client.get(platform.launch(client, **watch(page))["Location"])
    draft = client.get(platform.launch(client, **watch(other))["Location"])

    assert (withdrawn.status_code, draft.status_code) == (410, 404)
    assert "nicht mehr verfügbar" in withdrawn.content.decode()


# --- Persons ----------------------------------------------------------------------------------


def test_nothing_of_a_person_is_stored_or_logged(client, platform, known, page, caplog):
    caplog.set_level("DEBUG")
    platform.launch(client, **watch(page))
    platform.launch(client, deep_link={})
    platform.launch(client, **watch(page), **{f"{LTI}version": "1.1"})

    stored = StringIO()
    call_command("dumpdata", stdout=stored)

    known.refresh_from_db()
    assert known.last_launch_date == timezone.localdate()
    for secret in (NAME, EMAIL, USER, "erika", "Elektro 11b", "course-8"):
        assert secret not in stored.getvalue()
        assert secret not in caplog.text


def test_used_numbers_are_forgotten(client, platform, known, page):
    platform.launch(client, **watch(page))
    assert UsedNonce.objects.count() == 1

    run_all(timezone.now() + timedelta(minutes=21))

    assert not UsedNonce.objects.exists()


QUERIES_OF_A_LAUNCH = 6  # platform, savepoint, number, savepoint, day; the day once a day


def test_a_launch_asks_the_database_little(client, platform, known, page, django_assert_max_num_queries):
    platform.launch(client, **watch(page))
    message = platform.message(platform.begin(client), **watch(page))

    with django_assert_max_num_queries(QUERIES_OF_A_LAUNCH):
        client.post("/lti/launch/", message)
