"""The descriptions for portals of teaching material, against the schemas of the profile."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from cms.core.licences import LicenceCode
from media.models import PlaylistEntry, PlaylistPage, VideoPageOccupation
from media.publication import Visibility
from tests.factories.media import make_ready_video, make_video_file, make_video_index, make_video_page
from tests.factories.pages import make_occupation, make_organisation, make_site, restrict

pytestmark = pytest.mark.django_db

SHARED = settings.BASE_DIR.parent / "shared" / "data"
LIST = "/amb.json"


@pytest.fixture
def index():
    return make_video_index(make_site())


@pytest.fixture
def full(index):
    """A video with everything that can be said about one."""
    page = make_video_page(index, title="Größen & Einheiten", lead="Mit <Spitzen> & „Zeichen“.")
    make_video_file(page.video, "720p.mp4", b"film of 720 lines", height=720)
    occupation = make_occupation("Chemielaborant/-in", number="41322-117")
    page.occupation_links = [VideoPageOccupation(occupation=occupation)]
    page.save()
    author = page.video.authors.get()
    author.organisation = make_organisation("Schule", website="https://schule.example/")
    author.save()
    series = index.add_child(instance=PlaylistPage(title="Im Labor"))
    PlaylistEntry.objects.create(page=series, video_page=page, sort_order=0)
    return page


def address(page):
    return f"/v/{page.video.key}/amb.json"


def read(client, path):
    return json.loads(client.get(path).content)


def ids(concepts):
    return [concept["id"] for concept in concepts]


def test_days_are_those_of_the_page(client, index):
    page = make_video_page(index, first_published_at=datetime(2026, 3, 12, 23, 30, tzinfo=UTC))

    assert read(client, address(page))["datePublished"] == "2026-03-13"


@pytest.mark.parametrize("version", ["20231019", "draft"])
def test_description_is_valid_after_both_versions_of_the_profile(client, full, version):
    folder = SHARED / f"amb-schemas-{version}"
    if not folder.exists():
        pytest.skip("The schemas lie beside the project.")
    jsonschema = pytest.importorskip("jsonschema", reason="needs requirements-dev.txt")
    referencing = pytest.importorskip("referencing")
    schemas = [json.loads(Path(file).read_text()) for file in sorted(folder.glob("*.json"))]
    registry = referencing.Registry().with_resources(
        (schema["$id"], referencing.Resource.from_contents(schema)) for schema in schemas
    )
    whole = next(schema for schema in schemas if schema["$id"].endswith("/schema.json"))
    validator = jsonschema.Draft7Validator(
        whole, registry=registry, format_checker=jsonschema.Draft7Validator.FORMAT_CHECKER
    )

    errors = [error.message for error in validator.iter_errors(read(client, address(full)))]

    assert errors == []


def test_description_says_what_portals_ask_for(client, full):
    data = read(client, address(full))

    assert data["id"] == full.full_url
    assert data["name"] == "Größen & Einheiten"
    assert data["license"] == {"id": "https://creativecommons.org/licenses/by/4.0/"}
    assert data["creator"] == [
        {"type": "Organization", "name": "Auszubildende des Tandems 3", "id": "https://schule.example/"}
    ]
    assert ids(data["about"]) == [
        "http://w3id.org/kim/schulfaecher/s1002",
        "http://w3id.org/openeduhub/vocabs/discipline/100",
        "http://w3id.org/openeduhub/vocabs/kldb/4132",
    ]
    assert data["encoding"][0]["embedUrl"].endswith(f"/v/{full.video.key}/embed/")
    assert data["encoding"][-1]["contentUrl"].endswith("/720p.mp4")
    assert data["caption"][0]["id"].endswith("/de.vtt")
    assert data["isPartOf"][0]["name"] == "Im Labor"
    assert data["mainEntityOfPage"][0]["id"] == f"http://localhost{address(full)}"


def test_video_without_a_free_licence_is_described_but_not_handed_out(client, index):
    page = make_video_page(index, make_ready_video(licence_code=LicenceCode.RESERVED))

    data = read(client, address(page))

    assert "license" not in data
    assert [list(encoding) for encoding in data["encoding"]] == [["type", "embedUrl"]]


def test_answer_is_for_every_host_and_asked_for_again(client, full):
    response = client.get(address(full))

    assert response["Content-Type"] == "application/ld+json"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Cache-Control"] == "no-cache"
    assert response["Last-Modified"]
    again = client.get(address(full), headers={"If-None-Match": response["ETag"]})
    assert again.status_code == 304


def test_page_names_its_description(client, full):
    html = client.get(full.url).content.decode()

    assert f'rel="describedby" type="application/ld+json" href="http://localhost{address(full)}"' in html


@pytest.mark.parametrize("visibility", [Visibility.LINK, Visibility.MEMBERS, Visibility.SITES])
def test_only_what_everyone_may_find_is_described(client, index, visibility):
    page = make_video_page(index, title="Geheim", visibility=visibility)

    assert client.get(address(page)).status_code == 404
    assert read(client, LIST)["items"] == []
    assert 'rel="describedby"' not in client.get(page.url).content.decode()


@pytest.mark.parametrize("how", ["unpublish", "expire", "restrict"])
def test_withdrawn_video_is_forgotten_at_once(client, full, how):
    if how == "unpublish":
        full.unpublish()
    elif how == "expire":
        type(full).objects.filter(pk=full.pk).update(expire_at=timezone.now() - timedelta(seconds=1))
    else:
        restrict(full.get_parent())

    assert client.get(address(full)).status_code == 404
    assert read(client, LIST)["items"] == []


def test_list_goes_on_at_the_next_page(client, index, monkeypatch):
    monkeypatch.setattr("exchange.views.amb.VIDEOS_PER_PAGE", 2)
    now = timezone.now()
    for number in range(3):
        published = now - timedelta(days=number)
        make_video_page(index, title=f"Film {number}", slug=f"film-{number}", first_published_at=published)

    first = read(client, LIST)
    second = read(client, first["next"].removeprefix("http://localhost"))

    assert [item["name"] for item in first["items"]] == ["Film 0", "Film 1"]
    assert [item["name"] for item in second["items"]] == ["Film 2"]
    assert "next" not in second


@pytest.mark.parametrize("page", ["0", "-1", "2", "eins", "1e9", "9" * 40, "%00", "1 OR 1=1"])
def test_page_that_does_not_exist_is_not_found(client, index, page):
    response = client.get(f"{LIST}?page={page}")

    assert response.status_code == 404
    assert response["Content-Type"] == "text/plain; charset=utf-8"


def test_empty_library_is_an_empty_list(client, index):
    assert read(client, LIST)["items"] == []


@pytest.mark.parametrize("count", [1, 3])
def test_list_takes_the_same_queries_for_one_and_three(client, index, count, django_assert_num_queries):
    for number in range(count):
        page = make_video_page(index, title=f"Film {number}", slug=f"film-{number}")
        page.occupation_links = [VideoPageOccupation(occupation=make_occupation(f"Beruf {number}"))]
        page.save()
    client.get(LIST)

    with django_assert_num_queries(13):
        client.get(LIST)
