"""Films for rooms without network: pages that open from a stick by double click, without script."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.template.loader import render_to_string

from lessons.packages.archive import Member, archive
from lessons.packages.film import PackagedFilm
from lessons.packages.styles import STYLES, styles
from media.delivery import Content, plain_name

if TYPE_CHECKING:
    from media.models import PlaylistPage, VideoFile, VideoPage

START = "Video-ansehen.html"
SERIES_START = "Reihe-ansehen.html"
LICENCES = "Lizenzhinweis.txt"


@dataclass(frozen=True)
class PartFolder:
    """A film of a series in a folder of its own; `number` counts from 1 among the films on the stick."""

    number: int
    film: PackagedFilm

    @property
    def name(self) -> str:
        """Sorted as the series is."""
        return f"{self.number:02}-{plain_name(self.film.page.slug)}"

    @property
    def start(self) -> str:
        return f"{self.name}/{START}"


def usb_stick(packaged: PackagedFilm) -> Content:
    """The archive; everything lies in one folder with the name of the video. Raises `TooLargeError`."""
    return archive(in_folder(plain_name(packaged.page.slug), film_members(packaged)))


def series_stick(series: "PlaylistPage", films: "Sequence[tuple[VideoPage, VideoFile]]") -> Content:
    """The same for several films: a page that leads to each, and a folder for each. Raises `TooLargeError`.

    Give it pages with captions and files fetched.
    """
    folders = [PartFolder(at, PackagedFilm(page, film)) for at, (page, film) in enumerate(films, start=1)]
    html = render_to_string(
        "lessons/packages/usb_stick_series.html", {"series": series, "folders": folders, "styles": STYLES}
    )
    lines = "".join(f"- {folder.film.attribution}\n" for folder in folders)
    members = [Member.of_text(SERIES_START, html), Member.of_text(LICENCES, lines), styles()]
    for folder in folders:
        members += in_folder(folder.name, film_members(folder.film))
    return archive(in_folder(plain_name(series.slug), members))


def in_folder(folder: str, members: Sequence[Member]) -> list[Member]:
    return [Member(f"{folder}/{member.name}", member.content) for member in members]


def film_members(packaged: PackagedFilm) -> list[Member]:
    """The page of a film, its words and its files."""
    html = render_to_string("lessons/packages/usb_stick.html", {"packaged": packaged, "styles": STYLES})
    members = [
        Member.of_text(START, html),
        Member.of_text(LICENCES, f"{packaged.attribution}\n"),
        styles(),
        *packaged.members,
    ]
    if packaged.transcript:
        members.append(Member.of_text("Transkript.txt", f"{packaged.title}\n\n{packaged.transcript}\n"))
    return members
