"""Packages: their archives hold what platforms ask for, and nothing that not everyone may have."""

import io
import json
import shutil
import subprocess
import tracemalloc
import zipfile
import zlib

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from lxml import etree

from lessons.packages import archive
from lessons.packages.archive import Member
from media.delivery import CHUNK_BYTES, Content
from media.downloads import LARGEST_ARCHIVE
from media.models import Caption, Chapter, DailyCount, PlaylistEntry, PlaylistPage, Video
from media.publication import Visibility
from tests.factories.media import FILM_BYTES, make_ready_video, make_user, make_video_index, make_video_page
from tests.factories.pages import make_site, restrict
from tests.node import run_node

pytestmark = pytest.mark.django_db

TITLE = "Sicherung prüfen & <b>messen</b> – Größe"
PACKAGES = ["scorm.zip", "usb-stick.zip", "video.h5p"]
CC = "{http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1}"
LOM = "{http://ltsc.ieee.org/xsd/imsccv1p1/LOM/manifest}"
LINK = "{http://www.imsglobal.org/xsd/imsccv1p1/imswl_v1p1}"
SCORM = "{http://www.imsproject.org/xsd/imscp_rootv1p1p2}"
LARGE = 200 * 1024 * 1024


@pytest.fixture
def home():
    return make_site()


@pytest.fixture
def page(home):
    page = make_video_page(make_video_index(home), make_ready_video(duration=200.0, title=TITLE), title=TITLE)
    Chapter.objects.create(video=page.video, start=75.5, title="Messen & prüfen")
    return page


def packed(client, page, name):
    response = client.get(f"/v/{page.video.key}/{name}")
    assert response.status_code == 200
    return zipfile.ZipFile(io.BytesIO(b"".join(response)))


def text_in(package, name):
    return package.read(name).decode()


# --- The archive ---


def sparse(tmp_path, size):
    path = tmp_path / "film.mp4"
    with path.open("wb") as film:
        film.truncate(size)

    def read(start, length):
        with path.open("rb") as film:
            film.seek(start)
            while length and (chunk := film.read(min(CHUNK_BYTES, length))):
                length -= len(chunk)
                yield chunk

    return Content("video/mp4", size, "sparse", read)


def test_a_large_film_passes_through_without_being_held(tmp_path):
    content = archive.archive(
        [Member("medien/film.mp4", sparse(tmp_path, LARGE)), Member.of_text("ä.txt", "ü")]
    )
    target = tmp_path / "package.zip"
    tracemalloc.start()

    with target.open("wb") as saved:
        for chunk in content.read(0, content.size):
            saved.write(chunk)

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4 * 1024 * 1024
    assert target.stat().st_size == content.size
    with zipfile.ZipFile(target) as package:
        film = package.getinfo("medien/film.mp4")
        assert (film.file_size, film.compress_type) == (LARGE, zipfile.ZIP_STORED)
        assert package.testzip() is None
        assert package.read("ä.txt").decode() == "ü"


def test_other_programs_find_nothing_wrong(tmp_path, client, page):
    program = shutil.which("unzip")
    if not program:
        pytest.skip("needs unzip on the PATH")
    target = tmp_path / "package.zip"
    target.write_bytes(b"".join(client.get(f"/v/{page.video.key}/usb-stick.zip")))

    result = subprocess.run([program, "-t", target], capture_output=True, text=True, check=False)

    assert result.returncode == 0
    assert "No errors detected" in result.stdout


def test_sizes_and_checksums_stand_before_the_files(tmp_path):
    content = archive.archive([Member("film.mp4", sparse(tmp_path, 1000))])

    head = b"".join(content.read(0, 30))

    assert head[:4] == b"PK\x03\x04"
    assert int.from_bytes(head[6:8], "little") & 8 == 0
    assert int.from_bytes(head[14:18], "little") == zlib.crc32(bytes(1000))
    assert int.from_bytes(head[22:26], "little") == 1000


@pytest.mark.parametrize(("start", "length"), [(0, 10), (25, 40), (100, 3000), (5, 10**6)])
def test_every_stretch_is_that_of_the_whole(tmp_path, start, length):
    content = archive.archive(
        [Member("a/film.mp4", sparse(tmp_path, 1000)), Member.of_text("b.txt", "Größe" * 300)]
    )
    whole = b"".join(content.read(0, content.size))

    part = b"".join(content.read(start, min(length, content.size - start)))

    assert len(whole) == content.size
    assert part == whole[start : start + length]


def test_what_many_programs_cannot_read_is_refused(tmp_path):
    film = Content("video/mp4", LARGEST_ARCHIVE, "large", lambda start, length: iter([]))

    with pytest.raises(archive.TooLargeError):
        archive.archive([Member("film.mp4", film)])


def test_a_download_goes_on_where_it_stopped(client, page):
    address = f"/v/{page.video.key}/usb-stick.zip"
    whole = client.get(address)

    rest = client.get(address, headers={"Range": "bytes=500-", "If-Range": whole["ETag"]})
    again = client.get(address, headers={"If-None-Match": whole["ETag"]})

    assert (rest.status_code, again.status_code) == (206, 304)
    assert b"".join(rest) == b"".join(whole)[500:]
    assert int(client.head(address)["Content-Length"]) == int(whole["Content-Length"])


# --- Who may have them ---


@pytest.mark.parametrize("name", PACKAGES)
def test_the_name_is_plain_for_old_programs_and_true_for_others(client, page, name):
    response = client.get(f"/v/{page.video.key}/{name}")

    disposition = response["Content-Disposition"]
    assert 'filename="Sicherung pruefen & b messen b' in disposition.replace("_", "&", 1)
    assert "filename*=UTF-8''Sicherung%20pr%C3%BCfen" in disposition
    assert disposition.isascii()
    assert not response.cookies


@pytest.mark.parametrize("name", PACKAGES)
def test_without_a_free_licence_there_are_none(client, page, name):
    Video.objects.update(licence_code="reserved")

    response = client.get(f"/v/{page.video.key}/{name}")

    assert response.status_code == 403
    assert response.content.decode().strip().endswith(".")


@pytest.mark.parametrize("name", [*PACKAGES, "pakete/"])
def test_what_was_withdrawn_is_in_none(client, page, name):
    page.unpublish()

    assert client.get(f"/v/{page.video.key}/{name}").status_code in (404, 410)
    assert client.get(f"/v/unknown/{name}").status_code == 404


@pytest.mark.parametrize("name", PACKAGES)
def test_what_not_everyone_may_watch_is_given_to_nobody(client, page, name):
    page.visibility = Visibility.MEMBERS
    page.save()
    assert client.get(f"/v/{page.video.key}/{name}").status_code == 404

    client.force_login(make_user("root", is_superuser=True))

    assert client.get(f"/v/{page.video.key}/{name}").status_code == 403


def test_below_a_restricted_page_there_are_none_either(client, page, home):
    restrict(home)
    client.force_login(make_user("root", is_superuser=True))

    assert client.get(f"/v/{page.video.key}/scorm.zip").status_code in (403, 404)


def test_drafts_of_captions_stay_at_home(client, page):
    Caption.objects.update(is_reviewed=False)

    for name in PACKAGES:
        package = packed(client, page, name)
        assert not [one for one in package.namelist() if one.endswith(".vtt")]
        assert all(b"Wir pr\xc3\xbcfen" not in package.read(one) for one in package.namelist())


def test_a_download_is_counted_once(client, page):
    address = f"/v/{page.video.key}/scorm.zip"

    client.get(address, headers={"User-Agent": "Mozilla/5.0"})
    client.get(address, headers={"User-Agent": "Mozilla/5.0", "Range": "bytes=100-"})

    assert DailyCount.objects.get(kind=DailyCount.Kind.DOWNLOAD).amount == 1


@pytest.mark.parametrize(
    "name",
    ["scorm.zip?zeilen=4711", "usb-stick.zip?zeilen=x%00", "video.h5p?version=2.0", "video.h5p?version=%00"],
)
def test_what_does_not_exist_is_said_in_a_sentence(client, page, name):
    response = client.get(f"/v/{page.video.key}/{name}")

    assert response.status_code == 404
    assert response.content.decode().strip().endswith(".")


# --- What is in them ---


def test_the_stick_holds_everything_with_its_licence(client, page):
    package = packed(client, page, "usb-stick.zip")

    folder = page.slug
    html = text_in(package, f"{folder}/Video-ansehen.html")
    assert package.read(f"{folder}/medien/480p.mp4") == FILM_BYTES
    assert "Sicherung prüfen &amp; &lt;b&gt;messen&lt;/b&gt; – Größe" in html
    assert 'src="medien/480p.mp4"' in html
    assert 'src="medien/de.vtt"' in html
    assert "Wir prüfen die Sicherung." in html
    assert "CC BY 4.0" in html
    assert "<script" not in html
    assert "CC BY 4.0" in text_in(package, f"{folder}/Lizenzhinweis.txt")
    assert "Wir prüfen" in text_in(package, f"{folder}/Transkript.txt")


def test_films_are_stored_as_they_are(client, page):
    package = packed(client, page, "scorm.zip")

    assert {info.compress_type for info in package.infolist()} == {zipfile.ZIP_STORED}


def test_the_manifest_of_scorm_names_every_file(client, page):
    package = packed(client, page, "scorm.zip")

    root = etree.fromstring(package.read("imsmanifest.xml"))
    assert package.namelist()[0] == "imsmanifest.xml"
    assert root.findtext(f".//{SCORM}schema") == "ADL SCORM"
    assert root.findtext(f".//{SCORM}schemaversion") == "1.2"
    assert root.findtext(f".//{SCORM}item/{SCORM}title") == TITLE
    (resource,) = root.iter(f"{SCORM}resource")
    assert resource.get("{http://www.adlnet.org/xsd/adlcp_rootv1p2}scormtype") == "sco"
    files = [file.get("href") for file in resource]
    assert [resource.get("href"), *files][0] == "index.html"
    assert sorted(files) == sorted(set(package.namelist()) - {"imsmanifest.xml"})


@pytest.mark.parametrize(("version", "has_components"), [(26, False), (27, True), (28, True)])
def test_h5p_carries_chapters_captions_and_licence(client, page, version, has_components):
    package = packed(client, page, f"video.h5p?version=1.{version}")

    description = json.loads(text_in(package, "h5p.json"))
    video = json.loads(text_in(package, "content/content.json"))["interactiveVideo"]
    libraries = {one["machineName"]: one["minorVersion"] for one in description["preloadedDependencies"]}
    assert (description["title"], description["license"], description["licenseVersion"]) == (
        TITLE,
        "CC BY",
        "4.0",
    )
    assert libraries["H5P.InteractiveVideo"] == version
    assert ("H5P.Components" in libraries) == has_components
    assert video["video"]["files"][0]["path"] == f"http://localhost/v/{page.video.key}/480p.mp4"
    assert video["assets"]["bookmarks"] == [{"time": 75.5, "label": "Messen & prüfen"}]
    track = video["video"]["textTracks"]["videoTrack"][0]
    assert text_in(package, f"content/{track['track']['path']}").startswith("WEBVTT")


@pytest.mark.slow
def test_h5p_lacks_nothing_but_the_libraries_of_the_platform(client, page, tmp_path):
    target = tmp_path / "video.h5p"
    target.write_bytes(b"".join(client.get(f"/v/{page.video.key}/video.h5p")))

    assert run_node("h5p.mjs", target, tmp_path) == ["install-missing-libraries"]


# --- The course ---


@pytest.fixture
def series(page):
    reserved = make_ready_video(licence_code="reserved")
    other = make_video_page(page.get_parent(), reserved, title="Nur ansehen", slug="nur-ansehen")
    series = PlaylistPage(title="Prüfungen & mehr", slug="pruefungen")
    series.entries = [PlaylistEntry(video_page=page), PlaylistEntry(video_page=other)]
    return page.get_parent().add_child(instance=series)


def course(client, address="/videos/pruefungen/reihe.imscc"):
    response = client.get(address)
    assert response.status_code == 200
    return zipfile.ZipFile(io.BytesIO(b"".join(response)))


def test_the_course_is_recognised_by_its_beginning(client, series):
    package = course(client)

    manifest = package.read("imsmanifest.xml")
    root = etree.fromstring(manifest)
    assert package.namelist()[0] == "imsmanifest.xml"
    assert b'xmlns="http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"' in manifest[:1024]
    assert root.findtext(f"{CC}metadata/{CC}schema") == "IMS Common Cartridge"
    assert root.findtext(f"{CC}metadata/{CC}schemaversion") == "1.1.0"
    assert root.findtext(f".//{LOM}general/{LOM}title/{LOM}string") == "Prüfungen & mehr"
    assert root.find(f".//{CC}organization").get("structure") == "rooted-hierarchy"


def test_each_video_is_a_page_and_a_link(client, series, page):
    package = course(client)

    root = etree.fromstring(package.read("imsmanifest.xml"))
    resources = {one.get("identifier"): one for one in root.iter(f"{CC}resource")}
    items = [one.get("identifierref") for one in root.iter(f"{CC}item") if one.get("identifierref")]
    assert items == list(resources)
    assert [one.get("type") for one in resources.values()] == ["webcontent", "imswl_xmlv1p1"]
    files = {file.get("href") for one in resources.values() for file in one}
    assert files == set(package.namelist()) - {"imsmanifest.xml"}
    html = text_in(package, next(name for name in files if name.startswith("web/")))
    assert f'src="http://localhost/v/{page.video.key}/480p.mp4"' in html
    assert 'crossorigin="anonymous"' in html
    assert "Wir prüfen die Sicherung." in html
    assert "CC BY 4.0" in html
    assert not any(word in html for word in ("<iframe", "<script", "Nur ansehen"))
    link = etree.fromstring(package.read(next(name for name in files if name.startswith("links/"))))
    assert link.findtext(f"{LINK}title") == TITLE
    assert link.find(f"{LINK}url").get("href") == page.full_url


@pytest.mark.parametrize(
    "address",
    [
        "/videos/pruefungen/reihe.imscc",
        "/v/{key}/pakete/",
        "/v/{key}/scorm.zip",
        "/v/{key}/usb-stick.zip",
    ],
)
def test_the_words_of_a_film_are_gathered_once(client, series, page, monkeypatch, address):
    gather, gathered = Caption.paragraphs.fget, []

    def count(track):
        gathered.append(track)
        return gather(track)

    monkeypatch.setattr(Caption, "paragraphs", property(count))

    response = client.get(address.format(key=page.video.key))

    assert response.status_code == 200
    assert len(gathered) == 1


def test_words_in_another_language_say_so(client, series, page):
    Caption.objects.update(
        language="ar", vtt="WEBVTT\n\n00:00.000 --> 00:01.000\n<v Frau Keil>نفحص المصهر.\n"
    )
    page.language = "ar"
    page.save()

    package = course(client)

    html = next(text_in(package, name) for name in package.namelist() if name.startswith("web/"))
    (words,) = BeautifulSoup(html, "html.parser").find_all(lang="ar")
    assert words.p["dir"] == words.strong["dir"] == "auto"
    assert words.get_text(" ", strip=True) == "0:00 Frau Keil: نفحص المصهر."


def test_a_series_without_free_parts_is_no_course(client, series):
    Video.objects.update(licence_code="reserved")

    assert client.get("/videos/pruefungen/reihe.imscc").status_code == 404
    assert client.get("/videos/gibt-es-nicht/reihe.imscc").status_code == 404


def test_signs_that_xml_cannot_carry_are_left_out(client, series, page):
    page.title = "Mess\x0bung"
    page.save()

    assert course(client).testzip() is None


# --- The page on which to choose ---


def test_the_choice_names_sizes(client, page):
    html = client.get(f"/v/{page.video.key}/pakete/").content.decode()

    assert f'href="/v/{page.video.key}/scorm.zip?zeilen=480"' in html
    assert f'href="/v/{page.video.key}/video.h5p?version=1.28"' in html
    assert "KB" in html
    assert "200 MB" not in html


def test_large_packages_carry_a_warning(client, page):
    page.video.files.filter(name="480p.mp4").update(size=LARGE)

    html = client.get(f"/v/{page.video.key}/pakete/").content.decode()

    assert html.count("200 MB") == 2


def test_without_a_free_licence_the_choice_says_why_there_is_none(client, page):
    Video.objects.update(licence_code="reserved")

    html = client.get(f"/v/{page.video.key}/pakete/").content.decode()

    assert "scorm.zip" not in html
    assert "keine freie Lizenz" in html


@pytest.mark.parametrize("is_known", [True, False])
def test_a_lost_film_is_said_before_anything_is_sent(client, page, is_known):
    """Also where the cache still holds its checksum."""
    packed(client, page, "scorm.zip")
    film = page.video.files.get(name="480p.mp4")
    film.file.storage.delete(film.file.name)
    if not is_known:
        cache.clear()

    assert client.get(f"/v/{page.video.key}/scorm.zip").status_code == 404
