"""The cells of tables as what is known around a passage: each with its heads and the names that were read in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from pipeline.cells import Cell
from pipeline.config import Config
from pipeline.language.cells import says
from pipeline.language.components import located, records
from pipeline.language.findings import Head, TableCell
from pipeline.records import Place, Unit
from pipeline.text.located import Located

# A name fills a head where it begins it and leaves no more than this share of it.
_REST = 0.4
# So many named heads of a row of heads, or a column of labels, show that all of them name places or bodies.
_NAMED = 0.3
_Spot = tuple[str, int]


class Cells:
    """The cells of a source's tables by where they stand."""

    def __init__(self, cells: Iterable[Cell], config: Config) -> None:
        self._config = config
        self._cells = {(c.passage_id, c.source_start): c for c in cells}
        self._by_source = {c.source_start: c for c in self._cells.values()}

    def of(self, passage: Located) -> TableCell | None:
        """The cell that a passage is, with its heads; None for prose."""
        cell = self._cell(passage)
        if cell is None:
            return None
        heads = zip(cell.heads, cell.head_sides, cell.head_starts, cell.head_ends, strict=True)
        return TableCell(cell.role, tuple(Head(*head) for head in heads))

    def _cell(self, passage: Located) -> Cell | None:
        if not self._cells or not passage.text:
            return None
        return self._cells.get((passage.passage.passage_id, passage.source_offset(0)))

    def name_heads(self, docs: Sequence[Doc]) -> None:
        """Give the heads in a document's cells the places and organisations that were read where they stand."""
        own = [doc for doc in docs if doc._.context.cell is not None]
        names = {located(doc).source_offset(0): (*records(doc, "places"), *records(doc, "units")) for doc in own}
        filled = {start for start, found in names.items() if self._fills(start, found)}
        lines = self._lines_of_names(filled)
        for doc in own:
            cell: TableCell = doc._.context.cell
            heads = tuple(
                head._replace(
                    names=names.get(head.start, ()), stands_for=self._line(head) in lines or head.start in filled
                )
                for head in cell.heads
            )
            doc._.context = replace(doc._.context, cell=cell._replace(heads=heads))

    def _fills(self, start: int, found: Sequence[Place | Unit]) -> bool:
        text = self._by_source[start].text
        return any(not n.start and n.end >= (1 - _REST) * len(text) for n in found)

    def _line(self, head: Head) -> tuple[int, str, int] | None:
        """The column of labels or the row of heads that a head stands in; None for a line before the table."""
        cell = self._by_source.get(head.start)
        if cell is None:
            return None
        return (cell.table, "column", cell.column) if head.side == "row" else (cell.table, "row", cell.row)

    def _lines_of_names(self, filled: set[int]) -> set[tuple[int, str, int]]:
        """The columns of labels and rows of heads that name places or bodies: many do, or their own head says so."""
        members: dict[tuple[int, str, int], list[Cell]] = {}
        for cell in self._by_source.values():
            if cell.role == "label":
                members.setdefault((cell.table, "column", cell.column), []).append(cell)
            elif cell.role == "head":
                members.setdefault((cell.table, "row", cell.row), []).append(cell)
        return {line for line, found in members.items() if self._names(found, filled)}

    def _names(self, line: Sequence[Cell], filled: set[int]) -> bool:
        if line[0].role == "label" and any(says(head, ("who",), self._config) for head in line[0].heads[-1:]):
            return True
        return sum(c.source_start in filled for c in line) >= max(2, _NAMED * len(line))
