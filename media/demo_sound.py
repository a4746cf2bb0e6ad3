"""A soft, steady sound for films of the sample content, made without any program or recording."""

import math
import wave
from array import array
from collections.abc import Sequence
from pathlib import Path

SAMPLE_RATE = 48_000  # samples a second
FULL_SCALE = 32_767  # of 16-bit samples
A_MAJOR = (220, 277, 330)  # Hz
FADE_SECONDS = 1.0


def tone(target: Path, seconds: float, *, frequencies: Sequence[int] = A_MAJOR, volume: float = 0.1) -> None:
    """Write a chord of whole `frequencies` (Hz) as mono WAV; `volume` is the share of full scale.

    It fades in and out. Whole frequencies repeat every second, so one second is computed and reused.
    """
    length = round(seconds * SAMPLE_RATE)
    second = [_sample(position, frequencies, volume) for position in range(SAMPLE_RATE)]
    samples = array("h", (second * math.ceil(max(seconds, 1)))[:length])
    fade = min(round(FADE_SECONDS * SAMPLE_RATE), length // 2)
    for position in range(fade):
        share = position / fade
        samples[position] = round(samples[position] * share)
        samples[-1 - position] = round(samples[-1 - position] * share)
    with wave.open(str(target), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(samples.itemsize)
        file.setframerate(SAMPLE_RATE)
        file.writeframes(samples.tobytes())


def _sample(position: int, frequencies: Sequence[int], volume: float) -> int:
    """One sample of the chord; every note has the same share, so the sum stays within `volume`."""
    angles = (2 * math.pi * frequency * position / SAMPLE_RATE for frequency in frequencies)
    return round(FULL_SCALE * volume * sum(map(math.sin, angles)) / len(frequencies))
