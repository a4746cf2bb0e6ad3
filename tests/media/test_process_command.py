import pytest
from django.core.management import CommandError, call_command

from media.models import Video
from tests.factories.media import make_video

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folders")]


@pytest.mark.slow
def test_all_waiting_videos_become_ready_without_a_worker(clips):
    videos = [make_video(clips["plain.mp4"], title=title) for title in ("Eins", "Zwei")]

    call_command("process_videos", verbosity=0)

    assert set(Video.objects.values_list("pk", "state")) == {(video.pk, "ready") for video in videos}


def test_failure_is_told(capsys):
    make_video(title="Kein Film")

    with pytest.raises(CommandError):
        call_command("process_videos")

    assert capsys.readouterr().out.startswith("Kein Film: ")
    assert Video.objects.get().state == Video.State.FAILED
