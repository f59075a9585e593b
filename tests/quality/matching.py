"""Pairing what was found with what is true, one to one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from tests.quality.sources import Row

Same = Callable[[Row, Row], bool]
Figures = dict[str, float]


def overlap(a: Row, b: Row) -> int:
    """Characters that two spans share; none in different sources."""
    if a["source"] != b["source"]:
        return 0
    return max(0, int(min(a["end"], b["end"]) - max(a["start"], b["start"])))


def pairs(truth: Iterable[Row], found: Iterable[Row]) -> list[tuple[Row, Row]]:
    """The pairing in which the closest spans go together first; each row is used once."""
    by_source: dict[str, list[Row]] = defaultdict(list)
    for row in found:
        by_source[row["source"]].append(row)
    candidates = []
    for true in truth:
        for row in by_source[true["source"]]:
            if shared := overlap(true, row):
                union = max(true["end"], row["end"]) - min(true["start"], row["start"])
                candidates.append((-shared / union, true["start"], row["start"], true, row))
    candidates.sort(key=lambda c: c[:3])
    taken: set[int] = set()
    chosen = []
    for *_, true, row in candidates:
        if id(true) not in taken and id(row) not in taken:
            taken |= {id(true), id(row)}
            chosen.append((true, row))
    return chosen


def share(part: int, whole: int) -> float:
    """A share; the whole where there is nothing to share."""
    return round(part / whole, 4) if whole else 1.0


def found_and_right(right: int, found: int, true: int) -> Figures:
    """Precision, recall and their harmonic mean."""
    precision, recall = share(right, found), share(right, true)
    total = precision + recall
    f1 = round(2 * precision * recall / total, 4) if total else 0.0
    return {"precision": precision, "recall": recall, "f1": f1}


def mentions(truth: list[Row], found: list[Row], same: Same) -> tuple[Figures, list[tuple[Row, Row]]]:
    """How many mentions were found, and the pairs. An optional one may be found or not, and counts nowhere."""
    matched = pairs(truth, found)
    due = [(t, f) for t, f in matched if not t["optional"]]
    right = sum(same(t, f) for t, f in due)
    free = len(matched) - len(due)
    figures = found_and_right(right, len(found) - free, sum(not t["optional"] for t in truth))
    return figures, due
