"""What happens with a report of an error: it is kept, the people responsible hear of it, one day it goes."""

import hashlib
from datetime import datetime
from functools import partial

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.admin.mail import send_mail

from lessons.models import ErrorReport
from media.models import VideoPage
from media.publishing import people_responsible

WINDOW = 60 * 60  # seconds
MOST_OF_ONE = 5  # reports in the window from one connection
MOST_OF_VIDEO = 30  # reports in the window about one video


def keep(report: ErrorReport, page: VideoPage) -> None:
    """Store a report and mail those responsible once it is certain; a mail that fails harms nothing else."""
    with transaction.atomic():
        report.video = page.recording
        report.save()
        for person in people_responsible(page):
            transaction.on_commit(partial(_mail, person.email, report, page.title), robust=True)


def _mail(address: str, report: ErrorReport, page_title: str) -> None:
    with override(settings.LANGUAGE_CODE):
        title = " ".join(page_title.split())
        lines = [
            _("Someone reported an error in the learning video “%(title)s”.") % {"title": title},
            "\n".join(
                [
                    _("About: %(kind)s") % {"kind": report.get_kind_display()},
                    _("Moment: %(moment)s") % {"moment": report.clock or "–"},
                ]
            ),
            report.text,
            _("Answer and mark as done: %(address)s")
            % {"address": settings.WAGTAILADMIN_BASE_URL + reverse("error_reports:edit", args=[report.pk])},
        ]
        subject = _("Error reported: “%(title)s”") % {"title": title}
        send_mail(subject, "\n\n".join(lines) + "\n", [address])


def is_too_much(request: HttpRequest, page: VideoPage) -> bool:
    """Whether this connection or this video has had its share for now; counts the attempt.

    The address of the reader is not kept: the cache holds for an hour a number under a keyed hash.
    """
    of_one = _count(f"reader:{_connection(request)}")
    of_video = _count(f"video:{page.recording.key}")
    return of_one > MOST_OF_ONE or of_video > MOST_OF_VIDEO


def _connection(request: HttpRequest) -> str:
    """The nearest address that our own proxy vouches for, as a hash."""
    forwarded = [
        part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()
    ]
    trusted = getattr(settings, "ALLAUTH_TRUSTED_PROXY_COUNT", 0)
    address = forwarded[-trusted] if 0 < trusted <= len(forwarded) else request.META.get("REMOTE_ADDR", "")
    return salted_hmac("lessons.reporting", address, algorithm="sha256").hexdigest()


def _count(name: str) -> int:
    key = f"reports:{hashlib.sha256(name.encode()).hexdigest()}"
    if cache.add(key, 1, WINDOW):
        return 1
    try:
        return int(cache.incr(key))
    except ValueError:  # it ran out in between, or there is no cache at the moment
        return 1


def delete_outlived(now: datetime) -> int:
    """Delete what was done long ago or is too old; how many went."""
    return ErrorReport.objects.outlived(now).delete()[0]
