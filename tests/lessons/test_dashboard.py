"""The dashboard says what readers and learning platforms wait for, to whoever can do something about it."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from cms.site.roles import COORDINATION
from tests.factories.editors import make_editor
from tests.factories.media import make_video
from tests.lessons.lti.test_viewsets import make_platform
from tests.lessons.test_error_reports import make_report

pytestmark = pytest.mark.django_db

REPORTS, PLATFORMS = "/admin/fehlermeldungen/?state=new", "/admin/lernplattformen/?state=waiting"


@pytest.fixture
def coordination(newsroom):
    return make_editor("kora", Group.objects.get(name=COORDINATION))


@pytest.fixture
def waiting(newsroom):
    """Two new reports on a film of Alice's tandem and one on Bob's; two platforms."""
    own = make_video(collection=newsroom.collection)
    make_report(own)
    make_report(own, kind="safety")
    done = make_report(own)
    done.mark("done", newsroom.alice.user)
    done.save()
    make_report(make_video(collection=newsroom.other_collection))
    make_platform(1)
    make_platform(2)
    make_platform(3, state="approved")


def dashboard(editor):
    return editor.get(reverse("wagtailadmin_home")).content.decode()


def test_coordination_reads_all_that_waits_with_ways_to_the_lists(coordination, waiting):
    html = dashboard(coordination)

    assert f'<a href="{REPORTS}">3 Fehlermeldungen warten auf Bearbeitung</a>' in html
    assert f'<a href="{PLATFORMS}">2 Lernplattformen warten auf Freigabe</a>' in html
    assert len(coordination.get(REPORTS).context["object_list"]) == 3
    assert len(coordination.get(PLATFORMS).context["object_list"]) == 2


def test_tandem_reads_of_its_own_reports_and_of_no_platform(newsroom, waiting):
    html = dashboard(newsroom.alice)

    assert "2 Fehlermeldungen warten auf Bearbeitung" in html
    assert PLATFORMS not in html


def test_editorial_office_approves_no_platforms(newsroom, waiting):
    html = dashboard(newsroom.eva)

    assert "3 Fehlermeldungen warten auf Bearbeitung" in html
    assert PLATFORMS not in html


def test_nothing_is_said_where_nothing_waits(newsroom, coordination):
    assert 'id="waiting' not in dashboard(coordination)
