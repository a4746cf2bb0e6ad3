"""Whatever dies at whatever moment: the old film or the new one, whole."""

from datetime import timedelta
from itertools import count

import boto3
import pytest
from django.core.files.storage import Storage
from django.db import connection
from django.utils import timezone
from moto import mock_aws

from media.models import Version, Video, VideoFile
from media.versions import roll_back
from tests.factories.media import (
    FILM_BYTES,
    make_ready_video,
    make_video_index,
    make_video_page,
)
from tests.factories.pages import make_site
from tests.media.quick_films import FILM_NAMES, shown
from tests.media.versions.reader import answer, content, state_that_nobody_is_shown

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folders")]


class KilledError(BaseException):
    """The process is gone: no more statement of it reaches the database."""


class Killer:
    """Lets the process die before its n-th statement that writes."""

    def __init__(self, number):
        self.left = number
        self.is_dead = False

    def __call__(self, execute, sql, params, many, context):
        is_writing = sql.split(maxsplit=1)[0] in ("INSERT", "UPDATE", "DELETE")
        if self.is_dead or (is_writing and not self.left):
            self.is_dead = True
            raise KilledError
        self.left -= is_writing
        return execute(sql, params, many, context)


@pytest.mark.django_db(transaction=True)
def test_worker_killed_at_any_statement_leaves_the_old_film_or_the_new_one(studio):
    video = make_ready_video()
    for number in count():
        before = shown(video)
        words = f"nach {number}"
        studio.replace(video, words)
        killer = Killer(number)
        try:
            with connection.execute_wrapper(killer):
                studio.work_on(video)
        except KilledError:
            pass
        after = shown(video)
        is_new = after["480p.mp4"] != before["480p.mp4"]
        video.refresh_from_db()
        assert sorted(after) == sorted(before)
        assert len({before[name] == after[name] for name in FILM_NAMES}) == 1
        assert (video.original_name == f"{words}.mp4") is is_new
        assert video.state == "ready"
        if not killer.is_dead:
            break
        Version.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
        assert studio.work_on(video).original_name == f"{words}.mp4"

    assert number > 10
    assert is_new


@pytest.mark.parametrize("number", range(4))
def test_storage_that_fails_leaves_the_old_film_and_no_stray_file(
    number, video, studio, folders, monkeypatch
):
    before = shown(video)
    studio.replace(video)
    save, calls = Storage.save, count()

    def fail_once(storage, name, content, **more):
        if next(calls) == number:
            raise OSError("The storage is away.")
        return save(storage, name, content, **more)

    monkeypatch.setattr(Storage, "save", fail_once)

    studio.work_on(video)
    between = shown(video)
    files = VideoFile.objects.values_list("file", flat=True)
    originals = [video.original.name, Version.objects.get().original.name]
    stored = folders.stored
    named = sorted([*originals, *files])
    video = studio.work_on(video)

    assert between == before
    assert stored == named
    assert video.original_name == "neu.mp4"


def test_stray_file_of_a_killed_worker_is_removed_and_resting_files_are_not(video, studio, folders):
    studio.show(video, "zweite")
    version = studio.replace(video, "dritte")
    stray = folders.private / version.folder / "stray.mp4"
    stray.parent.mkdir()
    stray.write_bytes(b"stored but never recorded")

    studio.work_on(video)

    names = set(VideoFile.objects.values_list("file", flat=True))
    originals = set(Version.objects.values_list("original", flat=True))
    assert set(folders.stored) == names | originals
    assert len(originals) == 3


def test_work_on_the_recording_itself_spares_the_files_of_its_versions(video, studio, folders):
    studio.show(video, "zweite")
    studio.replace(video, "dritte")
    before = folders.stored
    Video.objects.update(state=Video.State.WAITING)

    studio.work_on(video)

    assert set(before) - set(folders.stored) == set()


def test_film_in_a_storage_on_another_machine_is_switched(studio, settings, client, monkeypatch):
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    keys = {"access_key": "test", "secret_key": "test", "region_name": "eu-central-1"}
    with mock_aws():
        boto3.client(
            "s3", aws_access_key_id="test", aws_secret_access_key="test", region_name="eu-central-1"
        ).create_bucket(Bucket="films", CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
        options = {"bucket_name": "films", "location": "private", **keys}
        backend = {"BACKEND": "cms.core.s3_storages.PrivateS3Storage", "OPTIONS": options}
        settings.STORAGES = {**settings.STORAGES, "default": backend}
        video = make_video_page(make_video_index(make_site())).video
        before = shown(video)

        studio.show(video)
        new = content(answer(client, video))
        roll_back(video, 1, None)
        state_that_nobody_is_shown()
        old = content(answer(client, video))

        assert (new, old, shown(video)) == (b"1.0 neu", FILM_BYTES, before)
