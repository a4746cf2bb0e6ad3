import pytest
from django.db import OperationalError
from PIL import Image

from media import processing
from media.inspection import probe
from media.lease import Lease, LeaseLostError
from media.models import Video, VideoFile
from media.processing import Job, film_heights, process, store
from media.programs import FfmpegError
from media.stored_files import StoredFileMissingError
from tests.factories.media import make_video, make_video_file
from tests.media.test_encoding import FILM

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folders")]

POSTERS = ["vorschau-320.jpg", "vorschau-640.jpg", "vorschau-1280.jpg"]
STILLS = [
    *POSTERS,
    *(f"kandidat-{number}.jpg" for number in range(1, 7)),
    "vorschau-streifen.jpg",
    "vorschau-streifen.vtt",
]


def process_now(video, should_stop=lambda: False):
    """One attempt, as a worker makes it, without recording the outcome."""
    lease = Lease.take(video.pk)
    with lease:
        process(video, lease, should_stop)
    return lease


def names_of(video):
    return sorted(VideoFile.objects.filter(video=video).values_list("name", flat=True))


@pytest.mark.parametrize(
    ("short_side", "heights"),
    [
        *((32, [480]), (480, [480])),
        *((481, [480, 720]), (600, [480, 720]), (720, [480, 720])),
        *((721, [480, 720, 1080]), (2160, [480, 720, 1080])),
    ],
)
def test_larger_film_is_made_only_where_it_shows_more(short_side, heights):
    assert film_heights(short_side) == heights


@pytest.mark.slow
def test_small_film_gets_one_rendition_of_its_own_size_and_posters(clips, folders):
    video = make_video(clips["plain.mp4"])

    process_now(video)

    files = {file.name: file for file in VideoFile.objects.filter(video=video)}
    assert sorted(files) == sorted(["480p.mp4", *STILLS])
    rendition = files["480p.mp4"]
    made = probe(folders.private / rendition.file.name)
    assert (rendition.width, rendition.height) == (made.width, made.height) == (320, 180)
    assert (rendition.kind, rendition.content_type) == ("film", "video/mp4")
    for file in files.values():
        assert (folders.private / file.file.name).stat().st_size == file.size
    with Image.open(folders.private / files["vorschau-320.jpg"].file.name) as poster:
        assert (
            poster.size == (files["vorschau-320.jpg"].width, files["vorschau-320.jpg"].height) == (320, 180)
        )
    assert folders.stored == sorted([video.original.name, *[file.file.name for file in files.values()]])
    assert folders.in_work == []


@pytest.mark.slow
def test_large_film_gets_both_renditions_and_its_facts(clips):
    video = make_video(clips["600 lines.mp4"], duration=None, width=None, height=None)

    process_now(video)

    video.refresh_from_db()
    sizes = VideoFile.objects.filter(video=video, kind="film").values_list("name", "width", "height")
    assert sorted(sizes) == [("480p.mp4", 852, 480), ("720p.mp4", 1066, 600)]
    assert (video.width, video.height, video.has_sound) == (1066, 600, False)
    assert video.duration == pytest.approx(1.0, abs=0.1)


@pytest.mark.slow
def test_no_file_tells_who_made_the_film_and_where(clips, folders):
    video = make_video(clips["telltale.mp4"])

    process_now(video)

    made = [(folders.private / name).read_bytes() for name in folders.stored if name != video.original.name]
    words = (b"Geheim", b"+52.52", b"Erika", b"2026-01-02", b"Lavf", b"Lavc")
    assert len(made) == 12
    assert [word for data in made for word in words if word in data] == []


@pytest.mark.slow
@pytest.mark.parametrize(("name", "moments"), [("flashing.mp4", [1.1]), ("four seconds.mp4", [])])
def test_dangerous_flashes_are_recorded(name, moments, clips):
    video = make_video(clips[name])

    process_now(video)

    video.refresh_from_db()
    assert video.flash_seconds == pytest.approx(moments, abs=0.15)
    assert video.has_flashes is bool(moments)


@pytest.mark.slow
def test_second_run_keeps_what_is_whole_and_makes_what_is_not(clips, folders, monkeypatch):
    video = make_video(clips["600 lines.mp4"])
    process_now(video)
    before = dict(VideoFile.objects.values_list("name", "file"))
    (folders.private / before["480p.mp4"]).write_bytes(b"cut off")
    Video.objects.mark_interrupted()
    made = []
    transcode = processing.transcode_together
    monkeypatch.setattr(
        processing,
        "transcode_together",
        lambda source, targets, **more: made.extend(targets) or transcode(source, targets, **more),
    )

    process_now(video)

    after = dict(VideoFile.objects.values_list("name", "file"))
    assert made == [480]
    assert after.keys() == before.keys()
    assert {name for name in after if after[name] != before[name]} == {"480p.mp4"}


@pytest.mark.slow
def test_replaced_file_is_deleted_once_the_new_row_is_certain(
    clips, folders, django_capture_on_commit_callbacks
):
    video = make_video(clips["plain.mp4"])
    former = make_video_file(video, "480p.mp4", b"former", sha256="of another file")

    with django_capture_on_commit_callbacks() as callbacks:
        process_now(video)

    assert former.file.name in folders.stored
    for callback in callbacks:
        callback()
    assert former.file.name not in folders.stored
    assert names_of(video) == sorted(["480p.mp4", *STILLS])


@pytest.mark.slow
def test_stray_file_of_a_killed_worker_is_removed(clips, folders):
    video = make_video(clips["plain.mp4"])
    stray = folders.private / "videos" / video.key / "stray.mp4"
    stray.write_bytes(b"stored but never recorded")

    process_now(video)

    assert not stray.exists()


def test_missing_original_is_an_error(folders):
    video = make_video()
    (folders.private / video.original.name).unlink()

    with pytest.raises(StoredFileMissingError):
        process_now(video)

    assert folders.in_work == []


@pytest.mark.django_db(transaction=True)
def test_file_stays_when_the_database_wrote_its_row_and_could_not_say_so(folders, tmp_path, monkeypatch):
    """It started anew between the commit and the answer."""
    monkeypatch.setattr("media.lease.PAUSE", 0)
    video = make_video()
    film = tmp_path / "480p.mp4"
    film.write_bytes(b"film")
    job = Job(video, Lease.take(video.pk), lambda: False, tmp_path, film, FILM)
    record, calls = processing.record, []

    def record_silently(*words):
        record(*words)
        calls.append(words)
        if len(calls) == 1:
            raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(processing, "record", record_silently)

    store(job, film, VideoFile.Kind.FILM, "video/mp4", (320, 180))

    assert len(calls) == 2
    assert folders.stored == sorted([video.original.name, VideoFile.objects.get().file.name])


@pytest.mark.slow
def test_film_in_a_storage_on_another_machine_is_fetched(clips, settings):
    """The storage in memory has no paths, as S3 has none."""
    remote = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
    settings.STORAGES = {**settings.STORAGES, "default": remote}
    video = make_video(clips["plain.mp4"])

    process_now(video)

    assert names_of(video) == sorted(["480p.mp4", *STILLS])


@pytest.mark.slow
def test_work_stops_when_asked_and_leaves_no_half_file(clips, folders):
    video = make_video(clips["600 lines.mp4"])

    with pytest.raises(FfmpegError) as caught:
        process_now(video, should_stop=lambda: True)

    assert caught.value.code == "stopped"
    assert folders.stored == [video.original.name]
    assert folders.in_work == []


@pytest.mark.slow
def test_nothing_is_recorded_once_the_lease_is_lost(clips, folders, monkeypatch):
    video = make_video(clips["plain.mp4"])
    transcode = processing.transcode_together

    def lose_the_lease(*words, **more):
        Video.objects.update(worker="another")
        return transcode(*words, **more)

    monkeypatch.setattr(processing, "transcode_together", lose_the_lease)

    with pytest.raises(LeaseLostError):
        process_now(video)

    assert names_of(video) == []
    assert folders.stored == [video.original.name]


@pytest.mark.slow
def test_progress_is_stored_while_the_film_is_made(clips, monkeypatch):
    video = make_video(clips["600 lines.mp4"])
    reported = []
    monkeypatch.setattr(Lease, "report", lambda lease, progress: reported.append(progress))

    process_now(video)

    assert reported == sorted(reported)
    assert reported[0] <= 40 < reported[-1] <= 100
