"""The same claim with another value: who did what to what, in which period, how much."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations

from rapidfuzz import fuzz

from pipeline.dedupe.conflicts import Side, contradiction
from pipeline.dedupe.corpus import Copy
from pipeline.dedupe.figures import Figure
from pipeline.dedupe.normal import normal
from pipeline.dedupe.templates import own_reports
from pipeline.language.sentences import clauses
from pipeline.records import Contradiction, Quantity

# Words that say of which whole or part a figure is, and so make another claim of the same words.
_SCOPE = re.compile(
    r"其中|分别|平均|人均|每[个名人家年月天户村]|各[个]?|累计|合计|共计?|总[计数共]|以来|首批|第[一二三四五六七八九十\d]+批|新增|增[长加]"
    r"|减少|下降|同比|环比|全[国省市县区州]|[一二三四]季度|[上下]半年|截至|近[一二三四五\d]+年|[一二三四五六七八九十两\d]+年来"
)
# How alike two claims must be from what was done on, in per cent: a word more is another object (三农支出, 科技支出).
_ALIKE = 90.0
# One figure stated in more passages than this says nothing new, and all of them times all others would take too long.
_MOST_WITNESSES = 8
# A rate says what it is a rate of outside of its own clause.
_RATES = frozenset({"%", "‰", "个百分点", "倍", ""})

Key = tuple[str, ...]


def claims(copies: Mapping[str, Copy], quantities: Iterable[Quantity]) -> list[Contradiction]:
    """Pairs of results that state one thing with values that cannot both be right, about one year.

    `copies` are the passages by their id, one for all that are the same. A claim is compared only where all of its
    parts are written; bounds are respected and masked figures conflict with nothing.
    """
    stated: dict[Key, list[Quantity]] = defaultdict(list)
    for quantity in quantities:
        if quantity.passage_id in copies and _is_claim(quantity):
            stated[_key(quantity, copies[quantity.passage_id])].append(quantity)
    found: dict[str, Contradiction] = {}
    for same in stated.values():
        for one, other in combinations(_witnesses(same), 2):
            row = _conflict(one, other, copies)
            if row is not None:
                found.setdefault(row.contradiction_id, row)
    return list(found.values())


def _witnesses(same: Iterable[Quantity]) -> list[Quantity]:
    """The claims to hold against each other: of equal figures, which agree, the first of a few passages."""
    kept: dict[str, dict[str, Quantity]] = defaultdict(dict)
    for quantity in same:
        passages = kept[quantity.surface]
        if len(passages) < _MOST_WITNESSES:
            passages.setdefault(quantity.passage_id, quantity)
    return [quantity for passages in kept.values() for quantity in passages.values()]


def _is_claim(quantity: Quantity) -> bool:
    who = quantity.actor or "、".join(quantity.provinces)
    known = quantity.value_low is not None or quantity.value_high is not None
    return bool(
        quantity.kind == "result"
        and known
        and not quantity.masked
        and who
        and quantity.action
        and len(quantity.object) >= 2
    )


def _key(quantity: Quantity, copy: Copy) -> Key:
    year = str(quantity.review_year) if quantity.review_year is not None else copy.document.doc_id
    who = normal(quantity.actor) or "、".join(sorted(quantity.provinces))
    return (
        year,
        who,
        "、".join(sorted(quantity.provinces)),
        normal(quantity.action),
        normal(quantity.object),
        normal(quantity.period),
        quantity.unit,
    )


def _conflict(one: Quantity, other: Quantity, copies: Mapping[str, Copy]) -> Contradiction | None:
    first, second = copies[one.passage_id], copies[other.passage_id]
    # Within one passage the same words in a row count the members of a list.
    if one.passage_id == other.passage_id or own_reports(first, second):
        return None
    if _agree(first, one, second, other) or _scopes(first, one) != _scopes(second, other):
        return None
    if fuzz.ratio(_core(first, one), _core(second, other)) < _ALIKE:
        return None
    sides = _side(first, one), _side(second, other)
    if sides[0].text == sides[1].text:
        return None
    what = f"{one.actor or '、'.join(one.provinces)}{one.action}{one.object}"
    explanation = f"同一事项（{what}）两处数值不一致：一处为“{{a}}”，另一处为“{{b}}”，请核对原文。"
    return contradiction("number", sides, "same_claim", explanation)


def _side(copy: Copy, quantity: Quantity) -> Side:
    return Side(copy, *copy.member_around(quantity.start, quantity.end), quantity.surface)


def _figure(copy: Copy, quantity: Quantity) -> Figure | None:
    fact = next((f for f in copy.facts if f.figure and f.end == quantity.end), None)
    return fact.figure if fact else None


def _agree(first: Copy, one: Quantity, second: Copy, other: Quantity) -> bool:
    """Whether one true value can lie behind both; what cannot be compared contradicts nothing."""
    left, right = _figure(first, one), _figure(second, other)
    return left is None or right is None or left.agrees(right)


def _clauses(copy: Copy, quantity: Quantity) -> list[str]:
    """The clause that the figure stands in, after the one before it, where a scope may be named."""
    filled = [c for c in clauses(copy.text) if c.start < c.end]
    at = next((n for n, c in enumerate(filled) if c.start <= quantity.start < c.end), None)
    if at is None:
        return [quantity.surface]
    return [copy.text[c.start : c.end] for c in filled[max(0, at - 1) : at + 1]]


def _scopes(copy: Copy, quantity: Quantity) -> set[str]:
    return {scope for clause in _clauses(copy, quantity) for scope in _SCOPE.findall(clause)}


def _core(copy: Copy, quantity: Quantity) -> str:
    """What is claimed without its figure: the clause from the action on; of a rate all that is said."""
    around = _clauses(copy, quantity)
    if quantity.unit in _RATES:
        return _without_figures("".join(around))
    own = around[-1]
    return _without_figures(own[max(0, own.find(quantity.action)) :])


def _without_figures(text: str) -> str:
    return re.sub(r"[\d\ue000]+[多余]?", "", normal(text))
