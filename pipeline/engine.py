"""Where work on independent sources runs: here, in processes, or on whatever executor the caller brings."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

# A worker needs some seconds to load its dictionaries; below this much text one process is done sooner.
_WORTH_PROCESSES = 400_000


@contextmanager
def executor(jobs: int | None, characters: int) -> Iterator[Executor | None]:
    """An executor for `jobs` processes (None: one a core), or None where the work is too small for more than one.

    For a cluster pass any `concurrent.futures.Executor` to the runner instead, such as dask.distributed's
    `Client.get_executor()` or mpi4py's `MPIPoolExecutor`.
    """
    workers = jobs or os.cpu_count() or 1
    if workers < 2 or (jobs is None and characters < _WORTH_PROCESSES):
        yield None
        return
    # Spawned, not forked: Arrow's and BLAS's threads do not survive a fork.
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        yield pool


def each(
    function: Callable[[Item], Result], items: Sequence[Item], pool: Executor | None
) -> Iterator[tuple[Item, Result]]:
    """Every item with its result, in the order of the items. `function` must be picklable for a pool."""
    results = map(function, items) if pool is None else pool.map(function, items)
    return zip(items, results, strict=True)
