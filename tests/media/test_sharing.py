import re
from html.parser import HTMLParser

import pytest

from media.models import VideoAuthor
from media.publication import Visibility
from media.sharing import Sharing
from tests.factories.media import make_ready_video, make_video_file, make_video_index, make_video_page
from tests.factories.pages import make_site

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


def test_downloads_tell_their_true_size(index, client):
    sharing = sharing_of(index)

    for download in [*sharing.films, *sharing.texts]:
        response = client.get(download.url)
        assert len(b"".join(response)) == download.size
        assert re.match("attachment; ", response["Content-Disposition"])
