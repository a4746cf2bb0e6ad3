"""The front page with nothing and with everything, news, topics and the glossary."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from cms.core.models import GlossaryTerm
from home.models import Boilerplate, HomePage, NetworkPartner
from meetings.models import MeetingPage
from tests.factories.media import make_ready_video, make_video_index, make_video_page
from tests.factories.pages import (
    make_glossary,
    make_meeting,
    make_meeting_index,
    make_news,
    make_organisation,
    make_person,
    make_seminar,
    make_site,
    make_standard_page,
    make_tandem,
    make_tandem_index,
    make_topic,
    make_topic_page,
    restrict,
)

pytestmark = pytest.mark.django_db
REPORT = [("text", "<p>Ein Ergebnis.</p>")]


@pytest.fixture
def home():
    return make_site()


def get(path="/"):
    return Client(HTTP_HOST="localhost").get(path)


def html(path="/"):
    response = get(path)
    assert response.status_code == 200
    return response.content.decode()


def make_topical_video(parent, topic, **fields):
    page = make_video_page(parent, make_ready_video(), **fields)
    page.topic_links.create(topic=topic)
    page.save()
    return page


def fill(home, count):
    """Everything that the front page can show, `count` times."""
    tandems, meetings, videos = make_tandem_index(home), make_meeting_index(home), make_video_index(home)
    for number in range(1, count + 1):
        make_tandem(tandems, number)
        make_meeting(
            meetings, f"Treffen {number}", start=timezone.now() - timedelta(days=number), body=REPORT
        )
        make_meeting(meetings, f"Kommendes {number}", start=timezone.now() + timedelta(days=number))
        make_video_page(videos, title=f"Film {number}", slug=f"film-{number}")
        make_news(home, f"Nachricht {number}")
        partner = make_organisation(f"Partner {number}", website="https://partner.example")
        NetworkPartner.objects.create(page=home, organisation=partner, role=NetworkPartner.Role.FUNDER)


class TestFrontPage:
    def test_empty_network_is_a_page(self, home):
        page = html()

        assert page.count("<h1") == 1
        assert "<section" in page
        for part in ("treffen", "tandems", "videos", "aktuelles"):
            assert f'id="{part}"' not in page

    def test_full_network_shows_each_part(self, home):
        fill(home, 1)

        page = html()

        for part in ("treffen", "tandems", "videos", "aktuelles"):
            assert f'aria-labelledby="{part}"' in page
        for words in (
            "Betrieb 1\N{NO-BREAK SPACE}– Schule 1",
            "Film 1",
            "Nachricht 1",
            "Partner 1",
            "Kommendes 1",
        ):
            assert words in page

    @pytest.mark.parametrize("count", [1, 3])
    def test_page_takes_the_same_queries_for_one_and_three(self, home, count, django_assert_num_queries):
        fill(home, count)
        get()

        with django_assert_num_queries(33):
            get()

    def test_next_meeting_leads_and_without_one_the_latest_report(self, home):
        meetings = make_meeting_index(home)
        make_meeting(meetings, "Vergangenes", start=timezone.now() - timedelta(days=9), body=REPORT)
        assert get().context["next_meeting"] is None
        assert get().context["report"].title == "Vergangenes"

        make_meeting(meetings, "Kommendes", start=timezone.now() + timedelta(days=9))
        assert get().context["next_meeting"].title == "Kommendes"

    def test_cancelled_meeting_is_not_the_next_one(self, home):
        meetings = make_meeting_index(home)
        make_meeting(meetings, "Fällt aus", start=timezone.now() + timedelta(days=1), is_cancelled=True)
        make_meeting(meetings, "Findet statt", start=timezone.now() + timedelta(days=2))

        assert get().context["next_meeting"].title == "Findet statt"

    def test_nothing_hidden_is_shown(self, home):
        tandems, meetings, videos = make_tandem_index(home), make_meeting_index(home), make_video_index(home)
        make_tandem(tandems, 1, lead="Geheim", live=False)
        make_meeting(meetings, "Geheim", start=timezone.now() + timedelta(days=1), live=False)
        make_video_page(videos, title="Geheim", visibility="link")
        restrict(make_news(home, "Geheim"))

        context = get().context

        assert (context["tandems"], context["next_meeting"]) == ([], None)
        assert (list(context["videos"]), list(context["news"])) == ([], [])
        assert "Geheim" not in html()

    def test_partners_stand_by_role_in_the_order_of_the_roles(self, home):
        for name, role in [("Stiftung A", "funder"), ("DKJS", "lead"), ("Stiftung B", "funder")]:
            NetworkPartner.objects.create(page=home, organisation=make_organisation(name), role=role)

        roles = HomePage.objects.get().roles

        assert [[partner["name"] for partner in role["partners"]] for role in roles] == [
            ["DKJS"],
            ["Stiftung A", "Stiftung B"],
        ]

    def test_one_organisation_may_have_two_roles(self, home):
        partner = make_organisation("Ministerium")
        for role in ("funder", "advisory"):
            NetworkPartner.objects.create(page=home, organisation=partner, role=role)

        assert len(HomePage.objects.get().roles) == 2

    @pytest.mark.parametrize(
        ("start", "end", "term"),
        [(None, None, ""), (2020, None, "2020"), (2020, 2022, "2020–2022"), (2021, 2021, "2021")],
    )
    def test_term_is_said_in_years(self, start, end, term):
        days = [date(year, 6, 1) if year else None for year in (start, end)]

        assert HomePage(start_date=days[0], end_date=days[1]).term == term

    def test_end_before_the_start_is_refused_at_its_field(self, home):
        home.start_date, home.end_date = date(2022, 1, 1), date(2021, 1, 1)

        with pytest.raises(ValidationError) as error:
            home.full_clean()

        assert list(error.value.message_dict) == ["end_date"]

    @pytest.mark.parametrize("query", ["?page=-1", "?q=%00", "?%ff", "?next=//evil.example"])
    def test_parameters_change_nothing(self, home, query):
        assert get(f"/{query}").content == get().content


class TestNews:
    def test_newest_stands_first(self, home):
        make_news(home, "Alt", date=date(2021, 1, 1))
        make_news(home, "Neu", date=date(2022, 1, 1))
        make_news(home, "Mittel", date=date(2021, 6, 1))

        assert [item.title for item in get("/aktuelles/").context["page_obj"]] == ["Neu", "Mittel", "Alt"]

    def test_of_the_same_day_the_last_written_stands_first(self, home):
        for title in ("Erste", "Zweite"):
            make_news(home, title, date=date(2021, 1, 1))

        assert [item.title for item in get("/aktuelles/").context["page_obj"]] == ["Zweite", "Erste"]

    @pytest.mark.parametrize("page", ["0", "-1", "99", "1e9", "x", "%00", "%ff", "%C2%B2"])
    def test_wrong_page_leads_to_the_nearest(self, home, page):
        make_news(home, "Nachricht")

        assert get(f"/aktuelles/?page={page}").context["page_obj"].number == 1

    @pytest.mark.parametrize("count", [1, 3])
    def test_list_takes_the_same_queries_for_one_and_three(self, home, count, django_assert_num_queries):
        for number in range(count):
            make_news(home, f"Nachricht {number}")
        get("/aktuelles/")

        with django_assert_num_queries(14):
            get("/aktuelles/")

    def test_release_shows_kicker_boilerplate_and_contact(self, home):
        make_news(
            home,
            "Halbzeit",
            kicker_text="Zwischenbilanz",
            body=REPORT,
            boilerplate=Boilerplate.objects.create(title="Über das Netzwerk", text="<p>Zehn Tandems.</p>"),
            press_contact=make_person("Gerda Presse", function="Kommunikation"),
            press_email="presse@example.org",
        )

        page = html("/aktuelles/halbzeit/")

        for words in (
            "Zwischenbilanz",
            "Über das Netzwerk",
            "Zehn Tandems.",
            "Gerda Presse, Kommunikation",
            "mailto:presse@example.org",
        ):
            assert words in page

    def test_news_without_extras_has_no_part_for_the_press(self, home):
        make_news(home, "Kurz")

        assert 'id="presse"' not in html("/aktuelles/kurz/")

    def test_empty_list_says_so(self, home):
        make_news(home, "Entwurf", live=False)

        assert 'class="empty"' in html("/aktuelles/")


class TestTopics:
    def test_page_gathers_what_belongs_to_the_topic(self, home):
        topic, other = make_topic(), make_topic("Robotik", "robotik")
        make_topic_page(home, topic)
        tandem = make_tandem(make_tandem_index(home), 1)
        film = make_topical_video(tandem, topic)
        make_topical_video(make_video_index(home), other, title="Anderer Film", slug="anderer-film")
        meetings = make_meeting_index(home)
        make_meeting(meetings, "Dazu", topics=[topic])
        make_meeting(meetings, "Etwas anderes", topics=[other])

        context = get("/themen/lernvideos/").context

        assert [page.number for page in context["tandems"]] == [1]
        assert list(context["videos"]) == [film]
        assert [page.title for page in context["meetings"]] == ["Dazu"]

    def test_tandem_with_two_projects_on_the_topic_is_named_once(self, home):
        topic = make_topic()
        make_topic_page(home, topic)
        tandem = make_tandem(make_tandem_index(home), 1)
        second = tandem.projects.create(title="Zweites Vorhaben")
        second.topic_links.create(topic=topic)
        tandem.save()

        assert len(get("/themen/lernvideos/").context["tandems"]) == 1

    def test_nothing_hidden_is_gathered(self, home):
        topic = make_topic()
        make_topic_page(home, topic)
        make_tandem(make_tandem_index(home), 1, live=False)
        make_topical_video(make_video_index(home), topic, title="Geheim", visibility="members")
        restrict(make_meeting(make_meeting_index(home), "Geheim", topics=[topic]))

        context = get("/themen/lernvideos/").context

        assert not any([context["tandems"], context["videos"], context["meetings"]])
        assert "Geheim" not in html("/themen/lernvideos/")

    @pytest.mark.parametrize("count", [1, 3])
    def test_page_takes_the_same_queries_for_one_and_three(self, home, count, django_assert_num_queries):
        topic = make_topic()
        make_topic_page(home, topic)
        tandems, meetings, videos = make_tandem_index(home), make_meeting_index(home), make_video_index(home)
        for number in range(1, count + 1):
            make_tandem(tandems, number)
            make_meeting(meetings, f"Treffen {number}", topics=[topic])
            make_topical_video(videos, topic, title=f"Film {number}", slug=f"film-{number}")
        get("/themen/lernvideos/")

        with django_assert_num_queries(34):
            get("/themen/lernvideos/")

    def test_list_names_the_pages_in_the_order_of_the_alphabet(self, home):
        for name in ("Robotik", "Lernvideos"):
            make_topic_page(home, make_topic(name, name.lower()))

        page = html("/themen/")

        assert page.index("Lernvideos") < page.index("Robotik")

    def test_renamed_topic_page_keeps_its_own_title(self, home):
        make_topic_page(home, make_topic(), lead="Filme, die Auszubildende drehen.")

        assert "Filme, die Auszubildende drehen." in html("/themen/lernvideos/")


class TestGlossary:
    def test_each_term_has_an_address_of_its_own(self, home):
        make_glossary(home)
        GlossaryTerm.objects.create(term="Überbetriebliche Ausbildung", definition="Ein dritter Ort.")
        GlossaryTerm.objects.create(term="Azubi", english_term="apprentice", definition="Wer lernt.")

        page = html("/glossar/")

        assert 'id="ueberbetriebliche-ausbildung"' in page
        assert '<span class="soft small" lang="en">apprentice</span>' in page
        assert page.index('id="azubi"') < page.index('id="ueberbetriebliche-ausbildung"')

    def test_empty_glossary_says_so(self, home):
        make_glossary(home)

        assert 'class="empty"' in html("/glossar/")

    @pytest.mark.parametrize("count", [1, 3])
    def test_page_takes_the_same_queries_for_one_and_three(self, home, count, django_assert_num_queries):
        make_glossary(home)
        for number in range(count):
            GlossaryTerm.objects.create(term=f"Wort {number}", definition="Ein Wort.")
        get("/glossar/")

        with django_assert_num_queries(13):
            get("/glossar/")


def test_standard_pages_stand_below_each_other(home):
    parent = make_standard_page(home, "Das Netzwerk", lead="Wer wir sind.")
    make_standard_page(parent, "Ziele", body=REPORT)

    assert "Wer wir sind." in html("/das-netzwerk/")
    assert "Ein Ergebnis." in html("/das-netzwerk/ziele/")


def test_seminars_count_among_the_meetings_of_the_list_only(home):
    meetings = make_meeting_index(home)
    make_seminar(meetings, start=timezone.now() + timedelta(days=1))

    assert meetings.next_meeting is None
    assert not MeetingPage.objects.exists()
