from django.utils.translation import override

from media import programs
from media.checks import check_ffmpeg, check_jail
from media.programs import FfmpegError
from tests.media.clips import packaged_ffmpeg


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


def test_complete_ffmpeg_gives_no_warning(settings):
    settings.FFMPEG = packaged_ffmpeg()

    assert check_ffmpeg(None) == []


def test_what_an_ffmpeg_lacks_is_named_in_german(settings, monkeypatch):
    settings.FFMPEG = packaged_ffmpeg()
    monkeypatch.setattr(
        programs,
        "_abilities",
        lambda program, kind: frozenset(
            {"aac", "mjpeg", "scale", "fps", "yadif", "tile", "ebur128", "alimiter", "tonemap"}
        ),
    )

    with override("de"):
        (message,) = check_ffmpeg(None)

    assert (message.id, message.msg) == (
        "media.W001",
        "Diesem ffmpeg fehlt, was Filme brauchen: libx264, zscale.",
    )


def test_warning_without_ffmpeg_is_left_to_its_own_check(settings, tmp_path):
    settings.FFMPEG = str(tmp_path / "none")

    assert check_ffmpeg(None) == []
