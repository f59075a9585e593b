"""metadata.xlsx: the metadata table as a workbook in which genre, level, province and tick are chosen from lists."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import xlsxwriter

from pipeline.metadata import INFERRED, SHEET, WRITTEN, Row
from pipeline.sidecar import HEADINGS

# The sheet that the drop-downs are taken from, and the lines that have them though nothing stands there yet.
_LISTS, _SPARE = "可选值", 200
_WIDTHS = {"source": 34, "doc_id": 20, "title": 44, "publisher": 24, "genre": 14, "confirm": 8}


def metadata_workbook(
    rows: Sequence[Row], inferred: Sequence[Row], columns: Sequence[str], choices: Mapping[str, Mapping[str, str]]
) -> bytes:
    """The workbook; `choices` are the values of a column by their Chinese names, with the codes that stand for them.
    The same rows give the same bytes."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"title": "元数据", "author": "zongshu", "created": datetime(2000, 1, 1)})
        sheet = book.add_worksheet(SHEET)
        head = book.add_format({"bold": True, "bg_color": "#DCE9F3", "bottom": 1})
        names = {name: {code: zh for zh, code in values.items()} for name, values in choices.items()}
        _table(sheet, rows, columns, names, head)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)
        for number, name in enumerate(columns):
            sheet.set_column(number, number, _WIDTHS.get(name, 12))
        lists = book.add_worksheet(_LISTS)
        for number, (name, values) in enumerate(choices.items()):
            lists.write_string(0, number, HEADINGS[name], head)
            lists.write_column(1, number, list(values))
            letter = chr(ord("A") + number)
            _offer(sheet, columns.index(name), len(rows), f"='{_LISTS}'!${letter}$2:${letter}${len(values) + 1}")
        for title, kept in ((WRITTEN, rows), (INFERRED, inferred)):
            hidden = book.add_worksheet(title)
            _table(hidden, kept, columns, {}, head)
            hidden.hide()
    return buffer.getvalue()


def _offer(sheet: Any, column: int, rows: int, source: str) -> None:
    sheet.data_validation(
        1, column, rows + _SPARE, column,
        {"validate": "list", "source": source, "error_title": "不在可选值中",
         "error_message": "请从下拉列表里选；可选的值见“可选值”一页", "error_type": "warning"},
    )  # fmt: skip


def _table(
    sheet: Any, rows: Iterable[Row], columns: Sequence[str], names: Mapping[str, Mapping[str, str]], head: Any
) -> None:
    for number, name in enumerate(columns):
        sheet.write_string(0, number, HEADINGS.get(name, name), head)
    for line, row in enumerate(rows, 1):
        for number, name in enumerate(columns):
            value = row.get(name, "")
            sheet.write_string(line, number, names.get(name, {}).get(value, value))
