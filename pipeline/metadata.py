"""The metadata tables beside a corpus, metadata.csv and metadata.xlsx: one content in two forms, each of which may be
edited. What was edited in one holds; where both were edited differently, neither is silently lost."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.companions import METADATA, METADATA_BOOK
from pipeline.config import SettingsError, read_text
from pipeline.decisions import guarded
from pipeline.profile import Profile
from pipeline.readers import ReadError
from pipeline.readers.xlsx import sheet_rows
from pipeline.sidecar import COLUMNS, HEADINGS, NO, YES, Lines, checked, csv_lines, parse_lines, rows_of

# The sheets of metadata.xlsx: the one to edit, and two that are hidden: what both files held when they were written
# last, by which an edit is known, and what had been inferred then, by which a cell that nobody ever edited is.
SHEET, WRITTEN, INFERRED = "元数据", "上次写出", "上次推断"

Row = Mapping[str, str]
# The source, and the article in it; empty for all of the source.
Key = tuple[str, str]
Rows = dict[Key, Row]


@dataclass(frozen=True)
class Sheets:
    """What is read of metadata.csv and metadata.xlsx: the rows of each, and those of the hidden sheets."""

    table: Rows = field(default_factory=dict)
    book: Rows = field(default_factory=dict)
    written: Rows = field(default_factory=dict)
    inferred: Rows = field(default_factory=dict)
    chinese: bool = False

    @property
    def columns(self) -> list[str]:
        """The columns of either table beyond those of `init`, which whoever writes them anew must keep."""
        named = dict.fromkeys(name for rows in (self.table, self.book) for row in rows.values() for name in row)
        return [name for name in named if name and name not in COLUMNS]


@dataclass(frozen=True)
class Merged:
    """The rows of both tables as one, and where both were edited differently, one sentence each."""

    rows: Rows
    conflicts: tuple[str, ...]


def read_sheets(folder: Path, field: Profile) -> Sheets:
    """What stands in the metadata tables of a folder; nothing for one that is not there.

    Raises SettingsError with file and line for a table that cannot be used, or a value in a confirmed row that is none.
    """
    table, book = folder / METADATA, folder / METADATA_BOOK
    made = Sheets()
    if table.is_file():
        lines = csv_lines(read_text(table))
        parse_lines(lines, METADATA, field)
        made = Sheets(_by_key(rows_of(lines, METADATA)), chinese=HEADINGS["source"] in lines[0][1])
    if not book.is_file():
        return made
    sheets = _book(book)
    if SHEET not in sheets:
        raise SettingsError(f"{METADATA_BOOK}：没有“{SHEET}”这一页；请改回页名，或移走这个文件后运行 zongshu init")
    parse_lines(sheets[SHEET], METADATA_BOOK, field)
    own, written, inferred = (
        _by_key(rows_of(sheets[name], METADATA_BOOK)) if sheets.get(name) else {} for name in (SHEET, WRITTEN, INFERRED)
    )
    return Sheets(made.table, own, written, inferred, made.chinese)


def _book(path: Path) -> dict[str, Lines]:
    """The sheets of a workbook as lines; cells that are empty at a line's end are there again."""
    try:
        sheets = sheet_rows(path.read_bytes())
    except (ReadError, OSError) as error:
        raise SettingsError(f"{path.name}：{error}") from error
    found: dict[str, Lines] = {}
    for name, rows in sheets.items():
        wide = len(rows[0][1]) if rows else 0
        found[name] = [(number, [*cells, *[""] * (wide - len(cells))]) for number, cells in rows]
    return found


def _by_key(rows: Iterable[tuple[int, Row]]) -> Rows:
    """The rows by source and article; of two for one the later fills what it says over the earlier."""
    found: Rows = {}
    for _, row in rows:
        key = row["source"], row.get("doc_id", "")
        found[key] = {**found.get(key, {}), **{name: v for name, v in row.items() if v or key not in found}}
    return found


def merged(sheets: Sheets, field: Profile) -> Merged:
    """Both tables as one: a cell that was edited in one of them since they were written last is taken from it. Where
    both were edited differently, the workbook's is taken and told of."""
    rows: Rows = {}
    conflicts: list[str] = []
    for key in dict.fromkeys([*sheets.table, *sheets.book]):
        copies = [rows[key] for rows in (sheets.table, sheets.book) if key in rows]
        columns = dict.fromkeys(name for copy in copies for name in copy)
        before = sheets.written.get(key, {})
        row = {}
        for name in columns:
            edits = _edits(name, before, copies, field)
            row[name] = edits[-1] if edits else next(copy[name] for copy in copies if name in copy)
            if len({alike(name, edit, field) for edit in edits}) > 1:
                where = key[1] or key[0]
                conflicts.append(
                    f"{where} 的{HEADINGS.get(name, name)}：{METADATA} 写“{edits[0]}”，{METADATA_BOOK} 写“{edits[1]}”"
                )
        rows[key] = row
    return Merged(rows, tuple(conflicts))


def _edits(name: str, before: Row, copies: Sequence[Row], field: Profile) -> list[str]:
    """What copies say of a cell that was not written there; without a writing known, whatever they say."""
    said = [copy[name] for copy in copies if name in copy]
    return [s for s in said if name not in before or alike(name, s, field) != alike(name, before[name], field)]


def alike(name: str, value: str, field: Profile) -> str:
    """A value by which two ways of writing it are the same: 报告 and report, 2023.0 and 2023."""
    if name == "confirm":
        return "是" if value.lower() in YES else "" if value.lower() in NO else value
    try:
        return checked(name, value, "", field) if value else ""
    except SettingsError:
        return value


def renewed(inferred: Iterable[Row], sheets: Sheets, field: Profile) -> tuple[Merged, list[str]]:
    """The rows to write: what was edited or confirmed in either table stays, the rest is as it is inferred now; and a
    sentence for each edited cell that awaits confirmation."""
    old = merged(sheets, field)
    rows: Rows = {}
    waiting: list[str] = []
    for now in inferred:
        key = now["source"], now["doc_id"]
        kept = old.rows.get(key)
        if kept is None:
            rows[key] = now
            continue
        before = sheets.inferred.get(key, now)
        confirmed = alike("confirm", kept.get("confirm", ""), field) == "是"
        rows[key] = {
            name: now[name] if not confirmed and name in now and value == before.get(name, "") else value
            for name, value in kept.items()
        }
        waiting += [
            f"{key[1] or key[0]} 的{HEADINGS[name]}写的是“{value}”，推断为“{now.get(name, '')}”"
            for name, value in rows[key].items()
            if not confirmed and name in COLUMNS and name != "confirm"
            and alike(name, value, field) != alike(name, now.get(name, ""), field)
        ]  # fmt: skip
    rows |= {key: row for key, row in old.rows.items() if key not in rows and _is_own(key, row, sheets, field)}
    return Merged(rows, old.conflicts), waiting


def _is_own(key: Key, row: Row, sheets: Sheets, field: Profile) -> bool:
    """Whether a row of an article that is no longer there holds what somebody wrote."""
    before = sheets.inferred.get(key, {})
    return any(alike(name, value, field) != alike(name, before.get(name, ""), field) for name, value in row.items())


def given(folder: Path, field: Profile) -> tuple[dict[str, dict[str, str]], tuple[str, ...]]:
    """The fields that the tables of a folder give, as `parse_lines` does, and where the two say different things.

    Raises SettingsError with file and line for a table that cannot be used.
    """
    sheets = read_sheets(folder, field)
    both = merged(sheets, field)
    names = list(dict.fromkeys(name for row in both.rows.values() for name in row))
    lines = [(1, names), *((n, [row.get(name, "") for name in names]) for n, row in enumerate(both.rows.values(), 2))]
    return (parse_lines(lines, f"{METADATA} 和 {METADATA_BOOK}", field) if both.rows else {}), both.conflicts


def csv_of(rows: Iterable[Row], columns: Sequence[str], *, chinese: bool) -> bytes:
    """The text of metadata.csv, for a spreadsheet: no cell that it takes for a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([HEADINGS.get(name, name) if chinese else name for name in columns])
    writer.writerows([guarded(row.get(name, "")) for name in columns] for row in rows)
    return text.getvalue().encode("utf-8-sig")
