"""Sample content of the meetings: all of the network, the third as a full report.

The results of a report name tandems, so a test that builds the third meeting gets these too.
"""

from datetime import date
from functools import partial

from wagtail.models import Page

from cms.core.models import Person, Topic
from cms.core.samples import Builder, Samples, publish_below, with_rows
from meetings.demo import third_meeting
from meetings.demo.events import MEETINGS, SEMINARS
from meetings.demo.facts import Item, Meeting, Seminar
from meetings.models import (
    AgendaItem,
    MeetingIndexPage,
    MeetingPage,
    MeetingTopic,
    SeminarPage,
    Speaker,
    TandemResult,
)
from tandems.models import TandemPage

INDEX = "meetings"
END_OF_NETWORK = date(2022, 7, 7)


def build_index(samples: Samples) -> MeetingIndexPage:
    page = MeetingIndexPage(
        title="Treffen",
        slug="treffen",
        lead="Vom ersten Workshop bis zur Abschlussveranstaltung: wann sich das Netzwerk getroffen hat und "
        "was dabei herausgekommen ist.",
        show_in_menus=True,
    )
    return publish_below(samples.get(Page, "home"), page)


def build_meeting(samples: Samples, facts: Meeting) -> MeetingPage:
    page = MeetingPage(
        title=facts.title,
        slug=facts.slug,
        lead=facts.lead,
        kind=facts.kind,
        number=facts.number,
        start=facts.start,
        is_all_day=facts.start is not None,
        date_text=facts.date_text,
        timeline_date=facts.timeline_date,
        form=facts.form,
        place=facts.place,
        participants=facts.participants,
        announcement=facts.announcement,
        body=facts.body,
    )
    with_rows(
        page,
        agenda_items=[build_item(samples, item) for item in facts.agenda],
        topic_links=[MeetingTopic(topic=samples.get(Topic, f"topics/{key}")) for key in facts.topics],
        tandem_results=[
            TandemResult(tandem=samples.get(TandemPage, f"tandems/{number}"), text=text)
            for number, text in facts.results.items()
        ],
    )
    return publish_below(samples.get(MeetingIndexPage, INDEX), page)


def build_item(samples: Samples, item: Item) -> AgendaItem:
    return AgendaItem(
        kind=item.kind,
        title=item.title,
        summary=item.summary,
        speakers=[Speaker(person=samples.get(Person, f"people/{key}")) for key in item.speakers],
    )


def build_seminar(samples: Samples, facts: Seminar) -> SeminarPage:
    page = SeminarPage(
        title=facts.title,
        slug=facts.slug,
        lead=facts.lead,
        date_text="Termin noch nicht dokumentiert",
        timeline_date=END_OF_NETWORK,
        form=SeminarPage.Form.ONLINE,
    )
    return publish_below(samples.get(MeetingIndexPage, INDEX), page)


SAMPLES: dict[str, Builder] = {
    INDEX: build_index,
    **{
        f"meetings/{facts.key}": partial(build_meeting, facts=facts)
        for facts in sorted([*MEETINGS, third_meeting.MEETING], key=lambda meeting: meeting.known_day)
    },
    **{f"seminars/{facts.key}": partial(build_seminar, facts=facts) for facts in SEMINARS},
}
