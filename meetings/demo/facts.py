"""The shapes in which the sample events are written down."""

from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from meetings.models import AgendaItem, MeetingPage

BERLIN = ZoneInfo("Europe/Berlin")
Body = list[tuple[str, object]]


def day(year: int, month: int, day_of_month: int) -> datetime:
    """A day whose hours nobody wrote down."""
    return datetime(year, month, day_of_month, tzinfo=BERLIN)


@dataclass(frozen=True)
class Item:
    """An agenda item; speakers are keys of the sample people."""

    kind: AgendaItem.Kind
    title: str
    summary: str = ""
    speakers: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Meeting:
    """`start` where the day is known, else `date_text` in words and roughly its `timeline_date`.

    `results` are those of the tandems, by number.
    """

    key: str
    slug: str
    title: str
    lead: str
    kind: MeetingPage.Kind = MeetingPage.Kind.NETWORK_MEETING
    number: int | None = None
    start: datetime | None = None
    date_text: str = ""
    timeline_date: date | None = None
    form: str = ""
    place: str = ""
    participants: int | None = None
    announcement: str = ""
    agenda: list[Item] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    results: dict[int, str] = field(default_factory=dict)
    body: Body = field(default_factory=list)

    @property
    def known_day(self) -> date:
        """Its day, or roughly its day: the order of the meetings."""
        return self.start.date() if self.start else self.timeline_date or date.max


@dataclass(frozen=True)
class Seminar:
    """An online seminar; its lead says what is not documented."""

    key: str
    slug: str
    title: str
    lead: str
