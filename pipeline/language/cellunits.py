"""The figure of a cell with the unit that its heads give it, and why a number in a cell counts nothing."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.config import Config
from pipeline.language.cells import figure, is_nothing, is_year, says, unit_in, units_over_all
from pipeline.language.findings import Head, TableCell
from pipeline.language.numbers import Number
from pipeline.language.refusals import Refusal


class HeadUnit(NamedTuple):
    """The unit of a cell as a head writes it and the head that has it; `unclear`: the table has several units, and
    nothing says which is this cell's."""

    unit: str
    head: Head | None
    unclear: bool = False


def in_cell(text: str, cell: TableCell, config: Config) -> tuple[list[Number], list[Refusal]] | None:
    """The one figure of a cell, or why it is none; None for a cell of words, which are read like any others.

    Heads, labels and captions only name. A number without a unit or a head says nothing of what it counts.
    """
    if cell.role != "cell":
        return [], []
    if is_nothing(text):
        return [], []
    unit = unit_of(cell, config)
    number = figure(text, unit.unit, config)
    if number is None:
        return None
    own = number.measure is not None and unit.head is None
    if why := _refused(text, cell, unit, config, own=own):
        return [], [Refusal(number.start, number.end, why)]
    return [number], []


def _refused(text: str, cell: TableCell, unit: HeadUnit, config: Config, *, own: bool) -> str:
    heads = cell.on("row", "column")
    if any(says(head.text, ("name",), config) for head in cell.on("column")[-1:]) or (is_year(text) and not heads):
        return "designation"
    if own:
        return ""
    if unit.unclear:
        return "unit_unclear"
    return "" if cell.on("column") or unit.head else "no_head"


def unit_of(cell: TableCell, config: Config) -> HeadUnit:
    """The unit of the nearest head that has one, those of the column first; else the table's, which does not reach a
    head that counts by itself (整改率, 党员数)."""
    for head in [*reversed(cell.on("column")), *reversed(cell.on("row"))]:
        if unit := unit_in(head.text, config):
            return HeadUnit(unit, head)
    apart = any(
        says(h.text, ("rate", "own"), config) and not says(h.text, ("total",), config) for h in cell.on("column", "row")
    )
    for head in reversed(cell.on("caption")):
        if units := units_over_all(head.text, config):
            if len(units) > 1:
                return HeadUnit("", None, unclear=not apart)
            return HeadUnit("", None) if apart else HeadUnit(units[0], head)
    return HeadUnit("", None)
