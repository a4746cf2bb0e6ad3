"""The still picture that stands for a film: chosen by the site, by an editor, or an own picture.

Whatever it is, it lies in three widths under names that stay. An editor's choice survives later processing.
"""

from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from PIL import Image, ImageOps, UnidentifiedImageError

from cms.core.signals import content_changed
from media.ffmpeg import Still, take_stills
from media.inspection import probe
from media.models import Video, VideoFile
from media.moments import CANDIDATES, best, candidates, moments
from media.playback import main_films
from media.probe import Probe, Refusal
from media.sentences import SpokenError, gettext_noop
from media.showing import lock
from media.stored_files import Made, StoredFileMissingError, delete, fetch, put, take_place
from media.strips import STRIP, Strip
from media.work_folders import UPLOAD_PREFIX, work_folder

WIDTHS = (1280, 640, 320)  # pixels
CANDIDATE_WIDTH = 640  # pixels
PICTURE_FORMATS = ("JPEG", "PNG", "WEBP")
PICTURE_QUALITY = 85  # of 100
MAX_PICTURE_PIXELS = 50_000_000  # a camera of today
MIN_PICTURE_WIDTH = 320  # pixels

SENTENCES = {
    "no_candidate": gettext_noop("There is no such suggestion any more. Choose another one."),
    "no_picture": gettext_noop(
        "The file is not a picture that we can read. Please choose a JPEG, PNG or WebP."
    ),
    "picture_too_large": gettext_noop(
        "The picture is too large. Please choose one of at most 50 megapixels."
    ),
    "picture_too_small": gettext_noop(
        "The picture is too small. Please choose one that is at least 320 pixels wide."
    ),
}


class PosterRefusal(Refusal):
    """The wish cannot be met; `message` says why and what to do."""

    def __init__(self, code: str) -> None:
        SpokenError.__init__(self, code, SENTENCES[code])


def name_of(width: int) -> str:
    return f"vorschau-{width}.jpg"


def candidate_name(number: int) -> str:
    return f"kandidat-{number}.jpg"


def candidates_of(video: Video) -> list[VideoFile]:
    """The suggestions for the poster, in the order of the film."""
    names = [candidate_name(number) for number in range(1, CANDIDATES + 1)]
    return [file for file in map(video.file_named, names) if file is not None]


def picture_made(path: Path, kind: VideoFile.Kind, second: float | None) -> Made:
    with Image.open(path) as picture:
        return Made(path, kind, "image/jpeg", picture.size, second)


def stills_at(second: float, folder: Path) -> list[Still]:
    """What to take from a film for a poster of that moment."""
    return [Still(folder / name_of(width), second, width) for width in WIDTHS]


def use_candidate(video: Video, number: int) -> None:
    """Let a suggestion (1 to 6) be the poster, in the full size of the largest film on show.

    Raises PosterRefusal if it is gone, FfmpegError.
    """
    candidate = video.files.filter(name=candidate_name(number)).first()
    if candidate is None or candidate.second is None:
        raise PosterRefusal("no_candidate")
    with work_folder(f"{UPLOAD_PREFIX}{uuid4()}") as folder:
        _use_moment(video, candidate.second, Video.PosterSource.CANDIDATE, folder)


def use_automatic(video: Video) -> None:
    """Let the site choose again, as it did when the film was processed. Raises as `use_candidate` does."""
    strip_file = video.files.filter(name=STRIP).first()
    films = main_films(video)
    if strip_file is None or not films:
        raise PosterRefusal("no_candidate")
    with work_folder(f"{UPLOAD_PREFIX}{uuid4()}") as folder:
        facts = _probed(films[0], folder / "smallest")
        strip = Strip.of_film(facts.duration, facts.width, facts.height)
        _fetched(strip_file, folder / STRIP)
        with Image.open(folder / STRIP) as picture:
            tile = best(candidates(moments(picture, strip))).tile
        _use_moment(video, strip.moment(tile), Video.PosterSource.AUTOMATIC, folder)


def _use_moment(video: Video, second: float, source: str, folder: Path) -> None:
    films = main_films(video)
    if not films:
        raise PosterRefusal("no_candidate")
    film = folder / "film"
    facts = _probed(films[-1], film)
    stills = stills_at(second, folder)
    take_stills(film, stills, probe=facts, program=settings.FFMPEG)
    _replace(video, [still.target for still in stills], source, second, of_film=video.film_name)


def _probed(file: VideoFile, path: Path) -> Probe:
    _fetched(file, path)
    return probe(path, program=settings.FFMPEG)


def _fetched(file: VideoFile, path: Path) -> None:
    try:
        fetch(file.file, path)
    except StoredFileMissingError as error:
        raise PosterRefusal("no_candidate") from error


def use_picture(video: Video, path: Path) -> None:
    """Let an own picture be the poster. Raises PosterRefusal if it is none that we take."""
    with work_folder(f"{UPLOAD_PREFIX}{uuid4()}") as folder:
        made = [folder / name_of(width) for width in WIDTHS]
        picture = _opened(path)
        for width, target in zip(WIDTHS, made, strict=True):
            copy = picture.copy()
            copy.thumbnail((width, 2 * width), Image.Resampling.LANCZOS)
            copy.save(target, "JPEG", quality=PICTURE_QUALITY, optimize=True)
        _replace(video, made, Video.PosterSource.PICTURE, None)


def _opened(path: Path) -> Image.Image:
    """The picture upright, without transparency and without what the camera wrote about it."""
    try:
        with Image.open(path, formats=PICTURE_FORMATS) as picture:
            if picture.width * picture.height > MAX_PICTURE_PIXELS:
                raise PosterRefusal("picture_too_large")
            upright = ImageOps.exif_transpose(picture).convert("RGBA")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError) as error:
        raise PosterRefusal("no_picture") from error
    if upright.width < MIN_PICTURE_WIDTH:
        raise PosterRefusal("picture_too_small")
    paper = Image.new("RGB", upright.size, "white")
    paper.paste(upright, mask=upright.getchannel("A"))
    return paper


def _replace(
    video: Video, pictures: list[Path], source: str, second: float | None, *, of_film: str | None = None
) -> None:
    """Put all three pictures in the place of the former ones in one step, or none.

    `of_film` is the name of the film that they were taken from. Raises PosterRefusal if another one took its
    place meanwhile.
    """
    stored: list[VideoFile] = []
    try:
        with transaction.atomic():
            # First of all: no worker switches films meanwhile, or takes the files for strays.
            locked = lock(video.pk)
            if of_film is not None and locked.film_name != of_film:
                raise PosterRefusal("no_candidate")
            Video.objects.filter(pk=video.pk).update(poster_source=source, changed_at=timezone.now())
            for path in pictures:
                stored.append(put(video, picture_made(path, VideoFile.Kind.POSTER, second)))
                take_place(stored[-1])
    except BaseException:
        for file in stored:
            delete(file.file.storage, str(file.file.name))
        raise
    video.poster_source = source
    content_changed.send(sender=Video)
