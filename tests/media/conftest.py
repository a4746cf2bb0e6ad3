from datetime import timedelta

import pytest

from media import programs, runner
from tests.media.clips import clips
from tests.media.folders import folders
from tests.media.quick_films import studio

__all__ = ["clips", "folders", "studio"]


@pytest.fixture(autouse=True)
def quiet_heartbeat(monkeypatch):
    """A heartbeat has a connection of its own, which cannot see the transaction that a test runs in."""
    monkeypatch.setattr("media.lease.HEARTBEAT", timedelta(hours=1))


@pytest.fixture(params=["jail", "no jail"])
def walls(request, monkeypatch):
    """With the jail, where this machine has one, and without."""
    if request.param == "no jail":
        monkeypatch.setattr(runner, "jail_for", lambda *words: "")
    elif not programs.jail_available():
        pytest.skip("There is no jail on this machine.")
    return request.param
