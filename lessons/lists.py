"""A list of videos that stands in its address: made without an account, kept by nobody.

`?v=KEY~90,KEY~30-60,KEY&t=Title`: videos in their order, each as a whole, from a moment on, or a stretch.
Whoever opens the address sees what everyone may watch of it today; of everything else only that it is not
there, whatever the reason.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote

from django.urls import reverse
from django.utils.translation import gettext

from media import addresses
from media.attribution import attribution_text, page_url
from media.codes import parts_code
from media.excerpts import Excerpt, plain
from media.models import VideoPage
from media.sharing import Sharing
from media.times import parse_clock

VIDEOS, TITLE = "v", "t"
MOST_ENTRIES = 50
LONGEST_TITLE = 80  # characters
LONGEST_ADDRESS = 6_000  # characters of the entries that are looked at; fifty with moments take 1,500
EASY_TO_SCAN = 300  # characters that the camera of a phone still reads off a sheet of paper
ENTRY = re.compile(
    r"(?P<key>[A-Za-z0-9_-]{1,16})(?:~(?P<start>[0-9:.hms]*)(?:-(?P<end>[0-9:.hms]*))?)?", re.ASCII
)


@dataclass(frozen=True)
class Wish:
    """An entry as its address names it: times are not yet known to lie in the film."""

    key: str
    start: float = 0
    end: float | None = None

    @classmethod
    def of_text(cls, text: str) -> "Wish":
        """Read `KEY`, `KEY~90` or `KEY~30-60`; what is no time is passed over, what is no key finds nothing."""
        match = ENTRY.fullmatch(text)
        if match is None:
            return cls("")
        return cls(match["key"], _moment(match["start"]) or 0, _moment(match["end"]))

    def excerpt(self, duration: float) -> Excerpt:
        """The stretch within the film."""
        start = self.start if self.start < duration else 0
        end = self.end if self.end is not None and start < self.end < duration else None
        return Excerpt(start, end)


@dataclass(frozen=True)
class Entry:
    """A place in the list; `page` is empty for what not everyone may watch today."""

    number: int
    wish: Wish
    page: VideoPage | None

    @cached_property
    def excerpt(self) -> Excerpt:
        """Within the film; as the address names it while nobody may watch, for the film may return."""
        if self.page is None:
            return Excerpt(self.wish.start, self.wish.end)
        return self.wish.excerpt(self.page.recording.duration or 0)

    @property
    def token(self) -> str:
        """The entry as it stands in the address."""
        excerpt = self.excerpt
        if excerpt.end is not None:
            return f"{self.wish.key}~{plain(excerpt.start)}-{plain(excerpt.end)}"
        return f"{self.wish.key}~{plain(excerpt.start)}" if excerpt.start else self.wish.key

    @property
    def url(self) -> str:
        """The page of the video at its moment."""
        return page_url(self.page) + self.excerpt.query if self.page else ""

    @property
    def short_url(self) -> str:
        return addresses.absolute(addresses.short(self.wish.key)) + self.excerpt.query

    @property
    def code_url(self) -> str:
        return reverse("lessons:qr", args=[self.wish.key, "svg"]) + self.excerpt.query

    @property
    def attribution(self) -> str:
        return attribution_text(self.page) if self.page else ""

    @property
    def is_free(self) -> bool:
        return self.page is not None and Sharing(self.page).is_free


@dataclass(frozen=True)
class VideoList:
    """The list of an address, in a fixed number of queries."""

    title: str
    wishes: tuple[Wish, ...]
    is_cut: bool = False

    @classmethod
    def of_query(cls, query: Mapping[str, str]) -> "VideoList":
        texts = [text.strip() for text in query.get(VIDEOS, "")[:LONGEST_ADDRESS].split(",")]
        wishes = [Wish.of_text(text) for text in texts if text]
        return cls(
            title=_title(query.get(TITLE, "")),
            wishes=tuple(wishes[:MOST_ENTRIES]),
            is_cut=len(wishes) > MOST_ENTRIES or len(query.get(VIDEOS, "")) > LONGEST_ADDRESS,
        )

    @cached_property
    def entries(self) -> list[Entry]:
        keys = {wish.key for wish in self.wishes if wish.key}
        pages = VideoPage.objects.open_to_everyone().for_lists().filter(video__key__in=keys)
        found = {page.recording.key: page for page in pages} if keys else {}
        return [Entry(number, wish, found.get(wish.key)) for number, wish in enumerate(self.wishes, start=1)]

    @property
    def shown(self) -> list[Entry]:
        """What can be watched."""
        return [entry for entry in self.entries if entry.page]

    @property
    def embeddable(self) -> list[Entry]:
        """What other sites may show: free licences only."""
        return [entry for entry in self.entries if entry.is_free]

    @property
    def heading(self) -> str:
        return self.title or gettext("List of learning videos")

    @property
    def duration(self) -> float:
        """Seconds of all that can be watched."""
        return sum(_length(entry) for entry in self.shown)

    @property
    def query(self) -> str:
        """The same list in the form that is passed on; the entries of others stay as they are."""
        videos = ",".join(entry.token for entry in self.entries if entry.wish.key)
        title = f"&{TITLE}={quote(self.title, safe='')}" if self.title else ""
        return f"?{VIDEOS}={videos}{title}"

    @property
    def url(self) -> str:
        return addresses.absolute(reverse("lessons:list")) + self.query

    @property
    def is_easy_to_scan(self) -> bool:
        return len(self.url) <= EASY_TO_SCAN

    @property
    def frame_code(self) -> str:
        """One code for the whole list."""
        return parts_code(addresses.absolute(reverse("lessons:list_embed")) + self.query, self.heading)


def _length(entry: Entry) -> float:
    whole = (entry.page and entry.page.recording.duration) or 0
    return (whole if entry.excerpt.end is None else entry.excerpt.end) - entry.excerpt.start


def _moment(text: str | None) -> float | None:
    try:
        return parse_clock(text) if text else None
    except ValueError:
        return None


def _title(text: str) -> str:
    """One line without anything invisible."""
    visible = "".join(" " if unicodedata.category(sign)[0] in "CZ" else sign for sign in text)
    return " ".join(visible.split())[:LONGEST_TITLE].strip()
