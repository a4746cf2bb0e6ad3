"""What may show a person who withdrew a consent, or an interpreter whom nobody asked: it is not on show."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone
from wagtail.log_actions import log

from media import posters
from media.models import Consent, Version, Video, VideoPage
from media.models.files import VersionKind
from media.playback import player
from media.showing import KEPT_FOR
from media.statements import state_nobody
from media.sweeper import sweep
from media.versions import VersionRefusal, remove_alternate, roll_back
from tests.factories.media import make_consent, make_jpeg
from tests.media.quick_films import FILM_NAMES, shown
from tests.media.versions.reader import answer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folders")]

DESCRIBED, SIGNED = VersionKind.DESCRIBED, VersionKind.SIGNED
BESIDE = ["audiodeskription-480p.mp4", "gebaerden-480p.mp4"]


@pytest.fixture
def video(page):
    """Published, with Anna and Ben on record, and both films beside the main one."""
    make_consent(page.video, name="Anna")
    make_consent(page.video, name="Ben")
    return Video.objects.get(pk=page.video.pk)


@pytest.fixture
def with_films_beside(video, studio):
    for kind in (DESCRIBED, SIGNED):
        studio.add(video, kind)
        studio.work_on(video)
    return Video.objects.get(pk=video.pk)


def withdraw(name="Anna"):
    Consent.objects.get(name=name).withdraw()


def go_online_again(capture):
    """The coordination deletes the record of who was cut out, and the page is published anew."""
    with capture(execute=True):
        Consent.objects.exclude(withdrawn_at=None).delete()
    VideoPage.objects.get().save_revision().publish()


def status(client, video, name="480p.mp4"):
    response = answer(client, video, name)
    b"".join(response)
    return response.status_code


def beside(video):
    return sorted(set(shown(video)) - set(FILM_NAMES))


# --- A withdrawal -----------------------------------------------------------------------------


def test_moment_of_a_withdrawal_outlives_the_record(video):
    before = timezone.now()

    withdraw("Anna")
    first = Video.objects.get().consent_withdrawn_at
    withdraw("Ben")
    last = Video.objects.get().consent_withdrawn_at
    Consent.objects.get(name="Anna").save()
    Consent.objects.all().delete()

    assert before < first < last == Video.objects.get().consent_withdrawn_at


def test_films_beside_the_former_film_stay_away_when_the_page_returns(
    with_films_beside, studio, client, django_capture_on_commit_callbacks
):
    video = with_films_beside
    withdraw()
    studio.show(video, "ohne Anna")

    go_online_again(django_capture_on_commit_callbacks)

    video = Video.objects.get()
    places = [
        "/videos/sicherung-pruefen/",
        f"/v/{video.key}/embed/",
        f"/v/{video.key}/amb.json",
        "/feeds/videos/",
    ]
    texts = [client.get(place).content.decode() for place in places]
    assert ["480p.mp4" in text for text in texts] == [True] * 4
    assert [name for name in BESIDE for text in texts if name in text] == []
    assert [status(client, video, name) for name in ("480p.mp4", *BESIDE)] == [200, 404, 404]
    assert player(video, "Titel", "de").alternates == []
    assert not video.has_audio_description


@pytest.mark.parametrize(("chosen", "source"), [("before", "automatic"), ("afterwards", "picture")])
def test_own_poster_goes_with_the_film_unless_it_was_chosen_after_the_withdrawal(
    chosen, source, video, studio, tmp_path
):
    picture = tmp_path / "bild.jpg"
    picture.write_bytes(make_jpeg(1600, 900))
    steps = [lambda: posters.use_picture(video, picture), withdraw]
    for step in steps if chosen == "before" else reversed(steps):
        step()
    own = shown(video)["vorschau-640.jpg"]

    video = studio.show(video, "ohne Anna")

    assert video.poster_source == source
    assert (shown(video)["vorschau-640.jpg"] == own) == (source == "picture")


def test_film_beside_it_that_was_uploaded_before_but_made_afterwards_stays_away(
    video, studio, django_capture_on_commit_callbacks
):
    studio.add(video, DESCRIBED)
    withdraw()
    studio.replace(video, "ohne Anna")

    studio.work_on(video)

    assert beside(video) == []


def test_films_beside_it_stay_while_the_film_is_the_same(
    with_films_beside, django_capture_on_commit_callbacks
):
    """Withdrawn by mistake, and consented anew."""
    withdraw()
    make_consent(with_films_beside, name="Anna")
    go_online_again(django_capture_on_commit_callbacks)

    sweep()

    assert beside(with_films_beside) == BESIDE


def test_what_is_uploaded_anew_takes_the_place_of_what_was_withheld(
    with_films_beside, studio, folders, django_capture_on_commit_callbacks
):
    video = with_films_beside
    withdraw()
    studio.show(video, "ohne Anna")

    with django_capture_on_commit_callbacks(execute=True):
        studio.add(video, SIGNED, "ohne Anna")
        studio.work_on(video)
        remove_alternate(video, DESCRIBED, None)

    assert beside(video) == ["gebaerden-480p.mp4"]
    assert list(video.versions.alternates().values_list("kind", "number")) == [("gebaerden", 2)]


def test_page_without_its_description_goes_offline(
    with_films_beside, studio, django_capture_on_commit_callbacks
):
    """The consent was given anew, so the page was online when the film was replaced."""
    video = with_films_beside
    Video.objects.update(description_waiver="", description_waiver_date=None)
    withdraw()
    make_consent(video, name="Anna")
    go_online_again(django_capture_on_commit_callbacks)

    with django_capture_on_commit_callbacks(execute=True):
        studio.show(video, "neu")

    assert not VideoPage.objects.get().live


def test_withheld_films_are_deleted_after_a_while(
    with_films_beside, studio, folders, django_capture_on_commit_callbacks
):
    video = with_films_beside
    withdraw()
    studio.show(video, "ohne Anna")
    Version.objects.alternates().update(switched_at=timezone.now() - KEPT_FOR - timedelta(hours=1))

    with django_capture_on_commit_callbacks(execute=True):
        sweep()

    assert not video.versions.alternates().exists()


def test_nobody_returns_to_a_film_of_before_the_withdrawal(video, studio):
    withdraw()
    studio.show(video, "ohne Anna")
    before = shown(video)

    with pytest.raises(VersionRefusal) as caught:
        roll_back(video, 1, None)

    assert (caught.value.code, shown(video)) == ("version_withdrawn", before)
    assert not video.versions.films().resting().exists()


def test_way_back_stays_open_between_films_of_afterwards(video, studio):
    withdraw()
    studio.show(video, "zweite")
    second = shown(video)
    studio.show(video, "dritte")

    roll_back(video, 2, None)

    assert shown(video) == second


def test_film_of_before_the_withdrawal_is_forgotten_like_any_other(
    video, studio, folders, django_capture_on_commit_callbacks
):
    withdraw()
    studio.show(video, "ohne Anna")
    Version.objects.filter(number=1).update(switched_at=timezone.now() - KEPT_FOR - timedelta(hours=1))

    with django_capture_on_commit_callbacks(execute=True):
        sweep()

    assert Version.objects.get(number=1).original == ""


def test_withdrawals_are_taken_over_from_records_and_history(video):
    withdraw("Anna")
    moment = Consent.objects.get(name="Anna").withdrawn_at
    take_over = import_module("media.migrations.0016_withdrawals_from_the_history").take_over_withdrawals
    Video.objects.update(consent_withdrawn_at=None)

    take_over(apps, None)
    of_the_record = Video.objects.get().consent_withdrawn_at
    Consent.objects.all().delete()
    entry = log(instance=video, action="consent.withdraw", user=None, data={"reason": ""})
    Video.objects.update(consent_withdrawn_at=None)
    take_over(apps, None)

    assert of_the_record == moment
    assert Video.objects.get().consent_withdrawn_at == entry.timestamp


# --- Somebody who interprets ------------------------------------------------------------------


def test_sign_language_waits_for_a_consent_and_the_page_stays(page, studio, client):
    video = page.video
    studio.add(video, SIGNED)
    studio.work_on(video)
    before = (beside(video), status(client, video))

    make_consent(video, name="Wer dolmetscht")

    assert before == ([], 200)
    assert beside(video) == ["gebaerden-480p.mp4"]
    assert status(client, video, "gebaerden-480p.mp4") == 200
    assert not Video.objects.get().shows_nobody


def test_audio_description_waits_for_nobody(page, studio):
    studio.add(page.video, DESCRIBED)
    studio.work_on(page.video)

    assert beside(page.video) == ["audiodeskription-480p.mp4"]


def test_statement_that_nobody_is_shown_does_not_bring_back_who_interprets(
    with_films_beside, client, django_capture_on_commit_callbacks
):
    video = with_films_beside
    with django_capture_on_commit_callbacks(execute=True):
        Consent.objects.all().delete()

    state_nobody(video, video.film_name, None)

    assert beside(video) == ["audiodeskription-480p.mp4"]


def test_who_interprets_and_withdrew_does_not_return_with_the_consent_of_another(
    with_films_beside, django_capture_on_commit_callbacks
):
    withdraw("Ben")
    with django_capture_on_commit_callbacks(execute=True):
        Consent.objects.all().delete()

    make_consent(with_films_beside, name="Clara")

    assert beside(with_films_beside) == ["audiodeskription-480p.mp4"]


def test_sign_language_that_was_on_show_without_a_consent_is_withheld_by_the_clock(
    with_films_beside,
):
    Consent.objects.all().delete()  # what follows on commit never happened

    sweep()

    assert beside(with_films_beside) == ["audiodeskription-480p.mp4"]
