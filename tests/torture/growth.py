"""How the work of each stage grows with the length of a text.

    python -m tests.torture.growth                     every shape, at 5,000, 10,000 and 20,000 characters
    python -m tests.torture.growth --size 1000 digits  some of them
    python -m tests.torture.growth --files             files: with 250, 500 and 1,000 cells, pages, styles …

The exponent of a stage is the slope between the smallest and the largest length in CPU time, both on a logarithmic
scale: 1 is work in proportion, 2 work that grows with the square. Nothing is said of stages that take less than can be
told from noise.
"""

from __future__ import annotations

import argparse
import gc
import math
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from pipeline.config import Config
from pipeline.ingest import ingest
from pipeline.limits import TooLong, cpu_limit
from pipeline.readers import ReadError, Reading, read
from pipeline.records import Problem, Record
from pipeline.stages import CORPUS_STAGES, SOURCE_STAGES
from pipeline.store import Tables
from tests.torture.files import FILES
from tests.torture.shapes import SHAPES

TIMES = (1, 2, 4)
# Below this a stage's CPU time says more of the machine than of the text.
LEAST_SECONDS = 0.06
LONGEST_SECONDS = 120.0


@dataclass(frozen=True)
class Growth:
    """CPU seconds of one stage on one shape, by length."""

    shape: str
    stage: str
    seconds: tuple[float, ...]

    @property
    def exponent(self) -> float | None:
        """The slope of CPU time over length, None where it is too little to tell."""
        if self.seconds[-1] < LEAST_SECONDS:
            return None
        first = max(self.seconds[0], LEAST_SECONDS / TIMES[-1])
        return math.log(self.seconds[-1] / first) / math.log(TIMES[-1] / TIMES[0])


def spent(text: str, config: Config, without: Collection[str] = ()) -> dict[str, float]:
    """CPU seconds of each stage on a corpus of this text alone."""
    seconds: dict[str, float] = {}

    def timed(stage: str, work: Callable[[], Sequence[Record]]) -> list[Record]:
        started = time.process_time()
        try:
            return list(work())
        finally:
            seconds[stage] = time.process_time() - started

    data = text.encode()
    readings: list[Reading] = []
    timed("read", lambda: readings.append(read(data, "述职2021.txt")) or [])  # type: ignore[func-returns-value]
    (reading,) = readings
    records = timed("ingest", lambda: ingest("述职2021.txt", reading, {}, config))
    for stage in SOURCE_STAGES:
        if stage.name in without:
            continue
        tables = Tables.of(records)
        records += timed(stage.name, lambda stage=stage, tables=tables: stage.run(tables, config))  # type: ignore[misc]
    tables = Tables.of(records)
    for stage in CORPUS_STAGES:
        if stage.name in without:
            continue
        earlier = tables[Problem] if Problem in stage.writes else []
        made = timed(stage.name, lambda stage=stage, tables=tables: stage.run(tables, config))  # type: ignore[misc]
        tables = tables.with_records([*earlier, *made], stage.writes)
    return seconds


def spent_on_file(data: bytes, suffix: str, config: Config) -> dict[str, float]:
    """CPU seconds of reading and ingesting a file; one that is refused costs its reading."""
    started = time.process_time()
    try:
        reading = read(data, f"述职2021.{suffix}")
    except ReadError:
        return {"read": time.process_time() - started, "ingest": 0.0}
    ended = time.process_time()
    ingest(f"述职2021.{suffix}", reading, {}, config)
    return {"read": ended - started, "ingest": time.process_time() - ended}


def growth(name: str, size: int, config: Config, rounds: int = 1, without: Collection[str] = ()) -> list[Growth]:
    """The growth of every stage on one shape: the least of some rounds, as others use the machine too."""

    def works(times: int) -> Callable[[], dict[str, float]]:
        text = SHAPES[name](size * times)
        return lambda: spent(text, config, without)

    return _grown(name, works, rounds)


def growth_of_file(name: str, size: int, config: Config, rounds: int = 1) -> list[Growth]:
    """The growth of reading and ingesting a file with so many of what its shape is made of."""

    def works(times: int) -> Callable[[], dict[str, float]]:
        data = FILES[name](size * times)
        return lambda: spent_on_file(data, name.partition(":")[0], config)

    return _grown(name, works, rounds)


def _grown(name: str, works: Callable[[int], Callable[[], dict[str, float]]], rounds: int) -> list[Growth]:
    rows: list[dict[str, float]] = []
    for times in TIMES:
        work, runs = works(times), []
        for _ in range(rounds):
            gc.collect()
            # What the collector costs depends on what all tests before have left behind.
            gc.disable()
            try:
                runs.append(work())
            finally:
                gc.enable()
        rows.append({stage: min(run[stage] for run in runs) for stage in runs[0]})
    return [Growth(name, stage, tuple(row[stage] for row in rows)) for stage in rows[0]]


def main() -> int:
    """Print the shapes and stages whose work grows fastest."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("shapes", nargs="*", default=[])
    parser.add_argument("--size", type=int)
    parser.add_argument("--files", action="store_true", help="shapes of files instead of texts")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--without", nargs="*", default=[], help="stages to leave out")
    options = parser.parse_args()
    config = Config()
    spent(SHAPES["sentences"](500), config)
    size = options.size or (250 if options.files else 5000)
    for name in options.shapes or list(FILES if options.files else SHAPES)[:: options.every]:
        try:
            with cpu_limit(LONGEST_SECONDS):
                if name in FILES:
                    found = growth_of_file(name, size, config, options.rounds)
                else:
                    found = growth(name, size, config, options.rounds, options.without)
        except TooLong:
            print(f"{name:28} no end in {LONGEST_SECONDS:.0f} s of CPU", flush=True)
            continue
        for row in found:
            if row.exponent is not None:
                steps = " ".join(f"{s:7.3f}" for s in row.seconds)
                print(f"{name:28} {row.stage:9} {row.exponent:5.2f}  {steps}", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
