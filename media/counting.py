"""Counting without knowing anyone: no cookie, no session, no address of a reader is looked at or kept.

Of a request only two headers matter: what calls itself a program is not counted, and of the page around an
embedded player nothing but the name of its host is kept. So nobody's own views can be told apart either.
"""

import logging
import re
from datetime import date
from threading import Lock
from time import monotonic
from urllib.parse import urlsplit

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest
from django.utils import timezone

from media.models import DailyCount, Video

logger = logging.getLogger(__name__)

Kind = DailyCount.Kind

# What is counted at most, per kind and process: a class of thirty at once passes, a flood costs nothing.
COUNTED_PER_SECOND = 20
COUNTED_AT_ONCE = 100
MAX_HOSTS = 50  # kept by name per video and day; a made-up name costs no more than that
LONGEST_HOST = 100

# Not the telephones of the maker Cubot.
PROGRAMS = re.compile(
    r"(?<!cu)bot\b|crawl|spider|slurp|scrape|fetch|monitor|preview|headless|lighthouse|validator"
    r"|curl|wget|python|libwww|httpclient|http_client|go-http|java/|axios|node|php|ruby|perl|facebookexternal"
    r"|whatsapp/|embedly|ffmpeg|lavf",
    re.IGNORECASE,
)
# A public name: with a dot, and not the number of a machine.
HOST = re.compile(r"(?:[a-z0-9_-]+\.)+[a-z][a-z0-9-]*", re.ASCII)
MESSAGE = re.compile(rb"(?P<play>play)|watched (?P<seconds>\d{1,6}(?:\.\d{1,6})?)")


class Bucket:
    """Lets so many pass in a second, and a few more at once after a quiet while."""

    def __init__(self, rate: float, burst: int) -> None:
        self.rate = rate
        self.burst = burst
        self.left = float(burst)
        self.filled_at = monotonic()
        self.lock = Lock()

    def take(self) -> bool:
        with self.lock:
            now = monotonic()
            self.left = min(self.burst, self.left + (now - self.filled_at) * self.rate)
            self.filled_at = now
            if self.left < 1:
                return False
            self.left -= 1
            return True


BUCKETS = {kind: Bucket(COUNTED_PER_SECOND, COUNTED_AT_ONCE) for kind in Kind}


def parse_message(body: bytes) -> tuple[Kind, float] | None:
    """What the player tells: `play`, or `watched 12.5` with the seconds since it last said so."""
    match = MESSAGE.fullmatch(body.strip())
    if match is None:
        return None
    return (Kind.PLAY, 1) if match["play"] else (Kind.WATCHED, float(match["seconds"]))


def count_message(request: HttpRequest, key: str, body: bytes) -> None:
    """Count what a player reports of a video on show; everything else is passed over in silence."""
    message = parse_message(body)
    if message is None or not is_worth_counting(request, message[0]):
        return
    video = Video.objects.filter(key=key).select_related("page").first()
    if video is None or not is_on_show(video):
        return
    kind, amount = message
    if kind == Kind.WATCHED:
        amount = round(min(amount, video.duration or 0))
    count(video, kind, amount=int(amount))


def count_download(request: HttpRequest, video: Video, name: str) -> None:
    if is_on_show(video) and is_worth_counting(request, Kind.DOWNLOAD):
        count(video, Kind.DOWNLOAD, name)


def count_embed(request: HttpRequest, video: Video) -> None:
    """Also of a browser that had the player already and only asks whether it changed."""
    if request.method == "GET" and is_on_show(video) and is_worth_counting(request, Kind.EMBED):
        count(video, Kind.EMBED, host_around(request))


def is_on_show(video: Video) -> bool:
    page = getattr(video, "page", None)
    return page is not None and page.is_on_show


def is_worth_counting(request: HttpRequest, kind: Kind) -> bool:
    agent = request.headers.get("User-Agent", "")
    return bool(agent) and not PROGRAMS.search(agent) and BUCKETS[kind].take()


def host_around(request: HttpRequest) -> str:
    """The name of the host whose page shows the player; its path and query are not even read."""
    referer = request.headers.get("Referer", "")
    if not referer:
        return DailyCount.UNKNOWN_HOST
    try:
        host = urlsplit(referer).hostname or ""
    except ValueError:
        host = ""
    if host in own_hosts(request):
        return DailyCount.OWN_HOST
    is_name = len(host) <= LONGEST_HOST and HOST.fullmatch(host)
    return host if is_name else DailyCount.OTHER_HOSTS


def own_hosts(request: HttpRequest) -> set[str | None]:
    return {urlsplit(settings.BASE_URL).hostname, urlsplit(f"//{request.get_host()}").hostname}


def count(video: Video, kind: Kind, detail: str = "", amount: int = 1) -> None:
    """Add to today's sum. A count is never worth an error: the reader gets the film all the same."""
    if not amount:
        return
    day = timezone.localdate()
    try:
        if kind == Kind.EMBED and not has_room_for(video, day, detail):
            detail = DailyCount.OTHER_HOSTS
        DailyCount.objects.add(amount, video=video, day=day, kind=kind, detail=detail)
    except DatabaseError:
        logger.warning("A use of a video could not be counted", exc_info=True, extra={"video": video.pk})


def has_room_for(video: Video, day: date, host: str) -> bool:
    """Whether that host is kept by name already, or may be from here on.

    Of several new ones at the same moment each may find the last place; a few more do no harm.
    """
    if host in DailyCount.UNNAMED_HOSTS:
        return True
    embeds = DailyCount.objects.filter(video=video, day=day, kind=Kind.EMBED)
    if embeds.filter(detail=host).exists():
        return True
    return embeds.exclude(detail__in=DailyCount.UNNAMED_HOSTS).count() < MAX_HOSTS
