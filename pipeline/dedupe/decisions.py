"""What editors decided: reading and writing decisions, and applying them to findings."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.config import SettingsError
from pipeline.records import Contradiction, Decision, Duplicate, Problem, Record, Suggestion

COLUMNS = ("finding", "verdict", "editor", "note", "decided_at")
VERDICTS = ("accepted", "dismissed")
FILE = "decisions.csv"


def parse_decisions(text: str) -> list[Decision]:
    """The rows of decisions.csv, a later row for a finding replacing an earlier one.

    Raises SettingsError with the line of a row that cannot be used. A byte-order mark and empty lines are allowed.
    """
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    decisions: dict[str, Decision] = {}
    header: list[str] = []
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if not header:
                header = _header(cells, reader.line_num)
                continue
            decision = _decision(header, cells, reader.line_num)
            decisions.pop(decision.finding, None)
            decisions[decision.finding] = decision
    except csv.Error as error:
        raise SettingsError(f"{FILE}, line {reader.line_num}: {error}; mend the line") from error
    return list(decisions.values())


def _header(cells: Sequence[str], line: int) -> list[str]:
    header = [cell.strip() for cell in cells]
    if missing := [c for c in COLUMNS[:2] if c not in header]:
        raise SettingsError(
            f"{FILE}, line {line}: no column {', '.join(missing)}; the header must be {','.join(COLUMNS)}"
        )
    return header


def _decision(header: Sequence[str], cells: Sequence[str], line: int) -> Decision:
    if len(cells) != len(header):
        raise SettingsError(f"{FILE}, line {line}: {len(cells)} cells where {len(header)} are due; mend the line")
    row = {name: unguarded(cell) for name, cell in zip(header, cells, strict=True)}
    if not row["finding"]:
        raise SettingsError(f"{FILE}, line {line}: no finding; give the id of a duplicate or a contradiction")
    if row["verdict"] not in VERDICTS:
        raise SettingsError(f"{FILE}, line {line}: verdict {row['verdict']!r}; it must be {' or '.join(VERDICTS)}")
    return Decision(**{column: row.get(column, "") for column in COLUMNS})


def serialise_decisions(decisions: Iterable[Decision]) -> str:
    """The text of decisions.csv, for a spreadsheet: no cell that it takes for a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([guarded(getattr(d, column)) for column in COLUMNS] for d in decisions)
    return out.getvalue()


_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def guarded(cell: str) -> str:
    """A cell that a spreadsheet shows as text."""
    return f"'{cell}" if cell.startswith((*_FORMULA, "'")) else cell


def unguarded(cell: str) -> str:
    """A cell as it was before it was guarded, without white space at its ends."""
    plain = cell.strip()
    return plain[1:] if plain.startswith("'") and plain[1:].startswith((*_FORMULA, "'")) else plain


def decided(records: Iterable[Record], decisions: Sequence[Decision]) -> list[Record]:
    """The findings with their status, and a problem for each decision whose finding is gone."""
    verdicts = {d.finding: d.verdict for d in decisions}
    met: set[str] = set()
    rows: list[Record] = []
    for record in records:
        name = finding_of(record)
        if name in verdicts and isinstance(record, Duplicate | Contradiction | Suggestion):
            met.add(name)
            record = replace(record, status=verdicts[name])
        rows.append(record)
    return [*rows, *(_stale(d) for d in decisions if d.finding not in met)]


def finding_of(record: Record) -> str:
    """The id that a decision names; empty for a record that is no finding."""
    if isinstance(record, Duplicate):
        return record.group_id
    if isinstance(record, Contradiction):
        return record.contradiction_id
    return record.suggestion_id if isinstance(record, Suggestion) else ""


def _stale(decision: Decision) -> Problem:
    verdict = "采纳" if decision.verdict == "accepted" else "驳回"
    who = f"（{decision.editor}）" if decision.editor else ""
    message = (
        f"决定已失效：{decision.finding} 曾被{verdict}{who}，但本次运行没有这一结果，"
        "原文可能已改动；请在审阅页重新判断，或从决定表中删去此行"
    )
    return Problem(source=FILE, stage="dedupe", severity="warning", message=message)
