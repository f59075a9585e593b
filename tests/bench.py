"""Speed as ratios within one run: every stage against one bare `jieba.lcut` pass over the same text.

    python -m tests.bench [--texts FOLDER] [--statistics] [--speed] [--times 1 10 100]

Ratios hold when a machine's speed drifts; seconds, of the processor and not the clock, are shown beside them. Without a
folder of texts the sample corpus is taken forty times over. Before that: how often intervals hold, and how often chance
looks like change or like a key word.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import jieba
import numpy as np
from scipy import sparse

from pipeline.compare.keyness import word_matrix
from pipeline.config import CompareSettings, Config
from pipeline.corpus import discover
from pipeline.readers import read
from pipeline.records import Document, Passage, Segment
from pipeline.stages import CORPUS_STAGES, SOURCE_STAGES, ingest
from pipeline.store import Tables
from tests.compare.simulate import KINDS, METHODS, coverage, false_changes, false_key_words
from tests.compare.simulate import texts as drawn_texts

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared" / "corpora" / "government_work_reports"


def seconds(work: Callable[[], object], runs: int = 3) -> float:
    """Seconds of the processor in the fastest of some runs: the one that the machine disturbed least."""
    taken = []
    for _ in range(runs):
        started = time.process_time()
        work()
        taken.append(time.process_time() - started)
    return min(taken)


def texts(folder: Path | None, into: Path) -> Path:
    """The folder to measure on."""
    if folder or SHARED.is_dir():
        return folder or SHARED
    for n in range(40):
        for path in sorted((ROOT / "demo" / "sample").glob("*.txt")):
            shutil.copyfile(path, into / f"{n:02d}-{path.name}")
    return into


def stages(folder: Path) -> float:
    """Each stage alone, in this process, against one pass of jieba, whose seconds are returned."""
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
        started = time.process_time()
        records = corpus_stage.run(tables, config)
        show(corpus_stage.name, time.process_time() - started, yardstick)
        tables = tables.with_records(records, corpus_stage.writes)
    return yardstick


def show(name: str, taken: float, yardstick: float, more: str = "") -> None:
    """One line: a stage, its seconds, its ratio to the pass of jieba over the same text."""
    print(f"  {name:18s} {taken:8.2f} s   {taken / yardstick:6.2f} x jieba.lcut{more}", flush=True)


def whole_runs(folder: Path, yardstick: float, times: Sequence[int]) -> None:
    """The program as it is called: a full run, one with nothing changed, one document added, and more of the text.

    Seconds are those of processors, of all processes together: a clock's depend on who else is at work.
    """
    with tempfile.TemporaryDirectory() as scratch:
        corpus, output = Path(scratch) / "corpus", Path(scratch) / "outputs"
        shutil.copytree(folder, corpus)
        last = sorted(p for p in corpus.rglob("*") if p.is_file())[-1]
        added = last.read_bytes()
        last.unlink()
        called("full run", corpus, output, yardstick)
        called("unchanged", corpus, output, yardstick)
        last.write_bytes(added)
        called("one added, tables", corpus, output, yardstick, "--only", "tables")
        called("its exports", corpus, output, yardstick)
        for n in sorted(times):
            more = Path(scratch) / f"{n} times"
            manifold(folder, n, more)
            called(f"{n} x the text", more, Path(scratch) / f"outputs {n}", n * yardstick)


def called(name: str, corpus: Path, output: Path, yardstick: float, *options: str) -> None:
    """Run the program and print what it cost, with the memory of the largest process so far."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "pipeline.cli", "run", str(corpus), "-o", str(output), *options]
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    taken = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    show(name, taken, yardstick, f"   largest process so far {after.ru_maxrss // 1024} MB")


def manifold(folder: Path, times: int, into: Path) -> None:
    """Texts `times` as long together: sentences of the folder's texts drawn at random, with other figures."""
    drawn = random.Random(times)
    texts = [p.read_text(encoding="utf-8") for p in sorted(folder.rglob("*.txt"))]
    sentences = [f"{s}。" for text in texts for s in text.split("。") if s.strip()]
    into.mkdir()
    for number in range(times * len(texts)):
        size, lines = len(texts[number % len(texts)]), [f"{2000 + number % 26}年政府工作报告\n\n"]
        while size > 0:
            lines.append(re.sub("[0-9]", lambda _: str(drawn.randint(1, 9)), drawn.choice(sentences)))
            size -= len(lines[-1])
        (into / f"{number:05d}.txt").write_text("".join(lines), encoding="utf-8")


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
    parser.add_argument("--times", type=int, nargs="*", default=[1, 10], help="how many times the text, drawn anew")
    parser.add_argument("--speed", action="store_true", help="only what concerns speed")
    options = parser.parse_args()
    if not options.speed:
        statistics()
    if options.statistics:
        return
    with tempfile.TemporaryDirectory() as scratch:
        folder = texts(options.texts, Path(scratch))
        whole_runs(folder, stages(folder), options.times)


if __name__ == "__main__":
    main()
