"""The one clock of the site: schedule, expiry, clean-up, and whatever the rooms join to it."""

import signal
import time
from argparse import ArgumentParser
from threading import Event
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections

from cms.site.schedule import run_all

PERIOD = 60.0  # seconds


class Command(BaseCommand):
    help = "Does once what is due each minute. With --forever it goes on until it is told to stop."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--forever", action="store_true", help="Run each minute until SIGTERM.")

    def handle(self, *args: Any, forever: bool = False, **options: Any) -> None:
        if forever:
            self.run_forever()
        elif failed := run_all():
            raise CommandError(f"Not everything could be done; the log says why: {', '.join(failed)}")

    def run_forever(self) -> None:
        """A round that is under way is finished; a failure is in the log and the next round tries again."""
        stop = Event()

        def ask_to_stop(number: int, frame: FrameType | None) -> None:
            stop.set()

        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, ask_to_stop)
        while not stop.is_set():
            started_at = time.monotonic()
            close_old_connections()
            run_all()
            close_old_connections()
            stop.wait(max(0.0, PERIOD - (time.monotonic() - started_at)))
