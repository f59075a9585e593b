"""Excel workbooks of before 2007 and WPS sheets (BIFF in a compound file) through xlrd."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from pipeline.readers.foreign import refuse
from pipeline.readers.reading import ReadError, Reading
from pipeline.readers.sheet import Worksheet, shown, workbook

_BOOKS = tuple(name.encode("utf-16-le") for name in ("Workbook", "Book"))
_BROKEN = "工作簿已损坏，无法解析；请用 Excel 或 WPS 打开修复后另存为 .xlsx"


def read_old(data: bytes) -> Reading:
    """Read a workbook of before 2007. Raises ReadError for a damaged or encrypted file."""
    if not any(book in data for book in _BOOKS):
        refuse(data)
        raise ReadError(_BROKEN)
    return workbook(list(_sheets(data)), "xls")


def _sheets(data: bytes) -> Iterator[Worksheet]:
    import xlrd  # only old workbooks are to pay for it

    try:
        silent = io.StringIO()
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, ragged_rows=True, logfile=silent)
        for sheet in book.sheets():
            notes = tuple(("批注", " ".join(n.text.split())) for _, n in sorted(sheet.cell_note_map.items()))
            yield Worksheet(sheet.name, list(_rows(book, sheet)), sheet.visibility != 0, notes)
    except (MemoryError, ReadError):
        raise
    except Exception as error:  # xlrd raises whatever a damaged file makes it stumble over
        if "encrypt" in str(error).lower():
            raise ReadError("文件有密码保护；请用 Excel 或 WPS 打开，去掉密码后另存为 .xlsx") from error
        raise ReadError(_BROKEN) from error


def _rows(book: Any, sheet: Any) -> Iterator[tuple[int, list[str]]]:
    for number in range(sheet.nrows):
        cells = [_shown(book, cell) for cell in sheet.row(number)]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            yield number + 1, cells


def _shown(book: Any, cell: Any) -> str:
    import xlrd

    if cell.ctype in {xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK}:
        return ""
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, "#N/A"))
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if cell.value else "FALSE"
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            return shown(xlrd.xldate_as_datetime(cell.value, book.datemode), "")
        except (ValueError, OverflowError, xlrd.xldate.XLDateError):
            return shown(cell.value, "")
    pattern = book.format_map[book.xf_list[cell.xf_index].format_key].format_str
    return shown(cell.value, pattern)
