"""Hand coding as a file: the columns of a coder's sheet, read as a spreadsheet may have saved it, and written."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from pipeline.config import SettingsError
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
        text = _decoded(path.read_bytes(), path.name)
    except OSError as error:
        raise SettingsError(f"{path}: {error.strerror}; give a coder's sheet") from error
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[Row] = []
    header: list[str] = []
    try:
        for number, cells in enumerate(reader, 1):
            if not header:
                header = _header(cells, columns, path.name)
            elif any(cell.strip() for cell in cells):
                rows.append((number, _row(header, cells, f"{path.name}, row {number}")))
    except csv.Error as error:
        raise SettingsError(f"{path.name}, line {reader.line_num}: {error}; mend the line") from error
    if not header:
        raise SettingsError(f"{path.name}: is empty; give a coder's sheet")
    return rows


def _decoded(data: bytes, name: str) -> str:
    if data.startswith(b"PK"):
        raise SettingsError(f"{name}: is a workbook; save its sheet as CSV UTF-8 and give that file")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SettingsError(f"{name}: neither UTF-8 nor GB18030; save it as CSV UTF-8")


def _header(cells: Sequence[str], columns: Sequence[str], name: str) -> list[str]:
    header = [cell.strip() for cell in cells]
    if missing := [c for c in columns if header.count(c) != 1]:
        raise SettingsError(f"{name}, row 1: column {', '.join(missing)} is not there once; keep {','.join(columns)}")
    return header


def _row(header: Sequence[str], cells: Sequence[str], where: str) -> dict[str, str]:
    """A spreadsheet may leave out empty cells at the end of a row, or add some."""
    if any(cell.strip() for cell in cells[len(header) :]):
        raise SettingsError(f"{where}: {len(cells)} cells where {len(header)} are due; mend the row")
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
