"""A draft reaches nobody until a person has read it."""

import json

import pytest
from django.urls import reverse

from media.models import Caption, Video, VideoPage
from media.publication import missing
from tests.factories.media import make_ready_video, make_video_page
from tests.media.listeners import VTT
from tests.media.recognition.desk import UNREAD, WORDS, edit_form, make_draft

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folders")]


def public_addresses(page):
    """Where the words of the video, or the mark of its captions, could be met."""
    key = page.video.key
    return {
        "page": page.url,
        "embed": reverse("media:embed", args=[key]),
        "file": reverse("media:file", args=[key, "en.vtt"]),
        "text": reverse("media:file", args=[key, "en.srt"]),
        "api": f"/api/v1/videos/{key}",
        "amb": f"/v/{key}/amb.json",
        "worksheet": f"/v/{key}/arbeitsblatt/",
        "search": "/suche/?q=Zange",
    }


def telling(client, page):
    """Which of them tell the words of the English track or that there is one."""
    answers = {
        name: b"".join(client.get(address, follow=True)).decode()
        for name, address in public_addresses(page).items()
    }
    found = page.url in answers.pop("search")  # which repeats the words it was asked for
    told = {name for name, answer in answers.items() if "Zange" in answer or "en.vtt" in answer}
    return told | ({"search"} if found else set())


def test_draft_reaches_nobody_until_it_was_read(newsroom, client):
    page = make_video_page(newsroom.tandem, make_ready_video(collection=newsroom.collection))
    track = make_draft(page.video, language="en", vtt=VTT.replace("Schraube", "Zange"))

    before = telling(client, page)
    newsroom.alice.post(
        reverse("videos:captions", args=[track.pk]),
        {
            "version": track.version,
            "table": json.dumps([["0:00", "0:00,600", "Die Zange"]]),
            "is_reviewed": "on",
        },
    )
    after = telling(client, page)

    assert before == set()
    assert after == {"page", "embed", "file", "text", "api", "amb", "search"}


def test_draft_is_no_captions_for_the_rule(newsroom):
    video = make_ready_video(collection=newsroom.collection)
    page = make_video_page(newsroom.tandem, video, live=False)
    Caption.objects.all().delete()
    make_draft(video)

    assert [item.code for item in missing(VideoPage.objects.get(pk=page.pk))] == ["captions"]
    assert list(Video.objects.missing_captions()) == [video]


def test_label_goes_when_a_person_has_read_it(newsroom, video, installed):
    track = make_draft(video)
    labelled = edit_form(newsroom.alice, video)

    newsroom.alice.post(
        reverse("videos:captions", args=[track.pk]),
        {
            "version": track.version,
            "table": json.dumps([["0:00", "0:00,600", WORDS]]),
            "is_reviewed": "on",
        },
    )

    assert UNREAD in labelled
    assert UNREAD not in edit_form(newsroom.alice, video)
    assert Caption.objects.get().is_reviewed
