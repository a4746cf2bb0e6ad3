"""Calendar files over HTTP."""

from datetime import datetime, timedelta
from urllib.parse import quote
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from tests.factories.pages import make_meeting, make_meeting_index, make_seminar, make_site, restrict

pytestmark = pytest.mark.django_db
START = datetime(2026, 6, 10, 9, 0, tzinfo=ZoneInfo("Europe/Berlin"))
ALL = "/treffen/kalender.ics"


@pytest.fixture
def index():
    return make_meeting_index(make_site())


def get(path, **headers):
    return Client(HTTP_HOST="localhost").get(path, **headers)


def events(response):
    return Calendar.from_ical(response.content).walk("VEVENT")


def titles(response):
    return [str(event["summary"]) for event in events(response)]


def test_calendar_holds_meetings_and_seminars_that_have_a_day(index):
    make_meeting(index, "Drittes Treffen", start=START)
    make_seminar(index, "Rechtsfragen", start=START + timedelta(days=1))
    make_meeting(index, "Ohne Tag", date_text="Herbst 2020")

    response = get(ALL)

    assert titles(response) == ["Drittes Treffen", "Rechtsfragen"]
    assert response["Content-Type"] == "text/calendar; charset=utf-8"


def test_file_of_one_meeting_holds_this_one_and_its_address(index):
    make_meeting(index, "Drittes Treffen", start=START, place="Hanau")
    make_meeting(index, "Viertes Treffen", start=START)

    (event,) = events(get("/treffen/drittes-treffen/termin.ics"))

    assert event["summary"] == "Drittes Treffen"
    assert event["url"] == "http://localhost/treffen/drittes-treffen/"
    assert event["location"] == "Hanau"


def test_file_of_a_seminar(index):
    make_seminar(index, "Rechtsfragen", start=START)

    assert titles(get("/treffen/rechtsfragen/termin.ics")) == ["Rechtsfragen"]


def test_only_the_day_is_an_entry_for_the_whole_day(index):
    make_meeting(index, start=START, is_all_day=True)

    (event,) = events(get(ALL))

    assert event.decoded("dtstart") == START.date()
    assert event.decoded("dtend") == START.date() + timedelta(days=1)


def test_identity_stays_and_sequence_rises_when_the_day_changes(index):
    meeting = make_meeting(index, start=START)
    meeting.save_revision().publish()
    before = events(get(ALL))[0]

    meeting.refresh_from_db()
    meeting.start, meeting.slug = START + timedelta(days=7), "verschoben"
    meeting.first_published_at -= timedelta(hours=1)
    meeting.save()
    meeting.save_revision().publish()
    after = events(get(ALL))[0]

    assert after["uid"] == before["uid"]
    assert after["sequence"] > before["sequence"]


def test_cancelled_meeting_stays_in_the_calendar_as_cancelled(index):
    make_meeting(index, start=START, is_cancelled=True)

    assert events(get(ALL))[0]["status"] == "CANCELLED"


@pytest.mark.parametrize("path", [ALL, "/treffen/geheim/termin.ics"])
class TestWhatIsNotForEveryone:
    def test_draft_is_absent(self, index, path):
        make_meeting(index, "Geheim", start=START, live=False)

        assert b"Geheim" not in get(path).content

    def test_restricted_meeting_is_absent(self, index, path):
        restrict(make_meeting(index, "Geheim", start=START))

        assert b"Geheim" not in get(path).content

    def test_expired_meeting_is_absent(self, index, path):
        make_meeting(index, "Geheim", start=START, expire_at=timezone.now() - timedelta(seconds=1))

        assert b"Geheim" not in get(path).content

    def test_meeting_below_a_restricted_list_is_absent(self, index, path):
        make_meeting(index, "Geheim", start=START)
        restrict(index)

        assert b"Geheim" not in get(path).content


def test_unknown_meeting_is_not_found(index):
    assert get("/treffen/nie/termin.ics").status_code == 404


@pytest.mark.parametrize("slug", ["%00", "..", "%0d%0aX-Evil:1", quote("ä" * 300), "%ff"])
def test_odd_addresses_are_not_found(index, slug):
    response = get(f"/treffen/{slug}/termin.ics")

    assert response.status_code == 404
    assert "X-Evil" not in response.headers


def test_without_a_list_of_meetings_there_is_no_calendar():
    make_site()

    assert get(ALL).status_code == 404


def test_files_are_read_and_not_written_to(index):
    assert Client(HTTP_HOST="localhost").post(ALL).status_code == 405


def test_title_with_line_breaks_makes_no_second_event(index):
    make_meeting(index, "Ende\r\nEND:VEVENT\r\nBEGIN:VEVENT", slug="ende", start=START)

    assert titles(get(ALL)) == ["Ende END:VEVENT BEGIN:VEVENT"]


@pytest.mark.parametrize("count", [1, 3])
def test_calendar_takes_the_same_queries_for_one_and_three(index, count, django_assert_num_queries):
    for number in range(count):
        make_meeting(index, f"Treffen {number}", start=START)
    get(ALL)

    with django_assert_num_queries(7):
        get(ALL)
