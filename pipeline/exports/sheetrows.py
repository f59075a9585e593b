"""Where each row stands in the workbook, so that a figure anywhere can say which rows it rests on."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pipeline.catalogue import sheets
from pipeline.exports.selection import runs
from pipeline.grounds import RowId, row_id
from pipeline.records import Document, Formulation, Place, Record, Theme, Unit, fields_of, table_name
from pipeline.store import Tables
from pipeline.yearly import Evidence
from pipeline.years import by_year

# The tables that hold proposals beside what the dictionaries know.
PROPOSING = tuple(r for r in sheets() if any(field.name == "proposed" for field in fields_of(r)))
# Excel's limit on a sheet's rows, the head apart.
_MOST_ROWS = 1_048_575
# Cells of a workbook of nine megabytes: a cell takes seven to eight bytes, whatever the corpus.
_MOST_CELLS = 1_200_000
# Characters of an address; what a longer one leaves out it says.
_LONGEST = 1_000
# Rows of these stand in the order in which yearly tables count them: year, genre, key.
_COUNTED: tuple[type[Record], ...] = (Place, Unit, Formulation, Theme)


@dataclass(frozen=True)
class Address:
    """Cells of the workbook: in words for a person (提法!A5:A9、A12), and the first run of them as a link."""

    text: str
    link: str


class SheetRows:
    """The order of the rows in each sheet, and the cells in which given rows begin."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._sorted: dict[type[Record], list[Any]] = {}
        self._zh = {table_name(r): r.zh for r in sheets()}
        self._types = {table_name(r): r for r in sheets()}
        self._numbers: dict[str, dict[str, int]] = {}
        self.most = self._most()

    def _most(self) -> int:
        """How many rows a sheet may have so that all sheets together can be opened: as many as Excel lets it have, or
        as many for all, whichever is less."""
        sizes = [(self._tables.arrow(record).num_rows, len(fields_of(record))) for record in self._types.values()]

        def cells(most: int) -> int:
            return sum(min(rows, most) * columns for rows, columns in sizes)

        return max(1, bisect_right(range(_MOST_ROWS + 1), _MOST_CELLS, key=cells) - 1)

    def of(self, record: type[Record]) -> list[Any]:
        """The rows of a sheet in their order, as many as a sheet can hold; proposals stand on one of their own."""
        if record not in self._sorted:
            rows = self._ordered(record)
            if record in PROPOSING:
                rows = [row for row in rows if not row.proposed]
            self._sorted[record] = rows[: self.most]
        return self._sorted[record]

    def proposals(self, record: type[Record]) -> list[Any]:
        """The rows that are proposals to a dictionary, counted in no figure, as many as a sheet can hold."""
        rows: list[Any] = self._tables[record]
        return [row for row in rows if row.proposed][: self.most]

    def total(self, record: type[Record], *, proposed: bool = False) -> int:
        """How many rows a sheet would have if it could hold all: those of the table, or its proposals."""
        rows: int = self._tables.arrow(record).num_rows
        if record not in PROPOSING:
            return rows
        found: list[Any] = self._tables[record]
        own = sum(bool(row.proposed) for row in found)
        return own if proposed else rows - own

    def _ordered(self, record: type[Record]) -> list[Any]:
        if record is Document:
            return self._documents()
        return self._as_counted(record) if record in _COUNTED else self._tables[record]

    def _documents(self) -> list[Document]:
        """By year, genre, level and province. The year is the one that they count in, the row the table's own."""
        own = {d.doc_id: d for d in self._tables[Document]}
        return [own[d.doc_id] for d in sorted(by_year(own.values()), key=_place)]

    def _as_counted(self, record: type[Record]) -> list[Any]:
        """What counts by year, genre, key and document; after it what does not."""
        documents = by_year(self.of(Document))
        number = {d.doc_id: n for n, d in enumerate(documents)}
        key = {e.row_id: e.counted_for for e in self._tables[Evidence] if e.row_table == table_name(record)}

        def place(row: Any) -> tuple[bool, bool, int, str, str, int]:
            if (name := row_id(row)) not in key:
                return True, True, 0, "", "", 0
            document = documents[number[row.doc_id]]
            year = document.review_year
            return False, year is None, year or 0, document.genre, key[name], number[row.doc_id]

        return sorted(self._tables[record], key=place)

    def number(self, row: RowId) -> int | None:
        """The number of a row in its sheet, 2 for the first; None for one that stands in no sheet."""
        table, name = row
        if table not in self._numbers:
            record = self._types.get(table)
            found = self.of(record) if record else []
            self._numbers[table] = {row_id(r): n for n, r in enumerate(found, 2) if row_id(r)}
        return self._numbers[table].get(name)

    def address(self, rows: Iterable[RowId]) -> Address | None:
        """Where rows of one table stand; None for no rows. What an address leaves out for its length, it says."""
        wanted = list(dict.fromkeys(rows))
        if not wanted:
            return None
        numbers = sorted(n for row in wanted if (n := self.number(row)) is not None)
        found = [f"A{a}" if a == b else f"A{a}:A{b}" for a, b in runs(numbers)]
        sheet = self._zh.get(wanted[0][0], "")
        text = whole = f"{sheet}!{'、'.join(found)}"
        if len(whole) > _LONGEST:
            text = whole[:_LONGEST].rpartition("、")[0]
        if text != whole or len(numbers) < len(wanted):
            text += f"…（共{len(wanted)}行，其余见 tables/evidence.csv）"
        return Address(text, f"'{sheet}'!{found[0]}" if found else "")


def _place(document: Document) -> tuple[bool, int, str, str, str, str, int]:
    year, province = document.review_year, document.home_province or ""
    return (
        year is None, year or 0, document.genre, document.level, province, document.source, document.source_start,
    )  # fmt: skip
