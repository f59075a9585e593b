"""A string that knows which source characters it is made of."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import NamedTuple

Span = tuple[int, int]


class Strand(NamedTuple):
    """`text`, one character for each source character of the half-open spans `pieces`, in order."""

    text: str
    pieces: tuple[Span, ...]

    @property
    def start(self) -> int:
        return self.pieces[0][0]

    @property
    def end(self) -> int:
        return self.pieces[-1][1]

    def without(self, spans: Iterable[Span]) -> Strand:
        """The strand less the half-open spans of its text, which are in order and do not overlap."""
        keep, at = [], 0
        for start, end in spans:
            keep.append((at, start))
            at = end
        keep = [(a, b) for a, b in [*keep, (at, len(self.text))] if a < b]
        return Strand("".join(self.text[a:b] for a, b in keep), tuple(self.sources(keep)))

    def sources(self, spans: Iterable[Span]) -> Iterator[Span]:
        """The source spans of spans of the text, which are in order and do not overlap."""
        return (piece for pieces in self.sourced(spans) for piece in pieces)

    def sourced(self, spans: Iterable[Span]) -> Iterator[list[Span]]:
        """For each span of the text its source spans; the spans are in order and do not overlap."""
        pieces = iter(self.pieces)
        at, (first, last) = 0, next(pieces, (0, 0))
        for start, end in spans:
            found: list[Span] = []
            while start < end:
                while at + last - first <= start:
                    at += last - first
                    first, last = next(pieces)
                stop = min(end, at + last - first)
                found.append((first + start - at, first + stop - at))
                start = stop
            yield found

    def extents(self, spans: Iterable[Span]) -> Iterator[Span]:
        """For each span of the text, in any order and none of them empty, where its source begins and ends."""
        ends = list(accumulate(last - first for first, last in self.pieces))
        for start, end in spans:
            first, last = bisect_right(ends, start), bisect_left(ends, end)
            yield self.pieces[first][1] - (ends[first] - start), self.pieces[last][1] - (ends[last] - end)


def joined(strands: Iterable[Strand]) -> Strand:
    """The strands one after the other."""
    parts = list(strands)
    return Strand("".join(s.text for s in parts), tuple(piece for s in parts for piece in s.pieces))
