"""Programs that write down speech, for tests: scripts that always say the same, and one that really listens."""

import sys
from pathlib import Path

from media import jail

HERE = Path(__file__).parent
VTT = "WEBVTT\n\n00:00:00.000 --> 00:00:00.600\nWir lösen die Schraube.\n"


def make_listener(folder: Path, body: str, vtt: str = VTT) -> str:
    """The command line of a shell script: `body` finds the sound in $1, where to write in $2, the language in $3.

    In `body`, `$vtt` is a file with the text of `vtt`.
    """
    folder.mkdir(exist_ok=True)
    (folder / "text.vtt").write_text(vtt)
    program = folder / "listener"
    program.write_text(f'#!/bin/sh\nvtt="{folder}/text.vtt"\n[ "$1" = -h ] && exit 0\n{body}\n')
    program.chmod(0o700)
    return f"{program} {{sound}} {{output}} {{language}}"


WRITE = 'cat "$vtt" > "$2.vtt"'

# PocketSphinx with the English model that its package brings.
POCKETSPHINX = f"{sys.executable} {HERE / 'pocketsphinx_listener.py'} {{sound}} {{output}}.vtt"
READ_BY_POCKETSPHINX = [str(path) for path in (HERE, *jail.python_folders())]
