"""The read API: what everyone may see, in pages, and nothing else."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db.models.signals import post_init
from django.test import Client
from django.utils import timezone

from media.models import Chapter, PlaylistEntry, PlaylistPage, Video, VideoPage, VideoPageOccupation
from media.publication import Visibility
from tests.factories.media import make_ready_video, make_video_index, make_video_page
from tests.factories.pages import (
    make_meeting,
    make_meeting_index,
    make_occupation,
    make_site,
    make_tandem,
    make_tandem_index,
    make_topic,
    restrict,
)

pytestmark = pytest.mark.django_db

API = "/api/v1"


@pytest.fixture
def home():
    return make_site()


@pytest.fixture
def index(home):
    return make_video_index(home)


def read(client, path, **query):
    response = client.get(f"{API}{path}", query)
    assert response.status_code == 200, response.content
    return json.loads(response.content)


def titles(data):
    return [item["title"] for item in data["items"]]


def test_video_is_told_with_all_that_programs_need(client, index):
    page = make_video_page(index, title="Größen", lead="Mit Maß.")

    (video,) = read(client, "/videos")["items"]

    assert video["key"] == page.video.key
    assert video["url"] == page.full_url
    assert video["licence"]["code"] == "cc-by"
    assert video["captions"] == [{"language": "de", "url": f"http://localhost/v/{page.video.key}/de.vtt"}]
    assert video["films"][0]["url"].endswith("/480p.mp4")


def test_one_video_has_its_chapters(client, index):
    page = make_video_page(index)
    Chapter.objects.create(video=page.video, start=0.5, title="Anfang")

    video = read(client, f"/videos/{page.video.key}")

    assert video["chapters"] == [{"seconds": 0.5, "title": "Anfang", "url": f"{page.full_url}?t=0.5"}]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"beruf": "41322"}, ["Titration"]),
        ({"beruf": "4"}, ["Titration"]),
        ({"beruf": "26"}, []),
        ({"lizenz": "cc0"}, ["Lager"]),
        ({"sprache": "en"}, []),
        ({"q": "titration"}, ["Titration"]),
        ({"q": "titration", "lizenz": "cc0"}, []),
        ({"geaendert_seit": "2999-01-01T00:00:00Z"}, []),
        ({"geaendert_seit": "2000-01-01"}, ["Lager", "Titration"]),
        ({"geaendert_seit": "1000-01-01"}, ["Lager", "Titration"]),
        ({"geaendert_seit": "1000-01-01T00:00:00+23:59"}, ["Lager", "Titration"]),
        ({"geaendert_seit": "2999-12-31T23:59:59-23:59"}, []),
    ],
)
def test_filters_leave_what_fits(client, index, query, expected):
    page = make_video_page(index, title="Titration", slug="titration", last_published_at=timezone.now())
    page.occupation_links = [VideoPageOccupation(occupation=make_occupation(number="41322-117"))]
    page.save()
    other = make_ready_video(title="Lager", licence_code="cc0")
    make_video_page(index, other, title="Lager", slug="lager", last_published_at=timezone.now())
    call_command("update_index", verbosity=0)

    assert sorted(titles(read(client, "/videos", **query))) == expected


NOON = datetime(2026, 3, 12, 12, tzinfo=UTC)
MORNING, EVENING = NOON - timedelta(hours=6), NOON + timedelta(hours=6)


@pytest.mark.parametrize(
    ("first", "last", "video"),
    [
        (MORNING, MORNING, EVENING),
        (MORNING, EVENING, MORNING),
        (EVENING, None, MORNING),
        (EVENING, MORNING, MORNING),
        (None, None, NOON),
        (MORNING, MORNING, MORNING),
    ],
)
def test_what_changed_since_then_agrees_with_the_moment_that_is_told(client, index, first, last, video):
    page = make_video_page(index)
    VideoPage.objects.filter(pk=page.pk).update(first_published_at=first, last_published_at=last)
    Video.objects.filter(pk=page.video_id).update(changed_at=video)
    (told,) = read(client, "/videos")["items"]

    found = read(client, "/videos", geaendert_seit=NOON.isoformat())

    assert found["count"] == (datetime.fromisoformat(told["changed_at"]) >= NOON)


def test_list_goes_on_where_next_says(client, index):
    for number in range(3):
        published = datetime(2026, 1, 9 - number, tzinfo=UTC)
        make_video_page(index, title=f"Film {number}", slug=f"film-{number}", first_published_at=published)

    first = read(client, "/videos", limit=2, sprache="de")
    second = json.loads(client.get(first["next"].removeprefix("http://localhost")).content)

    assert first["count"] == 3
    assert titles(first) + titles(second) == ["Film 0", "Film 1", "Film 2"]
    assert second["next"] is None


def test_search_reads_no_more_videos_than_it_tells(client, index):
    for number in range(3):
        make_video_page(index, title=f"Titration {number}", slug=f"titration-{number}")
    call_command("update_index", verbosity=0)
    read_pages = []

    def note(instance, **_options):
        read_pages.append(instance.pk)

    post_init.connect(note, sender=VideoPage)
    try:
        first = read(client, "/videos", q="Titration", limit=1)
    finally:
        post_init.disconnect(note, sender=VideoPage)
    rest = json.loads(client.get(first["next"].removeprefix("http://localhost")).content)

    assert first["count"] == 3
    assert len(set(read_pages)) == 1
    assert titles(first) != titles(rest)


def test_series_name_their_videos_in_order(client, index):
    pages = [make_video_page(index, title=f"Film {n}", slug=f"film-{n}") for n in range(2)]
    series = index.add_child(instance=PlaylistPage(title="Im Labor"))
    for place, page in enumerate(reversed(pages)):
        PlaylistEntry.objects.create(page=series, video_page=page, sort_order=place)
    pages[0].unpublish()

    (listed,) = read(client, "/reihen")["items"]

    assert listed["videos"] == [pages[1].video.key]
    assert read(client, "/reihen/im-labor") == listed


def test_tandems_meetings_and_topics(client, home):
    make_tandem(make_tandem_index(home), 3, town="Hanau")
    make_meeting(make_meeting_index(home), "Drittes Treffen", start=datetime(2021, 6, 10, 8, tzinfo=UTC))
    make_topic("Lernvideos", "lernvideos")

    tandem = read(client, "/tandems/tandem-3")
    meeting = read(client, "/treffen/drittes-treffen")

    assert (tandem["number"], tandem["towns"]) == (3, ["Hanau"])
    assert tandem["projects"][0]["status"] == "done"
    assert meeting["start"] == "2021-06-10T08:00:00Z"
    assert [item["slug"] for item in read(client, "/themen")["items"]] == ["lernvideos"]
    assert read(client, "/tandems")["count"] == read(client, "/treffen")["count"] == 1


@pytest.mark.parametrize("how", ["unpublish", "expire", "restrict", "hide"])
def test_withdrawn_video_is_gone_at_once(client, index, how):
    page = make_video_page(index)
    if how == "unpublish":
        page.unpublish()
    elif how == "expire":
        VideoPage.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(seconds=1))
    elif how == "restrict":
        restrict(index)
    else:
        VideoPage.objects.filter(pk=page.pk).update(visibility=Visibility.LINK)

    assert read(client, "/videos")["count"] == 0
    assert client.get(f"{API}/videos/{page.video.key}").status_code == 404


@pytest.mark.parametrize(
    ("path", "query", "names"),
    [
        ("/videos", {"limit": "0"}, ["limit"]),
        ("/videos", {"limit": "101", "offset": "-1"}, ["limit", "offset"]),
        ("/videos", {"offset": "9" * 30}, ["offset"]),
        ("/videos", {"beruf": "x\0"}, ["beruf"]),
        ("/videos", {"lizenz": "gratis"}, ["lizenz"]),
        ("/videos", {"geaendert_seit": "gestern"}, ["geaendert_seit"]),
        ("/videos", {"geaendert_seit": "0.5"}, ["geaendert_seit"]),
        ("/videos", {"geaendert_seit": "1767225600"}, ["geaendert_seit"]),
        ("/videos", {"geaendert_seit": "2026-02-30"}, ["geaendert_seit"]),
        ("/videos", {"geaendert_seit": "0001-01-01"}, ["geaendert_seit"]),
        ("/videos", {"geaendert_seit": "0001-01-01T00:00:00+02:00"}, ["geaendert_seit"]),
        ("/videos", {"geaendert_seit": "9999-12-31T23:59:59-02:00"}, ["geaendert_seit"]),
        ("/videos", {"q": "x" * 201}, ["q"]),
        ("/videos/AB.C", {}, ["key"]),
        ("/treffen", {"limit": "viele"}, ["limit"]),
    ],
)
def test_unreadable_parameter_is_named_in_a_sentence(client, index, path, query, names):
    response = client.get(f"{API}{path}", query)

    assert response.status_code == 422
    assert json.loads(response.content) == {
        "detail": f"Diese Parameter sind nicht lesbar: {', '.join(names)}.",
        "fields": names,
    }


@pytest.mark.parametrize("path", ["/videos/nie", "/reihen/nie", "/tandems/nie", "/treffen/nie"])
def test_what_is_not_there_is_not_found(client, index, path):
    response = client.get(f"{API}{path}")

    assert response.status_code == 404
    assert (
        json.loads(response.content)["detail"] == "Das gibt es hier nicht, oder es ist nicht mehr verfügbar."
    )


@pytest.mark.parametrize("q", ["\0", "*", '"', "NEAR(", "Müller' OR 1=1", "   "])
def test_odd_words_break_nothing(client, index, q):
    assert client.get(f"{API}/videos", {"q": q}).status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_changed(index, method):
    client = Client(enforce_csrf_checks=True)

    assert getattr(client, method)(f"{API}/videos").status_code == 405


def test_every_host_may_ask_and_nothing_is_sent_twice(client, index):
    make_video_page(index)
    response = client.get(f"{API}/videos")

    again = client.get(f"{API}/videos", headers={"If-None-Match": response["ETag"]})
    head = client.head(f"{API}/videos")
    options = client.options(f"{API}/videos")

    assert again.status_code == 304
    assert head.status_code == 200
    assert options.status_code == 204
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert not response.cookies


def test_description_is_openapi_and_names_every_address(client, index):
    data = json.loads(client.get(f"{API}/openapi.json").content)

    assert data["openapi"].startswith("3.1")
    assert sorted(map(str, data["paths"]["/api/v1/videos"]["get"]["responses"])) == ["200", "422"]
    assert len(data["paths"]) == 9


def test_handbook_shows_every_parameter(client, index):
    html = client.get(f"{API}/").content.decode()

    assert "<code>/api/v1/videos</code>" in html
    assert "<code>geaendert_seit</code>" in html
    assert "1–100" in html


@pytest.mark.parametrize("count", [1, 3])
def test_one_and_three_videos_take_the_same_queries(client, index, count, django_assert_num_queries):
    for number in range(count):
        make_video_page(index, title=f"Film {number}", slug=f"film-{number}")
    client.get(f"{API}/videos")

    with django_assert_num_queries(13):
        client.get(f"{API}/videos")


@pytest.mark.parametrize("count", [1, 3])
def test_one_and_three_tandems_take_the_same_queries(client, home, count, django_assert_num_queries):
    tandems = make_tandem_index(home)
    for number in range(count):
        make_tandem(tandems, number + 1)
    client.get(f"{API}/tandems")

    with django_assert_num_queries(13):
        client.get(f"{API}/tandems")
