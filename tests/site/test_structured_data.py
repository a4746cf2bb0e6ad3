"""Our pages before the rules of Google for rich results and the vocabulary of schema.org, in a program of others."""

from datetime import UTC, datetime

import pytest

from media.models import Chapter, PlaylistEntry, PlaylistPage
from tests.factories.media import make_ready_video, make_video_index, make_video_page
from tests.factories.pages import (
    make_meeting,
    make_meeting_index,
    make_news,
    make_site,
    make_tandem,
    make_tandem_index,
)
from tests.node import run_node

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@pytest.fixture
def home():
    return make_site()


def make_video_with_chapters(home):
    page = make_video_page(make_video_index(home), make_ready_video(duration=60.0), lead="Mit zwei Händen.")
    for start, title in ((0, "Anfang"), (30, "Prüfen")):
        Chapter.objects.create(video=page.video, start=start, title=title)
    return page


def make_video(home):
    return make_video_page(make_video_index(home), lead="Mit zwei Händen.")


def make_series(home):
    index = make_video_index(home)
    series = index.add_child(instance=PlaylistPage(title="Im Labor", lead="Alles über Titration."))
    for number in range(2):
        page = make_video_page(index, title=f"Film {number}", slug=f"film-{number}")
        PlaylistEntry.objects.create(page=series, video_page=page, sort_order=number)
    return series


def make_event(home):
    return make_meeting(
        make_meeting_index(home),
        start=datetime(2026, 6, 10, 8, tzinfo=UTC),
        end=datetime(2026, 6, 10, 14, tzinfo=UTC),
        place="Berufsschule",
    )


def make_partners(home):
    return make_tandem(make_tandem_index(home), 3)


def make_article(home):
    return make_news(home, "Neuer Film", lead="Er zeigt, wie es geht.")


PAGES = [
    (lambda home: home, {"Organization", "WebSite"}),
    (make_video, {"BreadcrumbList", "LearningResource", "VideoObject"}),
    (make_video_with_chapters, {"BreadcrumbList", "LearningResource", "VideoObject"}),
    (make_series, {"BreadcrumbList", "ItemList"}),
    (make_event, {"BreadcrumbList", "Event"}),
    (make_partners, {"BreadcrumbList", "Organization"}),
    (make_article, {"BreadcrumbList", "NewsArticle"}),
]


def judged(html, tmp_path):
    file = tmp_path / "page.html"
    file.write_text(html, encoding="utf-8")
    return run_node("structured_data.mjs", file)


@pytest.mark.parametrize(("make", "kinds"), PAGES)
def test_page_keeps_the_rules(client, home, tmp_path, make, kinds):
    html = client.get(make(home).url).content.decode()

    verdict = judged(html, tmp_path)

    assert verdict["problems"] == []
    assert kinds <= set(verdict["kinds"])


@pytest.mark.parametrize(
    ("right", "wrong", "problem"),
    [
        ('"thumbnailUrl":', '"thumbnail_url":', 'Required attribute "thumbnailUrl" is missing'),
        ('"uploadDate": "20', '"uploadDate": "gestern 20', 'Invalid type for attribute "uploadDate"'),
        ('"startOffset":', '"beginning":', 'Required attribute "startOffset" is missing'),
        ('"transcript":', '"spokenText":', 'Property "spokenText" for type "VideoObject" is not supported'),
        ('"@type": "Clip"', '"@type": "Clipp"', 'Type "Clipp" is not a valid schema.org type'),
        ('"@type": "ListItem"', '"@type": "ListItem",', "JSON"),
    ],
)
def test_broken_page_is_reported(client, home, tmp_path, right, wrong, problem):
    html = client.get(make_video_with_chapters(home).url).content.decode()
    assert right in html

    problems = judged(html.replace(right, wrong), tmp_path)["problems"]

    assert any(problem in one for one in problems), problems
