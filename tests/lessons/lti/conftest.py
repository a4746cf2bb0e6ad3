"""A platform on this machine, one video to show, and watchmen over cookies."""

import pytest

from tests.factories.media import make_ready_video, make_video_index, make_video_page
from tests.factories.pages import make_site
from tests.lessons.lti.learning_platform import Platform, running_website


@pytest.fixture
def website(settings):
    settings.LTI_ALLOWS_LOOPBACK = True
    with running_website() as site:
        yield site


@pytest.fixture
def platform(website, settings):
    return Platform(website, settings.BASE_URL)


@pytest.fixture
def known(db, platform):
    return platform.approved()


@pytest.fixture
def videos(db):
    return make_video_index(make_site())


@pytest.fixture
def page(videos):
    return make_video_page(videos, make_ready_video(duration=200.0))


@pytest.fixture
def client(client):
    """A browser that complains of any cookie of ours."""
    ask = client.request

    def request(**kwargs):
        response = ask(**kwargs)
        assert not response.cookies
        assert "Set-Cookie" not in response.headers
        return response

    client.request = request
    return client
