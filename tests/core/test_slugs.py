"""German letters in addresses, in the browser as on the server."""

import json
import re

import pytest
from django.urls import reverse

from cms.core.models import Topic
from cms.core.slugs import GermanSlugInput, german_slug
from tests.factories.editors import make_newsroom
from tests.factories.pages import make_site, make_standard_page

TITLES = {
    "Prüfung in Straßen": "pruefung-in-strassen",
    "Ärzte, Öfen & Übungen": "aerzte-oefen-uebungen",
    "Pru\u0308fung": "pruefung",
    "STRAẞE": "strasse",
    "Café à la carte": "cafe-a-la-carte",
    "Tandem 3: B. Braun – LGS": "tandem-3-b-braun-lgs",
    "🤖": "",
}


@pytest.mark.parametrize("title", TITLES)
def test_title_becomes_an_address(title):
    assert german_slug(title) == TITLES[title]


def formatted(text):
    """What the field of the browser does with the text before its own transliteration."""
    attributes = GermanSlugInput().attrs
    for (pattern, flags), letters in json.loads(attributes["data-w-slug-formatters-value"]):
        assert flags == "gu"
        text = re.sub(pattern, letters, text)
    return text


@pytest.mark.parametrize("title", ["Prüfung in Straßen", "Ärzte, Öfen & Übungen", "Pru\u0308fung", "STRAẞE"])
def test_browser_follows_the_same_rule(title):
    assert german_slug(formatted(title)) == german_slug(title)
    assert formatted(title).isascii()


@pytest.mark.django_db
class TestPages:
    def test_page_without_an_address_gets_a_german_one(self):
        assert make_standard_page(make_site(), "Prüfung in Straßen").slug == "pruefung-in-strassen"

    def test_second_page_of_the_same_title_gets_a_number(self):
        home = make_site()
        make_standard_page(home, "Prüfung")

        assert make_standard_page(home, "Prüfung").slug == "pruefung-2"

    @pytest.mark.ignore_template_errors
    @pytest.mark.parametrize("form", ["new page", "page", "topic"])
    def test_form_writes_german_addresses(self, form, client, django_user_model):
        newsroom = make_newsroom()
        client.force_login(
            django_user_model.objects.create_superuser("root"), "django.contrib.auth.backends.ModelBackend"
        )
        url = {
            "new page": reverse(
                "wagtailadmin_pages:add", args=["tandems", "tandempage", newsroom.tandem.get_parent().pk]
            ),
            "page": reverse("wagtailadmin_pages:edit", args=[newsroom.tandem.pk]),
            "topic": reverse("wagtailsnippets_core_topic:edit", args=[Topic.objects.get().pk]),
        }[form]

        html = client.get(url).content.decode()

        (field,) = re.findall(r'<input[^>]*name="slug"[^>]*>', html)
        assert "data-w-slug-formatters-value" in field
        assert 'data-controller="w-slug"' in field
