"""A folder of films for the library: each by the way of every upload, one bad film stops no other."""

import hashlib
import logging
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag
from wagtail.models import Collection

from media.captions import MAX_BYTES, parse_captions, to_vtt
from media.chapters import parse_chapters
from media.import_list import SEVERAL, Entry
from media.intake import ENDINGS, TITLE_LENGTH, accept_file, check_announced, examine, title_from
from media.messages import UNEXPECTED, explain, in_words
from media.models import Caption, Chapter, Video, VideoAuthor
from media.sentences import SpokenError, gettext_noop
from media.work_folders import UPLOAD_PREFIX, work_folder

logger = logging.getLogger(__name__)

TAG_LENGTH = Tag._meta.get_field("name").max_length
TEXT_LENGTH = 160  # characters of an author's name, and enough to say why there are no captions

SENTENCES = {
    "no_such_file": gettext_noop("There is no file “%(name)s” in the folder."),
    "no_such_collection": gettext_noop("There is no collection “%(name)s”."),
    "several_collections": gettext_noop("Several collections are called “%(name)s”."),
    "title_too_long": gettext_noop("The title is too long: at most %(limit)s characters are possible."),
    "name_too_long": gettext_noop("“%(name)s” is too long: at most %(limit)s characters are possible."),
}


class ImportRefusal(SpokenError):  # noqa: N818 - not a fault of the program but an answer to people
    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code, SENTENCES[code], **values)


class Outcome(models.TextChoices):
    ACCEPTED = "accepted", _("accepted")
    REFUSED = "refused", _("refused")
    SKIPPED = "skipped", _("skipped")


@dataclass(frozen=True)
class Result:
    entry: Entry
    outcome: Outcome
    reason: str = ""
    key: str = ""  # of the recording


@dataclass
class Import:
    """One run over a folder. `is_dry` changes nothing and says what would happen."""

    folder: Path
    collection: Collection
    is_dry: bool = False
    seen: set[str] = field(default_factory=set)  # hashes of what this run would take

    def run(self, entries: list[Entry]) -> Iterator[Result]:
        return (self._result(entry) for entry in entries)

    def _result(self, entry: Entry) -> Result:
        try:
            if entry.problem:
                raise entry.problem
            return self._take(entry)
        except SpokenError as error:
            return Result(entry, Outcome.REFUSED, in_words(error))
        except Exception:
            logger.exception("A film could not be imported", extra={"file": entry.file})
            return Result(entry, Outcome.REFUSED, explain(UNEXPECTED))

    def _take(self, entry: Entry) -> Result:
        film = self._inside(entry.file)
        sha256 = _hash_of(film)
        if twin := _video_with(film.stat().st_size, sha256):
            return Result(entry, Outcome.SKIPPED, _is_there(twin.title), twin.key)
        if sha256 in self.seen:
            return Result(entry, Outcome.SKIPPED, _is_there(entry.file))
        collection = collection_called(entry.collection) if entry.collection else self.collection
        check_announced(film.name, film.stat().st_size, collection)
        details = self._details(entry, examine(film).duration)
        self.seen.add(sha256)
        if self.is_dry:
            return Result(entry, Outcome.ACCEPTED)
        return Result(entry, Outcome.ACCEPTED, key=self._keep(film, collection, details).key)

    def _keep(self, film: Path, collection: Collection, details: "Details") -> Video:
        """A copy is kept; the folder stays as it is."""
        with work_folder(f"{UPLOAD_PREFIX}{uuid4()}") as folder:
            copy = shutil.copyfile(film, folder / "film")
            return accept_file(
                copy,
                name=film.name,
                title=details.entry.title or title_from(film.name),
                collection=collection,
                user=None,
                also=details.write,
            )

    def _details(self, entry: Entry, duration: float) -> "Details":
        if len(entry.title) > TITLE_LENGTH:
            raise ImportRefusal("title_too_long", limit=TITLE_LENGTH)
        for names, limit in (([*entry.authors, entry.caption_waiver], TEXT_LENGTH), (entry.tags, TAG_LENGTH)):
            for name in names:
                if len(name) > limit:
                    raise ImportRefusal("name_too_long", name=name, limit=limit)
        vtt = ""
        if entry.captions:
            with self._inside(entry.captions).open("rb") as file:
                cues = parse_captions(file.read(MAX_BYTES + 1), entry.captions)
            vtt = to_vtt(cues, entry.language)
        return Details(entry, vtt, parse_chapters(self._chapter_lines(entry.chapters), duration))

    def _chapter_lines(self, cell: str) -> str:
        """The chapters of a cell: the name of a text file, or the lines themselves."""
        if not cell.lower().endswith(".txt"):
            return cell.replace(SEVERAL, "\n")
        return self._inside(cell).read_bytes().decode("utf-8-sig", errors="replace")

    def _inside(self, name: str) -> Path:
        """A file of the folder; one that lies elsewhere is as if it did not exist."""
        try:
            path = (self.folder / name).resolve()
            if path.is_relative_to(self.folder.resolve()) and path.is_file():
                return path
        except (OSError, ValueError):  # no name that a file could have
            pass
        raise ImportRefusal("no_such_file", name=name)


@dataclass(frozen=True)
class Details:
    """What the list says of a film, checked and ready to be written."""

    entry: Entry
    vtt: str
    chapters: list[tuple[float, str]]

    def write(self, video: Video) -> None:
        entry = self.entry
        video.licence_code = entry.licence
        video.made_year = entry.year
        video.caption_waiver = entry.caption_waiver
        video.caption_waiver_date = timezone.localdate() if entry.caption_waiver else None
        video.tags.add(*entry.tags)
        video.save()
        for order, name in enumerate(entry.authors):
            VideoAuthor.objects.create(video=video, name=name, sort_order=order)
        if self.vtt:
            Caption.objects.create(video=video, language=entry.language, vtt=self.vtt)
        for start, title in self.chapters:
            Chapter.objects.create(video=video, start=start, title=title)


def films_in(folder: Path) -> list[str]:
    """The names of the films in the folder, by their endings."""
    return sorted(path.name for path in folder.iterdir() if path.suffix.lower() in ENDINGS and path.is_file())


def _is_there(title: str) -> str:
    return gettext("The same film is already there: “%(title)s”.") % {"title": title}


def _hash_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _video_with(size: int, sha256: str) -> Video | None:
    """A recording whose original has this content. Only originals of the same size are read."""
    for video in Video.objects.filter(original_size=size):
        try:
            with video.original.open("rb") as stored:
                if hashlib.file_digest(stored, "sha256").hexdigest() == sha256:
                    return video
        except FileNotFoundError:  # lost: not a reason to refuse the film once more
            continue
    return None


def collection_called(name: str) -> Collection:
    found = list(Collection.objects.filter(name=name)[:2])
    if not found:
        raise ImportRefusal("no_such_collection", name=name)
    if len(found) > 1:
        raise ImportRefusal("several_collections", name=name)
    return found[0]
