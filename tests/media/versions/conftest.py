"""A recording and its page, whose film others take the place of."""

import pytest

from tests.factories.media import (
    make_ready_video,
    make_video_index,
    make_video_page,
)
from tests.factories.pages import make_site


@pytest.fixture
def video():
    return make_ready_video()


@pytest.fixture
def page():
    return make_video_page(make_video_index(make_site()))
