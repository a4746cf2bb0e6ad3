"""An address that was public leads to its page for ever; an address of a draft never existed."""

import pytest
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

pytestmark = pytest.mark.django_db


@pytest.fixture
def root():
    return Site.objects.get(is_default_site=True).root_page


@pytest.fixture
def rename(django_capture_on_commit_callbacks):
    def rename_page(page, slug):
        page = Page.objects.get(pk=page.pk)
        page.slug = slug
        with django_capture_on_commit_callbacks(execute=True):
            page.save_revision().publish() if page.live else page.save()
        return Page.objects.get(pk=page.pk)

    return rename_page


def add(parent, slug, live=True):
    return parent.add_child(instance=Page(title=slug, slug=slug, live=live))


def redirects():
    return dict(Redirect.objects.values_list("old_path", "redirect_page__slug"))


def test_renamed_page_is_found_at_its_old_address(client, root, rename):
    rename(add(root, "alt"), "neu")

    response = client.get("/alt/")

    assert (response.status_code, response["Location"]) == (301, "/neu/")


def test_draft_leaves_no_trace(root, rename):
    draft = rename(add(root, "geheim", live=False), "geheimer")
    draft.move(add(root, "ordner"), pos="last-child")

    assert redirects() == {}


def test_live_pages_below_follow_and_drafts_do_not(root, rename):
    parent = add(root, "alt")
    add(parent, "live")
    add(parent, "entwurf", live=False)

    rename(parent, "neu")

    assert redirects() == {"/alt": "neu", "/alt/live": "live"}


def test_live_page_below_a_draft_follows(root, rename):
    parent = add(root, "alt", live=False)
    add(parent, "live")

    rename(parent, "neu")

    assert redirects() == {"/alt/live": "live"}


def test_moved_page_is_found_at_its_old_address(client, root):
    page, folder = add(root, "seite"), add(root, "ordner")

    page.move(folder, pos="last-child")

    assert client.get("/seite/")["Location"] == "/ordner/seite/"


def test_new_order_among_siblings_makes_none(root):
    first, second = add(root, "a"), add(root, "b")

    second.move(first, pos="left")

    assert redirects() == {}


def test_renaming_twice_keeps_both_old_addresses(root, rename):
    page = add(root, "eins")

    rename(rename(page, "zwei"), "drei")

    assert redirects() == {"/eins": "drei", "/zwei": "drei"}


def test_page_that_returns_needs_no_redirect_there(root, rename):
    page = add(root, "eins")

    rename(rename(page, "zwei"), "eins")

    assert redirects() == {"/zwei": "eins"}


def test_redirect_by_hand_is_left_alone(root, rename):
    page = add(root, "alt")
    Redirect.objects.create(old_path="/alt", site=Site.objects.get(), redirect_link="https://example.org/")

    rename(page, "neu")

    assert Redirect.objects.get().redirect_link == "https://example.org/"
