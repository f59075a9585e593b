"""The workbook: no formulas, heads that stay, links that lead somewhere, words instead of codes."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest

from pipeline.config import Config
from pipeline.exports import sheetrows, workbook
from pipeline.exports.sheetrows import SheetRows
from pipeline.exports.workbook import SHEETS
from pipeline.records import Document, Formulation, Passage, Problem, fields_of
from pipeline.store import Tables
from pipeline.yearly import Comparability, QuantityByYear, ThemeByYear

CONFIG = Config()


def test_a_cell_is_never_a_formula(tmp_path: Path) -> None:
    planted = ["=1+1", "+86", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "https://example.org", "007"]
    (path,) = workbook.export(Tables.of([Problem(text, "run", "note", text) for text in planted]), tmp_path, CONFIG)
    sheet = openpyxl.load_workbook(path)[Problem.zh]
    found = [[cell for cell in row if cell.value in planted] for row in sheet.iter_rows(min_row=2)]
    assert [row[0].value for row in found] == planted
    assert all(cell.data_type == "s" and cell.hyperlink is None for row in found for cell in row)
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
        assert not any(b"<f>" in archive.read(n) for n in archive.namelist() if n.startswith("xl/worksheets/sheet"))


def test_no_formula_in_the_sample(sample_outputs: Path) -> None:
    with zipfile.ZipFile(sample_outputs / "workbook.xlsx") as archive:
        sheets = [n for n in archive.namelist() if n.startswith("xl/worksheets/sheet")]
        assert len(sheets) >= 2 + len(SHEETS) and not any(re.search(rb"<f[ >]", archive.read(n)) for n in sheets)


def test_every_table_has_its_sheet_with_filters(book: openpyxl.Workbook) -> None:
    assert book.sheetnames[:2] == ["说明", "数据字典"]
    for record in SHEETS:
        sheet = book[record.zh]
        assert sheet.freeze_panes == "B2" and sheet.auto_filter.ref, record.zh
        heads = [str(cell.value).split("\n")[-1] for cell in sheet[1]]
        assert set(heads) - {"place", "rows"} == {f.name for f in fields_of(record)}
        widths = [d.width for d in sheet.column_dimensions.values()]
        assert all(6 <= width <= 62 for width in widths)


def test_every_link_leads_to_a_cell(book: openpyxl.Workbook) -> None:
    links = 0
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.hyperlink is not None:
                    links += 1
                    name, _, place = str(cell.hyperlink.location).rpartition("!")
                    target = book[name.strip("'")][place.partition(":")[0]]
                    assert target.value not in (None, ""), f"{sheet.title} {cell.coordinate} → {name}!{place}"
    assert links > 500


def test_a_link_to_a_passage_lands_on_its_row(book: openpyxl.Workbook) -> None:
    sheet, passages = book["数量"], book[Passage.zh]
    heads = {str(c.value).split("\n")[-1]: c.column for c in sheet[1]}
    ids = {str(c.value).split("\n")[-1]: c.column for c in passages[1]}["passage_id"]
    for row in range(2, sheet.max_row + 1, 17):
        link = sheet.cell(row, heads["place"]).hyperlink
        target = passages[str(link.location).rpartition("!")[2]]
        assert passages.cell(target.row, ids).value == sheet.cell(row, heads["passage_id"]).value


def test_numbers_have_formats(book: openpyxl.Workbook, sample_tables: Tables) -> None:
    sheet = book[ThemeByYear.zh]
    heads = {str(c.value).split("\n")[-1]: c.column for c in sheet[1]}
    rows = sample_tables[ThemeByYear]
    for number, row in enumerate(rows, 2):
        share = sheet.cell(number, heads["share"])
        assert share.value == row.share
        assert share.value is None or share.number_format == "0.0%"
        assert sheet.cell(number, heads["review_year"]).number_format in ("0", "General")


def test_every_number_fits_its_column(book: openpyxl.Workbook) -> None:
    for record in SHEETS:
        sheet = book[record.zh]
        widths = {n: d.width for d in sheet.column_dimensions.values() for n in range(d.min, d.max + 1)}
        for column in sheet.iter_cols(min_row=2):
            numbers = [c.value for c in column if isinstance(c.value, (int, float))]
            assert not numbers or widths[column[0].column] > len(f"{max(numbers, key=abs):,.0f}"), (
                record.zh,
                column[0].column_letter,
            )


def test_codes_are_words(book: openpyxl.Workbook) -> None:
    codes = re.compile(r"^[a-z]+(_[a-z]+)+$")
    for record, columns in ((Document, ("genre", "level")), (Comparability, ("verdict", "scope", "genres", "warning"))):
        sheet = book[record.zh]
        heads = {str(c.value).split("\n")[-1]: c.column for c in sheet[1]}
        for name in columns:
            values = {str(sheet.cell(n, heads[name]).value or "") for n in range(2, sheet.max_row + 1)}
            assert not {v for v in values if codes.match(v) or "=" in v or "national" in v}, name


def test_wide_sheets_hold_the_long_tables_numbers(book: openpyxl.Workbook, sample_tables: Tables) -> None:
    sheet = book["主题年度表·占比"]
    heads = [c.value for c in sheet[1]]
    long = {
        (r.review_year, CONFIG.themes[r.theme]): r.share
        for r in sample_tables[ThemeByYear]
        if r.scope == "genre=national_summary" and r.theme
    }
    for row in sheet.iter_rows(min_row=2, values_only=True):
        wide = dict(zip(heads, row, strict=True))
        for theme in CONFIG.themes.values():
            assert wide[theme] == long.get((wide["年度"], theme))


def test_the_same_tables_give_the_same_workbook(sample_outputs: Path, sample_tables: Tables, tmp_path: Path) -> None:
    (path,) = workbook.export(sample_tables, tmp_path, CONFIG)
    assert path.read_bytes() == (sample_outputs / "workbook.xlsx").read_bytes()


def test_proposals_stand_on_pages_of_their_own(book: openpyxl.Workbook, sample_tables: Tables) -> None:
    for record in (QuantityByYear, Formulation):
        own, known = book[f"{record.zh}·待收录"], book[record.zh]
        proposed = sum(row.proposed for row in sample_tables[record])
        assert proposed and own.max_row == proposed + 1
        assert known.max_row == len(sample_tables[record]) - proposed + 1
        for sheet, said in ((own, "是"), (known, "否")):
            column = next(cell.column for cell in sheet[1] if cell.value == "待收录\nproposed")
            assert {row[column - 1] for row in sheet.iter_rows(min_row=2, values_only=True)} == {said}


def test_a_workbook_of_any_corpus_can_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    problems = [Problem("乙.txt", "ingest", "note", f"第{n}条") for n in range(50)]  # invented
    tables = Tables.of(problems)
    assert SheetRows(tables).of(Problem) == problems, "what has room stands there whole"
    monkeypatch.setattr(sheetrows, "_MOST_CELLS", 20 * len(fields_of(Problem)))
    rows = SheetRows(tables)
    assert rows.most == 20 and rows.of(Problem) == problems[:20]
    (path,) = workbook.export(tables, tmp_path, CONFIG)
    about = [str(row[1].value) for row in openpyxl.load_workbook(path)["说明"].iter_rows()]
    assert any("50行（表太大，此处只列前20行，其余见 tables/problems.csv）" in told for told in about)
