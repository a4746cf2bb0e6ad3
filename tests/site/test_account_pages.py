"""Login, password and second factor look like the site and work from the first step to the last."""

import re

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.auth import get_user_model
from django.core import mail
from django.urls import reverse

from tests.factories.pages import make_site

pytestmark = pytest.mark.django_db
PASSWORD = "a-long-password-for-tests"

OPEN_TO_ALL = [
    "account_login",
    "account_signup",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "account_email_verification_sent",
]
OPEN_TO_USERS = [
    "account_logout",
    "account_change_password",
    "account_email",
    "account_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
]


@pytest.fixture(autouse=True)
def home():
    return make_site()


@pytest.fixture
def user():
    return get_user_model().objects.create_user("alice", "alice@example.org", PASSWORD)


@pytest.fixture
def at_home(client, user):
    """Alice, logged in, and asked for her password once more as the second factor demands."""
    client.post(reverse("account_login"), {"login": "alice", "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def assert_wears_the_design(response):
    html = response.content.decode()
    assert response.status_code == 200
    assert 'class="site-header"' in html
    assert html.count("<h1") == 1
    assert not re.search(r"\sstyle=|<style|\son\w+=", html)
    inline_scripts = re.findall(r"<script(?![^>]*\ssrc=)(?![^>]*application/(?:ld\+)?json)[^>]*>", html)
    assert inline_scripts == []


def code_now(secret):
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


@pytest.mark.parametrize("name", OPEN_TO_ALL)
def test_page_for_everyone_wears_the_design(client, name):
    assert_wears_the_design(client.get(reverse(name)))


@pytest.mark.parametrize("name", OPEN_TO_USERS)
def test_page_of_an_account_wears_the_design(at_home, name):
    assert_wears_the_design(at_home.get(reverse(name)))


def test_login_does_not_invite_to_register(client):
    assert reverse("account_signup") not in client.get(reverse("account_login")).content.decode()


def test_wrong_password_is_answered_in_words_without_telling_which_part_was_wrong(client, user):
    answers = [
        client.post(reverse("account_login"), {"login": login, "password": "wrong"}).context["form"].errors
        for login in ("alice", "nobody")
    ]

    assert answers[0] == answers[1] != {}


def test_password_is_reset_from_the_request_to_the_login(client, user):
    client.post(reverse("account_reset_password"), {"email": "alice@example.org"})
    (link,) = re.findall(r"/konto/password/reset/key/\S+", mail.outbox[0].body)

    form = client.get(link, follow=True)
    assert_wears_the_design(form)
    done = client.post(
        form.request["PATH_INFO"],
        {"password1": "another-long-password", "password2": "another-long-password"},
        follow=True,
    )

    assert_wears_the_design(done)
    assert client.login(username="alice", password="another-long-password")


def test_used_link_of_a_reset_says_so(client, user):
    response = client.get("/konto/password/reset/key/1-not-a-key/")

    assert_wears_the_design(response)


def test_second_factor_is_set_up_and_asked_for_at_the_next_login(at_home, user):
    page = at_home.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret

    codes = at_home.post(reverse("mfa_activate_totp"), {"code": code_now(secret)}, follow=True)
    assert_wears_the_design(codes)
    assert_wears_the_design(at_home.get(reverse("mfa_deactivate_totp")))
    assert_wears_the_design(at_home.get(reverse("mfa_generate_recovery_codes")))
    at_home.post(reverse("account_logout"))

    asked = at_home.post(reverse("account_login"), {"login": "alice", "password": PASSWORD}, follow=True)
    assert_wears_the_design(asked)
    assert "_auth_user_id" not in at_home.session
    recovery = Authenticator.objects.get(user=user, type=Authenticator.Type.RECOVERY_CODES).wrap()
    at_home.post(reverse("mfa_authenticate"), {"code": recovery.get_unused_codes()[0]})

    assert at_home.session["_auth_user_id"] == str(user.pk)


def test_codes_for_emergencies_are_shown_and_can_be_kept(at_home, user):
    secret = at_home.get(reverse("mfa_activate_totp")).context["form"].secret
    at_home.post(reverse("mfa_activate_totp"), {"code": code_now(secret)})

    page = at_home.get(reverse("mfa_view_recovery_codes"))
    kept = at_home.get(reverse("mfa_download_recovery_codes"))

    codes = (
        Authenticator.objects.get(user=user, type=Authenticator.Type.RECOVERY_CODES).wrap().get_unused_codes()
    )
    assert_wears_the_design(page)
    assert all(code in page.content.decode() and code in kept.content.decode() for code in codes)


def test_secret_of_the_second_factor_can_be_typed_where_no_camera_is(at_home):
    page = at_home.get(reverse("mfa_activate_totp"))

    assert page.context["form"].secret in page.content.decode()
    assert 'class="qr-code"' in page.content.decode()
    assert get_adapter().get_totp_issuer() == "Wissenstransfer"


def test_only_the_login_sets_a_cookie(client):
    assert client.get("/").cookies == {}
    assert client.get("/suche/?q=titration").cookies == {}
    assert set(client.get(reverse("account_login")).cookies) == {"csrftoken"}


@pytest.mark.parametrize("name", OPEN_TO_ALL + OPEN_TO_USERS)
def test_no_page_of_an_account_is_kept_by_anyone(at_home, name):
    response = at_home.get(reverse(name))

    assert "public" not in response.headers.get("Cache-Control", "")
