"""How a program is started under limits and in a jail: argument lists only, nothing is started here.

Two shells around the program, outermost first: `launcher.py` sets limits and priority and ends all when
its parent ends; `bwrap` (https://github.com/containers/bubblewrap), where it works, takes away network,
other processes, environment and every file but the program, its libraries and the folders of the job.
bwrap inherits the limits. It stays in the process group of the launcher, which has no terminal, so that
the group can be killed as a whole.
"""

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

MAX_MEMORY = 4 * 1024**3  # bytes of address space; encoding 1080p needs 1.5, of it 0.3 in use
MAX_OPEN_FILES = 64
NICENESS = 10  # the web server comes first
LAUNCHER = Path(__file__).with_name("launcher.py")
# What programs of the system need to start. Of /etc they see nothing else.
SYSTEM_FOLDERS = ("/usr", "/bin", "/lib", "/lib64", "/etc/alternatives", "/etc/ld.so.cache")


@dataclass(frozen=True)
class Limits:
    """What a program may use up."""

    seconds: float  # wall clock, watched by the caller
    processor_seconds: int  # of all threads together
    file_size: int  # bytes of each file it writes


def launched(command: Sequence[str], limits: Limits) -> list[str]:
    """Put the launcher in front of a command whose first word is an absolute path."""
    numbers = (os.getpid(), MAX_MEMORY, limits.processor_seconds, limits.file_size, MAX_OPEN_FILES, NICENESS)
    return [sys.executable, "-I", "-S", str(LAUNCHER), *map(str, numbers), *command]


def jailed(
    bwrap: str, command: Sequence[str], *, readable: Sequence[Path], writable: Sequence[Path]
) -> list[str]:
    """Put bwrap in front of a command. Folders keep their paths, so the command stays the same.

    `readable` and `writable` are added to the libraries of the system and the program's own folder.
    """
    words = [bwrap, "--unshare-all", "--die-with-parent", "--clearenv", "--tmpfs", "/tmp"]  # noqa: S108 - inside
    for folder in (*SYSTEM_FOLDERS, *_program_folders(command[0]), *map(str, readable)):
        words += ["--ro-bind-try", folder, folder]
    for path in writable:
        words += ["--bind", str(path), str(path)]
    if writable:
        words += ["--chdir", str(writable[0])]
    return [*words, "--", *command]


def python_folders() -> list[Path]:
    """Where this Python and its packages lie: the virtual environment and what it was made from."""
    return [Path(sys.prefix), Path(sys.base_prefix)]


def _program_folders(program: str) -> list[str]:
    """The folder of the program, as named and behind symbolic links, unless the system's has it."""
    folders = {str(Path(program).parent), str(Path(program).resolve().parent)}
    return sorted(folder for folder in folders if not folder.startswith("/usr/") and folder != "/bin")
