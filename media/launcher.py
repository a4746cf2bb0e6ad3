"""Becomes another program under limits; run by path as a program of its own, never imported.

    python -I -S launcher.py PARENT MEMORY CPU FILE_SIZE OPEN_FILES NICE PROGRAM [ARGUMENT ...]

Limits, priority and the parent-death signal must be set between fork and exec. Python code at that
point (`preexec_fn`) may hang for ever if another thread held a lock at the fork, and both web server
and worker have threads. Here is only one thread, so it is safe. Sizes are bytes, CPU seconds.
"""

import ctypes
import os
import resource
import signal
import sys

PR_SET_PDEATHSIG = 1  # linux/prctl.h


def die_with_parent(parent: int) -> None:
    """Be killed when the thread that started us ends, so that no encoder outlives its worker."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != parent:  # the parent died before the line above
            sys.exit(1)


def limit(memory: int, cpu: int, file_size: int, open_files: int) -> None:
    for name, value in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, cpu),
        (resource.RLIMIT_FSIZE, file_size),
        (resource.RLIMIT_NOFILE, open_files),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(name)
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(name, (value, value))


def main() -> None:
    parent, memory, cpu, file_size, open_files, nice = map(int, sys.argv[1:7])
    die_with_parent(parent)
    limit(memory, cpu, file_size, open_files)
    os.nice(nice)
    # Python ignores these, and what is ignored stays so: a program over its file size must end.
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    command = sys.argv[7:]
    os.execv(command[0], command)  # noqa: S606 - an absolute path from media.runner, no shell wanted


if __name__ == "__main__":
    main()
