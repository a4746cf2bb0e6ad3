from datetime import timedelta

import pytest

from tests.media.clips import clips
from tests.media.folders import folders

__all__ = ["clips", "folders"]


@pytest.fixture(autouse=True)
def quiet_heartbeat(monkeypatch):
    """A heartbeat has a connection of its own, which cannot see the transaction that a test runs in."""
    monkeypatch.setattr("media.lease.HEARTBEAT", timedelta(hours=1))
