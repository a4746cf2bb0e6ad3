from media.checks import check_jail
from media.ffmpeg import FfmpegError


def test_jailed_ffmpeg_gives_no_hint(monkeypatch):
    monkeypatch.setattr("media.checks.jail_available", lambda program: True)

    assert check_jail(None) == []


def test_ffmpeg_without_jail_gives_a_hint(monkeypatch):
    monkeypatch.setattr("media.checks.jail_available", lambda program: False)

    assert [message.id for message in check_jail(None)] == ["media.I001"]


def test_missing_ffmpeg_is_left_to_its_own_check(monkeypatch):
    def miss(program):
        raise FfmpegError("program_missing")

    monkeypatch.setattr("media.checks.jail_available", miss)

    assert check_jail(None) == []
