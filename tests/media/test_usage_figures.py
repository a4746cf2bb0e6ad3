"""The figures in the admin: what they add up, how they are drawn, and who sees whose."""

import csv
import io
from datetime import date, timedelta

import pytest
from defusedxml import ElementTree
from django.urls import reverse

from media.models import DailyCount, Video
from media.usage_figures import Figures, bars, total
from tests.factories.media import make_video

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 12)  # a Thursday, as the clock of the tests
Kind = DailyCount.Kind


@pytest.fixture
def video(newsroom):
    return make_video(title="Titration", collection=newsroom.collection)


def add(video, amount, kind=Kind.PLAY, days_ago=0, detail=""):
    DailyCount.objects.add(amount, video=video, day=TODAY - timedelta(days_ago), kind=kind, detail=detail)


def figures(days=30):
    return Figures(Video.objects.all(), days, TODAY)


# --- Sums ---------------------------------------------------------------------------------


def test_period_ends_today_and_leaves_out_what_was_before(video):
    add(video, 3, days_ago=0)
    add(video, 4, days_ago=29)
    add(video, 5, days_ago=30)

    rows = figures(30).rows()

    assert (len(rows), rows[0].start, rows[-1].start) == (30, date(2026, 2, 11), TODAY)
    assert (rows[0].plays, rows[-1].plays, total(rows).plays) == (4, 3, 7)


@pytest.mark.parametrize(
    ("days", "steps", "second"), [(90, 14, date(2025, 12, 15)), (365, 13, date(2025, 4, 1))]
)
def test_long_periods_go_by_weeks_and_months(video, days, steps, second):
    add(video, 2, days_ago=0)
    add(video, 3, days_ago=1)

    rows = figures(days).rows()

    assert (len(rows), rows[1].start) == (steps, second)
    assert rows[-1].plays == 5


def test_each_kind_is_summed_apart(video):
    add(video, 90, Kind.WATCHED)
    add(video, 2, Kind.DOWNLOAD, detail="720p.mp4")
    add(video, 1, Kind.DOWNLOAD, detail="de.vtt")
    add(video, 4, Kind.EMBED, detail="moodle.schule.example")

    sums = total(figures().rows())

    assert (sums.plays, sums.minutes, sums.downloads, sums.embeds) == (0, 2, 3, 4)
    assert figures().details(Kind.DOWNLOAD) == [("720p.mp4", 2), ("de.vtt", 1)]


def test_highest_bar_fills_the_plot_and_small_ones_can_be_seen(video):
    add(video, 1000, days_ago=0)
    add(video, 1, days_ago=1)

    drawn = bars(figures().rows())

    assert (drawn[-1].height, drawn[-1].y) == (160, 0)
    assert drawn[-2].height == 2
    assert drawn[-3].height == 0


# --- Pages of the admin -------------------------------------------------------------------


@pytest.fixture
def counted(newsroom, video, clock):
    add(video, 7)
    add(video, 1, Kind.EMBED, detail="moodle.schule.example")
    foreign = make_video(title="Fremd", collection=newsroom.other_collection)
    add(foreign, 500)
    add(foreign, 1, Kind.EMBED, detail="geheim.schule.example")
    return foreign


def test_tandem_sees_its_own_figures_only(newsroom, counted):
    response = newsroom.alice.get(reverse("videos:all_figures"))
    html = response.content.decode()

    assert response.context["total"].plays == 7
    assert "moodle.schule.example" in html
    assert "geheim.schule.example" not in html
    assert "Fremd" not in html


def test_editorial_office_sees_all_figures(newsroom, counted):
    assert newsroom.eva.get(reverse("videos:all_figures")).context["total"].plays == 507


def test_figures_of_a_video_of_another_tandem_do_not_exist(newsroom, counted, client):
    url = reverse("videos:figures", args=[counted.pk])

    assert newsroom.alice.get(url).status_code == 404
    assert newsroom.bob.get(url).context["total"].plays == 500
    assert client.get(url).status_code == 302


def test_plot_can_be_read_without_seeing_it(newsroom, video, counted):
    html = newsroom.alice.get(reverse("videos:figures", args=[video.pk])).content.decode()
    start = html.index("<svg viewBox")
    plot = ElementTree.fromstring(html[start : html.index("</svg>", start) + 6])

    named = plot.attrib["aria-labelledby"].split()
    texts = {element.attrib["id"]: element.text for element in plot if element.tag in ("title", "desc")}
    assert set(named) == set(texts)
    assert "7" in texts["plot-text"]
    assert [float(bar.attrib["height"]) for bar in plot.iter("rect")] == [160]


@pytest.mark.parametrize("asked", ["", "90", "365", "7", "x", "-1", "9" * 40])
def test_any_period_is_answered(newsroom, video, counted, asked):
    response = newsroom.alice.get(reverse("videos:figures", args=[video.pk]), data={"tage": asked})

    assert response.context["days"] == (int(asked) if asked in ("90", "365") else 30)


def test_figures_can_be_taken_along(newsroom, video, counted):
    response = newsroom.alice.get(reverse("videos:figures", args=[video.pk]), data={"export": "csv"})
    rows = list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode())))

    assert len(rows) == 30
    assert rows[-1]["Wiedergaben"] == "7"


@pytest.mark.parametrize("count", [1, 3])
def test_figures_cost_the_same_queries(newsroom, count, clock, django_assert_num_queries):
    for number in range(count):
        add(make_video(title=f"Film {number}", collection=newsroom.collection), 5, days_ago=number)
    newsroom.alice.get(reverse("videos:all_figures"))

    with django_assert_num_queries(15):
        newsroom.alice.get(reverse("videos:all_figures"))
