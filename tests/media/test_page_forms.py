"""The form of a video page: filled in from its video, and told what is missing."""

import pytest
from django.urls import reverse
from wagtail.models import PageViewRestriction

from media.models import Caption, VideoPage
from tests.factories.media import make_ready_video, make_video_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def video(newsroom):
    return make_ready_video(title="Titration", collection=newsroom.collection)


def add_url(parent):
    return reverse("wagtailadmin_pages:add", args=["media", "videopage", parent.pk])


def test_new_page_for_a_video_has_its_title(newsroom, video):
    form = newsroom.alice.get(add_url(newsroom.tandem), data={"video": video.pk}).context["form"]

    assert (form.instance.title, form.instance.video) == ("Titration", video)


@pytest.mark.parametrize("key", ["", "abc", "0", "9" * 30, "²", "1 OR 1"])
def test_odd_key_of_a_video_is_ignored(newsroom, key):
    response = newsroom.alice.get(add_url(newsroom.tandem), data={"video": key})

    assert response.status_code == 200
    assert response.context["form"].instance.video is None


def test_video_of_another_tandem_is_not_filled_in(newsroom):
    foreign = make_ready_video(title="Geheim", collection=newsroom.other_collection)

    response = newsroom.alice.get(add_url(newsroom.tandem), data={"video": foreign.pk})

    assert "Geheim" not in response.content.decode()


def test_library_leads_a_tandem_to_its_own_page(newsroom, video):
    url = reverse("wagtailadmin_pages:choose_parent", args=["media", "videopage"])

    response = newsroom.alice.get(url, data={"video": video.pk})

    assert response.url == f"{add_url(newsroom.tandem)}?video={video.pk}"


def test_editorial_office_says_where_the_page_is_to_stand(newsroom, video):
    url = reverse("wagtailadmin_pages:choose_parent", args=["media", "videopage"])

    response = newsroom.eva.post(f"{url}?video={video.pk}", {"parent_page": newsroom.videos.pk})

    assert response.url == f"{add_url(newsroom.videos)}?video={video.pk}"


def test_form_says_what_is_missing_before_anything_is_published(newsroom, video):
    page = make_video_page(newsroom.tandem, video, live=False)
    Caption.objects.all().delete()

    html = newsroom.alice.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    panel = html.partition("media-readiness")[2].partition("</div>")[0]

    assert panel.count("<li>") == 1
    assert reverse("videos:edit", args=[video.pk]) in panel


def test_form_says_that_nothing_is_missing(newsroom, video):
    page = make_video_page(newsroom.tandem, video, live=False)

    html = newsroom.alice.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()

    assert html.partition("media-readiness")[2].partition("</div>")[0].count("<li>") == 0


def test_page_has_no_second_switch_for_who_may_watch(newsroom, video):
    page = make_video_page(newsroom.tandem, video)
    url = reverse("wagtailadmin_pages:set_privacy", args=[page.pk])

    newsroom.eva.post(url, {"restriction_type": PageViewRestriction.LOGIN, "password": "", "groups": []})

    assert PageViewRestriction.objects.count() == 0


def test_page_of_another_tandem_is_closed(newsroom, video):
    page = make_video_page(newsroom.tandem, video)

    response = newsroom.bob.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))

    assert response.status_code in (302, 403)
    assert VideoPage.objects.get().title == page.title
