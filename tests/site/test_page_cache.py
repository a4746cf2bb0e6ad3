"""Pages are kept for anonymous readers only, in few entries, and never after a change."""

import time

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.core.exceptions import DisallowedHost
from django.db import OperationalError, transaction
from django.http import HttpResponse, StreamingHttpResponse
from wagtail.models import Page, PageViewRestriction, Site

from cms.core.models import Topic
from cms.core.signals import content_changed
from cms.site import content_version
from cms.site.page_cache import PageCacheMiddleware
from media.models import Recognition, Video
from tests.factories.media import make_video
from tests.factories.pages import make_site, make_tandem, make_tandem_index

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _cache_is_on(settings):
    settings.PAGE_CACHE_SECONDS = 60
    content_version.forget()
    yield
    content_version.forget()


class SmallSite:
    """A site of one view behind the cache; counts how often the view was asked."""

    def __init__(self, rf, make_response=None):
        self.rf = rf
        self.asked = 0
        self.seen = []
        self.make_response = make_response or (lambda request: HttpResponse(f"<h1>Page {self.asked}</h1>"))
        self.middleware = PageCacheMiddleware(self.view)

    def view(self, request):
        self.asked += 1
        self.seen.append(request.get_full_path())
        return self.make_response(request)

    def get(self, path="/", method="get", cookies=None, **headers):
        request = getattr(self.rf, method)(path, headers=headers)
        request.COOKIES.update(cookies or {})
        return self.middleware(request)


@pytest.fixture
def site(rf):
    return SmallSite(rf)


def entries():
    """How many pages are kept, in the memory of the process or in Redis."""
    kept = cache._cache
    keys = kept if isinstance(kept, dict) else kept.get_client().keys("*")
    return sum(1 for key in keys if "page:" in str(key))


def test_second_reader_gets_the_kept_page(site):
    first, second = site.get(), site.get()

    assert site.asked == 1
    assert second.content == first.content
    assert second["ETag"] == first["ETag"]
    assert second["Content-Type"] == "text/html; charset=utf-8"
    assert second["Cache-Control"] == "max-age=0, must-revalidate"
    assert second["Cache-Status"] == "cms; hit"


def test_browser_that_has_the_page_is_told_so(site):
    etag = site.get()["ETag"]

    response = site.get(**{"If-None-Match": etag})

    assert (response.status_code, response.content, response["ETag"]) == (304, b"", etag)
    assert site.get(**{"If-None-Match": '"other"'}).status_code == 200


def test_head_is_answered_from_the_kept_page_and_keeps_none(site):
    site.get(method="head")
    assert entries() == 0

    body = site.get().content
    response = site.get(method="head")

    assert (response.status_code, response.content) == (200, b"")
    assert site.get().content == body
    assert site.asked == 2


@pytest.mark.parametrize("cookie", ["sessionid", "csrftoken", "messages", "django_language"])
def test_reader_with_a_cookie_of_ours_gets_an_own_page(site, cookie):
    site.get()

    site.get(cookies={cookie: "x"})
    site.get(cookies={cookie: "x"})

    assert site.asked == 3


def test_foreign_cookie_changes_nothing(site):
    site.get()
    site.get(cookies={"_ga": "x"})

    assert site.asked == 1


def test_page_of_someone_logged_in_is_private(site):
    assert site.get(cookies={"sessionid": "x"})["Cache-Control"] == "private, no-cache"
    assert entries() == 0


@pytest.mark.parametrize("method", ["post", "put", "delete", "options"])
def test_only_reading_is_kept(site, method):
    site.get(method=method)

    assert entries() == 0


def test_login_by_header_is_not_kept(site):
    site.get(Authorization="Basic x")

    assert entries() == 0


def make(**changes):
    def response(request):
        made = changes.pop("kind", HttpResponse)(changes.pop("content", "<p>text</p>"))
        for name, value in changes.items():
            made[name.replace("_", "-")] = value
        return made

    return response


def with_cookie(request):
    response = HttpResponse("<p>text</p>")
    response.set_cookie("a", "b")
    return response


def with_nonce(request):
    request._csp_nonce = "abc"
    return HttpResponse("<p>text</p>")


@pytest.mark.parametrize(
    "make_response",
    [
        with_cookie,
        with_nonce,
        make(Cache_Control="private"),
        make(Cache_Control="no-store"),
        make(Cache_Control="no-cache"),
        make(Content_Type="application/json"),
        make(Content_Type="application/rss+xml"),
        make(Vary="Accept-Language"),
        make(Vary="*"),
        make(Content_Encoding="gzip"),
        make(content='<input name="csrfmiddlewaretoken" value="x">'),
        make(kind=StreamingHttpResponse, content=[b"<p>text</p>"]),
        lambda request: HttpResponse("gone", status=404),
        lambda request: HttpResponse("error", status=500),
        lambda request: HttpResponse(status=302, headers={"Location": "/"}),
    ],
)
def test_unusual_answer_is_not_kept(rf, make_response):
    site = SmallSite(rf, make_response)

    site.get()

    assert entries() == 0


@pytest.mark.parametrize("vary", ["Cookie", "Cookie, Accept-Encoding", ""])
def test_usual_variations_are_kept(rf, vary):
    site = SmallSite(rf, lambda request: HttpResponse("<p>text</p>", headers={"Vary": vary}))

    site.get()

    assert entries() == 1


@pytest.mark.parametrize(
    "path", ["/admin/", "/konto/login/", "/suche/?q=a", "/health/ready", "/v/abc/embed/"]
)
def test_some_addresses_are_never_kept(site, path):
    site.get(path)

    assert entries() == 0


def test_policy_and_frame_rules_of_a_page_are_kept_with_it(rf):
    def make_response(request):
        response = HttpResponse("<p>text</p>", headers={"X-Frame-Options": "SAMEORIGIN"})
        response._csp_update = {"frame-src": "https://example.org"}
        return response

    site = SmallSite(rf, make_response)
    site.get()

    kept = site.get()

    assert kept._csp_update == {"frame-src": "https://example.org"}
    assert kept["X-Frame-Options"] == "SAMEORIGIN"


def test_hosts_and_schemes_do_not_share_pages(rf, settings):
    settings.ALLOWED_HOSTS = ["one.example", "two.example"]
    site = SmallSite(rf, lambda request: HttpResponse(request.build_absolute_uri()))

    assert site.get(Host="one.example").content == b"http://one.example/"
    assert site.get(Host="two.example").content == b"http://two.example/"
    with pytest.raises(DisallowedHost):
        site.get(Host="evil.example")


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Forwarded-Host": "evil.example"},
        {"X-HTTP-Method-Override": "POST"},
        {"Accept-Language": "x" * 500},
        {"X-Original-URL": "/admin/"},
    ],
)
def test_headers_neither_split_nor_poison_pages(site, headers):
    plain = site.get().content

    assert site.get(**headers).content == plain
    assert entries() == 1


class TestParameters:
    def test_numbered_pages_are_kept_apart(self, site):
        site.get("/?page=1")
        site.get("/?page=2")
        site.get("/?page=2")

        assert (site.asked, entries()) == (2, 2)

    @pytest.mark.parametrize(
        "query", ["x=1", "page=0", "page=1000", "page=a", "page=1&page=2", "page=1&x=1", "page="]
    )
    def test_others_are_answered_and_not_kept(self, site, query):
        response = site.get(f"/?{query}")

        assert response.status_code == 200
        assert site.seen == [f"/?{query}"]
        assert entries() == 0

    def test_many_addresses_make_few_entries(self, site):
        for number in range(300):
            site.get(f"/?x={number}")
            site.get(f"/?utm_source={number}")

        assert entries() == 1

    def test_tracking_reaches_no_view_and_no_other_reader(self, site):
        site.get("/?utm_source=%22evil&fbclid=1&page=2")

        assert site.seen == ["/?page=2"]
        site.get("/?page=2")
        assert site.asked == 1


class TestChanges:
    """Whatever readers see makes the kept pages forgotten, as soon as it is committed."""

    @pytest.fixture
    def is_forgotten(self, django_capture_on_commit_callbacks):
        def after(change):
            content_version.bump()
            before = content_version.current()
            with django_capture_on_commit_callbacks(execute=True):
                change()
                assert content_version.current() == before
            return content_version.current() != before

        return after

    @pytest.fixture
    def page(self):
        return Site.objects.get(is_default_site=True).root_page.add_child(instance=Page(title="A", slug="a"))

    def test_kept_page_is_not_served_after_a_change(self, site):
        first = site.get().content
        content_version.bump()

        assert site.get().content != first

    def test_other_processes_learn_of_it(self, site):
        content_version.bump()

        token = content_version.ContentVersion.objects.get().token
        assert content_version.current().startswith(f"{token}:")

    def test_another_thread_may_forget_while_it_is_asked(self, monkeypatch):
        now = time.monotonic()
        content_version.current()
        monkeypatch.setattr(content_version.time, "monotonic", lambda: content_version.forget() or now)

        assert content_version.current()

    def test_publication(self, page, is_forgotten):
        page.title = "B"
        revision = page.save_revision()

        assert is_forgotten(revision.publish)
        assert is_forgotten(page.unpublish)

    def test_draft_changes_nothing(self, page, is_forgotten):
        page.title = "B"

        assert not is_forgotten(page.save_revision)

    def test_new_draft_changes_nothing(self, page, is_forgotten):
        assert not is_forgotten(lambda: page.add_child(instance=Page(title="C", slug="c", live=False)))

    def test_new_page_move_and_deletion(self, page, is_forgotten):
        other = page.get_parent().add_child(instance=Page(title="D", slug="d"))

        assert is_forgotten(lambda: page.add_child(instance=Page(title="C", slug="c")))
        assert is_forgotten(lambda: page.move(other, pos="last-child"))
        assert is_forgotten(Page.objects.get(pk=page.pk).delete)

    def test_restriction(self, page, is_forgotten):
        assert is_forgotten(
            lambda: PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
        )

    def test_vocabulary(self, is_forgotten):
        topic = Topic(name="KI", slug="ki")

        assert is_forgotten(topic.save)
        assert is_forgotten(topic.delete)

    def test_change_without_model(self, is_forgotten):
        assert is_forgotten(lambda: content_changed.send(sender=None))

    @pytest.mark.parametrize(("model", "shown"), [(Video, True), (Recognition, False)])
    def test_work_in_the_background_counts_where_readers_see_the_result(self, model, shown, is_forgotten):
        Recognition.objects.create(video=make_video(), language="de")
        work = model.objects.all()

        assert is_forgotten(lambda: work.mark_processing("worker")) == shown
        assert is_forgotten(lambda: work.mark_failed("unexpected")) == shown
        assert is_forgotten(work.get().save) == shown
        assert is_forgotten(work.get().delete) == shown

    def test_login_changes_nothing(self, is_forgotten):
        assert not is_forgotten(lambda: get_user_model().objects.create_user("alice"))

    def test_rolled_back_change_changes_nothing(self, is_forgotten):
        def change_and_take_back():
            with transaction.atomic():
                Topic.objects.create(name="KI", slug="ki")
                transaction.set_rollback(True)

        assert not is_forgotten(change_and_take_back)


class TestWithoutDatabase:
    @pytest.fixture
    def no_database(self, monkeypatch):
        def refuse(**conditions):
            raise OperationalError("the database is away")

        monkeypatch.setattr(content_version.ContentVersion.objects, "filter", refuse)
        monkeypatch.setattr(content_version, "MEMORY_SECONDS", 0)

    def test_kept_pages_go_on(self, site, request):
        first = site.get().content
        request.getfixturevalue("no_database")

        assert site.get().content == first

    def test_nothing_is_kept_by_a_process_that_knows_no_version(self, site, no_database):
        site.get()

        assert (site.asked, entries()) == (1, 0)


def test_switched_off_cache_keeps_nothing(site, settings):
    settings.PAGE_CACHE_SECONDS = 0

    site.get()

    assert entries() == 0


def test_preview_is_not_kept(rf):
    site = SmallSite(rf)
    request = rf.get("/")
    request.is_dummy = True

    site.middleware(request)

    assert entries() == 0


class TestWholeSite:
    """A real page through all middlewares."""

    @pytest.fixture
    def tandem(self):
        return make_tandem(make_tandem_index(make_site()), 1)

    @pytest.fixture
    def admin(self):
        return get_user_model().objects.create_superuser("alice")

    def test_anonymous_page_is_kept_without_cookies(self, client, tandem):
        first, second = client.get(tandem.url), client.get(tandem.url)

        assert (second.status_code, second["Cache-Status"]) == (200, "cms; hit")
        assert second.content == first.content
        assert second["Content-Security-Policy"] == first["Content-Security-Policy"]
        assert not second.cookies

    def test_kept_page_asks_the_database_at_most_for_the_version(
        self, client, tandem, django_assert_max_num_queries
    ):
        client.get(tandem.url)

        with django_assert_max_num_queries(1):
            client.get(tandem.url)

    def test_editor_leaves_nothing_to_the_next_reader(self, client, tandem, admin):
        cold = client.get(tandem.url).content
        cache.clear()
        client.force_login(admin)
        own = client.get(tandem.url)
        client.logout()

        assert own["Cache-Control"] == "private, no-cache"
        assert client.get(tandem.url).content == cold

    def test_publication_is_seen_at_once(self, client, tandem, django_capture_on_commit_callbacks):
        client.get(tandem.url)
        tandem.title = "Ein anderer Titel"
        with django_capture_on_commit_callbacks(execute=True):
            tandem.save_revision().publish()

        assert "Ein anderer Titel" in client.get(tandem.url).content.decode()

    def test_page_for_members_is_never_kept(self, client, tandem):
        PageViewRestriction.objects.create(page=tandem, restriction_type=PageViewRestriction.LOGIN)
        content_version.bump()

        assert client.get(tandem.url).status_code == 302
        assert entries() == 0
