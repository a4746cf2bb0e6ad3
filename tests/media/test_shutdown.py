import os
import signal
import subprocess
import sys
import threading

from django.conf import settings

from media.shutdown import stop_requests

JOB = """
import os, signal
from media.shutdown import stop_requests
with stop_requests() as stop:
    os.kill(os.getpid(), signal.SIGTERM)
    print("put back" if stop.is_set() else "not heard", flush=True)
print("still alive")
"""


def test_process_that_nobody_else_watches_ends_after_its_job():
    ended = subprocess.run(
        [sys.executable, "-c", JOB], cwd=settings.BASE_DIR, capture_output=True, text=True, check=False
    )

    assert (ended.stdout, ended.returncode) == ("put back\n", -signal.SIGTERM)


def test_ignored_signal_stays_ignored():
    former = signal.signal(signal.SIGTERM, signal.SIG_IGN)
    try:
        with stop_requests() as stop:
            os.kill(os.getpid(), signal.SIGTERM)
    finally:
        signal.signal(signal.SIGTERM, former)

    assert not stop.is_set()


def test_former_handler_is_back_afterwards():
    former = signal.getsignal(signal.SIGTERM)

    with stop_requests():
        during = signal.getsignal(signal.SIGTERM)

    assert during != former
    assert signal.getsignal(signal.SIGTERM) == former


def test_other_threads_leave_the_signals_alone():
    former = signal.getsignal(signal.SIGTERM)
    found = []

    def work():
        with stop_requests() as stop:
            found.append((signal.getsignal(signal.SIGTERM), stop.is_set()))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()

    assert found == [(former, False)]
