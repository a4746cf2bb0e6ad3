"""The search of the site: finds every spelling, gives nothing away, and takes whatever is typed."""

import re
import time
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone
from wagtail.contrib.search_promotions.models import Query, QueryDailyHits
from wagtail.models import Site

from cms.core.models import FormerName, GlossaryTerm, Person
from cms.core.signals import tick
from cms.site import search_counts
from cms.site.search import Reach, search_site
from media.models import Caption, Chapter
from meetings.models import AgendaItem, Speaker
from tests.factories.media import make_ready_video, make_video, make_video_index, make_video_page
from tests.factories.pages import (
    make_glossary,
    make_meeting,
    make_meeting_index,
    make_news,
    make_occupation,
    make_organisation,
    make_site,
    make_standard_page,
    make_tandem,
    make_tandem_index,
    make_topic,
    make_topic_page,
    restrict,
)
from tests.site.naughty import naughty_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return make_site()


def get(query):
    return Client(HTTP_HOST="localhost").get(f"/suche/?{query}")


def search(words, **parameters):
    query = "&".join(f"{name}={quote(str(value))}" for name, value in {"q": words, **parameters}.items())
    return get(query)


def titles(words):
    return [page.title for page, _snippet in search(words).context["results"]]


def body(text):
    return [("text", f"<p>{text}</p>")]


class TestSpellings:
    @pytest.mark.parametrize(
        ("written", "typed"),
        [
            ("Die Betriebe planen.", "Betrieb"),
            ("Ein Betrieb plant.", "Betriebe"),
            ("Auszubildende lernen.", "Auszubildender"),
            ("Eine Schlüsselkompetenz.", "Schlüsselkompetenzen"),
            ("Die Prüfung naht.", "Prüfungen"),
            ("Die Prüfung naht.", "Pruefung"),
            ("Die Prüfung naht.", "Prufung"),
            ("Die Prüfung naht.", "PRÜFUNG"),
            ("Die Prüfung naht.", "Pru\u0308fung"),
            ("Die Prüfung naht.", "Prüf"),
            ("Die Prüfung naht.", "Pruf"),
            ("Ein Lernvideo.", "Lernvideos"),
            ("Viele Lernvideos.", "Lernvideo"),
            ("Eine Ausbilderin.", "Ausbilderinnen"),
            ("Viele Ausbilderinnen.", "Ausbilderin"),
            ("Viele Ausbilderinnen.", "Ausbilder"),
            ("Frau Müller spricht.", "Muller"),
            ("Frau Müller spricht.", "Mueller"),
            ("Frau Mueller spricht.", "Müller"),
            ("In der Straße.", "Strasse"),
            ("In der Strasse.", "Straße"),
            ("Chemielaborant/-in", "Chemielaborantinnen"),
            ("Chemielaborant/-in", "Chemielaborant:in"),
            ("Chemielaborant*innen", "Chemielaborantin"),
            ("Kaufmann", "Kauffrau"),
            ("Eine Lernort-Kooperation.", "Lernortkooperation"),
            ("Eine Lernortkooperation.", "Lernort-Kooperation"),
            ("Eine Lernortkooperation.", "Lernort"),
        ],
    )
    def test_page_is_found_by_another_form_of_the_word(self, home, written, typed):
        make_standard_page(home, "Gesucht", body=body(written))
        make_standard_page(home, "Anderes", body=body("Nichts dergleichen."))

        assert titles(typed) == ["Gesucht"]

    def test_found_word_is_marked_in_the_form_of_the_page(self, home):
        make_standard_page(home, "Gesucht", body=body("Alle Betriebe <b>planen</b> gemeinsam."))

        assert "Alle <mark>Betriebe</mark> planen gemeinsam." in search("Betrieb").content.decode()

    def test_page_with_all_the_words_is_enough(self, home):
        make_standard_page(home, "Beides", body=body("Titration im Labor"))
        make_standard_page(home, "Eines", body=body("Titration"))

        response = search("Titration Labor")

        assert [page.title for page, _ in response.context["results"]] == ["Beides"]
        assert response.context["search"].reach is Reach.ALL

    def test_pages_with_some_of_the_words_are_better_than_none(self, home):
        make_standard_page(home, "Eines", body=body("Titration"))

        found = search_site("Titration Raumfahrt", Site.objects.get())

        assert [page.title for page in found.results] == ["Eines"]
        assert found.reach is Reach.SOME

    def test_title_counts_more_than_the_text(self, home):
        make_standard_page(home, "Im Text", body=body("Hier kommt einmal die Titration vor."))
        make_standard_page(home, "Titration")

        assert titles("Titration") == ["Titration", "Im Text"]


class TestWhatIsSearched:
    def test_every_kind_of_page_is_found_by_what_it_shows(self, home):
        person = Person.objects.create(name="Gerda Vortrag", function="Gast")
        meeting = make_meeting(make_meeting_index(home), "Drittes Treffen", place="Rüsselsheim")
        item = AgendaItem(title="Widerstände verstehen")
        item.speakers = [Speaker(person=person)]
        meeting.agenda_items = [item]
        meeting.save()
        make_tandem(make_tandem_index(home), 7)
        make_news(home, "Halbzeit", kicker_text="Zwischenbilanz")
        make_topic_page(home, make_topic("Robotik", "robotik"), lead="Greifen und Fügen")
        GlossaryTerm.objects.create(term="Berichtsheft", definition="Ein Nachweis der Ausbildung.")
        make_glossary(home)
        make_video_page(make_video_index(home))

        found = {
            "Vortrag": "Drittes Treffen",
            "Rüsselsheim": "Drittes Treffen",
            "Widerstände": "Drittes Treffen",
            "Betrieb 7": "Tandem 7",
            "Chemielaborantin": "Tandem 7",
            "Zwischenbilanz": "Halbzeit",
            "Fügen": "Robotik",
            "Berichtsheft": "Glossar",
            "Sicherung": "Sicherung prüfen",
        }

        assert {word: titles(word)[:1] for word in found} == {word: [title] for word, title in found.items()}

    @pytest.mark.parametrize("method", ["get", "head"])
    def test_search_is_read_only(self, home, method):
        assert getattr(Client(HTTP_HOST="localhost"), method)("/suche/?q=x").status_code == 200
        assert Client(HTTP_HOST="localhost").post("/suche/", {"q": "x"}).status_code == 405


class TestIndexFollowsChanges:
    def test_former_name_of_an_organisation(self, home):
        tandem = make_tandem(make_tandem_index(home), 1)
        name = FormerName.objects.create(
            organisation=tandem.companies.first().organisation, name="Altwerk AG", until_year=2019
        )
        assert titles("Altwerk") == ["Tandem 1"]

        name.delete()
        assert titles("Altwerk") == []

    def test_renamed_organisation(self, home):
        company = make_tandem(make_tandem_index(home), 1).companies.first().organisation
        company.name = "Neuwerk SE"
        company.save()

        assert titles("Neuwerk") == ["Tandem 1"]

    def test_renamed_occupation(self, home):
        make_tandem(make_tandem_index(home), 1)
        occupation = make_occupation()
        occupation.name = "Mechatroniker/-in"
        occupation.save()

        assert titles("Mechatronikerinnen") == ["Tandem 1"]
        assert titles("Chemielaborant") == []

    def test_renamed_topic(self, home):
        make_tandem(make_tandem_index(home), 1)
        topic = make_topic()
        topic.name = "Erklärfilme"
        topic.save()

        assert titles("Erklärfilm") == ["Tandem 1"]

    def test_renamed_person_in_an_agenda(self, home):
        meeting = make_meeting(make_meeting_index(home))
        person = Person.objects.create(name="Gerda Alt")
        item = AgendaItem(title="Impuls")
        item.speakers = [Speaker(person=person)]
        meeting.agenda_items = [item]
        meeting.save()
        person.name = "Gerda Neumann"
        person.save()

        assert titles("Neumann") == ["Drittes Treffen"]

    def test_changed_glossary_term(self, home):
        make_glossary(home)
        term = GlossaryTerm.objects.create(term="Berichtsheft", definition="Ein Nachweis.")
        assert titles("Berichtsheft") == ["Glossar"]

        term.delete()
        assert titles("Berichtsheft") == []

    def test_captions_and_chapters_of_a_video(self, home):
        video = make_ready_video()
        make_video_page(make_video_index(home), video)
        caption = Caption.objects.get(video=video)
        caption.vtt = "WEBVTT\n\n00:00.000 --> 00:01.000\nDer Meniskus ist gewölbt.\n"
        caption.save()
        chapter = Chapter.objects.create(video=video, start=0, title="Bürette füllen")

        assert titles("Meniskus") == ["Sicherung prüfen"]
        assert titles("Bürette") == ["Sicherung prüfen"]

        chapter.delete()
        assert titles("Bürette") == []

    def test_organisation_that_nothing_uses_can_go_with_its_former_names(self, home):
        organisation = make_organisation("Niemands GmbH")
        FormerName.objects.create(organisation=organisation, name="Keiner AG")

        organisation.delete()

        assert not FormerName.objects.exists()


SECRET = "Geheimwort"


def make_draft(home):
    make_standard_page(home, SECRET, lead=SECRET, live=False)


def make_draft_of_a_live_page(home):
    page = make_standard_page(home, "Das Netzwerk")
    page.title = page.lead = SECRET
    page.save_revision()


def make_expired(home):
    make_standard_page(home, SECRET, expire_at=timezone.now() - timedelta(seconds=1))


def make_page_for_the_logged_in(home):
    restrict(make_standard_page(home, SECRET))


def make_page_below_a_restricted_one(home):
    parent = make_standard_page(home, "Intern")
    restrict(parent)
    make_standard_page(parent, SECRET)


def make_unlisted_video(home):
    make_video_page(make_video_index(home), title=SECRET, visibility="link")


def make_members_video(home):
    make_video_page(make_video_index(home), title=SECRET, visibility="members")


def make_video_for_named_sites(home):
    make_video_page(make_video_index(home), title=SECRET, visibility="sites")


def make_video_that_is_processed_again(home):
    video = make_ready_video()
    make_video_page(make_video_index(home), video, title=SECRET)
    type(video).objects.filter(pk=video.pk).update(state="waiting")


def make_video_without_page(home):
    make_video(title=SECRET)


def make_page_of_another_site(home):
    home.get_parent().add_child(instance=type(home)(title=SECRET, slug="fremd", network_name="Fremd"))


HIDDEN = [
    make_draft,
    make_draft_of_a_live_page,
    make_expired,
    make_page_for_the_logged_in,
    make_page_below_a_restricted_one,
    make_unlisted_video,
    make_members_video,
    make_video_for_named_sites,
    make_video_that_is_processed_again,
    make_video_without_page,
    make_page_of_another_site,
]


class TestNothingLeaks:
    @pytest.mark.parametrize("hide", HIDDEN, ids=lambda function: function.__name__.removeprefix("make_"))
    @pytest.mark.parametrize("typed", [SECRET, SECRET[:7], f"{SECRET} Netzwerk"])
    def test_what_is_not_for_everyone_is_not_found_named_or_counted(self, home, hide, typed):
        hide(home)

        response = search(typed)

        shown = response.content.decode().replace(typed, "")
        assert SECRET not in shown
        assert SECRET not in [page.title for page, _ in response.context["results"]]
        assert response.context["total"] == len(response.context["results"])
        if typed != f"{SECRET} Netzwerk":
            assert response.context["total"] == 0

    def test_snippet_is_that_of_the_published_text(self, home):
        page = make_standard_page(home, "Das Netzwerk", body=body("Titration, öffentlich"))
        page.body = body(f"Titration, {SECRET}")
        page.save_revision()

        assert SECRET not in search("Titration").content.decode()

    def test_restricted_page_is_not_found_by_those_who_may_read_it(self, home, django_user_model):
        """One answer for everyone: what is cached or looked over a shoulder gives nothing away."""
        make_page_for_the_logged_in(home)
        client = Client(HTTP_HOST="localhost")
        client.force_login(django_user_model.objects.create_superuser("root"))

        assert client.get(f"/suche/?q={SECRET}").context["total"] == 0


class TestOddInput:
    def test_nothing_that_is_typed_breaks_it(self, home):
        make_standard_page(home, "Titration", body=body("Titration im Labor der Azubis"))
        client = Client(HTTP_HOST="localhost")
        client.get("/suche/?q=Labor")  # what is loaded once is not measured
        slowest, failed = 0.0, []
        for query in naughty_queries():
            started_at = time.process_time()
            response = client.get(f"/suche/?{query}")
            slowest = max(slowest, time.process_time() - started_at)
            if response.status_code != 200 or "X-Evil" in response.headers or response.cookies:
                failed.append((response.status_code, query[:80]))

        assert failed == []
        assert slowest < 0.5  # seconds of the processor

    @pytest.mark.parametrize("sign", ['"', "*", "(", "AND", "-", ":", "\x00", "'", "^", "&", "|", "!"])
    def test_signs_of_a_query_language_do_not_hide_the_page(self, home, sign):
        make_standard_page(home, "Titration")

        assert titles(f"{sign} Titration") == ["Titration"]

    def test_what_was_typed_comes_back_escaped(self, home):
        html = search("<script>alert(1)</script>").content.decode()

        assert "<script>alert" not in html
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html

    def test_text_of_a_page_that_looks_like_markup_stays_text(self, home):
        make_standard_page(home, "Titration", lead="Die Titration <script>alert(1)</script>")

        assert "<script>alert" not in search("Titration").content.decode()

    @pytest.mark.parametrize(
        ("page", "shown"),
        [("0", 2), ("-1", 2), ("99", 2), ("1e9", 1), ("x", 1), ("", 1), ("\x00", 1), ("²", 1)],
    )
    def test_wrong_page_leads_to_the_nearest(self, home, page, shown):
        for number in range(21):
            make_standard_page(home, f"Titration {number}")

        assert search("Titration", page=page).context["page_obj"].number == shown

    def test_next_page_keeps_the_words(self, home):
        for number in range(21):
            make_standard_page(home, f"Titration {number}")

        html = search("Titration & Labor", page=1).content.decode()

        assert re.search(r'href="\?q=Titration(\+|%20)%26(\+|%20)Labor&amp;page=2"', html)

    @pytest.mark.parametrize("typed", ["", "   ", "?!", "🤖", "\x00"])
    def test_without_a_word_there_are_no_results_and_no_error(self, home, typed):
        assert search(typed).context["results"] == []

    def test_without_a_site_there_is_no_search(self):
        Site.objects.all().delete()

        assert get("q=x").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_results_take_the_same_queries_for_one_and_three(home, count, django_assert_num_queries):
    tandems, meetings, videos = make_tandem_index(home), make_meeting_index(home), make_video_index(home)
    for number in range(1, count + 1):
        make_tandem(tandems, number, lead="Titration")
        make_meeting(meetings, f"Treffen {number}", lead="Titration", topics=[make_topic()])
        make_video_page(videos, title=f"Titration {number}", slug=f"titration-{number}")
    search("Titration")

    with django_assert_num_queries(38):
        search("Titration")


class TestCounting:
    def test_words_that_found_pages_are_counted_once_a_search(self, home):
        make_standard_page(home, "Titration")
        search("Titration")
        search(" TITRATION ")
        search("Titration", page=2)

        assert [(query.query_string, query.hits) for query in Query.objects.all()] == [("titration", 3)]

    @pytest.mark.parametrize(
        "typed",
        [
            "Erika Mustermann",  # stands nowhere on the site
            "Titration Mustermann",
            "titration@example.org",
            "Titration 0561 1234567",
            "Titration " + "im Labor " * 20,
            "",
        ],
    )
    def test_nothing_personal_is_stored(self, home, typed):
        make_standard_page(home, "Titration", body=body("im Labor, 0561 1234567, titration@example.org"))

        search(typed)

        assert not Query.objects.exists()

    def test_only_words_and_days_are_stored(self):
        stored = {field.name for model in (Query, QueryDailyHits) for field in model._meta.concrete_fields}

        assert stored == {"id", "query_string", "query", "date", "hits"}

    def test_failure_to_count_does_not_spoil_the_answer(self, home, monkeypatch):
        make_standard_page(home, "Titration")

        def refuse(query):
            raise DatabaseError("database is locked")

        monkeypatch.setattr(search_counts.Query, "get", refuse)

        assert titles("Titration") == ["Titration"]

    def test_old_counts_are_forgotten_by_the_clock(self, home):
        old, recent = Query.get("alt"), Query.get("neu")
        old.add_hit(timezone.now().date() - timedelta(days=91))
        recent.add_hit()

        tick.send(sender=None, now=timezone.now())

        assert [query.query_string for query in Query.objects.all()] == ["neu"]
