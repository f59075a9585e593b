"""A table of documents as a source text, one document a row.

The source text is built from the rows in their order: the title, one line `column：cell` for each cell that says
something of the document, the text, and a blank line. Every row is an `article` mark; its metadata stand in
`Reading.facts` under the start of that mark, under the same names as in a sidecar. Columns that mean nothing here
and rows that cannot be used stand in the text as noise, so that nothing is lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.readers.building import Builder
from pipeline.readers.columns import Columns
from pipeline.readers.reading import UNUSED, Mark, PageFact

_MOST_WARNINGS = 50


class Row(NamedTuple):
    """A row at a line of the file: its cells by column, or what is wrong with it and its own characters."""

    line: int
    cells: tuple[tuple[str, str], ...]
    fault: str = ""
    raw: str = ""


class RowWriter:
    """Writes rows into a source text; `articles` counts those that became a document."""

    def __init__(self, out: Builder, columns: Columns) -> None:
        self.out = out
        self.columns = columns
        self.facts: list[PageFact] = []
        self.articles = 0
        self._faults: list[str] = []

    def faults(self) -> Iterator[str]:
        """What is wrong with the rows that could not be used."""
        yield from self._faults[:_MOST_WARNINGS]
        if len(self._faults) > _MOST_WARNINGS:
            yield f"另有 {len(self._faults) - _MOST_WARNINGS} 行不可用；请核对文件"

    def rows(self, rows: Sequence[Row], place: str = "") -> None:
        """Write the rows; `place` says before their numbers where they stand (a sheet's name)."""
        for row in rows:
            self._row(row, f"{place}第{row.line}行")

    def _row(self, row: Row, place: str) -> None:
        """A row as an article, or as noise with a warning."""
        named = {self.columns.field(column): cell for column, cell in reversed(row.cells) if cell.strip()}
        self.out.anchor(place)
        if row.fault or "text" not in named:
            fault = row.fault or "没有正文"
            self._faults.append(f"{place}：{fault}；此行未作为文档，请改正")
            raw = row.raw or "\t".join(cell for _, cell in row.cells)
            self.out.line(raw, "noise", "不可用的行")
            return
        self.articles += 1
        start = self.out.length
        self._cells(row, named, start)
        self.out.add(named["text"])
        self.out.marks.append(Mark(start, self.out.length, "article", place))
        self.out.add("\n\n")

    def _cells(self, row: Row, named: dict[str, str], start: int) -> None:
        if title := named.get("title", "").strip():
            self.out.line(" ".join(title.split()), "title")
        used = set()
        for column, cell in row.cells:
            name = self.columns.field(column)
            value = " ".join(cell.split())
            first = bool(value) and name not in used
            if not value or (name == "text" and first):
                used |= {name} if value else set()
                continue
            used.add(name)
            if name and first:
                self.facts.append(PageFact(start, name, value))
            if name != "title" or not first:
                known = bool(name) and first
                self.out.line(f"{column.strip()}：{value}", "metadata" if known else "noise", "" if known else UNUSED)
