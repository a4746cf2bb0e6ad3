import json
from dataclasses import replace

import pytest
from django.template.loader import render_to_string

from media.models import Caption, Chapter, VideoFile, VideoPageOccupation
from media.playback import Alternate, Source, Wishes, lines_in, player
from tests.factories.media import make_ready_video, make_video_file, make_video_index, make_video_page
from tests.factories.pages import make_occupation, make_site

LENGTH = 200.0  # seconds
SIGNED = Alternate("gebaerden", "Gebärdensprache", [Source("/v/abc/gebaerden-480p.mp4", "video/mp4")])


def wish(**query):
    return Wishes.of_query(query, LENGTH)


@pytest.mark.parametrize(
    ("query", "start", "end"),
    [
        ({}, 0, None),
        ({"t": "90"}, 90, None),
        ({"start": "1:30", "stop": "0:02:00"}, 90, 120),
        ({"t": "1m30s", "end": "npt:120"}, 90, 120),
        ({"t": "900"}, LENGTH, None),
        ({"end": "900"}, 0, LENGTH),
        ({"t": "90", "end": "60"}, 90, None),
        ({"t": "soon", "end": "later"}, 0, None),
    ],
)
def test_start_and_end_lie_within_the_film(query, start, end):
    wishes = wish(**query)

    assert (wishes.start, wishes.end) == (start, end)


@pytest.mark.parametrize(
    ("asked", "understood"),
    [("de", "de"), ("EN", "en"), ("off", "off"), ("0", "off"), ("none", "off"), ("1", "on"), ("on", "on")],
)
def test_captions_are_a_language_on_or_off(asked, understood):
    assert wish(cc=asked).captions == understood


@pytest.mark.parametrize("no", ["0", "false", "no"])
def test_title_and_controls_are_there_unless_the_address_says_no(no):
    assert (wish().title, wish().controls) == (True, True)
    assert (wish(title=no).title, wish(controls=no).controls) == (False, False)
    assert (wish(title="1").title, wish(controls="").controls) == (True, True)


@pytest.mark.parametrize(
    ("url", "lines"),
    [("/v/abc/480p.mp4", 480), ("/v/abc/gebaerden-720p.mp4", 720), ("/v/abc/original.mp4", 0)],
)
def test_an_address_tells_the_lines_of_its_film(url, lines):
    assert lines_in(url) == lines


# --- What the template prints -----------------------------------------------------------------


@pytest.fixture
def video(db):
    return make_ready_video()


def settings_of(shown):
    return json.loads(shown.settings_json)


def controls(shown):
    return render_to_string("media/parts/player.html", {"player": shown})


def test_only_a_player_with_wishes_follows_the_address_of_its_page(video):
    assert settings_of(player(video, "Film", "de"))["follows"] is False
    assert settings_of(player(video, "Film", "de", Wishes(start=4)))["follows"] is True


def test_every_quality_can_be_chosen_but_a_single_one_is_no_choice(video):
    assert player(video, "Film", "de").qualities == []

    for lines in (1080, 720):
        make_video_file(video, f"{lines}p.mp4", b"film", height=lines)

    assert player(video, "Film", "de").qualities == [480, 720, 1080]


def test_the_strip_is_named_only_when_it_is_there(video):
    assert player(video, "Film", "de").strip == ""

    make_video_file(video, "vorschau-streifen.jpg", b"strip")

    assert player(video, "Film", "de").strip == f"/v/{video.key}/vorschau-streifen.vtt"


def test_other_versions_have_buttons_beside_play(video):
    shown = replace(player(video, "Film", "de"), alternates=[SIGNED])

    html = controls(shown)

    assert 'aria-label="DGS: Gebärdensprache"' in html
    assert html.index('data-do="play"') < html.index('data-version="gebaerden"') < html.index("player-more")
    assert settings_of(shown)["versions"]["gebaerden"] == [{"lines": 480, "url": SIGNED.sources[0].url}]


def test_descriptions_as_text_get_a_button_unless_a_described_film_exists(video):
    Caption.objects.create(video=video, language="de", kind="descriptions", vtt="WEBVTT\n")
    described = Alternate("audiodeskription", "Audiodeskription", [])

    shown = player(video, "Film", "de")

    assert 'data-do="describe"' in controls(shown)
    assert 'data-do="describe"' not in controls(replace(shown, alternates=[described]))
    assert [track.kind for track in shown.read_along] == ["captions"]


def test_chapters_can_be_chosen_in_the_player_of_the_page(video):
    Chapter.objects.create(video=video, start=0.5, title="Prüfen")

    assert 'data-seek="0.500"' in controls(player(video, "Film", "de", Wishes()))


def test_a_film_without_picture_shows_the_drawing_of_its_occupation(video):
    page = make_video_page(make_video_index(make_site()), video)
    occupation = make_occupation()
    VideoPageOccupation.objects.create(page=page, occupation=occupation)
    assert "player-drawing" not in controls(player(video, "Film", "de"))

    VideoFile.objects.filter(video=video, kind=VideoFile.Kind.POSTER).delete()
    shown = player(type(video).objects.get(pk=video.pk), "Film", "de")

    assert shown.drawing == occupation.pictogram
    assert 'class="player-drawing"><svg' in controls(shown)


@pytest.mark.parametrize(("licence", "is_offered"), [("cc-by", True), ("reserved", False)])
def test_the_way_out_of_an_error_respects_the_licence(video, licence, is_offered):
    video.licence_code = licence

    assert bool(player(video, "Film", "de").download) is is_offered


def test_plays_are_told_where_the_site_counts_them(video):
    assert f'"count": "/v/{video.key}/zaehlung"' in player(video, "Titration", "de").settings_json


def test_a_title_is_text(video):
    assert "<script" not in controls(player(video, '"><script>alert(1)</script>', "de"))
