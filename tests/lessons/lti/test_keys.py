"""Our signing keys: public ones for everybody, private ones readable with the secret of the site only."""

from datetime import timedelta

import jwt
import pytest
from django.core.checks import run_checks
from django.utils import timezone

from cms.site.schedule import run_all
from lessons.lti import keys
from lessons.lti.models import ToolKey

pytestmark = pytest.mark.django_db


def aged(key, **age):
    ToolKey.objects.filter(pk=key.pk).update(created_at=timezone.now() - timedelta(**age))


def kid_of_signature():
    return jwt.get_unverified_header(keys.sign({"a": 1}))["kid"]


def test_the_key_set_shows_public_parts_only(client):
    first, second = client.get("/lti/jwks/"), client.get("/lti/jwks/")

    (key,) = first.json()["keys"]
    assert set(key) == {"kty", "n", "e", "kid", "use", "alg"}
    assert (key["kty"], key["use"], key["alg"]) == ("RSA", "sig", "RS256")
    assert second.json() == first.json()
    assert first["Access-Control-Allow-Origin"] == "*"


def test_the_private_key_lies_encrypted():
    assert "PRIVATE" not in keys.make().encrypted_private_key


def test_another_key_is_published_a_day_before_it_signs_and_the_old_one_a_week_after(client):
    old = keys.make()
    aged(old, days=300)
    new = keys.rotate()
    assert kid_of_signature() == old.kid
    assert {key["kid"] for key in client.get("/lti/jwks/").json()["keys"]} == {old.kid, new.kid}

    aged(new, days=1)
    assert kid_of_signature() == new.kid
    run_all(timezone.now())
    assert ToolKey.objects.count() == 2

    aged(new, days=8, minutes=1)
    run_all(timezone.now())
    assert [key.kid for key in ToolKey.objects.all()] == [new.kid]


def test_keys_that_strangers_know_go_at_once(client):
    old = keys.make()

    new = keys.rotate(at_once=True)

    assert [key["kid"] for key in client.get("/lti/jwks/").json()["keys"]] == [new.kid]
    assert kid_of_signature() == new.kid != old.kid


def test_a_former_secret_still_reads_its_keys(settings):
    key = keys.make()
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another"

    assert kid_of_signature() == key.kid


def test_a_lost_secret_costs_a_key_and_no_more(settings):
    key = keys.make()
    settings.SECRET_KEY = "another"

    assert kid_of_signature() != key.kid
    assert ToolKey.objects.count() == 2


def test_platforms_on_this_machine_are_an_error_outside_of_tests(settings):
    def ids():
        return {message.id for message in run_checks(include_deployment_checks=True)}

    assert "lessons.E001" not in ids()
    settings.LTI_ALLOWS_LOOPBACK = True
    assert "lessons.E001" in ids()
