"""What one piece of work may cost, so that a text that nobody foresaw keeps no worker busy for ever."""

from __future__ import annotations

import math
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

_GIGABYTE = 1 << 30
# What a library written in C has beyond its time before its process is ended.
GRACE = 30


class TooLong(BaseException):
    """Work has used up its time. No Exception: what mends a library's accidents must not swallow it."""


@contextmanager
def cpu_limit(seconds: float) -> Iterator[None]:
    """Raise TooLong in the block when the process has worked for that long (CPU time, not the clock's).

    Holds where signals can be had: in the main thread of a process on a system with timers of its own; elsewhere the
    block runs without a limit. A library written in C hears of no signal until it returns: where the process is a
    worker, and so can be replaced, the system ends it a little later.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        raise TooLong

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        with _ended_after(seconds + GRACE):
            yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@contextmanager
def _ended_after(seconds: float) -> Iterator[None]:
    """The system ends a worker process that has worked in the block for that long."""
    if multiprocessing.parent_process() is None or sys.platform == "win32":
        yield
        return
    import resource

    before, hard = resource.getrlimit(resource.RLIMIT_CPU)
    most = math.ceil(time.process_time() + seconds)
    wanted = [most, *(limit for limit in (before, hard) if limit != resource.RLIM_INFINITY)]
    resource.setrlimit(resource.RLIMIT_CPU, (min(wanted), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_CPU, (before, hard))


@contextmanager
def memory_limit(gigabytes: float) -> Iterator[None]:
    """MemoryError in the block where a worker asks for that much more memory than it has, or than there is.

    Holds on Linux, in the main thread of a worker process: a library may end its process where it gets no memory, and
    only a worker can be replaced. Elsewhere the block runs without a limit.
    """
    alone = multiprocessing.parent_process() is None or threading.current_thread() is not threading.main_thread()
    if alone or sys.platform != "linux":
        yield
        return
    import resource

    page = os.sysconf("SC_PAGE_SIZE")
    has = page * int(Path("/proc/self/statm").read_text().split()[5])
    most = has + min(int(gigabytes * _GIGABYTE), page * os.sysconf("SC_PHYS_PAGES"))
    before, hard = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = [most, *(limit for limit in (before, hard) if limit != resource.RLIM_INFINITY)]
    resource.setrlimit(resource.RLIMIT_DATA, (min(wanted), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (before, hard))
