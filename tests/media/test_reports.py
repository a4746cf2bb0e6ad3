"""What needs a person: the report and the panel of the dashboard."""

import pytest
from django.urls import reverse

from media.models import Video
from tests.factories.editors import make_newsroom
from tests.factories.media import make_ready_video, make_video, make_video_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def newsroom():
    return make_newsroom()


def listed(response):
    return {video.title for video in response.context["object_list"]}


@pytest.fixture
def videos(newsroom):
    """One that failed, one that nobody completed, one that is fine, one of another tandem."""
    own = newsroom.collection
    failed = make_ready_video(title="Gescheitert", collection=own)
    Video.objects.filter(pk=failed.pk).update(state=Video.State.FAILED, error_code="unexpected")
    make_video(title="Nackt", collection=own)
    make_ready_video(title="Fertig", collection=own)
    make_video(title="Fremd", collection=newsroom.other_collection)


def test_report_lists_own_videos_that_need_a_person(newsroom, videos):
    assert listed(newsroom.alice.get(reverse("videos_to_do"))) == {"Gescheitert", "Nackt"}


@pytest.mark.parametrize(
    ("reason", "titles"),
    [
        ("failed", {"Gescheitert"}),
        ("captions", {"Nackt"}),
        ("licence", {"Nackt"}),
        ("author", {"Nackt"}),
        ("nonsense", {"Gescheitert", "Nackt"}),
    ],
)
def test_report_is_filtered_by_what_is_missing(newsroom, videos, reason, titles):
    assert listed(newsroom.alice.get(reverse("videos_to_do"), data={"reason": reason})) == titles


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_report_can_be_taken_along(newsroom, videos, kind):
    response = newsroom.alice.get(reverse("videos_to_do"), data={"export": kind})

    assert response.status_code == 200
    assert b"".join(response.streaming_content)


def test_dashboard_counts_what_to_look_after(newsroom, videos):
    html = newsroom.alice.get(reverse("wagtailadmin_home")).content.decode()

    assert f"{reverse('videos_to_do')}?reason=failed" in html
    assert f"{reverse('videos_to_do')}?reason=captions" in html


def test_dashboard_names_own_drafts_only(newsroom):
    make_video_page(newsroom.tandem, make_ready_video(), live=False, title="Mein Entwurf", slug="a")
    make_video_page(newsroom.other_tandem, make_ready_video(), live=False, title="Fremder Entwurf", slug="b")

    html = newsroom.alice.get(reverse("wagtailadmin_home")).content.decode()

    assert "Mein Entwurf" in html
    assert "Fremder Entwurf" not in html


def test_dashboard_says_nothing_where_nothing_is_to_do(newsroom):
    html = newsroom.alice.get(reverse("wagtailadmin_home")).content.decode()

    assert 'id="learning-videos' not in html
