"""A real program hears a real voice."""

import importlib.util
import json
import shutil
import subprocess

import pytest
from django.urls import reverse

from media.captions import plain_text
from media.checks import check_speech
from media.models import Caption, VideoPage
from media.publication import missing
from tests.factories.media import make_video_page
from tests.media.listeners import POCKETSPHINX, READ_BY_POCKETSPHINX
from tests.media.recognition.desk import (
    make_without_captions,
    order,
    work_on,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folders")]


SAID = "We measure the length of the table."


def spoken_film(path):
    """A film in which a voice says a sentence; skips where ffmpeg has no voice."""
    ffmpeg = shutil.which("ffmpeg")
    filters = subprocess.run([ffmpeg, "-filters"], capture_output=True, text=True).stdout if ffmpeg else ""
    if " flite " not in filters:
        pytest.skip("The ffmpeg of this machine has no voice (flite).")
    subprocess.run(
        [
            *(ffmpeg, "-v", "error", "-f", "lavfi", "-i", f"flite=text='{SAID}':voice=slt"),
            *("-f", "lavfi", "-i", "color=navy:s=320x180:r=10", "-shortest"),
            *("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac", path),
        ],
        check=True,
        timeout=120,
    )
    return path.read_bytes()


@pytest.mark.slow
@pytest.mark.skipif(
    importlib.util.find_spec("pocketsphinx") is None, reason="PocketSphinx is not installed on this machine."
)
@pytest.mark.usefixtures("walls")
def test_what_a_voice_says_becomes_a_draft_and_then_captions(newsroom, settings, tmp_path, client):
    settings.SPEECH_COMMAND = POCKETSPHINX
    settings.SPEECH_READABLE = READ_BY_POCKETSPHINX
    settings.SPEECH_LANGUAGES = ["en"]
    film = spoken_film(tmp_path / "spoken.mp4")
    video = make_without_captions(newsroom.collection, film)
    page = make_video_page(newsroom.tandem, video, language="en", live=False)
    file = reverse("media:file", args=[video.key, "en.vtt"])

    order(newsroom.alice, video, "en")
    assert work_on(video) is None
    track = Caption.objects.get()
    words = " ".join(plain_text(cue) for cue in track.cues)
    lacking = [item.code for item in missing(VideoPage.objects.get(pk=page.pk))]
    table = [["0:00,1", "0:02", SAID]]
    newsroom.alice.post(
        reverse("videos:captions", args=[track.pk]),
        {"version": track.version, "table": json.dumps(table), "is_reviewed": "on"},
    )

    assert check_speech(None) == []
    assert "measure the length of" in words
    assert 0 <= track.cues[0].start < track.cues[-1].end <= 3
    assert lacking == ["captions"]
    VideoPage.objects.get(pk=page.pk).save_revision().publish()
    assert SAID in b"".join(client.get(file)).decode()
