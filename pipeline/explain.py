"""Where a finding comes from: its source lines with the characters marked, and how it was arrived at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.text import Text

from pipeline.config import SettingsError
from pipeline.decisions import damage_finding
from pipeline.records import (
    Contradiction,
    Document,
    Duplicate,
    Formulation,
    NonQuantity,
    Passage,
    Place,
    Quantity,
    Record,
    Segment,
    SourceText,
    Suggestion,
    Theme,
    Unit,
    fields_of,
    table_name,
)
from pipeline.store import Parts, Tables, read_table
from pipeline.whereabouts import Whereabouts

_IDS: dict[type[Record], str] = {
    Passage: "passage_id",
    Place: "mention_id",
    Unit: "mention_id",
    Quantity: "mention_id",
    NonQuantity: "mention_id",
    Formulation: "mention_id",
    Duplicate: "group_id",
    Contradiction: "contradiction_id",
    Suggestion: "suggestion_id",
    Document: "doc_id",
}


@dataclass(frozen=True)
class Run:
    """The tables of a finished run and its source texts."""

    tables: Tables
    texts: dict[str, SourceText]


def open_run(output: Path) -> Run:
    """Open an output folder. Raises SettingsError where no run has finished in it."""
    folder = output / "tables"
    if not (output / "run.json").is_file():
        raise SettingsError(f"{output}: holds no finished run; run zongshu run first")
    records = [*_IDS, Segment, Theme]
    return Run(Tables({r: read_table(folder, r) for r in records}), Parts(output / ".parts").texts())


def explain(finding: str, output: Path) -> Iterator[Text | str]:
    """Lines for the terminal about every row that carries this id. Raises SettingsError for an unknown one."""
    opened = open_run(output)
    rows = [
        (record, row)
        for record, key in _IDS.items()
        for row in opened.tables[record]
        if getattr(row, key) == finding or (isinstance(row, Passage) and damage_finding(row) == finding)
    ]
    if not rows:
        raise SettingsError(f"{finding}: no such id in {output}; ids stand in the first column of each table")
    for record, row in rows:
        yield Text(f"{record.zh} ({table_name(record)})", style="bold")
        yield from _fields(record, row)
        for source, start, end in _spans(row):
            yield from marked_lines(opened.texts[source], start, end)
        yield from _reasons(opened.tables, record, row)
        yield ""


def _fields(record: type[Record], row: Any) -> Iterator[str]:
    for field in fields_of(record):
        value = getattr(row, field.attribute)
        if value not in (None, "", []):
            shown = ", ".join(map(str, value)) if isinstance(value, list) else value
            yield f"  {field.column.zh} {field.name}: {shown}".replace("[", r"\[")


def _spans(row: Any) -> list[tuple[str, int, int]]:
    if isinstance(row, Contradiction):
        return [(row.source_a, row.start_a, row.end_a), (row.source_b, row.start_b, row.end_b)]
    return [(row.source, row.source_start, row.source_end)]


def marked_lines(text: SourceText, start: int, end: int) -> Iterator[Text]:
    """The source lines that a span stands in, each with its number, the span's characters reversed."""
    yield Text(f"  {text.source} [{start}:{end}] {Whereabouts(text).place(start)}", style="cyan")
    first = text.text.rfind("\n", 0, start) + 1
    number = text.text.count("\n", 0, first) + 1
    while first < max(end, start + 1) and first <= len(text.text):
        newline = text.text.find("\n", first)
        last = len(text.text) if newline < 0 else newline
        line = Text(f"  {number:>5} │ ") + Text(text.text[first:last].rstrip("\r"))
        offset = len(f"  {number:>5} │ ")
        line.stylize("reverse", offset + max(start - first, 0), offset + max(min(end, last) - first, 0))
        yield line
        first, number = last + 1, number + 1


def _reasons(tables: Tables, record: type[Record], row: Any) -> Iterator[str]:
    if record is Passage:
        for theme in tables[Theme]:
            if theme.passage_id == row.passage_id:
                evidence = "、".join(theme.evidence)
                yield f"  主题 {theme.rank}: {theme.theme} {theme.score:.2f} ({theme.method}) {evidence}"
        for segment in tables[Segment]:
            if segment.source == row.source and row.source_start <= segment.source_start < row.source_end:
                why = f" {segment.reason}" if segment.reason else ""
                yield f"  台账 \\[{segment.source_start}:{segment.source_end}] {segment.kind}{why}"
    if record is Duplicate:
        yield f"  对照 {row.passage_id}: {row.role}, {row.kind}, {row.scope}, {row.similarity:.3f}"
