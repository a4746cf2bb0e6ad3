"""H5P: an interactive video to which a teacher adds questions. Content only, the platform has the libraries."""

import json
from typing import TYPE_CHECKING, Any

from lessons.packages.archive import Member, archive
from lessons.packages.film import PackagedFilm, PackagedTrack
from media import addresses
from media.delivery import Content

if TYPE_CHECKING:
    from media.models import VideoFile, VideoPage

# Minor versions of H5P.InteractiveVideo 1.x; a platform takes only the one it has installed.
VERSIONS = (26, 27, 28)
USUAL_VERSION = 27
WITH_COMPONENTS = 27  # from here on it is built on H5P.Components
LIBRARIES = (
    ("FontAwesome", 4, 5),
    ("jQuery.ui", 1, 10),
    ("H5P.FontIcons", 1, 0),
    ("H5P.DragNDrop", 1, 1),
    ("H5P.DragNResize", 1, 2),
    ("H5P.Video", 1, 6),
    ("H5P.DragNBar", 1, 5),
)


def version_of(wished: str) -> int | None:
    """The minor version of `1.27`; the usual one where nothing is wished."""
    if not wished:
        return USUAL_VERSION
    return next((version for version in VERSIONS if wished == f"1.{version}"), None)


def h5p(page: "VideoPage", film: "VideoFile", version: int = USUAL_VERSION) -> Content:
    """The archive: the film stays with us, the captions travel along."""
    packaged = PackagedFilm(page, film)
    return archive(
        [
            Member.of_text("h5p.json", _json(_description(packaged, version))),
            Member.of_text("content/content.json", _json(_content(packaged))),
            *(Member.of_text(f"content/{_path(track)}", track.vtt) for track in _read_along(packaged)),
        ]
    )


def _json(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2)


def _description(packaged: PackagedFilm, version: int) -> dict[str, Any]:
    libraries = [*LIBRARIES, ("H5P.InteractiveVideo", 1, version)]
    if version >= WITH_COMPONENTS:
        libraries.insert(-1, ("H5P.Components", 1, 0))
    return {
        "title": packaged.title,
        "language": packaged.language,
        "defaultLanguage": packaged.language,
        "mainLibrary": "H5P.InteractiveVideo",
        "embedTypes": ["iframe"],
        **_licence(packaged),
        "authors": [
            {"name": author.name, "role": "Author"} for author in packaged.page.recording.authors.all()
        ],
        "source": packaged.page_url,
        "licenseExtras": packaged.attribution,
        "preloadedDependencies": [
            {"machineName": name, "majorVersion": major, "minorVersion": minor}
            for name, major, minor in libraries
        ],
    }


def _licence(packaged: PackagedFilm) -> dict[str, str]:
    """In the words of H5P: `CC BY` and `4.0`."""
    code = packaged.page.recording.licence_code
    if code == "cc0":
        return {"license": "CC0 1.0"}
    return {"license": f"CC {code.removeprefix('cc-').upper()}", "licenseVersion": "4.0"}


def _content(packaged: PackagedFilm) -> dict[str, Any]:
    video = packaged.page.recording
    licence = _licence(packaged)
    rights = {
        "license": licence["license"],
        "title": video.title,
        "author": video.author_names,
        "source": packaged.page_url,
    }
    if "licenseVersion" in licence:
        rights["version"] = licence["licenseVersion"]
    film = {
        "path": addresses.absolute(addresses.file(video.key, packaged.film.name)),
        "mime": packaged.film.content_type,
        "copyright": rights,
    }
    bookmarks = [{"time": chapter.start, "label": chapter.title} for chapter in video.chapters.all()]
    return {
        "interactiveVideo": {
            "video": {
                "startScreenOptions": {"title": packaged.title, "hideStartTitle": False},
                "textTracks": {"videoTrack": [_track(track) for track in _read_along(packaged)]},
                "files": [film],
            },
            "assets": {"interactions": [], "bookmarks": bookmarks, "endscreens": []},
        }
    }


def _read_along(packaged: PackagedFilm) -> list[PackagedTrack]:
    """The player of H5P knows no descriptions that are read aloud."""
    return [track for track in packaged.tracks if track.kind != "descriptions"]


def _path(track: PackagedTrack) -> str:
    return f"files/{track.language}-{track.kind}.vtt"


def _track(track: PackagedTrack) -> dict[str, Any]:
    return {
        "label": track.label,
        "kind": track.kind,
        "srcLang": track.language,
        "track": {"path": _path(track), "mime": "text/vtt"},
    }
