"""A worker's claim on a video: one worker wins it, a heartbeat keeps it, silence loses it.

The rows of the task backend know no lease, retry or time-out, so the truth lies with the video. A
worker that was thought dead may wake up again; therefore everything it records is bound to its claim.
"""

import logging
import os
import secrets
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from types import TracebackType
from typing import Self

from django.db import DatabaseError, close_old_connections, connection, transaction
from django.utils import timezone

from media.models import Video
from media.models.videos import LEASE, VideoQuerySet

logger = logging.getLogger(__name__)

HEARTBEAT = timedelta(seconds=10)  # six of them fit into a lease
PROGRESS_INTERVAL = 1.0  # seconds between two writes of the progress


class LeaseLostError(Exception):
    """Another worker took the video over, or the video is gone: nothing may be recorded any more."""


class Lease:
    """The claim of this worker on one video. As a context it keeps itself alive."""

    def __init__(self, video_id: int, worker: str) -> None:
        self.video_id = video_id
        self.worker = worker
        self.is_lost = False
        self._is_over = threading.Event()
        self._heartbeat = threading.Thread(target=self._beat, name=f"lease of {worker}", daemon=True)
        self._reported_at = float("-inf")

    @classmethod
    def take(cls, video_id: int) -> Self | None:
        """Claim the video, or return None: it is done, gone, out of attempts or in other hands."""
        worker = f"{socket.gethostname()[:40]}-{os.getpid()}-{secrets.token_hex(8)}"
        if not Video.objects.filter(pk=video_id).mark_processing(worker):
            return None
        return cls(video_id, worker)

    @property
    def claimed(self) -> VideoQuerySet:
        """The video as long as it is ours, else nothing: what its outcome is recorded on."""
        return Video.objects.filter(pk=self.video_id).held_by(self.worker)

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

    @contextmanager
    def holding(self) -> Iterator[None]:
        """A transaction that nobody can take the video over in. Raises LeaseLostError."""
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
            logger.exception("The lease could not be renewed", extra={"video": self.video_id})

    def _beat(self) -> None:
        try:
            while not self._is_over.wait(HEARTBEAT.total_seconds()):
                self._renew_if_possible()
        finally:
            connection.close()


def drop_stale_connection() -> None:
    """Let the next query connect anew if the connection broke or grew old during hours of work."""
    if not connection.in_atomic_block:
        close_old_connections()
