"""Exports: all rows, no formulas, and a report that stands alone."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from docx import Document as Word

from pipeline.config import Config, SettingsError
from pipeline.records import Document
from pipeline.workbench.ask import Ask, Choice
from pipeline.workbench.bench import Bench
from pipeline.workbench.concordance import Sought, concordance
from pipeline.workbench.exporting import exported
from pipeline.workbench.offline import save_pages
from pipeline.workbench.tabs import tabs
from tests.workbench.build import invented, write_outputs


def asked(bench: Bench, query: str, kind: str, path: str = "/search") -> bytes:
    ask = Ask.read(path, query, everything=True)
    return exported(tabs()[path].view(bench, ask), ask, kind)[0]


def test_all_rows_are_exported_not_a_page_of_them(bench: Bench) -> None:
    total = concordance(bench, Sought("any", "党"), Choice(), "year", 1, 0)
    rows = [*csv.reader(io.StringIO(asked(bench, "q=党", "csv").decode("utf-8-sig")))]
    assert len(rows) - 1 == total.occurrences > 50
    sheets = openpyxl.load_workbook(io.BytesIO(asked(bench, "q=党", "xlsx")))
    assert total.occurrences in {sheet.max_row - 1 for sheet in sheets}


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    records = [replace(r, title="=1+1") if isinstance(r, Document) else r for r in invented()]
    bench = Bench(write_outputs(tmp_path, records), Config())
    rows = [*csv.reader(io.StringIO(asked(bench, "q=水磨", "csv").decode("utf-8-sig")))]
    assert {r[1] for r in rows[1:]} == {"'=1+1"}
    book = openpyxl.load_workbook(io.BytesIO(asked(bench, "q=水磨", "xlsx")))
    assert not [c for sheet in book for row in sheet for c in row if c.data_type == "f"]


def test_a_report_stands_alone(two_years: Bench) -> None:
    made = asked(two_years, "a_to=2019&b_from=2020&word=合作社", "html", "/contrast").decode("utf-8")
    assert "<script" not in made.replace('<script type="application/json"', "") and '<link rel="stylesheet"' not in made
    assert "合作社" in made and "<style>" in made and 'href="/' not in made
    text = "\n".join(p.text for p in Word(io.BytesIO(asked(two_years, "", "docx", "/"))).paragraphs)
    assert "先看什么" in text


def test_the_same_question_gives_the_same_bytes(two_years: Bench) -> None:
    for kind in ("xlsx", "docx", "html", "csv"):
        assert asked(two_years, "q=水磨", kind) == asked(two_years, "q=水磨", kind)


def test_a_folder_of_pages_leads_nowhere_that_is_not_there(two_years: Bench, tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    two_years.selections.keep("水磨", "/search?q=水磨")
    made = save_pages(two_years, folder, most=60)
    pages = [*folder.glob("*.html")]
    assert made == len(pages) == 60
    for file in pages:
        text = file.read_text(encoding="utf-8")
        for href in re.findall(r'(?:href|src)="([^"#]+)"', text):
            assert href.startswith("data:") or (folder / href).is_file(), (file.name, href)
        assert "<form" not in text and "<button" not in text
    assert any("水磨" in p.read_text(encoding="utf-8") for p in folder.glob("search-*.html"))
    with pytest.raises(SettingsError, match="已有内容"):
        save_pages(two_years, folder)
