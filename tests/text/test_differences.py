"""Marks between two texts: they make the one of the other, and read as a person would put them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.differences import Edit, differences

texts = st.text(alphabet="甲乙丙01.9，", max_size=30)


def marked(a: str, b: str) -> list[tuple[str, str]]:
    return [(a[c.a_start : c.a_end], b[c.b_start : c.b_end]) for c in differences(a, b)]


def applied(a: str, b: str, changes: list[Edit]) -> str:
    made, at = "", 0
    for change in changes:
        made += a[at : change.a_start] + b[change.b_start : change.b_end]
        at = change.a_end
    return made + a[at:]


@given(texts, texts)
def test_the_changes_make_the_second_text_of_the_first(a: str, b: str) -> None:
    changes = differences(a, b)
    if changes:
        assert applied(a, b, changes) == b
    assert all(one.a_end <= other.a_start for one, other in pairwise(changes))
    assert all(change.size > 0 for change in changes)


@given(texts)
def test_equal_texts_have_no_changes(text: str) -> None:
    assert differences(text, text) == []


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("青海下派干部", "青岛下派干部", [("海", "岛")]),
        ("走访1700多户", "走访1750多户", [("1700", "1750")]),
        ("走访1700多户", "走访1700余户", [("多", "余")]),
        ("办结率为95.5%，", "办结率为95.8%，", [("95.5", "95.8")]),
        ("召开会议。", "召开专题会议。", [("", "专题")]),
        ("保政观要端正", "政绩观要端正", [("保政", "政绩")]),
    ],
)
def test_what_a_reader_would_mark(a: str, b: str, expected: list[tuple[str, str]]) -> None:
    assert marked(a, b) == expected


def test_texts_with_little_in_common_are_not_marked_at_all() -> None:
    assert differences("河道两岸补种了柳树和菖蒲", "党员在集口支起桌子代写书信") == []
