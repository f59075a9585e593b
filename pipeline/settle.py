"""The last word on single documents: flags that only the whole corpus can give."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from pipeline.config import Config
from pipeline.records import (
    Coinage,
    Contradiction,
    Duplicate,
    Formulation,
    Mention,
    NonQuantity,
    Passage,
    Place,
    Quantity,
    Record,
    Theme,
    Unit,
)
from pipeline.store import Tables

Spans = Mapping[str, list[tuple[int, int]]]
M = TypeVar("M", bound=Mention)

# A passage counts as a copy when nearly all of it is one; a copied sentence inside it flags only its mentions.
_WHOLE = 0.8


def settle(tables: Tables, config: Config) -> list[Record]:
    """Set `repeated` and `repeats` from the duplicates, `disputed` from the contradictions, `theme` from the themes.

    Copies across years are reuse, to be counted and not dropped, and set no flag.
    """
    duplicates = [d for d in tables[Duplicate] if d.status != "dismissed"]
    repeats = _repeat_spans(duplicates)
    originals = _originals(duplicates)
    disputes = [c for c in tables[Contradiction] if c.status != "dismissed"]
    primary = {t.passage_id: t.theme for t in tables[Theme] if t.rank == 1}
    records: list[Record] = [_passage(p, repeats, originals) for p in tables[Passage]]
    for kind in (Place, Unit, NonQuantity, Formulation, Coinage):
        records += _flagged(tables[kind], repeats)
    sides = _sides(disputes)
    for quantity in _flagged(tables[Quantity], repeats):
        disputed = any(_concerns(quantity, side) for side in sides.get(quantity.source, ()))
        records.append(replace(quantity, theme=primary.get(quantity.passage_id, ""), disputed=disputed))
    return records


def _repeat_spans(duplicates: Iterable[Duplicate]) -> Spans:
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for d in duplicates:
        if d.role == "repeat" and d.scope != "across_years":
            spans[d.source].append((d.source_start, d.source_end))
    return {source: _merged(found) for source, found in spans.items()}


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _originals(duplicates: Iterable[Duplicate]) -> dict[str, str]:
    """The passage that each repeating passage repeats."""
    of_group = {d.group_id: d.passage_id for d in duplicates if d.role == "original"}
    return {
        d.passage_id: of_group.get(d.group_id, "")
        for d in duplicates
        if d.role == "repeat" and d.scope != "across_years"
    }


def _covered(spans: list[tuple[int, int]], start: int, end: int) -> int:
    at = max(0, bisect_left(spans, (start, start)) - 1)
    total = 0
    for first, last in spans[at:]:
        if first >= end:
            break
        total += max(0, min(last, end) - max(first, start))
    return total


def _passage(passage: Passage, repeats: Spans, originals: Mapping[str, str]) -> Passage:
    spans = repeats.get(passage.source, [])
    length = passage.source_end - passage.source_start
    if not length or _covered(spans, passage.source_start, passage.source_end) < _WHOLE * length:
        return passage
    return replace(passage, repeated=True, repeats=originals.get(passage.passage_id, ""))


def _flagged(mentions: Iterable[M], repeats: Spans) -> list[M]:
    return [
        replace(m, repeated=True)
        if _covered(repeats.get(m.source, []), m.source_start, m.source_end) == m.source_end - m.source_start
        else m
        for m in mentions
    ]


# A differing figure disputes that figure; another fact all figures of its sentence.
_OF_FIGURES = frozenset({"number", "measure"})


def _sides(disputes: Iterable[Contradiction]) -> dict[str, list[tuple[int, int]]]:
    """For each source the source spans in which a contradiction disputes what is counted."""
    sides: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for c in disputes:
        if c.kind in _OF_FIGURES:
            sides[c.source_a].append((c.value_start_a, c.value_end_a))
            sides[c.source_b].append((c.value_start_b, c.value_end_b))
        else:
            sides[c.source_a].append((c.start_a, c.end_a))
            sides[c.source_b].append((c.start_b, c.end_b))
    return sides


def _concerns(quantity: Quantity, side: tuple[int, int]) -> bool:
    """Whether a quantity stands in the disputed span. The span of a figure can begin before it (约, 超过)."""
    return side[0] <= quantity.source_start and quantity.source_end <= side[1]
