"""Many recordings at once: each by its rights, what does not fit is left out and named."""

from urllib.parse import urlencode

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from media.models import Video
from tests.factories.media import make_ready_video, make_video, make_video_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def own(newsroom):
    return make_video(title="Eigenes", collection=newsroom.collection)


@pytest.fixture
def foreign(newsroom):
    return make_video(title="Fremdes", collection=newsroom.other_collection)


def address(action, *videos, **query):
    pairs = [("id", video.pk) for video in videos] + list(query.items())
    return f"{reverse('wagtail_bulk_action', args=['media', 'video', action])}?{urlencode(pairs)}"


def words_of(response):
    return " ".join(str(message) for message in response.context["messages"])


def test_list_offers_the_actions(newsroom, own):
    html = newsroom.alice.get(reverse("videos:index")).content.decode()

    for action in ("move", "licence", "retry", "delete"):
        assert reverse("wagtail_bulk_action", args=["media", "video", action]) in html
    assert f'data-object-id="{own.pk}"' in html


@pytest.mark.parametrize("action", ["move", "licence", "retry", "delete"])
def test_video_of_another_tandem_is_as_if_not_chosen(newsroom, own, foreign, action):
    html = newsroom.alice.get(address(action, own, foreign)).content.decode()

    assert "Eigenes" in html
    assert "Fremdes" not in html
    assert newsroom.alice.get(address(action, foreign)).status_code == 404


@pytest.mark.parametrize(
    ("action", "data"), [("licence", {"licence_code": "cc0"}), ("delete", {}), ("retry", {})]
)
def test_video_of_another_tandem_stays_as_it_is(newsroom, foreign, action, data):
    newsroom.alice.post(address(action, foreign), data)

    stored = Video.objects.get(pk=foreign.pk)
    assert (stored.licence_code, stored.state) == ("", "waiting")


@pytest.mark.parametrize("key", ["0", "x", "9" * 30, "-1"])
def test_keys_of_no_video_are_no_error(newsroom, key):
    url = f"{reverse('wagtail_bulk_action', args=['media', 'video', 'delete'])}?id={key}"

    assert newsroom.alice.get(url).status_code == 404


def test_videos_are_moved_and_the_move_is_recorded(newsroom, own, foreign):
    newsroom.eva.post(address("move", own, foreign), {"collection": newsroom.collection.pk})

    assert set(Video.objects.values_list("collection", flat=True)) == {newsroom.collection.pk}
    assert ModelLogEntry.objects.filter(action="wagtail.edit", user=newsroom.eva.user).count() == 2


def test_video_is_not_moved_into_the_collection_of_another_tandem(newsroom, own):
    newsroom.alice.post(address("move", own), {"collection": newsroom.other_collection.pk})

    assert Video.objects.get().collection == newsroom.collection


def test_licence_is_set_for_all(newsroom, own):
    online = make_ready_video(collection=newsroom.collection)
    make_video_page(newsroom.tandem, online)

    newsroom.alice.post(address("licence", own, online), {"licence_code": "cc-by-sa"})

    assert set(Video.objects.values_list("licence_code", flat=True)) == {"cc-by-sa"}


def test_no_licence_is_chosen_beforehand(newsroom):
    video = make_ready_video(collection=newsroom.collection)

    form = newsroom.alice.get(address("licence", video)).context["form"]

    assert form.fields["licence_code"].choices[0] == ("", "Bitte wählen")


def test_licence_of_an_online_video_cannot_be_taken_away(newsroom):
    online = make_ready_video(collection=newsroom.collection)
    page = make_video_page(newsroom.tandem, online)

    response = newsroom.alice.post(address("licence", online), {"licence_code": ""})
    page.refresh_from_db()

    assert response.status_code == 200
    assert Video.objects.get().licence_code == "cc-by"
    assert page.live


def test_failed_and_ready_ones_are_processed_and_the_others_are_named(newsroom, own):
    failed = make_video(title="Gescheitert", collection=newsroom.collection, state="failed")
    ready = make_ready_video(title="Fertig", collection=newsroom.collection)

    response = newsroom.alice.post(
        address("retry", own, failed, ready, next=reverse("videos:index")), follow=True
    )

    assert set(Video.objects.values_list("title", "state", "stays_on_show")) == {
        ("Eigenes", "waiting", False),
        ("Gescheitert", "waiting", False),
        ("Fertig", "waiting", True),
    }
    assert "Eigenes" in words_of(response)


def test_nothing_that_was_done_is_no_success(newsroom, own):
    response = newsroom.alice.post(address("retry", own, next=reverse("videos:index")), follow=True)

    assert [message.level_tag for message in response.context["messages"]] == ["warning"]


def test_used_videos_are_not_deleted_and_say_where_they_are_used(newsroom, own):
    used = make_ready_video(title="Gebraucht", collection=newsroom.collection)
    make_video_page(newsroom.tandem, used, title="Seite im Netz")

    asked = newsroom.alice.get(address("delete", own, used)).content.decode()
    newsroom.alice.post(address("delete", own, used))

    assert "Seite im Netz" in asked
    assert [video.title for video in Video.objects.all()] == ["Gebraucht"]
    assert ModelLogEntry.objects.filter(action="wagtail.delete", label="Eigenes").count() == 1


def test_all_means_what_search_and_filters_leave_over(newsroom, own, foreign):
    make_video(title="Titration", collection=newsroom.collection, licence_code="cc0")
    make_video(title="Titration nebenan", collection=newsroom.collection)

    newsroom.alice.post(
        address("licence", id="all", q="titration", licence_code="none"), {"licence_code": "cc-by"}
    )

    licences = dict(Video.objects.values_list("title", "licence_code"))
    assert licences == {"Titration": "cc0", "Titration nebenan": "cc-by", "Eigenes": "", "Fremdes": ""}
