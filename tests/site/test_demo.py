"""What is loaded by `make demo`, and that it stays the editors' once it is there."""

import pytest
from django.core.management import call_command
from django.db.models import Count
from wagtail.models import Page, Revision, Site

from cms.core.models import GlossaryTerm, Organisation, SampleRecord, User
from cms.site import demo
from home.models import HomePage, NetworkPartner, StandardPage, TopicIndexPage, TopicPage
from media.models import Video, VideoPage
from meetings.models import MeetingPage, SeminarPage
from tandems.models import DevelopmentProject, TandemCompany, TandemPage, TandemSchool

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("sample_content")]

Status = DevelopmentProject.Status


def load_again():
    call_command("load_demo", verbosity=0)


# --- The facts ----------------------------------------------------------------------------


def test_ten_tandems_of_nine_schools_and_eleven_companies():
    assert list(TandemPage.objects.order_by("number").values_list("number", flat=True)) == [*range(1, 11)]
    assert TandemSchool.objects.values("organisation").distinct().count() == 9
    assert TandemCompany.objects.values("organisation").distinct().count() == 11


def test_a_school_in_two_tandems_is_one_record():
    school = Organisation.objects.get(name="Paul-Ehrlich-Schule")

    assert sorted(
        TandemSchool.objects.filter(organisation=school).values_list("page__number", flat=True)
    ) == [3, 9]


def test_one_tandem_has_two_companies():
    tandem = TandemPage.objects.annotate(count=Count("companies")).get(count__gt=1)

    assert tandem.number == 7


def test_outcomes_are_told_as_they_were():
    outcomes = dict(DevelopmentProject.objects.values_list("page__number", "status"))

    assert outcomes[3] == Status.CHANGED
    assert outcomes[10] == Status.STOPPED
    assert {number for number, status in outcomes.items() if status == Status.DONE} == {1, 2, 4, 7, 9}


def test_former_names_are_kept():
    company = Organisation.objects.get(name="B. Braun SE")

    assert [(former.name, former.until_year) for former in company.former_names.all()] == [
        ("B. Braun Melsungen AG", 2021)
    ]


def test_partners_stand_by_role_and_one_has_two():
    roles = dict(
        NetworkPartner.objects.values_list("role").annotate(count=Count("pk")).values_list("role", "count")
    )

    assert roles == {"lead": 1, "funder": 1, "cooperation": 3, "advisory": 2, "listing": 1}
    provadis = NetworkPartner.objects.get(organisation__short_name="Provadis")
    assert TandemCompany.objects.filter(organisation=provadis.organisation, page__number=9).exists()


def test_all_meetings_stand_in_the_order_of_time():
    numbers = MeetingPage.objects.order_by("path").exclude(number=None).values_list("number", flat=True)

    assert list(numbers) == [1, 2, 3, 4, 5, 6]
    assert SeminarPage.objects.count() == 5
    assert all(page.is_past for page in [*MeetingPage.objects.all(), *SeminarPage.objects.all()])


def test_the_menu_has_five_entries():
    menu = HomePage.objects.get().get_children().in_menu().order_by("path")

    assert [page.title for page in menu] == [
        "Tandems",
        "Treffen",
        "Lernvideos",
        "Themen",
        "Über das Netzwerk",
    ]


def test_pages_have_leads_of_their_own():
    leads = [page.lead for page in Page.objects.filter(depth__gt=1).specific()]

    assert "" not in leads
    assert len(set(leads)) == len(leads)


def test_bodies_would_pass_the_form_of_an_editor():
    for page in Page.objects.filter(depth__gt=1).specific():
        if hasattr(page, "body"):
            page.body.stream_block.clean(page.body)


# --- The clips ----------------------------------------------------------------------------


def test_sample_videos_took_the_way_of_every_upload():
    for video in Video.objects.all():
        assert video.state == Video.State.READY
        assert video.attempts == 1
        assert [file.name for file in video.renditions] == ["480p.mp4", "720p.mp4"]
        assert video.file_named("vorschau-320.jpg")


def test_sample_videos_are_marked_free_and_published():
    pages = VideoPage.objects.listed()

    assert len(pages) == Video.objects.count() == 4
    for page in pages:
        assert page.video.is_sample
        assert page.video.licence.is_free
        assert page.video.authors.get().organisation.is_sample
        assert page.captions.cues
        assert page.tandem is None


# --- Loading again ------------------------------------------------------------------------


def test_loading_again_makes_no_revision_and_no_record():
    before = Revision.objects.count(), SampleRecord.objects.count(), Video.objects.count()

    load_again()

    assert (Revision.objects.count(), SampleRecord.objects.count(), Video.objects.count()) == before


def test_loading_again_takes_a_handful_of_queries(django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        load_again()


def test_a_moved_page_stays_where_it_is():
    about = StandardPage.objects.get(slug="ueber")
    page = StandardPage.objects.get(slug="leichte-sprache")
    page.move(about, pos="last-child")

    load_again()

    assert StandardPage.objects.get(slug="leichte-sprache").get_parent().pk == about.pk


def test_a_deleted_record_does_not_return():
    GlossaryTerm.objects.get(term="Blitzlicht").delete()

    load_again()

    assert not GlossaryTerm.objects.filter(term="Blitzlicht").exists()


def test_a_deleted_branch_does_not_return():
    TopicIndexPage.objects.get().delete()

    load_again()

    assert not TopicPage.objects.exists()


# --- Around -------------------------------------------------------------------------------


def test_wagtails_welcome_page_is_gone():
    assert Page.objects.filter(depth=2).get().specific == HomePage.objects.get()


def test_the_site_answers_at_the_base_url(settings):
    settings.BASE_URL = "http://127.0.0.1:8123"

    load_again()

    site = Site.objects.get()
    assert site.root_url == "http://127.0.0.1:8123"
    assert site.root_page.specific == HomePage.objects.get()


def test_a_site_with_a_name_of_its_own_keeps_it(settings):
    Site.objects.update(hostname="netzwerk.example", port=443)

    load_again()

    assert Site.objects.get().hostname == "netzwerk.example"


def test_logins_have_their_groups():
    groups = {user.username: user.groups.get().name for user in User.objects.all()}

    assert groups == {
        "koordination": "Koordination",
        "redaktion": "Redaktion",
        "mitglied": "Mitglied",
        "tandem3": TandemPage.objects.get(number=3).team.group.name,
    }


def test_a_changed_password_survives():
    user = User.objects.get(username="redaktion")
    user.set_password("ein ganz anderes Passwort")
    user.save()

    load_again()

    assert User.objects.get(username="redaktion").check_password("ein ganz anderes Passwort")


def test_the_second_run_says_that_nothing_was_changed(capsys):
    call_command("load_demo")

    output = capsys.readouterr().out
    assert "nothing was changed" in output
    assert "The passwords are unchanged." in output


def test_a_made_up_password_is_kept_for_the_operator_alone(settings, tmp_path):
    settings.DEMO_PASSWORD = ""
    settings.VAR_DIR = tmp_path

    password = demo.demo_password()

    assert demo.demo_password() == password
    assert (tmp_path / "demo-password").stat().st_mode & 0o777 == 0o600


def test_no_logins_are_made_where_others_work():
    assert demo.may_have_logins()

    User.objects.create_user("jemand")

    assert not demo.may_have_logins()


def test_the_internal_page_is_for_members_only(client):
    response = client.get("/intern/", HTTP_HOST="localhost")

    assert response.status_code == 302
    client.force_login(User.objects.get(username="mitglied"))
    assert client.get("/intern/", HTTP_HOST="localhost").status_code == 200
