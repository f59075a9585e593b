"""Tables on a printed page: those drawn with lines, and those whose cells only stand under one another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from pipeline.readers.grid import EMPTY, GridCell, cell
from pipeline.readers.pdfglyphs import Fragment

_FEWEST_EDGES = 4
# More lines draw a chart or a map, in which looking for cells takes minutes.
_MOST_EDGES = 5_000
_FEWEST_ROWS = 3
_LONGEST_CELL = 120
_MOST_LONG = 0.25
_LONGEST_ALIGNED = 24
_FIGURES = 0.5
_MOST_HEADS = 2
# A head that stands between two columns belongs to both.
_AS_NEAR = 1.4


class PrintedTable(NamedTuple):
    """A table's rows of cells and its box: left, top, right, bottom in points from the page's upper left."""

    rows: list[list[GridCell]]
    box: tuple[float, float, float, float]


Join = Callable[[Sequence[Fragment]], str]


def ruled(page: Any, glyphs: list[Fragment], join: Join) -> tuple[list[PrintedTable], list[Fragment]]:
    """The tables that lines or boxes part into cells, and the glyphs outside them; join: glyphs as a line of text."""
    drawn = len(page.lines) + len(page.rects) + len(page.curves)
    if not _FEWEST_EDGES <= drawn <= _MOST_EDGES:
        return [], glyphs
    tables = []
    for found in page.find_tables():
        inside = [g for g in glyphs if _within(g, found.bbox)]
        rows = _rows(found, inside, join)
        if _is_table(rows):
            tables.append(PrintedTable(rows, tuple(found.bbox)))
            glyphs = [g for g in glyphs if not _within(g, found.bbox)]
    return tables, glyphs


def _within(glyph: Fragment, box: tuple[float, float, float, float]) -> bool:
    x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _rows(found: Any, glyphs: Sequence[Fragment], join: Join) -> list[list[GridCell]]:
    """Each cell where it begins; places that a merged cell reaches into are empty."""
    rows = []
    tops = [min(b[1] for b in row.cells if b) for row in found.rows]
    for row in found.rows:
        line = []
        boxes = list(row.cells)
        for column, box in enumerate(boxes):
            if box is None:
                line.append(EMPTY)
                continue
            reach = next((n for n, other in enumerate(boxes[column + 1 :], column + 1) if other), len(boxes))
            covers = sum(1 for other in _edges(found, column + 1, reach) if other < box[2] - 1)
            down = sum(1 for top in tops if box[1] - 1 <= top < box[3] - 1)
            text = join([g for g in glyphs if _within(g, box)])
            line.append(cell(text, 1 + covers, max(down, 1)))
        rows.append(line)
    return rows


def _edges(found: Any, first: int, last: int) -> Iterator[float]:
    """Where the columns between two places begin, as far as any row shows it."""
    for column in range(first, last):
        starts = [row.cells[column][0] for row in found.rows if column < len(row.cells) and row.cells[column]]
        if starts:
            yield min(starts)


def _is_table(rows: Sequence[Sequence[GridCell]]) -> bool:
    """Two rows and two columns, most of them of short cells; a frame around text is none."""
    filled = [[c for c in row if c.text] for row in rows]
    full = [row for row in filled if len(row) > 1]
    if len(full) < 2:
        return False
    lengths = [len(c.text) for row in filled for c in row]
    return sum(length > _LONGEST_CELL for length in lengths) <= _MOST_LONG * len(lengths)


def aligned(rows: Sequence[Sequence[Fragment]]) -> list[tuple[int, int, list[list[GridCell]]]]:
    """Runs of rows (first, after the last) whose pieces stand in columns, with their cells.

    At least three rows of at least three columns, or of two of which one holds figures; most cells behind the first are
    figures.
    """
    found = []
    first = 0
    while first < len(rows):
        last = first
        while last < len(rows) and len(rows[last]) > 1 and all(len(f.text) <= _LONGEST_ALIGNED for f in rows[last]):
            last += 1
        spans = _spans(rows[first:last]) if last - first >= _FEWEST_ROWS else []
        if spans:
            begin = _heads_above(rows, first, spans)
            found.append((begin, last, [_placed(row, spans) for row in rows[begin:last]]))
        first = max(last, first + 1)
    return found


def _heads_above(rows: Sequence[Sequence[Fragment]], first: int, spans: Sequence[tuple[float, float]]) -> int:
    """The first of the rows right above that stand over the columns behind the first alone: heads over several."""
    begin = first
    while begin and first - begin < _MOST_HEADS and _stands_over(rows[begin - 1], rows[begin], spans):
        begin -= 1
    return begin


def _stands_over(row: Sequence[Fragment], below: Sequence[Fragment], spans: Sequence[tuple[float, float]]) -> bool:
    close = below[0].top - row[0].bottom <= 1.5 * row[0].size
    inside = row[0].x0 >= spans[0][1] and row[-1].x1 <= spans[-1][1] + 2 * row[0].size
    return close and inside and all(len(f.text) <= _LONGEST_ALIGNED for f in row)


def _spans(rows: Sequence[Sequence[Fragment]]) -> list[tuple[float, float]]:
    """Where the columns of the rows begin and end; empty where they stand in none or hold no figures."""
    widest = max(map(len, rows))
    full = [row for row in rows if len(row) == widest]
    if len(full) < _FEWEST_ROWS:
        return []
    spans = [(min(f.x0 for f in column), max(f.x1 for f in column)) for column in zip(*full, strict=True)]
    if any(one[1] > two[0] for one, two in pairwise(spans)):
        return []
    behind = [f.text for row in full for f in row[1:]]
    if sum(any(c.isdigit() for c in text) or text in "-—－–" for text in behind) < _FIGURES * len(behind):
        return []
    return spans


def _placed(row: Sequence[Fragment], spans: Sequence[tuple[float, float]]) -> list[GridCell]:
    line = [EMPTY] * len(spans)
    for piece in row:
        over = [n for n, (x0, x1) in enumerate(spans) if piece.x0 < x1 and x0 < piece.x1]
        if not over:
            far = [abs(x0 + x1 - piece.x0 - piece.x1) for x0, x1 in spans]
            over = [n for n, distance in enumerate(far) if distance <= _AS_NEAR * min(far)]
        at, size = over[0], len(over)
        while line[at].text and at + 1 < len(line):
            at += 1
        text = f"{line[at].text} {piece.text}" if line[at].text else piece.text
        line[at] = cell(text, size)
    return line
