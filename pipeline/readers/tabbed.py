"""A table as lines of the source text: a row each, as many cells in every row, parted by tabs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.readers.building import Builder
from pipeline.readers.reading import Mark


class TabbedRow(NamedTuple):
    """The cells of a row and its place in words for a person. What a merged cell covers is empty."""

    cells: Sequence[str]
    place: str


def write_table(out: Builder, rows: Sequence[TabbedRow], heads: int = 0) -> None:
    """Write the rows that hold something; `heads` is how many of the first the format calls heads (0: unknown)."""
    filled = [row for row in rows if any(cell.strip() for cell in row.cells)]
    if not filled:
        return
    width = max(len(row.cells) for row in filled)
    start = out.length
    for row in filled:
        cells = [" ".join(cell.split()) for cell in row.cells]
        out.anchor(row.place)
        out.line("\t".join(cells + [""] * (width - len(cells))), "paragraph")
    out.marks.append(Mark(start, out.length - 1, "table", str(heads)))
