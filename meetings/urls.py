from django.urls import path

from meetings import views

urlpatterns = [
    path("treffen/kalender.ics", views.all_meetings, name="meetings_calendar"),
    path("treffen/<slug:slug>/termin.ics", views.one_meeting, name="meeting_calendar"),
]
