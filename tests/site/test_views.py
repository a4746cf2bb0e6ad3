"""What robots and people who found a hole read, and the pages of errors."""

from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.db import OperationalError
from django.test import Client
from django.utils import timezone
from wagtail.models import Site

from cms.core.models import NetworkSettings
from cms.site import views

pytestmark = pytest.mark.django_db


def test_robots_stay_out_of_the_admin_and_find_the_sitemaps(client):
    response = client.get("/robots.txt")

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /konto/",
        "Disallow: /suche/",
        "",
        f"Sitemap: {settings.BASE_URL}/sitemap.xml",
        f"Sitemap: {settings.BASE_URL}/sitemap-videos.xml",
    ]


def test_security_contact_is_complete_and_never_out_of_date(client):
    network = NetworkSettings.for_site(Site.objects.get(is_default_site=True))
    network.contact_email = "netz@example.org"
    network.save()

    response = client.get("/.well-known/security.txt")

    fields = dict(line.split(": ", 1) for line in response.content.decode().splitlines())
    expires_at = datetime.fromisoformat(fields.pop("Expires"))
    assert timezone.now() + timedelta(days=30) < expires_at < timezone.now() + timedelta(days=365)
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert fields == {
        "Contact": "mailto:netz@example.org",
        "Preferred-Languages": "de, en",
        "Canonical": f"{settings.BASE_URL}/.well-known/security.txt",
    }


def test_unknown_address_has_a_page_without_the_address(client):
    response = client.get("/gibt-es-nicht-a1b2/")

    assert response.status_code == 404
    assert b"<h1" in response.content
    assert b"a1b2" not in response.content


@pytest.mark.parametrize(
    ("error", "status", "retry"),
    [(ZeroDivisionError("secret"), 500, None), (OperationalError("host=secret"), 503, "30")],
)
def test_error_has_a_page_without_its_reason(rf, error, status, retry):
    try:
        raise error
    except type(error):
        response = views.server_error(rf.get("/"))

    assert (response.status_code, response.get("Retry-After")) == (status, retry)
    assert b"<h1" in response.content
    assert b"secret" not in response.content


@pytest.mark.parametrize(
    ("view", "status"),
    [(views.bad_request, 400), (views.permission_denied, 403), (views.page_not_found, 404)],
)
def test_refusal_has_a_page_without_its_reason(rf, view, status):
    response = view(rf.get("/"), ValueError("secret"))

    assert response.status_code == status
    assert b"<h1" in response.content
    assert b"secret" not in response.content


def test_form_without_token_is_refused_on_our_page():
    response = Client(enforce_csrf_checks=True).post("/konto/login/", {"login": "a", "password": "b"})

    assert response.status_code == 403
    assert b"<h1" in response.content


@pytest.mark.parametrize(
    "path",
    [
        "/%ff/",
        "//",
        "/%0d%0aX-Evil:1/",
        "/a%00b/",
        "/x\n",
        "/.git/config",
        "/" + "a" * 3000 + "/",
        "/..%2f..%2fetc/",
    ],
)
def test_odd_address_is_no_error_of_ours(client, path):
    response = client.get(path)

    assert response.status_code < 500
    assert "X-Evil" not in response.headers
