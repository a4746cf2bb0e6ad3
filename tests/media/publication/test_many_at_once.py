"""The rule of going live in bulk, by the clock, in copies, and after publication."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Revision

from cms.site.schedule import publish_scheduled
from media.models import (
    Caption,
    Video,
    VideoAuthor,
    VideoPage,
)
from media.publication import is_on_show
from tests.factories.media import make_ready_video, make_video, make_video_page
from tests.media.publication.desk import (
    copy,
    edit,
    make_draft,
    publish_in_bulk,
    text_of_messages,
)

pytestmark = pytest.mark.django_db


def test_publishing_many_leaves_out_the_incomplete_and_names_it(newsroom, complete):
    lawful = make_draft(newsroom.tandem, complete)
    bare = make_draft(newsroom.tandem, make_video(), title="Nackt", slug="nackt")

    response = publish_in_bulk(newsroom.eva, [bare, lawful])

    assert response.status_code == 302
    assert list(VideoPage.objects.live()) == [lawful]
    assert "Nackt" in text_of_messages(response)


def test_publishing_a_tandem_with_its_drafts_leaves_out_the_incomplete(newsroom, complete):
    lawful = make_draft(newsroom.tandem, complete)
    make_draft(newsroom.tandem, make_video(), title="Nackt", slug="nackt")

    response = publish_in_bulk(newsroom.eva, [newsroom.tandem], include_descendants="on")

    assert response.status_code == 302
    assert list(VideoPage.objects.live()) == [lawful]


def test_clock_skips_what_became_incomplete_takes_it_off_and_goes_on(
    newsroom, complete, django_capture_on_commit_callbacks
):
    past = timezone.now() - timedelta(minutes=1)
    page = make_draft(newsroom.tandem, complete, owner=newsroom.alice.user)
    other = make_draft(newsroom.tandem, make_ready_video(), slug="andere")
    Revision.objects.filter(object_id__in=[str(page.pk), str(other.pk)]).update(approved_go_live_at=past)
    Caption.objects.filter(video=complete).delete()

    with django_capture_on_commit_callbacks(execute=True):
        publish_scheduled(timezone.now())

    assert list(VideoPage.objects.live()) == [other]
    assert Revision.objects.filter(approved_go_live_at__isnull=False).count() == 0
    assert {address for message in mail.outbox for address in message.to} == {
        "alice@example.org",
        "eva@example.org",
    }


def test_clock_tries_again_after_a_passing_error(newsroom, complete, monkeypatch):
    page = make_draft(newsroom.tandem, complete)
    past = timezone.now() - timedelta(minutes=1)
    Revision.objects.filter(object_id=str(page.pk)).update(approved_go_live_at=past)

    def broken(self, **kwargs):
        raise OSError("no connection")

    monkeypatch.setattr(Revision, "publish", broken)
    publish_scheduled(timezone.now())

    assert Revision.objects.filter(approved_go_live_at=past).count() == 1


@pytest.mark.parametrize("field", ["publish_copies", "alias"])
def test_published_copy_and_alias_of_a_video_are_refused_in_words(newsroom, complete, field):
    page = make_video_page(newsroom.tandem, complete)

    response = copy(newsroom.eva, page, newsroom.videos, **{field: "on"})

    assert response.status_code == 302
    assert text_of_messages(response)
    assert VideoPage.objects.count() == 1


@pytest.mark.parametrize("field", ["publish_copies", "alias"])
def test_published_copy_and_alias_of_a_tandem_with_videos_are_refused(newsroom, complete, field):
    make_video_page(newsroom.tandem, complete)
    before = Page.objects.count()

    response = copy(
        newsroom.eva, newsroom.tandem, newsroom.tandem.get_parent(), copy_subpages="on", **{field: "on"}
    )

    assert response.status_code == 302
    assert Page.objects.count() == before


def test_copy_of_a_tandem_has_its_videos_as_drafts_with_addresses_of_their_own(newsroom, complete):
    page = make_video_page(newsroom.tandem, complete, title="Titration", slug="titration")

    copy(newsroom.eva, newsroom.tandem, newsroom.tandem.get_parent(), copy_subpages="on")

    copied = VideoPage.objects.exclude(pk=page.pk).get()
    assert (copied.live, copied.video, copied.slug) == (False, None, "titration-2")
    assert VideoPage.objects.live().get() == page


def test_copy_form_of_a_video_offers_neither_publication_nor_alias(newsroom, complete):
    page = make_video_page(newsroom.tandem, complete)

    html = newsroom.eva.get(reverse("wagtailadmin_pages:copy", args=[page.pk])).content.decode()

    assert 'name="new_slug"' in html
    assert 'name="alias"' not in html
    assert 'name="publish_copies"' not in html


def test_copy_cannot_take_the_address_of_another_video(newsroom, complete):
    page = make_video_page(newsroom.tandem, complete, slug="titration")

    response = copy(newsroom.eva, page, newsroom.videos, new_slug="titration")

    assert response.status_code == 200
    assert VideoPage.objects.count() == 1


def test_copy_of_a_tandem_without_videos_can_be_published(newsroom):
    copy(newsroom.eva, newsroom.tandem, newsroom.tandem.get_parent(), publish_copies="on")

    assert Page.objects.filter(title="Kopie").live().count() == 1


@pytest.mark.parametrize("loss", ["licence", "captions", "author"])
def test_page_goes_offline_when_its_video_loses_something_by_program(
    newsroom, complete, loss, django_capture_on_commit_callbacks
):
    make_video_page(newsroom.tandem, complete, owner=newsroom.alice.user)
    video = Video.objects.get()
    losses = {
        "licence": lambda: (setattr(video, "licence_code", ""), video.save()),
        "captions": lambda: Caption.objects.get().delete(),
        "author": lambda: VideoAuthor.objects.get().delete(),
    }

    with django_capture_on_commit_callbacks(execute=True):
        losses[loss]()

    assert not VideoPage.objects.get().live
    assert "alice@example.org" in {address for message in mail.outbox for address in message.to}


def test_page_stays_while_its_film_is_processed_anew(newsroom, complete, django_capture_on_commit_callbacks):
    make_video_page(newsroom.tandem, complete)
    video = Video.objects.get()

    with django_capture_on_commit_callbacks(execute=True):
        video.state = Video.State.PROCESSING
        video.save()

    page = VideoPage.objects.get()
    assert page.live
    assert not is_on_show(page, timezone.now())


def test_video_that_was_deleted_is_gone_from_drafts_that_chose_it(newsroom, complete):
    page = make_video_page(newsroom.tandem, complete, title="Titration", slug="titration")
    other = make_ready_video(title="Anderes", collection=newsroom.collection)
    edit(newsroom.eva, page, other, "save")
    other.delete()

    response = newsroom.eva.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))

    assert response.status_code == 200
    assert VideoPage.objects.get().video == complete
