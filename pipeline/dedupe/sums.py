"""Totals of tables that are not the sum of what they add up: 合计 under its rows, 合计 beside its columns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.cells import Cell
from pipeline.config import Config
from pipeline.dedupe.conflicts import Side, contradiction
from pipeline.dedupe.corpus import Copy, Rows, copies_of
from pipeline.language.cells import is_nothing, says
from pipeline.language.listmarks import NUMBERED, numbered_style
from pipeline.records import Contradiction, Quantity

_NO_SUM = frozenset({"%", "‰", "个百分点", "倍", "岁", "年", "月", "天"})
_TOTAL = ("total",)
_ANY_TOTAL = ("total", "subtotal")


class _Figure(NamedTuple):
    """A figure of a table, or a dash for none (`quantity` None); `rows` and `columns`: its heads on either side."""

    copy: Copy
    cell: Cell
    quantity: Quantity | None
    rows: tuple[str, ...]
    columns: tuple[tuple[int, str], ...]

    @property
    def value(self) -> float:
        return 0.0 if self.quantity is None else self.quantity.value_low or 0.0

    @property
    def slack(self) -> float:
        """Half of the last written digit where the figure is rounded; single things are counted exactly."""
        grain = 1.0 if self.quantity is None else self.quantity.grain
        return 0.0 if grain == 1.0 else grain / 2

    @property
    def exact(self) -> bool:
        return self.quantity is None or (self.quantity.bound == "exact" and not self.quantity.masked)

    @property
    def unit(self) -> str | None:
        return None if self.quantity is None else self.quantity.unit


def sums_of_tables(tables: Rows, config: Config) -> list[Contradiction]:
    """Contradictions between the totals and the parts of each table of a source, in document order."""
    by_table: dict[tuple[str, int], list[Cell]] = defaultdict(list)
    for cell in tables[Cell]:
        by_table[cell.doc_id, cell.table].append(cell)
    if not any(says(c.text, _ANY_TOTAL, config) for cells in by_table.values() for c in cells):
        return []
    copies = {copy.passage.passage_id: copy for copy in copies_of(tables, "table", 1, config)}
    found: dict[str, Contradiction] = {}
    for cells in by_table.values():
        figures = list(_figures(cells, copies))
        for row in (*_under_rows(figures, cells, config), *_beside_columns(figures, config)):
            found.setdefault(row.contradiction_id, row)
    return list(found.values())


def _figures(cells: Sequence[Cell], copies: dict[str, Copy]) -> Iterator[_Figure]:
    for cell in cells:
        if cell.role != "cell":
            continue
        copy = copies[cell.passage_id]
        quantity = next((q for q in copy.found.quantities if cell.start <= q.start < cell.end), None)
        if quantity is None and not is_nothing(cell.text):
            continue
        heads = list(zip(cell.heads, cell.head_sides, cell.head_starts, strict=True))
        rows = tuple(text for text, side, _ in heads if side == "row")
        yield _Figure(copy, cell, quantity, rows, tuple((at, text) for text, side, at in heads if side == "column"))


def _under_rows(figures: Sequence[_Figure], cells: Sequence[Cell], config: Config) -> Iterator[Contradiction]:
    """合计 in a column: the rows of its part of the table, subtotals or what they add up.

    That a total sums its rows is shown by another column that adds up; a column alone must have rows of one rank, for
    parts of parts under 一、 and 1. count twice.
    """
    columns: dict[tuple[int, tuple[tuple[int, str], ...]], list[_Figure]] = defaultdict(list)
    for figure in figures:
        columns[figure.cell.column, figure.columns].append(figure)
    right, wrong = 0, []
    for column in columns.values():
        totals = [f for f in column if _is_row(f, _TOTAL, config)]
        others = [f for f in column if f not in totals and not _is_row(f, ("part",), config)]
        if len(totals) != 1 or not _adds_up(totals[0], others, config):
            continue
        if not _complete(totals[0], others, cells, config):
            continue
        subtotals = [f for f in others if _is_row(f, ("subtotal",), config)]
        single = [f for f in others if f not in subtotals]
        ways = [way for way in (single, subtotals) if len(way) > 1]
        if any(_equal(totals[0], way) for way in ways):
            right += 1
        elif ways:
            wrong.append((totals[0], ways[0]))
    if right or (len(wrong) == 1 and len({_rank(f) for f in wrong[0][1]}) == 1):
        yield from (_row(total, parts, "各行") for total, parts in wrong)


def _rank(figure: _Figure) -> int:
    """The style of the number that a row's label begins with."""
    return numbered_style(figure.rows[-1]) if figure.rows and NUMBERED.match(figure.rows[-1]) else 0


def _complete(total: _Figure, others: Sequence[_Figure], cells: Sequence[Cell], config: Config) -> bool:
    """Whether every labelled row of the total's part has a figure or a dash in its column."""
    heads = {(c.row, c.column) for c in cells if c.role == "label" and c.heads == _label_heads(total, cells)}
    rows = {row for row, _ in heads}
    parts = {c.row for c in cells if c.role == "label" and says(c.text, ("part",), config)}
    return rows - parts - {total.cell.row} <= {f.cell.row for f in others}


def _label_heads(total: _Figure, cells: Sequence[Cell]) -> list[str]:
    return next((c.heads for c in cells if c.role == "label" and c.row == total.cell.row), [])


def _beside_columns(figures: Sequence[_Figure], config: Config) -> Iterator[Contradiction]:
    """合计 beside the columns that it sums: those under the same head. That it sums them is shown by most rows."""
    lines: dict[int, list[_Figure]] = defaultdict(list)
    for figure in figures:
        lines[figure.cell.row].append(figure)
    checked: dict[tuple[int, tuple[tuple[int, str], ...]], list[tuple[_Figure, list[_Figure]]]] = defaultdict(list)
    for line in lines.values():
        for total in line:
            if not total.columns or not says(total.columns[-1][1], _ANY_TOTAL, config):
                continue
            parts = [f for f in line if f is not total and f.columns[:-1] == total.columns[:-1]]
            if len(parts) > 1 and _adds_up(total, parts, config):
                checked[total.cell.column, total.columns].append((total, parts))
    for sums in checked.values():
        wrong = [(total, parts) for total, parts in sums if not _equal(total, parts)]
        if len(wrong) * 2 < len(sums):
            yield from (_row(total, parts, "各列") for total, parts in wrong)


def _is_row(figure: _Figure, kinds: tuple[str, ...], config: Config) -> bool:
    return any(says(text, kinds, config) for text in figure.rows)


def _adds_up(total: _Figure, parts: Sequence[_Figure], config: Config) -> bool:
    """Whether all of it is exact, in one unit, and of things that can be added."""
    if total.quantity is None or total.unit in _NO_SUM or not all(f.exact for f in (total, *parts)):
        return False
    if any(says(text, ("rate", "name"), config) for _, text in total.columns):
        return False
    return {f.unit for f in parts if f.quantity is not None} == {total.unit}


def _equal(total: _Figure, parts: Sequence[_Figure]) -> bool:
    slack = total.slack + sum(f.slack for f in parts) + 1e-6
    return abs(total.value - sum(f.value for f in parts)) <= slack


def _row(total: _Figure, parts: Sequence[_Figure], what: str) -> Contradiction:
    assert total.quantity is not None
    copy, first, last = total.copy, parts[0], parts[-1]
    added = f"{what}相加为{sum(f.value for f in parts):.12g}{total.unit}"
    one = Side(copy, 0, len(copy.text), total.quantity.surface, (total.quantity.start, total.quantity.end))
    here = first.copy is copy
    start, end = (first.cell.start, last.cell.end) if here else (0, len(first.copy.text))
    other = Side(first.copy, start, end, added, (first.cell.start, first.cell.start))
    name = "、".join(total.rows) if not here else total.columns[-1][1]
    of = f"（{' / '.join(text for _, text in total.columns)}）" if not here and total.columns else ""
    return contradiction(
        "number", (one, other), "arithmetic", f"表中“{name}”{of}为“{total.quantity.surface}”，{added}，请核对原文。"
    )
