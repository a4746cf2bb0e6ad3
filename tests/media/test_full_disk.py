"""Each place that an upload or a job writes to, without room: nothing half is left, and it is done once there is."""

import subprocess

import pytest

from media.models import Upload, Video, VideoFile
from media.tasks import process_video
from tests.factories.media import make_video
from tests.media.sender import SCRIPT, announce, content_of, offset_of, send, upload_whole

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@pytest.fixture
def mount(tmp_path):
    """Mounts small disks, where this user may."""
    mounted = []

    def mount_at(path, kilobytes):
        path.mkdir(parents=True, exist_ok=True)
        words = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(path)]
        if subprocess.run(words, capture_output=True, check=False).returncode != 0:
            pytest.skip("This user may not mount a disk.")
        mounted.append(path)

    yield mount_at
    for path in mounted:
        subprocess.run(["umount", "--lazy", str(path)], check=True)


def remount(path, options):
    subprocess.run(["mount", "-o", f"remount,{options}", str(path)], check=True)


@pytest.mark.parametrize("place", ["source", "output", "storage"])
def test_full_disk_costs_neither_the_video_nor_an_attempt(place, clips, folders, mount):
    """Without room for the copy of the source, for what ffmpeg writes, and for the finished film."""
    video = make_video(clips["four seconds.mp4"])
    original = folders.private / video.original.name
    content = original.read_bytes()
    kilobytes = len(content) // 1024
    full = original.parent if place == "storage" else folders.work
    mount(full, 16 if place == "source" else kilobytes + 24)
    if place == "storage":
        original.write_bytes(content)

    process_video.call(video.pk)

    video.refresh_from_db()
    assert (video.state, video.attempts, video.error_code) == (Video.State.WAITING, 0, "no_space")
    assert VideoFile.objects.count() == len(folders.stored) - 1
    assert folders.in_work == []
    remount(full, "size=64m")
    process_video.call(video.pk)
    video.refresh_from_db()
    assert (video.state, video.attempts) == (Video.State.READY, 1)


def send_rest(editor, url, content):
    """From where the upload stands, until all has come or is refused: a full disk takes what fits."""
    while True:
        offset = offset_of(editor.client.get(url, headers=SCRIPT))
        answer = send(editor, url, content[offset:], offset)
        if answer.status_code != 204 or offset_of(answer) == len(content):
            return answer


@pytest.mark.parametrize(
    ("narrow", "wide", "words"),
    [("size=64k", "size=1g", "kein Platz"), ("ro", "rw", "keine Dateien speichern")],
)
def test_upload_goes_on_once_the_disk_takes_it(narrow, wide, words, newsroom, folders, mount):
    content = bytes(200_000)
    mount(folders.work, 1024 * 1024)
    url = announce(newsroom.alice, newsroom.collection, size=len(content)).json()["url"]
    send(newsroom.alice, url, content[:40_000])

    remount(folders.work, narrow)
    refused = send_rest(newsroom.alice, url, content)
    remount(folders.work, wide)
    rest = send_rest(newsroom.alice, url, content)

    assert refused.status_code == 507
    assert words in refused.json()["message"]
    assert (rest.status_code, content_of(url)) == (204, content)


@pytest.mark.parametrize(
    ("narrow", "wide", "words"),
    [("size=8k", "size=64m", "kein Platz"), ("ro", "rw", "keine Dateien speichern")],
)
def test_film_waits_until_the_storage_takes_it(narrow, wide, words, newsroom, clips, folders, mount):
    finish = upload_whole(newsroom.alice, newsroom.collection, clips["plain.mp4"].read_bytes())
    mount(folders.private, 64 * 1024)

    remount(folders.private, narrow)
    refused = newsroom.alice.post(finish, headers=SCRIPT)
    stored = folders.stored
    remount(folders.private, wide)
    taken = newsroom.alice.post(finish, headers=SCRIPT)

    assert refused.status_code == 507
    assert words in refused.json()["message"]
    assert stored == []
    assert taken.json()["state"] == "accepted"
    assert (folders.private / Video.objects.get().original.name).read_bytes() == clips[
        "plain.mp4"
    ].read_bytes()
    assert Upload.objects.get().state == Upload.State.ACCEPTED
