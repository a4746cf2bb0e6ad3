"""The films of a whole series for rooms without network."""

import io
import zipfile

import pytest
from lxml import etree

from media.downloads import LARGEST_ARCHIVE
from media.models import DailyCount, PlaylistEntry, PlaylistPage, Video
from tests.factories.media import FILM_BYTES, make_ready_video, make_video_index, make_video_page
from tests.factories.pages import make_site, restrict

pytestmark = pytest.mark.django_db

STICK = "/videos/pruefungen/usb-stick.zip"


@pytest.fixture
def page():
    return make_video_page(make_video_index(make_site()))


@pytest.fixture
def series(page):
    """One part that may be passed on, and one that may not."""
    reserved = make_ready_video(licence_code="reserved")
    other = make_video_page(page.get_parent(), reserved, title="Nur ansehen", slug="nur-ansehen")
    series = PlaylistPage(title="Prüfungen & mehr", slug="pruefungen")
    series.entries = [PlaylistEntry(video_page=page, sort_order=0), PlaylistEntry(video_page=other)]
    return page.get_parent().add_child(instance=series)


def unpacked(response):
    return zipfile.ZipFile(io.BytesIO(b"".join(response)))


def text_in(package, name):
    return package.read(name).decode()


def test_the_stick_of_a_series_leads_to_each_film(client, series, page):
    added = make_video_page(page.get_parent(), make_ready_video(), title="Zweiter & letzter", slug="zweiter")
    series.entries.add(PlaylistEntry(video_page=added, sort_order=5))
    series.save()

    response = client.get(STICK)
    package = unpacked(response)

    start = etree.HTML(text_in(package, "pruefungen/Reihe-ansehen.html"))
    assert start.findtext(".//h1") == "Prüfungen & mehr"
    links = start.xpath("//ol//a/@href")
    assert links == [f"01-{page.slug}/Video-ansehen.html", "02-zweiter/Video-ansehen.html"]
    assert {f"pruefungen/{link}" for link in links} <= set(package.namelist())
    assert package.read("pruefungen/02-zweiter/medien/480p.mp4") == FILM_BYTES
    assert text_in(package, "pruefungen/Lizenzhinweis.txt").count("CC BY 4.0") == 2
    assert {info.compress_type for info in package.infolist()} == {zipfile.ZIP_STORED}
    assert package.testzip() is None
    assert "filename*=UTF-8''Pr%C3%BCfungen" in response["Content-Disposition"]
    assert not response.cookies


def test_what_has_no_free_licence_is_not_on_the_stick(client, series):
    package = unpacked(client.get(STICK))

    assert not [name for name in package.namelist() if "nur-ansehen" in name]
    assert "Nur ansehen" not in text_in(package, "pruefungen/Reihe-ansehen.html")
    Video.objects.update(licence_code="reserved")
    assert client.get(STICK).status_code == 404


@pytest.mark.parametrize("way", ["withdrawn", "restricted", "unknown"])
def test_there_is_no_stick_of_what_not_everyone_may_see(client, series, way):
    if way == "withdrawn":
        series.unpublish()
    elif way == "restricted":
        restrict(series)
    address = STICK.replace("pruefungen", "unbekannt") if way == "unknown" else STICK

    assert client.get(address).status_code == 404


def test_a_series_that_no_program_could_unpack_is_refused_in_a_sentence(client, series, page):
    page.video.files.filter(name="480p.mp4").update(size=LARGEST_ARCHIVE)

    response = client.get(STICK)

    assert response.status_code == 413
    assert response.content.decode().strip().endswith(".")
    assert STICK not in client.get("/videos/pruefungen/").content.decode()


def test_the_panel_tells_the_size_of_the_films(client, series):
    html = client.get("/videos/pruefungen/").content.decode()

    assert f'href="{STICK}"' in html
    assert "10,0\xa0KB" in html


def test_each_film_on_the_stick_is_counted_once(client, series, page):
    agent = {"User-Agent": "Mozilla/5.0"}
    whole = client.get(STICK, headers=agent)

    rest = client.get(STICK, headers={**agent, "Range": "bytes=100-"})

    assert b"".join(rest) == b"".join(whole)[100:]
    (counted,) = DailyCount.objects.filter(kind=DailyCount.Kind.DOWNLOAD)
    assert (counted.video_id, counted.amount) == (page.video_id, 1)


@pytest.mark.parametrize("count", [1, 3])
def test_the_stick_of_one_and_of_many_costs_the_same(client, series, page, count, django_assert_num_queries):
    for number in range(1, count):
        part = make_video_page(page.get_parent(), title=f"Teil {number}", slug=f"teil-{number}")
        series.entries.add(PlaylistEntry(video_page=part, sort_order=5 + number))
    series.save()
    client.get(STICK)

    with django_assert_num_queries(13):
        package = unpacked(client.get(STICK))

    assert len([name for name in package.namelist() if name.endswith("Video-ansehen.html")]) == count
