"""Lines of a source text: where they stand, how wide they are, and how wide the column is that they stand in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

# A line ends at any of the marks that Unicode gives for it, and at what copying leaves of one: the two letters
# of an escaped line end, a tag that begins a block.
BREAK = re.compile(
    r"\r\n?|[\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]"
    r"|(?P<escape>(?:\\r\\n|\\n(?![a-z])|\\r(?![a-z]))+)"
    r"|(?P<tag></?(?:p|br|div|tr|li|ul|ol|td|th|table|h[1-6]|section|article|center|hr)\b[^<>\n]{0,300}>)",
    re.IGNORECASE,
)

_LINE_END = re.compile(r"\r\n?|[\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


class RawLine(NamedTuple):
    """A line at `text[start:end]` and the break that ends it at `text[end:stop]`; `breaker`: escape, tag or ''."""

    start: int
    end: int
    stop: int
    breaker: str


def rows(text: str) -> Iterator[RawLine]:
    """The lines of `text` with their breaks: together they tile it."""
    at = 0
    breaks = BREAK if "<" in text or "\\" in text else _LINE_END
    for found in breaks.finditer(text):
        yield RawLine(at, found.start(), found.end(), found.lastgroup or "")
        at = found.end()
    yield RawLine(at, len(text), len(text), "")


def width(text: str) -> float:
    """The printed width in full-width characters: an ASCII character takes half of one."""
    return len(text) - 0.5 * len(text.encode("ascii", "ignore"))


COLUMN_SPREAD = 2.5
COLUMN_LINES = 3
WIDEST_COLUMN = 70.0
NARROWEST_COLUMN = 12.0
WINDOW = 6


class PrintColumn(NamedTuple):
    """A column of print: the widths between which its full lines end. Both are 0 where nothing is wrapped."""

    narrow: float
    wide: float

    def full(self, width: float) -> bool:
        """Whether a line of that width reaches the column's edge."""
        return 0 < self.narrow - 0.5 <= width <= self.wide + COLUMN_SPREAD

    def fits(self, width: float) -> bool:
        """Whether a line of that width is no wider than the column."""
        return 0 < width <= self.wide + COLUMN_SPREAD


UNWRAPPED = PrintColumn(0.0, 0.0)


def columns(widths: Sequence[float]) -> list[PrintColumn]:
    """For each line the column that it stands in.

    Wrapped prose piles up at one width: the column is the densest cluster of at least COLUMN_LINES lines within
    COLUMN_SPREAD of each other among the WINDOW lines on either side; of equally dense ones the widest.
    """
    return [_column(widths[max(i - WINDOW, 0) : i + WINDOW + 1]) for i in range(len(widths))]


def _column(neighbours: Sequence[float]) -> PrintColumn:
    ordered = sorted(w for w in neighbours if NARROWEST_COLUMN <= w <= WIDEST_COLUMN)
    best, most, first = UNWRAPPED, COLUMN_LINES, 0
    for last, wide in enumerate(ordered):
        while wide - ordered[first] > COLUMN_SPREAD:
            first += 1
        if last - first + 1 >= most:
            best, most = PrintColumn(ordered[first], wide), last - first + 1
    return best
