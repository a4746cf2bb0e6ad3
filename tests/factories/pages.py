"""The least that a page needs: a site with a home page, and pages of each kind below it."""

import io
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from PIL import Image
from wagtail.models import Page, Site

from cms.core.models import Material, Occupation, Organisation, Person, Picture, Topic
from home.models import (
    GlossaryPage,
    HomePage,
    NewsIndexPage,
    NewsPage,
    StandardPage,
    TopicIndexPage,
    TopicPage,
)
from meetings.models import MeetingIndexPage, MeetingPage, MeetingTopic, SeminarPage
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
    values = {"title": f"Tandem {number}", "slug": f"tandem-{number}", "number": number, **fields}
    page = TandemPage(**values)
    page.schools = [TandemSchool(organisation=make_organisation(f"Schule {number}", town=town))]
    company = make_organisation(f"Betrieb {number}", Organisation.Kind.COMPANY)
    page.companies = [TandemCompany(organisation=company)]
    page.occupation_links = [TandemOccupation(occupation=make_occupation())]
    project = DevelopmentProject(title=f"Vorhaben {number}", status=status, goal="<p>Ein Ziel</p>")
    project.topic_links = [ProjectTopic(topic=make_topic())]
    page.projects = [project]
    return index.add_child(instance=page)


def make_meeting_index(home: HomePage) -> MeetingIndexPage:
    return home.add_child(instance=MeetingIndexPage(title="Treffen", slug="treffen"))


def make_meeting(index: MeetingIndexPage, title: str = "Drittes Treffen", **fields: Any) -> MeetingPage:
    """A live meeting without a day; `topics` are those of the page."""
    topics = fields.pop("topics", [])
    page = MeetingPage(title=title, **fields)
    page.topic_links = [MeetingTopic(topic=topic) for topic in topics]
    return index.add_child(instance=page)


def make_seminar(index: MeetingIndexPage, title: str = "Online-Seminar", **fields: Any) -> SeminarPage:
    return index.add_child(instance=SeminarPage(title=title, **fields))


def make_topic_page(home: HomePage, topic: Topic, **fields: Any) -> TopicPage:
    """A live page of a topic below the list of topics, which is made if there is none."""
    index = TopicIndexPage.objects.child_of(home).first() or home.add_child(
        instance=TopicIndexPage(title="Themen", slug="themen")
    )
    return index.add_child(instance=TopicPage(title=topic.name, topic=topic, **fields))


def make_news(home: HomePage, title: str, **fields: Any) -> NewsPage:
    """A live piece of news below the list of news, which is made if there is none."""
    index = NewsIndexPage.objects.child_of(home).first() or home.add_child(
        instance=NewsIndexPage(title="Aktuelles", slug="aktuelles")
    )
    return index.add_child(instance=NewsPage(title=title, **fields))


def make_glossary(home: HomePage) -> GlossaryPage:
    return home.add_child(instance=GlossaryPage(title="Glossar", slug="glossar"))


def make_standard_page(parent: Page, title: str = "Das Netzwerk", **fields: Any) -> StandardPage:
    return parent.add_child(instance=StandardPage(title=title, **fields))


def make_material(title: str = "Checkliste Dreh", **fields: Any) -> Material:
    return Material.objects.create(title=title, file=ContentFile(b"%PDF-1.4", name="liste.pdf"), **fields)


def make_picture(title: str = "Labor", **fields: Any) -> Picture:
    content = io.BytesIO()
    Image.new("RGB", (640, 360), "#1f5d8c").save(content, "JPEG")
    values = {"description": "Zwei Auszubildende im Labor", "credit": "Foto: Beispiel", **fields}
    return Picture.objects.create(title=title, file=ImageFile(content, name="labor.jpg"), **values)


def restrict(page: Page, *groups: Any) -> None:
    """Only for people who are logged in, or for members of the groups."""
    kind = "groups" if groups else "login"
    page.view_restrictions.create(restriction_type=kind).groups.set(groups)
