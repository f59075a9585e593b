"""tables/wide/: the yearly tables laid out for reading, years as rows and keys as columns, for the main scope.

Beside them stand the rows that their cells count, a line for each: NAME_evidence.csv for a table's counts, shares and
rates, whose lines of a year are together the base; documents_evidence.csv and body_evidence.csv for what every table
says of a year, its documents and its text. A zero has no line: it rests on the base.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from pipeline import narrowing
from pipeline.catalogue import tables as run_tables
from pipeline.config import Config
from pipeline.exports.selection import main_scope
from pipeline.grounds import CountedRows, key_column, rows_by_id
from pipeline.narrowing import narrowed
from pipeline.records import Document, Formulation, Passage, Place, Quantity, Theme, Unit, table_name
from pipeline.store import Tables, csv_cell, write_aside
from pipeline.yearly import Comparability, Figure, QuantityByYear, ThemeByYear

# Every yearly table of figures, and the claims.
FIGURES = tuple(t for t in run_tables() if issubclass(t, Figure))
_COUNTED = (Formulation, Place, Theme, Unit)
READS = tuple(dict.fromkeys((*narrowing.READS, *FIGURES, Passage, *_COUNTED)))
ORDER = 30

F = TypeVar("F", bound=Figure)

_MEASURES = {"numerator": ("count", "次数"), "share": ("share", "占比"), "rate": ("rate", "每千字")}
_COMMON = ("年度", "文档数", "分母", "说明", "口径")
# What is said of the years of a scope that a table does not count by.
_UNTOLD = "这张表不按这个口径统计"
# A spreadsheet ends at its 16,384th column: what is wider goes on in another file.
_MOST = 16_000
# What a line of evidence says: the cell, by year and column, the row that it counts, and where that stands.
_EVIDENCE = (
    "年度",
    "列",
    "行所在表",
    "行编号",
    "段落编号",
    "来源文件",
    "来源起点",
    "来源终点",
    "计入数",
    "原文",
    "口径",
)


@dataclass(frozen=True)
class Wide:
    """A wide table: its file name, its Chinese name, its headings, and its rows, which begin with the year.

    `behind` gives, for each row, the row of the yearly table behind each column after the common ones.
    """

    name: str
    zh: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    behind: tuple[tuple[Any, ...], ...] = ()


def export(tables: Tables, output: Path, config: Config) -> list[Path]:
    """Write every wide table and its evidence as CSV, utf-8-sig."""
    return [
        _write(output / "tables" / "wide" / f"{wide.name}.csv", wide)
        for wide in (*wide_tables(tables, config), *evidence(tables, config))
    ]


def _write(path: Path, wide: Wide) -> Path:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([csv_cell(cell) for cell in row] for row in (wide.heads, *wide.rows))
    write_aside(path, b"\xef\xbb\xbf" + out.getvalue().encode())
    return path


def wide_tables(tables: Tables, config: Config) -> list[Wide]:
    """Counts, shares and rates of each yearly table, and the claims about each known indicator."""
    made: list[Wide] = []
    chosen = main_scope(tables, config)
    scope = chosen.scope
    gate = [r for r in tables[Comparability] if r.scope == scope]
    for record in FIGURES:
        rows, names = _chosen(tables, record, config), _names(record, config)
        keys = _keys(rows, _key(record), record.zeros)
        years = gate if _told(tables[record], scope) else [replace(year, warning=_UNTOLD) for year in gate]
        for measure in _MEASURES:
            for number, start in enumerate(range(0, max(len(keys), 1), _MOST), 1):
                made.append(
                    _figures(record, rows, years, measure, names, keys[start : start + _MOST], number, chosen.zh)
                )
    told = narrowed(tables, scope, config.settings.compare)[QuantityByYear]
    return [*made, _claims(told, chosen.zh)]


def _told(rows: Iterable[Figure], scope: str) -> bool:
    """Whether a table counts by such scopes: some count by genre alone. One without a row counts by all."""
    kinds = {row.scope.partition("=")[0] for row in rows}
    return not kinds or scope.partition("=")[0] in kinds


def _chosen(tables: Tables, record: type[F], config: Config) -> list[F]:
    scope = main_scope(tables, config).scope
    return [r for r in tables[record] if r.scope == scope and r.review_year is not None]


def _names(record: type[Figure], config: Config) -> Mapping[str, str]:
    return config.themes if record is ThemeByYear else {}


def evidence(tables: Tables, config: Config) -> list[Wide]:
    """The rows that the cells of the wide tables count."""
    chosen = main_scope(tables, config)
    tables = narrowed(tables, chosen.scope, config.settings.compare)
    found, places = CountedRows(tables), _Places(tables)
    made = {table_name(record): _evidence_of(record, tables, config, found, places) for record in FIGURES}
    years = {r.review_year: r for r in _chosen(tables, ThemeByYear, config) if r.n_documents}
    documents = [d for r in years.values() for d in found.documents(r.scope, r.review_year)]
    body = [line for year, r in years.items() for line in places.body(year, found, found.documents(r.scope, year))]
    claims = [
        places.line(row.review_year, _column(row), table_name(Quantity), name)
        for row in _known(tables[QuantityByYear])
        for name in row.quantity_ids
    ]
    named = {
        **made,
        "quantity_by_year_claims": claims,
        "documents": [places.document(d) for d in documents],
        "body": body,
    }
    return [_lines(name, ((*line, chosen.zh) for line in lines)) for name, lines in named.items()]


def _lines(name: str, lines: Iterable[tuple[Any, ...]]) -> Wide:
    return Wide(f"{name}_evidence", "", _EVIDENCE, tuple(lines))


def _evidence_of(
    record: type[Figure], tables: Tables, config: Config, found: CountedRows, places: _Places
) -> list[tuple[Any, ...]]:
    key, names = _key(record), _names(record, config)
    return [
        places.line(row.review_year, names.get(key(row), key(row)), counted.row_table, counted.row_id)
        for row in _chosen(tables, record, config)
        if row.numerator
        for counted in found.rows(record, found.documents(row.scope, row.review_year), key(row))
    ]


class _Places:
    """Where the rows stand that cells count."""

    def __init__(self, tables: Tables) -> None:
        self._rows = {name: rows_by_id(tables, name) for name in map(table_name, (*_COUNTED, Passage, Quantity))}

    def line(self, year: int | None, column: str, table: str, name: str) -> tuple[Any, ...]:
        """A line of evidence; of a passage the words stand in the table of passages."""
        row = self._rows[table][name]
        surface = "" if isinstance(row, Passage) else row.surface
        return (
            year, column, table, name, row.passage_id, row.source, row.source_start, row.source_end, 1, surface,
        )  # fmt: skip

    def body(self, year: int | None, found: CountedRows, documents: Iterable[Document]) -> Iterator[tuple[Any, ...]]:
        """The text of a year: its counted passages, each with its characters."""
        for counted in found.rows(ThemeByYear, documents):
            passage = self._rows[counted.row_table][counted.row_id]
            line = self.line(year, "字数", table_name(Passage), passage.passage_id)
            yield *line[:-2], passage.n_characters, ""

    @staticmethod
    def document(document: Document) -> tuple[Any, ...]:
        """A document of a year."""
        return (
            document.review_year, "文档数", table_name(Document), document.doc_id, "", document.source,
            document.source_start, document.source_end, 1, document.title,
        )  # fmt: skip


def _figures(
    record: type[Figure],
    rows: Sequence[Figure],
    gate: Sequence[Comparability],
    measure: str,
    names: Mapping[str, str],
    keys: Sequence[str],
    part: int,
    scope: str,
) -> Wide:
    """The keys of one file; the second and later files of a table carry their number."""
    key = _key(record)
    years: dict[int, list[Figure]] = defaultdict(list)
    for row in rows:
        years[row.review_year or 0].append(row)
    suffix, zh = _MEASURES[measure]
    number = "" if part == 1 else f"_{part}"
    behind = [_by_key(years[year.review_year or 0], keys, key) for year in gate]
    lines = [
        _line(year, years[year.review_year or 0], cells, measure, scope)
        for year, cells in zip(gate, behind, strict=True)
    ]
    return Wide(
        f"{table_name(record)}_{suffix}{number}",
        f"{record.zh}·{zh}{number}",
        (*_COMMON, *(names.get(k, k) for k in keys)),
        tuple(lines),
        tuple(behind),
    )


def _by_key(rows: Sequence[Figure], keys: Sequence[str], key: Callable[[Any], str]) -> tuple[Figure | None, ...]:
    found = {key(row): row for row in rows}
    return tuple(found.get(k) for k in keys)


def _line(
    year: Comparability, rows: Sequence[Figure], cells: Sequence[Figure | None], measure: str, scope: str
) -> tuple[Any, ...]:
    """The cells of a year; a key without a row is a zero where the year has documents and what it is a share of."""
    base = rows[0].base if rows else (0 if year.n_documents and year.warning != _UNTOLD else None)
    whole = {"numerator": year.n_documents, "share": base, "rate": year.characters}[measure]
    nothing = 0 if whole else None
    values = (nothing if row is None else getattr(row, measure) for row in cells)
    return year.review_year, year.n_documents, base, year.warning, scope, *values


def _key(record: type[Figure]) -> Callable[[Any], str]:
    name = key_column(record)
    return lambda row: str(getattr(row, name))


def _keys(rows: Iterable[Figure], key: Callable[[Any], str], zeros: bool) -> list[str]:
    """All keys, in the table's own order where it has every one."""
    found = dict.fromkeys(key(row) for row in rows if row.status == "counted")
    return list(found) if zeros else sorted(found)


def _known(rows: Iterable[QuantityByYear]) -> list[QuantityByYear]:
    return [r for r in rows if not r.proposed and r.review_year is not None]


def _column(row: QuantityByYear) -> str:
    return f"{row.indicator}（{row.unit}）{row.whom or '未指明'}"


def _claims(rows: Iterable[QuantityByYear], scope: str) -> Wide:
    """The claims' own words, by indicator and body; a dispute is marked, nothing is added up."""
    known = _known(rows)
    # In the order of their parts: a mark between them must not decide.
    order = sorted({(r.indicator, r.unit, r.whom): _column(r) for r in known if r.n_claims}.items())
    columns = [column for _, column in order]
    cells: dict[int, dict[str, str]] = defaultdict(dict)
    for row in known:
        year = cells[row.review_year or 0]
        if row.n_claims:
            mark = "（有争议）" if row.status == "disputed" else ""
            # Bodies that are not named can share a column: a county of the province and a city of it.
            year[_column(row)] = "；".join([*filter(None, [year.get(_column(row))]), *row.surfaces]) + mark
    lines = tuple((year, scope, *(found.get(c) for c in columns)) for year, found in sorted(cells.items()))
    return Wide("quantity_by_year_claims", "指标年度表·原文", ("年度", "口径", *columns), lines)
