"""A recording in the library of a network."""

import pytest

from tests.factories.media import make_ready_video


@pytest.fixture
def video(newsroom):
    return make_ready_video(title="Titration", collection=newsroom.collection)
