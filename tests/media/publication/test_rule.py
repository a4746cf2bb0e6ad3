"""The rule of going live itself, and what storing asks."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from media.models import (
    Caption,
    Video,
    VideoPage,
)
from media.publication import NotPublishableError, is_listed, is_on_show, missing, missing_of_recording
from tests.factories.media import make_ready_video, make_video, make_video_page
from tests.media.publication.desk import (
    assert_nothing_unlawful_is_live,
    codes,
    make_draft,
)

NOW = datetime(2026, 3, 12, 10, 0, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def test_complete_video_lacks_nothing(newsroom, complete):
    assert missing(VideoPage(video=complete)) == []


def test_page_without_video_lacks_it():
    assert codes(missing(VideoPage())) == ["video"]


def test_everything_missing_is_named_at_once(newsroom):
    page = VideoPage(video=make_video(collection=newsroom.collection))

    assert codes(missing(page)) == [
        "ready",
        "licence",
        "author",
        "consent",
        "captions",
        "description",
    ]


def test_captions_in_another_language_do_not_count(newsroom, complete):
    assert codes(missing(VideoPage(video=complete, language="en"))) == ["captions"]


def test_recorded_reason_stands_in_for_captions(newsroom, incomplete):
    incomplete.caption_waiver, incomplete.caption_waiver_date = "Ohne Worte", NOW.date()

    assert codes(missing(VideoPage(video=incomplete))) == ["licence"]


def test_recording_without_page_needs_captions_in_any_language(newsroom, complete):
    Caption.objects.update(language="en")

    assert missing_of_recording(Video.objects.get()) == []


def test_recording_with_page_needs_them_in_the_language_of_the_page(newsroom, complete):
    make_draft(newsroom.tandem, complete)
    Caption.objects.update(language="en")

    assert codes(missing_of_recording(Video.objects.get())) == ["captions"]


def test_expired_page_is_not_on_show_though_still_live(newsroom, complete):
    page = make_video_page(newsroom.tandem, complete, expire_at=NOW)

    assert not is_on_show(page, NOW)
    assert is_on_show(page, NOW - timedelta(minutes=1))


def test_page_for_holders_of_the_link_is_on_show_but_not_listed(newsroom, complete):
    page = make_video_page(newsroom.tandem, complete, visibility="link")

    assert is_on_show(page, NOW)
    assert not is_listed(page, NOW)


@pytest.mark.parametrize("clean", [True, False])
def test_unlawful_page_is_not_stored_live(newsroom, incomplete, clean):
    page = make_draft(newsroom.tandem, incomplete)
    page.live = True

    with pytest.raises(NotPublishableError):
        page.save(clean=clean)

    assert_nothing_unlawful_is_live()


def test_alias_is_not_stored(newsroom, complete):
    page = make_video_page(newsroom.tandem, complete)

    with pytest.raises(ValidationError) as caught:
        page.create_alias(update_slug="zweite", parent=newsroom.videos)

    assert caught.value.code == "alias"
    assert VideoPage.objects.count() == 1


def test_copy_by_program_has_neither_video_nor_the_address(newsroom, complete):
    page = make_video_page(newsroom.tandem, complete, title="Titration", slug="titration")

    copy = page.copy(keep_live=False, to=newsroom.videos)

    assert (copy.video, copy.live, copy.slug) == (None, False, "titration-2")
    assert copy.get_latest_revision_as_object().slug == "titration-2"


def test_two_videos_cannot_have_one_address_in_the_network(newsroom, complete):
    make_video_page(newsroom.tandem, complete, slug="titration")

    with pytest.raises(ValidationError) as caught:
        make_video_page(newsroom.videos, make_ready_video(), slug="titration")

    assert set(caught.value.error_dict) == {"slug"}
