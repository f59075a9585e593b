"""What returns in later years; and two documents passage by passage."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.dedupe.diff import Difference, compare_documents
from pipeline.records import Passage, Reuse, ReuseByYear
from tests.build import passage
from tests.dedupe.build import a_document, only, search

OLD = "每月初五是固定的理事日，谁家有难处都可以来村部说一说。"
NEW = "今年又添了上门代办，腿脚不便的老人打个电话就有人来。"
CHANGED = "每月初八是固定的理事日，谁家有难处都可以来村部说一说。"


def test_a_sentence_that_returns_counts_by_its_characters() -> None:
    rows = search(a_document("a", OLD, year=2019), a_document("b", OLD + NEW, year=2021))
    figures = {r.review_year: r for r in only(rows, ReuseByYear) if r.genre == "all"}
    assert figures[2021].share == len(OLD) / (len(OLD) + len(NEW))
    assert (figures[2021].reused_sentences, figures[2021].n_sentences) == (1, 2)
    assert figures[2021].from_years == [2019]
    (row,) = only(rows, Reuse)
    assert (row.text, row.from_year, row.from_source, row.from_start) == (OLD, 2019, "a", 0)


def test_the_first_year_and_a_gap_have_no_share() -> None:
    rows = search(a_document("a", OLD, year=2019), a_document("b", NEW, year=2021))
    status = {r.review_year: (r.status, r.share) for r in only(rows, ReuseByYear) if r.genre == "all"}
    assert status == {
        2019: ("no_earlier_year", None), 2020: ("no_comparable_document", None), 2021: ("counted", 0.0),
    }  # fmt: skip


def test_an_unknown_year_is_no_year() -> None:
    rows = search(a_document("a", OLD, year=2019), a_document("b", OLD, year=None))
    assert [r.status for r in only(rows, ReuseByYear) if r.review_year is None] == ["year_unknown"] * 2
    assert only(rows, Reuse) == []


def test_a_repeat_within_its_year_counts_once() -> None:
    rows = search(a_document("a", OLD, year=2019), a_document("b", OLD, NEW, OLD, year=2020))
    figures = {r.review_year: r for r in only(rows, ReuseByYear) if r.genre == "all"}
    assert figures[2020].n_sentences == 2


def passages(*texts: str) -> list[Passage]:
    return [passage(text, position=n) for n, text in enumerate(texts)]


def shape(rows: list[Difference]) -> list[tuple[str, str, str]]:
    return [(r.kind, r.a.text if r.a else "", r.b.text if r.b else "") for r in rows]


def test_same_changed_and_alone() -> None:
    rows = compare_documents(passages(OLD, NEW, "旧段落写的是打谷机。"), passages("开头添了几句。", CHANGED, NEW))
    assert shape(rows) == [
        ("only_b", "", "开头添了几句。"), ("changed", OLD, CHANGED), ("same", NEW, NEW),
        ("only_a", "旧段落写的是打谷机。", ""),
    ]  # fmt: skip
    changed = next(r for r in rows if r.kind == "changed")
    assert [(OLD[e.a_start : e.a_end], CHANGED[e.b_start : e.b_end]) for e in changed.edits] == [("五", "八")]


def test_punctuation_makes_no_difference() -> None:
    assert [r.kind for r in compare_documents(passages(OLD), passages(OLD.replace("，", ",")))] == ["same"]


some = st.lists(st.sampled_from([OLD, NEW, CHANGED, "短。", "另起一段讲讲修桥的事情。", ""]), max_size=7)


@settings(deadline=None)
@given(some, some)
def test_every_passage_stands_once_and_in_order(a: list[str], b: list[str]) -> None:
    left, right = passages(*a), passages(*b)
    rows = compare_documents(left, right)
    assert [r.a for r in rows if r.a is not None] == left
    assert [r.b for r in rows if r.b is not None] == right
    for row in rows:
        assert (row.kind == "only_a") == (row.b is None) and (row.kind == "only_b") == (row.a is None)


@settings(deadline=None)
@given(some)
def test_a_document_is_the_same_as_itself(a: list[str]) -> None:
    kinds = [r.kind for r in compare_documents(passages(*a), passages(*a)) if (r.a or r.b).text]  # type: ignore[union-attr]
    assert set(kinds) <= {"same"}
