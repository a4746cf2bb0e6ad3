from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Site

from meetings.calendar import CONTENT_TYPE, calendar
from meetings.models import MeetingIndexPage, MeetingPage, SeminarPage


def _index(request: HttpRequest) -> MeetingIndexPage:
    root = Site.find_for_request(request).root_page
    return get_object_or_404(MeetingIndexPage.objects.child_of(root).on_show())


@require_safe
def all_meetings(request: HttpRequest) -> HttpResponse:
    """A calendar to subscribe to: everything that has a day."""
    events = [event for event in _index(request).events if event.start]
    name = _("Meetings: %(site)s") % {"site": Site.find_for_request(request).site_name or request.get_host()}
    return _answer(calendar(name, [event.appointment(request) for event in events]), "treffen.ics")


@require_safe
def one_meeting(request: HttpRequest, slug: str) -> HttpResponse:
    """The calendar file of one meeting or seminar; 404 where no day is known."""
    index = _index(request)
    for model in (MeetingPage, SeminarPage):
        event = model.objects.child_of(index).on_show().filter(slug=slug, start__isnull=False).first()
        if event:
            return _answer(calendar(event.title, [event.appointment(request)]), f"{slug}.ics")
    raise Http404


def _answer(content: bytes, filename: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{filename}"', "Cache-Control": "no-cache"}
    return HttpResponse(content, content_type=CONTENT_TYPE, headers=headers)
