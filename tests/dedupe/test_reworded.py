"""One thing told twice in other words is found; two things told in the same words are left alone."""

from __future__ import annotations

import pytest

from pipeline.records import Contradiction, Record
from tests.dedupe.build import a_document, found
from tests.dedupe.reworded import APART, TOLD, Apart, Told

FILLER = "河道两岸补种了柳树和菖蒲，晚饭后散步的人比往年多了不少，小吃摊也规规矩矩摆在线内。"
# Of the pairs that no rule was made for: the share found, and how many are called contradictions though they are none.
FOUND, FALSE = 0.8, 2


def of_told(pair: Told, apart: bool) -> list[Contradiction]:
    """The contradictions of the two tellings, in one document or in two."""
    if apart:
        return found(a_document("a", pair.one), a_document("b", pair.other))
    return found(a_document("a", pair.one, FILLER, pair.other))


def of_apart(pair: Apart) -> list[Contradiction]:
    two: list[list[Record]] = [a_document("a", pair.one, FILLER, pair.other)]
    if pair.left:
        two = [a_document("a", pair.one, **pair.left), a_document("b", pair.other, **pair.right)]  # type: ignore[arg-type]
    return found(*two)


@pytest.mark.parametrize("apart", [False, True], ids=["one document", "two"])
@pytest.mark.parametrize("pair", TOLD[::2], ids=lambda p: f"{p.how}: {p.a} {p.b}")
def test_one_other_fact_in_other_words(pair: Told, apart: bool) -> None:
    (row,) = of_told(pair, apart)
    assert row.kind == pair.kind
    assert pair.a in row.value_a and pair.b in row.value_b


@pytest.mark.parametrize("pair", APART[::2], ids=lambda p: p.why)
def test_two_things_in_the_same_words(pair: Apart) -> None:
    assert of_apart(pair) == []


def test_what_no_rule_was_made_for() -> None:
    told, apart = TOLD[1::2], APART[1::2]
    hits = sum(any(row.kind == pair.kind for row in of_told(pair, apart=True)) for pair in told)
    assert hits >= FOUND * len(told)
    assert sum(bool(of_apart(pair)) for pair in apart) <= FALSE
