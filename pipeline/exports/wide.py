"""tables/wide/: the yearly tables laid out for reading, years as rows and keys as columns, for the main scope."""

from __future__ import annotations

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.catalogue import tables as run_tables
from pipeline.config import Config
from pipeline.exports.selection import main_scope
from pipeline.records import Document, fields_of, table_name
from pipeline.store import Tables, csv_cell, write_aside
from pipeline.yearly import Comparability, Figure, QuantityByYear, ThemeByYear

# Every yearly table of figures, and the claims.
FIGURES = tuple(t for t in run_tables() if issubclass(t, Figure))
READS = (Comparability, Document, *FIGURES, QuantityByYear)
ORDER = 30

_MEASURES = {"numerator": ("count", "次数"), "share": ("share", "占比"), "rate": ("rate", "每千字")}
_COMMON = ("年度", "文档数", "分母", "说明")
# A spreadsheet ends at column XFD, and a reader long before.
_MOST = 200


@dataclass(frozen=True)
class Wide:
    """A wide table: its file name, its Chinese name, its headings, and its rows, which begin with the year."""

    name: str
    zh: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


def export(tables: Tables, output: Path, config: Config) -> list[Path]:
    """Write every wide table as CSV, utf-8-sig."""
    paths = []
    for wide in wide_tables(tables, config):
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerows([csv_cell(cell) for cell in row] for row in (wide.heads, *wide.rows))
        paths.append(output / "tables" / "wide" / f"{wide.name}.csv")
        write_aside(paths[-1], b"\xef\xbb\xbf" + out.getvalue().encode())
    return paths


def wide_tables(tables: Tables, config: Config) -> list[Wide]:
    """Counts, shares and rates of each yearly table, and the claims about each known indicator."""
    scope = main_scope(tables, config).scope
    gate = [r for r in tables[Comparability] if r.scope == scope]
    made: list[Wide] = []
    for record in FIGURES:
        rows = [r for r in tables[record] if r.scope == scope and r.review_year is not None]
        names = config.themes if record is ThemeByYear else {}
        made += [_figures(record, rows, gate, measure, names) for measure in _MEASURES]
    return [*made, _claims(tables[QuantityByYear])]


def _figures(
    record: type[Figure],
    rows: Sequence[Figure],
    gate: Iterable[Comparability],
    measure: str,
    names: Mapping[str, str],
) -> Wide:
    key = _key(record)
    keys = _keys(rows, key, record.zeros)
    years: dict[int, list[Figure]] = defaultdict(list)
    for row in rows:
        years[row.review_year or 0].append(row)
    lines = [_line(year, years[year.review_year or 0], keys, key, measure) for year in gate]
    suffix, zh = _MEASURES[measure]
    heads = (*_COMMON, *(names.get(k, k) for k in keys))
    return Wide(f"{table_name(record)}_{suffix}", f"{record.zh}·{zh}", heads, tuple(lines))


def _key(record: type[Figure]) -> Callable[[Any], str]:
    common = {f.name for f in fields_of(Figure)}
    name = next(f.attribute for f in fields_of(record) if f.name not in common)
    return lambda row: str(getattr(row, name))


def _keys(rows: Iterable[Figure], key: Callable[[Any], str], zeros: bool) -> list[str]:
    """All keys, in the table's own order where it has every one; of too many for columns, those met most."""
    total: Counter[str] = Counter()
    for row in rows:
        if row.status == "counted":
            total[key(row)] += row.numerator or 0
    if len(total) <= _MOST:
        return list(total) if zeros else sorted(total)
    return sorted(total, key=lambda k: (-total[k], k))[:_MOST]


def _line(
    year: Comparability, rows: Sequence[Figure], keys: Sequence[str], key: Callable[[Any], str], measure: str
) -> tuple[Any, ...]:
    """The cells of a year; a key without a row is a zero where the year has documents and what it is a share of."""
    base = rows[0].base if rows else (0 if year.n_documents else None)
    whole = {"numerator": year.n_documents, "share": base, "rate": year.characters}[measure]
    cells = {key(row): getattr(row, measure) for row in rows}
    return year.review_year, year.n_documents, base, year.warning, *(cells.get(k, 0 if whole else None) for k in keys)


def _claims(rows: Iterable[QuantityByYear]) -> Wide:
    """The claims' own words, by indicator and body; a dispute is marked, nothing is added up."""
    known = [r for r in rows if not r.proposed and r.review_year is not None]
    columns = sorted({(r.indicator, r.unit, r.whom) for r in known if r.n_claims})
    cells: dict[int, dict[tuple[str, str, str], str]] = defaultdict(dict)
    for row in known:
        year = cells[row.review_year or 0]
        if row.n_claims:
            mark = "（有争议）" if row.status == "disputed" else ""
            column = row.indicator, row.unit, row.whom
            # Bodies that are not named can share a column: a county of the province and a city of it.
            year[column] = "；".join([*filter(None, [year.get(column)]), *row.surfaces]) + mark
    heads = ("年度", *(f"{i}（{u}）{p or '未指明'}" for i, u, p in columns))
    lines = tuple((year, *(found.get(c) for c in columns)) for year, found in sorted(cells.items()))
    return Wide("quantity_by_year_claims", "指标年度表·原文", heads, lines)
