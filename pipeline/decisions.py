"""What editors decided, as a file: reading and writing decisions.csv, and the ids that its rows name."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from pipeline.companions import DECISIONS
from pipeline.config import SettingsError, decoded
from pipeline.records import Decision, Passage
from pipeline.store import FORMULA_BEGINS, digest

COLUMNS = ("finding", "verdict", "editor", "note", "decided_at")
VERDICTS = ("accepted", "dismissed")
# As an editor types them into a spreadsheet.
_WRITTEN = {"采纳": "accepted", "驳回": "dismissed"}


def read_decisions(path: Path) -> list[Decision]:
    """The decisions in a file; none where there is no such file.

    Raises SettingsError with file and line where it cannot be used.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return []
    except OSError as error:
        raise SettingsError(f"{path}：{error.strerror}；请检查权限") from error
    return parse_decisions(decoded(data, str(path)), str(path))


def parse_decisions(text: str, name: str = DECISIONS) -> list[Decision]:
    """The rows of decisions.csv, a later row for a finding replacing an earlier one.

    Raises SettingsError with the line of a row that cannot be used. A byte-order mark and empty lines are allowed.
    """
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    decisions: dict[str, Decision] = {}
    header: list[str] = []
    try:
        for cells in reader:
            where = f"{name} 第{reader.line_num}行"
            if not any(cell.strip() for cell in cells):
                continue
            if not header:
                header = _header(cells, where)
                continue
            decision = _decision(header, cells, where)
            decisions.pop(decision.finding, None)
            decisions[decision.finding] = decision
    except csv.Error as error:
        raise SettingsError(f"{name} 第{reader.line_num}行：{error}；请改正这一行") from error
    return list(decisions.values())


def foreign_columns(text: str) -> list[str]:
    """The columns of a file that are none of a decision's: whoever writes the file anew loses what they hold."""
    rows = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    header = next((cells for cells in rows if any(cell.strip() for cell in cells)), [])
    return [cell.strip() for cell in header if cell.strip() not in COLUMNS]


def _header(cells: Sequence[str], where: str) -> list[str]:
    header = [cell.strip() for cell in cells]
    if missing := [c for c in COLUMNS[:2] if c not in header]:
        raise SettingsError(f"{where}：没有 {'、'.join(missing)} 列；表头应为 {','.join(COLUMNS)}")
    if twice := [c for c in COLUMNS if header.count(c) > 1]:
        raise SettingsError(f"{where}：{'、'.join(twice)} 列重复；请删去一列")
    return header


def _decision(header: Sequence[str], cells: Sequence[str], where: str) -> Decision:
    if len(cells) != len(header):
        raise SettingsError(f"{where}：有{len(cells)}格，应为{len(header)}格；请改正这一行")
    row = {name: unguarded(cell) for name, cell in zip(header, cells, strict=True)}
    if not row["finding"]:
        raise SettingsError(f"{where}：没有 finding；请写发现的编号")
    row["verdict"] = _WRITTEN.get(row["verdict"].strip(), row["verdict"])
    if row["verdict"] not in VERDICTS:
        raise SettingsError(f"{where}：verdict 写的是“{row['verdict']}”；应为采纳（accepted）或驳回（dismissed）")
    return Decision(**{column: row.get(column, "") for column in COLUMNS})


def serialise_decisions(decisions: Iterable[Decision]) -> str:
    """The text of decisions.csv, for a spreadsheet: no cell that it takes for a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([guarded(getattr(d, column)) for column in COLUMNS] for d in decisions)
    return out.getvalue()


def guarded(cell: str) -> str:
    """A cell that a spreadsheet shows as text."""
    return f"'{cell}" if cell.startswith((*FORMULA_BEGINS, "'")) else cell


def unguarded(cell: str) -> str:
    """A cell as it was before it was guarded, without white space at its ends."""
    plain = cell.strip()
    return plain[1:] if plain.startswith("'") and plain[1:].startswith((*FORMULA_BEGINS, "'")) else plain


def damage_finding(passage: Passage) -> str:
    """The id of the finding that a passage is damaged (cut off, displaced, garbled), made from its text; empty for
    a passage without defects."""
    return f"P{digest('damage', passage.text)[:12]}" if passage.defects else ""
