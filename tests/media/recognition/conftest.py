"""A program that writes down speech, and a film for it."""

import pytest

from tests.media.listeners import VTT, WRITE, make_listener
from tests.media.recognition.desk import make_without_captions


@pytest.fixture
def installed(settings, tmp_path):
    """A script is the program; called with another body it says something else."""

    def install(body=WRITE, vtt=VTT):
        settings.SPEECH_COMMAND = make_listener(tmp_path / "programs", body, vtt)

    settings.SPEECH_LANGUAGES = ["de", "en"]
    install()
    return install


@pytest.fixture
def video(newsroom, clips):
    """A ready one with a real film of a second, without captions."""
    return make_without_captions(newsroom.collection, clips["plain.mp4"].read_bytes())
