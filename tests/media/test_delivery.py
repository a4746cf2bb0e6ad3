import io
import re
from datetime import timedelta
from urllib.parse import unquote

import boto3
import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.test import RequestFactory
from django.utils import timezone
from moto import mock_aws
from wagtail.models import PageViewRestriction

from cms.core.permissions import allow_on_page
from cms.core.s3_storages import PrivateS3Storage
from media.access import MEMBERS, origins
from media.delivery import (
    Content,
    Part,
    UnsatisfiableRangeError,
    attachment,
    deliver,
    requested_part,
    stored_bytes,
)
from media.models import Caption, Video
from media.publication import Visibility
from tests.factories.media import (
    FILM_BYTES,
    make_ready_video,
    make_user,
    make_video_index,
    make_video_page,
)
from tests.factories.pages import make_site

SIZE = len(FILM_BYTES)


# --- Ranges, without a database -------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "part"),
    [
        ("bytes=0-0", Part(0, 1)),
        ("bytes=0-499", Part(0, 500)),
        ("bytes=500-", Part(500, 500)),
        ("bytes=-200", Part(800, 200)),
        ("bytes=-5000", Part(0, 1000)),
        ("bytes=900-5000", Part(900, 100)),
        ("Bytes=1-2", Part(1, 2)),
    ],
)
def test_a_well_formed_range_is_a_part(header, part):
    assert requested_part(header, 1000) == part


@pytest.mark.parametrize(
    "header",
    ["", "bytes", "bytes=", "bytes=-", "bytes=a-b", "bytes=5-2", "items=0-1", "bytes=0-1,5-9", "bytes=²-"],
)
def test_a_broken_or_multiple_range_means_the_whole_file(header):
    assert requested_part(header, 1000) is None


@pytest.mark.parametrize("header", ["bytes=1000-", "bytes=1000-2000", "bytes=-0"])
def test_a_range_behind_the_end_cannot_be_answered(header):
    with pytest.raises(UnsatisfiableRangeError):
        requested_part(header, 1000)


def test_nothing_of_an_empty_file_can_be_asked_for():
    with pytest.raises(UnsatisfiableRangeError):
        requested_part("bytes=0-", 0)


def test_a_part_of_another_version_is_answered_with_the_whole_file():
    content = Content.of_text("0123456789", "text/plain")
    request = RequestFactory().get("/", headers={"Range": "bytes=0-3", "If-Range": '"another"'})

    response = deliver(request, content)

    assert response.status_code == 200
    assert b"".join(response) == b"0123456789"


def test_a_part_of_the_same_version_is_answered_with_it():
    content = Content.of_text("0123456789", "text/plain")
    headers = {"Range": "bytes=2-3", "If-Range": f'"{content.version}"'}

    response = deliver(RequestFactory().get("/", headers=headers), content)

    assert (response.status_code, b"".join(response)) == (206, b"23")


# --- Names of downloads ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "title",
    [
        "Prüfung",
        'a"b',
        "a\r\nX-Evil: 1",
        "../../etc/passwd",
        ".htaccess",
        "-y",
        "\u202egpj.exe",
        "ü" * 600,
        "<img>",
        "a;b",
        "\0",
        "…",
    ],
)
def test_no_title_breaks_the_header_or_the_name(title):
    header = attachment(title, "720p.mp4")

    match = re.fullmatch(
        r"attachment; filename=\"([ -~]+)\"; filename\*=UTF-8''([\w.%~-]+)", header, re.ASCII
    )
    assert match
    assert '"' not in match[1]
    name = unquote(match[2])
    assert name.endswith("(720p).mp4")
    assert not re.search(r'[\\/:*?"<>|\x00-\x1f\u202e]', name)
    assert not name.startswith(".")


def test_the_plain_name_spells_german_letters_out():
    assert 'filename="Groesse pruefen (de).vtt"' in attachment("Größe prüfen", "de.vtt")


# --- Through the address ----------------------------------------------------------------------


@pytest.fixture
def page(db):
    return make_video_page(make_video_index(make_site()))


def address(page, name="480p.mp4"):
    return f"/v/{page.video.key}/{name}"


def get(client, url, **options):
    """The response with its whole body read, so that the file is closed."""
    response = client.get(url, **options)
    response.body = b"".join(response) if response.streaming else response.content
    return response


def test_the_film_is_answered_as_a_whole(client, page):
    response = get(client, address(page))

    assert response.status_code == 200
    assert response.body == FILM_BYTES
    assert response["Content-Type"] == "video/mp4"
    assert response["Content-Length"] == str(SIZE)
    assert response["Accept-Ranges"] == "bytes"


def test_a_part_of_the_film_is_answered_with_its_place(client, page):
    response = get(client, address(page), headers={"Range": "bytes=300-399"})

    assert response.status_code == 206
    assert response.body == FILM_BYTES[300:400]
    assert response["Content-Range"] == f"bytes 300-399/{SIZE}"
    assert response["Content-Length"] == "100"


def test_a_range_behind_the_end_names_the_size(client, page):
    response = get(client, address(page), headers={"Range": f"bytes={SIZE}-"})

    assert response.status_code == 416
    assert response["Content-Range"] == f"bytes */{SIZE}"


def test_the_version_is_that_of_the_content_and_spares_a_second_transfer(client, page):
    etag = get(client, address(page))["ETag"]

    again = get(client, address(page), headers={"If-None-Match": etag})

    assert etag == f'"{page.video.file_named("480p.mp4").sha256}"'
    assert (again.status_code, again.body, again["ETag"]) == (304, b"", etag)
    assert again["Access-Control-Allow-Origin"] == "*"


def test_head_tells_the_size_and_opens_nothing(client, page, monkeypatch):
    monkeypatch.setattr("media.delivery.stored_bytes", None)

    response = client.head(address(page), headers={"Range": "bytes=0-9"})

    assert (response.status_code, response["Content-Length"]) == (200, str(SIZE))


@pytest.mark.parametrize("name", ["480p.mp4", "vorschau-320.jpg", "de.vtt", "de.srt", "transkript.txt"])
def test_every_file_may_be_used_by_other_hosts_and_is_asked_for_again(client, page, name):
    response = get(client, address(page, name))

    assert response.status_code == 200
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "no-cache"
    assert response["ETag"].startswith('"')
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


@pytest.mark.parametrize(
    ("name", "content_type"),
    [
        ("de.vtt", "text/vtt; charset=utf-8"),
        ("de.srt", "application/x-subrip; charset=utf-8"),
        ("transkript.txt", "text/plain; charset=utf-8"),
    ],
)
def test_texts_can_never_run(client, page, name, content_type):
    response = get(client, address(page, name))

    assert response["Content-Type"] == content_type
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_captions_come_as_vtt_srt_and_text(client, page):
    assert get(client, address(page, "de.vtt")).body.startswith(b"WEBVTT")
    assert b"00:00:00,000 --> 00:00:01,000" in get(client, address(page, "de.srt")).body
    assert get(client, address(page, "transkript.txt")).body.decode() == "Wir prüfen die Sicherung."


def test_descriptions_have_a_name_of_their_own(client, page):
    Caption.objects.create(
        video=page.video, language="de", kind="descriptions", vtt="WEBVTT\n\n00:00.000 --> 00:01.000\nBild\n"
    )

    assert b"Bild" in get(client, address(page, "de-beschreibung.vtt")).body
    assert get(client, address(page, "en-beschreibung.vtt")).status_code == 404


def test_a_download_is_saved_under_the_title(client, page):
    response = get(client, f"{address(page)}?download=1")

    assert response["Content-Disposition"] == (
        'attachment; filename="Sicherung pruefen (480p).mp4"; '
        "filename*=UTF-8''Sicherung%20pr%C3%BCfen%20%28480p%29.mp4"
    )


@pytest.mark.parametrize(
    "name", ["1080p.mp4", "en.vtt", "x.vtt", "original.mp4", "..", "%2e%2e%2fdb.sqlite3", "480p.mp4%00"]
)
def test_what_is_not_there_is_a_plain_404(client, page, name):
    response = get(client, address(page, name))

    assert response.status_code == 404


def test_a_lost_file_is_a_404_that_staff_can_read_about(client, page, caplog):
    page.video.file_named("480p.mp4").file.storage.delete(page.video.file_named("480p.mp4").file.name)

    assert get(client, address(page)).status_code == 404
    assert "missing in the storage" in caplog.text


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_only_reading_is_possible(client, page, method):
    response = getattr(client, method)(address(page))

    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD, OPTIONS"


def test_a_browser_may_ask_before_it_reads_parts(client, page):
    response = client.options(address(page), headers={"Origin": "https://moodle.example"})

    assert response.status_code == 204
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Range" in response["Access-Control-Allow-Headers"]


# --- Who may have it --------------------------------------------------------------------------


def change(page, **fields):
    for name, value in fields.items():
        setattr(page, name, value)
    page.save()


def test_an_unpublished_video_is_nobodys(client, db):
    assert get(client, f"/v/{make_ready_video().key}/480p.mp4").status_code == 404


def test_files_are_gone_as_soon_as_the_page_is(client, page):
    page.unpublish()

    assert get(client, address(page)).status_code == 404
    assert get(client, address(page), headers={"If-None-Match": "*"}).status_code == 404


def test_files_are_gone_when_the_page_expires_before_the_clock_acts(client, page):
    change(page, expire_at=timezone.now() - timedelta(seconds=1))

    assert get(client, address(page)).status_code == 404


def test_files_are_gone_while_the_video_is_not_free_to_show(client, page):
    Video.objects.filter(pk=page.video_id).update(state=Video.State.FAILED)

    assert get(client, address(page, "de.vtt")).status_code == 404


def test_a_restriction_of_an_ancestor_counts(client, page):
    group = Group.objects.create(name="Freigegeben")
    restriction = PageViewRestriction.objects.create(
        page=page.get_parent(), restriction_type=PageViewRestriction.GROUPS
    )
    restriction.groups.add(group)
    assert get(client, address(page)).status_code == 404

    user = make_user("bob")
    user.groups.add(group)
    client.force_login(user)
    response = get(client, address(page))

    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"


def test_whoever_has_the_link_may_fetch_an_unlisted_video(client, page):
    change(page, visibility=Visibility.LINK)

    assert get(client, address(page)).status_code == 200


def test_only_members_may_fetch_a_members_only_video(client, page):
    change(page, visibility=Visibility.MEMBERS)
    assert get(client, address(page)).status_code == 404
    stranger = make_user("eve")
    client.force_login(stranger)
    assert get(client, address(page)).status_code == 404

    stranger.groups.add(Group.objects.get_or_create(name=MEMBERS)[0])
    response = get(client, address(page))

    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"


def test_who_edits_the_page_may_fetch_what_is_not_published(client, page):
    page.unpublish()
    group = Group.objects.create(name="Tandem 3")
    allow_on_page(group, page.get_parent(), ["wagtailcore.change_page"])
    editor = make_user()
    editor.groups.add(group)
    client.force_login(editor)

    response = get(client, address(page))

    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"


def test_another_editor_may_not(client, page):
    page.unpublish()
    client.force_login(make_user("bob"))

    assert get(client, address(page)).status_code == 404


def test_a_public_file_looks_at_nobodys_session(client, page, django_assert_num_queries):
    client.force_login(make_user())

    with django_assert_num_queries(5):
        get(client, address(page))


# --- The short address ------------------------------------------------------------------------


def test_the_short_address_leads_to_the_page_with_its_moments(client, page):
    response = get(client, f"/v/{page.video.key}/?t=90&end=120")

    assert (response.status_code, response["Location"]) == (302, "/videos/sicherung-pruefen/?t=90&end=120")


def test_the_short_address_follows_the_page(client, page):
    change(page, slug="anders")

    assert get(client, f"/v/{page.video.key}/")["Location"] == "/videos/anders/"


def test_the_short_address_of_a_withdrawn_video_says_so(client, page):
    page.unpublish()

    assert get(client, f"/v/{page.video.key}/").status_code == 410


def test_the_short_address_of_a_draft_is_unknown(client, db):
    assert get(client, f"/v/{make_ready_video().key}/").status_code == 404


# --- Storages ---------------------------------------------------------------------------------


class FileOn:
    """A stored file as a model field would hold it."""

    def __init__(self, storage, name):
        self.storage, self.name = storage, name


@pytest.fixture
def s3(monkeypatch):
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    with mock_aws():
        keys = {"access_key": "test", "secret_key": "test", "region_name": "eu-central-1"}
        boto3.client(
            "s3", aws_access_key_id="test", aws_secret_access_key="test", region_name="eu-central-1"
        ).create_bucket(Bucket="films", CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
        yield PrivateS3Storage(bucket_name="films", location="private", **keys)


def test_from_s3_only_the_part_asked_for_is_fetched(s3, monkeypatch):
    name = s3.save("film.mp4", ContentFile(FILM_BYTES))
    monkeypatch.setattr(
        "storages.backends.s3.S3File._get_file", lambda file: pytest.fail("The whole file was fetched.")
    )

    assert b"".join(stored_bytes(FileOn(s3, name), 300, 100)) == FILM_BYTES[300:400]


def test_a_file_lost_on_s3_is_noticed_before_the_answer_begins(s3):
    with pytest.raises(FileNotFoundError):
        stored_bytes(FileOn(s3, "gone.mp4"), 0, 1)


def test_a_reader_who_leaves_before_the_first_byte_closes_the_file():
    opened = io.BytesIO(FILM_BYTES)
    storage = type("Storage", (), {"open": lambda self, name, mode: opened})()

    stored_bytes(FileOn(storage, "film.mp4"), 0, SIZE).close()

    assert opened.closed


def test_named_sites_are_origins_and_nothing_else():
    lines = "https://moodle.example/course\nhttp://a.b:81\nhttps://x; script-src *\njavascript:alert(1)\n*\n"

    assert origins(lines) == ["https://moodle.example", "http://a.b:81"]
