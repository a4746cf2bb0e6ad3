"""What is said of consents without naming anyone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.core.models.consents import ConsentRecord

REMINDER_DAYS = (60, 14)  # before the last day


@dataclass(frozen=True)
class Standing:
    """How many consents there are, how many of them do not hold, and when the next one ends."""

    count: int
    broken: int
    next_end: date | None

    @classmethod
    def of(cls, consents: Iterable[ConsentRecord], day: date) -> "Standing":
        all_of_them = list(consents)
        holding = [one for one in all_of_them if one.holds_on(day)]
        ends = [one.valid_until for one in holding if one.valid_until]
        return cls(len(all_of_them), len(all_of_them) - len(holding), min(ends, default=None))

    @property
    def sentence(self) -> str:
        """ "3 consents, all of them valid; the next one ends on 12 March 2027"."""
        if not self.count:
            return _("No consent is recorded.")
        sentence = self._how_many + self._how_good
        if self.next_end:
            day = date_format(self.next_end, "SHORT_DATE_FORMAT")
            sentence += _("; the next one ends on %(day)s") % {"day": day}
        return f"{sentence}."

    @property
    def _how_many(self) -> str:
        return ngettext("%(count)d consent", "%(count)d consents", self.count) % {"count": self.count}

    @property
    def _how_good(self) -> str:
        if not self.broken:
            return _(", valid") if self.count == 1 else _(", all of them valid")
        if self.count == 1:
            return _(", not valid")
        return ngettext(", %(broken)d of them not valid", ", %(broken)d of them not valid", self.broken) % {
            "broken": self.broken
        }


def reminder_due(last_day: date, today: date) -> int | None:
    """Which reminder has come: 60 or 14 days before the last day; None while that is far away or past."""
    left = (last_day - today).days
    return min((days for days in REMINDER_DAYS if 0 <= left <= days), default=None)
