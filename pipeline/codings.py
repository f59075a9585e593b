"""Hand coding as a file: the columns of a coder's sheet, read as a spreadsheet may have saved it, and written."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from pipeline.config import SettingsError, decoded
from pipeline.decisions import guarded, unguarded
from pipeline.reliability import CodingRow

COLUMNS = ("段落编号", "小标题", "正文", "主要主题", "次要主题", "难度", "备注", "种子")

Row = tuple[int, dict[str, str]]


def read_sheet(path: Path, columns: Sequence[str] = COLUMNS) -> list[Row]:
    """The rows of a CSV file that hold something, each with its number in the spreadsheet (1 is the header).

    Excel saves CSV as UTF-8 with a byte-order mark or, on a Chinese system, as GB18030: both are read. Raises
    SettingsError naming the row where the file cannot be used.
    """
    try:
        text = decoded(path.read_bytes(), path.name)
    except OSError as error:
        raise SettingsError(f"{path}：{error.strerror}；请给出编码表") from error
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[Row] = []
    header: list[str] = []
    try:
        for number, cells in enumerate(reader, 1):
            if not header:
                header = _header(cells, columns, path.name)
            elif any(cell.strip() for cell in cells):
                rows.append((number, _row(header, cells, f"{path.name} 第{number}行")))
    except csv.Error as error:
        raise SettingsError(f"{path.name} 第{reader.line_num}行：{error}；请改正这一行") from error
    if not header:
        raise SettingsError(f"{path.name}：是空的；请给出编码表")
    return rows


def _header(cells: Sequence[str], columns: Sequence[str], name: str) -> list[str]:
    header = [cell.strip() for cell in cells]
    if missing := [c for c in columns if header.count(c) != 1]:
        raise SettingsError(f"{name} 第1行：{'、'.join(missing)} 列缺少或重复；表头应为 {','.join(columns)}")
    return header


def _row(header: Sequence[str], cells: Sequence[str], where: str) -> dict[str, str]:
    """A spreadsheet may leave out empty cells at the end of a row, or add some."""
    if any(cell.strip() for cell in cells[len(header) :]):
        raise SettingsError(f"{where}：有{len(cells)}格，应为{len(header)}格；请改正这一行")
    given = [unguarded(cell) for cell in cells[: len(header)]]
    return dict(zip(header, given + [""] * (len(header) - len(given)), strict=True))


def read_codings(path: Path) -> list[CodingRow]:
    """The rows of the coding that counts; whether their themes are known is for the classifier to say."""
    return [
        CodingRow(number, *(cells[column] for column in COLUMNS))  # the record's fields stand in the sheet's order
        for number, cells in read_sheet(path)
    ]


def sheet_bytes(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> bytes:
    """A sheet as CSV, UTF-8 with a byte-order mark, no cell that a spreadsheet takes for a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([guarded(row[column]) for column in columns] for row in rows)
    return out.getvalue().encode("utf-8-sig")
