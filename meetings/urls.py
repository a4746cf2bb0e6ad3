from django.urls import path

from meetings import views
from meetings.feeds import MeetingsFeed

urlpatterns = [
    path("feeds/treffen/", MeetingsFeed(), name="meetings_feed"),
    path("treffen/kalender.ics", views.all_meetings, name="meetings_calendar"),
    path("treffen/<slug:slug>/termin.ics", views.one_meeting, name="meeting_calendar"),
]
