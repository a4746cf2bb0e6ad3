"""The least that a page needs: a site with a home page, and pages of each kind below it."""

from typing import Any

from wagtail.models import Page, Site

from cms.core.models import Occupation, Organisation, Person, Topic
from home.models import HomePage
from tandems.models import (
    DevelopmentProject,
    ProjectTopic,
    TandemCompany,
    TandemIndexPage,
    TandemOccupation,
    TandemPage,
    TandemSchool,
)


def make_site() -> HomePage:
    """A site on `localhost` with an empty home page; Wagtail's welcome page is gone."""
    root = Page.get_first_root_node()
    home = root.add_child(instance=HomePage(title="Netzwerk", slug="netzwerk", network_name="Netzwerk"))
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "localhost", "port": 80, "root_page": home}
    )
    Page.objects.filter(depth=2).exclude(pk=home.pk).delete()
    return HomePage.objects.get(pk=home.pk)


def make_organisation(name: str, kind: str = Organisation.Kind.SCHOOL, **fields: Any) -> Organisation:
    return Organisation.objects.get_or_create(name=name, defaults={"kind": kind, **fields})[0]


def make_occupation(name: str = "Chemielaborant/-in", **fields: Any) -> Occupation:
    return Occupation.objects.get_or_create(name=name, defaults=fields)[0]


def make_topic(name: str = "Lernvideos", slug: str = "lernvideos") -> Topic:
    return Topic.objects.get_or_create(slug=slug, defaults={"name": name})[0]


def make_person(name: str = "Beispielperson Eins", **fields: Any) -> Person:
    return Person.objects.create(name=name, **fields)


def make_tandem_index(home: HomePage) -> TandemIndexPage:
    return home.add_child(instance=TandemIndexPage(title="Tandems", slug="tandems"))


def make_tandem(index: TandemIndexPage, number: int, **fields: Any) -> TandemPage:
    """A live tandem with one school, one company, one occupation and one project with a topic."""
    status = fields.pop("status", DevelopmentProject.Status.DONE)
    town = fields.pop("town", "Hanau")
    page = TandemPage(title=f"Tandem {number}", slug=f"tandem-{number}", number=number, **fields)
    page.schools = [TandemSchool(organisation=make_organisation(f"Schule {number}", town=town))]
    company = make_organisation(f"Betrieb {number}", Organisation.Kind.COMPANY)
    page.companies = [TandemCompany(organisation=company)]
    page.occupation_links = [TandemOccupation(occupation=make_occupation())]
    project = DevelopmentProject(title=f"Vorhaben {number}", status=status, goal="<p>Ein Ziel</p>")
    project.topic_links = [ProjectTopic(topic=make_topic())]
    page.projects = [project]
    return index.add_child(instance=page)
