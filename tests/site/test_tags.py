"""Tags are offered while one types, but nobody learns how others tag."""

import pytest
from django.urls import reverse

from tests.factories.media import make_video
from tests.factories.pages import make_picture

pytestmark = pytest.mark.django_db

ADDRESSES = [
    reverse("wagtailadmin_tag_autocomplete"),
    reverse("wagtailadmin_tag_model_autocomplete", args=["taggit", "tag"]),
]


@pytest.fixture(autouse=True)
def tagged(newsroom):
    make_video(collection=newsroom.collection).tags.add("Labor")
    make_video(collection=newsroom.other_collection).tags.add("Labor von Tandem 4")


@pytest.mark.parametrize("address", ADDRESSES)
def test_tags_of_what_one_works_on_are_offered(newsroom, address):
    make_picture(collection=newsroom.collection).tags.add("Laborbild")

    assert newsroom.alice.get(f"{address}?term=lab").json() == ["Labor", "Laborbild"]
    assert newsroom.bob.get(f"{address}?term=lab").json() == ["Labor von Tandem 4"]
    assert newsroom.eva.get(f"{address}?term=lab").json() == ["Labor", "Labor von Tandem 4", "Laborbild"]
    assert newsroom.alice.get(address).json() == []


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_is_offered_to_readers(client, address):
    assert client.get(address, {"term": "lab"}).status_code == 302
