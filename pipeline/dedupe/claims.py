"""The same claim with another value: who did what to what, in which period, how much."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations, pairwise

from rapidfuzz import fuzz

from pipeline.dedupe.amounts import Amount
from pipeline.dedupe.conflicts import Side, contradiction
from pipeline.dedupe.corpus import Copy
from pipeline.dedupe.forms import Forms
from pipeline.dedupe.normal import normal
from pipeline.dedupe.phrasebook import phrasebook
from pipeline.dedupe.scopes import above, around, of_other_days, period, scope
from pipeline.dedupe.whose import RATES, bearer, counted
from pipeline.language import dates
from pipeline.language.sentences import SENTENCE_STOPS, clauses
from pipeline.language.wholes import wholes
from pipeline.records import Contradiction, Quantity

# How alike two claims must be from what was done on, in per cent: a word more is another object (三农支出, 科技支出).
_ALIKE = 90.0
# One figure stated in more passages than this says nothing new, and all of them times all others would take too long.
_MOST_WITNESSES = 8
# A rate says what it is a rate of outside of its own clause, unless its noun is as long as that (自来水普及率).
_TELLING = 5
_NOUN = 2
# Ways of telling one thing that are all held against each other.
_MOST_TOLD = 12
# What a sum was put in for is told by what came of it.
_SPENT = "投入"

Key = tuple[str, ...]


def claims(copies: Mapping[str, Copy], quantities: Iterable[Quantity], forms: Forms) -> list[Contradiction]:
    """Pairs of results that state one thing with values that cannot both be right, about one year.

    `copies` are the passages by their id, one for all that are the same. A claim is compared only where all of its
    parts are written; bounds are respected and masked figures conflict with nothing.
    """
    stated: dict[Key, list[Quantity]] = defaultdict(list)
    for quantity in quantities:
        copy = copies.get(quantity.passage_id)
        if copy and _is_claim(quantity) and len(counted(quantity, copy)) >= _NOUN:
            stated[_key(quantity, copy)].append(quantity)
    found: dict[str, Contradiction] = {}
    for same in stated.values():
        for one, other in _held_together(_witnesses(same)):
            at = copies[one.passage_id], copies[other.passage_id]
            row = None if forms.two_tellers(*at) else _conflict(one, other, *at)
            if row is not None:
                found.setdefault(row.contradiction_id, row)
    return list(found.values())


def _held_together(same: list[Quantity]) -> Iterable[tuple[Quantity, Quantity]]:
    """Each with each; of a thing told in many ways, each with the next: else its rows would grow with the square."""
    return combinations(same, 2) if len(same) <= _MOST_TOLD else pairwise(same)


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
    return bool(quantity.kind == "result" and known and not quantity.masked and who and quantity.action)


def _key(quantity: Quantity, copy: Copy) -> Key:
    year = str(quantity.review_year) if quantity.review_year is not None else copy.document.doc_id
    return (
        year,
        *bearer(quantity, copy),
        "、".join(sorted(quantity.provinces)),
        normal(quantity.action),
        counted(quantity, copy),
        normal(period(quantity.period, quantity.review_year)),
        quantity.unit,
    )


def _conflict(one: Quantity, other: Quantity, first: Copy, second: Copy) -> Contradiction | None:
    # Within one passage the same words in a row count the members of a list.
    if one.passage_id == other.passage_id:
        return None
    left, right = _figure(first, one), _figure(second, other)
    # What cannot be compared contradicts nothing.
    if left is None or right is None or left.agrees(right) or _of_two_scopes(one, first, other, second):
        return None
    if fuzz.ratio(_core(first, one), _core(second, other)) < _ALIKE:
        return None
    if fuzz.ratio(_before(first, one), _before(second, other)) < _ALIKE:
        return None
    sides = _side(first, one), _side(second, other)
    what = f"{one.actor or '、'.join(one.provinces)}{one.action}{one.object}"
    explanation = f"同一事项（{what}）两处数值不一致：一处为“{{a}}”，另一处为“{{b}}”，请核对原文。"
    kind = "measure" if left.scaled_otherwise(right) else "number"
    return contradiction(kind, sides, "same_claim", explanation)


def _of_two_scopes(one: Quantity, first: Copy, other: Quantity, second: Copy) -> bool:
    """Whether what stands around and above two claims says that they are of two parts or times."""
    near = [scope(copy, _told_in(copy, q), actor=q.actor) for q, copy in ((one, first), (other, second))]
    if near[0].apart(near[1]) or above(first).apart(above(second)):
        return True
    return of_other_days(first, _side(first, one).span, second, _side(second, other).span)


def _told_in(copy: Copy, quantity: Quantity) -> list[tuple[int, int]]:
    """Where the scope of a claim is told: in the clauses around it, and in the one that its sentence opens with."""
    start, end = copy.member_around(quantity.start, quantity.end)
    near = around(copy, quantity)
    opening = start + clauses(copy.text[start:end])[0].end
    return near if opening >= near[0][0] else [(start, opening), *near]


def _side(copy: Copy, quantity: Quantity) -> Side:
    span = quantity.start, quantity.end
    return Side(copy, *copy.member_around(*span), quantity.surface, span)


def _figure(copy: Copy, quantity: Quantity) -> Amount | None:
    fact = next((f for f in copy.facts if f.figure and f.end == quantity.end), None)
    return fact.figure if fact else None


def _core(copy: Copy, quantity: Quantity) -> str:
    """What is claimed without its figure: the clause from the action on, where money was put in the one after it too;
    of a rate its noun, or all that is said."""
    spans = around(copy, quantity)
    start, end = spans[-1]
    if quantity.unit in RATES:
        noun = copy.text.find(quantity.object, start, end)
        told = noun >= 0 and len(counted(quantity, copy)) >= _TELLING
        return _without_figures(copy, noun + len(quantity.object) if told else spans[0][0], end)
    action = copy.text.find(quantity.action, start, end)
    if quantity.object.endswith(_SPENT) and copy.text[end : end + 1] not in SENTENCE_STOPS:
        end = next((c.end for c in clauses(copy.text) if c.start >= end and c.start < c.end), end)
    return _without_figures(copy, max(start, action), end)


def _before(copy: Copy, quantity: Quantity) -> str:
    """What the clause says before the action beside who and when: where it was done, for what."""
    start, end = around(copy, quantity)[-1]
    last = copy.text.find(quantity.action, start, end)
    if last < 0:
        return ""
    known = [(p.start, p.end) for p in copy.found.places] + [(f.start, f.end) for f in copy.facts if f.kind == "date"]
    known += [(start + a, start + b) for find in (wholes, dates.periods) for a, b in find(copy.text[start:last])]
    taken = {at for a, b in known for at in range(a, b)}
    rest = "".join(copy.text[at] for at in range(start, last) if at not in taken)
    return normal(phrasebook(copy.config).free.sub("", rest.replace(quantity.actor, "").replace(quantity.object, "")))


def _without_figures(copy: Copy, start: int, end: int) -> str:
    """The words of a stretch, the figures that extraction read left out."""
    words, at = [], start
    for fact in copy.facts:
        if fact.kind == "number" and at <= fact.start and fact.end <= end:
            words.append(copy.text[at : fact.start])
            at = fact.end
    return normal("".join([*words, copy.text[at:end]]))
