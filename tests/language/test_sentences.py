"""Sentences, their members and clauses: one grammar of stops."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language.sentences import clause_around, clauses, is_terminal, members, span_around

TEXTS = st.text("村镇路灯，。；：,.!？”）12 \n", max_size=40)


@given(TEXTS)
def test_members_are_the_text(text: str) -> None:
    assert "".join(text[a:b] for a, b in members(text)) == text


@given(TEXTS)
def test_clauses_stand_in_order_between_the_stops(text: str) -> None:
    found = clauses(text)
    assert found and all(a.end <= b.start for a, b in pairwise(found))
    assert found[0].first and [c.sentence for c in found] == sorted(c.sentence for c in found)


@given(TEXTS, st.integers(0, 40), st.integers(1, 5))
def test_a_span_stands_in_its_member(text: str, start: int, length: int) -> None:
    end = min(len(text), start + length)
    if start < end and not text[start].isspace():
        first, last = span_around(text, members(text), start, end)
        assert first <= start < end <= last


def cut(text: str) -> list[str]:
    return [text[c.start : c.end] for c in clauses(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("先修渠，再种树。", ["先修渠", "再种树"]),
        ("投入1，120亿元，修渠3条", ["投入1，120亿元", "修渠3条"]),
        ("投入1,120万元,修渠", ["投入1,120万元", "修渠"]),
        ("晚8:30开会：先点名", ["晚8:30开会", "先点名"]),
        ("按1：2配齐，其余照旧", ["按1：2配齐", "其余照旧"]),
        ("修渠2021，300米不算", ["修渠2021", "300米不算"]),
        ("修渠3，种树12", ["修渠3", "种树12"]),
        ("", [""]),
    ],
)
def test_clauses(text: str, wanted: list[str]) -> None:
    assert cut(text) == wanted


def test_a_new_sentence_begins_a_first_clause() -> None:
    assert [(c.sentence, c.first) for c in clauses("先修渠，再种树。收工；回家")] == [
        (0, True), (0, False), (1, True), (1, False),
    ]  # fmt: skip


def test_a_clause_around_a_span() -> None:
    text = "先修渠，投入1，120万元买料，再种树。"
    at = text.index("120")
    assert text[slice(*clause_around(text, at, at + 3))] == "投入1，120万元买料"


def test_closing_marks_belong_to_the_member() -> None:
    text = "他说：“收工。”大家散了；明天再来。"
    assert [text[a:b] for a, b in members(text)] == ["他说：“收工。”", "大家散了；", "明天再来。"]


@pytest.mark.parametrize("text", ["走在前列。", "怎么办？", "他说：“认账。”", "（完成。）", "任重道远……"])
def test_sentence_ends(text: str) -> None:
    assert is_terminal(text)


@pytest.mark.parametrize("text", ["压实责任", "评为“好”", "见《办法》", "如下：", "一是抓、"])
def test_what_ends_no_sentence(text: str) -> None:
    assert not is_terminal(text)
