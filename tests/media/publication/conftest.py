"""A recording that may go live, and one that may not."""

import pytest

from media.models import (
    Caption,
)
from tests.factories.media import make_ready_video


@pytest.fixture
def incomplete(newsroom):
    """A recording without licence and captions."""
    video = make_ready_video(title="Titration", collection=newsroom.collection, licence_code="")
    Caption.objects.all().delete()
    return video


@pytest.fixture
def complete(newsroom):
    return make_ready_video(title="Titration", collection=newsroom.collection)
