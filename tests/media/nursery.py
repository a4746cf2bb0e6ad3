"""Starts real workers for tests: Django is loaded once, then each worker is a fork of this fresh process.

    python -m tests.media.nursery

Each line on standard input is a wish as JSON, each line on standard output its answer: `["start", WORD, ...]`
answers the process id of a worker with these arguments, `["poll", ID]` its exit code or null. When the input
ends, whoever still lives is killed. No database or program is touched before a fork.
"""

import json
import os
import signal
import sys
import traceback
from typing import NoReturn

import django
from django.core.management import call_command


def work(words: list[str]) -> NoReturn:
    """Be a worker from here on; what it prints goes to standard error."""
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    code = 1
    try:
        call_command("db_worker", "--backend", "media", "--no-reload", "--no-startup-delay", *words)
        code = 0
    except SystemExit as end:
        code = int(end.code or 0)
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


def exit_code(worker: int) -> int | None:
    pid, status = os.waitpid(worker, os.WNOHANG)
    return os.waitstatus_to_exitcode(status) if pid else None


def main() -> None:
    django.setup()
    ends: dict[int, int | None] = {}
    for line in sys.stdin:
        wish, *words = json.loads(line)
        if wish == "start":
            worker = os.fork() or work(words)
            ends[worker] = None
            answer: int | None = worker
        else:
            worker = words[0]
            if ends[worker] is None:
                ends[worker] = exit_code(worker)
            answer = ends[worker]
        sys.stdout.write(f"{json.dumps(answer)}\n")
        sys.stdout.flush()
    for worker, code in ends.items():
        if code is None:
            os.kill(worker, signal.SIGKILL)
            os.waitpid(worker, 0)


if __name__ == "__main__":
    main()
