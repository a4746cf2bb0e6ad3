"""Nothing that lacks something is ever live, on whatever path, and nobody meets a 500."""

from datetime import UTC, date, datetime

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision

from cms.core.models import LearningField, Topic
from cms.site.schedule import publish_scheduled
from media.models import (
    Caption,
    Video,
    VideoAuthor,
    VideoPage,
    VideoPageLearningField,
    VideoPageTopic,
)
from media.publication import missing
from tests.factories.media import make_consent, make_video
from tests.factories.pages import make_occupation, make_topic
from tests.media.publication.desk import (
    approve,
    codes,
    copy,
    create,
    edit,
    make_draft,
    publish_in_bulk,
    text_of_messages,
)

NOW = datetime(2026, 3, 12, 10, 0, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def lose_consent(page):
    Video.objects.update(shows_nobody_date=None)


def have_consent_withdrawn(page):
    make_consent(page.video).withdraw()


def have_consent_ended(page):
    make_consent(page.video, valid_until=date(2026, 1, 31))


def need_safety_note(page):
    LearningField.objects.update(needs_safety_note=True)


LOSSES = {
    lambda page: Video.objects.update(licence_code=""): "licence",
    lambda page: VideoAuthor.objects.all().delete(): "author",
    lambda page: Caption.objects.all().delete(): "captions",
    lambda page: Video.objects.update(description_waiver=""): "description",
    lose_consent: "consent",
    have_consent_withdrawn: "consent",
    have_consent_ended: "consent",
    need_safety_note: "safety",
}


def publish_by_form(newsroom, page):
    edit(newsroom.eva, page, page.video, "publish", **with_learning_field())


def schedule_by_form(newsroom, page):
    edit(newsroom.eva, page, page.video, "publish", go_live_at="12.03.2050 10:00", **with_learning_field())


def submit_by_form(newsroom, page):
    edit(newsroom.alice, page, page.video, "submit", **with_learning_field())


def publish_with_others(newsroom, page):
    publish_in_bulk(newsroom.eva, [page])


def publish_with_the_tandem(newsroom, page):
    publish_in_bulk(newsroom.eva, [newsroom.tandem], include_descendants="on")


def publish_by_clock(newsroom, page):
    Revision.objects.filter(pk=page.latest_revision_id).update(approved_go_live_at=NOW)
    publish_scheduled(timezone.now())


def approve_from_the_list(newsroom, page):
    page.get_workflow().start(page, newsroom.alice.user)
    approve(newsroom.eva, VideoPage.objects.get(pk=page.pk))


def publish_an_old_version(newsroom, page):
    old = page.save_revision()
    edit(newsroom.eva, page, page.video, "publish", revision=old.pk, **with_learning_field())


def copy_and_publish(newsroom, page):
    copy(newsroom.eva, page, newsroom.videos, publish_copies="on")


def copy_the_tandem_and_publish(newsroom, page):
    copy(newsroom.eva, newsroom.tandem, newsroom.tandem.get_parent(), copy_subpages="on", publish_copies="on")


def make_an_alias(newsroom, page):
    copy(newsroom.eva, page, newsroom.videos, alias="on")


def move(newsroom, page):
    newsroom.eva.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, newsroom.videos.pk]))


PATHS = [
    publish_by_form,
    schedule_by_form,
    submit_by_form,
    publish_with_others,
    publish_with_the_tandem,
    publish_by_clock,
    approve_from_the_list,
    publish_an_old_version,
    copy_and_publish,
    copy_the_tandem_and_publish,
    make_an_alias,
    move,
]


def with_learning_field():
    return {
        "learning_field_links-TOTAL_FORMS": 1,
        "learning_field_links-0-learning_field": LearningField.objects.get().pk,
        "learning_field_links-0-ORDER": 1,
    }


@pytest.mark.parametrize(("loss", "code"), LOSSES.items(), ids=LOSSES.values())
def test_no_path_leads_past_the_rule_and_none_ends_in_an_error(newsroom, complete, loss, code):
    """Each request that fails would raise here: the client hands exceptions on."""
    field = LearningField.objects.create(occupation=make_occupation(), number=1, title="Stoffe")
    page = make_draft(newsroom.tandem, complete)
    page.learning_field_links = [VideoPageLearningField(learning_field=field)]
    page.save_revision()
    page.save()
    loss(page)

    for path in PATHS:
        with transaction.atomic():
            path(newsroom, VideoPage.objects.get(pk=page.pk))
            assert not VideoPage.objects.live().exists(), path.__name__
            transaction.set_rollback(True)

    assert codes(missing(VideoPage.objects.get(pk=page.pk))) == [code]


@pytest.mark.parametrize("path", [publish_by_form, publish_with_others, approve_from_the_list])
def test_same_paths_publish_what_is_complete(newsroom, complete, path):
    field = LearningField.objects.create(occupation=make_occupation(), number=1, title="Stoffe")
    page = make_draft(newsroom.tandem, complete)
    page.learning_field_links = [VideoPageLearningField(learning_field=field)]
    page.save_revision()
    page.save()

    path(newsroom, VideoPage.objects.get(pk=page.pk))

    assert VideoPage.objects.get(pk=page.pk).live


def test_each_missing_thing_leads_to_where_it_is_mended(newsroom):
    video = make_video(collection=newsroom.collection)
    page = make_draft(newsroom.tandem, video)
    make_topic()
    Topic.objects.update(needs_safety_note=True)
    page.topic_links = [VideoPageTopic(topic=Topic.objects.get())]
    form = reverse("videos:edit", args=[video.pk])
    html = newsroom.alice.get(form).content.decode()

    places = {item.code: item.url for item in missing(VideoPage.objects.get(pk=page.pk))}
    places["safety"] = next(item.url for item in missing(page) if item.code == "safety")

    assert places == {
        "ready": f"{form}#state",
        "licence": f"{form}#id_licence_code",
        "author": f"{form}#id_authors-ADD",
        "consent": reverse("videos:consents", args=[video.pk]),
        "captions": f"{form}#id_captions-ADD",
        "description": f"{form}#id_description_waiver",
        "safety": reverse("wagtailadmin_pages:edit", args=[page.pk]) + "#id_safety_note",
    }
    for anchor in (url.partition("#")[2] for url in places.values() if url.startswith(f"{form}#")):
        assert f'id="{anchor}"' in html


def test_message_and_panel_and_list_link_to_the_place(newsroom, incomplete):
    response = create(newsroom.eva, newsroom.tandem, incomplete, "publish")
    place = f'href="{reverse("videos:edit", args=[incomplete.pk])}#id_licence_code"'
    form = reverse("wagtailadmin_pages:edit", args=[VideoPage.objects.get().pk])

    assert place in text_of_messages(response)
    assert place in newsroom.eva.get(form).content.decode()
    assert place in newsroom.eva.get(reverse("videos:index")).content.decode()
    assert place in text_of_messages(publish_in_bulk(newsroom.eva, [VideoPage.objects.get()]))
