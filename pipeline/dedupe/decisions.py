"""Applying what editors decided to the findings of a run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.companions import DECISIONS as FILE
from pipeline.records import Contradiction, Decision, Duplicate, Problem, Record, Suggestion


def decided(records: Iterable[Record], decisions: Sequence[Decision], others: Iterable[str] = ()) -> list[Record]:
    """The findings with their status, and a problem for each decision whose finding is gone.

    `others`: ids of findings that have no row here, such as damaged passages.
    """
    verdicts = {d.finding: d.verdict for d in decisions}
    met = set(others)
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
