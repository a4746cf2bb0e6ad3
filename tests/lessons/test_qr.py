"""QR codes: what a phone reads off them is the very address."""

import io

import pytest
import zxingcpp
from PIL import Image

from lessons import qr
from media.models import PlaylistEntry, PlaylistPage
from media.publication import Visibility
from tests.factories.media import make_ready_video, make_user, make_video_index, make_video_page
from tests.factories.pages import make_site, restrict

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return make_site()


@pytest.fixture
def page(home):
    return make_video_page(make_video_index(home), make_ready_video(duration=200.0))


def address(page, tail=".png"):
    return f"/v/{page.video.key}/qr{tail}"


def read(response):
    picture = Image.open(io.BytesIO(b"".join(response))).convert("L")
    (code,) = zxingcpp.read_barcodes(picture)
    return code.text


@pytest.mark.parametrize(
    ("query", "tail"),
    [("", ""), ("?t=90", "?t=90"), ("?t=1:30&end=2:00", "?t=90&end=120"), ("?start=5&utm_source=x", "?t=5")],
)
def test_a_phone_reads_the_short_link_with_start_and_end(client, page, query, tail):
    response = client.get(address(page, f".png{query}"))

    assert read(response) == f"http://localhost/v/{page.video.key}/{tail}"


def test_what_the_phone_read_leads_to_the_page(client, page):
    read_address = read(client.get(address(page, ".png?t=90&end=120")))

    response = client.get(read_address.removeprefix("http://localhost"))

    assert response["Location"] == "/videos/sicherung-pruefen/?t=90&end=120"


def test_the_picture_is_sharp_and_large(client, page):
    response = client.get(address(page))

    picture = Image.open(io.BytesIO(b"".join(response)))
    assert picture.size == (qr.PNG_PIXELS, qr.PNG_PIXELS)
    assert response["Content-Type"] == "image/png"


def test_the_drawing_has_white_ground_and_cannot_run_anything(client, page):
    response = client.get(address(page, ".svg"))

    drawing = b"".join(response).decode()
    assert response["Content-Type"] == "image/svg+xml"
    assert "sandbox" in response["Content-Security-Policy"]
    assert "viewBox" in drawing
    assert 'fill="#fff"' in drawing or 'fill="white"' in drawing
    assert "<script" not in drawing


def test_it_is_asked_again_each_time_and_not_sent_twice(client, page):
    first = client.get(address(page))

    again = client.get(address(page), headers={"If-None-Match": first["ETag"]})
    other = client.get(address(page, ".png?t=5"), headers={"If-None-Match": first["ETag"]})

    assert first["Cache-Control"] == "no-cache"
    assert (again.status_code, other.status_code) == (304, 200)
    assert not first.cookies


def test_it_can_be_saved_under_the_name_of_the_video(client, page):
    assert (
        "Sicherung pruefen (QR-Code).svg"
        in client.get(address(page, ".svg?download=1"))["Content-Disposition"]
    )


@pytest.mark.parametrize(
    "query", ["?t=abc", "?t=-1", "?t=201", "?t=20&end=10", "?end=%00", "?t=" + "9" * 3000]
)
def test_moments_outside_the_film_are_refused_in_a_sentence(client, page, query):
    response = client.get(address(page, f".svg{query}"))

    assert response.status_code == 400
    assert response.content.decode().strip().endswith(".")


@pytest.mark.parametrize("tail", [".gif", ".svg/", ""])
def test_there_are_no_other_kinds(client, page, tail):
    assert client.get(address(page, tail)).status_code == 404


def test_only_reading_is_possible(client, page):
    assert client.post(address(page)).status_code == 405


def test_what_is_not_on_show_has_none(client, page):
    page.unpublish()

    assert client.get(address(page)).status_code == 404
    assert client.get("/v/unknown/qr.svg").status_code == 404
    assert client.get(f"/v/{make_ready_video().key}/qr.svg").status_code == 404


def test_members_get_theirs_and_nobody_keeps_it(client, page):
    page.visibility = Visibility.MEMBERS
    page.save()
    assert client.get(address(page)).status_code == 404

    client.force_login(make_user("root", is_superuser=True))

    assert client.get(address(page))["Cache-Control"] == "private, no-store"


def make_series(page):
    series = PlaylistPage(title="Prüfungen", slug="pruefungen")
    series.entries = [PlaylistEntry(video_page=page)]
    return page.get_parent().add_child(instance=series)


def test_a_series_has_one_too(client, page):
    make_series(page)

    assert read(client.get("/videos/pruefungen/qr.png")) == "http://localhost/videos/pruefungen/"
    assert client.get("/videos/sicherung-pruefen/qr.png").status_code == 404


def test_a_series_that_not_everyone_may_see_has_none(client, page, home):
    series = make_series(page)
    restrict(home)
    assert client.get("/videos/pruefungen/qr.svg").status_code == 404

    home.view_restrictions.all().delete()
    series.unpublish()

    assert client.get("/videos/pruefungen/qr.svg").status_code == 404
