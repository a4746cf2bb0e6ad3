"""Mails before a consent ends: 60 and 14 days before, each once; they name the thing and nobody in it."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Model
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.admin.mail import send_mail

from cms.core.consents import REMINDER_DAYS, reminder_due
from cms.core.models.consents import ConsentQuerySet, ConsentRecord


def remind(
    consents: ConsentQuerySet,
    today: date,
    *,
    subject_of: Callable[[Any], Model],
    address_of: Callable[[Any], str],
    people_of: Callable[[Any], Iterable[Any]],
) -> None:
    """Mail everyone responsible for what is shown with consents that end soon; once for all of its consents."""
    ends: dict[Model, date] = {}
    for consent in consents.ending_between(today, today + timedelta(days=max(REMINDER_DAYS))):
        if _claim(consent, today):
            ends.setdefault(subject_of(consent), consent.valid_until)
    for subject, last_day in ends.items():
        for person in people_of(subject):
            mail = partial(_mail, person.email, str(subject), last_day, address_of(subject))
            transaction.on_commit(mail, robust=True)


def _claim(consent: ConsentRecord, today: date) -> bool:
    """Whether this clock sends the reminder; of several clocks the database lets one win."""
    days = reminder_due(consent.valid_until, today) if consent.valid_until else None
    return days is not None and type(consent).objects.filter(pk=consent.pk).mark_reminded(days) == 1


def _mail(address: str, title: str, last_day: date, link: str) -> None:
    with override(settings.LANGUAGE_CODE):
        words = {"title": " ".join(title.split()), "day": date_format(last_day, "j. F Y")}
        paragraphs = [
            _("A consent for “%(title)s” ends on %(day)s.") % words,
            _(
                "From the next day on it is no longer shown anywhere. Ask the people in it in good time whether "
                "they agree for longer, and record that."
            ),
            _("To the consents: %(address)s") % {"address": settings.WAGTAILADMIN_BASE_URL + link},
        ]
        subject = _("“%(title)s”: a consent ends on %(day)s") % words
        send_mail(subject, "\n\n".join(paragraphs) + "\n", [address])
