"""SIGTERM and SIGINT end the process in order, and within seconds."""

import asyncio
import os
import signal
import threading

EXIT_SECONDS = 4.0  # from a signal to the end, come what may


def stop_on_signals(loop: asyncio.AbstractEventLoop) -> asyncio.Event:
    """Return an event that SIGTERM and SIGINT set; whatever then still works is left behind.

    A thread cannot be stopped, and Python waits for it: a backup or an index may take a minute.
    All that threads do here may break off at any moment; what waits is stored.
    """
    stop = asyncio.Event()

    def end() -> None:
        if not stop.is_set():
            stop.set()
            last = threading.Timer(EXIT_SECONDS, os._exit, (0,))
            last.daemon = True  # it is not waited for itself
            last.start()

    for ending in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(ending, end)
    return stop
