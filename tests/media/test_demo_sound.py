import wave
from array import array

import pytest

from media.demo_sound import tone


def samples(path):
    with wave.open(str(path)) as file:
        assert (file.getnchannels(), file.getframerate()) == (1, 48_000)
        return array("h", file.readframes(file.getnframes()))


@pytest.mark.parametrize("seconds", [0.5, 1, 2.25])
def test_the_sound_is_as_long_as_asked_for(seconds, tmp_path):
    tone(tmp_path / "a.wav", seconds)

    assert len(samples(tmp_path / "a.wav")) == seconds * 48_000


def test_the_sound_is_soft_begins_and_ends_in_silence_and_is_always_the_same(tmp_path):
    for name in ("a.wav", "b.wav"):
        tone(tmp_path / name, 3, volume=0.2)

    sound = samples(tmp_path / "a.wav")
    assert (sound[0], sound[-1]) == (0, 0)
    assert 3_000 < max(sound) <= 6_554
    assert (tmp_path / "a.wav").read_bytes() == (tmp_path / "b.wav").read_bytes()
