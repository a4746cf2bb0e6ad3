"""One page per meeting: announcement before the date, report after it, whatever is known of the day."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from cms.core.models import Person
from meetings.models import AgendaItem, MeetingMaterial, MeetingPage, Speaker, TandemResult
from tests.factories.media import make_video_index, make_video_page
from tests.factories.pages import (
    make_material,
    make_meeting,
    make_meeting_index,
    make_seminar,
    make_site,
    make_tandem,
    make_tandem_index,
    make_topic,
    restrict,
)

pytestmark = pytest.mark.django_db
BERLIN = ZoneInfo("Europe/Berlin")
MORNING = datetime(2026, 6, 10, 9, 0, tzinfo=BERLIN)
AFTERNOON = datetime(2026, 6, 10, 15, 30, tzinfo=BERLIN)
REPORT = [("text", "<p>Das erste Ergebnis liegt vor.</p>")]


@pytest.fixture
def home():
    return make_site()


@pytest.fixture
def index(home):
    return make_meeting_index(home)


def get(path="/treffen/"):
    return Client(HTTP_HOST="localhost").get(path)


def html(path):
    response = get(path)
    assert response.status_code == 200
    return response.content.decode()


def make_full_meeting(index, title="Drittes Treffen", **fields):
    """A meeting with everything that a page of a meeting can show."""
    page = make_meeting(
        index,
        title,
        start=MORNING,
        end=AFTERNOON,
        body=REPORT,
        topics=[make_topic()],
        place="Hanau",
        **fields,
    )
    item = AgendaItem(
        title="Wandel gestalten", starts_at="09:30", summary="Zwei <Wege>.", slides=make_material()
    )
    item.speakers = [Speaker(person=Person.objects.create(name="Gast Eins", function="Gast"))]
    page.agenda_items = [item]
    page.material_links = [MeetingMaterial(material=make_material("Protokoll"))]
    page.save()
    return page


class TestOnePageBeforeAndAfter:
    def test_announcement_stands_open_before_the_date(self, index, clock):
        make_meeting(index, start=MORNING, announcement="<p>Herzlich willkommen.</p>")

        page = html("/treffen/drittes-treffen/")

        assert "<p>Herzlich willkommen.</p>" in page
        assert "<details" not in page
        assert "/treffen/drittes-treffen/termin.ics" in page

    def test_report_takes_its_place_and_the_announcement_can_be_opened(self, index, clock):
        make_meeting(index, start=MORNING, announcement="<p>Herzlich willkommen.</p>", body=REPORT)
        clock.move_to(MORNING + timedelta(days=1))

        page = html("/treffen/drittes-treffen/")

        assert page.index("<details") < page.index("Herzlich willkommen.") < page.index("Das erste Ergebnis")
        assert "termin.ics" not in page

    def test_meeting_that_is_over_without_a_report_offers_no_calendar_file(self, index, clock):
        meeting = make_meeting(index, start=MORNING)
        clock.move_to(MORNING + timedelta(days=1))

        assert meeting.is_past
        assert not meeting.has_report
        assert "termin.ics" not in html("/treffen/drittes-treffen/")

    def test_everything_that_a_meeting_can_have_is_shown(self, index, home):
        meeting = make_full_meeting(index)
        tandem = make_tandem(make_tandem_index(home), 1)
        meeting.tandem_results = [TandemResult(tandem=tandem, text="<p>Drei Videos sind fertig.</p>")]
        meeting.recording = make_video_page(make_video_index(home), title="Aufzeichnung")
        meeting.save()

        page = html("/treffen/drittes-treffen/")

        for words in (
            "Wandel gestalten",
            "Gast Eins, Gast",
            "Zwei &lt;Wege&gt;.",
            "09:30",
            "Protokoll",
            "Drei Videos sind fertig.",
            "Betrieb 1\N{NO-BREAK SPACE}– Schule 1",
            'href="/videos/sicherung-pruefen/"',
            "09:00–15:30",
        ):
            assert words in page

    def test_result_of_a_tandem_that_is_offline_is_not_shown(self, index, home):
        meeting = make_full_meeting(index)
        tandem = make_tandem(make_tandem_index(home), 1, live=False)
        meeting.tandem_results = [TandemResult(tandem=tandem, text="<p>Noch geheim.</p>")]
        meeting.save()

        assert "Noch geheim." not in html("/treffen/drittes-treffen/")

    def test_recording_that_is_not_for_everyone_is_not_shown(self, index, home):
        meeting = make_full_meeting(index)
        meeting.recording = make_video_page(make_video_index(home), title="Nur intern", visibility="members")
        meeting.save()

        assert "Nur intern" not in html("/treffen/drittes-treffen/")


class TestWhatIsKnownOfTheDay:
    def test_day_and_hours(self, index):
        meeting = make_meeting(index, start=MORNING, end=AFTERNOON)

        assert meeting.when == "10. Juni 2026"
        assert meeting.time_of_day == "09:00–15:30"

    def test_only_the_day(self, index, clock):
        meeting = make_meeting(index, start=MORNING, is_all_day=True)
        clock.move_to(MORNING + timedelta(hours=12))

        assert meeting.time_of_day == ""
        assert not meeting.is_past

        clock.shift(timedelta(hours=12))
        assert meeting.is_past

    def test_several_days(self, index):
        meeting = make_meeting(index, start=MORNING, end=MORNING + timedelta(days=1))

        assert meeting.when == "10. Juni 2026 – 11. Juni 2026"

    def test_only_words(self, index):
        make_meeting(index, date_text="Herbst 2020", body=REPORT)

        assert "Herbst 2020" in html("/treffen/drittes-treffen/")
        assert "Herbst 2020" in html("/treffen/")

    def test_nothing_at_all(self, index):
        make_meeting(index)

        assert get("/treffen/drittes-treffen/").status_code == 200
        assert get("/treffen/").status_code == 200
        assert get("/treffen/drittes-treffen/termin.ics").status_code == 404

    def test_summer_time_is_that_of_the_site_and_not_of_greenwich(self, index):
        meeting = make_meeting(index, start=datetime(2026, 6, 10, 22, 30, tzinfo=ZoneInfo("UTC")))

        assert meeting.when == "11. Juni 2026"
        assert meeting.time_of_day == "00:30"

    def test_end_before_the_start_is_refused_at_its_field(self, index):
        meeting = MeetingPage(title="Treffen", start=AFTERNOON, end=MORNING)

        with pytest.raises(ValidationError) as error:
            index.add_child(instance=meeting)

        assert list(error.value.message_dict) == ["end"]

    def test_cancelled_meeting_says_so_and_offers_no_calendar_file(self, index, clock):
        make_meeting(index, start=MORNING, is_cancelled=True)

        page = html("/treffen/drittes-treffen/")

        assert "status-red" in page
        assert "termin.ics" not in page
        assert index.next_meeting is None


class TestTimeline:
    def test_order_is_that_of_time_also_where_no_day_is_known(self, index):
        make_meeting(index, "Zweites", start=MORNING)
        make_meeting(index, "Offen")
        make_meeting(index, "Erstes", date_text="Herbst 2020", timeline_date=datetime(2020, 10, 1).date())

        assert [meeting.title for meeting in index.meetings] == ["Erstes", "Zweites", "Offen"]

    def test_latest_that_is_over_is_the_current_point(self, index, clock):
        make_meeting(index, "Auftakt", start=MORNING - timedelta(days=900))
        make_meeting(index, "Erstes", start=MORNING - timedelta(days=500))
        make_meeting(index, "Nächstes", start=MORNING)

        assert [point["state"] for point in index.timeline] == ["past", "current", "coming"]
        assert index.next_meeting.title == "Nächstes"

    def test_report_makes_a_meeting_without_a_day_a_past_one(self, index):
        make_meeting(index, body=REPORT)

        assert [point["state"] for point in index.timeline] == ["current"]

    def test_front_page_names_network_meetings_only(self, index):
        make_meeting(index, "Werkstatt", kind=MeetingPage.Kind.WORKSHOP)
        make_meeting(index, "Treffen", number=1)

        assert len(index.highlights) == 1

    def test_latest_report_is_that_of_a_network_meeting(self, index):
        make_meeting(index, "Erstes", start=MORNING, body=REPORT)
        make_meeting(index, "Zweites", start=MORNING + timedelta(days=100), body=REPORT)
        make_meeting(
            index,
            "Werkstatt",
            start=MORNING + timedelta(days=200),
            kind=MeetingPage.Kind.WORKSHOP,
            body=REPORT,
        )

        assert index.latest_report.title == "Zweites"


class TestList:
    def test_empty_list_says_so(self, index):
        assert 'class="empty"' in html("/treffen/")

    def test_seminars_alone_fill_the_list(self, index):
        make_seminar(index, "Rechtsfragen")

        assert "Rechtsfragen" in html("/treffen/")
        assert 'class="empty"' not in html("/treffen/")

    @pytest.mark.parametrize("count", [1, 3])
    def test_list_takes_the_same_queries_for_one_and_three(self, index, count, django_assert_num_queries):
        for number in range(1, count + 1):
            make_full_meeting(index, f"Treffen {number}", number=number)
            make_seminar(index, f"Seminar {number}", start=MORNING)
        get()

        with django_assert_num_queries(15):
            get()

    @pytest.mark.parametrize("query", ["?page=-1", "?page=1e9", "?jahr=%00", "?q[]=1&q[]=2", "?%ff=%fe"])
    def test_unknown_parameters_change_nothing(self, index, query):
        make_meeting(index)

        assert get(f"/treffen/{query}").content == get("/treffen/").content

    def test_draft_restricted_and_expired_meetings_are_absent(self, index):
        make_meeting(index, "Entwurf", live=False)
        restrict(make_meeting(index, "Geschlossen"))
        make_meeting(index, "Abgelaufen", expire_at=timezone.now() - timedelta(minutes=1))

        assert [meeting.title for meeting in index.meetings] == []
        assert 'class="empty"' in html("/treffen/")

    def test_expired_meeting_is_gone_before_the_clock_acts(self, index):
        make_meeting(index, expire_at=timezone.now() - timedelta(seconds=1))

        assert get("/treffen/drittes-treffen/").status_code == 404


class TestMeetingPageQueries:
    @pytest.mark.parametrize("count", [1, 3])
    def test_page_takes_the_same_queries_for_short_and_long_agendas(
        self, index, home, count, django_assert_num_queries
    ):
        meeting = make_full_meeting(index)
        tandems = make_tandem_index(home)
        for number in range(1, count + 1):
            person = Person.objects.create(name=f"Person {number}")
            item = AgendaItem(title=f"Punkt {number}", slides=make_material())
            item.speakers = [Speaker(person=person)]
            meeting.agenda_items.add(item)
            meeting.tandem_results.add(TandemResult(tandem=make_tandem(tandems, number), text="<p>Gut.</p>"))
            meeting.material_links.add(MeetingMaterial(material=make_material()))
        meeting.save()
        get("/treffen/drittes-treffen/")

        with django_assert_num_queries(30):
            get("/treffen/drittes-treffen/")


class TestSeminar:
    def test_seminar_shows_its_speaker_and_its_documentation(self, index):
        speaker = Person.objects.create(name="Gast Zwei", function="Rechtsanwältin")
        make_seminar(index, "Rechtsfragen", speaker=speaker, body=REPORT, start=MORNING)

        page = html("/treffen/rechtsfragen/")

        assert "Gast Zwei, Rechtsanwältin" in page
        assert "Das erste Ergebnis" in page

    def test_seminar_without_anything_is_a_page(self, index):
        make_seminar(index, "Rechtsfragen")

        assert get("/treffen/rechtsfragen/").status_code == 200


def test_meeting_stands_below_the_list_only(index, home):
    assert MeetingPage.can_create_at(index)
    assert not MeetingPage.can_create_at(home)
    assert not MeetingPage.can_create_at(Page.get_first_root_node())
