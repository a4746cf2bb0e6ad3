"""The rule of going live: nothing that lacks something is ever live, on whatever path, and nobody meets a 500."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Revision

from cms.site.schedule import publish_scheduled
from media.models import Caption, Video, VideoAuthor, VideoPage
from media.publication import NotPublishableError, is_listed, is_on_show, missing, missing_of_recording
from tests.factories.editors import make_newsroom
from tests.factories.media import CAPTIONS, make_ready_video, make_video, make_video_page

NOW = datetime(2026, 3, 12, 10, 0, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture
def newsroom():
    return make_newsroom()


@pytest.fixture
def incomplete(newsroom):
    """A recording without licence and captions."""
    video = make_ready_video(title="Titration", collection=newsroom.collection, licence_code="")
    Caption.objects.all().delete()
    return video


@pytest.fixture
def complete(newsroom):
    return make_ready_video(title="Titration", collection=newsroom.collection)


def make_draft(parent, video, **fields):
    page = make_video_page(parent, video, live=False, **{"title": "Titration", "slug": "titration", **fields})
    page.save_revision()
    return VideoPage.objects.get(pk=page.pk)


def formset(name):
    return {
        f"{name}-TOTAL_FORMS": 0,
        f"{name}-INITIAL_FORMS": 0,
        f"{name}-MIN_NUM_FORMS": 0,
        f"{name}-MAX_NUM_FORMS": 1000,
    }


def page_data(video, **changes):
    """What the page form sends."""
    data = {
        "title": "Titration",
        "slug": "titration",
        "video": video.pk if video else "",
        "language": "de",
        "visibility": "public",
        "summary": "null",
    }
    for name in ("occupation_links", "learning_field_links", "topic_links", "material_links", "comments"):
        data |= formset(name)
    return {**data, **changes}


def create(editor, parent, video, action, **changes):
    url = reverse("wagtailadmin_pages:add", args=["media", "videopage", parent.pk])
    return editor.post(url, page_data(video, **{f"action-{action}": "1"}, **changes))


def edit(editor, page, video, action, **changes):
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return editor.post(url, page_data(video, **{f"action-{action}": "1"}, **changes))


def text_of_messages(response):
    return " ".join(str(message) for message in response.wsgi_request._messages)


def assert_nothing_unlawful_is_live():
    assert [page for page in VideoPage.objects.live() if missing(page)] == []


# --- The rule itself ----------------------------------------------------------------------


def codes(items):
    return [item.code for item in items]


def test_complete_video_lacks_nothing(newsroom, complete):
    assert missing(VideoPage(video=complete)) == []


def test_page_without_video_lacks_it():
    assert codes(missing(VideoPage())) == ["video"]


def test_everything_missing_is_named_at_once(newsroom):
    page = VideoPage(video=make_video(collection=newsroom.collection))

    assert codes(missing(page)) == ["ready", "licence", "author", "captions"]


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


# --- Storing ------------------------------------------------------------------------------


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


# --- Create and edit ----------------------------------------------------------------------


def test_publishing_an_incomplete_new_page_keeps_it_as_a_draft_and_says_why(newsroom, incomplete):
    response = create(newsroom.eva, newsroom.tandem, incomplete, "publish")

    page = VideoPage.objects.get()
    said = text_of_messages(response)
    assert (response.status_code, page.live, page.video) == (302, False, incomplete)
    assert all(str(item.message) in said for item in missing(page))
    assert reverse("videos:edit", args=[incomplete.pk]) in said


def test_publishing_a_complete_new_page_makes_it_live(newsroom, complete):
    create(newsroom.eva, newsroom.tandem, complete, "publish")

    assert VideoPage.objects.get().live


def test_publishing_a_page_without_video_keeps_the_draft(newsroom):
    create(newsroom.eva, newsroom.tandem, None, "publish")

    assert not VideoPage.objects.get().live


def test_scheduling_an_incomplete_page_keeps_it_unscheduled(newsroom, incomplete):
    create(newsroom.eva, newsroom.tandem, incomplete, "publish", go_live_at="12.03.2050 10:00")

    assert Revision.objects.filter(approved_go_live_at__isnull=False).count() == 0
    assert_nothing_unlawful_is_live()


def test_scheduled_page_is_at_no_moment_live_before_its_time(newsroom, complete):
    create(newsroom.eva, newsroom.tandem, complete, "publish", go_live_at="12.03.2050 10:00")

    page = VideoPage.objects.get()
    assert (page.live, page.first_published_at, page.approved_schedule) == (False, None, True)


def test_submitting_an_incomplete_page_keeps_it_with_the_tandem(newsroom, incomplete):
    response = create(newsroom.alice, newsroom.tandem, incomplete, "submit")

    assert reverse("videos:edit", args=[incomplete.pk]) in text_of_messages(response)
    assert VideoPage.objects.get().current_workflow_state is None


def test_draft_of_anything_is_saved(newsroom, incomplete):
    create(newsroom.alice, newsroom.tandem, incomplete, "save")

    assert VideoPage.objects.get().video == incomplete


def test_autosave_works_on_an_incomplete_page(newsroom, incomplete):
    page = make_draft(newsroom.tandem, incomplete)
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])

    response = newsroom.alice.post(
        url, page_data(incomplete, title="Anders"), headers={"accept": "application/json"}
    )

    assert response.json()["success"] is True


def test_publishing_an_edited_page_that_lost_its_video_keeps_what_was_live(newsroom, complete):
    page = make_video_page(newsroom.tandem, complete, title="Titration", slug="titration")

    response = edit(newsroom.eva, page, None, "publish", title="Neu")

    page = VideoPage.objects.get()
    assert response.status_code == 302
    assert (page.live, page.title, page.video) == (True, "Titration", complete)
    assert page.get_latest_revision_as_object().title == "Neu"


def test_publishing_again_after_unpublishing_asks_again(newsroom, complete):
    page = make_video_page(newsroom.tandem, complete, title="Titration", slug="titration")
    newsroom.eva.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))
    Video.objects.update(licence_code="")

    edit(newsroom.eva, page, complete, "publish")

    assert not VideoPage.objects.get().live


def test_publishing_an_old_version_asks_again(newsroom, complete):
    page = make_video_page(newsroom.tandem, complete, title="Titration", slug="titration")
    old = page.save_revision()
    page.save_revision().publish()
    VideoPage.objects.get().unpublish()
    Video.objects.update(licence_code="")
    url = reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, old.pk])
    shown = newsroom.eva.get(url)

    response = newsroom.eva.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        page_data(complete, **{"action-publish": "1", "revision": old.pk}),
    )

    assert shown.status_code == 200
    assert response.status_code == 302
    assert_nothing_unlawful_is_live()


def test_video_of_another_tandem_cannot_be_put_on_a_page(newsroom):
    foreign = make_ready_video(collection=newsroom.other_collection)

    response = create(newsroom.alice, newsroom.tandem, foreign, "save")

    assert response.status_code == 200
    assert VideoPage.objects.count() == 0


def test_video_is_published_on_one_page_only(newsroom, complete):
    make_video_page(newsroom.tandem, complete, slug="erste")

    response = create(newsroom.eva, newsroom.videos, complete, "publish", slug="zweite")

    assert response.status_code == 200
    assert VideoPage.objects.count() == 1


# --- Approval -----------------------------------------------------------------------------


@pytest.fixture
def submitted(newsroom, complete):
    """A page in approval whose video has lost its captions meanwhile."""
    create(newsroom.alice, newsroom.tandem, complete, "submit")
    Caption.objects.all().delete()
    return VideoPage.objects.get()


def approve(editor, page, **options):
    state = page.current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
    return editor.post(url, **options)


def test_approving_from_the_list_says_what_is_missing(newsroom, submitted):
    response = approve(newsroom.eva, submitted)

    page = VideoPage.objects.get()
    assert reverse("videos:edit", args=[page.video_id]) in text_of_messages(response)
    assert (page.live, page.workflow_in_progress) == (False, True)


def test_approving_with_a_comment_says_what_is_missing(newsroom, submitted):
    response = approve(newsroom.eva, submitted, headers={"x-requested-with": "XMLHttpRequest"})

    assert response.json()["step"] == "success"
    assert not VideoPage.objects.get().live


def test_approving_in_the_form_says_what_is_missing(newsroom, submitted):
    response = edit(
        newsroom.eva, submitted, submitted.video, "workflow-action", **{"workflow-action-name": "approve"}
    )

    assert response.status_code == 302
    assert reverse("videos:edit", args=[submitted.video_id]) in text_of_messages(response)
    assert VideoPage.objects.get().workflow_in_progress
    assert_nothing_unlawful_is_live()


def test_approval_of_a_complete_video_publishes(newsroom, submitted):
    Caption.objects.create(video=submitted.video, language="de", vtt=CAPTIONS)

    approve(newsroom.eva, submitted)

    assert VideoPage.objects.get().live


def test_approval_that_fails_for_another_reason_is_no_error_page(newsroom, submitted):
    """The address was taken by another page while this one waited."""
    Caption.objects.create(video=submitted.video, language="de", vtt=CAPTIONS)
    other = make_video_page(newsroom.videos, make_ready_video(), slug="anders")
    Page.objects.filter(pk=other.pk).update(slug="titration")

    response = approve(newsroom.eva, submitted)

    assert response.status_code == 302
    assert not VideoPage.objects.get(pk=submitted.pk).live


def test_changes_can_be_asked_for_whatever_is_missing(newsroom, submitted):
    state = submitted.current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[submitted.pk, "reject", state.pk])

    newsroom.eva.post(url, {"comment": "Bitte Untertitel"})

    assert VideoPage.objects.get().current_workflow_state.status == "needs_changes"


# --- Many at once, and the clock ----------------------------------------------------------


def publish_in_bulk(editor, pages, **data):
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    return editor.post(f"{url}?{'&'.join(f'id={page.pk}' for page in pages)}", data)


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


# --- Copies and aliases in the admin ------------------------------------------------------


def copy(editor, page, to, **data):
    url = reverse("wagtailadmin_pages:copy", args=[page.pk])
    return editor.post(url, {"new_title": "Kopie", "new_slug": "kopie", "new_parent_page": to.pk, **data})


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


# --- After publication --------------------------------------------------------------------


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
