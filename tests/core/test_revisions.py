"""Drafts outlive what they refer to."""

import pytest

from cms.core.models import Topic
from tandems.models import DevelopmentProject, ProjectTopic
from tests.factories.pages import make_person, make_site, make_tandem, make_tandem_index, make_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def tandem():
    return make_tandem(make_tandem_index(make_site()), 3)


def test_draft_forgets_a_person_who_was_deleted(tandem):
    person = make_person()
    tandem.contact = person
    revision = tandem.save_revision()
    person.delete()

    assert revision.as_object().contact is None


def test_row_that_is_nothing_without_what_was_deleted_is_left_out(tandem):
    topic = make_topic("Feedback", "feedback")
    project = DevelopmentProject(title="Zweites Vorhaben", goal="<p>Ein Ziel</p>")
    project.topic_links = [ProjectTopic(topic=topic)]
    tandem.projects = [project]
    revision = tandem.save_revision(clean=False)
    Topic.objects.filter(pk=topic.pk).delete()

    draft = revision.as_object().projects.get()

    assert draft.title == "Zweites Vorhaben"
    assert list(draft.topic_links.all()) == []


def test_what_is_still_there_stays(tandem):
    person = make_person()
    tandem.contact = person
    revision = tandem.save_revision()

    draft = revision.as_object()

    assert draft.contact == person
    assert [link.organisation.name for link in draft.schools.all()] == ["Schule 3"]
