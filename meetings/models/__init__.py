from meetings.models.index import MeetingIndexPage
from meetings.models.meetings import (
    AgendaItem,
    MeetingMaterial,
    MeetingPage,
    MeetingTopic,
    Speaker,
    TandemResult,
)
from meetings.models.seminars import SeminarMaterial, SeminarPage

__all__ = [
    "AgendaItem",
    "MeetingIndexPage",
    "MeetingMaterial",
    "MeetingPage",
    "MeetingTopic",
    "SeminarMaterial",
    "SeminarPage",
    "Speaker",
    "TandemResult",
]
