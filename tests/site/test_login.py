"""There is one door to the admin, and it asks for everything."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core import mail
from django.urls import reverse

from cms.site.accounts import ClosedAccountAdapter

pytestmark = pytest.mark.django_db
PASSWORD = "a-long-password-for-tests"


@pytest.fixture
def editor():
    user = get_user_model().objects.create_user("alice", "alice@example.org", PASSWORD)
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    return user


@pytest.fixture
def member():
    return get_user_model().objects.create_user("bob", "bob@example.org", PASSWORD)


def log_in(client, user):
    return client.post(reverse("account_login"), {"login": user.username, "password": PASSWORD})


def test_admin_sends_strangers_to_the_one_login(client):
    response = client.get("/admin/")

    assert (response.status_code, response["Location"]) == (302, "/konto/login/?next=/admin/")


def test_wagtails_own_login_leads_to_the_one_login_and_keeps_the_aim(client):
    response = client.get("/admin/login/?next=/admin/pages/")

    assert (response.status_code, response["Location"]) == (302, "/konto/login/?next=/admin/pages/")


def test_wagtails_own_login_takes_no_password(client, editor):
    client.post("/admin/login/", {"username": "alice", "password": PASSWORD})

    assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize("tail", ["", "done/", "confirm/MQ/set-password/", "complete/"])
def test_wagtails_own_reset_leads_to_the_one_reset(client, tail):
    response = client.get(f"/admin/password_reset/{tail}")

    assert (response.status_code, response["Location"]) == (302, "/konto/password/reset/")


@pytest.mark.parametrize(
    "path", ["/django-admin/", "/django-admin/login/", "/accounts/login/", "/admin/api/v3/"]
)
def test_no_other_door_exists(client, path):
    assert client.get(path).status_code in (302, 404)
    assert client.post(path, {"username": "a", "password": "b"}).status_code in (302, 404)


def test_editor_arrives_in_the_admin_and_member_on_the_site(client, editor, member):
    assert log_in(client, editor)["Location"] == "/admin/"
    client.logout()

    assert log_in(client, member)["Location"] == "/"


def test_login_does_not_lead_to_another_host(client, editor):
    aims = [
        "//evil.example",
        "https:evil.example",
        "https://evil.example/",
        "\\\\evil.example",
        "javascript:alert(1)",
    ]
    for aim in aims:
        response = client.post(
            reverse("account_login"), {"login": "alice", "password": PASSWORD, "next": aim}
        )

        assert response["Location"] == "/admin/"
        client.logout()


def test_admin_logout_ends_the_session(client, editor):
    client.force_login(editor)

    client.post("/admin/logout/")

    assert client.get("/admin/").status_code == 302


def test_nobody_makes_an_account(client, rf):
    assert ClosedAccountAdapter().is_open_for_signup(rf.get("/")) is False
    client.post(
        reverse("account_signup"),
        {"username": "eve", "email": "eve@example.org", "password1": PASSWORD, "password2": PASSWORD},
    )

    assert not get_user_model().objects.filter(username="eve").exists()


def test_reset_mails_alike_whether_or_not_the_address_is_known(client, member):
    known = client.post(reverse("account_reset_password"), {"email": "bob@example.org"})
    unknown = client.post(reverse("account_reset_password"), {"email": "nobody@example.org"})

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert [message.to for message in mail.outbox] == [["bob@example.org"], ["nobody@example.org"]]


def test_failed_logins_are_limited(client, editor, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "2/15m/key,30/15m/ip"}
    for _ in range(2):
        client.post(reverse("account_login"), {"login": "alice", "password": "wrong"})

    log_in(client, editor)

    assert client.get("/admin/").status_code == 302


class TestSecondFactor:
    @pytest.fixture(autouse=True)
    def _is_required(self, settings):
        settings.REQUIRE_MFA = True

    def test_editor_without_one_is_led_to_its_set_up(self, client, editor):
        client.force_login(editor)

        for path in ("/admin/", "/admin/pages/", "/admin/account/"):
            response = client.get(path)
            assert (response.status_code, response["Location"]) == (302, reverse("mfa_activate_totp"))

    def test_editor_with_one_enters(self, client, editor):
        Authenticator.objects.create(user=editor, type=Authenticator.Type.TOTP, data={"secret": "x"})
        client.force_login(editor)

        assert client.get("/admin/").status_code == 200

    def test_login_asks_for_it(self, client, editor):
        Authenticator.objects.create(user=editor, type=Authenticator.Type.TOTP, data={"secret": "x"})

        assert log_in(client, editor)["Location"].startswith(reverse("mfa_authenticate"))
        assert client.get("/admin/").status_code == 302

    def test_editor_without_one_can_leave(self, client, editor):
        client.force_login(editor)

        client.post("/admin/logout/")

        assert "_auth_user_id" not in client.session

    def test_member_needs_none(self, client, member):
        client.force_login(member)

        assert client.get("/").status_code != 302


def test_member_on_the_admin_is_refused_and_not_sent_in_circles(client, member):
    client.force_login(member)

    assert client.get("/admin/").status_code == 403
    assert client.get("/admin/pages/").status_code == 403
