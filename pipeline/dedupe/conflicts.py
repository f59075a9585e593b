"""Contradictions between near copies: the changes that change a fact, in a sentence for the editor."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.dedupe.changes import Change
from pipeline.dedupe.corpus import Copy, document_order
from pipeline.dedupe.identity import finding_id
from pipeline.dedupe.normal import normal
from pipeline.dedupe.pairs import Pair
from pipeline.dedupe.templates import of_other_years, own_reports
from pipeline.records import Contradiction

# Characters of a changed wording from which on it changes the content, and is no slip of the pen.
_CONTENT = 2

_SERIES = re.compile(r"第(?:\d+|[零〇一二三四五六七八九十百]+)[届次期批号]")

_KIND_ZH = {
    "province": "归属省份不同",
    "unit": "单位名称不同",
    "number": "数字不一致",
    "measure": "计量单位不一致",
    "date": "日期不一致",
    "attribution": "归属对象不同",
    "modality": "表态相反（肯定与否定，或已完成与拟开展）",
}


@dataclass(frozen=True)
class Side:
    """One side of a contradiction: a stretch of a passage and what it says there."""

    copy: Copy
    start: int
    end: int
    value: str

    @property
    def text(self) -> str:
        return self.copy.text[self.start : self.end]

    def order(self) -> tuple[tuple[int, str, str, int], int, int]:
        return document_order(self.copy.document), self.copy.passage.position, self.start


def contradiction(kind: str, sides: tuple[Side, Side], basis: str, explanation: str) -> Contradiction:
    """The row of two sides, the earlier one first; its id is made from their texts, in whatever order they stand.

    In the explanation {a} and {b} stand for what the two sides say.
    """
    a, b = sorted(sides, key=Side.order)
    texts = sorted(f"{normal(side.text)}\x1e{side.value}" for side in (a, b))
    (start_a, end_a), (start_b, end_b) = (s.copy.located.source_span(s.start, s.end) for s in (a, b))
    return Contradiction(
        contradiction_id=finding_id("C", kind, *texts),
        kind=kind,
        source_a=a.copy.passage.source,
        start_a=start_a,
        end_a=end_a,
        text_a=a.text,
        value_a=a.value,
        source_b=b.copy.passage.source,
        start_b=start_b,
        end_b=end_b,
        text_b=b.text,
        value_b=b.value,
        basis=basis,
        status="open",
        explanation=explanation.replace("{a}", a.value or "（无）").replace("{b}", b.value or "（无）"),
    )


def conflicts(pairs: Iterable[Pair]) -> list[Contradiction]:
    """The contradictions between near copies about the same year, each once."""
    found = {row.contradiction_id: row for pair in reversed(list(pairs)) for row in _of_pair(pair)}
    return list(found.values())


def _of_pair(pair: Pair) -> Iterator[Contradiction]:
    short, long = pair.witnesses
    if of_other_years(short, long, pair.changes) or own_reports(short, long):
        return
    for change in pair.changes:
        row = _row(short, long, change) if change.factual else None
        if row and not _reworded(short, change, pair.changes) and not _of_a_series(short, long, change):
            yield row


def _reworded(short: Copy, change: Change, changes: Iterable[Change]) -> bool:
    """Whether the sentence has other content too: then its fact is of another thing."""
    start, end = short.member_around(change.a_start, change.a_end)
    return any(c.kind == "wording" and c.difference_size >= _CONTENT and start <= c.a_start <= end for c in changes)


def _of_a_series(short: Copy, long: Copy, change: Change) -> bool:
    """Whether the two sentences name another session, meeting or issue: 第十三届 here and 第十一届 there."""
    one = short.text[slice(*short.member_around(change.a_start, change.a_end))]
    other = long.text[slice(*long.member_around(change.b_start, change.b_end))]
    return _SERIES.findall(one) != _SERIES.findall(other)


def _row(short: Copy, long: Copy, change: Change) -> Contradiction:
    kind = "attribution" if change.kind == "place" else change.kind
    one = Side(short, *short.member_around(change.a_start, change.a_end), change.a)
    other = Side(long, *long.member_around(change.b_start, change.b_end), change.b)
    explanation = f"两处文字几乎相同，但{_KIND_ZH[kind]}：一处为“{{a}}”，另一处为“{{b}}”，请核对原文。"
    return contradiction(kind, (one, other), "near_duplicate", explanation)
