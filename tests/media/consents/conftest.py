"""A published recording of somebody under age, and who may read the names."""

import pytest
from django.contrib.auth.models import Group

from cms.site.roles import COORDINATION
from media.models import Video
from tests.factories.editors import make_editor
from tests.factories.media import make_consent, make_ready_video, make_video_page
from tests.media.consents.desk import PRIVATE


@pytest.fixture
def koordination(newsroom):
    return make_editor("kora", Group.objects.get(name=COORDINATION))


@pytest.fixture
def video(newsroom):
    """A published recording of tandem 3 in which one young person can be recognised."""
    video = make_ready_video(title="Titration", collection=newsroom.collection)
    make_video_page(newsroom.tandem, video, title="Titration", slug="titration", owner=newsroom.alice.user)
    make_consent(video, kind="minor", **PRIVATE)
    return Video.objects.get(pk=video.pk)
