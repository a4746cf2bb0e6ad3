"""Lists that stand in their address: what everyone may watch of them, and of the rest not a word."""

import io
import zipfile
from urllib.parse import quote

import pytest
import zxingcpp
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from lessons.lists import MOST_ENTRIES, VideoList, Wish
from lessons.views import lists
from media.access import Place, Verdict, judge_video
from media.models import Caption, Video, VideoPage
from media.publication import Visibility
from tests.factories.media import make_ready_video, make_user, make_video_index, make_video_page
from tests.factories.pages import make_site, restrict

pytestmark = pytest.mark.django_db

QUERIES_OF_A_LIST = 10
QUERIES_OF_A_COURSE = 7


@pytest.fixture
def index():
    return make_video_index(make_site())


def make_pages(index, number):
    return [
        make_video_page(index, make_ready_video(duration=200.0), title=f"Größe {at}", slug=f"film-{at}")
        for at in range(1, number + 1)
    ]


@pytest.fixture
def pages(index):
    return make_pages(index, 3)


def keys(pages):
    return [page.video.key for page in pages]


def address(pages, tail="", path="/liste/"):
    return f"{path}?v={','.join(keys(pages))}{tail}"


def shown(response):
    return response.content.decode()


def positions(html, words):
    return [html.index(word) for word in words]


# --- The address ---


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("abc", Wish("abc")),
        ("abc~90", Wish("abc", 90)),
        ("abc~1:30-2:00", Wish("abc", 90, 120)),
        ("abc~-20", Wish("abc", 0, 20)),
        ("abc~99:99", Wish("abc")),
        ("abc~", Wish("abc")),
        ("a b", Wish("")),
        ("<script>", Wish("")),
    ],
)
def test_an_entry_names_a_video_and_perhaps_moments(text, wish):
    assert Wish.of_text(text) == wish


@pytest.mark.parametrize(
    ("times", "query"),
    [
        ("~90", "?t=90"),
        ("~30-60", "?t=30&end=60"),
        ("~500", ""),
        ("~30-900", "?t=30"),
        ("~60-30", "?t=60"),
        ("", ""),
    ],
)
def test_moments_are_kept_within_the_film(pages, times, query):
    videos = VideoList.of_query({"v": f"{pages[0].video.key}{times}"})

    (entry,) = videos.entries

    assert entry.excerpt.query == query


def test_a_title_is_one_short_line():
    videos = VideoList.of_query({"v": "abc", "t": "  Elektro\n\u202etechnik\x00 " + "x" * 200})

    assert videos.title.startswith("Elektro technik x")
    assert len(videos.title) <= 80


def test_the_same_list_has_one_address(pages):
    first, second, _ = keys(pages)

    videos = VideoList.of_query({"v": f"{first}~1:30, {second}~0-20,,{first}", "t": "Größe & mehr"})

    title = quote("Größe & mehr", safe="")
    assert videos.url == f"http://localhost/liste/?v={first}~90,{second}~0-20,{first}&t={title}"
    assert VideoList.of_query({"v": f"{first}~90,{second}~0-20,{first}"}).wishes == videos.wishes


# --- The page ---


def test_the_order_and_the_moments_are_those_of_the_address(client, pages):
    first, second, third = keys(pages)

    html = shown(client.get(f"/liste/?v={third}~90,{first},{second}~30-60&t=Woche 3"))

    places = positions(html, ["/videos/film-3/?t=90", "/videos/film-1/", "/videos/film-2/?t=30&amp;end=60"])
    assert places == sorted(places)
    assert "<h1>Woche 3</h1>" in html
    assert "Von 0:30 bis 1:00" in html


def test_whoever_has_a_full_list_is_told_that_not_all_fit(client, pages):
    assert "Nicht alle passen darauf: Ihre Merkliste fasst 50 Videos." in shown(client.get(address(pages)))


def test_search_engines_and_the_cache_leave_it_alone(client, pages, settings):
    settings.PAGE_CACHE_SECONDS = 60

    responses = [client.get(address(pages)) for _ in range(2)]

    assert {response["X-Robots-Tag"] for response in responses} == {"noindex"}
    assert not any(response.has_header("Cache-Status") for response in responses)
    assert responses[1]["Cache-Control"] == "no-cache"
    assert not responses[0].cookies


def test_what_is_gone_says_nothing_of_itself(client, pages):
    withdrawn, unknown = pages[1], "unknown1"
    withdrawn.unpublish()

    html = shown(client.get(address(pages, f",{unknown}")))

    assert html.count("Nicht mehr verfügbar") == 2
    assert "Größe 2" not in html
    assert "film-2" not in html


def test_what_is_absent_for_a_while_keeps_its_moments(client, pages):
    first, second, _ = keys(pages)
    pages[0].unpublish()

    videos = VideoList.of_query({"v": f"{first}~30-60,{second}~90"})

    assert videos.query == f"?v={first}~30-60,{second}~90"
    assert f"v={first}~30-60" in videos.frame_code
    assert f"?v={first}~30-60,{second}~90" in shown(client.get(f"/liste/{videos.query}"))


def hide_from_strangers(page, way):
    if way == "members":
        VideoPage.objects.filter(pk=page.pk).update(visibility=Visibility.MEMBERS)
    elif way == "sites":
        VideoPage.objects.filter(pk=page.pk).update(visibility=Visibility.SITES)
    elif way == "consent":
        Video.objects.filter(pk=page.video.pk).update(shows_nobody_date=None)
    elif way == "draft":
        VideoPage.objects.filter(pk=page.pk).update(live=False)
    elif way == "restricted":
        restrict(page.get_parent())


@pytest.mark.parametrize("way", ["open", "members", "sites", "consent", "draft", "restricted"])
def test_a_list_shows_what_a_stranger_may_watch(client, rf, pages, way):
    hide_from_strangers(pages[0], way)
    request = rf.get("/")
    request.user, request.session = make_user(), {}
    video = Video.objects.get(pk=pages[0].video.pk)
    verdict = judge_video(request, video, Place.PAGE)

    (entry,) = VideoList.of_query({"v": video.key}).entries

    assert (entry.page is not None) == (verdict is Verdict.OPEN) == (way == "open")


def test_whoever_has_the_link_may_put_it_on_a_list(client, pages):
    VideoPage.objects.update(visibility=Visibility.LINK)

    assert "Größe 1" in shown(client.get(address(pages)))


@pytest.mark.parametrize(
    "query",
    [
        "?v=",
        "?v=,,,",
        "?v=%00",
        "?v=" + "x" * 9000,
        "?v=~~~-",
        "?v=%F0%28",
        "?v[]=1",
        "?v=abc&t=%00",
        "?v=<script>",
    ],
)
@pytest.mark.parametrize("path", ["/liste/", "/liste/druck/"])
def test_nonsense_is_answered_pleasantly(client, index, path, query):
    response = client.get(f"{path}{query}")

    assert response.status_code == 200
    assert "<script>alert" not in shown(response)


@pytest.mark.parametrize("path", ["/liste/qr.svg", "/liste.imscc", "/liste/embed/"])
def test_what_cannot_be_made_of_nonsense_is_said_in_a_sentence(client, index, path):
    response = client.get(f"{path}?v=")

    assert response.status_code == 404
    assert "." in shown(response)


def test_no_more_than_fifty_are_looked_at(client, pages):
    many = ",".join(keys(pages) * 20)

    html = shown(client.get(f"/liste/?v={many}"))

    assert html.count("data-token=") == MOST_ENTRIES
    assert "Die übrigen fehlen hier" in html


def test_without_an_address_the_page_is_for_the_list_of_this_browser(client, index):
    html = shown(client.get("/liste/"))

    assert "data-own-list" in html
    assert "<noscript>" in html


@pytest.mark.parametrize("number", [1, 50])
def test_one_and_fifty_cost_the_same(client, index, number, django_assert_num_queries):
    list_address = address(make_pages(index, number))
    client.get(list_address)

    with django_assert_num_queries(QUERIES_OF_A_LIST):
        response = client.get(list_address)

    assert shown(response).count("data-token=") == number


@pytest.mark.parametrize("path", ["/liste/", "/liste/druck/", "/liste/qr.svg"])
def test_what_shows_no_words_fetches_none(client, pages, path):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address(pages, path=path)).status_code == 200

    assert not [query["sql"] for query in queries if Caption._meta.db_table in query["sql"]]


@pytest.mark.parametrize("number", [1, 50])
def test_the_course_of_one_and_of_fifty_costs_the_same(client, index, number, django_assert_num_queries):
    course_address = address(make_pages(index, number), path="/liste.imscc")
    client.get(course_address)

    with django_assert_num_queries(QUERIES_OF_A_COURSE):
        content = b"".join(client.get(course_address))

    assert len(zipfile.ZipFile(io.BytesIO(content)).namelist()) == 1 + 2 * number


# --- Passing it on ---


def test_a_phone_reads_the_very_address(client, pages):
    response = client.get(address(pages, "~90&t=Größe", path="/liste/qr.png"))

    picture = Image.open(io.BytesIO(b"".join(response))).convert("L")
    (code,) = zxingcpp.read_barcodes(picture)
    assert code.text == f"http://localhost{address(pages, '~90')}&t=Gr%C3%B6%C3%9Fe"
    assert (
        "Gr%C3%B6%C3%9Fe"
        in client.get(address(pages, "&t=Größe&download=1", path="/liste/qr.svg"))["Content-Disposition"]
    )


def test_a_list_of_fifty_still_fits_into_a_code_or_is_refused_in_a_sentence(client, pages):
    many = ",".join(f"{key}~1000.125-1000.375" for key in keys(pages) * 16)

    response = client.get(f"/liste/qr.svg?v={many}&t={'ü' * 80}")

    assert response.status_code in (200, 400)


def test_the_course_keeps_order_moments_and_leaves_out_what_is_not_free(client, pages):
    Video.objects.filter(pk=pages[1].video.pk).update(licence_code="reserved")
    third, second, first = reversed(keys(pages))

    response = client.get(f"/liste.imscc?v={third}~90,{second},{first}&t=Größe")

    package = zipfile.ZipFile(io.BytesIO(b"".join(response)))
    assert [name for name in package.namelist() if name.startswith("web/")] == [
        f"web/01-{third}.html",
        f"web/02-{first}.html",
    ]
    assert "480p.mp4#t=90" in package.read(f"web/01-{third}.html").decode()
    assert "Größe" in package.read("imsmanifest.xml").decode()
    assert "filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%28Liste%29.imscc" in response["Content-Disposition"]


def test_the_page_offers_the_course_without_making_it(client, pages, monkeypatch):
    def make(*args):
        raise AssertionError("made")

    monkeypatch.setattr(lists, "cartridge", make)

    assert f'href="{address(pages, path="/liste.imscc")}"' in shown(client.get(address(pages)))


def test_where_nothing_is_free_no_course_is_offered(client, pages):
    Video.objects.update(licence_code="reserved")

    assert "/liste.imscc" not in shown(client.get(address(pages)))


def test_on_paper_each_video_has_its_code(client, pages):
    pages[1].unpublish()

    html = shown(client.get(address(pages, "~90", path="/liste/druck/")))

    assert f'src="/v/{pages[2].video.key}/qr.svg?t=90"' in html
    assert html.count("/qr.svg") == 3
    assert "Nicht mehr verfügbar" in html
    assert "CC BY 4.0" in html


# --- In the pages of others ---


def embedded(client, pages, tail=""):
    return client.get(address(pages, tail, path="/liste/embed/"))


def test_any_page_may_show_the_list(client, pages):
    response = embedded(client, pages)

    assert response.status_code == 200
    assert "frame-ancestors *" in response["Content-Security-Policy"]
    assert "X-Frame-Options" not in response
    assert response["X-Robots-Tag"] == "noindex, indexifembedded"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert not response.cookies


def test_one_film_plays_and_the_others_are_a_link_away(client, pages):
    html = shown(embedded(client, pages, "~30-60&nr=3"))

    assert html.count("<video") == 1
    assert f"/v/{pages[2].video.key}/480p.mp4#t=30,60" in html
    assert f'href="?v={",".join(keys(pages))}~30-60&amp;nr=2" target="_self"' in html.replace(
        "&nr=", "&amp;nr="
    )


def test_a_withdrawn_video_leaves_a_gap_and_the_next_one_plays(client, pages):
    pages[0].unpublish()

    html = shown(embedded(client, pages))

    assert f"/v/{pages[1].video.key}/480p.mp4" in html
    assert "Nicht mehr verfügbar" in html
    assert "Größe 1" not in html


def test_a_video_without_free_licence_is_linked_and_not_shown(client, pages):
    Video.objects.filter(pk=pages[0].video.pk).update(licence_code="reserved")

    html = shown(embedded(client, pages, "&nr=1"))

    assert f"/v/{pages[0].video.key}/480p.mp4" not in html
    assert "auf unserer Seite" in html


@pytest.mark.parametrize("part", ["0", "99", "-1", "x", "%00", "9" * 5000])
def test_an_impossible_part_is_the_first(client, pages, part):
    html = shown(embedded(client, pages, f"&nr={part}"))

    assert f"/v/{pages[0].video.key}/480p.mp4" in html
