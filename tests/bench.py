"""Speed as ratios within one run: every stage against one bare `jieba.lcut` pass over the same text.

    python -m tests.bench [--texts FOLDER] [--statistics]

Ratios hold when a machine's speed drifts; absolute seconds are shown beside them. Without a folder of texts the
sample corpus is taken forty times over. Before that: how often intervals hold, and how often chance looks like change
or like a key word.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import jieba
import numpy as np
from scipy import sparse

from pipeline.compare.keyness import word_matrix
from pipeline.config import CompareSettings, Config
from pipeline.corpus import discover
from pipeline.readers import read
from pipeline.records import Document, Passage, Segment
from pipeline.runner import run
from pipeline.stages import CORPUS_STAGES, SOURCE_STAGES, ingest
from pipeline.store import Tables
from tests.compare.simulate import KINDS, METHODS, coverage, false_changes, false_key_words
from tests.compare.simulate import texts as drawn_texts

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared" / "corpora" / "government_work_reports"


def seconds(work: Callable[[], object], runs: int = 3) -> float:
    """The fastest of some runs: the one that the machine disturbed least."""
    taken = []
    for _ in range(runs):
        started = time.perf_counter()
        work()
        taken.append(time.perf_counter() - started)
    return min(taken)


def texts(folder: Path | None, into: Path) -> Path:
    """The folder to measure on."""
    if folder or SHARED.is_dir():
        return folder or SHARED
    for n in range(40):
        for path in sorted((ROOT / "demo" / "sample").glob("*.txt")):
            shutil.copyfile(path, into / f"{n:02d}-{path.name}")
    return into


def stages(folder: Path) -> None:
    """Each stage alone, in this process, against one pass of jieba."""
    config = Config()
    files = discover([folder], config.settings.ingest.max_megabytes).sources
    readings = {f.source: read(f.path.read_bytes(), f.source) for f in files}
    whole = "\n".join(r.text for r in readings.values())
    jieba.lcut(whole[:2000])
    yardstick = seconds(lambda: jieba.lcut(whole))
    print(
        f"{len(files)} sources, {len(whole)} characters; jieba.lcut {yardstick:.2f} s, {len(whole) / yardstick:.0f}/s"
    )
    rows: dict[str, Tables] = {}

    def ingest_all() -> None:
        rows.update({name: Tables.of(ingest(name, r, {}, config)) for name, r in readings.items()})

    ingest_all()
    show("ingest", seconds(ingest_all), yardstick)
    found = {name: list(t[Segment]) + list(t[Document]) + list(t[Passage]) for name, t in rows.items()}
    for stage in SOURCE_STAGES:
        made: dict[str, list[object]] = {}

        def work(stage=stage, made=made) -> None:  # type: ignore[no-untyped-def]
            made.update({name: stage.run(tables, config) for name, tables in rows.items()})

        work()
        show(stage.name, seconds(work), yardstick)
        for name, records in made.items():
            found[name] += records  # type: ignore[arg-type]
            # A later stage of a source reads what an earlier one found.
            rows[name] = Tables.of(found[name])
    tables = Tables.of(record for name in sorted(found) for record in found[name])
    for corpus_stage in CORPUS_STAGES:
        started = time.perf_counter()
        records = corpus_stage.run(tables, config)
        show(corpus_stage.name, time.perf_counter() - started, yardstick)
        tables = tables.with_records(records, corpus_stage.writes)


def show(name: str, taken: float, yardstick: float) -> None:
    """One line: a stage, its seconds, its ratio to the pass of jieba."""
    print(f"  {name:10s} {taken:8.2f} s   {taken / yardstick:6.2f} x jieba.lcut")


def whole_runs(folder: Path) -> None:
    """A full run, a run with nothing changed, and a run with one document added."""
    with tempfile.TemporaryDirectory() as scratch:
        corpus, output = Path(scratch) / "corpus", Path(scratch) / "outputs"
        shutil.copytree(folder, corpus)
        last = sorted(p for p in corpus.rglob("*") if p.is_file())[-1]
        added = last.read_bytes()
        last.unlink()
        full = seconds(lambda: run([corpus], output, Config()), 1)
        again = seconds(lambda: run([corpus], output, Config()), 1)
        last.write_bytes(added)
        one = seconds(lambda: run([corpus], output, Config()), 1)
    print(f"  full run   {full:8.2f} s")
    print(f"  unchanged  {again:8.2f} s   {again / full:6.3f} of a full run")
    print(f"  one added  {one:8.2f} s   {one / full:6.3f} of a full run")


def statistics(runs: int = 1000) -> None:
    """Coverage of 95 % intervals by method on documents that cluster, and false changes; samples without one left out.

    Methods: tests/compare/simulate.py. The tables' own is the last.
    """
    print("coverage of 95 % intervals of yearly shares")
    for name, kind in KINDS.items():
        for n in (6, 8, 12, 20, 40):
            found = coverage(kind, n, runs, METHODS)
            print(f"  {name:9s} {n:3d} documents  " + "  ".join(f"{of} {held:.3f}" for of, held in found.items()))
    print("two years of the same kind: share in which any of eight themes is said to have changed")
    for name, kind in KINDS.items():
        for n in (6, 8, 12, 20, 40):
            tested, told = false_changes(kind, n, runs // 5)
            print(f"  {name:9s} {n:3d} documents a year  {told / max(1, tested):.3f} of {tested} that were tested")
    print("years dealt at random: share in which any word is called key; real texts where there are some")
    for name, counts in (("drawn", drawn_texts(60, np.random.default_rng(9))), *real_texts()):
        for n in (2, 5, 10, 25):
            told_words = false_key_words(counts, n, runs // 10, CompareSettings())
            print(f"  {name:9s} {n:3d} documents of {counts.shape[0]}  {told_words:.3f}")


def real_texts() -> Iterator[tuple[str, sparse.csr_array]]:
    """The words of the work reports, documents x words."""
    if SHARED.is_dir():
        cut = [
            Counter(w for w in jieba.lcut(p.read_text(encoding="utf-8")) if len(w) > 1)
            for p in sorted(SHARED.glob("*.txt"))
        ]
        yield "reports", word_matrix(cut)[1]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--statistics", action="store_true", help="only what concerns intervals, changes and key words")
    options = parser.parse_args()
    statistics()
    if options.statistics:
        return
    with tempfile.TemporaryDirectory() as scratch:
        folder = texts(options.texts, Path(scratch))
        stages(folder)
        whole_runs(folder)


if __name__ == "__main__":
    main()
