import pytest
from django.test import Client

from cms.core.german import search_terms
from cms.core.models import FormerName
from tandems.models import DevelopmentProject, TandemPage
from tests.factories.pages import make_site, make_tandem, make_tandem_index

pytestmark = pytest.mark.django_db


@pytest.fixture
def index():
    return make_tandem_index(make_site())


def get(index, query=""):
    return Client(HTTP_HOST="localhost").get(f"/tandems/{query}")


def shown(response):
    return [tandem.number for tandem in response.context["form"].results]


def test_tandems_stand_in_the_order_of_their_numbers(index):
    for number in (10, 2, 1):
        make_tandem(index, number)

    assert shown(get(index)) == [1, 2, 10]


@pytest.mark.parametrize("count", [1, 3])
def test_list_takes_the_same_queries_for_one_and_three_tandems(index, count, django_assert_num_queries):
    for number in range(1, count + 1):
        make_tandem(index, number)
    get(index)

    with django_assert_num_queries(22):
        get(index)


def test_filter_by_outcome_shows_only_what_was_stopped(index):
    make_tandem(index, 1)
    make_tandem(index, 10, status=DevelopmentProject.Status.STOPPED)

    assert shown(get(index, "?stand=stopped")) == [10]


def test_filters_add_up(index):
    make_tandem(index, 1, town="Kassel")
    make_tandem(index, 2, town="Hanau")

    assert shown(get(index, "?thema=lernvideos&ort=Kassel")) == [1]


def test_chosen_filter_can_be_taken_away(index):
    make_tandem(index, 1, town="Kassel")

    response = get(index, "?ort=Kassel&thema=lernvideos")

    assert 'href="?thema=lernvideos"' in response.content.decode()


def test_unknown_filter_is_ignored_in_words(index):
    make_tandem(index, 1)

    response = get(index, "?ort=%00&stand=../../etc&beruf=1%27--&page=-1")

    assert response.status_code == 200
    assert shown(response) == [1]
    assert set(response.context["form"].errors) == {"beruf", "stand", "ort"}


def test_draft_tandem_is_not_listed(index):
    make_tandem(index, 1)
    make_tandem(index, 2, live=False)

    assert shown(get(index)) == [1]


def test_page_of_a_tandem_tells_the_course_correction_as_a_turn(index):
    page = make_tandem(index, 3)
    project = page.projects.first()
    project.course_correction = "<p>Die Plattform entfiel.</p>"
    project.save()

    response = Client(HTTP_HOST="localhost").get("/tandems/tandem-3/")

    assert '<li class="step step-turn">' in response.content.decode()


def test_renamed_company_is_shown_at_once_and_found_under_both_names(index):
    page = make_tandem(index, 1)
    company = page.companies.first().organisation
    company.name = "Neuer Name SE"
    company.save()
    FormerName.objects.create(organisation=company, name="Alter Name AG")

    terms = TandemPage.objects.get(pk=page.pk).search_terms

    assert set(search_terms("Neuer Name SE Alter Name AG").split()) <= set(terms.split())
