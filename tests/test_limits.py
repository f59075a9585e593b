"""A piece of work is ended when its time is up, and a worker that dies takes nobody with it."""

from __future__ import annotations

import os
import re
import signal
import sys
from itertools import repeat

import pytest

from pipeline import limits
from pipeline.engine import Processes, each
from pipeline.limits import TooLong, cpu_limit


def test_work_without_an_end_is_ended_and_the_next_has_its_own_time() -> None:
    for _ in range(2):
        with pytest.raises(TooLong), cpu_limit(0.05):
            re.fullmatch("(?:a|a?)+b", "a" * 60)
    with cpu_limit(60):
        pass
    assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)


def square(number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    if number == 4:
        limits.GRACE = 0
        with cpu_limit(0.1):
            sum(repeat(1))  # runs in C and hears of no signal
    return number * number


@pytest.mark.skipif(sys.platform == "win32", reason="no bound on a process there")
def test_a_worker_that_is_killed_or_hears_nothing_is_replaced_and_the_others_are_done() -> None:
    numbers = [1, 2, 3, 4, 5]
    assert list(each(square, numbers, Processes(2))) == [(1, 1), (2, 4), (3, None), (4, None), (5, 25)]
