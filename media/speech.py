"""Lets a program on this server write down what is said in a film.

Which program that is, the operators decide: it gets a WAV file and leaves WebVTT. What it leaves is read as any
caption file of a stranger is. Nothing here knows Django.
"""

import re
import shlex
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from media import jail, programs, runner
from media.captions import MAX_BYTES, CaptionError, Cue, clean_cue, parse_captions, plain_text
from media.cue_table import balanced
from media.sentences import ProgramError, gettext_noop

PLACEHOLDER = re.compile(r"\{(\w+)\}")
NEEDED = {"sound", "output"}
KNOWN = {*NEEDED, "language"}

MIN_SECONDS = 600  # wall clock
WORK_FACTOR = 20  # wall clock per second of film; a Whisper model of the size "base" needs a quarter of one
MAX_FILE_SIZE = 64 * 1024**2  # bytes of each file that the program writes

# How programs name the time of a caption, in WebVTT and where they say what they have heard: "--> 00:00:04.000".
UNTIL = re.compile(rb"-->\s*(?:(\d+):)?(\d+):(\d+)[.,](\d{3})")
LONGEST_LINE = 1000  # bytes that are kept of a line until it ends
# A caption without length, which whisper.cpp writes now and then, up to the blank line: at once if it has no text.
SAME_MOMENT = re.compile(r"^(\S{1,20})[ \t]+-->[ \t]+\1[ \t]*$.*?(?:\n[ \t]*\n|\Z)", re.MULTILINE | re.DOTALL)

SENTENCES = {
    "speech_off": gettext_noop("Speech recognition is switched off on this server."),
    "speech_missing": gettext_noop(
        "The speech recognition is not completely installed on the server. Please tell the operators; it begins "
        "by itself once that is done."
    ),
    "speech_silent": gettext_noop("No speech was recognised in the film. Please write the captions by hand."),
    "speech_time_limit": gettext_noop(
        "Recognising the speech took longer than allowed and was ended. Please write the captions by hand, or "
        "tell the operators."
    ),
    "speech_unreadable": gettext_noop(
        "The speech recognition did not deliver any captions that can be read. Please tell the operators."
    ),
    "speech_failed": gettext_noop(
        "The speech could not be recognised. Try again later; if it happens once more, tell the operators."
    ),
    "stopped": programs.SENTENCES["stopped"],
}
PERMANENT = {"speech_off", "speech_silent", "speech_time_limit", "speech_unreadable"}


class SpeechError(ProgramError):
    """Speech could not be written down."""

    sentences = SENTENCES
    permanent = PERMANENT


@dataclass(frozen=True)
class Recogniser:
    """A program that writes down speech: its words, some with placeholders, and what it reads besides the sound."""

    words: tuple[str, ...]
    readable: tuple[Path, ...] = ()

    @classmethod
    def of(cls, command: str, readable: Iterable[str] = ()) -> Self:
        """From a command line as in a shell, which never sees it. Raises ValueError if it cannot be one."""
        words = tuple(shlex.split(command))
        named = {name for word in words[1:] for name in PLACEHOLDER.findall(word)}
        if not words or not NEEDED <= named <= KNOWN:
            raise ValueError(f"Names {{sound}} and {{output}}, may name {{language}}: {command}")
        return cls(words, tuple(map(Path, readable)))

    @property
    def program(self) -> str | None:
        """The absolute path of the program; None if it is not there."""
        found = shutil.which(self.words[0])
        return str(Path(found).absolute()) if found else None

    @property
    def missing(self) -> list[str]:
        """What is not there: the program, and the files and folders that it reads."""
        lacking = [str(path) for path in self.readable if not path.exists()]
        return lacking if self.program else [self.words[0], *lacking]

    @property
    def is_jailed(self) -> bool:
        return bool(self.program and runner.jail_for(self.program, *self.readable))

    def command(self, sound: Path, output: Path, language: str) -> list[str]:
        """The argument list. `output` has no ending; the program adds `.vtt`. Raises SpeechError."""
        if self.program is None or self.missing:
            raise SpeechError("speech_missing", ", ".join(self.missing))
        values = {"sound": str(sound), "output": str(output), "language": language}
        words = (PLACEHOLDER.sub(lambda match: values[match[1]], word) for word in self.words[1:])
        return [self.program, *words]


def write_down(
    sound: Path,
    recogniser: Recogniser,
    *,
    language: str,
    seconds: float,
    on_progress: Callable[[float], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> list[Cue]:
    """What is said in a WAV file of so many seconds, as captions of plain words in lines that can be read.

    `on_progress` hears the share that is done (0 to 1) if the program tells the times of what it has heard.
    Raises SpeechError.
    """
    with runner.workplace(sound) as place:
        # Some programs go by the ending of the name.
        wav = place.inputs[0].rename(place.inputs[0].with_suffix(".wav"))
        command = recogniser.command(wav, place.output, language)
        hear = Listener(seconds, on_progress).feed if on_progress else None
        ended = _run(command, place, recogniser.readable, seconds, hear, should_stop)
        text = _text_of(place.output.with_name(f"{place.output.name}.vtt"), ended)
    return list(_legible(_cues_of(text, ended), seconds))


class Listener:
    """Takes from what a program says how far it is in the film."""

    def __init__(self, seconds: float, on_progress: Callable[[float], None]) -> None:
        self.seconds = seconds
        self.on_progress = on_progress
        self.rest = b""

    def feed(self, chunk: bytes) -> None:
        *lines, rest = (self.rest + chunk).split(b"\n")
        self.rest = rest[-LONGEST_LINE:]
        for line in lines:
            for hours, minutes, seconds, thousandths in UNTIL.findall(line[:LONGEST_LINE]):
                until = int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + int(thousandths) / 1000
                self.on_progress(min(1.0, until / self.seconds))


def _run(
    command: list[str],
    place: runner.Workplace,
    readable: Sequence[Path],
    seconds: float,
    hear: Callable[[bytes], None] | None,
    should_stop: Callable[[], bool] | None,
) -> runner.Ended:
    try:
        ended = runner.run(command, place, _limits(seconds), hear, should_stop, readable=readable)
    except runner.TimeLimitError as error:
        raise SpeechError("speech_time_limit") from error
    except runner.StoppedError as error:
        raise SpeechError("stopped") from error
    if ended.code != 0:
        raise SpeechError("speech_failed", _last_words(ended))
    return ended


def _limits(seconds: float) -> jail.Limits:
    wall = max(MIN_SECONDS, WORK_FACTOR * seconds)
    return jail.Limits(
        seconds=wall, processor_seconds=int(wall) * programs.threads_for(), file_size=MAX_FILE_SIZE
    )


def _last_words(ended: runner.Ended) -> str:
    return ended.messages[-programs.DETAIL :]


def _text_of(path: Path, ended: runner.Ended) -> str:
    """What the program wrote. A link could lead to anything that we may read and it may not."""
    if path.is_symlink() or not path.is_file() or path.stat().st_size > MAX_BYTES:
        raise SpeechError("speech_unreadable", _last_words(ended))
    return path.read_bytes().decode(errors="replace").replace("\r\n", "\n")


def _cues_of(text: str, ended: runner.Ended) -> list[Cue]:
    try:
        return parse_captions(SAME_MOMENT.sub("", text).encode())
    except CaptionError as error:
        is_silent = error.code in ("no_cues", "empty")
        detail = "" if is_silent else f"{error.message}\n{_last_words(ended)}"
        raise SpeechError("speech_silent" if is_silent else "speech_unreadable", detail) from error


def _legible(cues: Iterable[Cue], seconds: float) -> Iterator[Cue]:
    """Plain words in balanced lines, within the film: programs round the end of the last caption up."""
    for cue in cues:
        end = min(cue.end, round(seconds, 3))
        legible = clean_cue(cue.start, end, balanced(plain_text(cue))) if cue.start < end else None
        if legible:
            yield legible
