"""The data dictionary: complete in both languages, current as a page, and what an analyst reads in the workbook."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest

from pipeline.catalogue import record_types, tables
from pipeline.config import Config, SettingsError
from pipeline.exports.dictionary import EVERY_TABLE, DataDictionary, data_dictionary, page
from pipeline.exports.workbook import SHEETS, export
from pipeline.records import Quantity, Record, fields_of, table_name
from pipeline.stages import TABLES
from pipeline.store import Tables

CONFIG = Config()
DICTIONARY = data_dictionary(CONFIG)
ROOT = Path(__file__).parents[2]
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def test_every_table_of_a_run_is_described() -> None:
    assert set(TABLES) == set(tables()) and set(SHEETS) <= set(tables()) <= set(record_types())


@pytest.mark.parametrize("record", record_types(), ids=table_name)
def test_every_column_has_a_chinese_description(record: type[Record]) -> None:
    assert CHINESE.search(DICTIONARY.table(record))
    for entry in DICTIONARY.entries(record):
        assert CHINESE.search(entry.zh), f"{entry.field.name}: {entry.zh}"
        assert entry.field.column.text and CHINESE.search(entry.field.column.zh)


def test_no_row_is_left_over() -> None:
    known = {(table_name(r), f.name) for r in record_types() for f in fields_of(r)}
    columns = {name for _, name in known}
    stray = {k for k in DICTIONARY.columns if k not in known and not (k[0] == EVERY_TABLE and k[1] in columns)}
    assert not stray and set(DICTIONARY.tables) == {table_name(r) for r in record_types()}


@pytest.mark.parametrize("record", record_types(), ids=table_name)
def test_every_code_is_named_in_chinese(record: type[Record]) -> None:
    """Where the English lists codes with ` · `, the Chinese says what each of them is."""
    for entry in DICTIONARY.entries(record):
        listed = re.split(r"[;,]", entry.field.column.text)[0]
        codes = (
            [c for c in re.split(r" · |· ", listed) if re.fullmatch(r"[a-z]+(_[a-z]+)*", c)] if "·" in listed else []
        )
        for code in codes:
            assert code in entry.zh or code == "null", f"{table_name(record)}.{entry.field.name}: {code}"


def test_the_page_is_current() -> None:
    told = "run python -m pipeline.exports.dictionary docs/tables.md"
    assert (ROOT / "docs" / "tables.md").read_text(encoding="utf-8") == page(CONFIG), told


def test_a_column_without_a_row_is_named() -> None:
    with pytest.raises(SettingsError, match=r"columns.csv：没有 quantities 表 \w+ 列的说明"):
        list(DataDictionary({}, {}).entries(Quantity))


def test_the_workbook_explains_itself_in_chinese(tmp_path: Path) -> None:
    (path,) = export(Tables.of([]), tmp_path, CONFIG)
    book = openpyxl.load_workbook(path)
    rows = list(book["数据字典"].iter_rows(values_only=True))
    assert rows[0][4:6] == ("含义", "英文说明")
    assert len(rows) == 1 + sum(len(fields_of(r)) for r in SHEETS)
    assert all(CHINESE.search(str(row[4])) and row[5] for row in rows[1:])
    told = "".join(str(cell) for row in book["说明"].iter_rows(values_only=True) for cell in row)
    assert all(DICTIONARY.table(record) in told for record in SHEETS)
