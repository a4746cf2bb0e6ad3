"""Keeps the records true: what is on show, what changed, what is gone.

Asked by harvesters rather than told at each change: an expiry, a consent that ends or a restricted page
above send no signal, and a renamed occupation changes the description of many videos.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from wagtail.models import Site

from exchange.descriptions import Description, descriptions, videos_of
from exchange.models import Record
from exchange.sets import sets_of

TIMES = {"changed_at"}  # said by the datestamp already; a save without a change of words is none


@transaction.atomic
def bring_up_to_date(site: Site, key: str = "") -> None:
    """Note every new, changed and vanished video of the network, or what became of the one with that key."""
    # Two harvests at once note the same once; rows that name the site may be written meanwhile.
    Site.objects.select_for_update(no_key=True).get(pk=site.pk)
    now = timezone.now().replace(microsecond=0)
    records, videos = Record.objects.filter(site=site), videos_of(site)
    if key:
        records, videos = records.filter(key=key), videos.filter(video__key=key)
    known = {record.key: record for record in records}
    current = descriptions(videos, site)
    Record.objects.bulk_create(
        _told(Record(site=site, key=one.key), one, now) for one in current if one.key not in known
    )
    changed = [
        _told(known[one.key], one, now)
        for one in current
        if one.key in known and (known[one.key].is_deleted or known[one.key].fingerprint != fingerprint(one))
    ]
    Record.objects.bulk_update(changed, ["datestamp", "is_deleted", "sets", "fingerprint"])
    _withdraw(known.values(), {one.key for one in current}, now)


def note_withdrawals(site: Site) -> None:
    """Only what is gone, cheaply: asked while a harvest goes on."""
    shown = set(videos_of(site).values_list("video__key", flat=True))
    _withdraw(
        Record.objects.filter(site=site, is_deleted=False), shown, timezone.now().replace(microsecond=0)
    )


def fingerprint(video: Description) -> str:
    """The same as long as nothing that is said about the video changes."""
    words = {name: value for name, value in asdict(video).items() if name not in TIMES}
    return hashlib.sha256(json.dumps(words, default=str, sort_keys=True).encode()).hexdigest()


def _told(record: Record, video: Description, now: datetime) -> Record:
    record.datestamp, record.is_deleted = now, False
    record.sets = f" {' '.join(sets_of(video))} "
    record.fingerprint = fingerprint(video)
    return record


def _withdraw(records: Iterable[Record], shown: set[str], now: datetime) -> None:
    gone = [record.pk for record in records if not record.is_deleted and record.key not in shown]
    if gone:
        Record.objects.filter(pk__in=gone).update(is_deleted=True, datestamp=now)
