"""The line in time."""

from operator import attrgetter
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cms.core.models import BasePage
from meetings.models.meetings import MeetingPage
from meetings.models.seminars import SeminarPage

FRONT_KINDS = {MeetingPage.Kind.START, MeetingPage.Kind.NETWORK_MEETING, MeetingPage.Kind.CLOSING}


class MeetingIndexPage(BasePage):
    """All meetings as a line in time."""

    fixed_slug = "treffen"
    template = "meetings/meeting_index_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["meetings.MeetingPage", "meetings.SeminarPage"]
    max_count_per_parent = 1
    page_description = _("Lists all meetings and seminars of the network as a timeline.")

    class Meta:
        verbose_name = _("list of meetings")
        verbose_name_plural = _("lists of meetings")

    @cached_property
    def meetings(self) -> list[MeetingPage]:
        """In the order of time; what has no day stands where its place in the timeline says."""
        meetings = MeetingPage.objects.child_of(self).on_show()
        return sorted(meetings, key=attrgetter("timeline_key"))

    @cached_property
    def seminars(self) -> list[SeminarPage]:
        seminars = SeminarPage.objects.child_of(self).on_show()
        return sorted(seminars, key=attrgetter("timeline_key"))

    @property
    def next_meeting(self) -> MeetingPage | None:
        """The next one with a day that is still to come and takes place."""
        coming = (meeting for meeting in self.meetings if meeting.start and not meeting.is_past)
        return next((meeting for meeting in coming if not meeting.is_cancelled), None)

    @property
    def latest_report(self) -> MeetingPage | None:
        """The last meeting of the front page that has been reported on."""
        reports = [meeting for meeting in self.meetings if meeting.has_report and meeting.kind in FRONT_KINDS]
        return reports[-1] if reports else None

    @property
    def highlights(self) -> list[dict[str, Any]]:
        """The timeline without workshops, for the front page."""
        return [point for point in self.timeline if point["meeting"].kind in FRONT_KINDS]

    @property
    def timeline(self) -> list[dict[str, Any]]:
        """The points of the line in time; the latest meeting that is over is the current one."""
        past = [meeting for meeting in self.meetings if meeting.is_past]
        return [
            {
                "meeting": meeting,
                "title": meeting.timeline_title,
                "detail": meeting.when or (meeting.get_form_display() if meeting.form else ""),
                "url": meeting.url,
                "state": "current" if meeting in past[-1:] else "past" if meeting in past else "coming",
            }
            for meeting in self.meetings
        ]

    @property
    def events(self) -> list[MeetingPage | SeminarPage]:
        return [*self.meetings, *self.seminars]
