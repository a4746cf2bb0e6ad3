"""What is taken offline is gone from every address at once, whichever way it went, with the page cache on."""

from datetime import date, datetime, timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import PageViewRestriction

from cms.core.models import Topic
from cms.site import content_version
from cms.site.roles import COORDINATION
from home.models import StandardPage
from media.access import MEMBERS
from media.models import Caption, Consent, PlaylistEntry, PlaylistPage, Video, VideoPage, VideoPageTopic
from media.publication import Visibility
from tests.conftest import BERLIN
from tests.factories.editors import make_editor
from tests.factories.media import make_consent, make_ready_video, make_user, make_video_page
from tests.factories.pages import make_standard_page, make_topic, make_topic_page, restrict

pytestmark = pytest.mark.django_db

WORD = "Quastenflosser"  # in the title and nowhere else


@pytest.fixture(autouse=True)
def _cache_is_on(settings):
    settings.PAGE_CACHE_SECONDS = 60
    content_version.forget()
    yield
    content_version.forget()


@pytest.fixture
def page(newsroom):
    """A film of tandem 3 that stands wherever a film can stand."""
    video = make_ready_video(title=WORD, collection=newsroom.collection)
    make_consent(video)
    page = make_video_page(newsroom.tandem, video, title=WORD, slug="film")
    VideoPageTopic.objects.create(page=page, topic=make_topic())
    series = PlaylistPage(title="Reihe", slug="reihe")
    series.entries = [PlaylistEntry(video_page=page)]
    newsroom.videos.add_child(instance=series)
    body = [("video", {"page": page, "caption": ""})]
    home = newsroom.videos.get_parent()
    make_standard_page(home, "Mit Film", slug="mit-film", body=body)
    make_topic_page(home, Topic.objects.get())
    return VideoPage.objects.get(pk=page.pk)


FILES = [
    "480p.mp4",
    "de.vtt",
    "de.srt",
    "transkript.txt",
    "vorschau-320.jpg",
    "vorschau-640.jpg",
    "vorschau-1280.jpg",
]
LISTS = [
    "/",
    "/videos/",
    "/videos/reihe/",
    "/tandems/tandem-3/",
    "/themen/lernvideos/",
    "/mit-film/",
    "/feeds/videos/",
    "/sitemap-seiten.xml",
    "/sitemap-videos.xml",
    f"/suche/?q={WORD[:-3]}",
]


class Reader:
    """Someone who asks for everything: what is answered, and which lists name the film."""

    def __init__(self, page, client=None):
        self.page = page
        self.key = page.video.key
        self.client = client or Client()

    def status(self, path):
        response = self.client.get(path)
        if response.streaming:
            b"".join(response.streaming_content)
        return response.status_code

    def files(self):
        return {self.status(f"/v/{self.key}/{name}") for name in FILES}

    def own(self):
        """Page, short link, embed."""
        return tuple(
            self.status(path) for path in ("/videos/film/", f"/v/{self.key}/", f"/v/{self.key}/embed/")
        )

    def lists(self):
        """Those that name it, and exist."""
        return [path for path in LISTS if self.names_it(path)]

    def names_it(self, path):
        text = self.client.get(path).content.decode()
        return f"/v/{self.key}/" in text or "/videos/film/" in text or WORD in text


@pytest.fixture
def koordination(newsroom):
    return make_editor("kora", Group.objects.get(name=COORDINATION))


def withdraw(page, newsroom, koordination):
    consent = Consent.objects.get()
    koordination.post(reverse("videos:consents_withdraw", args=[page.video_id, consent.pk]))


def unpublish(page, newsroom, koordination):
    newsroom.eva.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))


def lose_licence(page, newsroom, koordination):
    video = Video.objects.get(pk=page.video_id)
    video.licence_code = ""
    video.save()


def lose_captions(page, newsroom, koordination):
    Caption.objects.get(video=page.video_id).delete()


def restrict_page(page, newsroom, koordination):
    restrict(newsroom.tandem)


def delete(page, newsroom, koordination):
    koordination.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))


GONE = (410, 410, 410)
WAYS = {
    withdraw: GONE,
    unpublish: GONE,
    lose_licence: GONE,
    lose_captions: GONE,
    restrict_page: (302, 302, 404),
    delete: (404, 404, 404),
}


def test_before_anything_happens_it_is_everywhere(page):
    reader = Reader(page)

    assert reader.own() == (200, 302, 200)
    assert reader.files() == {200}
    assert reader.lists() == LISTS


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_at_once_it_is_nowhere(page, newsroom, koordination, way, django_capture_on_commit_callbacks):
    if way is delete:  # what is in use is not deleted
        PlaylistPage.objects.get().delete()
        StandardPage.objects.get(slug="mit-film").delete()
    reader = Reader(page)
    reader.own(), reader.lists()  # everything that can be kept is kept

    with django_capture_on_commit_callbacks(execute=True):
        way(page, newsroom, koordination)

    assert reader.own() == WAYS[way]
    assert reader.files() == {404}
    assert reader.lists() == []


@pytest.mark.parametrize("end", ["the page expires", "a consent ends"])
def test_between_two_ticks_it_is_nowhere(page, clock, end, monkeypatch):
    """Nothing is saved and the clock has not run: what is kept is no longer answered all the same."""
    monkeypatch.setattr(content_version, "MEMORY_SECONDS", 0)
    midnight = datetime(2026, 3, 13, 0, 0, tzinfo=BERLIN)
    if end == "the page expires":
        VideoPage.objects.update(expire_at=midnight - timedelta(hours=5))
    else:
        Consent.objects.update(valid_until=date(2026, 3, 12))
    clock.move_to(midnight - timedelta(hours=6))
    reader = Reader(page)
    before = (reader.own(), reader.lists())

    clock.move_to(midnight - timedelta(hours=4) if end == "the page expires" else midnight)

    assert before == ((200, 302, 200), LISTS)
    assert reader.own() == GONE
    assert reader.files() == {404}
    assert reader.lists() == []


def test_who_works_on_it_still_has_the_files_and_sees_that_the_page_is_gone(page, newsroom):
    page.unpublish()
    reader = Reader(page, newsroom.alice.client)

    assert reader.files() == {200}
    assert reader.own() == (410, 404, 200)


def test_notice_in_the_frame_is_courteous(page, client):
    Consent.objects.get().withdraw()

    response = client.get(f"/v/{page.video.key}/embed/")

    assert "nicht mehr verfügbar" in response.content.decode()
    assert response["Cache-Control"] == "no-cache"


# --- Visibility: one choice ---------------------------------------------------------------

# (page, short link, embed), files; `lists` says whether lists name it.
TABLE = {
    (Visibility.PUBLIC, "stranger"): ((200, 302, 200), 200),
    (Visibility.PUBLIC, "member"): ((200, 302, 200), 200),
    (Visibility.PUBLIC, "editor of another tandem"): ((200, 302, 200), 200),
    (Visibility.PUBLIC, "editor"): ((200, 302, 200), 200),
    (Visibility.LINK, "stranger"): ((200, 302, 200), 200),
    (Visibility.LINK, "member"): ((200, 302, 200), 200),
    (Visibility.LINK, "editor of another tandem"): ((200, 302, 200), 200),
    (Visibility.LINK, "editor"): ((200, 302, 200), 200),
    (Visibility.MEMBERS, "stranger"): ((302, 302, 404), 404),
    (Visibility.MEMBERS, "member"): ((200, 302, 200), 200),
    (Visibility.MEMBERS, "editor of another tandem"): ((200, 302, 200), 200),
    (Visibility.MEMBERS, "editor"): ((200, 302, 200), 200),
    (Visibility.SITES, "stranger"): ((404, 404, 200), 200),
    (Visibility.SITES, "member"): ((404, 404, 200), 200),
    (Visibility.SITES, "editor of another tandem"): ((404, 404, 200), 200),
    (Visibility.SITES, "editor"): ((200, 302, 200), 200),
}


def client_of(who, newsroom):
    if who == "stranger":
        return Client()
    if who == "member":
        user = make_user("mia")
        user.groups.add(Group.objects.get(name=MEMBERS))
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client
    return newsroom.alice.client if who == "editor" else newsroom.bob.client


@pytest.mark.parametrize(("visibility", "who"), TABLE, ids=str)
def test_who_may_have_what(page, newsroom, visibility, who):
    VideoPage.objects.update(visibility=visibility, embed_sites="https://moodle.schule.example")
    own, files = TABLE[visibility, who]
    reader = Reader(page, client_of(who, newsroom))

    assert reader.own() == own
    assert reader.files() == {files}
    assert reader.lists() == (LISTS if visibility == Visibility.PUBLIC else [])


def test_frame_of_named_sites_opens_there_only(page, client):
    VideoPage.objects.update(visibility=Visibility.SITES, embed_sites="https://moodle.schule.example/kurs")

    policy = client.get(f"/v/{page.video.key}/embed/")["Content-Security-Policy"]

    assert "frame-ancestors https://moodle.schule.example;" in f"{policy};"


def test_restricted_ancestor_still_counts(page, newsroom):
    restrict(newsroom.tandem)
    reader = Reader(page, client_of("member", newsroom))

    assert PageViewRestriction.objects.count() == 1
    assert reader.own() == (200, 302, 200)
    assert reader.lists() == []


@pytest.mark.parametrize("end", ["the page is unpublished", "a consent is withdrawn"])
def test_what_only_some_could_watch_is_gone_without_a_word_to_strangers(page, newsroom, end):
    restrict(newsroom.tandem)
    member = Reader(page, client_of("member", newsroom))
    if end == "the page is unpublished":
        page.unpublish()
    else:
        Consent.objects.get().withdraw()

    answers = [Client().get(f"/v/{page.video.key}/{part}").status_code for part in ("", "embed/", "480p.mp4")]

    assert answers == [404, 404, 404]
    assert member.own() == GONE
