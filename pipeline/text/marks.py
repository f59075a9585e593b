"""Marks: what a format says of a span of text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple


class Mark(NamedTuple):
    """A span of the source text of which the format says something; half-open, in characters.

    kind: `noise` and `markup` (set aside, with the reason), `title`, `heading`, `metadata`, `paragraph` (the
    span is one paragraph, whatever line ends it holds), `table` (the lines of one table, a row each, cells parted by
    tabs; the reason is how many of its first rows the format calls heads), `merged` (a cell of several columns or
    rows, the reason says how many: 3x2), `article` (a document of its own begins and ends here), `page` (zero width: a
    page or column begins here), `doubtful` (a line that recognition read and is not sure of; the reason is its score, 0
    to 1). The reason of a title or heading is its level where the format has levels (h1 … h6), `strong` for a paragraph
    that is bold throughout, `size` for large print.
    """

    start: int
    end: int
    kind: str
    reason: str = ""


def tidy(marks: Iterable[Mark], length: int) -> tuple[Mark, ...]:
    """Marks sorted by their start, inside `[0, length)`, not empty but for pages, not overlapping within a kind.

    Where two of a kind overlap, the first keeps its span and the other is shortened.
    """
    reached: dict[str, int] = defaultdict(int)
    kept = []
    for mark in sorted(marks):
        start, end = max(mark.start, reached[mark.kind]), min(mark.end, length)
        if start > end or (start == end) is not (mark.kind == "page"):
            continue
        reached[mark.kind] = end
        kept.append(mark if start == mark.start and end == mark.end else mark._replace(start=start, end=end))
    return tuple(sorted(kept))
