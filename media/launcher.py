"""Runs another program under limits and ends with it; run by path as a program of its own, never imported.

    python -I -S launcher.py PARENT MEMORY CPU FILE_SIZE OPEN_FILES NICE PROGRAM [ARGUMENT ...]

It must lead a process group. When its parent dies, it kills the whole group: a parent-death signal alone
misses what a program starts, and bwrap leaves processes behind if it is killed while it builds the jail.

Limits, priority and the parent-death signal must be set between fork and exec. Python code at that
point (`preexec_fn`) may hang for ever if another thread held a lock at the fork, and both web server
and worker have threads. Here is only one thread, so it is safe. Sizes are bytes, CPU seconds.
"""

import ctypes
import os
import resource
import signal
import sys
from typing import NoReturn

PR_SET_PDEATHSIG = 1  # linux/prctl.h


def hear_of_death(parent: int, number: signal.Signals) -> None:
    """Get that signal when the thread that started us ends, so that no encoder outlives its worker."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, number, 0, 0, 0)
        if os.getppid() != parent:  # the parent died before the line above
            os.kill(os.getpid(), number)


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


def become(command: list[str], launcher: int, numbers: list[int]) -> NoReturn:
    """Be the program from here on."""
    hear_of_death(launcher, signal.SIGKILL)
    *limits, nice = numbers
    limit(*limits)
    os.nice(nice)
    # Python ignores these, and what is ignored stays so: a program over its file size must end.
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    os.execv(command[0], command)  # noqa: S606 - an absolute path from media.runner, no shell wanted


def watch(program: int) -> int:
    """Wait for the end of the program and return its exit code, or end it with all it started."""
    while signal.sigwait({signal.SIGTERM, signal.SIGCHLD}) == signal.SIGCHLD:
        pid, status = os.waitpid(program, os.WNOHANG)
        if pid:
            code = os.waitstatus_to_exitcode(status)
            return code if code >= 0 else 128 - code  # as shells say it
    os.killpg(0, signal.SIGKILL)  # ourselves too
    return 1


def main() -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGCHLD})
    parent, *numbers = map(int, sys.argv[1:7])
    hear_of_death(parent, signal.SIGTERM)
    launcher = os.getpid()
    program = os.fork() or become(sys.argv[7:], launcher, numbers)
    sys.exit(watch(program))


if __name__ == "__main__":
    main()
