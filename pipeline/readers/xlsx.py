"""Excel workbooks of today (Office Open XML) through openpyxl, row by row; formulas by the result that was saved."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from typing import Any

from pipeline.readers.package import MAX_SHEET, Package
from pipeline.readers.reading import ReadError, Reading
from pipeline.readers.sheet import Worksheet, shown, workbook
from pipeline.readers.wordml import local

_LAST_ROW = 1_048_576
_LAST_COLUMN = 16_384
_WITHOUT_RESULT = re.compile(rb"<f\b[^<>]*(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>")


def read_new(data: bytes) -> Reading:
    """Read a workbook. Raises ReadError for a damaged, encrypted or hostile file."""
    package = Package(data, ".xlsx")
    package.check()
    if "xl/workbook.xml" not in package.names("xl/"):
        raise ReadError("压缩包里没有工作簿（xl/workbook.xml），不是 .xlsx 文件；请改正扩展名")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl leaves out (styles, drawings) is no text
            sheets = list(_sheets(data))
    except (MemoryError, ReadError):
        raise
    except Exception as error:  # openpyxl raises whatever a damaged part makes it stumble over
        raise ReadError("工作簿已损坏，无法解析；请用 Excel 或 WPS 打开修复后另存为 .xlsx") from error
    if sheets:
        sheets[-1] = sheets[-1]._replace(asides=tuple(_comments(package)), boxes=tuple(_boxes(package)))
    return workbook(sheets, "xlsx", tuple(_unsaved(package)))


def sheet_rows(data: bytes) -> dict[str, list[tuple[int, list[str]]]]:
    """The rows that hold something of each sheet by the sheet's name, each with its number and its cells as they are
    shown. Raises ReadError for what is no workbook."""
    package = Package(data, ".xlsx")
    package.check()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return {sheet.name: list(sheet.rows) for sheet in _sheets(data)}
    except ReadError:
        raise
    except Exception as error:  # as above
        raise ReadError("工作簿已损坏，无法解析；请用 Excel 或 WPS 打开修复后另存为 .xlsx") from error


def _sheets(data: bytes) -> Iterator[Worksheet]:
    import openpyxl  # takes a fifth of a second to import, which only workbooks are to pay

    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    for sheet in book.worksheets:
        sheet.reset_dimensions()
        rows = [(number, cells) for number, cells in _rows(sheet) if any(cells)]
        yield Worksheet(sheet.title, rows, sheet.sheet_state != "visible")


def _rows(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    for number, row in enumerate(sheet.iter_rows(), 1):
        if number > _LAST_ROW or len(row) > _LAST_COLUMN:
            raise ReadError("工作表的行列超出 Excel 的上限，疑为恶意文件；未读取，请核对来源")
        cells = [shown(cell.value, cell.number_format) if cell.value is not None else "" for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        yield number, cells


def _unsaved(package: Package) -> Iterator[str]:
    """Formulas whose results were never saved (a program wrote them) have no value to read."""
    sheets = [n for n in package.names("xl/worksheets/") if n.endswith(".xml")]
    found = sum(len(_WITHOUT_RESULT.findall(package.part(name, MAX_SHEET))) for name in sheets)
    if found:
        yield f"有 {found} 个公式没有保存计算结果，未能读入；请用 Excel 或 WPS 打开保存后重新运行"


def _comments(package: Package) -> Iterator[tuple[str, str]]:
    for part in (n for n in package.names("xl/") if re.fullmatch(r"xl/(?:comments/)?comments?\d*\.xml", n)):
        for comment in package.tree(part).iter():
            if local(comment) == "comment" and (text := _said(comment)):
                yield "批注", text


def _boxes(package: Package) -> Iterator[str]:
    for part in (n for n in package.names("xl/drawings/") if re.fullmatch(r"xl/drawings/drawing\d*\.xml", n)):
        for shape in package.tree(part).iter():
            if local(shape) == "p" and (text := _said(shape)):
                yield text


def _said(element: Any) -> str:
    """The text of the runs below `element`, in one line."""
    return " ".join("".join(t.text or "" for t in element.iter() if local(t) == "t").split())
