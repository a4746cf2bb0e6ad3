"""`manage.py load_demo`: the sample content, which is the real network."""

import logging
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

from django.conf import settings
from django.core.management.base import BaseCommand

from cms.core.models import SampleRecord
from cms.site import demo

# They report every save, and there are hundreds.
TALKATIVE_LOGGERS = ("django_tasks", "wagtail", "media")


@contextmanager
def only_warnings() -> Iterator[None]:
    """Keep the talkative loggers from reporting what goes well."""
    loggers = [logging.getLogger(name) for name in TALKATIVE_LOGGERS]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.WARNING)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


class Command(BaseCommand):
    help = "Loads the sample content. Doing it again adds what is new and leaves everything else as it is."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--keys", action="store_true", help="name every sample that is built")

    def handle(self, *args: object, verbosity: int = 1, keys: bool = False, **options: object) -> None:
        had_logins = self.has_logins()
        began = monotonic()
        with only_warnings():
            count = self.load(shows_keys=keys)
            demo.point_site_here()
        if verbosity:
            self.report(count, monotonic() - began)
            self.report_logins(had_logins)

    def load(self, *, shows_keys: bool) -> int:
        """Build what is missing; return how many samples were built."""
        count = 0
        for key in demo.load():
            count += 1
            if shows_keys:
                self.stdout.write(f"  {key}")
        return count

    def report(self, count: int, seconds: float) -> None:
        if count:
            self.stdout.write(f"Sample content: {count} records made in {seconds:.0f} seconds.")
        else:
            self.stdout.write("Sample content: is there already, nothing was changed.")
        for key in demo.samples().missing():
            self.stdout.write(f"  left out: {key}")

    def report_logins(self, had_logins: bool) -> None:
        if not self.has_logins():
            self.stdout.write("Logins: none were made, because there are users already.")
            return
        self.stdout.write(f"Site:   {settings.BASE_URL}/   Admin: {settings.BASE_URL}/admin/")
        self.stdout.write(f"Logins: {', '.join(name.partition('/')[2] for name in demo.USERS)}")
        if had_logins:
            self.stdout.write("The passwords are unchanged.")
        else:
            self.stdout.write(f"Password of all: {demo.demo_password()}")

    def has_logins(self) -> bool:
        return SampleRecord.objects.filter(key__in=demo.USERS).exists()
