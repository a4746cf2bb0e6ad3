import errno

import pytest
from django.core.files.base import ContentFile

from media import tasks
from media.intake import UploadRefusal, accept_upload, ending_of, examine, readable_name
from media.models import Video
from media.probe import Refusal
from media.programs import FfmpegError
from tests.factories.media import make_collection, make_user, uploaded
from tests.media.clips import NAMING_OTHERS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folders")]


def accept(file, **fields):
    return accept_upload(
        file, **{"title": "Sicherung", "collection": make_collection(), "user": None, **fields}
    )


def test_accepted_film_waits_with_its_facts(clips, folders):
    alice = make_user()

    video = accept(uploaded(clips["plain.mp4"], "Sicherung prüfen.MP4"), user=alice)

    video.refresh_from_db()
    assert (video.state, video.attempts) == (Video.State.WAITING, 0)
    assert (video.width, video.height, video.has_sound) == (320, 180, True)
    assert video.duration == pytest.approx(1.0, abs=0.1)
    assert video.original_name == "Sicherung prüfen.MP4"
    assert video.original_size == clips["plain.mp4"].stat().st_size
    assert video.uploaded_by == alice
    assert folders.stored == [video.original.name]
    assert (folders.private / video.original.name).read_bytes() == clips["plain.mp4"].read_bytes()
    assert folders.in_work == []


def test_accepted_film_wakes_a_worker_on_commit(clips, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        video = accept(uploaded(clips["plain.mp4"]))

    video.refresh_from_db()
    assert tasks.is_enqueued(video)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("empty.mp4", "empty_file"),
        ("page.mp4", "not_a_video"),
        ("sound.mp4", "no_video_stream"),
        ("cut index behind.mp4", "truncated"),
        *[(name, "not_a_video") for name in NAMING_OTHERS],
    ],
)
def test_refused_upload_leaves_nothing(name, code, clips, folders, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks, pytest.raises(Refusal) as caught:
        accept(uploaded(clips[name]))

    assert caught.value.code == code
    assert callbacks == []
    assert Video.objects.count() == 0
    assert folders.stored == []
    assert folders.in_work == []


def test_upload_of_another_size_than_announced_is_refused(clips, folders):
    with pytest.raises(UploadRefusal) as caught:
        accept(uploaded(clips["plain.mp4"]), declared_size=clips["plain.mp4"].stat().st_size + 1)

    assert caught.value.code == "incomplete"
    assert folders.stored == []


@pytest.mark.parametrize("announced", [None, 1024])
def test_upload_over_the_limit_is_refused_also_when_it_lies_about_its_size(announced, settings):
    settings.VIDEO_MAX_UPLOAD_MB = 1
    file = ContentFile(bytes(1024**2 + 1), name="film.mp4")

    with pytest.raises(UploadRefusal) as caught:
        accept(file, declared_size=announced)

    assert caught.value.code == "too_large"
    assert caught.value.values == {"actual": 2, "limit": 1}


def test_full_disk_is_told_to_the_uploader(clips, monkeypatch):
    def full(*arguments):
        raise OSError(errno.ENOSPC, "No space left on device")

    file = uploaded(clips["plain.mp4"])
    monkeypatch.setattr(file, "chunks", full)

    with pytest.raises(UploadRefusal) as caught:
        accept(file)

    assert caught.value.code == "no_space_for_upload"


def test_missing_ffmpeg_is_told_to_the_uploader(clips, folders, settings):
    settings.FFMPEG = "/nowhere/ffmpeg"

    with pytest.raises(FfmpegError) as caught:
        accept(uploaded(clips["plain.mp4"]))

    assert caught.value.code == "program_missing"
    assert (folders.stored, folders.in_work) == ([], [])


def test_film_is_not_kept_when_its_row_cannot_be_written(clips, folders, monkeypatch):
    def refuse(*arguments, **options):
        raise RuntimeError

    monkeypatch.setattr(Video, "save", refuse)

    with pytest.raises(RuntimeError):
        accept(uploaded(clips["plain.mp4"]))

    assert folders.stored == []


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("film.mp4", "film.mp4"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Filme\\Prüfung.mov", "Prüfung.mov"),
        ("a\r\nX: 1.mp4", "aX: 1.mp4"),
        ("nul\0.mp4", "nul.mp4"),
        ("\u202egpj.mp4", "gpj.mp4"),
        ("ü" * 600, "ü" * 255),
    ],
)
def test_name_of_the_file_is_kept_as_harmless_text(given, kept):
    assert readable_name(given) == kept


@pytest.mark.parametrize(
    ("name", "ending"), [("a.MOV", ".mov"), ("a.htaccess", ".bin"), ("a", ".bin"), ("a.mp4.exe", ".bin")]
)
def test_ending_is_one_of_a_film_or_neutral(name, ending):
    assert ending_of(name) == ending


def test_missing_file_is_refused_with_a_reason(tmp_path):
    with pytest.raises(Refusal) as caught:
        examine(tmp_path / "none.mp4")

    assert caught.value.code == "file_missing"
