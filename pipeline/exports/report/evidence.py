"""What the figures of a report rest on, from the evidence that the tables were counted from."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from pipeline.exports.report.content import DocumentItem, Inline, ListItem, Quote, Report, Support
from pipeline.exports.sheetrows import SheetRows
from pipeline.grounds import CountedRows, RowId, rows_by_id
from pipeline.narrowing import within
from pipeline.records import Contradiction, Document, Passage, SourceText, table_name
from pipeline.store import Tables
from pipeline.whereabouts import whereabouts
from pipeline.yearly import PlaceByYear, ThemeByYear


class Supports:
    """Makes the supports of a report's figures, and copies out the passages that they name."""

    def __init__(self, tables: Tables, report: Report) -> None:
        self._tables, self._report = tables, report
        self._found, self._sheets = CountedRows(tables), SheetRows(tables)
        self._rows: dict[str, Mapping[str, Any]] = {}

    def base(self, title: str, scope: str, year: int | None) -> Support:
        """The documents of a year with their counted passages."""
        return self._looked_at(title, self._found.documents(scope, year))

    def scope(self, title: str, scope: str) -> Support:
        """Every document of a scope, whatever year it reviews."""
        documents = self._of(scope)
        items = tuple(DocumentItem(f"{d.review_year or '年度未知'}　{_where(d)}", 1) for d in documents)
        rows = [(table_name(Document), d.doc_id) for d in documents]
        return Support(title, documents=items, unit="份文档", address=self._address(rows))

    def _of(self, scope: str) -> list[Document]:
        return within(self._tables[Document], scope)

    def theme(self, title: str, row: ThemeByYear, base: str) -> Support:
        """The passages of a theme in a year."""
        counted = self._found.rows(ThemeByYear, self._found.documents(row.scope, row.review_year), row.theme)
        items = tuple(ListItem(e.row_id) for e in counted)
        return Support(
            title, items, unit="段", base=base, address=self._address((e.row_table, e.row_id) for e in counted)
        )

    def places(self, scope: str, figure: str) -> dict[str, list[RowId]]:
        """What a column of the table of provinces counts in the documents of a scope, by province."""
        found: dict[str, list[RowId]] = defaultdict(list)
        for row in self._found.rows(PlaceByYear, self._of(scope), figure=figure):
            found[row.counted_for].append((row.row_table, row.row_id))
        return dict(found)

    def everywhere(self, title: str, scope: str, figure: str) -> Support:
        """All that a column of the table of provinces counts in a scope, by document."""
        documents = self._of(scope)
        per = {d.doc_id: self._found.rows(PlaceByYear, [d], figure=figure) for d in documents}
        items = tuple(DocumentItem(_where(d), len(per[d.doc_id])) for d in documents)
        rows = [(e.row_table, e.row_id) for counted in per.values() for e in counted]
        return Support(title, documents=items, address=self._address(rows))

    def of(self, title: str, rows: Sequence[RowId], base: str = "") -> Support:
        """Mentions or claims, each with its words."""
        items = []
        for table, name in rows:
            if table not in self._rows:
                self._rows[table] = rows_by_id(self._tables, table)
            row = self._rows[table][name]
            items.append(ListItem(row.passage_id, row.start, row.end))
        return Support(title, tuple(items), base=base, address=self._address(rows))

    def sides(self, row: Contradiction) -> tuple[Inline, Inline]:
        """What both sides of a contradiction say."""
        return (
            self._side(row, "甲", row.value_a, row.source_a, row.start_a),
            self._side(row, "乙", row.value_b, row.source_b, row.start_b),
        )

    def _side(self, row: Contradiction, name: str, value: str, source: str, start: int) -> Inline:
        starts, passages = self._by_start.get(source, ([], []))
        at = bisect_right(starts, start) - 1
        if at < 0 or not value:
            return value or "—"
        support = Support(f"矛盾之处，{name}：{value}", (ListItem(passages[at].passage_id),))
        return self._report.cite(value, f"conflict-{row.contradiction_id}-{name}", support)

    @cached_property
    def _by_start(self) -> Mapping[str, tuple[list[int], list[Passage]]]:
        """The passages of each source in the order of the source, with their starts."""
        found: dict[str, list[Passage]] = defaultdict(list)
        for passage in sorted(self._tables[Passage], key=lambda p: p.source_start):
            found[passage.source].append(passage)
        return {source: ([p.source_start for p in passages], passages) for source, passages in found.items()}

    def _looked_at(self, title: str, documents: Iterable[Document]) -> Support:
        items, rows = [], []
        for document in documents:
            counted = self._found.rows(ThemeByYear, [document])
            names = tuple(e.row_id for e in counted)
            items.append(DocumentItem(_where(document), len(names), names))
            rows += [(e.row_table, e.row_id) for e in counted]
        return Support(title, documents=tuple(items), unit="段", address=self._address(rows))

    def _address(self, rows: Iterable[RowId]) -> str:
        address = self._sheets.address(rows)
        return address.text if address else ""

    def quote(self) -> None:
        """Copy out the passages that the evidence names, each with where it stands."""
        supports = self._report.evidence.values()
        needed = {item.passage_id for support in supports for item in support.items}
        needed |= {name for support in supports for document in support.documents for name in document.passages}
        where = whereabouts(self._tables[SourceText])
        for passage in self._tables[Passage]:
            if passage.passage_id in needed:
                place = where[passage.source].place(passage.source_start) if passage.source in where else ""
                span = f"[{passage.source_start}:{passage.source_end}]"
                told = f"{passage.passage_id} {place} {span}"
                self._report.quotes[passage.passage_id] = Quote(passage.passage_id, told, passage.text)


def _where(document: Document) -> str:
    title = f"《{document.title}》" if document.title else ""
    return f"{document.doc_id}{title}[{document.source_start}:{document.source_end}]"
