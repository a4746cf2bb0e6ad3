import gzip
from datetime import timedelta
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.utils import timezone

import media
from cms.core.models import Material
from media.access import MEMBERS
from media.blocks.video import VideoBlock
from media.models import (
    Caption,
    Chapter,
    PlaylistEntry,
    PlaylistPage,
    Video,
    VideoPageMaterial,
    VideoPageOccupation,
)
from media.publication import Visibility
from tests.factories.media import (
    make_ready_video,
    make_user,
    make_video_file,
    make_video_index,
    make_video_page,
)
from tests.factories.pages import make_occupation, make_site, make_tandem, make_tandem_index

TWO_PARAGRAPHS = """WEBVTT

00:00.000 --> 00:01.000
<v Frau Kaya>Wir prüfen die Sicherung.

00:01.000 --> 00:02.500
Erst &lt;aus&gt;schalten.

00:07.250 --> 00:09.000
Fertig.
"""

SCRIPTS = Path(media.__file__).parent / "static/media/js"

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return make_site()


@pytest.fixture
def index(home):
    return make_video_index(home)


@pytest.fixture
def page(index):
    return make_video_page(index)


def soup_of(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def meta(soup, name):
    return [tag["content"] for tag in soup.find_all("meta", {"property": name})]


def change(page, **fields):
    for name, value in fields.items():
        setattr(page, name, value)
    page.save()


# --- What stands on it ------------------------------------------------------------------------


def test_the_page_plays_the_film_with_captions_and_without_script(client, page):
    make_video_file(page.video, "720p.mp4", b"film", height=720)

    video = soup_of(client, page.url).video

    assert video.has_attr("controls")
    assert video["crossorigin"] == "anonymous"
    assert [source["src"].rsplit("/")[-1] for source in video.find_all("source")] == ["480p.mp4", "720p.mp4"]
    assert video.track["src"] == f"/v/{page.video.key}/de.vtt"
    assert video.track.has_attr("default")


def test_title_author_licence_and_year_stand_together(client, page):
    Video.objects.filter(pk=page.video_id).update(made_year=2021, is_sample=True)

    head = soup_of(client, page.url).find(class_="video-head")

    assert head.h1.text == "Sicherung prüfen"
    line = head.find(class_="meta").text
    assert line.startswith("Auszubildende des Tandems 3 · 2021 · CC BY 4.0 · ")
    assert head.find("a", rel="license")["href"] == "https://creativecommons.org/licenses/by/4.0/deed.de"


def test_the_transcript_is_text_in_paragraphs_with_a_link_to_each(client, page):
    Caption.objects.filter(video=page.video).update(vtt=TWO_PARAGRAPHS)

    paragraphs = soup_of(client, page.url).find(class_="transcript").find_all("p")

    assert [" ".join(one.text.split()) for one in paragraphs] == [
        "0:00 Frau Kaya: Wir prüfen die Sicherung. Erst <aus>schalten.",
        "0:07 Fertig.",
    ]
    assert [one.a["href"] for one in paragraphs] == ["?t=0", "?t=7.250"]
    cues = paragraphs[0].find_all(class_="cue")
    assert [(cue["data-start"], cue["data-end"]) for cue in cues] == [("0", "1"), ("1", "2.500")]


def test_the_words_of_a_paragraph_decide_its_direction(client, page):
    """Whoever is named before them runs in a direction of their own, so a German name does not turn Arabic."""
    Caption.objects.filter(video=page.video).update(vtt=TWO_PARAGRAPHS)

    paragraphs = soup_of(client, page.url).find(class_="transcript").find_all("p")

    assert [one["dir"] for one in paragraphs] == ["auto", "auto"]
    assert paragraphs[0].find(class_="transcript-speaker")["dir"] == "auto"


def test_a_video_without_speech_says_why_it_has_no_transcript(client, index):
    video = make_ready_video(caption_waiver="Zeigt Griffe ohne Worte", caption_waiver_date="2026-03-01")
    video.captions.all().delete()
    page = make_video_page(index, Video.objects.get(pk=video.pk))

    soup = soup_of(client, page.url)

    assert soup.find(class_="transcript") is None
    assert "Zeigt Griffe ohne Worte" in soup.main.text


def test_an_empty_track_breaks_no_page(client, page):
    Caption.objects.filter(video=page.video).update(vtt="")

    assert soup_of(client, page.url).find(class_="transcript") is None
    assert client.get(f"/v/{page.video.key}/transkript.txt").status_code == 404
    assert client.get(f"/v/{page.video.key}/embed/").status_code == 200


def test_chapters_are_links_that_work_without_script(client, page):
    Chapter.objects.create(video=page.video, start=0, title="Vorbereiten")
    Chapter.objects.create(video=page.video, start=48.5, title="Prüfen")

    links = soup_of(client, page.url).find(class_="chapters").find_all("a")

    assert [(link["href"], link["data-seek"]) for link in links] == [("?t=0", "0"), ("?t=48", "48")]


def test_the_address_may_name_start_and_end(client, page):
    soup = soup_of(client, f"{page.url}?t=0.25&end=0.75")

    assert soup.video.source["src"].endswith("480p.mp4#t=0.25,0.75")
    assert soup.find("link", rel="canonical")["href"] == "http://localhost/videos/sicherung-pruefen/"


def test_facts_lead_to_more_of_the_kind(client, page):
    occupation = make_occupation()
    VideoPageOccupation.objects.create(page=page, occupation=occupation)
    change(page, checked_by="Beispielperson Zwei", checked_date="2026-03-01")

    facts = soup_of(client, page.url).find(class_="facts")

    assert facts.a["href"] == f"/videos/?beruf={occupation.pk}"
    assert facts.a.text == "Chemielaborant/-in"
    assert "Beispielperson Zwei, 01.03.2026" in facts.text


def test_a_safety_note_stands_out(client, page):
    change(page, safety_note="Schutzbrille tragen.")

    note = soup_of(client, page.url).find(role="note")

    assert "Schutzbrille tragen." in note.text


@pytest.mark.parametrize(("seconds", "count"), [([], 0), ([2.5], 1)])
def test_readers_are_warned_of_flashes_before_they_play(seconds, count, client, page):
    Video.objects.update(flash_seconds=seconds)

    soup = soup_of(client, page.url)

    notices = soup.select(".flash-notice")
    assert len(notices) == count
    assert all("0:02" in notice.text and notice.find_next("video") for notice in notices)


def test_material_lies_beside(client, page):
    material = Material.objects.create(title="Arbeitsblatt", file="material/a.pdf", kind="worksheet")
    VideoPageMaterial.objects.create(page=page, material=material)

    assert soup_of(client, page.url).find(class_="document").a.text == "Arbeitsblatt"


def test_codes_can_be_copied_by_hand(client, page):
    soup = soup_of(client, page.url)

    code = soup.find("textarea", id="code-video")
    assert code.has_attr("readonly")
    assert code.text.startswith("<video controls")
    assert soup.find("textarea", id="code-frame").text.startswith("<iframe ")
    assert all(
        button.has_attr("hidden") for button in soup.find(class_="teaching").find_all("button", type="button")
    )
    assert soup.find(class_="attribution").text == soup.find(id="attribution").text != ""


def test_previews_on_other_sites_get_picture_and_player(client, page):
    soup = soup_of(client, page.url)

    start = f"http://localhost/v/{page.video.key}"
    assert meta(soup, "og:type") == ["video.other"]
    assert meta(soup, "og:video") == [f"{start}/embed/", f"{start}/480p.mp4"]
    assert meta(soup, "og:video:type") == ["text/html", "video/mp4"]
    assert meta(soup, "og:image") == [f"{start}/vorschau-1280.jpg"]
    assert soup.find("meta", {"name": "twitter:player"})["content"] == f"{start}/embed/"


def test_no_text_of_editors_becomes_markup(client, page):
    evil = '"><img src=x onerror=alert(1)>'
    Video.objects.filter(pk=page.video_id).update(title=evil)
    Chapter.objects.create(video=page.video, start=0, title=evil)
    page.video.authors.update(name=evil)
    change(page, title=evil, lead=evil, safety_note=evil, key_terms=evil)

    soup = soup_of(client, page.url)

    assert soup.find("img", src="x") is None


def test_scripts_of_the_page_stay_small():
    names = ("watch.js", "transcript_search.js", "copying.js")
    scripts = [(SCRIPTS / name).read_bytes() for name in names]

    assert len(gzip.compress(b"".join(scripts))) < 8 * 1024


def test_the_player_and_what_the_embed_loads_stay_below_12_kb():
    scripts = [*sorted(SCRIPTS.glob("player*.js")), SCRIPTS / "embed.js"]

    assert len(scripts) == 5
    assert len(gzip.compress(b"".join(script.read_bytes() for script in scripts))) < 12 * 1024


# --- Addresses --------------------------------------------------------------------------------


def test_the_film_of_a_tandem_has_its_address_in_the_library(client, home, index):
    tandem = make_tandem(make_tandem_index(home), 3)
    page = make_video_page(tandem)

    assert page.url == "/videos/sicherung-pruefen/"
    assert client.get(page.url).status_code == 200
    response = client.get("/tandems/tandem-3/sicherung-pruefen/?t=90")
    assert (response.status_code, response["Location"]) == (301, "/videos/sicherung-pruefen/?t=90")


def test_menu_and_breadcrumbs_of_a_tandems_film_lie_in_the_library(client, home, index):
    page = make_video_page(make_tandem(make_tandem_index(home), 3))

    trail = soup_of(client, page.url).find(class_="breadcrumbs").find_all("li")

    assert [one.text.strip() for one in trail] == ["Netzwerk", "Lernvideos", "Sicherung prüfen"]


# --- Who may see it ---------------------------------------------------------------------------


def test_an_expired_page_is_gone_before_the_clock_acts(client, page):
    change(page, expire_at=timezone.now() - timedelta(seconds=1))

    response = client.get(page.url)

    assert response.status_code == 410
    assert "<video" not in response.content.decode()


@pytest.mark.parametrize("state", [Video.State.WAITING, Video.State.PROCESSING, Video.State.FAILED])
def test_there_is_never_a_broken_player(client, page, state):
    Video.objects.filter(pk=page.video_id).update(state=state)

    assert client.get(page.url).status_code == 404


def test_members_only_leads_strangers_to_the_login(client, page):
    change(page, visibility=Visibility.MEMBERS)

    response = client.get(f"{page.url}?t=5")

    assert response.status_code == 302
    assert response["Location"] == "/konto/login/?next=/videos/sicherung-pruefen/%3Ft%3D5"


def test_members_see_it_and_nobody_after_them(client, page):
    change(page, visibility=Visibility.MEMBERS)
    member = make_user()
    client.force_login(member)
    assert client.get(page.url).status_code == 403

    member.groups.add(Group.objects.get_or_create(name=MEMBERS)[0])
    response = client.get(page.url)

    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"
    assert "code-video" not in response.content.decode()
    assert "og:video" not in response.content.decode()


def test_a_page_for_named_sites_is_for_editors_only(client, page):
    change(page, visibility=Visibility.SITES)
    assert client.get(page.url).status_code == 404

    client.force_login(make_user("root", is_superuser=True))

    assert client.get(page.url).status_code == 200


def test_who_has_the_link_may_watch(client, page):
    change(page, visibility=Visibility.LINK)

    assert client.get(page.url).status_code == 200


# --- Previews of editors ----------------------------------------------------------------------


def preview(page):
    return page.make_preview_request().content.decode()


def test_a_draft_can_be_previewed_without_video(index):
    page = index.add_child(instance=page_type(index)(title="Entwurf", slug="entwurf", live=False))

    html = preview(page)

    assert "<h1>Entwurf</h1>" in html
    assert "<video" not in html


def test_a_draft_can_be_previewed_while_its_video_is_at_work(index):
    video = make_ready_video()
    video.state = Video.State.PROCESSING
    video.save()
    page = index.add_child(
        instance=page_type(index)(title="Entwurf", slug="entwurf", live=False, video=video)
    )

    assert "<video" not in preview(page)


def test_a_page_can_be_previewed_before_it_is_saved(index):
    page = page_type(index)(title="Neu")

    assert "<h1>Neu</h1>" in preview(page)


def page_type(index):
    return index.listed_videos.model


# --- Series -------------------------------------------------------------------------------------


def test_a_series_keeps_its_order_and_adds_up_the_time(client, index):
    pages = [
        make_video_page(
            index, make_ready_video(duration=60.0 * number), title=f"Teil {number}", slug=f"teil-{number}"
        )
        for number in (1, 2, 3)
    ]
    change(pages[1], visibility=Visibility.LINK)
    series = PlaylistPage(title="Reihe", slug="reihe")
    series.entries = [PlaylistEntry(video_page=page, sort_order=n) for n, page in enumerate(reversed(pages))]
    index.add_child(instance=series)

    soup = soup_of(client, series.url)

    assert [heading.text for heading in soup.main.find("ol", class_="series-parts").find_all("h2")] == [
        "Teil 3",
        "Teil 1",
    ]
    assert soup.find("p", class_="meta").time["datetime"] == "PT4M"


def test_a_series_of_hidden_videos_says_so(client, index):
    series = index.add_child(instance=PlaylistPage(title="Reihe", slug="reihe"))

    assert soup_of(client, series.url).find(class_="empty")


# --- In a text ----------------------------------------------------------------------------------


def test_a_text_shows_the_player_of_a_listed_video_only(client, home, page):
    home.body = [("video", {"page": page, "caption": "So geht es"})]
    home.save()
    figure = soup_of(client, "/").find("figure")
    assert figure.video["preload"] == "none"
    assert "So geht es" in figure.figcaption.text
    assert figure.figcaption.a["href"] == "http://localhost/videos/sicherung-pruefen/"

    change(page, visibility=Visibility.LINK)

    assert soup_of(client, "/").find("video") is None


def test_editors_see_a_real_player_before_they_pick_the_block(page):
    block = VideoBlock()

    assert page.title in block.render(block.get_preview_value())


def test_a_text_shows_nothing_of_a_page_that_is_gone(client, home, page):
    home.body = [("video", {"page": page, "caption": "So geht es"})]
    home.save()
    page.delete()

    assert "So geht es" not in client.get("/").content.decode()
