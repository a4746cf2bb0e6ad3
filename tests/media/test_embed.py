import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from home.models import StandardPage
from media.models import Caption, Video
from media.publication import Visibility
from tests.factories.media import (
    make_ready_video,
    make_user,
    make_video_file,
    make_video_index,
    make_video_page,
)
from tests.factories.pages import make_site


@pytest.fixture
def page(db):
    return make_video_page(make_video_index(make_site()))


def address(page, query=""):
    return f"/v/{page.video.key}/embed/{query}"


def markup(client, page, query=""):
    return client.get(address(page, query)).content.decode()


def directives(response):
    return dict(part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";"))


def test_any_page_may_show_the_player(client, page):
    response = client.get(address(page))

    assert response.status_code == 200
    assert directives(response)["frame-ancestors"] == "*"
    assert "X-Frame-Options" not in response
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert response["X-Robots-Tag"] == "noindex, indexifembedded"


def test_nothing_from_another_host_and_nothing_inline_can_run(client, page):
    policy = directives(client.get(address(page)))

    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert policy["form-action"] == policy["base-uri"] == "'none'"


def test_no_cookie_is_set_with_or_without_a_session(client, page):
    logged_in = Client()
    logged_in.force_login(make_user())

    assert not client.get(address(page)).cookies
    assert not logged_in.get(address(page)).cookies


def test_the_player_needs_no_script(client, page):
    html = markup(client, page)

    assert re.search(r'<video controls playsinline crossorigin="anonymous" preload="metadata"', html)
    assert f'<source src="/v/{page.video.key}/480p.mp4" type="video/mp4">' in html
    assert f'<track src="/v/{page.video.key}/de.vtt" kind="captions" srclang="de"' in html
    assert "<script src=" in html
    assert " defer></script>" in html
    assert 'type="module"' not in html


def test_licence_line_and_way_to_the_page_are_visible(client, page):
    html = markup(client, page)

    assert "Auszubildende des Tandems 3" in html
    assert "CC BY 4.0" in html
    assert 'href="http://localhost/videos/sicherung-pruefen/" rel="noopener"' in html
    assert '<base target="_blank">' in html


@pytest.mark.parametrize(
    ("query", "fragment"),
    [
        ("?t=0.5", "#t=0.5"),
        ("?start=0.5", "#t=0.5"),
        ("?t=0.25&end=0.75", "#t=0.25,0.75"),
        ("?t=900", "#t=1"),
        ("?t=abc", ""),
        ("?t=-5", ""),
        ("?t=1e400", ""),
        ("?t=0.9&end=0.1", "#t=0.9"),
        ("?end=\0", ""),
    ],
)
def test_start_and_end_work_without_script(client, page, query, fragment):
    assert f'480p.mp4{fragment}"' in markup(client, page, query)


def test_the_choice_of_captions_is_in_the_address(client, page):
    Caption.objects.create(
        video=page.video, language="en", kind="subtitles", vtt="WEBVTT\n\n00:00.000 --> 00:01.000\nFuse\n"
    )

    def shown(query):
        return re.findall(r'srclang="(\w+)" label="[^"]*" default', markup(client, page, query))

    assert shown("") == ["de"]
    assert shown("?cc=en") == ["en"]
    assert shown("?cc=off") == []
    assert shown("?cc=xx") == []


@pytest.mark.parametrize("name", ["cc", "subtitle", "texttrack", "cc_lang_pref"])
def test_captions_can_be_asked_for_as_other_players_do(client, page, name):
    Caption.objects.create(video=page.video, language="en", kind="subtitles")

    assert 'srclang="en" label="Englisch" default' in markup(client, page, f"?{name}=EN")
    assert 'srclang="de" label="Deutsch" default' in markup(client, page, f"?{name}=1")
    assert " default>" not in markup(client, page, f"?{name}=0")


def test_the_controls_speak_the_language_that_the_address_asks_for(client, page):
    def language(query):
        html = markup(client, page, query)
        return re.search(r'<html lang="(\w+)"', html)[1], 'aria-label="Play"' in html

    assert language("") == language("?lang=xx") == ("de", False)
    assert language("?lang=en") == language("?hl=en-US") == ("en", True)


def test_title_and_controls_can_be_left_out(client, page):
    usual, bare = markup(client, page), markup(client, page, "?title=0&controls=0")

    assert ("embed-untitled" in usual, "player-bare" in usual) == (False, False)
    assert ("embed-untitled" in bare, "player-bare" in bare) == (True, True)


def test_the_way_to_report_a_barrier_lies_in_every_frame(client, page):
    home = page.get_parent().get_parent()
    home.add_child(instance=StandardPage(title="Barriere melden", slug="barriere-melden"))

    assert 'href="/barriere-melden/"' in markup(client, page)


def test_a_film_that_starts_by_itself_is_silent(client, page):
    assert "autoplay muted" in markup(client, page, "?autoplay=1")
    assert "autoplay" not in markup(client, page, "?autoplay=0")
    assert "autoplay" not in markup(client, page)


def test_a_film_that_flashes_waits_until_the_warning_was_read(client, page):
    Video.objects.update(flash_seconds=[2.5])

    assert "autoplay" not in markup(client, page, "?autoplay=1")


def test_a_film_may_loop(client, page):
    assert re.search(r"<video[^>]* loop>", markup(client, page, "?loop=1"))


def test_no_player_starts_above_720_lines(client, page):
    for name in ("720p.mp4", "1080p.mp4", "gebaerden-480p.mp4"):
        make_video_file(page.video, name, b"film", height=int(re.search(r"\d+", name)[0]))

    sources = re.findall(r'<source src="[^"]*/([^/"]+)"[^>]*?(?: media="([^"]*)")?>', markup(client, page))

    assert sources == [("480p.mp4", "(max-width: 40rem)"), ("720p.mp4", "")]


def test_an_unchanged_player_is_not_sent_again(client, page):
    first = client.get(address(page))

    again = client.get(address(page), headers={"If-None-Match": first["ETag"]})

    assert first["Cache-Control"] == "no-cache"
    assert again.status_code == 304
    assert again["Content-Security-Policy"] == first["Content-Security-Policy"]
    assert "X-Frame-Options" not in again


def test_only_reading_is_possible(client, page):
    assert client.post(address(page)).status_code == 405
    assert client.options(address(page)).status_code == 204


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["js/embed.js", "css/embed.css"])
def test_its_script_and_style_load_in_a_frame_without_an_origin(client, name):
    """WordPress frames the player with `sandbox="allow-scripts"`."""
    response = client.get(f"/static/media/{name}")

    assert b"".join(response)
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"


# --- Who may have it --------------------------------------------------------------------------


def change(page, **fields):
    for name, value in fields.items():
        setattr(page, name, value)
    page.save()


def test_a_withdrawn_video_leaves_a_courteous_notice_in_every_frame(client, page):
    page.unpublish()

    response = client.get(address(page))

    assert response.status_code == 410
    assert "<video" not in response.content.decode()
    assert page.title not in response.content.decode()
    assert directives(response)["frame-ancestors"] == "*"
    assert "X-Frame-Options" not in response
    assert response["Cache-Control"] == "no-cache"


def test_the_notice_speaks_the_language_that_the_code_asks_for(client, page):
    page.unpublish()

    html = client.get(f"{address(page)}?lang=en").content.decode()

    assert '<html lang="en">' in html
    assert "no longer available" in html


def test_an_expired_video_is_withdrawn_before_the_clock_acts(client, page):
    change(page, expire_at=timezone.now() - timedelta(seconds=1))

    assert client.get(address(page)).status_code == 410


def test_a_video_in_the_hands_of_the_worker_is_only_absent(client, page):
    Video.objects.filter(pk=page.video_id).update(state=Video.State.PROCESSING)

    assert client.get(address(page)).status_code == 404


def test_a_video_that_never_was_public_is_not_known(client, page):
    assert client.get(f"/v/{make_ready_video().key}/embed/").status_code == 404
    assert client.get("/v/unknown/embed/").status_code == 404


def test_members_only_videos_are_not_known_to_strangers(client, page):
    change(page, visibility=Visibility.MEMBERS)
    assert client.get(address(page)).status_code == 404

    page.unpublish()

    assert client.get(address(page)).status_code == 404


def test_named_sites_alone_may_show_it(client, page):
    change(
        page,
        visibility=Visibility.SITES,
        embed_sites="https://moodle.example/course/1\nhttps://evil; script-src *\n",
    )

    response = client.get(address(page))

    assert response.status_code == 200
    assert directives(response)["frame-ancestors"] == "https://moodle.example"
    assert "script-src *" not in response["Content-Security-Policy"]
    assert client.get("/videos/sicherung-pruefen/").status_code == 404


def test_its_frame_leads_to_no_page_that_readers_do_not_have(client, page):
    change(page, visibility=Visibility.SITES, embed_sites="https://moodle.example")

    links = re.findall(r'href="([^"]+)"', markup(client, page))

    assert f"/v/{page.video.key}/transkript.txt" in links
    assert [link for link in links if "/videos/" in link] == []
    assert client.get(f"/v/{page.video.key}/transkript.txt").status_code == 200


def test_without_a_named_site_none_may_show_it(client, page):
    change(page, visibility=Visibility.SITES)

    assert directives(client.get(address(page)))["frame-ancestors"] == "'none'"


def test_an_editor_sees_the_player_before_the_video_is_published(client, db):
    client.force_login(make_user("root", is_superuser=True))

    response = client.get(f"/v/{make_ready_video().key}/embed/")

    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"
    assert directives(response)["frame-ancestors"] == "'self'"


@pytest.mark.parametrize("title", ['"><script>alert(1)</script>', "</title><b>"])
def test_titles_are_text(client, page, title):
    change(page, title=title)

    html = markup(client, page)

    assert title not in html
    assert re.findall(r"<script[^>]*>", html) == re.findall(r'<script src="[^"]+" defer>', html)
