import pytest

from cms.site.demo import samples
from meetings.models import MeetingPage

pytestmark = pytest.mark.django_db


def test_a_meeting_can_be_built_alone():
    page = samples().get(MeetingPage, "meetings/smart-camp")

    assert MeetingPage.objects.get() == page
    assert [item.title for item in page.agenda_items.all()] == [
        "Eröffnung",
        "Digital unterrichten",
        "Datenschutz und Datensicherheit",
        "Beispiele guter Praxis",
    ]
    assert page.agenda_items.first().speakers.get().person.name == "Dr. Manuel Lösel"


def test_the_third_meeting_reports_in_full():
    page = samples().get(MeetingPage, "meetings/3")

    assert page.is_past
    assert {block.block_type for block in page.body} == {
        "text",
        "facts",
        "quote",
        "callout",
        "accordion",
        "table",
    }
    assert [result.tandem.specific.number for result in page.tandem_results.all()] == [
        1,
        2,
        3,
        4,
        5,
        7,
        8,
        9,
        10,
    ]
