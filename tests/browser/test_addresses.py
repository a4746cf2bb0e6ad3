"""While an editor types a title, the address follows in German letters."""

import pytest
from django.urls import reverse

from home.models import HomePage
from tests.factories.pages import make_site

sync_api = pytest.importorskip("playwright.sync_api", reason="needs requirements-dev.txt")
# Wagtail's own templates rely on undefined variables.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.ignore_template_errors]
PASSWORD = "only-for-tests-123"


def test_address_follows_the_title_in_german_letters(visit, live_server, settings, django_user_model):
    settings.CSRF_TRUSTED_ORIGINS = [live_server.url]
    make_site()
    django_user_model.objects.create_superuser("root", "root@example.org", PASSWORD)
    home = HomePage.objects.get()
    page = visit()
    form = reverse("wagtailadmin_pages:add", args=["home", "standardpage", home.pk])
    page.goto(f"{live_server.url}{form}")
    page.locator("input[name=login]").fill("root")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form[method=post] [type=submit]").click()
    page.wait_for_url(f"**{form}")

    page.locator("#id_title").press_sequentially("Prüfung auf großen Straßen: Übung für Ältere")
    page.locator("#id_title").blur()

    sync_api.expect(page.locator("#id_slug")).to_have_value(
        "pruefung-auf-grossen-strassen-uebung-fuer-aeltere"
    )
