import re
from html.parser import HTMLParser

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import etree

from media.models import PlaylistEntry, PlaylistPage, Video, VideoAuthor
from media.publication import Visibility
from media.sharing import Sharing
from tests.factories.media import (
    make_ready_video,
    make_user,
    make_video_file,
    make_video_index,
    make_video_page,
)
from tests.factories.pages import make_site, restrict

pytestmark = pytest.mark.django_db


@pytest.fixture
def index():
    return make_video_index(make_site())


def sharing_of(index, page_fields=None, **video_fields):
    return Sharing(make_video_page(index, make_ready_video(**video_fields), **(page_fields or {})))


class Tags(HTMLParser):
    """The tags of a code with their attributes, and its text."""

    def __init__(self, code):
        super().__init__()
        self.found, self.text = [], ""
        self.feed(code)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data


def test_the_licence_line_names_title_author_licence_link_and_origin(index):
    line = sharing_of(index).attribution

    assert "Sicherung prüfen" in line
    assert "Auszubildende des Tandems 3" in line
    assert "CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/deed.de)" in line
    assert line.endswith("http://localhost/videos/sicherung-pruefen/")


def test_all_authors_are_named_as_they_want(index):
    sharing = sharing_of(index)
    VideoAuthor.objects.create(video=sharing.video, name="Schule & Söhne", sort_order=2)

    assert "Auszubildende des Tandems 3, Schule & Söhne" in sharing.attribution
    assert "Schule &amp; Söhne" in sharing.attribution_html


def test_the_same_line_for_pads(index):
    line = sharing_of(index, title="a [b] *c*").attribution_markdown

    assert r"[a \[b\] \*c\*](http://localhost/videos/sicherung-pruefen/)" in line
    assert "[CC BY 4.0](https://creativecommons.org/licenses/by/4.0/deed.de)" in line


def test_the_code_of_the_video_carries_captions_and_licence(index):
    sharing = sharing_of(index)
    make_video_file(sharing.video, "720p.mp4", b"film", height=720)
    make_video_file(sharing.video, "1080p.mp4", b"film", height=1080)

    tags = Tags(sharing.video_code).found

    start = f"http://localhost/v/{sharing.video.key}"
    assert tags[0] == (
        "video",
        {
            "controls": None,
            "crossorigin": "anonymous",
            "preload": "metadata",
            "poster": f"{start}/vorschau-640.jpg",
            "width": "640",
            "height": "360",
            "title": "Sicherung prüfen",
            "src": f"{start}/720p.mp4",
        },
    )
    assert tags[1][0] == "track"
    assert tags[1][1]["src"] == f"{start}/de.vtt"
    assert tags[1][1]["srclang"] == "de"
    assert "default" in tags[1][1]
    links = [attributes["href"] for tag, attributes in tags if tag == "a"]
    assert links == [
        "http://localhost/videos/sicherung-pruefen/",
        "http://localhost/videos/sicherung-pruefen/",
        "https://creativecommons.org/licenses/by/4.0/deed.de",
    ]


def test_the_code_of_the_frame_keeps_the_proportions(index):
    sharing = sharing_of(index, width=1080, height=1920)

    ((tag, attributes),) = Tags(sharing.frame_code).found

    assert tag == "iframe"
    assert attributes["src"] == f"http://localhost/v/{sharing.video.key}/embed/"
    assert (attributes["width"], attributes["height"]) == ("640", "1138")
    assert "aspect-ratio:1080/1920" in attributes["style"]
    assert "allowfullscreen" in attributes


def test_no_title_breaks_out_of_a_code(index):
    evil = '"><script>alert(1)</script>'
    sharing = sharing_of(index, {"title": evil}, title=evil)

    for code in (sharing.video_code, sharing.frame_code):
        tags = Tags(code).found
        assert "script" not in {tag for tag, _ in tags}
        assert tags[0][1]["title"] == evil


def test_a_work_with_all_rights_reserved_gives_no_code_and_no_download(index):
    sharing = sharing_of(index, licence_code="reserved")

    assert not sharing.is_embeddable
    assert (sharing.films, sharing.texts) == ([], [])
    assert sharing.attribution.startswith("© Auszubildende des Tandems 3")
    assert "creativecommons" not in sharing.attribution


def test_what_only_members_may_watch_gives_no_code_but_downloads(index):
    sharing = sharing_of(index, {"visibility": Visibility.MEMBERS})

    assert not sharing.is_embeddable
    assert sharing.films


@pytest.mark.parametrize("licence", ["cc-by", "reserved"])
def test_editors_get_the_code_for_the_named_sites_and_no_address_that_leads_nowhere(index, client, licence):
    page_fields = {"visibility": Visibility.SITES, "embed_sites": "https://moodle.example"}
    sharing = sharing_of(index, page_fields, licence_code=licence)
    client.force_login(make_user("root", is_superuser=True))

    panel = panel_of(client)

    assert f"/v/{sharing.video.key}/embed/" in text_of(panel, "code-frame")
    assert panel.xpath(".//*[@id='share' or @id='code-video' or @id='share-film']") == []
    assert "/videos/" not in text_of(panel, "attribution")


def test_downloads_tell_their_true_size(index, client):
    sharing = sharing_of(index)

    for download in [*sharing.films, *sharing.texts, *sharing.pictures]:
        response = client.get(download.url)
        assert len(b"".join(response)) == download.size
        assert re.match("attachment; ", response["Content-Disposition"])


# --- The panel on the page --------------------------------------------------------------------

PAGE = "/videos/sicherung-pruefen/"


def panel_of(client, query=""):
    document = etree.HTML(client.get(PAGE + query).content.decode())
    (panel,) = document.xpath("//section[@aria-labelledby='teaching']")
    return panel


def text_of(panel, identifier):
    (element,) = panel.xpath(f".//*[@id='{identifier}']")
    return element.get("value") or element.text or ""


def test_the_codes_begin_and_end_where_the_address_says(index, client):
    sharing = sharing_of(index, duration=200.0)

    panel = panel_of(client, "?t=1:30&end=120")

    start = f"http://localhost/v/{sharing.video.key}"
    assert text_of(panel, "share-link") == f"{start}/?t=90&end=120"
    assert text_of(panel, "share-page") == f"http://localhost{PAGE}?t=90&end=120"
    assert Tags(text_of(panel, "code-frame")).found[0][1]["src"] == f"{start}/embed/?t=90&end=120"
    assert Tags(text_of(panel, "code-video")).found[0][1]["src"] == f"{start}/480p.mp4#t=90,120"
    (code,) = panel.xpath(".//img[@data-qr]")
    assert code.get("src") == f"/v/{sharing.video.key}/qr.svg?t=90&end=120"
    saved = [link.get("href") for link in panel.xpath(".//a[@data-qr]")]
    assert saved == [f"/v/{sharing.video.key}/qr.{kind}?t=90&end=120&download=1" for kind in ("svg", "png")]


def test_without_a_moment_it_is_the_whole_film(index, client):
    sharing = sharing_of(index)

    panel = panel_of(client)

    assert text_of(panel, "share-link") == f"http://localhost/v/{sharing.video.key}/"
    assert not panel.xpath(".//details[@open]")
    saved = [link.get("href") for link in panel.xpath(".//a[@data-qr]")]
    assert saved == [f"/v/{sharing.video.key}/qr.{kind}?download=1" for kind in ("svg", "png")]


@pytest.mark.parametrize("query", ["?t=abc", "?t=900", "?t=0.9&end=0.1"])
def test_an_impossible_moment_is_told_and_what_was_typed_stays(index, client, query):
    sharing_of(index, duration=200.0)

    panel = panel_of(client, query)

    (alert,) = panel.xpath(".//*[@role='alert']")
    assert alert.text.endswith(".")
    assert panel.xpath(".//details[@id='share']/@open")
    (start,) = panel.xpath(".//input[@name='t']")
    assert start.get("value") == query.split("&")[0].removeprefix("?t=")
    assert start.get("aria-invalid") == "true"


def test_everything_stands_in_the_panel_by_its_own_address(index, client):
    sharing = sharing_of(index)
    make_video_file(sharing.video, "gebaerden-480p.mp4", b"film", height=480)
    make_video_file(sharing.video, "audiodeskription-480p.mp4", b"film", height=480)

    links = [link.get("href") for link in panel_of(client).xpath(".//a[@href]")]

    start = f"/v/{sharing.video.key}"
    wanted = {
        *(
            f"{start}/{name}?download=1"
            for name in ("480p.mp4", "gebaerden-480p.mp4", "audiodeskription-480p.mp4")
        ),
        *(
            f"{start}/{name}?download=1"
            for name in ("de.vtt", "de.srt", "transkript.txt", "vorschau-1280.jpg")
        ),
        f"{start}/transkript.pdf",
        f"{start}/arbeitsblatt/",
        f"{start}/fehler-melden/",
        "/einbetten/",
    }
    assert wanted - set(links) == set()
    for link in set(links):
        assert client.head(link.removeprefix("http://localhost")).status_code in (200, 302), link


def test_programs_that_want_the_film_itself_get_its_usual_quality(index, client):
    sharing = sharing_of(index)
    for height in (720, 1080):
        make_video_file(sharing.video, f"{height}p.mp4", b"film", height=height)

    film = text_of(panel_of(client), "share-film")

    assert film == f"http://localhost/v/{sharing.video.key}/720p.mp4"
    assert client.head(film.removeprefix("http://localhost"))["Content-Type"] == "video/mp4"


def test_a_work_with_all_rights_reserved_shows_what_may_be_done(index, client):
    sharing = sharing_of(index, licence_code="reserved")

    panel = panel_of(client)

    markup = etree.tostring(panel, encoding="unicode")
    assert "nicht unter einer freien Lizenz" in markup
    assert "download=1" not in markup.replace(f"/v/{sharing.video.key}/qr.", "").replace(
        "svg?download=1", ""
    ).replace("png?download=1", "")
    assert not panel.xpath(".//textarea[starts-with(@id, 'code-')]")
    assert ".pdf" not in markup
    assert panel.xpath(".//img[@data-qr]")


@pytest.mark.parametrize("name", ["480p.mp4", "de.vtt", "de.srt", "transkript.txt", "vorschau-640.jpg"])
def test_a_work_with_all_rights_reserved_is_played_and_not_saved(index, client, name):
    sharing = sharing_of(index, licence_code="reserved")
    address = f"/v/{sharing.video.key}/{name}"

    played, saved = client.head(address), client.get(f"{address}?download=1")

    assert played.status_code == 200
    assert saved.status_code == 403
    assert saved.content.decode().strip().endswith(".")


def test_who_works_on_a_video_saves_its_files_before_it_has_a_licence(index, client):
    sharing = sharing_of(index, licence_code="reserved")
    client.force_login(make_user("root", is_superuser=True))

    assert client.head(f"/v/{sharing.video.key}/de.vtt?download=1").status_code == 200


@pytest.mark.parametrize(
    ("code", "may"), [("cc-by", True), ("cc-by-nd", False), ("cc-by-nc-nd", False), ("cc0", True)]
)
def test_the_panel_says_what_to_add_to_a_changed_version(index, client, code, may):
    sharing_of(index, licence_code=code)

    markup = etree.tostring(panel_of(client), encoding="unicode")

    assert ("bearbeitet von" in markup) is may
    assert ("veränderte Fassung weiterzugeben" in markup) is not may


# --- A series ---------------------------------------------------------------------------------


def make_series(index, count):
    series = PlaylistPage(title="Prüfungen", slug="pruefungen")
    series.entries = [
        PlaylistEntry(
            video_page=make_video_page(
                index, make_ready_video(), title=f"Film {number}", slug=f"film-{number}"
            )
        )
        for number in range(count)
    ]
    return index.add_child(instance=series)


def test_a_series_names_the_licence_of_each_part(index, client):
    make_series(index, 2)

    document = etree.HTML(client.get("/videos/pruefungen/").content.decode())

    (panel,) = document.xpath("//section[@aria-labelledby='teaching']")
    assert text_of(panel, "share-link") == "http://localhost/videos/pruefungen/"
    lines = text_of(panel, "attribution").splitlines()
    assert lines[0] == "Reihe „Prüfungen“, http://localhost/videos/pruefungen/"
    assert [line.rpartition("/videos/")[2] for line in lines[1:]] == ["film-0/", "film-1/"]
    assert Tags(text_of(panel, "attribution-html")).text.count("CC BY 4.0") == 2
    assert text_of(panel, "attribution-markdown").splitlines()[:2] == [
        "[Prüfungen](http://localhost/videos/pruefungen/)",
        "",
    ]
    assert (
        text_of(panel, "attribution-markdown").count("\n- „[Sicherung prüfen](http://localhost/videos/") == 2
    )


def panel_of_series(client):
    document = etree.HTML(client.get("/videos/pruefungen/").content.decode())
    (panel,) = document.xpath("//section[@aria-labelledby='teaching']")
    return panel


def test_one_code_shows_the_whole_series_and_has_no_evil_title(index, client):
    series = make_series(index, 1)
    series.title = '"><script>alert(1)</script>'
    series.save()

    code = text_of(panel_of_series(client), "code-frame")

    ((tag, attributes),) = Tags(code).found
    assert (tag, attributes["title"]) == ("iframe", series.title)
    assert attributes["src"] == "http://localhost/videos/pruefungen/embed/"
    assert "width:100%" in attributes["style"]
    assert client.get(attributes["src"].removeprefix("http://localhost")).status_code == 200


def test_each_field_that_is_there_to_be_copied_has_a_button_of_its_own(index, client):
    sharing_of(index)
    make_series(index, 1)

    for panel in (panel_of(client), panel_of_series(client)):
        fields = panel.xpath(".//*[@readonly]")
        copying = panel.xpath(".//*[@readonly]/following-sibling::button/@data-copy")
        assert [field.get("id") for field in fields] == copying
        assert copying


def test_a_series_says_what_moodle_takes_and_where_to_read_on(index, client):
    make_series(index, 1)

    panel = panel_of_series(client)

    assert "Für Moodle nehmen Sie den Kurs" in etree.tostring(panel, encoding="unicode")
    links = panel.xpath(".//a/@href")
    assert {"/videos/pruefungen/reihe.imscc", "/einbetten/"} <= set(links)


def test_without_a_free_part_there_is_no_code_and_no_course(index, client):
    make_series(index, 1)
    Video.objects.update(licence_code="reserved")

    panel = panel_of_series(client)

    assert not panel.xpath(".//*[@id='code-frame']")
    assert not panel.xpath(".//a[contains(@href, 'imscc')]")
    assert "©" in text_of(panel, "attribution-markdown")


def test_a_series_for_members_gives_no_code_and_no_picture_that_is_not_there(index, client):
    restrict(make_series(index, 1))
    client.force_login(make_user("root", is_superuser=True))

    panel = panel_of_series(client)

    assert not panel.xpath(".//*[@id='code-frame']")
    assert not panel.xpath(".//img")


def test_the_panel_of_a_series_asks_the_same_for_one_and_for_many(index, client, settings):
    settings.PAGE_CACHE_SECONDS = 0
    series = make_series(index, 1)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get("/videos/pruefungen/")
        return len(captured)

    queries()
    with_one = queries()
    for number in range(5, 15):
        part = make_video_page(index, make_ready_video(), title=f"Film {number}", slug=f"film-{number}")
        series.entries.add(PlaylistEntry(video_page=part))
    series.save()

    assert queries() == with_one
