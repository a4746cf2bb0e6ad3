from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from cms.core.german import search_terms
from cms.core.models import FormerName
from tandems.models import (
    DevelopmentProject,
    ProjectTopic,
    TandemMaterial,
    TandemMember,
    TandemPage,
    TandemSchool,
)
from tests.factories.media import make_video_index, make_video_page
from tests.factories.pages import (
    make_material,
    make_organisation,
    make_person,
    make_site,
    make_tandem,
    make_tandem_index,
    make_topic,
)

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


class TestPageOfATandem:
    def get(self, page):
        return Client(HTTP_HOST="localhost").get(page.get_url())

    def html(self, page):
        response = self.get(page)
        assert response.status_code == 200
        return response.content.decode()

    def test_everything_that_a_tandem_has_is_shown(self, index):
        page = make_tandem(
            index,
            3,
            time_model="2 Wochen Schule, 4 Wochen Betrieb",
            contact=make_person("Gerda Kontakt", function="Ausbildungsleitung"),
            contact_email="kontakt@example.org",
        )
        page.members = [TandemMember(person=make_person("Jan Lehrer"), function="Fachlehrer")]
        page.material_links = [TandemMaterial(material=make_material("Drehplan"))]
        project = page.projects.get()
        project.effort, project.tools = "zwei Stunden je Woche", "Tablet, Schnittprogramm"
        page.projects = [project]
        page.save()
        make_video_index(page.get_parent().get_parent())
        make_video_page(page)

        html = self.html(page)

        for words in (
            "2 Wochen Schule, 4 Wochen Betrieb",
            "Gerda Kontakt, Ausbildungsleitung",
            "mailto:kontakt@example.org",
            "Jan Lehrer, Fachlehrer",
            "Drehplan",
            "zwei Stunden je Woche",
            "Tablet, Schnittprogramm",
            'href="/videos/sicherung-pruefen/"',
            'href="/tandems/?ort=Hanau"',
        ):
            assert words in html

    def test_tandem_without_anything_is_a_page_and_a_row(self, index):
        page = index.add_child(instance=TandemPage(title="Neues Tandem", slug="neu", number=11))

        assert "<h1>Neues Tandem</h1>" in self.html(page)
        assert "Neues Tandem" in get(index).content.decode()

    def test_facts_stand_before_the_long_text(self, index):
        html = self.html(make_tandem(index, 1))

        assert html.index('class="facts"') < html.index('class="steps"')

    def test_former_name_of_a_school_is_told(self, index):
        page = make_tandem(index, 1)
        school = page.schools.first().organisation
        FormerName.objects.create(organisation=school, name="Alte Schule", until_year=2019)

        html = self.html(page)

        assert "Alte Schule" in html
        assert "2019" in html

    def test_neighbours_are_those_on_show(self, index):
        pages = [make_tandem(index, number, live=number != 2) for number in (1, 2, 3)]

        context = self.get(pages[2]).context

        assert (context["previous"].number, context["next"]) == (1, None)

    def test_stopped_project_says_so_in_a_word_and_a_colour(self, index):
        page = make_tandem(index, 10, status=DevelopmentProject.Status.STOPPED)

        assert "status-red" in self.html(page)

    def test_film_that_is_not_for_everyone_is_not_named(self, index):
        page = make_tandem(index, 1)
        make_video_index(index.get_parent())
        make_video_page(page, title="Geheim", visibility="members")

        assert "Geheim" not in self.html(page)

    def test_expired_tandem_is_gone_before_the_clock_acts(self, index):
        page = make_tandem(index, 1, expire_at=timezone.now() - timedelta(seconds=1))

        assert self.get(page).status_code == 404
        assert shown(get(index)) == []

    @pytest.mark.parametrize("count", [1, 3])
    def test_page_takes_the_same_queries_for_one_and_three(self, index, count, django_assert_num_queries):
        page = make_tandem(index, 1)
        for number in range(count):
            school = make_organisation(f"Weitere Schule {number}")
            FormerName.objects.create(organisation=school, name=f"Früher {number}")
            page.schools.add(TandemSchool(organisation=school))
            page.members.add(TandemMember(person=make_person(f"Person {number}")))
            page.material_links.add(TandemMaterial(material=make_material()))
            project = DevelopmentProject(title=f"Vorhaben {number}", goal="<p>Ziel</p>")
            project.topic_links = [ProjectTopic(topic=make_topic())]
            page.projects.add(project)
        page.save()
        self.get(page)

        with django_assert_num_queries(33):
            self.get(page)
