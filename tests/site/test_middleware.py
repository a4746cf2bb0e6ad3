"""Every answer carries its headers; the admin, and only the admin, has looser ones."""

import pytest
from django.contrib.auth import get_user_model
from django.http import HttpResponse
from django.urls import reverse
from wagtail.models import Site

from cms.site.middleware import SecurityHeadersMiddleware

pytestmark = pytest.mark.django_db

PUBLIC_PATHS = ["/robots.txt", "/konto/login/", "/health/live", "/gibt-es-nicht/"]


def policy(response):
    directives = (part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";"))
    return {name: " ".join(values) for name, *values in directives}


@pytest.fixture
def admin(client):
    client.force_login(get_user_model().objects.create_superuser("admin"))
    return client


@pytest.mark.parametrize("path", PUBLIC_PATHS)
def test_public_answer_has_all_headers(client, path):
    response = client.get(path)

    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response["X-Frame-Options"] == "DENY"
    assert {"camera=()", "microphone=()", "geolocation=()"} <= set(response["Permissions-Policy"].split(", "))


@pytest.mark.parametrize("path", PUBLIC_PATHS)
def test_public_answer_allows_nothing_inline(client, path):
    assert policy(client.get(path)) == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "media-src": "'self' blob:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "frame-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }


@pytest.mark.ignore_template_errors
def test_admin_allows_what_wagtails_widgets_need_and_no_more(admin):
    response = admin.get("/admin/")

    assert policy(response) == {
        "default-src": "'none'",
        "script-src": "'self' 'unsafe-inline'",
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "media-src": "'self' blob:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "frame-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'self'",
    }
    assert response["X-Frame-Options"] == "SAMEORIGIN"


def test_preview_may_lie_in_a_frame_of_the_admin(rf):
    request = rf.get("/")
    request.is_dummy = True

    response = SecurityHeadersMiddleware(lambda request: HttpResponse())(request)

    assert response._csp_replace["frame-ancestors"] == ["'self'"]
    assert response["X-Frame-Options"] == "SAMEORIGIN"


def test_page_beginning_like_the_admin_is_public(client):
    assert policy(client.get("/administration/"))["script-src"] == "'self'"


def test_view_that_shares_with_other_sites_is_left_alone(rf):
    headers = {"Cross-Origin-Resource-Policy": "cross-origin", "Permissions-Policy": "fullscreen=*"}

    response = SecurityHeadersMiddleware(lambda request: HttpResponse(headers=headers))(rf.get("/"))

    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert response["Permissions-Policy"] == "fullscreen=*"


@pytest.mark.parametrize(("encoding", "is_kept"), [("None", False), ("gzip", True)])
def test_word_none_is_no_encoding(rf, encoding, is_kept):
    answer = HttpResponse(headers={"Content-Encoding": encoding})

    response = SecurityHeadersMiddleware(lambda request: answer)(rf.get("/"))

    assert response.has_header("Content-Encoding") == is_kept


def test_stranger_on_the_admin_gets_nothing_to_keep(client):
    response = client.get(reverse("wagtailadmin_explore", args=[Site.objects.get().root_page_id]))

    assert response.status_code == 302
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(
    "path", ["/tandems/%00/", "/v/abc%00/embed/", "/admin/%00/", "/treffen/a%00b/termin.ics"]
)
def test_address_with_a_nul_character_is_not_found(admin, path):
    assert admin.get(path).status_code == 404
