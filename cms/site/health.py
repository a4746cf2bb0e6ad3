"""Whether the site lives, and whether it can do all its work. No answer names a secret.

`ready` answers 200 with "ok" or "degraded" (readers are served, a person should look) and 503 with
"failed" (the database is away).
"""

import logging
import os
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_tasks_db.models import DBTaskResult
from wagtail.models import Page, Revision

logger = logging.getLogger(__name__)

OK, DEGRADED, FAILED = "ok", "degraded", "failed"
Finding = dict[str, Any]

LONGEST_QUEUE = timedelta(minutes=15)  # a film of an hour may keep the worker busy for that long
LONGEST_DELAY = timedelta(minutes=5)  # of the clock, which runs each minute
LEAST_FREE_BYTES = 1024**3
LEAST_FREE_SHARE = 0.05


@require_safe
@never_cache
def live(request: HttpRequest) -> JsonResponse:
    """The process answers; asks nobody else."""
    return JsonResponse({"status": OK})


@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    findings = {"database": examine(check_database)}
    if findings["database"]["status"] != OK:
        findings["database"]["status"] = FAILED
        return JsonResponse({"status": FAILED, "checks": findings}, status=503)
    for name, check in CHECKS.items():
        findings[name] = examine(check)
    is_ok = all(finding["status"] == OK for finding in findings.values())
    return JsonResponse({"status": OK if is_ok else DEGRADED, "checks": findings})


def examine(check: Callable[[], Finding]) -> Finding:
    """What the check found; a check that cannot even look counts as degraded, its error goes to the log."""
    try:
        return check()
    except Exception:
        logger.exception("A health check could not look", extra={"check": check.__name__})
        return {"status": DEGRADED}


def check_database() -> Finding:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return {"status": OK}


def check_cache() -> Finding:
    word = uuid4().hex
    cache.set("health", word, 10)
    return {"status": OK if cache.get("health") else DEGRADED}


def check_queue() -> Finding:
    """How long the oldest task that may run has been waiting."""
    oldest = (
        DBTaskResult.objects.ready().order_by("enqueued_at").values_list("enqueued_at", flat=True).first()
    )
    return _lateness(oldest, LONGEST_QUEUE)


def check_clock() -> Finding:
    """How late the oldest scheduled publication or expiry is: `manage.py tick` does them each minute."""
    publication = Revision.objects.order_by("approved_go_live_at").filter(approved_go_live_at__isnull=False)
    expiry = Page.objects.live().order_by("expire_at").filter(expire_at__isnull=False)
    due = [
        publication.values_list("approved_go_live_at", flat=True).first(),
        expiry.values_list("expire_at", flat=True).first(),
    ]
    return _lateness(min((moment for moment in due if moment), default=None), LONGEST_DELAY)


def check_disk() -> Finding:
    """Room for uploads, and the right to write them; nothing to see where files lie on S3."""
    folders = [] if settings.S3_BUCKET else [Path(settings.PRIVATE_ROOT), Path(settings.MEDIA_ROOT)]
    free_share = 1.0
    status = OK
    for folder in map(_nearest_existing, folders):
        usage = shutil.disk_usage(folder)
        free_share = min(free_share, usage.free / usage.total)
        if usage.free < LEAST_FREE_BYTES or free_share < LEAST_FREE_SHARE or not os.access(folder, os.W_OK):
            status = DEGRADED
    return {"status": status, "free_percent": round(free_share * 100)}


CHECKS: dict[str, Callable[[], Finding]] = {
    "cache": check_cache,
    "queue": check_queue,
    "clock": check_clock,
    "disk": check_disk,
}


def _lateness(since: datetime | None, limit: timedelta) -> Finding:
    late = max(timezone.now() - since, timedelta()) if since else timedelta()
    return {"status": OK if late <= limit else DEGRADED, "late_seconds": round(late.total_seconds())}


def _nearest_existing(folder: Path) -> Path:
    """A folder is made with its first file; until then its parent tells."""
    return folder if folder.exists() else _nearest_existing(folder.parent)
