"""Films that are made at once: everything is real but the looking into films and the encoding.

A film is a text that begins with its length in seconds. That ffmpeg makes files of the same names is
proven in `versions/test_replacing.py`.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from media import processing, tasks, versions
from media.lease import Lease
from media.models import Version, Video, VideoFile
from media.models.files import VersionKind
from media.models.work import Work
from media.probe import Probe
from media.processing import Job, store
from media.stored_files import fetch
from media.tasks import process_video
from media.work_folders import work_folder
from tests.factories.media import make_jpeg
from tests.media.test_encoding import FILM

FILM_NAMES = ["480p.mp4", "vorschau-1280.jpg", "vorschau-320.jpg", "vorschau-640.jpg"]


@dataclass
class Studio:
    """Makes uploads and does the work on them; `fail_with` lets the encoder fail."""

    folder: Path
    fail_with: Exception | None = None

    def film(self, words: str = "neu", seconds: float = 1.0) -> Path:
        path = self.folder / f"{words}.mp4"
        path.write_text(f"{seconds} {words}")
        return path

    def replace(self, video: Video, words: str = "neu", seconds: float = 1.0, user: object = None) -> Version:
        """Upload a new film, which shows nobody either."""
        film = self.film(words, seconds)
        versions.replace(video, film, name=f"{words}.mp4", user=user, shows_nobody=True)
        return video.versions.films().coming().get()

    def add(self, video: Video, kind: str, words: str = "daneben", seconds: float = 1.0) -> Version:
        versions.add_alternate(video, kind, self.film(words, seconds), name=f"{words}.mp4", user=None)
        return video.versions.filter(kind=kind).coming().get()

    def work_on(self, video: Video) -> Video:
        process_video.call(video.pk)
        return Video.objects.get(pk=video.pk)

    def show(self, video: Video, words: str = "neu", seconds: float = 1.0) -> Video:
        """Replace the film and do the work."""
        self.replace(video, words, seconds)
        return self.work_on(video)

    def process(self, work: Work, lease: Lease, should_stop: Callable[[], bool]) -> None:
        if self.fail_with:
            raise self.fail_with
        processing.remove_strays(work)
        with work_folder(lease.worker) as folder:
            source = folder / "original"
            fetch(work.original, source)
            job = Job(work, lease, should_stop, folder, source, FILM)
            for name in [f"{job.kind.prefix}480p.mp4"] if job.kind is not VersionKind.FILM else FILM_NAMES:
                self.make(job, name)

    def make(self, job: Job, name: str) -> None:
        target = job.folder / name
        if name.endswith(".jpg"):
            target.write_bytes(make_jpeg() + job.source.read_bytes())
            store(job, target, VideoFile.Kind.POSTER, "image/jpeg", (320, 180))
        else:
            target.write_bytes(job.source.read_bytes())
            store(job, target, VideoFile.Kind.FILM, "video/mp4", (320, 180))


def look_into(path: Path) -> Probe:
    return replace(FILM, duration=float(path.read_text().split()[0]), size=path.stat().st_size)


@pytest.fixture
def studio(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Studio:
    folder = tmp_path / "uploads"
    folder.mkdir()
    made = Studio(folder)
    monkeypatch.setattr(tasks, "process", made.process)
    monkeypatch.setattr(versions, "examine", look_into)
    return made


def shown(video: Video) -> dict[str, str]:
    """What is answered under each name: the version that the ETag names."""
    return dict(VideoFile.objects.filter(video=video).order_by("name").values_list("name", "sha256"))
