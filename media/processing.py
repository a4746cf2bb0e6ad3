"""From the uploaded file to what players need: films in up to three sizes, posters, the preview strip.

The smallest film comes first, so that a video can be watched early. What is made from stills is taken
from it, because it is decoded in no time. The larger films are made together, so that the source is
decoded once for all of them. Each file counts as soon as it is stored: a job that was killed goes on
where it stood.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from django.conf import settings
from PIL import Image

from media import posters
from media.encoding import output_rate
from media.ffmpeg import Still, look_through, measure_gain, take_stills, transcode_together
from media.flashes import CELLS, Watcher
from media.inspection import probe
from media.lease import Lease, outlast
from media.models import Version, Video, VideoFile
from media.models.files import VersionKind
from media.models.work import Work
from media.moments import CANDIDATES, best, candidates, moments
from media.probe import Probe
from media.programs import FfmpegError
from media.stored_files import Made, delete, fetch, is_whole, put, remove_strays, take_place
from media.strips import STRIP, STRIP_TRACK, Strip
from media.work_folders import remove_leftovers, work_folder

FILM_HEIGHTS = (480, 720, 1080)  # pixels of the short side, in the order they are made
ALTERNATE_HEIGHTS = (480, 720)  # of films beside the main one


@dataclass(frozen=True)
class Job:
    """One attempt at a recording or version: its claim, its folder and the uploaded file in it."""

    work: Work
    lease: Lease
    should_stop: Callable[[], bool]
    folder: Path
    source: Path
    probe: Probe

    @property
    def kind(self) -> VersionKind:
        return VersionKind(self.work.kind) if isinstance(self.work, Version) else VersionKind.FILM

    def film_name(self, height: int) -> str:
        return f"{self.kind.prefix}{height}p.mp4"

    @cached_property
    def gain(self) -> float:
        """How many dB louder its films become: the same for all, so it is measured once."""
        return measure_gain(
            self.source, probe=self.probe, program=settings.FFMPEG, should_stop=self.should_stop
        )


def process(work: Work, lease: Lease, should_stop: Callable[[], bool]) -> None:
    """Make every file that the recording or version lacks. Harmless to repeat: what is whole is kept.

    Raises `Refusal` and `FfmpegError` (whether trying again helps, the error says), StoredFileMissingError
    if the upload is gone, LeaseLostError if another worker took over, OSError of the storage.
    """
    remove_leftovers()
    with lease.holding():
        remove_strays(work)
    with work_folder(lease.worker) as folder:
        source = folder / "original"
        fetch(work.original, source)
        facts = probe(source, program=settings.FFMPEG)
        lease.claimed.update(
            duration=facts.duration,
            width=facts.width,
            height=facts.height,
            has_sound=facts.audio is not None,
        )
        job = Job(work, lease, should_stop, folder, source, facts)
        heights = film_heights(
            facts.short_side, FILM_HEIGHTS if job.kind is VersionKind.FILM else ALTERNATE_HEIGHTS
        )
        smallest, share = heights[:1], heights[0] / sum(heights)
        make_films(job, smallest, 0, share)
        if job.kind is VersionKind.FILM:
            make_stills(job, smallest[0])
        make_films(job, heights[1:], share, 1 - share)


def film_heights(short_side: int, steps: tuple[int, ...] = FILM_HEIGHTS) -> list[int]:
    """The films that a source of that short side gets: the first always, a larger one only for more detail.

    Nothing is ever enlarged: a film of 360 lines is `480p.mp4` with 360 lines, one of 600 lines is
    `720p.mp4` with 600. So every address that exists answers, and the names stay few.
    """
    smaller_steps = (0, *steps[:-1])
    return [height for height, smaller in zip(steps, smaller_steps, strict=True) if short_side > smaller]


def make_films(job: Job, heights: Sequence[int], begin: float, share: float) -> None:
    """Make the films of these heights that are not there; report between `begin` and `begin + share`."""
    missing = [height for height in heights if not has_whole_files(job.work, [job.film_name(height)])]
    if not missing:
        return
    made = transcode_together(
        job.source,
        {height: job.folder / job.film_name(height) for height in missing},
        probe=job.probe,
        gain=job.gain,
        program=settings.FFMPEG,
        threads=settings.VIDEO_THREADS,
        on_progress=lambda done: job.lease.report(round(100 * (begin + share * done))),
        should_stop=job.should_stop,
    )
    for height, film in made.items():
        target = job.folder / job.film_name(height)
        store(job, target, VideoFile.Kind.FILM, "video/mp4", (film.width, film.height))


def make_stills(job: Job, height: int) -> None:
    """Make strip, suggestions and poster, from the film of that height, unless all are there."""
    suggestions = [posters.candidate_name(number) for number in range(1, CANDIDATES + 1)]
    names = [*map(posters.name_of, posters.WIDTHS), *suggestions, STRIP, STRIP_TRACK]
    if has_whole_files(job.work, names):
        return
    film = job.folder / "film"
    fetch(job.work.files.get(name=job.film_name(height)).file, film)
    facts = probe(film, program=settings.FFMPEG)
    strip = Strip.of_film(facts.duration, facts.width, facts.height)
    make_strip(job, film, facts, strip)
    with Image.open(job.folder / STRIP) as picture:
        found = candidates(moments(picture, strip))
    make_suggestions(job, film, facts, [strip.moment(one.tile) for one in found])
    make_poster(job, film, facts, strip.moment(best(found).tile))
    store(job, job.folder / STRIP, VideoFile.Kind.STRIP, "image/jpeg", (strip.width, strip.height))
    track = job.folder / STRIP_TRACK
    track.write_text(strip.track(STRIP))
    store(job, track, VideoFile.Kind.STRIP, "text/vtt; charset=utf-8", (strip.width, strip.height))


def make_strip(job: Job, film: Path, facts: Probe, strip: Strip) -> None:
    """Look once through the film: draw the strip, and record where it flashes."""
    watcher = Watcher(float(output_rate(facts)))
    look_through(
        film,
        job.folder / STRIP,
        strip=strip,
        cells=CELLS,
        see=watcher.feed,
        program=settings.FFMPEG,
        threads=settings.VIDEO_THREADS,
        should_stop=job.should_stop,
    )
    job.lease.claimed.update(flash_seconds=watcher.moments)


def make_suggestions(job: Job, film: Path, facts: Probe, seconds: Iterable[float]) -> None:
    stills = [
        Still(job.folder / posters.candidate_name(number), second, posters.CANDIDATE_WIDTH)
        for number, second in enumerate(seconds, start=1)
    ]
    take_stills(film, stills, probe=facts, program=settings.FFMPEG)
    for still in stills:
        store_made(job, posters.picture_made(still.target, VideoFile.Kind.CANDIDATE, still.second))


def make_poster(job: Job, film: Path, facts: Probe, second: float) -> None:
    """Make the poster in all widths unless there is one, in the full size of the source."""
    if has_whole_files(job.work, map(posters.name_of, posters.WIDTHS)):
        return
    stills = posters.stills_at(second, job.folder)
    try:
        take_stills(job.source, stills, probe=job.probe, program=settings.FFMPEG)
    except FfmpegError:  # not every file can be entered in the middle
        take_stills(film, stills, probe=facts, program=settings.FFMPEG)
    job.lease.claimed.update(poster_source=Video.PosterSource.AUTOMATIC)
    for still in stills:
        store_made(job, posters.picture_made(still.target, VideoFile.Kind.POSTER, second))


def has_whole_files(work: Work, names: Iterable[str]) -> bool:
    files = {file.name: file for file in work.files.all()}
    return all(name in files and is_whole(files[name]) for name in names)


def store(job: Job, made: Path, kind: VideoFile.Kind, content_type: str, size: tuple[int, int]) -> None:
    """Put a finished file into the storage and, in one step, in the place of the former one of its name.

    Raises LeaseLostError and leaves nothing if the job is no longer ours.
    """
    store_made(job, Made(made, kind, content_type, size))


def store_made(job: Job, made: Made) -> None:
    """As `store`, for a still picture that knows its moment too."""
    file = put(job.work, made)
    try:
        outlast(lambda: record(job, file))
    except BaseException:
        delete(file.file.storage, str(file.file.name))
        raise


def record(job: Job, file: VideoFile) -> None:
    with job.lease.holding():
        take_place(file)
