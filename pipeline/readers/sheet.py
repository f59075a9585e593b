"""Spreadsheets as a source text: sheets of documents, sheets of figures, text in cells.

A sheet whose rows hold running text in one column is a table of documents, one a row. Every other row is a line,
its cells separated by tabs (a merged cell stands once, where it begins); a row of one cell is that cell's text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from statistics import median
from typing import NamedTuple

from pipeline.language.sentences import FULL_STOPS
from pipeline.readers.building import Builder
from pipeline.readers.columns import Columns, columns_of, is_running, named
from pipeline.readers.reading import ReadError, Reading
from pipeline.readers.rows import unique
from pipeline.readers.rowtext import Row, RowWriter
from pipeline.readers.tabbed import TabbedRow, write_table

_UNTOLD_NAME = re.compile(r"(?:sheet|工作表|表|chart)\s*\d*", re.IGNORECASE)
_HEADER_WITHIN = 5
_LONGEST_TITLE = 60
_LONG_CELL = 120
_FEWEST_COLUMNS = 3
_SHORTEST = 100
_TEXT_SHARE = 0.7
_MOST_FIGURES = 2
_FIGURE = re.compile(r"[-+]?[\d,.]+%?")
# A number format's first section: what is written before and behind, the digits, and the sign of per cent.
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|\[[^\]]*\]|_.|\*.|([¥￥$€])')
_PATTERN = re.compile(r"(?P<digits>[#0?][#0?,]*)(?:\.(?P<decimals>[0#?]+))?(?P<percent>%?)")


class Worksheet(NamedTuple):
    """A sheet's rows that hold something, by their numbers, and what stands beside the cells.

    asides: (what it is, its text) of comments (noise); boxes: the text of text boxes.
    """

    name: str
    rows: list[tuple[int, list[str]]]
    hidden: bool = False
    asides: tuple[tuple[str, str], ...] = ()
    boxes: tuple[str, ...] = ()


def shown(value: object, pattern: str) -> str:
    """A cell as its number format shows it: 0.663 under 0.0% is 66.3%; digits are not grouped.

    A format that is not understood leaves the value as it is, up to 15 significant digits.
    """
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, bool) or not isinstance(value, int | float):
        return "" if value is None else str(value).strip("\r\n\t ").replace("_x000D_", "")
    if value != value or value in {float("inf"), float("-inf")}:
        return str(value)
    return _formatted(Decimal(repr(value)), pattern) or _plain(Decimal(format(value, ".15g")))


def _plain(number: Decimal) -> str:
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _formatted(number: Decimal, pattern: str) -> str:
    """The number under the format; empty where the format is none of fixed digits."""
    section = pattern.split(";")[0]
    bare = _LITERAL.sub("", section).strip()
    found = _PATTERN.fullmatch(bare)
    if found is None or found["digits"].endswith(",") or abs(number) > Decimal(10) ** 15:
        return ""
    at = next((i for i, c in enumerate(section) if c in "#0?" and not _quoted(section, i)), 0)
    scaled = number * 100 if found["percent"] else number
    decimals = found["decimals"] or ""
    rounded = scaled.quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP)
    text = format(rounded, "f")
    if "." in text:
        whole, _, part = text.partition(".")
        kept = part[: decimals.count("0")] + part[decimals.count("0") :].rstrip("0")
        text = f"{whole}.{kept}" if kept else whole
    before = _written(section[:at])
    return before + text + found["percent"] + _written(section[at:])


def _quoted(section: str, at: int) -> bool:
    return any(m.start() <= at < m.end() for m in _LITERAL.finditer(section))


def _written(part: str) -> str:
    return "".join((m[1] or m[2] or m[3] or "").replace(" ", "") for m in _LITERAL.finditer(part))


def workbook(sheets: Iterable[Worksheet], encoding: str, warnings: Sequence[str] = ()) -> Reading:
    """The sheets as one source text. Raises ReadError where no cell holds anything."""
    writer = _Workbook()
    for sheet in sheets:
        writer.sheet(sheet)
    if not writer.out.text().strip():
        raise ReadError("工作簿里没有任何文字；请核对原件")
    return Reading(
        text=writer.out.text(),
        encoding=encoding,
        marks=writer.out.tidy_marks(),
        anchors=tuple(writer.out.anchors),
        warnings=(*warnings, *writer.warnings),
        notes=tuple(writer.notes),
        derived=True,
        facts=tuple(fact for rows in writer.documents for fact in rows.facts),
    )


class _Workbook:
    def __init__(self) -> None:
        self.out = Builder()
        self.documents: list[RowWriter] = []
        self.warnings: list[str] = []
        self.notes: list[str] = []
        self.titled = False

    def sheet(self, sheet: Worksheet) -> None:
        """Write a sheet as what it is; one that is hidden is noise."""
        if not sheet.rows and not sheet.boxes and not sheet.asides:
            return
        place = f"“{sheet.name}”表"
        if sheet.hidden:
            self._lines(sheet, place, "noise", "隐藏的工作表")
        elif (at := _header(sheet.rows)) is not None and (columns := _documents(sheet.rows, at)):
            self._documents(sheet, place, at, columns)
        else:
            if not _UNTOLD_NAME.fullmatch(sheet.name):
                self.out.anchor(place)
                self.out.line(sheet.name, "heading", "h1")
            self._lines(sheet, place)
        for text in sheet.boxes:
            self.out.anchor(f"{place}文本框")
            self.out.line(text, "paragraph")
        for what, text in sheet.asides:
            self.out.anchor(f"{place}{what}")
            self.out.line(text, "noise", what)

    def _documents(self, sheet: Worksheet, place: str, at: int, columns: Columns) -> None:
        for number, cells in sheet.rows[:at]:
            self.out.anchor(f"{place}第{number}行")
            self.out.line(_tabbed(cells), "noise", "表名")
        writer = RowWriter(self.out, columns)
        writer.rows(_rows(sheet.rows, at), place)
        self.documents.append(writer)
        self.warnings += [f"{place}：{warning}" for warning in columns.warnings()]
        self.warnings += list(writer.faults())
        self.notes += [f"{place}：{note}" for note in columns.notes()]

    def _lines(self, sheet: Worksheet, place: str, kind: str = "", reason: str = "") -> None:
        for rows in _parts(sheet.rows):
            if kind:
                for number, cells in rows:
                    self.out.anchor(f"{place}第{number}行")
                    self.out.line(_tabbed(cells), kind, reason)
            elif _is_form(rows):
                self._form(f"{place}第{rows[0][0]}行", rows[0][1])
            elif _width(rows[0][1]) > 1 or len(rows) > 1:
                write_table(self.out, [TabbedRow(cells, f"{place}第{number}行") for number, cells in rows])
            else:
                self._single(f"{place}第{rows[0][0]}行", next(filter(None, rows[0][1])), rows[0] == sheet.rows[0])

    def _form(self, place: str, cells: Sequence[str]) -> None:
        """The cells of a row that holds text, each by itself; a short one before the only text is its heading."""
        self.out.anchor(place)
        filled = [cell for cell in cells if cell]
        for number, text in enumerate(filled):
            if not number and len(filled) == 2 and _is_short(text):
                self.out.line(text, "heading", "strong")
            else:
                start = self.out.add(text)
                self.out.add("\n")
                self.out.mark(text, start, "" if "\n" in text else "paragraph")

    def _single(self, place: str, text: str, first: bool) -> None:
        """The text of a row's only cell, whose line ends are its writer's; the first on a short line is a title, on
        later sheets a heading."""
        self.out.anchor(place)
        start = self.out.add(text)
        self.out.add("\n")
        if first and _is_short(text):
            self.out.mark(text, start, "heading" if self.titled else "title")
        elif "\n" not in text:
            self.out.mark(text, start, "paragraph")
        self.titled = True


def _width(cells: Sequence[str]) -> int:
    return sum(map(bool, cells))


def _is_short(text: str) -> bool:
    return len(text) <= _LONGEST_TITLE and "\n" not in text and text[-1] not in FULL_STOPS


def _parts(rows: Sequence[tuple[int, list[str]]]) -> Iterator[list[tuple[int, list[str]]]]:
    """Rows that belong together: those of a table with the short lines above and inside it (单位：万元), and every
    text by itself. A table ends with an empty row; the first line over a sheet is its title."""
    part: list[tuple[int, list[str]]] = []
    for position, (number, cells) in enumerate(rows):
        text = next(filter(None, cells)) if _width(cells) == 1 else ""
        alone = (bool(text) and (not position or not _is_short(text))) or _is_form([(number, cells)])
        if part and (alone or number > part[-1][0] + 1):
            yield from _whole(part)
            part = []
        if alone:
            yield [(number, cells)]
        else:
            part.append((number, cells))
    yield from _whole(part)


def _is_form(rows: Sequence[tuple[int, list[str]]]) -> bool:
    """A row of a form or a log: a cell of it holds running text, and it is no row of figures with a remark."""
    if len(rows) > 1 or _width(rows[0][1]) < 2:
        return False
    figures = sum(_FIGURE.fullmatch(cell) is not None for cell in rows[0][1])
    return figures < _MOST_FIGURES and any(is_running(cell) or len(cell) > _LONG_CELL for cell in rows[0][1])


def _whole(part: list[tuple[int, list[str]]]) -> Iterator[list[tuple[int, list[str]]]]:
    """A table, or the lines that turned out to stand by no table."""
    if any(_width(cells) > 1 for _, cells in part):
        yield part
    else:
        yield from ([row] for row in part)


def _tabbed(cells: Sequence[str]) -> str:
    return "\t".join(" ".join(cell.split()) for cell in cells)


def _header(rows: Sequence[tuple[int, list[str]]]) -> int | None:
    """The position of the row that names the columns: the first of several cells and without running text."""
    for at, (_, cells) in enumerate(rows[:_HEADER_WITHIN]):
        if sum(map(bool, cells)) > 1:
            return None if any(map(is_running, cells)) else at
    return None


def _rows(rows: Sequence[tuple[int, list[str]]], at: int) -> list[Row]:
    width = max(len(cells) for _, cells in rows[at:])
    header = unique((rows[at][1] + [""] * width)[:width])
    return [Row(n, tuple(zip(header, cells, strict=False)), raw=_tabbed(cells)) for n, cells in rows[at + 1 :]]


def _documents(rows: Sequence[tuple[int, list[str]]], at: int) -> Columns | None:
    """The columns where the sheet is a table of documents: a remark beside figures does not make it one."""
    made = _rows(rows, at)
    columns = columns_of(row.cells for row in made)
    if columns is None or not columns.running:
        return None
    cells: dict[str, list[str]] = {}
    for row in made:
        for column, cell in row.cells:
            if cell:
                cells.setdefault(column, []).append(cell)
    sizes = {column: sum(map(len, found)) for column, found in cells.items()}
    figures = [c for c, found in cells.items() if not named(c) and all(map(_FIGURE.fullmatch, found))]
    if columns.by_content and not any(named(column) == "title" for column in cells):
        lengths = [len(cell) for column in columns.texts for cell in cells[column]]
        if len(cells) < _FEWEST_COLUMNS or median(lengths) < _SHORTEST:
            return None  # a form or a log: labels and what was filled in
    enough = sum(sizes.get(c, 0) for c in columns.texts) >= _TEXT_SHARE * sum(sizes.values())
    return columns if enough and len(figures) <= _MOST_FIGURES else None
