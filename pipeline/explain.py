"""Where a finding comes from: its source lines with the characters marked, and how it was arrived at, as plain data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.catalogue import tables as run_tables
from pipeline.cells import Cell
from pipeline.config import Config, SettingsError
from pipeline.decisions import damage_finding
from pipeline.extract.why import why
from pipeline.records import (
    Contradiction,
    Document,
    Duplicate,
    Passage,
    Quantity,
    Record,
    Segment,
    SourceText,
    Theme,
    fields_of,
)
from pipeline.store import Parts, Tables, read_table
from pipeline.text.located import locate
from pipeline.whereabouts import Whereabouts


@dataclass(frozen=True)
class Shown:
    """A line of a source with its number; the characters `[start, end)` of it are the finding's."""

    number: int
    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Location:
    """A span of a source text, in words for a person, and the lines that it stands in."""

    source: str
    start: int
    end: int
    place: str
    lines: tuple[Shown, ...]


@dataclass(frozen=True)
class FieldValue:
    """A field that holds something, by its name and its Chinese name."""

    name: str
    zh: str
    value: str


@dataclass(frozen=True)
class Explanation:
    """A row that carries an id: its fields, where it stands, and one sentence for each thing that led to it."""

    record: type[Record]
    cells: tuple[FieldValue, ...]
    spots: tuple[Location, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class _Run:
    """The tables of a finished run and its source texts."""

    tables: Tables
    texts: dict[str, SourceText]


def explain(finding: str, output: Path, config: Config | None = None) -> list[Explanation]:
    """Every row of the tables that carries this id; a quantity is read again with `config` to tell how it came about.

    Raises SettingsError for an id that is not there and for a folder in which no run has finished.
    """
    opened = _opened(output)
    rows = [(record, row) for record in _KEYED for row in opened.tables[record] if _is(row, record.key, finding)]
    if not rows:
        raise SettingsError(f"{finding}：{output} 里没有这个编号；编号在各表第一列")
    return [_explained(opened, record, row, config or Config()) for record, row in rows]


# The tables whose rows can be asked for.
_KEYED = tuple(record for record in run_tables() if record.key)


def _opened(output: Path) -> _Run:
    if not (output / "run.json").is_file():
        raise SettingsError(f"{output}：没有完成的运行结果；请先运行 zongshu run")
    records = {*_KEYED, Cell, Document, Passage, Segment, Theme}
    return _Run(Tables({r: read_table(output / "tables", r) for r in records}), Parts(output / ".parts").texts())


def _is(row: Record, key: str, finding: str) -> bool:
    return getattr(row, key) == finding or (isinstance(row, Passage) and damage_finding(row) == finding)


def _explained(opened: _Run, record: type[Record], row: Any, config: Config) -> Explanation:
    spots = tuple(spot(opened.texts[source], start, end) for source, start, end in _spans(row))
    return Explanation(record, tuple(_cells(record, row)), spots, tuple(_reasons(opened.tables, row, config)))


def _cells(record: type[Record], row: Any) -> Iterator[FieldValue]:
    for field in fields_of(record):
        value = getattr(row, field.attribute)
        if value not in (None, "", []):
            shown = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
            yield FieldValue(field.name, field.column.zh, shown)


def _spans(row: Any) -> list[tuple[str, int, int]]:
    if isinstance(row, Contradiction):
        return [(row.source_a, row.start_a, row.end_a), (row.source_b, row.start_b, row.end_b)]
    return [(row.source, row.source_start, row.source_end)]


def spot(text: SourceText, start: int, end: int) -> Location:
    """The source lines that the span `[start, end)` of a source text stands in, its part of each marked."""
    return Location(text.source, start, end, Whereabouts(text).place(start), tuple(_lines(text.text, start, end)))


def _lines(text: str, start: int, end: int) -> Iterator[Shown]:
    first = text.rfind("\n", 0, start) + 1
    number = text.count("\n", 0, first) + 1
    while first < max(end, start + 1) and first <= len(text):
        newline = text.find("\n", first)
        last = len(text) if newline < 0 else newline
        marked = max(start - first, 0), max(min(end, last) - first, 0)
        yield Shown(number, text[first:last].rstrip("\r"), *marked)
        first, number = last + 1, number + 1


def _reasons(tables: Tables, row: Any, config: Config) -> Iterator[str]:
    if isinstance(row, Passage):
        for theme in tables[Theme]:
            if theme.passage_id == row.passage_id:
                evidence = "、".join(theme.evidence)
                yield f"主题 {theme.rank}: {theme.theme} {theme.score:.2f} ({theme.method}) {evidence}"
        for segment in tables[Segment]:
            if segment.source == row.source and row.source_start <= segment.source_start < row.source_end:
                why = f" {segment.reason}" if segment.reason else ""
                yield f"台账 [{segment.source_start}:{segment.source_end}] {segment.kind}{why}"
    if isinstance(row, Duplicate):
        yield f"对照 {row.passage_id}: {row.role}, {row.kind}, {row.scope}, {row.similarity:.3f}"
    if isinstance(row, Quantity):
        yield from _frame(tables, row, config)


def _frame(tables: Tables, row: Quantity, config: Config) -> Iterator[str]:
    document = next(d for d in tables[Document] if d.doc_id == row.doc_id)
    passages = [p for p in tables[Passage] if p.doc_id == row.doc_id]
    segments = [s for s in tables[Segment] if s.source == row.source]
    cells = [c for c in tables[Cell] if c.doc_id == row.doc_id]
    yield from why(row, document, locate(passages, segments), config, cells)
