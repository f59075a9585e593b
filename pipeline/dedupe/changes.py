"""Differences between two copies, widened to the facts they touch, and named."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.codes import CONFLICTS
from pipeline.dedupe.alignment import Alignment, Mismatch
from pipeline.dedupe.amounts import Amount
from pipeline.dedupe.corpus import Copy
from pipeline.dedupe.facts import Fact, figures_differ
from pipeline.dedupe.modality import is_modal
from pipeline.dedupe.normal import normal
from pipeline.language import dates

# Kinds of change that change a fact: those of contradictions, and two that become one of them. `same` differs in
# writing only (1700多 and 1750), the rest is wording.
FACTUAL = frozenset({*CONFLICTS, "place", "exchange"})


# What is inserted right before or after these may be part of another one: 广西 and 西藏 share a character.
_EDGED = frozenset({"number", "place", "unit", "person", "ordinal", "date"})


@dataclass(frozen=True)
class Change:
    """`a` in the shorter copy stands where the longer has `b`; offsets into the passages' texts.

    kind: province · place · unit · number · measure · date · attribution · exchange (two figures in each other's
    place) · modality · ordinal · mask · same · wording.
    `difference_size`: characters of the larger side of the difference, before it was widened.
    """

    kind: str
    a_start: int
    a_end: int
    b_start: int
    b_end: int
    a: str
    b: str
    difference_size: int

    @property
    def factual(self) -> bool:
        return self.kind in FACTUAL


@dataclass
class _Span:
    a_start: int
    a_end: int
    b_start: int
    b_end: int
    size: int

    def widen(self, a: Sequence[Fact], b: Sequence[Fact]) -> None:
        for fact in a:
            self.a_start, self.a_end = min(self.a_start, fact.start), max(self.a_end, fact.end)
        for fact in b:
            self.b_start, self.b_end = min(self.b_start, fact.start), max(self.b_end, fact.end)


def changes_of(short: Copy, long: Copy, alignment: Alignment) -> tuple[Change, ...]:
    """The named changes between two passages whose normal forms are aligned."""
    spans = [_raw(short, long, d) for d in alignment.differences]
    for span in spans:
        left, right = (
            _touched(short.facts, span.a_start, span.a_end),
            _touched(long.facts, span.b_start, span.b_end),
        )
        if not _is_item(span, left, right):
            span.widen(left, right)
    return _exchanged(short, long, [_named(short, long, span) for span in _merged(spans)])


def _raw(short: Copy, long: Copy, difference: Mismatch) -> _Span:
    return _Span(
        *short.normal_map.span(difference.a_start, difference.a_end),
        *long.normal_map.span(difference.b_start, difference.b_end),
        difference.size,
    )


def _is_item(span: _Span, left: Sequence[Fact], right: Sequence[Fact]) -> bool:
    """Whether one copy has whole facts more, as an item of a list, between facts that both have: then no fact that it
    stands at is another one."""
    if span.a_start == span.a_end:
        at, facts, start, end, around = span.a_start, right, span.b_start, span.b_end, left
    elif span.b_start == span.b_end:
        at, facts, start, end, around = span.b_start, left, span.a_start, span.a_end, right
    else:
        return False
    whole = bool(facts) and all(start <= f.start and f.end <= end for f in facts)
    return whole and all(at in (f.start, f.end) for f in around)


def _touched(facts: Sequence[Fact], start: int, end: int) -> list[Fact]:
    """The facts that a difference stands in; an insertion touches the fact that it stands inside or at."""
    if start == end:
        return [f for f in facts if f.start < start < f.end or (f.kind in _EDGED and start in (f.start, f.end))]
    return [f for f in facts if f.start < end and start < f.end]


def _merged(spans: Sequence[_Span]) -> list[_Span]:
    merged: list[_Span] = []
    for span in spans:
        last = merged[-1] if merged else None
        if last is not None and (span.a_start < last.a_end or span.b_start < last.b_end):
            last.a_end, last.b_end = max(last.a_end, span.a_end), max(last.b_end, span.b_end)
            last.size += span.size
        else:
            merged.append(span)
    return merged


def _named(short: Copy, long: Copy, span: _Span) -> Change:
    a, b = short.text[span.a_start : span.a_end], long.text[span.b_start : span.b_end]
    kind = _kind(short, long, span, a, b)
    return Change(kind, span.a_start, span.a_end, span.b_start, span.b_end, a, b, span.size)


def _kind(short: Copy, long: Copy, span: _Span, a: str, b: str) -> str:
    # What is empty still has touched no fact.
    left = _touched(short.facts, span.a_start, span.a_end) if span.a_start < span.a_end else []
    right = _touched(long.facts, span.b_start, span.b_end) if span.b_start < span.b_end else []
    kinds_left, kinds_right = {f.kind for f in left}, {f.kind for f in right}
    if "mask" in kinds_left | kinds_right:
        return "mask"
    if "ordinal" in kinds_left & kinds_right:
        return "ordinal"
    for kind in ("unit", "place"):
        if kind in kinds_left and kind in kinds_right:
            return _named_body(left, right, kind)
    if "date" in kinds_left and "date" in kinds_right and (dated := _dates(left, right, a, b)):
        return dated
    if "number" in kinds_left and "number" in kinds_right:
        return _number(left, right)
    if "person" in kinds_left and "person" in kinds_right:
        return "attribution"
    if is_modal(short.text, span.a_start, span.a_end, long.text, span.b_start, span.b_end):
        return "modality"
    return "wording"


def _dates(left: Sequence[Fact], right: Sequence[Fact], a: str, b: str) -> str:
    """Two dates: one differs from the other, or says more of the same day; empty where other words differ too."""
    one, other = ([f.value for f in side if f.kind == "date"] for side in (left, right))
    if len(one) != len(other) or not all(map(dates.agree, one, other)):
        return "date"
    for x, y in zip(one, other, strict=True):
        a, b = a.replace(x, "", 1), b.replace(y, "", 1)
    return "same" if normal(a) == normal(b) else ""


def _named_body(left: Sequence[Fact], right: Sequence[Fact], kind: str) -> str:
    """Two places or two organisations: by province where that is what differs."""
    one, other = ([f for f in side if f.kind == kind] for side in (left, right))
    inner_one = {f.value for f in left if f.kind == "place"}
    inner_other = {f.value for f in right if f.kind == "place"}
    if kind == "unit" and {f.value for f in one} == {f.value for f in other}:
        return "same"
    if kind == "place" and {f.name for f in one} == {f.name for f in other}:
        return "same"
    if all(inner_one) and all(inner_other) and inner_one and inner_other and inner_one != inner_other:
        return "province"
    return "unit" if kind == "unit" else "place"


def _number(left: Sequence[Fact], right: Sequence[Fact]) -> str:
    """Two figures, or two runs of figures: number, measure, or the same."""
    pairs = figures_differ(left, right)
    if pairs is None:
        return "number"
    odd = [(x, y) for x, y in pairs if not _same(x, y)]
    if not odd:
        return "same"
    return "measure" if all(x.scaled_otherwise(y) for x, y in odd) else "number"


def _same(one: Amount, other: Amount) -> bool:
    """Whether two copies can mean one figure. 200以上 and 400以上 are both true of 500, but no copy of each other."""
    both_open = math.isinf(one.high) and math.isinf(other.high)
    return one.agrees(other) and one.same_unit(other) and not (both_open and one.low != other.low)


def _exchanged(short: Copy, long: Copy, changes: Sequence[Change]) -> tuple[Change, ...]:
    """The changes with two neighbours made one where each copy has the other's figure at its place."""
    found = list(changes[:1])
    for last, change in pairwise(changes):
        if found[-1] is last and _is_exchange(short, long, last, change):
            found[-1] = Change(
                "exchange",
                last.a_start,
                change.a_end,
                last.b_start,
                change.b_end,
                f"{last.a}、{change.a}",
                f"{last.b}、{change.b}",
                last.difference_size + change.difference_size,
            )
        else:
            found.append(change)
    return tuple(found)


def _is_exchange(short: Copy, long: Copy, one: Change, other: Change) -> bool:
    if one.kind != "number" or other.kind != "number":
        return False
    first, second = short.member_around(one.a_start, one.a_end), short.member_around(other.a_start, other.a_end)
    a, b = _single(short, one.a_start, one.a_end), _single(short, other.a_start, other.a_end)
    c, d = _single(long, one.b_start, one.b_end), _single(long, other.b_start, other.b_end)
    return first == second and a is not None and b is not None and (a, b) == (d, c)


def _single(copy: Copy, start: int, end: int) -> Amount | None:
    figures = [fact.figure for fact in _touched(copy.facts, start, end) if fact.kind == "number"]
    return figures[0] if len(figures) == 1 else None
