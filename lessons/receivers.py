"""What the room does each minute."""

from datetime import datetime

from cms.core.signals import tick
from lessons.lti import cleaning
from lessons.reporting import delete_outlived


def delete_outlived_at_tick(now: datetime, **kwargs: object) -> None:
    delete_outlived(now)


def clean_lti_at_tick(now: datetime, **kwargs: object) -> None:
    cleaning.delete_outlived(now)


def connect() -> None:
    tick.connect(delete_outlived_at_tick, dispatch_uid="delete outlived error reports")
    tick.connect(clean_lti_at_tick, dispatch_uid="delete used numbers, old links and keys of LTI")
