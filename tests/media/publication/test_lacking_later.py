"""Published pages that come to lack something: at once, or by the clock where nobody was told."""

import pytest
from django.core import mail
from django.utils import timezone

from cms.core.models import LearningField, Topic
from cms.core.signals import tick
from media.models import (
    Caption,
    Video,
    VideoAuthor,
    VideoFile,
    VideoPage,
    VideoPageLearningField,
    VideoPageTopic,
)
from media.publishing import take_offline_what_is_unlawful, take_offline_without_safety_note
from tests.factories.media import CAPTIONS, FILM_BYTES, make_ready_video, make_video_file, make_video_page
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


# --- Lost at the very moment of publication: no signal has told of it ---------------------------------


def lose_captions(page):
    """Others stay, and drafts, but none that says what is spoken."""
    Caption.objects.filter(video=page.video_id).update(language="en")
    Caption.objects.create(video=page.video, language="de", vtt=CAPTIONS, is_reviewed=False)
    Caption.objects.create(video=page.video, language="de", vtt=CAPTIONS, kind=Caption.Kind.SUBTITLES)


def lose_topic_without_danger(page):
    VideoPageTopic.objects.create(page=page, topic=make_topic())
    Topic.objects.update(needs_safety_note=True)


LOSSES = {
    "licence": lambda page: Video.objects.filter(pk=page.video_id).update(licence_code=""),
    "author": lambda page: VideoAuthor.objects.filter(video=page.video_id)._raw_delete("default"),
    "captions": lose_captions,
    "description": lambda page: Video.objects.filter(pk=page.video_id).update(
        description_waiver="", description_waiver_date=None
    ),
    "consent": lambda page: Video.objects.filter(pk=page.video_id).update(shows_nobody_date=None),
    "safety note": lose_topic_without_danger,
}


@pytest.mark.parametrize("lose", LOSSES.values(), ids=LOSSES)
def test_clock_takes_offline_what_was_lost_unseen(newsroom, page, lose, django_capture_on_commit_callbacks):
    whole = make_video_page(newsroom.videos, make_ready_video(), slug="x")
    lose(page)

    with django_capture_on_commit_callbacks(execute=True):
        tick.send(sender=None, now=timezone.now())

    assert list(VideoPage.objects.live()) == [whole]
    assert "eva@example.org" in {to for message in mail.outbox for to in message.to}


def test_clock_leaves_what_needs_no_captions(page):
    Caption.objects.all()._raw_delete("default")
    Video.objects.update(caption_waiver="Ohne Worte", caption_waiver_date="2026-01-01")

    take_offline_what_is_unlawful(timezone.now())

    assert VideoPage.objects.get().live


def test_clock_finds_what_to_ask_about_in_one_query(newsroom, page, django_assert_num_queries):
    for slug in ("x", "y"):
        make_video_page(newsroom.videos, make_ready_video(), slug=slug)

    with django_assert_num_queries(1):
        take_offline_what_is_unlawful(timezone.now())


@pytest.mark.parametrize(
    "ask", [lambda: take_offline_what_is_unlawful(timezone.now()), take_offline_without_safety_note]
)
def test_page_that_cannot_be_unpublished_stops_no_other(newsroom, page, ask, monkeypatch):
    other = make_video_page(newsroom.videos, make_ready_video(), slug="x")
    for one in (page, other):
        lose_topic_without_danger(one)
    unpublish, asked = VideoPage.unpublish, []

    def fail_at_first(self, *args, **kwargs):
        asked.append(self)
        if len(asked) == 1:
            raise OSError("no connection")
        return unpublish(self, *args, **kwargs)

    monkeypatch.setattr(VideoPage, "unpublish", fail_at_first)

    ask()

    assert list(VideoPage.objects.live()) == asked[:1]
