import json

import pytest
from django.core.management import call_command


def probe_video(path, capsys):
    """Exit code and the answer on standard output."""
    try:
        call_command("probe_video", str(path))
    except SystemExit as end:
        code = end.code
    else:
        code = 0
    return code, json.loads(capsys.readouterr().out)


def test_film_is_accepted_with_its_facts(clips, capsys):
    code, answer = probe_video(clips["plain.mp4"], capsys)

    assert code == 0
    assert (answer["accepted"], answer["code"], answer["reason"]) == (True, None, None)
    video = answer["probe"]["video"]
    assert (video["codec"], video["width"], video["height"]) == ("h264", 320, 180)
    assert answer["probe"]["audio"]["codec"] == "aac"
    assert answer["probe"]["size"] == clips["plain.mp4"].stat().st_size


@pytest.mark.parametrize(
    ("name", "reason"),
    [("empty.mp4", "empty_file"), ("playlist.mp4", "not_a_video"), ("many tracks.mkv", "too_many_streams")],
)
def test_other_file_is_refused_with_a_reason(name, reason, clips, capsys):
    code, answer = probe_video(clips[name], capsys)

    assert code == 1
    assert (answer["accepted"], answer["code"], answer["probe"]) == (False, reason, None)
    assert answer["reason"]


def test_too_large_file_is_refused_unread(settings, tmp_path, capsys):
    settings.VIDEO_MAX_UPLOAD_MB = 1
    path = tmp_path / "film.mp4"
    path.write_bytes(bytes(1024**2 + 1))

    assert probe_video(path, capsys)[1]["code"] == "too_large"


@pytest.mark.parametrize("name", ["none.mp4", "", "a" * 300, "nul\0.mp4"])
def test_what_is_no_file_is_refused_with_a_reason(name, tmp_path, capsys):
    code, answer = probe_video(f"{tmp_path}/{name}", capsys)

    assert (code, answer["code"]) == (1, "file_missing")
