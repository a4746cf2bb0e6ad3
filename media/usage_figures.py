"""The figures of a period: sums, what they are made of, and the bars of their plot."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import QuerySet, Sum

from media.models import DailyCount, Video

Kind = DailyCount.Kind
SECONDS_PER_MINUTE = 60
NAMED_VIDEOS = 10

# Days of the period, and the step in which its table and plot go.
PERIODS = {30: "day", 90: "week", 365: "month"}
USUAL_PERIOD = 30


@dataclass
class Row:
    """The sums of one step of the period, named by its first day in the period."""

    start: date
    sums: Counter = field(default_factory=Counter)

    @property
    def plays(self) -> int:
        return self.sums[Kind.PLAY]

    @property
    def minutes(self) -> int:
        return round(self.sums[Kind.WATCHED] / SECONDS_PER_MINUTE)

    @property
    def downloads(self) -> int:
        return self.sums[Kind.DOWNLOAD]

    @property
    def embeds(self) -> int:
        return self.sums[Kind.EMBED]


@dataclass(frozen=True)
class Bar:
    """A bar of the plot in its units, from the top left."""

    row: Row
    x: float
    y: float
    width: float
    height: float


class Figures:
    """What was counted of those recordings in the days that end today."""

    def __init__(self, videos: QuerySet[Video], days: int, today: date) -> None:
        self.days = days
        self.step = PERIODS[days]
        self.first = today - timedelta(days=days - 1)
        self.today = today
        self.counts = DailyCount.objects.filter(video__in=videos, day__range=(self.first, today)).order_by()

    def rows(self) -> list[Row]:
        """All steps of the period, the oldest first, also those in which nothing was counted."""
        rows: dict[date, Row] = {}
        for number in range(self.days):
            day = self.first + timedelta(days=number)
            rows.setdefault(self._step_of(day), Row(day))
        for day, kind, amount in self.counts.values_list("day", "kind").annotate(Sum("amount")):
            rows[self._step_of(day)].sums[kind] += amount
        return list(rows.values())

    def _step_of(self, day: date) -> date:
        if self.step == "week":
            return day - timedelta(days=day.weekday())
        return day.replace(day=1) if self.step == "month" else day

    def details(self, kind: str) -> list[tuple[str, int]]:
        """Files or hosts with their sums, the largest first."""
        sums = self.counts.filter(kind=kind).values_list("detail").annotate(sum=Sum("amount"))
        return list(sums.order_by("-sum", "detail"))

    def most_played(self) -> list[tuple[int, str, int]]:
        """Key, title and plays of the recordings that were played most."""
        sums = self.counts.filter(kind=Kind.PLAY).values_list("video", "video__title")
        return list(sums.annotate(sum=Sum("amount")).order_by("-sum", "video")[:NAMED_VIDEOS])


def total(rows: list[Row]) -> Row:
    sums: Counter = Counter()
    for row in rows:
        sums.update(row.sums)
    return Row(rows[0].start, sums)


PLOT_WIDTH, PLOT_HEIGHT, GAP = 1000, 160, 0.25


def bars(rows: list[Row]) -> list[Bar]:
    """The plays of each step; the highest bar fills the plot. A bar that is not empty can be seen."""
    most = max((row.plays for row in rows), default=0)
    room = PLOT_WIDTH / len(rows)
    drawn = []
    for number, row in enumerate(rows):
        height = max(PLOT_HEIGHT * row.plays / most, 2) if row.plays else 0
        drawn.append(
            Bar(
                row,
                x=round((number + GAP / 2) * room, 2),
                y=round(PLOT_HEIGHT - height, 2),
                width=round((1 - GAP) * room, 2),
                height=round(height, 2),
            )
        )
    return drawn
