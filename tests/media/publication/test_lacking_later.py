"""Published pages that come to lack something: safety notes and audio description."""

import pytest

from cms.core.models import LearningField, Topic
from media.models import Video, VideoFile, VideoPage, VideoPageLearningField, VideoPageTopic
from tests.factories.media import FILM_BYTES, make_ready_video, make_video_file, make_video_page
from tests.factories.pages import make_occupation, make_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(newsroom, complete):
    return make_video_page(newsroom.tandem, complete)


@pytest.mark.parametrize("vocabulary", ["topic", "learning field"])
def test_pages_without_note_go_offline_when_their_topic_asks_for_one(
    newsroom, page, vocabulary, django_capture_on_commit_callbacks
):
    if vocabulary == "topic":
        needed = make_topic()
        VideoPageTopic.objects.create(page=page, topic=needed)
    else:
        needed = LearningField.objects.create(occupation=make_occupation(), number=1, title="Gefahrstoffe")
        VideoPageLearningField.objects.create(page=page, learning_field=needed)
    careful = make_video_page(newsroom.videos, make_ready_video(), slug="x", safety_note="Brille tragen")
    VideoPageTopic.objects.create(page=careful, topic=make_topic())

    needed.needs_safety_note = True
    with django_capture_on_commit_callbacks(execute=True):
        needed.save()

    assert list(VideoPage.objects.live()) == [careful]


def test_safety_note_of_a_live_page_is_not_taken_away(newsroom):
    Topic.objects.update_or_create(slug="lernvideos", defaults={"name": "L", "needs_safety_note": True})
    page = make_video_page(newsroom.videos, make_ready_video(), slug="x", safety_note="Brille tragen")
    page.topic_links = [VideoPageTopic(topic=Topic.objects.get(slug="lernvideos"))]
    page.save()
    page.safety_note = " "

    with pytest.raises(Exception, match="Sicherheitshinweis"):
        page.save()


def test_page_goes_offline_with_its_only_audio_description(page, django_capture_on_commit_callbacks):
    make_video_file(page.video, "audiodeskription-480p.mp4", FILM_BYTES)
    Video.objects.update(description_waiver="", description_waiver_date=None)

    with django_capture_on_commit_callbacks(execute=True):
        VideoFile.objects.get(name="audiodeskription-480p.mp4").delete()

    assert not VideoPage.objects.get().live
