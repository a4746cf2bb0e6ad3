"""Learning platforms in the admin: the coordination connects and blocks them, nobody else."""

import pytest
from django.contrib.auth.models import Group
from pytest_django.asserts import assertTemplateUsed

from cms.site.roles import COORDINATION
from lessons.lti.models import LearningPlatform, RegistrationLink, ToolKey
from tests.factories.editors import make_editor

pytestmark = pytest.mark.django_db

PLATFORMS, LINKS, KEYS = (
    "/admin/lernplattformen/",
    "/admin/lernplattformen-links/",
    "/admin/lernplattformen-schluessel/",
)
TYPED = {
    "name": "Moodle der Schule",
    "state": "approved",
    "issuer": "https://moodle.schule.example",
    "client_id": "abc",
    "deployment_ids": "1\n2",
    "auth_url": "https://moodle.schule.example/mod/lti/auth.php",
    "token_url": "",
    "jwks_url": "https://moodle.schule.example/mod/lti/certs.php",
}


@pytest.fixture
def coordination(newsroom):
    return make_editor("kora", Group.objects.get(name=COORDINATION))


def make_platform(number=1, **fields):
    values = {
        **TYPED,
        "client_id": f"client-{number}",
        "name": f"Moodle {number}",
        "state": "waiting",
        **fields,
    }
    return LearningPlatform.objects.create(**values)


def test_a_platform_is_registered_by_hand_with_our_addresses_at_hand(coordination):
    page = coordination.get(f"{PLATFORMS}new/").content.decode()
    for address in ("login", "launch", "jwks"):
        assert f"http://localhost/lti/{address}/" in page

    coordination.post(f"{PLATFORMS}new/", TYPED)

    platform = LearningPlatform.objects.get()
    assert (platform.state, platform.deployments) == ("approved", ["1", "2"])


@pytest.mark.parametrize("name", ["issuer", "auth_url", "jwks_url", "token_url"])
@pytest.mark.parametrize("value", ["moodle", "http://moodle.schule.example", "javascript:alert(1)"])
def test_wrong_addresses_are_said_and_nothing_is_lost(coordination, name, value):
    response = coordination.post(f"{PLATFORMS}new/", {**TYPED, name: value})

    assert list(response.context["form"].errors) == [name]
    assert value in response.content.decode()
    assert "Moodle der Schule" in response.content.decode()


def test_the_same_registration_twice_is_said(coordination):
    make_platform(client_id="abc")

    response = coordination.post(f"{PLATFORMS}new/", TYPED)

    assert response.context["form"].errors
    assert LearningPlatform.objects.count() == 1


def test_a_waiting_platform_is_approved(coordination):
    platform = make_platform()
    assert "wartet auf Freigabe" in coordination.get(PLATFORMS).content.decode()

    coordination.post(f"{PLATFORMS}edit/{platform.pk}/", TYPED)

    platform.refresh_from_db()
    assert platform.state == "approved"
    assert coordination.get(f"{PLATFORMS}?state=waiting").context["object_list"].count() == 0


def test_a_link_is_made_copied_and_taken_back(coordination):
    coordination.post(f"{LINKS}new/", {"name": "Moodle der Schule"})

    link = RegistrationLink.objects.get()
    assert link.address in coordination.get(LINKS).content.decode()
    assert coordination.client.get(f"{LINKS}edit/{link.pk}/").status_code in (302, 403)
    coordination.post(f"{LINKS}delete/{link.pk}/")
    assert not RegistrationLink.objects.exists()


def test_a_used_link_is_not_shown_for_copying(coordination):
    link = RegistrationLink.objects.create(name="x")
    RegistrationLink.objects.take(link, link.created_at)

    assert link.token not in coordination.get(LINKS).content.decode()


def test_keys_are_rotated(coordination):
    coordination.post(f"{KEYS}new/", {})
    coordination.post(f"{KEYS}new/", {})
    assert ToolKey.objects.count() == 2

    coordination.post(f"{KEYS}new/", {"at_once": "on"})

    key = ToolKey.objects.get()
    assert key.kid in coordination.get(KEYS).content.decode()
    coordination.post(f"{KEYS}delete/{key.pk}/")
    assert ToolKey.objects.exists()


@pytest.mark.parametrize("who", ["eva", "alice", "bob"])
@pytest.mark.parametrize("where", [PLATFORMS, LINKS, KEYS])
def test_nobody_else_sees_or_does_anything(newsroom, who, where):
    platform = make_platform()
    person = getattr(newsroom, who)

    for address in (
        where,
        f"{where}new/",
        f"{PLATFORMS}edit/{platform.pk}/",
        f"{PLATFORMS}delete/{platform.pk}/",
    ):
        assert person.get(address).status_code in (302, 403)
        assert person.post(address, TYPED).status_code in (302, 403)
    platform.refresh_from_db()
    assert (platform.state, LearningPlatform.objects.count()) == ("waiting", 1)
    assert not RegistrationLink.objects.exists()
    assert not ToolKey.objects.exists()
    assert "lernplattformen" not in person.get("/admin/").content.decode()


def test_forms_have_their_own_pages(coordination):
    platform = make_platform()
    pages = {
        f"{PLATFORMS}new/": "lessons/admin/lti_platform_new.html",
        f"{PLATFORMS}edit/{platform.pk}/": "lessons/admin/lti_platform.html",
        f"{KEYS}new/": "lessons/admin/lti_key_new.html",
    }

    for address, template in pages.items():
        assertTemplateUsed(coordination.get(address), template)


QUERIES_OF_THE_LIST = 11


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_for_one_and_for_three(coordination, count, django_assert_num_queries):
    for number in range(count):
        make_platform(number)
    coordination.get(PLATFORMS)

    with django_assert_num_queries(QUERIES_OF_THE_LIST):
        coordination.get(PLATFORMS)
