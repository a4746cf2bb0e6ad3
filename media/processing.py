"""From the uploaded file to what players need: films in two sizes and posters.

The smallest film comes first, and each file counts as soon as it is stored, so a video can be watched
early and a job that was killed goes on where it stood.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from PIL import Image

from media.ffmpeg import extract_poster, probe, scale_poster, transcode
from media.lease import Lease
from media.models import Video, VideoFile
from media.models.files import file_path
from media.probe import Probe
from media.stored_files import MovableFile, delete, delete_on_commit, fetch, is_whole, remove_strays
from media.work_folders import remove_leftovers, work_folder

FILM_HEIGHTS = (480, 720)  # pixels of the short side, in the order they are made
POSTER_WIDTHS = (1280, 640, 320)  # pixels; the smaller ones are made from the first


@dataclass(frozen=True)
class Job:
    """One attempt at a video: its claim, its folder and the uploaded file in it."""

    video: Video
    lease: Lease
    should_stop: Callable[[], bool]
    folder: Path
    source: Path
    probe: Probe


def process(video: Video, lease: Lease, should_stop: Callable[[], bool]) -> None:
    """Make every file that the video lacks. Harmless to repeat: what is whole is kept.

    Raises `Refusal` and `FfmpegError` (whether trying again helps, the error says), StoredFileMissingError
    if the upload is gone, LeaseLostError if another worker took over, OSError of the storage.
    """
    remove_leftovers()
    remove_strays(video)
    with work_folder(lease.worker) as folder:
        source = folder / "original"
        fetch(video.original, source)
        facts = probe(source, program=settings.FFMPEG)
        lease.claimed.update(
            duration=facts.duration,
            width=facts.width,
            height=facts.height,
            has_sound=facts.audio is not None,
        )
        job = Job(video, lease, should_stop, folder, source, facts)
        smallest, *larger = shares_of_work(film_heights(facts.short_side))
        make_film(job, *smallest)
        make_posters(job)
        for film in larger:
            make_film(job, *film)


def film_heights(short_side: int) -> list[int]:
    """The films that a source of that short side gets: the first always, a larger one only for more detail.

    Nothing is ever enlarged: a film of 360 lines is `480p.mp4` with 360 lines, one of 600 lines is
    `720p.mp4` with 600. So every address that exists answers, and the names stay few.
    """
    smaller_heights = (0, *FILM_HEIGHTS[:-1])
    return [
        height for height, smaller in zip(FILM_HEIGHTS, smaller_heights, strict=True) if short_side > smaller
    ]


def shares_of_work(heights: list[int]) -> Iterator[tuple[int, float, float]]:
    """For each film its height, where its work begins and how much it is, as shares of the whole.

    The time grows about as the height does: a smaller film has to be decoded all the same.
    """
    total = sum(heights)
    done = 0
    for height in heights:
        yield height, done / total, height / total
        done += height


def make_film(job: Job, height: int, begin: float, share: float) -> None:
    """Make the film of that height unless there is one; report between `begin` and `begin + share`."""
    name = f"{height}p.mp4"
    if has_whole_file(job.video, name):
        return
    target = job.folder / name
    made = transcode(
        job.source,
        target,
        probe=job.probe,
        height=height,
        program=settings.FFMPEG,
        on_progress=lambda done: job.lease.report(round(100 * (begin + share * done))),
        should_stop=job.should_stop,
    )
    store(job, target, VideoFile.Kind.FILM, "video/mp4", (made.width, made.height))


def make_posters(job: Job) -> None:
    """Make the posters in all widths unless all are there, from one frame."""
    names = [poster_name(width) for width in POSTER_WIDTHS]
    if all(has_whole_file(job.video, name) for name in names):
        return
    largest, *smaller = (job.folder / name for name in names)
    extract_poster(job.source, largest, probe=job.probe, program=settings.FFMPEG)
    for target, width in zip(smaller, POSTER_WIDTHS[1:], strict=True):
        scale_poster(largest, target, width, program=settings.FFMPEG)
    for target in (largest, *smaller):
        with Image.open(target) as picture:
            size = picture.size
        store(job, target, VideoFile.Kind.POSTER, "image/jpeg", size)


def poster_name(width: int) -> str:
    return f"vorschau-{width}.jpg"


def has_whole_file(video: Video, name: str) -> bool:
    file = VideoFile.objects.filter(video=video, name=name).first()
    return file is not None and is_whole(file)


def store(job: Job, made: Path, kind: VideoFile.Kind, content_type: str, size: tuple[int, int]) -> None:
    """Put a finished file into the storage and, in one step, in the place of the former one of its name.

    Raises LeaseLostError and leaves nothing if the job is no longer ours.
    """
    file = VideoFile.objects.filter(video=job.video, name=made.name).first()
    file = file or VideoFile(video=job.video, name=made.name)
    file.kind, file.content_type = kind, content_type
    file.width, file.height = size
    file.size = made.stat().st_size
    with made.open("rb") as content:
        file.sha256 = hashlib.file_digest(content, "sha256").hexdigest()
    storage = file.file.storage
    with MovableFile(made) as content:
        stored_name = storage.save(file_path(file, made.name), content)
    try:
        with job.lease.holding():
            delete_on_commit(file.file)
            file.file = stored_name
            file.save()
    except BaseException:
        delete(storage, stored_name)
        raise
