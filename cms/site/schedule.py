"""What the clock does once a minute; each piece of work on its own, so that none stops another."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from importlib import import_module

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.models import DraftStateMixin, Page, Revision

from cms.core.signals import scheduled_publication_failed, tick

logger = logging.getLogger(__name__)

KEPT_TASKS = timedelta(days=14)  # finished ones, to look at


def run_all(now: datetime | None = None) -> list[str]:
    """Do everything due; the names of what failed, each of which is in the log with its reason."""
    now = now or timezone.now()
    failed = [name for name, work in WORK.items() if not _succeeds(name, work, now)]
    for receiver, outcome in tick.send_robust(sender=None, now=now):
        if isinstance(outcome, Exception):
            name = getattr(receiver, "__qualname__", repr(receiver))
            logger.error("The clock: %s failed", name, exc_info=outcome)
            failed.append(name)
    return failed


def _succeeds(name: str, work: Callable[[datetime], None], now: datetime) -> bool:
    try:
        work(now)
    except Exception:
        logger.exception("The clock: %s failed", name)
        return False
    return True


def unpublish_expired(now: datetime) -> None:
    """Take offline what has expired: pages, and snippets with drafts."""
    for model in _publishable_models():
        due = model._default_manager.filter(live=True, expire_at__lt=now).order_by("expire_at", "pk")
        for key in list(due.values_list("pk", flat=True)):
            try:
                _unpublish(due, key)
            except Exception:
                logger.exception("What expired could not be unpublished", extra={"model": model, "pk": key})


@transaction.atomic
def _unpublish(due: QuerySet, key: object) -> None:
    if expired := due.select_for_update().filter(pk=key).first():
        expired.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")


def publish_scheduled(now: datetime) -> None:
    """Publish each revision whose moment has come. One that cannot be published stops no other.

    Rooms hear of it by `scheduled_publication_failed` and may take it off the schedule.
    """
    due = Revision.objects.filter(approved_go_live_at__lt=now).order_by("approved_go_live_at", "pk")
    for key in list(due.values_list("pk", flat=True)):
        try:
            _publish(due, key)
        except Exception as error:
            logger.exception("A scheduled revision could not be published", extra={"revision": key})
            _tell_of_failure(Revision.objects.get(pk=key), error)


@transaction.atomic
def _publish(due: QuerySet[Revision], key: object) -> None:
    """Asked anew under a lock: a second clock or an editor may have been faster."""
    if revision := due.select_for_update().filter(pk=key).first():
        revision.publish(log_action="wagtail.publish.scheduled")


def _tell_of_failure(revision: Revision, error: Exception) -> None:
    outcomes = scheduled_publication_failed.send_robust(
        sender=revision.content_type.model_class(), revision=revision, error=error
    )
    for _receiver, outcome in outcomes:
        if isinstance(outcome, Exception):
            logger.error("A failed publication could not be reported", exc_info=outcome)


def delete_old_sessions(now: datetime) -> None:
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()


def delete_old_tasks(now: datetime) -> None:
    DBTaskResult.objects.finished().filter(finished_at__lt=now - KEPT_TASKS).delete()


def _publishable_models() -> list[type[Model]]:
    """Page for all page types, and each snippet model with drafts."""
    models = [model for model in apps.get_models() if issubclass(model, DraftStateMixin)]
    return [Page, *[model for model in models if not issubclass(model, Page)]]


WORK: dict[str, Callable[[datetime], None]] = {
    "unpublish_expired": unpublish_expired,
    "publish_scheduled": publish_scheduled,
    "delete_old_sessions": delete_old_sessions,
    "delete_old_tasks": delete_old_tasks,
}
