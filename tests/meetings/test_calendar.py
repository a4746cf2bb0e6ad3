from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar

from meetings.calendar import Appointment, calendar

BERLIN = ZoneInfo("Europe/Berlin")


def read(appointment):
    file = Calendar.from_ical(calendar("Treffen", [appointment]))
    (event,) = file.walk("VEVENT")
    return event


def appointment(**changes):
    values = {
        "uid": "treffen-1",
        "title": "Drittes Netzwerktreffen",
        "start": datetime(2021, 6, 10, 9, 0, tzinfo=BERLIN),
        "end": datetime(2021, 6, 10, 15, 30, tzinfo=BERLIN),
        "changed_at": datetime(2021, 6, 1, 8, 0, tzinfo=UTC),
        "sequence": 3,
        "url": "http://localhost/treffen/drittes/",
    }
    return Appointment(**{**values, **changes})


def test_round_trip_keeps_time_zone_and_identity():
    event = read(appointment())

    assert event["uid"] == "treffen-1"
    assert event["sequence"] == 3
    assert event.decoded("dtstart") == datetime(2021, 6, 10, 9, 0, tzinfo=BERLIN)
    assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(hours=6, minutes=30)


def test_whole_days_end_on_the_day_after():
    event = read(appointment(start=date(2022, 7, 7), end=date(2022, 7, 7)))

    assert event.decoded("dtend") == date(2022, 7, 8)


def test_cancelled_meeting_stays_as_cancelled():
    assert read(appointment(is_cancelled=True))["status"] == "CANCELLED"


def test_title_cannot_smuggle_in_a_second_event():
    event = read(appointment(title="Ende\r\nEND:VEVENT\r\nBEGIN:VEVENT", summary="a\nb;c,d"))

    assert event["summary"] == "Ende END:VEVENT BEGIN:VEVENT"
    assert event["description"] == "a\nb;c,d"
