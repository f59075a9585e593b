"""Near-duplicate search against its peers: recall by class, precision and seconds, as ratios within one run.

    python -m tests.bench_dedupe --passages 10000 --peers rensa rensa-0.1 datasketch gaoya rapidfuzz

Every tool gets the same planted passages and hands back pairs of passages. A peer that is not installed is left out.
rapidfuzz compares all pairs and is therefore given the first thousand passages only; its seconds are scaled to the
square of the rest, and marked so.
"""

from __future__ import annotations

import argparse
import importlib.util
import resource
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from pipeline.config import Config
from pipeline.dedupe import dedupe
from pipeline.dedupe.candidates import candidate_pairs
from pipeline.dedupe.corpus import texts_of
from pipeline.dedupe.normal import masked
from pipeline.records import Duplicate
from pipeline.store import Tables
from tests.planted import PlantedSet, planted_set, real_paragraphs, score

REPORTS = Path(__file__).parents[2] / "shared" / "corpora" / "government_work_reports"
Pairs = set[tuple[str, str]]
_SHINGLE, _PERMUTATIONS, _ALL_PAIRS = 5, 128, 1000


@dataclass(frozen=True)
class Result:
    """What one tool found: recall by class, precision over pairs, seconds of processor time."""

    name: str
    recall: dict[str, float]
    precision: float
    seconds: float
    note: str = ""


def this_project(made: PlantedSet) -> Pairs:
    """The members of each group, two by two; contradictions and all else that a run finds are in its time."""
    groups: dict[str, list[str]] = defaultdict(list)
    for row in dedupe(Tables.of(made.records), Config()):
        if isinstance(row, Duplicate):
            groups[row.group_id].append(row.passage_id)
    return {(a, b) for members in groups.values() for a in members for b in members if a < b}


def search_only(made: PlantedSet) -> Pairs:
    """The pairs of candidates before any is aligned: what the peers, which align nothing, are to be held against."""
    settings = Config().settings.dedupe
    texts = texts_of(Tables.of(made.records), settings.minimum, Config())
    normal = [masked(t.normal) for t in texts]
    found = candidate_pairs(normal, shingle=settings.shingle, containment=settings.containment)
    names = [[copy.passage.passage_id for copy in t.copies] for t in texts]
    same = ((a, b) for group in names for a in group for b in group)
    return _ordered([*same, *((a, b) for n, m in found for a in names[n] for b in names[m])])


def shingles(text: str) -> set[str]:
    return {text[n : n + _SHINGLE] for n in range(max(1, len(text) - _SHINGLE + 1))}


def with_datasketch(made: PlantedSet) -> Pairs:
    from datasketch import MinHash, MinHashLSH  # type: ignore[import-not-found]

    index = MinHashLSH(threshold=0.5, num_perm=_PERMUTATIONS)
    hashes: dict[str, Any] = {}
    for p in made.passages:
        found = MinHash(num_perm=_PERMUTATIONS)
        found.update_batch([s.encode() for s in shingles(p.text)])
        hashes[p.passage_id] = found
        index.insert(p.passage_id, found)
    return _ordered((name, other) for name, found in hashes.items() for other in index.query(found))


def with_rensa(made: PlantedSet, threshold: float = 0.5, bands: int = 32) -> Pairs:
    from rensa import RMinHash, RMinHashLSH  # type: ignore[import-not-found]

    index = RMinHashLSH(threshold, _PERMUTATIONS, bands)
    hashes = []
    for n, p in enumerate(made.passages):
        found = RMinHash(_PERMUTATIONS, 42)
        found.update(sorted(shingles(p.text)))
        hashes.append(found)
        index.insert(n, found)
    names = [p.passage_id for p in made.passages]
    found_pairs = ((n, m) for n, found in enumerate(hashes) for m in index.query(found) if n != m)
    return _ordered((names[n], names[m]) for n, m in found_pairs if hashes[n].jaccard(hashes[m]) >= threshold)


def with_gaoya(made: PlantedSet) -> Pairs:
    from gaoya.minhash import MinHashStringIndex  # type: ignore[import-not-found]

    index = MinHashStringIndex(
        hash_size=32,
        jaccard_threshold=0.5,
        num_bands=42,
        band_size=3,
        analyzer="char",
        ngram_range=(_SHINGLE, _SHINGLE),
    )
    names = [p.passage_id for p in made.passages]
    for n, p in enumerate(made.passages):
        index.insert_document(n, p.text)
    return _ordered((names[n], names[m]) for n, p in enumerate(made.passages) for m in index.query(p.text) if n != m)


def with_rapidfuzz(made: PlantedSet) -> Pairs:
    import numpy as np
    from rapidfuzz import fuzz, process

    texts = [p.text for p in made.passages]
    names = [p.passage_id for p in made.passages]
    table = process.cdist(texts, texts, scorer=fuzz.partial_ratio, score_cutoff=90, workers=1)
    return _ordered((names[n], names[m]) for n, m in np.argwhere(table) if n != m)


def _ordered(pairs: Iterable[tuple[str, str]]) -> Pairs:
    return {(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]}


PEERS: dict[str, Callable[[PlantedSet], Pairs]] = {
    "datasketch": with_datasketch,
    "rensa": with_rensa,
    # As near to this project's recall as resemblance comes: cut and contained copies resemble their original little.
    "rensa-0.1": partial(with_rensa, threshold=0.1, bands=64),
    "gaoya": with_gaoya,
    "rapidfuzz": with_rapidfuzz,
}


def measured(name: str, tool: Callable[[PlantedSet], Pairs], made: PlantedSet, note: str = "") -> Result:
    start = time.process_time()
    pairs = tool(made)
    seconds = time.process_time() - start
    recall, precision = judged(made, pairs)
    return Result(name, recall, precision, seconds, note)


def judged(made: PlantedSet, pairs: Pairs) -> tuple[dict[str, float], float]:
    """Recall by class and precision, pairs among real paragraphs not judged: they do repeat."""
    hits: dict[str, list[bool]] = defaultdict(list)
    for plan in made.planted:
        hits[plan.kind].append(all((min(plan.base, c), max(plan.base, c)) in pairs for c in plan.copies))
    right = sum(made.family[a] == made.family[b] for a, b in pairs)
    wrong = sum(made.family[a] != made.family[b] and not (a in made.real and b in made.real) for a, b in pairs)
    return {kind: sum(v) / len(v) for kind, v in sorted(hits.items())}, right / max(1, right + wrong)


def run(size: int, peers: Sequence[str], seed: int) -> list[Result]:
    """This project and the peers on one planted set."""
    made = planted_set(size, seed, real_paragraphs(REPORTS))
    results = [measured("zongshu", this_project, made), measured("- search", search_only, made)]
    for name in peers:
        if importlib.util.find_spec(name.partition("-")[0]) is None:
            print(f"{name}: not installed, left out")
            continue
        if name == "rapidfuzz":
            small = planted_set(min(size, _ALL_PAIRS), seed, real_paragraphs(REPORTS))
            one = measured(name, PEERS[name], small)
            seconds = one.seconds * (len(made.passages) / len(small.passages)) ** 2
            results.append(Result(name, one.recall, one.precision, seconds, "seconds scaled to all pairs"))
        else:
            results.append(measured(name, PEERS[name], made))
    return results


def table(results: Sequence[Result]) -> str:
    """A line for each tool; seconds as multiples of the first one's."""
    kinds = list(results[0].recall)
    lines = [f"{'':12s} {'time':>7s} {'prec.':>6s} " + " ".join(f"{k:>11s}" for k in kinds)]
    for r in results:
        ratio = r.seconds / results[0].seconds
        recall = " ".join(f"{r.recall.get(k, 0):11.3f}" for k in kinds)
        lines.append(f"{r.name:12s} {ratio:6.1f}x {r.precision:6.3f} {recall} {r.note}")
    return "\n".join(lines)


def growth(small: int, large: int, seed: int) -> float:
    """Seconds at the larger size as a multiple of those at the smaller."""
    seconds = []
    for size in (small, large):
        made = planted_set(size, seed, real_paragraphs(REPORTS))
        start = time.process_time()
        result = score(made, dedupe(Tables.of(made.records), Config()))
        seconds.append(time.process_time() - start)
        worst = min(result.recall.values())
        found = min(result.contradictions.values())
        print(
            f"{len(made.passages)} passages: {seconds[-1]:.1f} s, recall of the worst class {worst:.4f}, precision "
            f"{result.precision:.4f}, contradictions of the worst kind {found:.4f}, false {result.false_contradictions}"
        )
    return seconds[1] / seconds[0]


def main() -> None:
    """Print the table; with --growth also the cost at a second size."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--passages", type=int, default=10_000)
    parser.add_argument("--growth", type=int, default=0, help="measure this larger size too")
    parser.add_argument("--peers", nargs="*", choices=sorted(PEERS), default=sorted(PEERS))
    parser.add_argument("--seed", type=int, default=7)
    arguments = parser.parse_args()
    print(table(run(arguments.passages, arguments.peers, arguments.seed)))
    if arguments.growth:
        ratio = growth(arguments.passages, arguments.growth, arguments.seed)
        print(f"from {arguments.passages} to {arguments.growth} passages: {ratio:.1f} times the cost")
    print(f"largest memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


if __name__ == "__main__":
    main()
