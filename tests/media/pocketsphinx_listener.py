"""Writes down English speech by PocketSphinx: `pocketsphinx_listener.py SOUND.wav CAPTIONS.vtt`.

A program of its own, as operators would install it. A pause ends a caption.
"""

import sys
import wave
from itertools import groupby
from pathlib import Path

from pocketsphinx import Decoder

NO_WORDS = {"<s>", "</s>", "<sil>", "[NOISE]"}


def heard(sound: Path) -> list[tuple[str, int, int]]:
    """The words with their first and last frame; a frame lasts ten milliseconds."""
    with wave.open(str(sound)) as wav:
        decoder = Decoder(samprate=wav.getframerate(), loglevel="FATAL")
        samples = wav.readframes(wav.getnframes())
    decoder.start_utt()
    decoder.process_raw(samples, full_utt=True)
    decoder.end_utt()
    # "length(2)" is another way to say "length".
    return [(one.word.partition("(")[0], one.start_frame, one.end_frame) for one in decoder.seg()]


def timestamp(frame: int) -> str:
    minutes, rest = divmod(frame, 6000)
    return f"00:{minutes:02}:{rest // 100:02}.{rest % 100:02}0"


def main(sound: str, target: str) -> None:
    cues = []
    for has_words, group in groupby(heard(Path(sound)), lambda word: word[0] not in NO_WORDS):
        words = list(group)
        if has_words:
            text = " ".join(word for word, _, _ in words)
            cues.append(f"{timestamp(words[0][1])} --> {timestamp(words[-1][2])}\n{text}\n")
            print(cues[-1], flush=True)  # noqa: T201 - how far it is
    Path(target).write_text("\n".join(["WEBVTT\n", *cues]))


if __name__ == "__main__":
    main(*sys.argv[1:])
