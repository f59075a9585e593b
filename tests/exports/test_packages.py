"""datapackage.json, the database, the wide tables: valid, and the same numbers everywhere."""

from __future__ import annotations

import csv
import json
import re
import sqlite3
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pipeline.catalogue import tables as run_tables
from pipeline.config import Config, ReportSettings, Settings
from pipeline.exports import datapackage, workbook
from pipeline.exports.percent import percent
from pipeline.exports.selection import main_scope
from pipeline.exports.wide import wide_tables
from pipeline.records import fields_of, table_name
from pipeline.store import Tables, csv_cell, read_table, write_table
from pipeline.yearly import PlaceByYear, QuantityByYear, ThemeByYear

TYPES = {"string", "integer", "number", "boolean"}


@pytest.fixture(scope="module")
def package(sample_outputs: Path) -> dict[str, Any]:
    return dict(json.loads((sample_outputs / "datapackage.json").read_bytes()))


def _csv(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_the_package_is_well_formed(package: dict[str, Any]) -> None:
    names = [r["name"] for r in package["resources"]]
    assert re.fullmatch(r"[a-z0-9._-]+", package["name"]) and len(names) == len(set(names)) == len(run_tables())
    for resource in package["resources"]:
        assert re.fullmatch(r"[a-z0-9._-]+", resource["name"])
        assert not resource["path"].startswith("/") and ".." not in resource["path"]
        fields = resource["schema"]["fields"]
        assert all(f["type"] in TYPES and f["title"] and f["description"] for f in fields)
        assert len({f["name"] for f in fields}) == len(fields)


def test_every_csv_keeps_to_its_schema(package: dict[str, Any], sample_outputs: Path) -> None:
    for resource in package["resources"]:
        head, *rows = _csv(sample_outputs / resource["path"])
        fields = resource["schema"]["fields"]
        assert head == [f["name"] for f in fields], resource["name"]
        for row in rows:
            for field, cell in zip(fields, row, strict=True):
                assert cell in resource["schema"]["missingValues"] or _fits(field, cell), (
                    resource["name"],
                    field,
                    cell,
                )


def _fits(field: dict[str, Any], cell: str) -> bool:
    if field["type"] == "integer":
        return re.fullmatch(r"-?\d+", cell) is not None
    if field["type"] == "number":
        return float(cell) == float(cell)
    if field["type"] == "boolean":
        return cell in field["trueValues"] + field["falseValues"]
    return True


@pytest.fixture(scope="module")
def database(sample_outputs: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{sample_outputs / 'zongshu.sqlite'}?mode=ro", uri=True)


def test_the_database_holds_every_row(database: sqlite3.Connection, sample_tables: Tables) -> None:
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    for record in run_tables():
        (count,) = database.execute(f'SELECT count(*) FROM "{table_name(record)}"').fetchone()
        assert count == len(sample_tables[record])
    (described,) = database.execute("SELECT count(*) FROM columns WHERE zh = '' OR description = ''").fetchone()
    assert described == 0


def test_the_same_numbers_everywhere(database: sqlite3.Connection, sample_tables: Tables, sample_outputs: Path) -> None:
    rows = [r for r in sample_tables[ThemeByYear] if r.scope == main_scope(sample_tables).scope and r.share is not None]
    head, *lines = _csv(sample_outputs / "tables" / "theme_by_year.csv")
    at = {name: n for n, name in enumerate(head)}
    spread = {(li[at["scope"]], li[at["review_year"]], li[at["theme"]]): li[at["share"]] for li in lines}
    query = "SELECT share, numerator, base FROM theme_by_year WHERE scope = ? AND review_year = ? AND theme = ?"
    page = (sample_outputs / "report.html").read_text(encoding="utf-8")
    names = Config().themes
    for row in rows:
        assert database.execute(query, (row.scope, row.review_year, row.theme)).fetchone() == (
            row.share, row.numerator, row.base,
        )  # fmt: skip
        assert float(spread[row.scope, str(row.review_year), row.theme]) == row.share
        if row.numerator:
            said = (
                f"{row.review_year}年“{names[row.theme]}”：{row.numerator}段 ÷ {row.base}段 ＝ {percent(row.share, 1)}"
            )
            assert said in page


def test_wide_tables_are_the_long_ones_laid_out(sample_outputs: Path, sample_tables: Tables) -> None:
    made = wide_tables(sample_tables, Config())
    for wide in made:
        head, *rows = _csv(sample_outputs / "tables" / "wide" / f"{wide.name}.csv")
        assert head == [str(csv_cell(h)) for h in wide.heads] and len(rows) == len(wide.rows)
        assert len({row[0] for row in rows}) == len(rows), "one row a year"
    counts = next(w for w in made if w.name == "place_by_year_count")
    scope = main_scope(sample_tables).scope
    for row in sample_tables[PlaceByYear]:
        if row.scope == scope and row.review_year is not None and row.province:
            line = next(li for li in counts.rows if li[0] == row.review_year)
            assert line[counts.heads.index(row.province)] == row.numerator


def test_absent_years_are_rows_without_zeros(sample_tables: Tables) -> None:
    shares = next(w for w in wide_tables(sample_tables, Config()) if w.name == "theme_by_year_share")
    absent = main_scope(sample_tables).absent
    assert absent and {row[0] for row in shares.rows} >= set(absent)
    for row in shares.rows:
        if row[0] in absent:
            assert row[1] == 0 and "没有可比文档" in row[3] and row[4] == "全国综述" and set(row[5:]) == {None}


def test_disputes_are_marked_in_every_place(sample_tables: Tables, sample_outputs: Path) -> None:
    disputed = [r for r in sample_tables[QuantityByYear] if r.status == "disputed"]
    assert disputed and all(r.n_disputed for r in disputed)
    made = openpyxl.load_workbook(sample_outputs / "workbook.xlsx", read_only=True)
    sheets = (made[name] for name in (QuantityByYear.zh, f"{QuantityByYear.zh}·待收录"))
    rows = [[str(cell) for cell in row] for sheet in sheets for row in sheet.iter_rows(values_only=True)]
    assert sum("有争议" in row for row in rows) == len(disputed)
    assert "有争议" in (sample_outputs / "report.html").read_text(encoding="utf-8")


def test_chinese_column_names_are_those_of_the_dictionary_everywhere(tmp_path: Path) -> None:
    config = Config(Settings(report=ReportSettings(chinese=True)))
    tables = Tables({})
    datapackage.export(tables, tmp_path, config)
    workbook.export(tables, tmp_path, config)
    package = json.loads((tmp_path / "datapackage.json").read_bytes())
    named = {r["path"]: [f["name"] for f in r["schema"]["fields"]] for r in package["resources"]}
    book = openpyxl.load_workbook(tmp_path / "workbook.xlsx", read_only=True)
    for record in run_tables():
        write_table(tmp_path / "tables", record, tables.arrow(record), chinese=True)
        (head,) = _csv(tmp_path / "tables" / f"{table_name(record)}.csv")
        assert head == named[f"tables/{table_name(record)}.csv"] == [f.column.zh for f in fields_of(record)]
        assert len(set(head)) == len(head)
        if record.zh in book.sheetnames:
            shown = next(book[record.zh].iter_rows(max_row=1, values_only=True))
            assert set(head) <= set(shown) and not [cell for cell in shown if "\n" in cell]
        assert read_table(tmp_path / "tables", record).column_names == [f.name for f in fields_of(record)]
