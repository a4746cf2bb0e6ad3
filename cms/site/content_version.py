"""The version of everything public, which cached pages carry in their key.

The truth lies in the database, so workers with a cache of their own agree: each asks at most twice a
second. A token rather than a number, because a restored backup would count the same numbers again.

Some things change by themselves: a page expires at its moment, a consent ends at midnight. So the version
carries the day and what has expired since the clock last took something offline.
"""

import time
from dataclasses import dataclass
from uuid import uuid4

from django.db import DatabaseError, transaction
from django.db.models import Subquery
from django.utils import timezone
from wagtail.models import Page

from cms.site.models import ContentVersion

MEMORY_SECONDS = 0.5
ROW = 1


@dataclass(frozen=True)
class Memory:
    """What this process read last; `read_at` is on the monotonic clock."""

    token: str
    read_at: float


_memory: Memory | None = None


def current() -> str | None:
    """The token of the present content, at most half a second old.

    While the database is away it is the last one known (cached pages go on being served), and None where
    none is known yet.
    """
    global _memory
    memory = _memory  # another thread may forget it meanwhile
    if memory and time.monotonic() - memory.read_at < MEMORY_SECONDS:
        return memory.token
    try:
        token = _read()
    except DatabaseError:
        return memory.token if memory else None
    _memory = Memory(token, time.monotonic())
    return token


def _read() -> str:
    now = timezone.now()
    expired = Page.objects.filter(live=True, expire_at__lte=now).order_by("-expire_at", "-pk")
    row = (
        ContentVersion.objects.filter(pk=ROW)
        .annotate(expired=Subquery(expired.values("pk")[:1]))
        .values_list("token", "expired")
        .first()
    )
    token, last_expired = row or ("", "")
    return f"{token}:{timezone.localdate(now)}:{last_expired or ''}"


def bump() -> None:
    """Forget every cached page. Call it after the change is committed, or use `bump_on_commit`."""
    token = uuid4().hex
    if not ContentVersion.objects.filter(pk=ROW).update(token=token):
        ContentVersion.objects.get_or_create(pk=ROW, defaults={"token": token})
    forget()


def bump_on_commit() -> None:
    """Forget cached pages once the present transaction is committed.

    A failure is logged and not raised: the change is done, and no page is cached for long.
    """
    transaction.on_commit(bump, robust=True)


def forget() -> None:
    """Ask the database at the next request."""
    global _memory
    _memory = None
