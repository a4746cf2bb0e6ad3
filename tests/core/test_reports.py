"""Pages whose date of review has come are shown to those who may edit them."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from tests.factories.editors import make_newsroom
from tests.factories.pages import make_news, make_standard_page

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]
TODAY = date(2026, 3, 12)  # where the clock stands


@pytest.fixture
def newsroom(clock):
    return make_newsroom()


def titles(editor):
    return [page.title for page in editor.get(reverse("pages_to_review")).context["object_list"]]


def review_on(page, day):
    page.review_date = day
    page.save()
    return page


def test_due_pages_of_every_kind_are_listed_the_oldest_date_first(newsroom):
    home = newsroom.videos.get_parent()
    review_on(make_standard_page(home, "Heute fällig"), TODAY)
    review_on(make_news(home, "Lange fällig"), TODAY - timedelta(days=90))
    review_on(newsroom.tandem, TODAY - timedelta(days=7))
    review_on(make_standard_page(home, "Morgen"), TODAY + timedelta(days=1))
    make_standard_page(home, "Ohne Tag")

    assert titles(newsroom.eva) == ["Lange fällig", "Tandem 3", "Heute fällig"]


def test_each_tandem_sees_its_own(newsroom):
    for tandem in (newsroom.tandem, newsroom.other_tandem):
        review_on(tandem, TODAY)

    assert titles(newsroom.alice) == ["Tandem 3"]
    assert titles(newsroom.bob) == ["Tandem 4"]


def test_page_that_is_offline_is_not_listed(newsroom):
    review_on(make_standard_page(newsroom.videos.get_parent(), live=False), TODAY)

    assert titles(newsroom.eva) == []


def test_new_date_takes_the_page_off_the_list(newsroom):
    review_on(newsroom.tandem, TODAY)
    review_on(newsroom.tandem, TODAY + timedelta(days=365))

    assert titles(newsroom.alice) == []


def test_dashboard_names_the_due_pages_and_is_silent_without(newsroom):
    assert "pages-to-review-section" not in newsroom.alice.get("/admin/").content.decode()

    review_on(newsroom.tandem, TODAY)

    panel = newsroom.alice.get("/admin/").content.decode()
    assert "pages-to-review-section" in panel
    assert reverse("wagtailadmin_pages:edit", args=[newsroom.tandem.pk]) in panel


def test_list_can_be_taken_into_a_spreadsheet(newsroom):
    review_on(newsroom.tandem, TODAY)

    response = newsroom.eva.get(f"{reverse('pages_to_review')}?export=csv")

    lines = b"".join(response.streaming_content).decode().splitlines()
    assert "Tandem 3,2026-03-12" in lines[1]


@pytest.mark.parametrize("count", [1, 3])
def test_list_takes_the_same_queries_for_one_and_three(newsroom, count, django_assert_num_queries):
    home = newsroom.videos.get_parent()
    for number in range(count):
        review_on(make_standard_page(home, f"Seite {number}"), TODAY)
    newsroom.eva.get(reverse("pages_to_review"))

    with django_assert_num_queries(12):
        newsroom.eva.get(reverse("pages_to_review"))
