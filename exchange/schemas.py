"""What the read API answers: the shapes, as its OpenAPI description names them.

Addresses are absolute, durations are seconds, sizes bytes, moments ISO 8601 with their offset.
"""

from datetime import datetime

from ninja import Schema


class LinkOut(Schema):
    url: str
    title: str


class AuthorOut(Schema):
    name: str
    website: str


class LicenceOut(Schema):
    code: str
    label: str
    url: str


class ConceptOut(Schema):
    uri: str
    label: str


class FilmOut(Schema):
    url: str
    size: int
    sha256: str
    bitrate: int


class CaptionOut(Schema):
    language: str
    url: str


class VideoOut(Schema):
    """A learning video; `films` is empty without a free licence."""

    key: str
    url: str
    short_url: str
    embed_url: str
    title: str
    text: str
    language: str
    seconds: float
    authors: list[AuthorOut]
    licence: LicenceOut | None
    keywords: list[str]
    subjects: list[ConceptOut]
    occupations: list[str]
    series: list[LinkOut]
    films: list[FilmOut]
    captions: list[CaptionOut]
    poster_url: str
    publisher: LinkOut
    published_at: datetime
    changed_at: datetime

    @staticmethod
    def resolve_captions(video: object) -> list[dict[str, str]]:
        return [{"language": language, "url": url} for language, url in video.captions]  # type: ignore[attr-defined]


class ChapterOut(Schema):
    seconds: float
    title: str
    url: str


class VideoDetailOut(VideoOut):
    chapters: list[ChapterOut]


class SeriesOut(Schema):
    slug: str
    url: str
    title: str
    text: str
    seconds: float
    videos: list[str]


class TopicOut(Schema):
    slug: str
    name: str
    english_name: str


class ProjectOut(Schema):
    title: str
    status: str
    status_label: str
    topics: list[str]


class TandemOut(Schema):
    slug: str
    number: int
    url: str
    title: str
    text: str
    schools: list[str]
    companies: list[str]
    towns: list[str]
    occupations: list[str]
    projects: list[ProjectOut]
    changed_at: datetime


class MeetingOut(Schema):
    """A meeting or seminar; `start` is empty where the day is not known, then `when` says it in words."""

    slug: str
    kind: str
    url: str
    title: str
    text: str
    start: datetime | None
    end: datetime | None
    when: str
    form: str
    place: str
    is_cancelled: bool
    has_report: bool
    changed_at: datetime


class PageOut(Schema):
    """How many there are altogether, and where the list goes on."""

    count: int
    next: str | None


class VideosOut(PageOut):
    items: list[VideoOut]


class AllSeriesOut(PageOut):
    items: list[SeriesOut]


class TopicsOut(PageOut):
    items: list[TopicOut]


class TandemsOut(PageOut):
    items: list[TandemOut]


class MeetingsOut(PageOut):
    items: list[MeetingOut]


class ProblemOut(Schema):
    """What is wrong, in a sentence; `fields` names the parameters."""

    detail: str
    fields: list[str] = []
