"""Who sees and changes which recording, and the list."""

import re

import pytest
from django.urls import reverse

from media.models import Video
from tests.factories.media import make_ready_video, make_video, make_video_page
from tests.media.editing.form import edit, form_data

pytestmark = pytest.mark.django_db


def test_list_shows_own_videos_only(newsroom, video):
    make_ready_video(title="Fremdes Video", collection=newsroom.other_collection)

    html = newsroom.alice.get(reverse("videos:index")).content.decode()

    assert "Titration" in html
    assert "Fremdes Video" not in html


def test_form_leads_to_the_usage_figures_of_the_video(newsroom, video):
    html = newsroom.alice.get(reverse("videos:edit", args=[video.pk])).content.decode()

    assert f'<a href="{reverse("videos:figures", args=[video.pk])}">Nutzungszahlen</a>' in html


def test_search_in_the_list_finds_own_videos_only(newsroom, video):
    make_ready_video(title="Titration nebenan", collection=newsroom.other_collection)

    html = newsroom.alice.get(reverse("videos:index_results"), data={"q": "Titra"}).content.decode()

    assert re.findall(r"Titration\w*(?: nebenan)?", html).count("Titration nebenan") == 0
    assert "Titration" in html


def test_editorial_office_sees_all_videos(newsroom, video):
    make_ready_video(title="Sicherung", collection=newsroom.other_collection)

    html = newsroom.eva.get(reverse("videos:index")).content.decode()

    assert "Titration" in html
    assert "Sicherung" in html


@pytest.mark.parametrize("name", ["edit", "delete", "usage", "history", "progress"])
def test_video_of_another_tandem_does_not_exist(newsroom, video, name):
    response = newsroom.bob.get(reverse(f"videos:{name}", args=[video.pk]))

    assert response.status_code == 404


@pytest.mark.parametrize("name", ["edit", "usage", "history", "progress", "delete"])
def test_video_of_the_own_tandem_opens(newsroom, video, name):
    response = newsroom.alice.get(reverse(f"videos:{name}", args=[video.pk]))

    assert response.status_code == 200


@pytest.mark.parametrize("name", ["edit", "delete", "retry", "cancel"])
def test_video_of_another_tandem_cannot_be_changed(newsroom, video, name):
    response = newsroom.bob.post(
        reverse(f"videos:{name}", args=[video.pk]), form_data(video, title="Geraubt")
    )

    assert response.status_code == 404
    assert Video.objects.get().title == "Titration"


def test_anonymous_visitor_is_led_to_the_login(newsroom, video, client):
    response = client.get(reverse("videos:progress", args=[video.pk]))

    assert response.status_code == 302


@pytest.mark.parametrize("name", ["choose", "choose_results"])
def test_chooser_offers_own_videos_only(newsroom, video, name):
    make_ready_video(title="Fremdes Video", collection=newsroom.other_collection)

    body = newsroom.alice.get(reverse(f"video_chooser:{name}")).content.decode()

    assert "Titration" in body
    assert "Fremdes Video" not in body


def test_video_of_another_tandem_cannot_be_chosen(newsroom, video):
    url = reverse("video_chooser:chosen", args=[video.pk])

    assert newsroom.alice.get(url).json()["result"]["title"] == "Titration"
    assert (
        "result" not in newsroom.bob.get(url, headers={"x-requested-with": "XMLHttpRequest"}).content.decode()
    )


def test_several_videos_of_another_tandem_cannot_be_chosen(newsroom, video):
    response = newsroom.bob.get(reverse("video_chooser:chosen_multiple"), data={"id": video.pk})

    assert response.json()["result"] == []


def test_video_cannot_be_moved_into_the_collection_of_another_tandem(newsroom, video):
    response = edit(newsroom.alice, video, collection=newsroom.other_collection.pk)

    assert response.status_code == 200
    assert Video.objects.get().collection == newsroom.collection


def test_rights_to_videos_are_given_on_collections(newsroom, admin_client):
    response = admin_client.get(reverse("wagtailusers_groups:edit", args=[newsroom.tandem.team.group.pk]))

    assert 'name="video_permissions-TOTAL_FORMS"' in response.content.decode()


def test_list_says_what_is_missing(newsroom):
    make_video(title="Nackt", collection=newsroom.collection)

    html = newsroom.alice.get(reverse("videos:index")).content.decode()
    cell = re.search(r'<ul class="media-missing">(.*?)</ul>', html, re.DOTALL)[1]

    assert len(re.findall("<li>", cell)) == 5


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_database_equally_often_for_any_number(newsroom, count, django_assert_max_num_queries):
    for number in range(count):
        video = make_ready_video(title=f"Film {number}", collection=newsroom.collection)
        make_video_page(newsroom.tandem, video, slug=f"film-{number}")
    newsroom.alice.get(reverse("videos:index"))

    with django_assert_max_num_queries(34):
        newsroom.alice.get(reverse("videos:index"))


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({"state": "ready"}, {"Titration"}),
        ({"state": "waiting"}, {"Nackt"}),
        ({"licence_code": "cc-by"}, {"Titration"}),
        ({"licence_code": "none"}, {"Nackt"}),
    ],
)
def test_list_is_filtered(newsroom, video, query, titles):
    make_video(title="Nackt", collection=newsroom.collection)

    html = newsroom.alice.get(reverse("videos:index"), data=query).content.decode()

    assert {
        title for title in ("Titration", "Nackt") if f"{title}\n" in html or f">{title}<" in html
    } == titles
