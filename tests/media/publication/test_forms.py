"""The rule of going live in the form of a page and in its approval."""

import pytest
from django.urls import reverse
from wagtail.models import Page, Revision

from media.models import (
    Caption,
    Video,
    VideoPage,
)
from media.publication import missing
from tests.factories.media import CAPTIONS, make_ready_video, make_video_page
from tests.media.publication.desk import (
    approve,
    assert_nothing_unlawful_is_live,
    create,
    edit,
    make_draft,
    page_data,
    text_of_messages,
)

pytestmark = pytest.mark.django_db


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


@pytest.mark.parametrize(
    ("sites", "sentence"),
    [
        ("", "Nennen Sie mindestens eine Seite"),
        (" \n", "Nennen Sie mindestens eine Seite"),
        ("https://moodle.example\nmoodle.schule.example", "„moodle.schule.example“ ist keine Adresse"),
    ],
)
def test_sites_that_no_browser_would_let_in_are_told(newsroom, complete, sites, sentence):
    response = create(
        newsroom.eva, newsroom.tandem, complete, "publish", visibility="sites", embed_sites=sites
    )

    (error,) = response.context["form"].errors["embed_sites"]
    assert error.startswith(sentence)
    assert response.context["form"]["embed_sites"].value() == sites
    assert not VideoPage.objects.exists()


@pytest.mark.parametrize(
    ("visibility", "sites"), [("sites", "https://moodle.example/kurs"), ("public", "moodle")]
)
def test_sites_are_looked_at_where_they_count(newsroom, complete, visibility, sites):
    create(newsroom.eva, newsroom.tandem, complete, "publish", visibility=visibility, embed_sites=sites)

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


@pytest.fixture
def submitted(newsroom, complete):
    """A page in approval whose video has lost its captions meanwhile."""
    create(newsroom.alice, newsroom.tandem, complete, "submit")
    Caption.objects.all().delete()
    return VideoPage.objects.get()


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
