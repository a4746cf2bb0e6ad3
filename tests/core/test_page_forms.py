"""Addresses that others rely on stay; those of the machine are not taken."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, querydict_from_html, streamfield

from cms.core.page_forms import reserved_slugs
from home.models import HomePage, StandardPage
from tests.factories.editors import make_newsroom
from tests.factories.pages import make_standard_page

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]


@pytest.fixture
def eva():
    return make_newsroom().eva


def save(editor, url, **changes):
    data = querydict_from_html(editor.get(url).content.decode(), form_id="page-edit-form")
    data.update(nested_form_data({"body": streamfield([])}))
    for name, value in changes.items():
        data[name] = value
    data["action-publish"] = "1"
    return editor.client.post(url, data.urlencode(), content_type="application/x-www-form-urlencoded")


def home():
    return HomePage.objects.get()


def add_url(parent):
    return reverse("wagtailadmin_pages:add", args=["home", "standardpage", parent.pk])


def test_addresses_of_the_machine_are_known():
    assert {"admin", "suche", "konto", "dokumente", "health", "uploads", "treffen", "v"} <= reserved_slugs()


@pytest.mark.parametrize("slug", ["admin", "suche", "konto", "uploads"])
def test_page_at_the_top_takes_no_address_of_the_machine(eva, slug):
    response = save(eva, add_url(home()), title="Neu", slug=slug)

    assert list(response.context["form"].errors) == ["slug"]
    assert not StandardPage.objects.exists()


def test_page_further_down_may_be_called_so(eva):
    parent = make_standard_page(home(), "Das Netzwerk")

    save(eva, add_url(parent), title="Suche", slug="suche")

    assert StandardPage.objects.get(slug="suche").get_parent().specific == parent


@pytest.mark.parametrize("slug", ["tandems", "videos"])
def test_locked_address_stays(eva, slug):
    page = home().get_children().get(slug=slug)

    save(eva, reverse("wagtailadmin_pages:edit", args=[page.pk]), slug="anders", title="Neuer Titel")

    page.refresh_from_db()
    assert (page.slug, page.title) == (slug, "Neuer Titel")


def test_address_of_another_page_can_be_changed(eva):
    page = make_standard_page(home(), "Das Netzwerk")

    save(eva, reverse("wagtailadmin_pages:edit", args=[page.pk]), slug="netz")

    page.refresh_from_db()
    assert page.slug == "netz"
