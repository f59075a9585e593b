"""Lines that are rows of a table: told by the format, or by tabs and gaps that part equally many cells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from pipeline.config import Config
from pipeline.ingest.strand import Span
from pipeline.language.cells import figure, is_nothing, is_year
from pipeline.language.listmarks import NUMBERED
from pipeline.language.sentences import FULL_STOPS
from pipeline.text.lines import RawLine
from pipeline.text.marks import Mark

# What parts the cells of a row: a tab, the bar of Markdown, or, where lines are only set under one another, a gap.
_TAB = re.compile("\t")
_BAR = re.compile(r"(?<!\\)\|")
_GAP = re.compile(r"(?<=\S)(?: {2,}|[ ]*\u3000[ \u3000]*)(?=\S)")
_RULE = re.compile(r"(?=.*-{3})[\s|:-]+")
_LONGEST_CELL = 60
_MOST_GAPS = 99
_FEWEST_ALIGNED = 3
_SENTENCE = re.compile(f"[{FULL_STOPS}]")


class TableRow(NamedTuple):
    """A line as the row of a table: the table's number, the half-open source spans that part its cells, its cells of
    several columns or rows as (cell, columns, rows), and whether the format calls it a head."""

    table: int
    gaps: tuple[Span, ...]
    merged: tuple[tuple[int, int, int], ...] = ()
    head: bool = False


def table_rows(text: str, lines: Sequence[RawLine], marks: Sequence[Mark], config: Config) -> dict[int, TableRow]:
    """The rows of tables by the start of their line; those that the format marks, and those that their tabs or gaps
    show. A text without tabs, gaps and marks costs one search."""
    told = [m for m in marks if m.kind == "table"]
    found = dict(_told(text, lines, told, [m for m in marks if m.kind == "merged"]))
    # A format that knows its paragraphs sets no columns with spaces.
    ways = [_TAB] if "\t" in text else []
    if not any(m.kind == "paragraph" for m in marks) and _GAP.search(text):
        ways.append(_GAP)
    others = [line for line in lines if line.start not in found] if ways and found else lines
    for way in ways:
        found |= _shown(text, others, way, len(told), config)
    return found


def _told(
    text: str, lines: Sequence[RawLine], tables: Sequence[Mark], merged: Sequence[Mark]
) -> Iterator[tuple[int, TableRow]]:
    at, cells = 0, 0
    for number, table in enumerate(tables):
        while at < len(lines) and lines[at].end <= table.start:
            at += 1
        tabbed = all("\t" in row for row in text[table.start : table.end].splitlines() if row.strip())
        heads = int(table.reason) if table.reason.isdigit() else 0
        row = 0
        while at < len(lines) and lines[at].start < table.end:
            line = lines[at]
            if not tabbed and _RULE.fullmatch(text, line.start, line.end):
                at += 1
                continue
            gaps = tuple(m.span() for m in (_TAB if tabbed else _BAR).finditer(text, line.start, line.end))
            gaps = gaps if tabbed else _inside(text, line, gaps)
            while cells < len(merged) and merged[cells].end <= line.start:
                cells += 1
            wide = []
            while cells < len(merged) and merged[cells].start < line.end:
                wide.append(_size(merged[cells], gaps))
                cells += 1
            if text[line.start : line.end].strip():
                yield line.start, TableRow(number, gaps, tuple(wide), row < heads)
                row += 1
            at += 1


def _inside(text: str, line: RawLine, gaps: Sequence[Span]) -> tuple[Span, ...]:
    """The bars but for those at the row's edges."""
    kept = [g for g in gaps if text[line.start : g[0]].strip() and text[g[1] : line.end].strip()]
    first = bool(gaps) and not text[line.start : gaps[0][0]].strip()
    last = bool(gaps) and not text[gaps[-1][1] : line.end].strip()
    return tuple(gaps[first : len(gaps) - last]) if kept or len(gaps) > 2 else tuple(kept)


def _size(mark: Mark, gaps: Sequence[Span]) -> tuple[int, int, int]:
    columns, _, rows = mark.reason.partition("x")
    return sum(end <= mark.start for _, end in gaps), int(columns or 1), int(rows or 1)


def _shown(
    text: str, lines: Sequence[RawLine], way: re.Pattern[str], number: int, config: Config
) -> dict[int, TableRow]:
    """Runs of lines that are parted in one way; numbers from `number` on. Tabs at the end of a row are often lost; gaps
    are looked at only where every row has as many."""
    found: dict[int, TableRow] = {}
    most = 1 if way is _TAB else _MOST_GAPS
    for parted, group in groupby(lines, key=lambda line: min(_count(text, line, way), most)):
        rows = [(line, tuple(m.span() for m in way.finditer(text, line.start, line.end))) for line in group]
        if parted and _is_table(text, rows, way is _TAB, config):
            found |= {line.start: TableRow(number + rows[0][0].start, gaps) for line, gaps in rows}
    return found


def _count(text: str, line: RawLine, way: re.Pattern[str]) -> int:
    """How many gaps part the line; 0 for prose and for a line that another kind of gap parts."""
    if way is _GAP and text.find("\t", line.start, line.end) >= 0:
        return 0
    if way is _TAB and text.find("\t", line.start, line.end) < 0:
        return 0
    whole = text[line.start : line.end]
    return len(way.findall(whole)) if whole.strip() and not _SENTENCE.search(whole) else 0


def _is_table(text: str, rows: Sequence[tuple[RawLine, tuple[Span, ...]]], tabbed: bool, config: Config) -> bool:
    """Short cells, and figures in them: two rows parted by tabs, three that are only aligned, or one that has three
    cells and figures in all but the first."""
    cells = [_cells(text, line, gaps) for line, gaps in rows]
    usual = max(Counter(map(len, cells)).values())
    if usual * 2 < len(cells):
        return False
    if any(len(cell) > _LONGEST_CELL for row in cells for cell in row):
        return False
    if all(sum(map(bool, row)) < 2 for row in cells) or _lists_pages(cells):
        return False
    figures = [[_is_figure(cell, config) for cell in row if cell] for row in cells]
    if tabbed and len(rows) > 1:
        return max(map(len, cells)) > 2 or any(map(any, figures)) or len(rows) >= _FEWEST_ALIGNED
    counted = sum(sum(row[1:]) >= max(1, len(row) - 2) for row in figures)
    if len(rows) >= _FEWEST_ALIGNED:
        return counted * 2 >= len(rows)
    return tabbed and len(figures[0]) > 2 and all(figures[0][1:]) and not figures[0][0]


def _lists_pages(cells: Sequence[Sequence[str]]) -> bool:
    """Numbered headings with the pages that they stand on."""
    if any(len(row) != 2 or not row[1].isdecimal() or not NUMBERED.match(row[0]) for row in cells):
        return False
    return all(int(a[1]) <= int(b[1]) for a, b in pairwise(cells))


def _cells(text: str, line: RawLine, gaps: Sequence[Span]) -> list[str]:
    edges = [line.start, *(at for gap in gaps for at in gap), line.end]
    return [text[a:b].strip() for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _is_figure(cell: str, config: Config) -> bool:
    return is_nothing(cell) or is_year(cell) or figure(cell, "", config) is not None
