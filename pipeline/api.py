"""The small public API that notebooks use: `pipeline.load("outputs")` and `pipeline.chart_style()`.

Everything here reads what a run wrote and counts nothing anew: the same numbers as in the tables.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pyarrow.parquet as pq

from pipeline.catalogue import tables as run_tables
from pipeline.config import Config, ReportSettings, Settings, SettingsError
from pipeline.exports.charts.style import style as chart_style
from pipeline.exports.selection import Selection, main_scope
from pipeline.grounds import GROUNDS, READS, CountedRows, RowId, resting
from pipeline.records import Document, Passage, Reuse, SourceText, Theme, table_name
from pipeline.store import Parts, Tables, read_table
from pipeline.whereabouts import Whereabouts, whereabouts
from pipeline.yearly import Figure
from pipeline.years import PUBLISHED

_WITHOUT_ZEROS = {table_name(t) for t in run_tables() if issubclass(t, Figure) and not t.zeros}

__all__ = ["Concordance", "Outputs", "chart_style", "load"]


def load(outputs: str | Path = "outputs") -> Outputs:
    """Open what a run wrote. Raises SettingsError where no run has finished in the folder."""
    folder = Path(outputs)
    if not (folder / "run.json").is_file():
        raise SettingsError(f"{folder}：没有完成的运行结果；请先运行 zongshu run")
    return Outputs(folder)


@dataclass(frozen=True)
class Concordance:
    """One occurrence of a term in its context."""

    source: str
    place: str
    review_year: int | None
    left: str
    term: str
    right: str
    passage_id: str


class Outputs:
    """The tables of a run as data frames: `outputs.quantities`, `outputs["theme_by_year"]`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._frames: dict[str, pd.DataFrame] = {}

    @cached_property
    def report_scope(self) -> Selection:
        """The scope of the run's report and charts: `.scope` its code, `.zh` its name, `.why` by what rule."""
        asked = self.run.get("settings", {}).get("report", {}).get("scope", "")
        config = Config(Settings(report=ReportSettings(asked)))
        return main_scope(Tables({Document: read_table(self.folder / "tables", Document)}), config)

    @cached_property
    def documents_read(self) -> list[Document]:
        """The documents of the run, as records."""
        return list(Tables({Document: read_table(self.folder / "tables", Document)})[Document])

    @property
    def tables(self) -> list[str]:
        """The names of the tables."""
        return sorted(p.stem for p in (self.folder / "tables").glob("*.parquet"))

    def __getitem__(self, name: str) -> pd.DataFrame:
        """A table by its name. Raises SettingsError for one that is not there."""
        if name not in self._frames:
            path = self.folder / "tables" / f"{name}.parquet"
            if not path.is_file():
                raise SettingsError(f"{name}：{self.folder} 里没有这张表；有 {'、'.join(self.tables)}")
            frame: pd.DataFrame = pq.read_table(path).to_pandas(integer_object_nulls=False)
            self._frames[name] = _whole_years(frame)
        return self._frames[name]

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name.startswith("_") or name not in self.tables:
            raise AttributeError(name)
        return self[name]

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self.tables]

    @cached_property
    def run(self) -> dict[str, Any]:
        """What the run was: its version, settings and inputs."""
        return dict(json.loads((self.folder / "run.json").read_text(encoding="utf-8")))

    @cached_property
    def texts(self) -> dict[str, SourceText]:
        """The source texts, by source."""
        return Parts(self.folder / ".parts").texts()

    @cached_property
    def _where(self) -> dict[str, Whereabouts]:
        return whereabouts(self.texts.values())

    def place(self, row: Any) -> str:
        """Where a row of any table with `source` and `source_start` stands, in words for a person."""
        return f"{row['source']} {self._place(row)}"

    def _place(self, row: Any) -> str:
        source = self.texts[row["source"]].source
        return self._where[source].place(int(row["source_start"]))

    def source_of(self, row: Any) -> str:
        """The source characters of a row, just as they stand in the source."""
        return self.texts[row["source"]].text[int(row["source_start"]) : int(row["source_end"])]

    @cached_property
    def _counted(self) -> CountedRows:
        return CountedRows(Tables({record: read_table(self.folder / "tables", record) for record in READS}))

    def grounds(self, name: str, row: Any, column: str = "numerator") -> pd.DataFrame:
        """The rows that a figure rests on: those it counts, for a base all that it holds, for a zero those of its base.

        `row` is one of the yearly table `name`, `column` the figure's. The rows come as they stand in their own table,
        passages for themes. Raises SettingsError for a table or a column of which no evidence is kept.
        """
        grounds = next((g for record, g in GROUNDS.items() if table_name(record) == name), ())
        if not (known := [ground for ground in grounds if column in ground.columns]):
            figures = "、".join(sorted({c for ground in grounds for c in ground.columns})) or "无"
            raise SettingsError(f"{name}：{column} 列没有计数依据；有依据的列：{figures}")
        plain = _plain(row)
        found = next((rows for g in resting(grounds, known[0]) if (rows := g.rows(self._counted, plain))), [])
        return self._rows(found)

    def _rows(self, found: Sequence[RowId]) -> pd.DataFrame:
        if not found:
            return pd.DataFrame()
        table = table_name(Passage) if found[0][0] == table_name(Theme) else found[0][0]
        frame = self[table]
        # An id stands in the first column; sentences that return have none of their own.
        ids = (
            frame["passage_id"] + "." + frame["source_start"].astype(str)
            if table == table_name(Reuse)
            else frame.iloc[:, 0]
        )
        return frame[ids.isin({name for _, name in found})]

    def wide(self, name: str, key: str, value: str = "share", scope: str = "all") -> pd.DataFrame:
        """A yearly table as years by keys; a year without a comparable document is a row of missing values, and what a
        year with documents does not have is a zero.

        `key` names the column that becomes the columns, `value` the one that fills the cells. Raises SettingsError
        where the table has no such column or no such scope.
        """
        table = self[name]
        if missing := [column for column in ("review_year", "scope", key, value) if column not in table]:
            raise SettingsError(f"{name}：没有 {'、'.join(missing)} 列；有 {'、'.join(table.columns)}")
        self._check_scope(table, scope)
        table = table[(table["scope"] == scope) & table["review_year"].notna()]
        made = table[table[key] != ""].pivot(index="review_year", columns=key, values=value)
        gate = self["comparability"]
        gate = gate[gate["scope"] == scope].set_index("review_year")
        made = made.reindex(sorted(gate.index.union(made.index)))
        if name in _WITHOUT_ZEROS and value in ("numerator", "share", "rate"):
            # A share needs something to be a share of: a year with any row has it.
            covered = made.notna().any(axis=1) if value == "share" else gate["n_documents"].reindex(made.index) > 0
            made[covered] = made[covered].fillna(0)
        return made

    def kwic(self, term: str, width: int = 20) -> Iterator[Concordance]:
        """Every occurrence of a term in counted passages, in the order of year, source and place.

        Raises SettingsError for a term without a character.
        """
        if not term:
            raise SettingsError("kwic：检索词是空的；请至少给一个字")
        passages = self["passages"]
        passages = passages[(passages["role"] == "body") & ~passages["repeated"]]
        years = self["documents"].set_index("doc_id")["review_year"].to_dict()
        rows = sorted(
            passages.to_dict("records"), key=lambda r: (_last(years[r["doc_id"]]), r["source"], r["position"])
        )
        for row in rows:
            text, at = row["text"], row["text"].find(term)
            while at >= 0:
                end = at + len(term)
                yield Concordance(
                    source=row["source"],
                    place=self._place(row),
                    review_year=_year(years[row["doc_id"]]),
                    left=text[max(0, at - width) : at],
                    term=term,
                    right=text[end : end + width],
                    passage_id=row["passage_id"],
                )
                at = text.find(term, end)

    def compare(self, before: int, after: int, scope: str = "all") -> pd.DataFrame:
        """Theme shares of two years side by side: numerator, base, share, interval of each, and the change.

        Raises SettingsError for a year or a scope that the tables do not have. See `warnings` before quoting it.
        """
        themes = self["theme_by_year"]
        self._check_scope(themes, scope)
        if before == after:
            raise SettingsError(f"{before}：同一年度写了两次；请给两个不同的年度")
        themes = themes[(themes["scope"] == scope) & (themes["theme"] != "")]
        columns = ["theme", "numerator", "base", "share", "low", "high", "n_documents"]
        sides = [self._year(themes, year)[columns].set_index("theme") for year in (before, after)]
        joined = sides[0].add_suffix(f"_{before}").join(sides[1].add_suffix(f"_{after}"))
        joined["change"] = joined[f"share_{after}"] - joined[f"share_{before}"]
        return joined

    def warnings(self, before: int, after: int, scope: str = "all") -> list[str]:
        """What speaks against holding `after` against `before`, from every step between them."""
        gate = self["comparability"]
        steps = gate[(gate["scope"] == scope) & (gate["review_year"] > before) & (gate["review_year"] <= after)]
        return [f"{int(row['review_year'])}: {row['warning']}" for _, row in steps.iterrows() if row["warning"]]

    def _check_scope(self, table: pd.DataFrame, scope: str) -> None:
        if scope not in set(table["scope"]):
            known = "、".join(sorted(table["scope"].unique()))
            raise SettingsError(f"{scope}：没有这个口径；有 {known}")

    def _year(self, table: pd.DataFrame, year: int) -> pd.DataFrame:
        counted = table[table["status"] == "counted"]
        found = counted[counted["review_year"] == year]
        if found.empty:
            known = "、".join(str(int(y)) for y in sorted(counted["review_year"].dropna().unique()))
            raise SettingsError(f"{year}年没有文档；有文档的年度：{known}")
        return found

    def new(self, year: int, scope: str = "all") -> pd.DataFrame:
        """Formulations, organisations and indicators that stand in a year and in none before it.

        Columns: `kind` (formulation · unit · indicator), `name`, `mentions` in the year; repeats are not counted.
        Formulations stand in a document also inside longer ones, in headings and titles, and are none where the years
        before have too little text to say so (`compare.witness_documents`, `witness_characters` of the run's settings).
        `scope`: all or a genre's; indicators are told of all documents only. Raises SettingsError for a year that no
        document of the scope reviews.
        """
        themes = self["theme_by_year"]
        self._check_scope(self["formulation_by_year"], scope)
        self._year(themes[themes["scope"] == scope], year)
        found = [
            self._first_told(year, scope),
            self._first_seen("unit_by_year", year, scope, "unit"),
        ]
        return pd.concat([*found, *([self._first_claimed(year)] if scope == "all" else [])], ignore_index=True)

    def looked_at(self, scope: str, *, until: int | None = None, of: int | None = None) -> tuple[int, int]:
        """How many documents and characters of counted text the years of a scope hold: all before `until`, or `of`."""
        gate = self["comparability"]
        rows = gate[gate["scope"] == scope]
        rows = rows[rows["review_year"] < until] if until is not None else rows[rows["review_year"] == of]
        return int(rows["n_documents"].sum()), int(rows["characters"].sum())

    def _first_told(self, year: int, scope: str) -> pd.DataFrame:
        """Formulations whose first year in the scope it is, where the years before have text enough to say so."""
        limits = self.run["settings"]["compare"]
        documents, characters = self.looked_at(scope, until=year)
        enough = documents >= limits["witness_documents"] and characters >= limits["witness_characters"]
        found = self["formulation_documents"].merge(self._by_year(scope), on="doc_id")
        counts = self["formulation_by_year"]
        counts = counts[(counts["scope"] == scope) & (counts["review_year"] == year)][["canonical", "numerator"]]
        years = found[["canonical", "review_year"]].drop_duplicates().merge(counts, on="canonical", how="left")
        years["numerator"] = years["numerator"].fillna(0)
        return _first(years[years["review_year"].notna()] if enough else years[:0], "canonical", year, "formulation")

    def _by_year(self, scope: str) -> pd.DataFrame:
        """The documents of a scope with the year that the tables count them under."""
        rows = self["documents"]
        basis = self["comparability"]["year_basis"]
        if len(basis) and basis.iloc[0] == PUBLISHED:
            rows = rows.assign(review_year=pd.to_numeric(rows["published"].str[:4]).astype("Int64"))
        kind, _, value = scope.partition("=")
        rows = rows[rows[kind] == value] if value else rows
        return rows[["doc_id", "review_year"]]

    def _first_claimed(self, year: int) -> pd.DataFrame:
        table = self["quantity_by_year"]
        counts = table[table["n_claims"] > 0].groupby(["indicator", "review_year"])["n_claims"].sum()
        return _first(counts.reset_index(name="numerator"), "indicator", year, "indicator")

    def _first_seen(self, name: str, year: int, scope: str, kind: str) -> pd.DataFrame:
        table = self[name]
        table = table[(table["scope"] == scope) & (table["numerator"].fillna(0) > 0) & table["review_year"].notna()]
        return _first(table, "canonical", year, kind)


def _first(table: pd.DataFrame, key: str, year: int, kind: str) -> pd.DataFrame:
    first = table.groupby(key)["review_year"].transform("min")
    rows = table[(first == year) & (table["review_year"] == year)]
    rows = rows.sort_values(["numerator", key], ascending=[False, True])
    return pd.DataFrame({"kind": kind, "name": rows[key], "mentions": rows["numerator"].astype(int)})


def _whole_years(frame: pd.DataFrame) -> pd.DataFrame:
    """Nullable integers stay integers: 2023, not 2023.0."""
    for column in ("review_year", "previous_year", "first_year", "last_year", "coined", "numerator", "base"):
        if column in frame:
            frame[column] = frame[column].astype("Int64")
    return frame


def _plain(row: Any) -> SimpleNamespace:
    """A row of a data frame as the record that it was, with nothing where pandas says that a value is missing."""
    values = dict(row).items()
    lists = {name: list(value) for name, value in values if isinstance(value, (list, np.ndarray))}
    plain = {name: None if pd.isna(value) else value for name, value in values if name not in lists}
    return SimpleNamespace(**plain, **lists)


def _year(value: Any) -> int | None:
    return None if pd.isna(value) else int(value)


def _last(value: Any) -> int:
    return 9999 if pd.isna(value) else int(value)
