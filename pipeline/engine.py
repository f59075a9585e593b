"""Where work on independent sources runs: here, in processes, or on whatever executor the caller brings."""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

# A worker needs some seconds to load its dictionaries; below this much text one process is done sooner.
_WORTH_PROCESSES = 400_000
# Allocations after which Python looks for circles of objects. Millions of rows live as long as the run and stand in no
# circle: to look through them as often as Python does by itself takes a sixth of the time.
_SELDOM = (100_000, 20, 50)


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """Let Python look for circles of objects less often in the block."""
    before = gc.get_threshold()
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)


class Processes:
    """Worker processes on this machine. One that the system ends, for its memory say, is replaced."""

    def __init__(self, workers: int) -> None:
        self._workers = workers

    def results(self, function: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result | None]:
        """The result of every item in their order, None where the process that worked on it alone was ended."""
        waiting = list(items)
        while waiting:
            done = 0
            with _pool(self._workers) as pool:
                futures = [pool.submit(function, item) for item in waiting]
                try:
                    for future in futures:
                        yield future.result()
                        done += 1
                except BrokenProcessPool:
                    pass
            waiting = waiting[done:]
            if waiting:
                # Which of those in work was the cause nobody knows: the first has a process of its own.
                yield _alone(function, waiting.pop(0))


@contextmanager
def _pool(workers: int) -> Iterator[ProcessPoolExecutor]:
    # Spawned, not forked: Arrow's and BLAS's threads do not survive a fork.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=gc.set_threshold, initargs=_SELDOM)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _alone(function: Callable[[Item], Result], item: Item) -> Result | None:
    with _pool(1) as pool:
        try:
            return pool.submit(function, item).result()
        except BrokenProcessPool:
            return None


def executor(jobs: int | None, characters: int) -> Processes | None:
    """`jobs` processes (None: one a core), or None where the work is too small for more than one.

    For a cluster pass any `concurrent.futures.Executor` to the runner instead, such as dask.distributed's
    `Client.get_executor()` or mpi4py's `MPIPoolExecutor`.
    """
    workers = jobs or os.cpu_count() or 1
    if workers < 2 or (jobs is None and characters < _WORTH_PROCESSES):
        return None
    return Processes(workers)


def each(
    function: Callable[[Item], Result], items: Sequence[Item], pool: Executor | Processes | None
) -> Iterator[tuple[Item, Result | None]]:
    """Every item with its result, in the order of the items; None for one that a process of this machine did not
    survive. `function` must be picklable for a pool."""
    if isinstance(pool, Processes):
        return zip(items, pool.results(function, items), strict=True)
    return zip(items, map(function, items) if pool is None else pool.map(function, items), strict=True)
