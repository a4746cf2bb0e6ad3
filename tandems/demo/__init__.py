"""Sample content of the tandems: all ten of the network."""

from functools import partial

from wagtail.models import Page

from cms.core.models import Occupation, Organisation, Topic
from cms.core.samples import Builder, Samples, publish_below, with_rows
from tandems.demo.stories import STORIES, Story
from tandems.models import (
    DevelopmentProject,
    ProjectTopic,
    TandemCompany,
    TandemIndexPage,
    TandemOccupation,
    TandemPage,
    TandemSchool,
)

INDEX = "tandems"


def build_index(samples: Samples) -> TandemIndexPage:
    page = TandemIndexPage(
        title="Tandems",
        slug="tandems",
        lead="Zehn Tandems aus Berufsschule und Betrieb: was sie sich vorgenommen haben, was daraus wurde und "
        "was andere davon übernehmen können.",
        show_in_menus=True,
    )
    return publish_below(samples.get(Page, "home"), page)


def build_tandem(samples: Samples, story: Story) -> TandemPage:
    page = TandemPage(
        title=story.title,
        slug=story.slug,
        lead=story.lead,
        number=story.number,
        body=build_body(story),
    )
    with_rows(
        page,
        schools=[TandemSchool(organisation=school) for school in organisations(samples, story.schools)],
        companies=[
            TandemCompany(organisation=company) for company in organisations(samples, story.companies)
        ],
        occupation_links=[
            TandemOccupation(occupation=samples.get(Occupation, f"occupations/{key}"))
            for key in story.occupations
        ],
        projects=[build_project(samples, story)],
    )
    return publish_below(samples.get(TandemIndexPage, INDEX), page)


def organisations(samples: Samples, keys: list[str]) -> list[Organisation]:
    return [samples.get(Organisation, f"organisations/{key}") for key in keys]


def build_project(samples: Samples, story: Story) -> DevelopmentProject:
    return DevelopmentProject(
        title=story.project,
        status=story.status,
        starting_point=story.starting_point,
        goal=story.goal,
        course_correction=story.course_correction,
        result=story.result,
        stumbling_blocks=story.stumbling_blocks,
        success_conditions=story.success_conditions,
        effort=story.effort,
        tools=story.tools,
        topic_links=[ProjectTopic(topic=samples.get(Topic, f"topics/{key}")) for key in story.topics],
    )


def build_body(story: Story) -> list[tuple[str, object]]:
    """What others can take along, and openly what nobody has written down yet."""
    body: list[tuple[str, object]] = []
    if story.lessons:
        body.append(("text", f"<h2>Was andere mitnehmen können</h2>{story.lessons}"))
    items = "".join(f"<li>{point}</li>" for point in story.open_points)
    body.append(
        ("callout", {"kind": "hint", "heading": "Noch nicht dokumentiert", "text": f"<ul>{items}</ul>"})
    )
    return body


SAMPLES: dict[str, Builder] = {
    INDEX: build_index,
    **{f"tandems/{story.number}": partial(build_tandem, story=story) for story in STORIES},
}
