"""Counting without knowing anyone: what is counted, what is not, and that nothing else is kept."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection, connections
from django.test import Client
from django.urls import reverse

from cms.site import content_version
from media import counting
from media.counting import Bucket, parse_message
from media.models import DailyCount, Video
from media.publication import Visibility
from tests.factories.media import make_video_index, make_video_page
from tests.factories.pages import make_site

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
Kind = DailyCount.Kind


@pytest.fixture(autouse=True)
def full_buckets(monkeypatch):
    monkeypatch.setattr(counting, "BUCKETS", {kind: Bucket(rate=0, burst=1000) for kind in Kind})


@pytest.fixture
def client():
    return Client(headers={"user-agent": BROWSER}, enforce_csrf_checks=True)


@pytest.fixture
def page(db):
    return make_video_page(make_video_index(make_site()))


def report(client, key, body="play", **options):
    return client.post(reverse("media:count", args=[key]), body, content_type="text/plain", **options)


def load_embed(client, key, **headers):
    return client.get(reverse("media:embed", args=[key]), headers=headers)


def download(client, key, name="480p.mp4", **headers):
    response = client.get(f"{reverse('media:file', args=[key, name])}?download=1", headers=headers)
    if response.streaming:
        b"".join(response.streaming_content)
    return response


def sums():
    return {(row.kind, row.detail): row.amount for row in DailyCount.objects.all()}


# --- Reports of the player ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"play", ("play", 1)),
        (b"play\n", ("play", 1)),
        (b"watched 12", ("watched", 12.0)),
        (b"watched 12.75", ("watched", 12.75)),
        (b"watched -3", None),
        (b"watched 1e9", None),
        (b"watched 12345678", None),
        (b"watched nan", None),
        (b"played", None),
        (b"", None),
        (b"\xff\xfe", None),
    ],
)
def test_message_is_read_strictly(body, message):
    assert parse_message(body) == message


def test_plays_and_seconds_are_summed_per_day(page, client, clock):
    for body in ("play", "play", "watched 1"):
        report(client, page.video.key, body)

    assert sums() == {("play", ""): 2, ("watched", ""): 1}
    assert {row.day for row in DailyCount.objects.all()} == {date(2026, 3, 12)}


def test_no_report_claims_more_than_the_film_lasts(page, client):
    Video.objects.update(duration=90)

    report(client, page.video.key, "watched 86400")

    assert sums() == {("watched", ""): 90}


@pytest.mark.parametrize("method", ["get", "put", "delete", "options"])
def test_only_reports_count(page, client, method):
    response = getattr(client, method)(reverse("media:count", args=[page.video.key]))

    assert response.status_code == 204
    assert sums() == {}


def test_long_report_is_not_read_to_the_end(page, client):
    response = report(client, page.video.key, "play" + " " * 61)

    assert response.status_code == 204
    assert sums() == {}


def hidden(page):
    page.unpublish()


def members_only(page):
    type(page).objects.update(visibility=Visibility.MEMBERS)


def test_answer_tells_nothing_about_hidden_and_unknown_videos(page, client):
    shown = report(client, page.video.key)
    hidden(page)

    answers = [report(client, page.video.key), report(client, "gibtesnicht"), report(client, "x", "nonsense")]

    for answer in answers:
        assert (answer.status_code, answer.content, dict(answer.headers)) == (204, b"", dict(shown.headers))
    assert sums() == {("play", ""): 1}


@pytest.mark.parametrize("state", ["processing", "failed"])
def test_video_that_is_not_ready_is_not_counted(page, client, state):
    Video.objects.update(state=state)

    report(client, page.video.key)

    assert sums() == {}


def test_players_on_other_hosts_may_report(page, client):
    response = report(client, page.video.key, headers={"origin": "null", "sec-fetch-site": "cross-site"})

    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert sums() == {("play", ""): 1}


# --- Who is not counted -------------------------------------------------------------------


@pytest.mark.parametrize(
    "agent",
    [
        "",
        "curl/8.5.0",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 (compatible; bingbot/2.0)",
        "python-requests/2.32",
        "facebookexternalhit/1.1",
    ],
)
def test_programs_are_not_counted(page, agent):
    client = Client(headers={"user-agent": agent})

    report(client, page.video.key)
    load_embed(client, page.video.key)
    download(client, page.video.key)

    assert sums() == {}


@pytest.mark.parametrize(
    "agent",
    [
        BROWSER,
        "Mozilla/5.0 (Linux; Android 13; CUBOT NOTE 50) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Safari/604.1",
    ],
)
def test_browsers_are_counted(page, agent):
    report(Client(headers={"user-agent": agent}), page.video.key)

    assert sums() == {("play", ""): 1}


def test_flood_is_answered_without_asking_the_database(page, client, monkeypatch, django_assert_num_queries):
    monkeypatch.setitem(counting.BUCKETS, Kind.PLAY, Bucket(rate=0, burst=3))
    for _number in range(3):
        report(client, page.video.key)

    with django_assert_num_queries(0):
        answers = {report(client, page.video.key).status_code for _number in range(50)}

    assert answers == {204}
    assert sums() == {("play", ""): 3}


def test_flood_of_one_kind_hides_no_other(page, client, monkeypatch):
    monkeypatch.setitem(counting.BUCKETS, Kind.PLAY, Bucket(rate=0, burst=0))

    report(client, page.video.key)
    load_embed(client, page.video.key)

    assert sums() == {("embed", ""): 1}


def test_bucket_fills_up_again(monkeypatch):
    moment = [100.0]
    monkeypatch.setattr(counting, "monotonic", lambda: moment[0])
    bucket = Bucket(rate=2, burst=3)

    at_once = [bucket.take() for _number in range(4)]
    moment[0] += 1
    later = [bucket.take() for _number in range(3)]

    assert at_once == [True, True, True, False]
    assert later == [True, True, False]


# --- Downloads ----------------------------------------------------------------------------


def test_downloads_are_counted_by_file(page, client):
    download(client, page.video.key)
    download(client, page.video.key)
    download(client, page.video.key, "de.vtt")

    assert sums() == {("download", "480p.mp4"): 2, ("download", "de.vtt"): 1}


@pytest.mark.parametrize(
    ("headers", "amount"),
    [
        ({"range": "bytes=0-"}, 1),
        ({"range": "bytes=0-99"}, 1),
        ({"range": "bytes=100-"}, 0),
        ({"range": "bytes=-5"}, 0),
    ],
)
def test_only_the_first_byte_of_a_download_counts(page, client, headers, amount):
    download(client, page.video.key, **headers)

    assert sum(sums().values()) == amount


def test_watching_is_no_download(page, client):
    response = client.get(reverse("media:file", args=[page.video.key, "480p.mp4"]))
    b"".join(response.streaming_content)
    client.head(f"{reverse('media:file', args=[page.video.key, '480p.mp4'])}?download=1")

    assert sums() == {}


def test_file_that_is_not_there_is_not_counted(page, client):
    download(client, page.video.key, "1080p.mp4")

    assert sums() == {}


# --- Embedded players ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("referer", "host"),
    [
        ("https://moodle.schule.example/course/view.php?id=7&user=erika", "moodle.schule.example"),
        ("https://MOODLE.Schule.example:8443/", "moodle.schule.example"),
        ("https://erika:geheim@moodle.schule.example/", "moodle.schule.example"),
        ("", DailyCount.UNKNOWN_HOST),
        ("http://testserver/videos/", DailyCount.OWN_HOST),
        ("http://127.0.0.1:5000/", DailyCount.OTHER_HOSTS),
        ("http://192.168.178.20/kurs", DailyCount.OTHER_HOSTS),
        ("http://[2001:db8::1]/", DailyCount.OTHER_HOSTS),
        ("http://laptop-von-erika/", DailyCount.OTHER_HOSTS),
        ("http://[kaputt", DailyCount.OTHER_HOSTS),
        ("javascript:alert(1)", DailyCount.OTHER_HOSTS),
        (f"https://{'a' * 100}.example/", DailyCount.OTHER_HOSTS),
    ],
)
def test_of_the_page_around_a_player_only_the_host_is_kept(page, client, settings, referer, host):
    settings.BASE_URL = "https://lernvideos.example"

    load_embed(client, page.video.key, referer=referer)

    assert sums() == {("embed", host): 1}


def test_player_that_the_browser_had_already_is_counted_too(page, client):
    etag = load_embed(client, page.video.key).headers["ETag"]

    response = load_embed(client, page.video.key, **{"if-none-match": etag})

    assert response.status_code == 304
    assert sums() == {("embed", ""): 2}


def test_withdrawn_player_is_not_counted(page, client):
    hidden(page)

    assert load_embed(client, page.video.key).status_code == 410
    assert sums() == {}


def test_made_up_hosts_are_summed_together(page, client, monkeypatch):
    monkeypatch.setattr(counting, "MAX_HOSTS", 2)
    hosts = ["a.example", "b.example", "c.example", "d.example", "a.example"]

    for host in hosts:
        load_embed(client, page.video.key, referer=f"https://{host}/")
    load_embed(client, page.video.key, referer="http://testserver/")

    assert sums() == {
        ("embed", "a.example"): 2,
        ("embed", "b.example"): 1,
        ("embed", DailyCount.OTHER_HOSTS): 2,
        ("embed", DailyCount.OWN_HOST): 1,
    }


# --- What is kept -------------------------------------------------------------------------


def test_nothing_of_a_person_is_kept(page, client):
    """Every text that any row of any table of counts holds is looked at."""
    secrets = {
        "referer": "https://moodle.schule.example/profil/erika?token=geheim",
        "cookie": "sessionid=kekskekskekskekskekskekskekskeks",
    }
    answers = [
        report(client, page.video.key, headers=secrets, REMOTE_ADDR="203.0.113.7"),
        client.get(reverse("media:embed", args=[page.video.key]), headers=secrets, REMOTE_ADDR="203.0.113.7"),
    ]

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM media_dailycount")
        kept = repr(cursor.fetchall())

    assert "moodle.schule.example" in kept
    for trace in ("erika", "geheim", "203.0.113", "keks", "Firefox", "profil"):
        assert trace not in kept
    assert [dict(answer.cookies) for answer in answers] == [{}, {}]


def test_counts_leave_cached_pages_alone(page, client):
    before = content_version.current()

    report(client, page.video.key)

    assert content_version.current() == before


def test_count_that_cannot_be_kept_harms_nobody(page, client, monkeypatch, caplog):
    def fail(*args, **kwargs):
        raise counting.DatabaseError("locked")

    monkeypatch.setattr(DailyCount.objects.all().__class__, "add", fail)

    assert load_embed(client, page.video.key).status_code == 200
    assert "could not be counted" in caplog.text


def test_sums_go_with_the_video(page, client):
    report(client, page.video.key)
    video = page.video

    page.delete()
    video.delete()

    assert sums() == {}


@pytest.mark.django_db(transaction=True)
def test_no_report_is_lost_when_many_come_at_once():
    page = make_video_page(make_video_index(make_site()))

    def report_often(number):
        client = Client(headers={"user-agent": BROWSER})
        for _number in range(5):
            report(client, page.video.key)
        connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(report_often, range(8)))

    assert sums() == {("play", ""): 40}
