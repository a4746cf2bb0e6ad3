"""What editors do with a video page, as the forms of the admin send it."""

from django.urls import reverse

from media.models import (
    VideoPage,
)
from media.publication import missing
from tests.factories.media import make_video_page


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
    for name in (
        "occupation_links",
        "learning_field_links",
        "topic_links",
        "material_links",
        "questions",
        "comments",
    ):
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


def approve(editor, page, **options):
    state = page.current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
    return editor.post(url, **options)


def publish_in_bulk(editor, pages, **data):
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    return editor.post(f"{url}?{'&'.join(f'id={page.pk}' for page in pages)}", data)


def copy(editor, page, to, **data):
    url = reverse("wagtailadmin_pages:copy", args=[page.pk])
    return editor.post(url, {"new_title": "Kopie", "new_slug": "kopie", "new_parent_page": to.pk, **data})


def codes(items):
    return [item.code for item in items]
