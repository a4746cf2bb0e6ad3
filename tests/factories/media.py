"""The least that the video library needs: people, collections, recordings with real files, their pages."""

import hashlib
import io
from datetime import date
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from wagtail.models import Collection, Page

from cms.core.licences import LicenceCode
from cms.core.models import User
from media.models import Caption, Consent, Video, VideoAuthor, VideoFile, VideoIndexPage, VideoPage

FILM_BYTES = bytes(range(256)) * 40  # no film, but each place in it can be told from its neighbours
CAPTIONS = "WEBVTT\n\n00:00.000 --> 00:01.000\nWir prüfen die Sicherung.\n"


def make_user(username: str = "alice", **fields: Any) -> User:
    return User.objects.create_user(username, f"{username}@example.org", **fields)


def make_collection(name: str = "Tandem 3") -> Collection:
    return Collection.get_first_root_node().add_child(name=name)


def uploaded(path: Path, name: str = "") -> SimpleUploadedFile:
    """The file as a form hands it on."""
    return SimpleUploadedFile(name or path.name, path.read_bytes(), "video/mp4")


def make_video(original: Path | None = None, **fields: Any) -> Video:
    """A recording that waits for its processing. `original` is the film, else bytes that are none."""
    values = {"title": "Sicherung prüfen", "duration": 1.0, "width": 320, "height": 180, **fields}
    if "collection" not in values:
        values["collection"] = Collection.get_first_root_node()
    content = original.read_bytes() if original else FILM_BYTES
    video = Video(original_size=len(content), original_name="film.mp4", **values)
    video.original.save("original.mp4", ContentFile(content), save=False)
    video.save()
    return video


def make_video_file(video: Video, name: str, content: bytes, **fields: Any) -> VideoFile:
    is_film = name.endswith(".mp4")
    values = {
        "kind": VideoFile.Kind.FILM if is_film else VideoFile.Kind.POSTER,
        "content_type": "video/mp4" if is_film else "image/jpeg",
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "width": 320,
        "height": 180,
        **fields,
    }
    file = VideoFile(video=video, name=name, **values)
    file.file.save(name, ContentFile(content), save=False)
    file.save()
    return file


def make_jpeg(width: int = 320, height: int = 180) -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (width, height), "#1f5d8c").save(content, "JPEG")
    return content.getvalue()


def make_ready_video(**fields: Any) -> Video:
    """A recording that has been processed, with one film, its posters, German captions, licence and author.

    Nobody can be recognised, and it needs no audio description.
    """
    values = {
        "licence_code": LicenceCode.CC_BY,
        "description_waiver": "Alles wird gesagt",
        "description_waiver_date": date(2026, 1, 1),
        "shows_nobody_date": date(2026, 1, 1),
        **fields,
    }
    video = make_video(state=Video.State.READY, **values)
    make_video_file(video, "480p.mp4", FILM_BYTES)
    for width in (320, 640, 1280):
        make_video_file(video, f"vorschau-{width}.jpg", make_jpeg())
    VideoAuthor.objects.create(video=video, name="Auszubildende des Tandems 3", sort_order=1)
    Caption.objects.create(video=video, language="de", vtt=CAPTIONS)
    return Video.objects.get(pk=video.pk)


def make_consent(video: Video, **fields: Any) -> Consent:
    """Someone of full age who agreed at the beginning of the year, until it is withdrawn."""
    values = {
        "name": "Beispielperson Zwei",
        "kept_at": "Ordner Einwilligungen",
        "valid_from": date(2026, 1, 1),
        **fields,
    }
    return Consent.objects.create(video=video, **values)


def make_video_index(home: Page) -> VideoIndexPage:
    return home.add_child(instance=VideoIndexPage(title="Lernvideos", slug="videos"))


def make_video_page(parent: Page, video: Video | None = None, **fields: Any) -> VideoPage:
    """A live page below the index or a tandem; without `video` a ready one is made for it."""
    values = {"title": "Sicherung prüfen", "slug": "sicherung-pruefen", **fields}
    return parent.add_child(instance=VideoPage(video=video or make_ready_video(), **values))
