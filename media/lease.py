"""A worker's claim on work: one worker wins it, a heartbeat keeps it, silence loses it.

The rows of the task backend know no lease, retry or time-out, so the truth lies with the video, version or
recognition. A worker that was thought dead may wake up again; therefore everything it records is bound to its claim.
"""

import logging
import os
import secrets
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from types import TracebackType
from typing import Self, TypeVar

from django.db import (
    DatabaseError,
    InterfaceError,
    OperationalError,
    close_old_connections,
    connection,
    transaction,
)
from django.utils import timezone

from media.models import Recognition, Version, Video
from media.models.work import LEASE, WorkQuerySet

logger = logging.getLogger(__name__)
Result = TypeVar("Result")
KindOfWork = type[Video] | type[Version] | type[Recognition]

HEARTBEAT = timedelta(seconds=10)  # six of them fit into a lease
PROGRESS_INTERVAL = 1.0  # seconds between two writes of the progress
LOOK_INTERVAL = 2.0  # seconds between two looks whether the video is still ours
PATIENCE = 60.0  # seconds in which a database may start anew without costing a job
PAUSE = 2.0  # seconds between two attempts to reach it


class LeaseLostError(Exception):
    """Another worker took over, or the work is gone: nothing may be recorded any more."""


class Lease:
    """The claim of this worker on one video, version or recognition. As a context it keeps itself alive."""

    def __init__(self, work: WorkQuerySet, worker: str) -> None:
        self.work = work
        self.worker = worker
        self.is_lost = False
        self._is_over = threading.Event()
        self._heartbeat = threading.Thread(target=self._beat, name=f"lease of {worker}", daemon=True)
        self._reported_at = float("-inf")
        self._looked_at = time.monotonic()

    @classmethod
    def take(cls, pk: int, model: KindOfWork = Video) -> Self | None:
        """Claim a video, version or recognition, or return None: it is done, gone, out of attempts or in other hands."""
        worker = f"{socket.gethostname()[:40]}-{os.getpid()}-{secrets.token_hex(8)}"
        work = model.objects.filter(pk=pk)
        return cls(work, worker) if work.mark_processing(worker) else None

    @property
    def claimed(self) -> WorkQuerySet:
        """The work as long as it is ours, else nothing: what its outcome is recorded on."""
        return self.work.held_by(self.worker)

    def __enter__(self) -> Self:
        self._heartbeat.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._is_over.set()
        self._heartbeat.join()

    def report(self, progress: int) -> None:
        """Store the progress (per cent), at most once a second."""
        if time.monotonic() - self._reported_at >= PROGRESS_INTERVAL:
            self._reported_at = time.monotonic()
            self._renew_if_possible(progress=progress)

    def is_gone(self) -> bool:
        """Whether the video is no longer ours: taken over, deleted, or its work cancelled by an editor.

        Asked often, it looks into the database every two seconds.
        """
        if time.monotonic() - self._looked_at >= LOOK_INTERVAL:
            self._looked_at = time.monotonic()
            self._renew_if_possible()
        return self.is_lost

    @contextmanager
    def holding(self) -> Iterator[None]:
        """A transaction that nobody can take the work over in. Raises LeaseLostError."""
        with transaction.atomic():
            self._renew()  # the UPDATE locks the row
            if self.is_lost:
                raise LeaseLostError(self.worker)
            yield

    def _renew(self, **fields: int) -> None:
        if not self.claimed.update(lease_until=timezone.now() + LEASE, **fields):
            self.is_lost = True

    def _renew_if_possible(self, **fields: int) -> None:
        """A database away for a moment costs a heartbeat, not the work of an hour."""
        try:
            drop_stale_connection()
            self._renew(**fields)
        except DatabaseError:
            logger.exception("The lease could not be renewed", extra={"worker": self.worker})

    def _beat(self) -> None:
        try:
            while not self._is_over.wait(HEARTBEAT.total_seconds()):
                self._renew_if_possible()
        finally:
            connection.close()


def outlast(work: Callable[[], Result]) -> Result:
    """Do something with the database, again and again for a minute if it cannot be reached meanwhile."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            drop_stale_connection()
            return work()
        except (OperationalError, InterfaceError):
            if connection.in_atomic_block or time.monotonic() > deadline:
                raise
            logger.warning("The database cannot be reached; trying again", exc_info=True)
            time.sleep(PAUSE)


def drop_stale_connection() -> None:
    """Let the next query connect anew if the connection broke or grew old during hours of work."""
    if not connection.in_atomic_block:
        close_old_connections()
