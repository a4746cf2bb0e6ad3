"""Audio description and sign language: films beside the main one."""

import pytest
from wagtail.models import ModelLogEntry

from media.models import Caption, Version, Video, VideoFile, VideoPage
from media.models.files import VersionKind
from media.playback import player
from media.programs import FfmpegError
from media.sharing import Sharing
from media.versions import VersionRefusal, check_length, remove_alternate, roll_back
from tests.factories.media import (
    FILM_BYTES,
    make_consent,
)
from tests.media.quick_films import FILM_NAMES, shown
from tests.media.test_encoding import FILM
from tests.media.versions.reader import answer, content

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folders")]


@pytest.fixture
def page(page):
    """Who interprets agreed."""
    make_consent(page.video)
    return page


@pytest.fixture
def video(video):
    make_consent(video)
    return video


DESCRIBED, SIGNED = VersionKind.DESCRIBED, VersionKind.SIGNED


def test_film_beside_the_main_one_has_addresses_of_its_own(page, studio, client):
    video = page.video
    before = shown(video)

    studio.add(video, DESCRIBED)
    was_there = answer(client, video, "audiodeskription-480p.mp4").status_code
    video = studio.work_on(video)

    assert was_there == 404
    assert content(answer(client, video, "audiodeskription-480p.mp4")) == b"1.0 daneben"
    assert {name: shown(video)[name] for name in FILM_NAMES} == before
    assert video.versions.get().number == 1


def test_player_and_downloads_offer_the_films_beside_the_main_one(page, studio):
    video = page.video
    for kind in (SIGNED, DESCRIBED):
        studio.add(video, kind)
        studio.work_on(video)
    video = Video.objects.get(pk=video.pk)

    offered = player(video, "Titel", "de")

    assert [(one.kind, one.label) for one in offered.alternates] == [
        ("audiodeskription", "Mit Audiodeskription"),
        ("gebaerden", "Mit Gebärdensprache"),
    ]
    assert [source.url for source in offered.alternates[1].sources] == [f"/v/{video.key}/gebaerden-480p.mp4"]
    assert [source.url for source in offered.sources] == [f"/v/{video.key}/480p.mp4"]
    assert [(one.label, one.size) for one in Sharing(VideoPage.objects.get()).films] == [
        ("MP4 480p", len(FILM_BYTES)),
        ("MP4 480p mit Audiodeskription", 11),
        ("MP4 480p in Gebärdensprache", 11),
    ]


def test_player_without_films_beside_it_offers_none(video):
    assert player(video, "Titel", "de").alternates == []


def test_replaced_film_beside_the_main_one_keeps_its_address_and_the_former_goes(
    page, studio, client, folders, django_capture_on_commit_callbacks
):
    video = page.video
    former = studio.add(video, SIGNED, "erste")
    studio.work_on(video)
    former_file = VideoFile.objects.get(name="gebaerden-480p.mp4").file.name

    with django_capture_on_commit_callbacks(execute=True):
        studio.add(video, SIGNED, "zweite")
        studio.work_on(video)

    assert content(answer(client, video, "gebaerden-480p.mp4")) == b"1.0 zweite"
    assert list(video.versions.values_list("number", "is_on_show")) == [(2, True)]
    assert {former.original.name, former_file} & set(folders.stored) == set()


def test_removed_film_beside_the_main_one_answers_nothing_at_once(
    page, studio, client, folders, django_capture_on_commit_callbacks
):
    video = page.video
    before = folders.stored, shown(video)
    studio.add(video, SIGNED)
    studio.work_on(video)

    with django_capture_on_commit_callbacks(execute=True):
        was_removed = remove_alternate(video, "gebaerden", None)

    assert was_removed
    assert answer(client, video, "gebaerden-480p.mp4").status_code == 404
    assert (folders.stored, shown(video)) == before
    assert remove_alternate(video, "gebaerden", None) is False
    assert ModelLogEntry.objects.for_instance(video).latest("pk").action == "media.version.remove"


def test_failure_of_a_film_beside_it_touches_nothing_else(video, studio):
    studio.fail_with = FfmpegError("damaged")
    studio.add(video, SIGNED)
    studio.work_on(video)
    studio.fail_with = None

    studio.add(video, DESCRIBED)
    video = studio.work_on(video)

    assert dict(video.versions.values_list("kind", "state")) == {
        "gebaerden": "failed",
        "audiodeskription": "ready",
    }
    assert video.state == "ready"


def test_main_film_is_replaced_without_the_films_beside_it(video, studio):
    studio.add(video, SIGNED)
    studio.work_on(video)
    beside = shown(video)["gebaerden-480p.mp4"]

    studio.show(video)
    after_replacing = shown(video)["gebaerden-480p.mp4"]
    roll_back(video, 1, None)

    assert after_replacing == shown(video)["gebaerden-480p.mp4"] == beside


@pytest.mark.parametrize("kind", ["film", "unbekannt"])
def test_nothing_else_is_a_film_beside_it(kind, video, studio):
    with pytest.raises(ValueError, match=kind):
        studio.add(video, kind)
    with pytest.raises(ValueError, match=kind):
        remove_alternate(video, kind, None)


@pytest.mark.parametrize(
    ("kind", "seconds", "code"),
    [
        (DESCRIBED, 54.0, ""),
        (DESCRIBED, 53.9, "alternate_too_short"),
        (DESCRIBED, 200.0, ""),
        (SIGNED, 66.0, ""),
        (SIGNED, 66.1, "alternate_too_long"),
        (SIGNED, 10.0, "alternate_too_short"),
    ],
)
def test_film_beside_it_is_about_as_long(kind, seconds, code, video, studio):
    Video.objects.update(duration=60.0)
    video.refresh_from_db()
    try:
        studio.add(video, kind, seconds=seconds)
        refused = ""
    except VersionRefusal as refusal:
        refused = refusal.code

    assert refused == code
    assert Version.objects.exists() is not bool(code)


def test_length_of_a_film_that_is_not_known_refuses_nothing(video):
    video.duration = None

    check_length(video, SIGNED, FILM)


def test_audio_description_is_a_film_or_a_track_of_text(video, studio):
    answers = [video.has_audio_description]

    studio.add(video, DESCRIBED)
    video = studio.work_on(video)
    answers.append(video.has_audio_description)
    remove_alternate(video, DESCRIBED, None)
    Caption.objects.create(video=video, language="de", kind="descriptions", vtt="WEBVTT\n")
    answers.append(Video.objects.get().has_audio_description)

    assert answers == [False, True, True]
