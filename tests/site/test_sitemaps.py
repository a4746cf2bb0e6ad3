"""The index of sitemaps, and its files as schema and crawler see them."""

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from lxml import etree
from wagtail.models import Page

from cms.site.sitemaps import PageSitemap
from media.models import Video
from media.publication import Visibility
from media.sitemaps import VideoSitemap
from tests.factories.media import make_ready_video, make_video_index, make_video_page
from tests.factories.pages import make_news, make_site, make_standard_page, restrict

pytestmark = pytest.mark.django_db

INDEX, PAGES, HELP, VIDEOS = (
    "/sitemap.xml",
    "/sitemap-seiten.xml",
    "/sitemap-hilfe.xml",
    "/sitemap-videos.xml",
)
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
VIDEO = "{http://www.google.com/schemas/sitemap-video/1.1}"
SCHEMAS = settings.BASE_DIR.parent / "shared" / "data" / "xsd"
EARLY, LATE = datetime(2026, 1, 5, 8, tzinfo=UTC), datetime(2026, 2, 9, 8, tzinfo=UTC)


@pytest.fixture
def home():
    home = make_site()
    Page.objects.filter(pk=home.pk).update(last_published_at=EARLY)
    return home


@pytest.fixture
def index(home):
    index = make_video_index(home)
    Page.objects.filter(pk=index.pk).update(last_published_at=EARLY)
    return index


def tree(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return etree.fromstring(response.content)


def entries(client, path):
    """The moment of each address; None where none is named."""
    return {
        entry.findtext(f"{SITEMAP}loc"): _moment(entry.findtext(f"{SITEMAP}lastmod"))
        for entry in tree(client, path)
    }


def _moment(text):
    return datetime.fromisoformat(text) if text else None


def test_index_names_each_file_with_its_last_change(client, index):
    make_news(index.get_parent().specific, "Neu", last_published_at=LATE)
    page = make_video_page(index, last_published_at=EARLY)
    filmed_at = LATE + timedelta(days=1)
    Video.objects.filter(pk=page.video_id).update(changed_at=filmed_at)

    named = entries(client, INDEX)

    assert named == {
        f"http://testserver{PAGES}": LATE,
        f"http://testserver{HELP}": None,
        f"http://testserver{VIDEOS}": filmed_at,
    }
    assert [client.get(address).status_code for address in named] == [200, 200, 200]


def test_new_captions_change_the_entry_of_the_video(client, index):
    page = make_video_page(index, last_published_at=EARLY)
    Video.objects.filter(pk=page.video_id).update(changed_at=LATE)

    assert entries(client, VIDEOS) == {page.full_url: LATE}


def test_index_of_an_empty_library_claims_no_change(client, index):
    assert entries(client, INDEX)[f"http://testserver{VIDEOS}"] is None


@pytest.mark.parametrize(
    ("sitemap", "pieces"),
    [
        (PageSitemap, [PAGES, f"{PAGES}?p=2", f"{PAGES}?p=3"]),  # home, library, three videos
        (VideoSitemap, [VIDEOS, f"{VIDEOS}?p=2"]),
    ],
)
def test_long_files_come_in_pieces(client, index, monkeypatch, sitemap, pieces):
    for number in range(3):
        make_video_page(index, title=f"Film {number}", slug=f"film-{number}")
    whole = list(entries(client, pieces[0]))
    monkeypatch.setattr(sitemap, "limit", 2)

    named = [address.removeprefix("http://testserver") for address in entries(client, INDEX)]

    assert [path for path in named if path.startswith(pieces[0])] == pieces
    assert [address for piece in pieces for address in entries(client, piece)] == whole


@pytest.mark.parametrize("path", [f"{PAGES}?p=9", f"{VIDEOS}?p=9", f"{PAGES}?p=x", "/sitemap-andere.xml"])
def test_file_that_is_not_there_is_not_found(client, index, path):
    assert client.get(path).status_code == 404


def test_sitemap_names_only_what_a_stranger_can_read(client, home):
    now = timezone.now()
    for title, values in {
        "oeffentlich": {},
        "entwurf": {"live": False},
        "abgelaufen": {"expire_at": now - timedelta(seconds=5)},
        "bald-abgelaufen": {"expire_at": now + timedelta(days=1)},
        "mitglieder": {},
    }.items():
        make_standard_page(home, title, slug=title, **values)
    restrict(Page.objects.get(slug="mitglieder"))

    assert list(entries(client, PAGES)) == [
        "http://localhost/",
        "http://localhost/oeffentlich/",
        "http://localhost/bald-abgelaufen/",
    ]


def test_secret_and_unlisted_videos_change_no_moment(client, index):
    make_video_page(index, last_published_at=LATE, visibility=Visibility.LINK)

    named = entries(client, INDEX)

    assert named[f"http://testserver{PAGES}"] == EARLY
    assert named[f"http://testserver{VIDEOS}"] is None


@pytest.mark.parametrize(("path", "queries"), [(INDEX, 11), (PAGES, 8), (VIDEOS, 8)])
@pytest.mark.parametrize("count", [1, 3])
def test_one_and_three_videos_take_the_same_queries(
    client, index, path, queries, count, django_assert_num_queries
):
    for number in range(count):
        make_video_page(index, title=f"Film {number}", slug=f"film-{number}")
    client.get(path)

    with django_assert_num_queries(queries):
        client.get(path)


@pytest.mark.parametrize("path", [PAGES, HELP, VIDEOS])
def test_files_are_valid_after_the_schema(client, index, path):
    """Google's own schema of `video:*` is not to be had offline, so those are compared below."""
    xmlschema = pytest.importorskip("xmlschema", reason="needs requirements-dev.txt")
    if not SCHEMAS.exists():
        pytest.skip("The schemas lie beside the project.")
    make_video_page(index, title="Öl & <Wasser>", last_published_at=LATE)
    root = tree(client, path)
    etree.strip_elements(root, f"{VIDEO}video")

    xmlschema.XMLSchema(str(SCHEMAS / "sitemap.xsd"), allow="local").validate(etree.ElementTree(root))


def test_video_entry_holds_what_google_asks_for_in_its_limits(client, index):
    page = make_video_page(
        index,
        make_ready_video(duration=90_000.0),
        search_description="Maß " * 900,
        first_published_at=EARLY,
        expire_at=timezone.now() + timedelta(days=30),
    )

    (entry,) = tree(client, VIDEOS).iter(f"{VIDEO}video")

    said = {child.tag.removeprefix(VIDEO): child.text for child in entry}
    assert list(said) == [
        "thumbnail_loc",
        "title",
        "description",
        "content_loc",
        "player_loc",
        "duration",
        "expiration_date",
        "publication_date",
        "family_friendly",
        "uploader",
        "live",
    ]
    assert client.head(said["thumbnail_loc"])["Content-Type"] == "image/jpeg"
    assert client.head(said["content_loc"])["Content-Type"] == "video/mp4"
    assert client.get(said["player_loc"]).status_code == 200
    assert said["title"] == page.title
    assert len(said["description"]) <= 2048
    assert said["duration"] == "28800"
    assert datetime.fromisoformat(said["publication_date"]) == EARLY
    assert datetime.fromisoformat(said["expiration_date"]) == page.expire_at
    assert (said["family_friendly"], said["live"]) == ("yes", "no")


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_crawler_finds_every_page_from_the_words_for_robots(live_server, settings):
    """A program that others wrote, over HTTP."""
    usp = pytest.importorskip("usp.tree", reason="needs requirements-dev.txt")
    settings.BASE_URL = settings.WAGTAILADMIN_BASE_URL = live_server.url
    home = make_site()
    home.sites_rooted_here.update(hostname="localhost", port=int(live_server.url.rpartition(":")[2]))
    page = make_video_page(make_video_index(home), last_published_at=LATE)

    found = usp.sitemap_tree_for_homepage(live_server.url, use_known_paths=False)

    (robots,) = found.sub_sitemaps
    index, videos = robots.sub_sitemaps
    assert (index.url, videos.url) == (f"{live_server.url}{INDEX}", f"{live_server.url}{VIDEOS}")
    assert [one.url for one in index.sub_sitemaps] == [
        f"{live_server.url}{path}" for path in (PAGES, HELP, VIDEOS)
    ]
    assert {(one.url, one.last_modified and one.last_modified.date()) for one in index.all_pages()} >= {
        (page.full_url, LATE.date()),
        (f"{live_server.url}/einbetten/moodle/", None),
    }
