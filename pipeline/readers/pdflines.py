"""Reading order on a printed page: glyphs to fragments, fragments to columns, columns to lines.

A cut in the manner of the recursive XY-cut (Nagy and Seth 1984): a gutter is a vertical strip that hardly any
fragment crosses and on both sides of which stand filled lines of text; fragments that do cross it (titles) part
the page into bands, and in each band the left side is read before the right. A table's columns, whose cells do
not fill them, are no gutter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from pipeline.readers.grid import GridCell
from pipeline.readers.pdfasides import Overprint
from pipeline.readers.pdfglyphs import FRAGMENT_GAP, Fragment, joined, rows_of
from pipeline.readers.pdftables import PrintedTable, aligned

_MOST_CROSSING = 0.25
_FILLED = 0.55
_FEWEST_LINES = 3
_SHORTEST = 9
_DEEPEST = 3
# A last column of so few lines cannot show by itself that it is one; its room is as wide as the other columns.
_MOST_SHORT = 5
_NARROWEST, _WIDEST = 0.8, 1.3


class PrintedLine(NamedTuple):
    """A visual line. indent: distance in ems from its column's left edge, 0 for a centred line; column: it begins
    a column other than the page's first; cells: those of a table's row, `table` its number on the page from 1."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    font: str
    score: float = 1.0
    indent: float = 0.0
    column: bool = False
    cells: tuple[GridCell, ...] = ()
    table: int = 0


class PrintedPage(NamedTuple):
    """A page's lines in reading order, its height in points, what is printed over or beside them, and whether a picture
    stands there in the place of text: `alone`, or `covered` where next to nothing stands beside it; empty for a page of
    text."""

    lines: Sequence[PrintedLine]
    height: float
    asides: Sequence[Overprint] = ()
    picture: str = ""


def lines_in_order(glyphs: Iterable[Fragment], known: list[float], width: float = 0.0) -> list[PrintedLine]:
    """The page's lines in reading order; width: the page's, from which follows how wide a last column may be.

    known: the gutters of the pages before, which hold here too, however little stands beside them (the last page
    of a printed text often has a line or two in its second column); those found here are added.
    """
    fragments = [f for row in rows_of([g for g in glyphs if g.text.strip()]) for f in _fragments(row)]
    lines: list[PrintedLine] = []
    edge = width - min((f.x0 for f in fragments), default=0.0)
    for column in _columns(fragments, known, 0, edge):
        found = _lines(column)
        if lines and found and found[0].top < lines[-1].top:
            found[0] = found[0]._replace(column=True)
        lines += found
    return lines


def _fragments(row: Sequence[Fragment]) -> Iterator[Fragment]:
    """The row cut where a gap is too wide for one line of text."""
    begin = 0
    for at in range(1, len(row) + 1):
        if at == len(row) or row[at].x0 - row[at - 1].x1 > FRAGMENT_GAP * max(row[at].size, row[at - 1].size):
            yield joined(row[begin:at])
            begin = at


def _columns(fragments: Sequence[Fragment], known: list[float], depth: int, edge: float) -> Iterator[list[Fragment]]:
    """The fragments column by column, bands from the top."""
    gutter = _gutter(fragments, known, edge) if depth < _DEEPEST else None
    if gutter is None:
        if fragments:
            yield list(fragments)
        return
    band: list[Fragment] = []
    crossing: list[Fragment] = []
    for fragment in [*sorted(fragments, key=lambda f: f.top), None]:
        across = fragment is not None and fragment.x0 < gutter < fragment.x1
        if band and (across or fragment is None):
            yield from _columns([f for f in band if f.x1 <= gutter], known, depth + 1, gutter)
            yield from _columns([f for f in band if f.x0 >= gutter], known, depth + 1, edge)
            band = []
        if crossing and not across:
            yield crossing
            crossing = []
        if fragment is not None:
            (crossing if across else band).append(fragment)


def _gutter(fragments: Sequence[Fragment], known: list[float], edge: float) -> float | None:
    """The middle of the widest strip that parts two columns of running text, or None."""
    if len(fragments) < 2:
        return None
    size = median(f.size for f in fragments)
    left, right = min(f.x0 for f in fragments), max(f.x1 for f in fragments)
    strips = [s for s in _strips(fragments, left, right) if s[1] - s[0] >= 0.8 * size]
    # First the strip that a title crosses, which is to be read before either side; then the widest.
    crossed = {s: any(f.x0 < (s[0] + s[1]) / 2 < f.x1 for f in fragments) for s in strips}
    for start, end in sorted(strips, key=lambda s: (not crossed[s], s[0] - s[1], s)):
        if before := next((x for x in known if start <= x <= end), None):
            return before
        middle = (start + end) / 2
        if _parts(fragments, middle):
            known.append(middle)
            return middle
    return _before_last(fragments, edge)


def _before_last(fragments: Sequence[Fragment], edge: float) -> float | None:
    """The middle of the gutter before a last column of a few lines; None where there is none.

    The few begin at one height with a line of the filled columns before them, nothing crosses between, and the room up
    to the edge of the print is as wide as those columns are.
    """
    for first in sorted(fragments, key=lambda f: (-f.x0, f.top)):
        last = [f for f in fragments if f.x0 >= first.x0 - 0.5 * first.size]
        if len(last) > _MOST_SHORT:
            return None
        top = min(f.top for f in last)
        beside = [f for f in fragments if f.x0 < first.x0 - 0.5 * first.size and f.bottom > top - 0.5 * first.size]
        west = [f for f in beside if f.x1 <= first.x0 - 0.8 * first.size]
        floor = max((f.bottom for f in west), default=0.0)
        if any(f.x1 > first.x0 - 0.8 * first.size and f.top < floor - 1 for f in beside):
            continue
        if _is_last(last, west, first.x0, edge):
            return (max(f.x1 for f in west) + first.x0) / 2
    return None


def _is_last(last: Sequence[Fragment], west: Sequence[Fragment], left: float, edge: float) -> bool:
    if len(west) < max(_MOST_SHORT + 1, len(last) + 3) or not _filled(west):
        return False
    wide = sorted(f.x1 - f.x0 for f in west)[len(west) * 3 // 4]
    room, size = edge - left, median(f.size for f in west)
    starts = {round(f.top) for f in west}
    level = any(abs(round(min(f.top for f in last)) - top) <= 0.6 * size for top in starts)
    ordered = sorted(last, key=lambda f: f.top)
    together = all(b.top - a.top < 3 * size for a, b in pairwise(ordered))
    indents = [f.x0 - left for f in ordered]
    flush = all(-0.5 * size <= indent <= 2.6 * size for indent in indents)
    full = all(f.x1 - left >= _FILLED * wide for f in ordered[:-1])
    return level and together and flush and full and _NARROWEST * wide <= room <= _WIDEST * wide


def _strips(fragments: Sequence[Fragment], left: float, right: float) -> Iterator[tuple[float, float]]:
    """Strips between `left` and `right` that few fragments cross."""
    limit = _MOST_CROSSING * len(fragments) / 2
    edges = sorted([(f.x0, 1) for f in fragments] + [(f.x1, -1) for f in fragments])
    covering, start = 0, left
    inside = False
    for x, step in edges:
        covering += step
        if not inside and covering <= limit:
            inside, start = True, x
        elif inside and covering > limit:
            inside = False
            if left < start and x < right:
                yield start, x


def _parts(fragments: Sequence[Fragment], x: float) -> bool:
    """Whether filled lines of text stand on both sides of `x` at the same height."""
    west = [f for f in fragments if f.x1 <= x]
    east = [f for f in fragments if f.x0 >= x]
    if not west or not east:
        return False
    top = max(min(f.top for f in west), min(f.top for f in east))
    bottom = min(max(f.bottom for f in west), max(f.bottom for f in east))
    return all(_filled([f for f in side if f.bottom > top and f.top < bottom]) for side in (west, east))


def _filled(side: Sequence[Fragment]) -> bool:
    if len(side) < _FEWEST_LINES:
        return False
    widths = [f.x1 - f.x0 for f in side]
    return median(widths) >= _FILLED * max(widths) and median(len(f.text) for f in side) >= _SHORTEST


def _lines(column: Sequence[Fragment]) -> list[PrintedLine]:
    """The column's fragments joined into lines, with their indents; rows that stand in columns as rows of a table."""
    rows = list(rows_of(column))
    pieces = [joined(row) for row in rows]
    left, right = min(p.x0 for p in pieces), max(p.x1 for p in pieces)
    lines = [PrintedLine(*p, indent=_indent(p, left, right)) for p in pieces]
    for first, last, cells in aligned(rows):
        for at, row in zip(range(first, last), cells, strict=True):
            lines[at] = lines[at]._replace(cells=tuple(row), table=first + 1, indent=0.0)
    return lines


def with_tables(lines: Sequence[PrintedLine], tables: Sequence[PrintedTable]) -> list[PrintedLine]:
    """The lines of a page with the rows of its drawn tables where they stand: behind the last line above each."""
    found = list(lines)
    for number, table in enumerate(sorted(tables, key=lambda t: t.box[1]), 1):
        left, top, right, bottom = table.box
        above = [n for n, x in enumerate(found) if x.bottom <= top + x.size / 2 and x.x0 < right and left < x.x1]
        at = above[-1] + 1 if above else next((n for n, x in enumerate(found) if x.top >= top), len(found))
        size = next((x.size for x in found), 0.0)
        found[at:at] = [
            PrintedLine(" ".join(c.text for c in row if c.text), left, right, top, bottom, size, "")._replace(
                cells=tuple(row), table=-number
            )
            for row in table.rows
            if any(c.text for c in row)
        ]
    return found


def _indent(line: Fragment, left: float, right: float) -> float:
    before, behind = line.x0 - left, right - line.x1
    centred = behind > line.size and abs(before - behind) < 0.5 * line.size
    return 0.0 if centred else before / max(line.size, 1.0)
