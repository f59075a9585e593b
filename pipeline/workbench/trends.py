"""Series over the years: of a term, counted here; of what the yearly tables count, as they have it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np

from pipeline.codes import VERDICTS
from pipeline.compare.intervals import DocumentSample, share_intervals
from pipeline.records import table_name
from pipeline.workbench.ask import AskError, address
from pipeline.workbench.bench import Bench
from pipeline.workbench.concordance import Sought
from pipeline.workbench.rows import scoped
from pipeline.yearly import FormulationByYear, PlaceByYear, QuantityByYear, ThemeByYear, UnitByYear

# The kinds of series that yearly tables hold: the table, its key column, whether zeros are stored.
TABLES = {
    "theme": (table_name(ThemeByYear), "theme"),
    "province": (table_name(PlaceByYear), "province"),
    "unit": (table_name(UnitByYear), "canonical"),
    "formulation": (table_name(FormulationByYear), "canonical"),
}
KINDS = {
    "term": "词语",
    "theme": "主题",
    "province": "省份",
    "formulation": "提法",
    "unit": "单位",
    "indicator": "指标",
}


@dataclass(frozen=True)
class YearPoint:
    """A figure of a year with what it rests on. `share` 0 to 1, `rate` for a thousand characters; None where there is
    no document, or no base. `rows` and `base_rows` are where its rows are shown."""

    year: int | None
    numerator: int | None
    base: int | None
    base_unit: str
    share: float | None
    low: float | None
    high: float | None
    rate: float | None
    n_documents: int
    interval: str
    rows: str = ""
    base_rows: str = ""


@dataclass(frozen=True)
class Series:
    """The points of one thing, one a year of the scope, those without a document among them."""

    name: str
    points: Sequence[YearPoint]


def gate(bench: Bench, scope: str) -> list[dict[str, Any]]:
    """The years of a scope, each with what speaks against holding it against the one before."""
    return bench.rows("select * from comparability where scope = ? order by review_year", [scope])


def verdict(row: Mapping[str, Any]) -> str:
    """The verdict on a year, in Chinese."""
    return VERDICTS[row["verdict"]]


def scope_values(scope: str) -> dict[str, str]:
    """A scope of the yearly tables as a choice of documents in an address."""
    kind, _, value = scope.partition("=")
    return {} if not value else {"home" if kind == "province" else kind: value}


def term_series(bench: Bench, term: str, scope: str, mode: str = "any") -> Series:
    """RowPage passages with a term among all counted passages, by year; intervals as those of every yearly share."""
    sought = Sought(mode, term)
    found, values = sought.passages()
    where, chosen = scoped(scope, "")
    try:
        rows = bench.rows(
            f"with hit as ({found}) "
            "select d.year, d.doc_id, count(c.passage_id) as base, "
            "coalesce(sum(c.n_characters), 0)::bigint as characters, "
            "count(hit.passage_id) as passages, coalesce(sum(hit.n), 0)::bigint as n "
            "from docs d left join counted c using (doc_id) left join hit using (passage_id) "
            f"where {where} and d.year is not null group by 1, 2 order by 1, 2",
            [*values, *chosen],
        )
    except duckdb.InvalidInputException as error:
        raise AskError(f"模式写法有误（{str(error).splitlines()[0][:120]}）；请检查括号和反斜杠") from error
    by_year: dict[int, list[dict[str, Any]]] = {}
    for row in rows:
        by_year.setdefault(row["year"], []).append(row)
    points = [
        _term_point(bench, sought, year, scope, by_year[year]) if year in by_year else _absent(year, "段落")
        for year in _span(bench, scope)
    ]
    return Series(term, points)


def _term_point(bench: Bench, sought: Sought, when: int, scope: str, rows: Sequence[Mapping[str, Any]]) -> YearPoint:
    counts = np.array([[r["passages"]] for r in rows], dtype=np.int64)
    sample = DocumentSample(counts, np.array([r["base"] for r in rows], dtype=np.int64))
    made = share_intervals(sample, bench.settings.confidence)
    numerator, base, characters = (sum(r[name] for r in rows) for name in ("passages", "base", "characters"))
    here = {"from": when, "to": when, **scope_values(scope)}
    return YearPoint(
        when,
        numerator,
        base,
        "段落",
        float(sample.shares[0]) if base else None,
        None if made.low is None else float(made.low[0]),
        None if made.high is None else float(made.high[0]),
        1000 * sum(r["n"] for r in rows) / characters if characters else None,
        len(rows),
        made.note,
        address("/search", q=sought.text, mode=sought.mode, **here),
        address("/rows", table="theme_by_year", figure="numerator", scope=scope, year=when),
    )


def _span(bench: Bench, scope: str) -> list[int]:
    return [r["review_year"] for r in gate(bench, scope)]


def _absent(when: int | None, unit: str) -> YearPoint:
    return YearPoint(when, None, None, unit, None, None, None, None, 0, "该年度没有可比文档")


def table_series(bench: Bench, kind: str, key: str, scope: str) -> Series:
    """What a yearly table holds of a key, by year; in a year with documents what is not stored is a zero."""
    table, column = TABLES[kind]
    stored = {
        row["review_year"]: row
        for row in bench.rows(
            f"select * from {table} where scope = ? and {column} = ? and review_year is not null", [scope, key]
        )
    }
    bases = {
        r["review_year"]: r
        for r in bench.rows(
            "select review_year, any_value(base) as base, any_value(base_unit) as base_unit "
            f"from {table} where scope = ? and status = 'counted' group by 1",
            [scope],
        )
    }
    points = []
    for row in gate(bench, scope):
        when = row["review_year"]
        if not row["n_documents"]:
            points.append(_absent(when, ""))
            continue
        about = {"table": table, "figure": "numerator", "scope": scope, "year": when}
        rows, base_rows = address("/rows", key=key, **about), address("/rows", **about)
        if when in stored:
            points.append(_stored(stored[when], rows, base_rows))
        else:
            points.append(_zero(row, bases.get(when, {}), rows, base_rows))
    return Series(bench.named("theme", key) if kind == "theme" else key, points)


def _stored(row: Mapping[str, Any], rows: str, base_rows: str) -> YearPoint:
    return YearPoint(
        row["review_year"], row["numerator"], row["base"], row["base_unit"], row["share"], row["low"], row["high"],
        row["rate"], row["n_documents"], row["interval"], rows, base_rows,
    )  # fmt: skip


def _zero(row: Mapping[str, Any], base: Mapping[str, Any], rows: str, base_rows: str) -> YearPoint:
    share = 0.0 if base.get("base") else None
    unit = base.get("base_unit", "")
    characters = 0.0 if row["characters"] else None
    return YearPoint(
        row["review_year"], 0, base.get("base", 0), unit, share, None, None, characters, row["n_documents"],
        "该年度没有提到，零次不另给区间", rows, base_rows,
    )  # fmt: skip


def claims(bench: Bench, indicator: str, province: str | None = None) -> list[dict[str, Any]]:
    """The claims about an indicator, a row a year and body, as the yearly table sets them side by side."""
    test = "" if province is None else "and list_contains(string_split(province, '、'), ?)"
    return bench.rows(
        f"select * from {table_name(QuantityByYear)} where indicator = ? {test} and n_claims > 0 "
        "order by review_year nulls last, level, province, locality, unit",
        [indicator, *([] if province is None else [province])],
    )


def keys(bench: Bench, kind: str, most: int = 200) -> list[tuple[str, int]]:
    """What there are series of, the most frequent first, with how often in all years."""
    if kind == "indicator":
        found = bench.rows(
            "select indicator as key, sum(n_claims)::bigint as n from quantity_by_year where indicator <> '' "
            "group by 1 having n > 0 "
            "order by count(distinct review_year) filter (n_claims > 0) desc, n desc, key limit ?",
            [most],
        )
    elif kind in TABLES:
        table, column = TABLES[kind]
        found = bench.rows(
            f"select {column} as key, sum(numerator)::bigint as n from {table} where scope = 'all' and {column} <> '' "
            "group by 1 having n > 0 order by n desc, key limit ?",
            [most],
        )
    else:
        found = []
    return [(r["key"], r["n"]) for r in found]


def has_rows(bench: Bench, kind: str, key: str) -> bool:
    """Whether the yearly table of a kind knows a key."""
    table, column = TABLES[kind]
    return bool(bench.ask(f"select count(*) from {table} where {column} = ?", [key]))


def known_scopes(bench: Bench) -> Iterator[tuple[str, str]]:
    """The scopes of the yearly tables with their names, that of the report first."""
    found = [
        r["scope"] for r in bench.rows("select distinct scope from comparability order by (scope <> 'all'), scope")
    ]
    first = bench.scope.scope
    ordered = [first, *(s for s in found if s != first)] if first in found else found
    yield from ((scope, bench.scope_zh(scope)) for scope in ordered)
