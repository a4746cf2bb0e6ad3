"""Hear the wish to stop while a job runs, so that it is put back instead of cut off."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

SIGNALS = (signal.SIGTERM, signal.SIGINT)


@contextmanager
def stop_requests() -> Iterator[threading.Event]:
    """An event that is set when the process is asked to stop.

    Whoever handled the signal before hears it as well: the worker then takes no further task. Where
    nobody did, the process ends after the job was put back. Outside the main thread signals cannot be
    heard, and the event is never set.
    """
    asked = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield asked
        return
    former = {number: signal.getsignal(number) for number in SIGNALS}
    unanswered: set[signal.Signals] = set()

    def hear(number: int, frame: FrameType | None) -> None:
        asked.set()
        handler = former[signal.Signals(number)]
        if callable(handler):
            handler(number, frame)
        else:
            unanswered.add(signal.Signals(number))

    heard = [number for number, handler in former.items() if handler not in (signal.SIG_IGN, None)]
    for number in heard:
        signal.signal(number, hear)
    try:
        yield asked
    finally:
        for number in heard:
            signal.signal(number, former[number])
        for number in unanswered:
            signal.raise_signal(number)
