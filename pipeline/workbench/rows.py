"""From a figure to the rows that it counts, and from a row to its sentence in the source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.language.sentences import members, span_around
from pipeline.records import Passage, Segment, fields_of
from pipeline.text.located import locate
from pipeline.workbench.ask import AskError, address
from pipeline.workbench.bench import Bench, Row, evidence_passage
from pipeline.workbench.blocks import Listing, Slot, year

# Characters of the source shown on either side of a span.
_AROUND = 160
# The columns of `docs` that a scope chooses by.
_SCOPES = {"genre": "genre", "level": "level", "province": "home"}


def scoped(scope: str, when: str, alias: str = "d") -> tuple[str, list[Any]]:
    """The condition on `docs` for a scope of the yearly tables and a year: empty for every one, `none` for unknown."""
    kind, _, value = scope.partition("=")
    if kind != "all" and kind not in _SCOPES:
        raise AskError(f"{scope}：没有这个口径")
    tests: list[str] = [] if kind == "all" else [f"{alias}.{_SCOPES[kind]} = ?"]
    values: list[Any] = [] if kind == "all" else [value]
    if when == "none":
        tests.append(f"{alias}.year is null")
    elif when:
        if not when.isdigit():
            raise AskError(f"{when}：不是年度")
        tests.append(f"{alias}.year = ?")
        values.append(int(when))
    return " and ".join(tests) or "true", values


@dataclass(frozen=True)
class RowPage:
    """Rows of a figure: a page of them, and how many there are in all; `amount` is what they add up to."""

    rows: Sequence[Row]
    total: int
    amount: int


def counted_rows(
    bench: Bench, table: str, figure: str, key: str, scope: str, when: str, window: tuple[int, int]
) -> RowPage:
    """The rows of evidence that a figure of a yearly table adds up; of every key where `key` is empty."""
    where, values = scoped(scope, when)
    frame = (
        "from evidence e join docs d using (doc_id) where e.counted_in = ? and e.figure = ? "
        f"{'and e.counted_for = ? ' if key else ''}and {where}"
    )
    asked = [table, figure, *([key] if key else []), *values]
    found = bench.row(
        "select count(*) as n, coalesce(sum(e.amount), 0)::bigint as amount, any_value(e.row_table) as t " + frame,
        asked,
    )
    if not found["n"]:
        return RowPage([], 0, 0)
    limit, offset = window
    page = bench.rows(
        f"select e.row_id, e.row_table, e.counted_for, e.amount, d.year, d.title, d.source {frame} "
        "order by d.year nulls last, d.source, e.row_id limit ? offset ?",
        [*asked, limit, offset],
    )
    return RowPage(placed(bench, found["t"], page), found["n"], found["amount"])


def placed(bench: Bench, table: str, rows: Sequence[Row]) -> list[Row]:
    """The rows, named by `row_id`, with their passage and their span in it."""
    found = bench.rows(
        'select m.row_id, m.start, m."end", p.passage_id, p.text, p.source_start '
        f"from ({evidence_passage(table)}) m join passages p using (passage_id) where m.row_id in (select unnest(?))",
        [[r["row_id"] for r in rows]],
    )
    by_id = {r["row_id"]: r for r in found}
    return [{**row, **by_id[row["row_id"]]} for row in rows if row["row_id"] in by_id]


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence, or the member of one, that a span of a passage stands in; a whole passage is its own."""
    return (0, len(text)) if end <= start else span_around(text, members(text), start, end)


def sentence_cell(row: Mapping[str, Any], longest: int = 160) -> Slot:
    """The sentence of a row with its span marked, leading to the source."""
    text, start, end = row["text"], row.get("start") or 0, row.get("end") or 0
    first, last = sentence_around(text, start, end)
    first = max(first, start - longest // 2) if last - first > longest and start else first
    last = min(last, max(first + longest, end))
    shown = ("…" if first else "") + text[first:last] + ("…" if last < len(text) else "")
    moved = bool(first)
    return Slot(
        text[sentence_around(text, start, end)[0] : sentence_around(text, start, end)[1]],
        shown,
        source_address(row["passage_id"], start, end),
        (start - first + moved, end - first + moved),
    )


def source_address(passage: str, start: int = 0, end: int = 0) -> str:
    """Where a span of a passage is shown in its source."""
    return address("/source", passage=passage, start=start or None, end=end or None)


def row_grid(caption: str, rows: Iterable[Row], total: int, extra: Sequence[tuple[str, str]] = ()) -> Listing:
    """Rows with their year, document and sentence; `extra` names further columns with their heads."""
    lines = [
        [year(r["year"]), Slot(r["title"]), *(Slot(r.get(name)) for name, _ in extra), sentence_cell(r)] for r in rows
    ]
    heads = ["年度", "文档", *(head for _, head in extra), "原句（点开看原文）"]
    return Listing(caption, heads, lines, total=total, kind="rows", empty="没有行：这个数是零")


@dataclass(frozen=True)
class InSource:
    """A span in its source: the passage, its sentence, the source's characters around it, and where it stands."""

    passage: Passage
    sentence: tuple[int, int]
    span: tuple[int, int]
    source_span: tuple[int, int]
    place: str
    excerpt: str
    excerpt_span: tuple[int, int]


def found_in_source(bench: Bench, passage_id: str, start: int, end: int) -> InSource:
    """A span of a passage in its source; the whole passage for an empty span. Raises AskError where it is not there."""
    row = bench.row("select * from passages where passage_id = ?", [passage_id])
    if not row:
        raise AskError(f"{passage_id}：没有这个段落；语料可能已重新运行过，请重新检索")
    passage = Passage(**{f.attribute: row[f.name] for f in fields_of(Passage)})
    if not 0 <= start <= end <= len(passage.text):
        raise AskError(f"{start}—{end}：超出段落的范围（0—{len(passage.text)}）")
    segments = bench.rows("select * from segments where passage_id = ? order by source_start", [passage_id])
    made = [Segment(**{f.attribute: s[f.name] for f in fields_of(Segment)}) for s in segments]
    span = (start, end) if end > start else (0, 0)
    source_span = passage.source_start, passage.source_end
    if made and end > start:
        source_span = locate([passage], made)[0].source_span(start, end)
    text = bench.source(passage.source)
    around = (max(0, source_span[0] - _AROUND), source_span[1] + _AROUND)
    return InSource(
        passage,
        sentence_around(passage.text, *span),
        span,
        source_span,
        bench.place(passage.source, source_span[0]),
        text.text[slice(*around)] if text else "",
        (source_span[0] - around[0], source_span[1] - around[0]),
    )
