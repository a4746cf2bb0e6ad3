"""Tags of recordings: given, imported, searched and filtered by in the library, and never seen by readers."""

import csv
import io

import pytest
from django.urls import reverse
from taggit.models import Tag, TaggedItem

from media.models import Video
from tests.factories.media import make_ready_video, make_video, make_video_page
from tests.media.editing.form import edit
from tests.media.test_bulk import address
from tests.media.test_overview import listed

pytestmark = pytest.mark.django_db

MARK = "Xanthippe"


@pytest.fixture
def video(newsroom):
    video = make_ready_video(title="Titration", collection=newsroom.collection)
    video.tags.add(MARK)
    video.save()
    return video


def tags_of(video):
    return sorted(Video.objects.get(pk=video.pk).tags.names())


def chosen(editor, words):
    response = editor.get(reverse("video_chooser:choose_results"), data={"q": words})
    return [video.title for video in response.context["results"]]


def test_tags_are_given_and_taken_in_the_form_and_found_at_once(newsroom, video):
    edit(newsroom.alice, video, tags='Drehmoment, "Labor 2"')

    assert tags_of(video) == ["Drehmoment", "Labor 2"]
    assert chosen(newsroom.alice, "Drehmoment") == ["Titration"]
    assert chosen(newsroom.alice, MARK) == []


def test_form_that_is_refused_leaves_the_tags(newsroom, video):
    edit(newsroom.alice, video, title="", tags="Drehmoment")

    assert tags_of(video) == [MARK]


def test_library_finds_videos_by_their_tags(newsroom, video):
    make_video(title="Fremd", collection=newsroom.other_collection).tags.add(MARK)
    make_video(title="Anderes", collection=newsroom.collection)

    assert listed(newsroom.alice, q=MARK.lower()[:5]) == ["Titration"]
    assert chosen(newsroom.alice, MARK[:5]) == ["Titration"]


def test_library_is_filtered_by_any_of_several_tags(newsroom, video):
    other = make_video(title="Labor", collection=newsroom.collection)
    other.tags.add("Labor")
    make_video(title="Ohne", collection=newsroom.collection)
    keys = dict(Tag.objects.values_list("name", "pk"))

    assert listed(newsroom.alice, tags=keys[MARK]) == ["Titration"]
    assert listed(newsroom.alice, tags=[keys[MARK], keys["Labor"]]) == ["Labor", "Titration"]
    assert len(listed(newsroom.alice, tags="x")) == 3


def test_filter_names_no_tags_of_others(newsroom, video):
    make_video(collection=newsroom.other_collection).tags.add("Geheimprojekt")

    filters = newsroom.alice.get(reverse("videos:index")).context["filters"]

    assert [tag.name for tag in filters.form.fields["tags"].queryset] == [MARK]


def test_many_videos_get_tags_beside_those_they_have(newsroom, video):
    bare = make_video(title="Nackt", collection=newsroom.collection)
    foreign = make_video(title="Fremd", collection=newsroom.other_collection)

    newsroom.alice.post(address("add_tags", video, bare, foreign), {"tags": "Labor, drehmoment"})

    assert tags_of(video) == ["Labor", MARK, "drehmoment"]
    assert tags_of(bare) == ["Labor", "drehmoment"]
    assert tags_of(foreign) == []
    assert chosen(newsroom.alice, "Labor") == ["Nackt", "Titration"]


@pytest.mark.parametrize("tags", ["", "x" * 101])
def test_impossible_tags_are_said_and_change_nothing(newsroom, video, tags):
    response = newsroom.alice.post(address("add_tags", video), {"tags": tags})

    assert response.status_code == 200
    assert tags_of(video) == [MARK]


def test_the_same_word_is_one_tag(newsroom, video):
    newsroom.alice.post(address("add_tags", video), {"tags": MARK.upper()})

    assert Tag.objects.count() == 1


def test_tags_go_with_their_video(video):
    video.delete()

    assert not TaggedItem.objects.exists()


def test_list_is_taken_along_with_the_tags(newsroom, video):
    response = newsroom.alice.get(reverse("videos:index"), data={"export": "csv"})

    [row] = csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode()))
    assert row["Schlagworte"] == MARK


def test_readers_and_machines_never_see_tags(client, newsroom, video):
    page = make_video_page(newsroom.tandem, video, title="Titration", slug="titration")
    key = video.key
    places = [
        *(page.url, "/videos/", f"/v/{key}/embed/", f"/v/{key}/amb.json", "/amb.json", "/feeds/videos/"),
        *(f"/oembed/?url=http://localhost{page.url}", "/api/v1/videos"),
    ]

    answers = {place: client.get(place, follow=True) for place in places}
    found = client.get("/suche/", data={"q": MARK})

    assert {answer.status_code for answer in answers.values()} == {200}
    assert [place for place, answer in answers.items() if MARK in answer.content.decode()] == []
    assert found.context["results"] == []
