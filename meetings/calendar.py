"""Calendar files (RFC 5545) from plain values."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event

PRODUCT = "-//Wissenstransfer//Treffen//DE"
CONTENT_TYPE = "text/calendar; charset=utf-8"


@dataclass(frozen=True)
class Appointment:
    """One entry: `start` and `end` are days for whole days, else moments with a time zone.

    `end` is the last day or the last moment; `uid` stays for ever, `sequence` rises with each change.
    """

    uid: str
    title: str
    start: date | datetime
    end: date | datetime | None
    changed_at: datetime
    sequence: int
    url: str
    summary: str = ""
    place: str = ""
    is_cancelled: bool = False


def calendar(name: str, appointments: Iterable[Appointment]) -> bytes:
    """A calendar file with these appointments; line breaks and separators in texts are escaped."""
    file = Calendar()
    file.add("prodid", PRODUCT)
    file.add("version", "2.0")
    file.add("x-wr-calname", name)
    for appointment in appointments:
        file.add_component(_event(appointment))
    file.add_missing_timezones()
    return file.to_ical()


def _event(appointment: Appointment) -> Event:
    event = Event()
    event.add("uid", appointment.uid)
    event.add("summary", _one_line(appointment.title))
    event.add("dtstamp", appointment.changed_at.astimezone(UTC))
    event.add("dtstart", appointment.start)
    if appointment.end is not None:
        event.add("dtend", _exclusive_end(appointment.end))
    event.add("sequence", appointment.sequence)
    event.add("url", appointment.url)
    if appointment.place:
        event.add("location", _one_line(appointment.place))
    if appointment.summary:
        event.add("description", appointment.summary)
    event.add("status", "CANCELLED" if appointment.is_cancelled else "CONFIRMED")
    return event


def _exclusive_end(end: date | datetime) -> date | datetime:
    """A calendar names the day after the last one as the end of whole days."""
    return end if isinstance(end, datetime) else end + timedelta(days=1)


def _one_line(text: str) -> str:
    return " ".join(text.split())
