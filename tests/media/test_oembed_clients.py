"""The oEmbed provider as programs that nobody here wrote ask it, over HTTP."""

from dataclasses import replace

import micawber
import pyoembed
import pytest
from micawber.exceptions import ProviderHTTPException
from oembedpy.consumer import fetch_content
from oembedpy.discovery import find_from_content
from wagtail.embeds.exceptions import EmbedNotFoundException
from wagtail.embeds.finders.oembed import OEmbedFinder

from media.models import PlaylistEntry, PlaylistPage
from tests.factories.media import make_ready_video, make_video_index, make_video_page
from tests.factories.pages import make_site
from tests.node import run_node

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

TITLES = [
    "Sicherung prüfen",
    "</script><script>alert(1)</script>",
    "\"'><img src=x onerror=__x=1>",
    "Ωåß∂ƒ ﷽ 田中さんにあげて下さい 👩🏽",
    "&lt;b&gt; &amp;amp; %00 ${7*7} {{ 7*7 }}",
]


@pytest.fixture
def page(live_server, settings):
    settings.BASE_URL = settings.WAGTAILADMIN_BASE_URL = live_server.url
    home = make_site()
    site = home.sites_rooted_here.get()
    site.hostname, site.port = "localhost", int(live_server.url.rpartition(":")[2])
    site.save()
    return make_video_page(make_video_index(home), make_ready_video(width=1280, height=720))


@pytest.fixture
def series(page):
    series = PlaylistPage(title="Prüfungen", slug="pruefungen")
    series.entries = [PlaylistEntry(video_page=page)]
    return page.get_parent().add_child(instance=series)


def endpoint(live_server):
    return f"{live_server.url}/oembed/"


def embed_address(page, live_server):
    return f"{live_server.url}/v/{page.video.key}/embed/"


def test_micawber_shows_the_player(page, live_server):
    providers = micawber.ProviderRegistry()
    providers.register(rf"{live_server.url}/videos/\S+", micawber.Provider(endpoint(live_server)))

    shown = providers.request(page.full_url, maxwidth=480)

    assert (shown["width"], shown["height"]) == (480, 270)
    assert embed_address(page, live_server) in micawber.parse_text(page.full_url, providers)


def test_micawber_hears_that_a_video_is_gone(page, live_server):
    page.unpublish()

    with pytest.raises(ProviderHTTPException):
        micawber.Provider(endpoint(live_server)).request(page.full_url)


@pytest.mark.parametrize("title", TITLES)
def test_oembedpy_finds_the_way_from_the_page(page, live_server, title):
    page.title = title
    page.save()

    address, parameters = find_from_content(page.full_url)
    answers = [
        fetch_content(address, replace(parameters, format=kind), fallback_type=True)
        for kind in ("json", "xml")
    ]

    assert address == endpoint(live_server)
    assert [answer.title for answer in answers] == [title, title]


@pytest.mark.parametrize("title", TITLES)
def test_pyoembed_finds_the_way_and_validates(page, live_server, title):
    page.title = title
    page.save()

    answer = pyoembed.oEmbed(page.full_url, maxwidth=320)

    assert (answer["type"], answer["title"]) == ("video", title)
    assert int(answer["width"]) == 320


def test_wagtail_shows_the_player(page, live_server):
    finder = OEmbedFinder(
        providers=[
            {
                "endpoint": endpoint(live_server),
                "urls": [rf"^{live_server.url}/(?:videos|v)/[\w-]+/?(?:\?.*)?$"],
            }
        ]
    )

    embed = finder.find_embed(page.full_url, max_width=480)

    assert (embed["width"], embed["height"]) == (480, 270)
    assert embed["title"] == "Sicherung prüfen"
    assert "cache_until" in embed
    page.unpublish()
    with pytest.raises(EmbedNotFoundException):
        finder.find_embed(page.full_url)


def test_a_node_program_finds_the_way_from_the_page(page, live_server):
    answer = run_node("oembed.mjs", page.full_url, 480)

    assert (answer["type"], answer["title"]) == ("video", "Sicherung prüfen")
    assert (answer["width"], answer["height"]) == (480, 270)
    assert embed_address(page, live_server) in answer["html"]


# --- A series ---------------------------------------------------------------------------------


def test_micawber_shows_a_series(series, live_server):
    providers = micawber.ProviderRegistry()
    providers.register(rf"{live_server.url}/videos/\S+", micawber.Provider(endpoint(live_server)))

    shown = providers.request(series.full_url, maxwidth=480, maxheight=600)

    assert (shown["type"], shown["width"], shown["height"]) == ("rich", 480, 600)
    assert f"{series.full_url}embed/" in micawber.parse_text(series.full_url, providers)


def test_programs_find_the_way_from_the_page_of_a_series(series):
    address, parameters = find_from_content(series.full_url)
    answers = [
        fetch_content(address, replace(parameters, format=kind), fallback_type=True)
        for kind in ("json", "xml")
    ]

    assert [answer.title for answer in answers] == ["Prüfungen", "Prüfungen"]
    assert pyoembed.oEmbed(series.full_url)["type"] == "rich"


def test_wagtail_shows_a_series(series, live_server):
    finder = OEmbedFinder(
        providers=[
            {
                "endpoint": endpoint(live_server),
                "urls": [rf"^{live_server.url}/(?:videos|v)/[\w-]+/?(?:\?.*)?$"],
            }
        ]
    )

    embed = finder.find_embed(series.full_url, max_width=480)

    assert (embed["type"], embed["title"], embed["width"]) == ("rich", "Prüfungen", 480)
    assert f"{series.full_url}embed/" in embed["html"]
    series.unpublish()
    with pytest.raises(EmbedNotFoundException):
        finder.find_embed(series.full_url)


def test_a_node_program_finds_the_series(series):
    answer = run_node("oembed.mjs", series.full_url, 480)

    assert (answer["type"], answer["title"], answer["width"]) == ("rich", "Prüfungen", 480)
