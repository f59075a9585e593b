"""From a row of the tables to the source's own characters, and from what a product says of rows to those rows."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping
from typing import Any
from unicodedata import normalize

import openpyxl

from pipeline.exports.workbook import SHEETS
from pipeline.grounds import row_id, rows_by_id
from pipeline.records import Document, Mention, Passage, Record, Reuse, Segment, SourceText, Theme
from pipeline.store import Tables
from pipeline.yearly import Evidence


class Sources:
    """The rows that figures can lead to, by sheet and id, and what stands at their place in the source."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.texts = {t.source: t.text for t in tables[SourceText]}
        self.passages = {p.passage_id: p for p in tables[Passage]}
        self.years = {d.doc_id: d.review_year for d in tables[Document]}
        self.amounts = {(e.counted_for, e.row_id): e.amount for e in tables[Evidence] if e.figure == "count"}
        self._by_id: dict[str, Mapping[str, Any]] = {}
        self._segments: dict[str, list[Segment]] = defaultdict(list)
        for segment in sorted(tables[Segment], key=lambda s: (s.source, s.source_start)):
            self._segments[segment.source].append(segment)
        self._starts = {source: [s.source_start for s in found] for source, found in self._segments.items()}

    def row(self, table: str, name: str) -> Any:
        """The row of a table that carries an id."""
        if table not in self._by_id:
            self._by_id[table] = rows_by_id(self.tables, table)
        return self._by_id[table][name]

    def characters(self, row: Any) -> str:
        """The characters of a row's span in its source, less blanks, markup and what was set aside."""
        segments, first = self._segments[row.source], bisect_left(self._starts[row.source], row.source_start + 1) - 1
        kept = []
        for segment in segments[max(first, 0) :]:
            if segment.source_start >= row.source_end:
                break
            if segment.kind not in ("blank", "markup", "noise"):
                start, end = max(segment.source_start, row.source_start), min(segment.source_end, row.source_end)
                kept.append(self.texts[row.source][start:end])
        return "".join(kept)

    def check(self, row: Any) -> None:
        """The source holds the row's words at its offsets; one character for one, but for their width."""
        if isinstance(row, Document):
            assert 0 <= row.source_start < row.source_end <= len(self.texts[row.source])
            return
        row = self.passages[row.passage_id] if isinstance(row, Theme) else row
        said = row.surface if isinstance(row, Mention) else row.text
        assert _plain(self.characters(row)) == _plain(said), row


def _plain(text: str) -> str:
    return "".join(normalize("NFKC", text).split())


class Cells:
    """The rows of the tables in the order in which the workbook shows them."""

    def __init__(self, book: openpyxl.Workbook, tables: Tables) -> None:
        self._records: dict[str, type[Record]] = {record.zh: record for record in SHEETS}
        self._book, self._tables = book, tables
        self._ids: dict[str, list[Any]] = {}

    def at(self, address: str) -> list[Any]:
        """The rows that an address names: 提法!A5:A9、A12."""
        sheet, _, cells = address.partition("!")
        assert cells and "…" not in cells, f"an address that is cut off: {address}"
        rows = self._rows(sheet)
        found = []
        for cell in cells.split("、"):
            first, last = (re.findall(r"A(\d+)", cell) * 2)[:2]
            found += [rows[n - 2] for n in range(int(first), int(last) + 1)]
        return found

    def _rows(self, sheet: str) -> list[Any]:
        """The rows of a sheet, told by what stands in its cells, not by the code that wrote them."""
        if sheet not in self._ids:
            record = self._records[sheet]
            heads = [str(c.value).split("\n")[-1] for c in self._book[sheet][1]]
            by_id = {row_id(row): row for row in self._tables[record]}
            column = {Theme: "passage_id", Reuse: "passage_id"}.get(record, heads_id(record))
            values = zip(*(self._column(sheet, heads.index(n)) for n in _needed(record, column)), strict=True)
            self._ids[sheet] = [by_id.get(_id_of(record, v)) for v in values]
        return self._ids[sheet]

    def _column(self, sheet: str, column: int) -> list[Any]:
        cells = self._book[sheet].iter_cols(min_col=column + 1, max_col=column + 1, min_row=2, values_only=True)
        return list(next(cells))


def heads_id(record: type[Record]) -> str:
    """The column that holds a row's id."""
    return str(getattr(record, "id_column", record.key))


def _needed(record: type[Record], column: str) -> tuple[str, ...]:
    return {Theme: (column, "rank"), Reuse: (column, "source_start")}.get(record, (column,))


def _id_of(record: type[Record], values: tuple[Any, ...]) -> str:
    if record is Theme:
        return str(values[0]) if values[1] == 1 else ""
    return f"{values[0]}.{values[1]}" if record is Reuse else str(values[0])
