"""Folders of its own for a test, so that nothing left behind can hide."""

from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True)
class Folders:
    work: Path
    private: Path

    @property
    def stored(self) -> list[str]:
        """All files in the storage, by their path in it."""
        return sorted(
            str(path.relative_to(self.private)) for path in self.private.rglob("*") if path.is_file()
        )

    @property
    def in_work(self) -> list[Path]:
        return sorted(self.work.glob("*"))


@pytest.fixture
def folders(settings, tmp_path: Path) -> Folders:
    private = {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path / "private"}}
    settings.STORAGES = {**settings.STORAGES, "default": private}
    settings.VIDEO_WORK_DIR = tmp_path / "work"
    return Folders(settings.VIDEO_WORK_DIR, tmp_path / "private")
