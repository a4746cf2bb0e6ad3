"""The page on which a teacher chooses: our search, the videos found, and what was chosen before.

It works without script, so each step is sent as a form; what was ticked and typed comes along each time.
"""

import re
from dataclasses import dataclass, field
from functools import cached_property

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.utils.translation import gettext

from cms.core.licences import LicenceCode
from lessons.lti.deep_links import Choice, Order
from media import addresses
from media.excerpts import Excerpt, ImpossibleExcerptError
from media.filters import VideoFilterForm
from media.models import VideoPage
from media.models.video_lists import VideoPageQuerySet
from media.playback import poster_of

VIDEOS_PER_PAGE = 12
MOST_CHOSEN = 50
KEY = re.compile(r"[-\w]{1,50}", re.ASCII)
FILTERS = ("q", "beruf")


def offered() -> VideoPageQuerySet:
    """The videos that everyone may find and that may be shown elsewhere, the newest first."""
    free = VideoPage.objects.listed().exclude(video__licence_code__in=["", LicenceCode.RESERVED])
    return free.for_lists().newest_first()


@dataclass
class Row:
    """A video to choose: whether it is, from when on, and what is wrong with that moment."""

    page: VideoPage
    is_chosen: bool = False
    moment: str = ""
    error: str = ""
    start: float = 0

    @property
    def key(self) -> str:
        return self.page.recording.key

    @property
    def poster(self) -> str:
        found = poster_of(self.page.recording, 320)
        return addresses.file(self.key, found.name) if found else ""

    def read_moment(self) -> None:
        try:
            self.start = Excerpt.of_query({"t": self.moment}, self.page.recording.duration).start
        except ImpossibleExcerptError as error:
            self.error = str(error)


@dataclass
class Picker:
    """One step of choosing, as it was sent."""

    order: Order
    sent: QueryDict = field(default_factory=QueryDict)

    @cached_property
    def form(self) -> VideoFilterForm:
        return VideoFilterForm({name: self.sent.get(name, "") for name in FILTERS}, offered())

    @property
    def filters(self) -> list:
        return [self.form[name] for name in FILTERS]

    @cached_property
    def found(self) -> Page:
        return Paginator(self.form.results, VIDEOS_PER_PAGE).get_page(self.sent.get("seite", "1"))

    @cached_property
    def rows(self) -> list[Row]:
        """What was found."""
        chosen = {row.key: row for row in self.chosen}
        return [chosen.get(page.recording.key) or self._row(page) for page in self.found]

    @cached_property
    def chosen(self) -> list[Row]:
        """What is ticked, in the order in which it was sent; what is no longer offered is left out."""
        keys = list(dict.fromkeys(key for key in self.sent.getlist("video") if KEY.fullmatch(key)))
        keys = keys[: MOST_CHOSEN if self.order.takes_many else 1]
        if not keys:
            return []
        pages = {page.recording.key: page for page in offered().filter(video__key__in=keys)}
        rows = [self._row(pages[key], is_chosen=True) for key in keys if key in pages]
        for row in rows:
            row.read_moment()
        return rows

    @property
    def kept(self) -> list[Row]:
        """What is ticked but was not found this time: it must not be lost."""
        shown = {row.key for row in self.rows}
        return [row for row in self.chosen if row.key not in shown]

    @property
    def choices(self) -> list[Choice]:
        return [Choice(row.page, row.start) for row in self.chosen]

    @property
    def problems(self) -> list[Row]:
        return [row for row in self.chosen if row.error]

    @property
    def missing(self) -> str:
        """What to say to someone who takes over nothing."""
        if self.chosen:
            return ""
        return gettext("Nothing is chosen yet. Tick a video, or go back without a choice.")

    def _row(self, page: VideoPage, is_chosen: bool = False) -> Row:
        return Row(page, is_chosen, self.sent.get(f"start-{page.recording.key}", "").strip()[:20])
