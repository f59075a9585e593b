"""What a source says is text wherever it is shown: no cell of a table is a formula, no page holds its markup.

The sources are invented, and so are the formulas in places where only a dictionary or a careless reader could put them.
"""

from __future__ import annotations

import csv
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from lxml import html

from pipeline import exports
from pipeline.config import Config
from pipeline.records import Document, Formulation, Problem, Quantity, Record, SourceText, Unit
from pipeline.stages import CORPUS_STAGES, TABLES
from pipeline.store import Tables, write_table
from pipeline.yearly import QuantityByYear
from tests.build import read_text

CONFIG = Config()
CALLS = '=HYPERLINK("http://e.invalid","1")', "+cmd|' /C calc'!A0", "@SUM(1+1)", "-2+3", "＝1+1", "\t=1", "\n=1"
MARKUP = '<script>alert(1)</script>"><img src=x onerror="alert(1)"><a href="javascript:alert(1)">点</a>'
LINES = "龙泉乡整顿软弱涣散村党组织{}个，选派第一书记{}名，{}严格落实“三会一课”。"


def _text(year: int) -> str:
    body = "\n\n".join(
        f"{call}各支部走访困难群众{n}户。\n\n{LINES.format(n, n + 2, MARKUP)}" for n, call in enumerate(CALLS, 3)
    )
    return f"{year}年度述职评议综述\n\n{MARKUP}\n\n{body}\n"


def _spoilt(record: Record) -> Record:
    """A finding whose names begin as a formula does."""
    if isinstance(record, Formulation | Unit):
        return replace(record, canonical=f"={record.canonical}", surface=f"+{record.surface}")
    if isinstance(record, Quantity):
        return replace(record, actor=f"-{record.actor}", surface=f"={record.surface}")
    if isinstance(record, QuantityByYear):
        return replace(record, indicator=f"@{record.indicator}")
    return replace(record, title=f"=1+{MARKUP}") if isinstance(record, Document) else record


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every table and export but the charts."""
    output = tmp_path_factory.mktemp("hostile")
    found: list[Record] = [Problem(call, "read", "note", f"{call}{MARKUP}") for call in CALLS]
    for year in (2020, 2021):
        name = f"=1+{year}.txt"
        found += [*read_text(name, _text(year)), SourceText(name, _text(year), "utf-8", False, [], [])]
    tables = Tables.of(map(_spoilt, found))
    for stage in CORPUS_STAGES:
        kept = tables[Problem] if Problem in stage.writes else []
        tables = tables.with_records([*kept, *stage.run(tables, CONFIG)], stage.writes)
    tables = tables.with_records(map(_spoilt, tables[QuantityByYear]), [QuantityByYear])
    for record in TABLES:
        write_table(output / "tables", record, tables.arrow(record))
    for module in exports.exporters():
        if not module.__name__.endswith(".charts"):
            module.export(tables, output, CONFIG)
    return output


def _cells(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*.csv")):
        for row in csv.reader(path.read_text("utf-8-sig").splitlines(keepends=True)):
            yield from ((path.name, cell) for cell in row)


def test_no_cell_of_a_csv_file_is_a_formula(outputs: Path) -> None:
    wrong = [
        (name, cell)
        for name, cell in _cells(outputs)
        if cell.startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n"))
        and not re.fullmatch(r"-?[\d.e-]+", cell)
    ]
    assert not wrong
    # The formulas did come as far as every kind of file: keys of yearly tables, heads of wide ones, evidence.
    reached = {name for name, cell in _cells(outputs) if re.match("'[=+@-]", cell)}
    assert {
        "problems.csv",
        "documents.csv",
        "formulation_by_year.csv",
        "formulation_by_year_count.csv",
        "formulation_by_year_evidence.csv",
    } <= reached
    assert {"quantity_by_year.csv", "quantity_by_year_claims.csv", "quantity_by_year_claims_evidence.csv"} <= reached


def test_no_cell_of_the_workbook_is_a_formula_or_leads_out_of_it(outputs: Path) -> None:
    with zipfile.ZipFile(outputs / "workbook.xlsx") as archive:
        assert not any(re.search(rb"<f[ >]", archive.read(n)) for n in archive.namelist() if "worksheets/sheet" in n)
        assert not any(b'TargetMode="External"' in archive.read(n) for n in archive.namelist() if n.endswith(".rels"))
    book = openpyxl.load_workbook(outputs / "workbook.xlsx", read_only=True)
    begun = {
        s.title for s in book for row in s.iter_rows(values_only=True) for v in row if str(v).startswith(("=", "@"))
    }
    assert {"数据问题", "数量"} & begun, "no formula came as far as the workbook"


@pytest.mark.parametrize("name", ["report.html", "review.html"])
def test_no_page_holds_markup_of_a_source(outputs: Path, name: str) -> None:
    text = (outputs / name).read_text(encoding="utf-8")
    page = html.fromstring(text)
    assert "alert(1)" in text, "the markup did not come as far as the page"
    assert not page.xpath("//img[not(starts-with(@src, 'data:'))] | //@onerror")
    assert not page.xpath("//a[starts-with(@href, 'javascript:')]")
    assert all("alert(1)" not in (s.text or "").replace("\\u003c", "") or s.get("type") for s in page.xpath("//script"))


@pytest.mark.parametrize("name", ["report.docx", "report_appendix.docx"])
def test_the_word_report_leads_nowhere(outputs: Path, name: str) -> None:
    with zipfile.ZipFile(outputs / name) as archive:
        found = [n for n in archive.namelist() if n.endswith(".rels") and b'TargetMode="External"' in archive.read(n)]
        assert not found and not any("vba" in n.lower() for n in archive.namelist())
