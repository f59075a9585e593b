"""Tables as sheets of a workbook that is made on demand: every cell a value, none a formula."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import xlsxwriter

Value = str | int | float | None
# Excel's own limits.
MOST_ROWS, _CELL = 1_048_575, 32_767


@dataclass(frozen=True)
class PlainSheet:
    """A table: what it is, its heads, its rows."""

    caption: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Value]]


def sheets(title: str, said: Sequence[str], found: Sequence[PlainSheet]) -> bytes:
    """The workbook: a page that says what it is, then a sheet a table; the same tables give the same bytes."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"title": title, "author": "zongshu", "created": datetime(2000, 1, 1)})
        text = book.add_format({"font_name": "Microsoft YaHei", "text_wrap": True, "valign": "top"})
        head = book.add_format({"font_name": "Microsoft YaHei", "bold": True, "bg_color": "#DCE9F3", "valign": "top"})
        about = book.add_worksheet("说明")
        about.set_column(0, 0, 100)
        for n, line in enumerate([title, *said]):
            about.write_string(n, 0, line[:_CELL], head if not n else text)
        for number, sheet in enumerate(found, 1):
            page = book.add_worksheet(f"表{number}")
            about.write_string(len(said) + 2 + number, 0, f"表{number}：{sheet.caption}"[:_CELL], text)
            page.freeze_panes(1, 0)
            _fill(page, sheet, head, text)
    return buffer.getvalue()


def _fill(page: xlsxwriter.worksheet.Worksheet, sheet: PlainSheet, head: object, text: object) -> None:
    for column, name in enumerate(sheet.heads):
        page.write_string(0, column, name, head)
        longest = max((len(str(row[column] or "")) for row in sheet.rows[:200]), default=0)
        page.set_column(column, column, min(60, max(8, 2 * len(name), 1.8 * longest)))
    for line, row in enumerate(sheet.rows[: MOST_ROWS - 1], 1):
        for column, value in enumerate(row):
            if isinstance(value, (int, float)):
                page.write_number(line, column, value)
            elif value:
                page.write_string(line, column, value[:_CELL], text)
    if sheet.rows:
        page.autofilter(0, 0, min(len(sheet.rows), MOST_ROWS - 1), len(sheet.heads) - 1)
