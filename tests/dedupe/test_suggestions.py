"""Typing and copying errors, told from wording and from facts."""

from __future__ import annotations

from pipeline.records import Contradiction, Formulation, Passage, Suggestion
from tests.dedupe.build import a_document, only, search

FILLER = "河道两岸补种了柳树和菖蒲，晚饭后散步的人比往年多了不少，小吃摊也规规矩矩摆在线内。"
RIGHT = "村干部要端正政绩观，少栽盆景，多修水渠，让庄稼人在秋后能多打几担谷子，日子一年好过一年。"
WRONG = RIGHT.replace("政绩观", "保政观")


def test_both_forms_are_shown_where_nothing_decides() -> None:
    rows = search(a_document("a", RIGHT, FILLER, WRONG))
    row = only(rows, Suggestion)[0]
    assert {"政绩观" in row.surface, "政绩观" in row.likely} == {True, False}
    assert "尚无旁证" in row.explanation
    assert only(rows, Contradiction) == []


def test_what_stands_elsewhere_too_is_likely_right() -> None:
    more = [
        f"{start}树立端正政绩观，少开会多跑腿。" for start in ("乡里办班要求大家", "党校老师反复提醒", "老支书总爱念叨")
    ]
    row = only(search(a_document("a", RIGHT, FILLER, WRONG, *more)), Suggestion)[0]
    assert "保政观" in row.surface and "政绩观" in row.likely
    assert row.witness == "a.0"


def test_a_formulation_is_likely_right() -> None:
    records = a_document("a", WRONG, FILLER, RIGHT)
    passage = [r for r in records if isinstance(r, Passage)][2]
    at = RIGHT.index("政绩观")
    records.append(
        Formulation(
            mention_id="f", doc_id="a", passage_id=passage.passage_id, source="a", source_start=0, source_end=0,
            start=at, end=at + 3, surface="政绩观", canonical="政绩观",
        )
    )  # fmt: skip
    row = only(search(records), Suggestion)[0]
    assert "保政观" in row.surface and "规范提法" in row.explanation


def test_a_dropped_character() -> None:
    rows = search(a_document("a", RIGHT.replace("庄稼人", "庄人"), FILLER, RIGHT))
    assert len(only(rows, Suggestion)) == 1


def test_another_wording_is_no_slip() -> None:
    other = RIGHT.replace("多修水渠", "多挖沟渠").replace("少栽盆景", "不摆花架")
    assert only(search(a_document("a", RIGHT, FILLER, other)), Suggestion) == []


def test_a_free_word_is_no_slip() -> None:
    other = RIGHT.replace("让庄稼人在秋后", "让庄稼人秋后")
    assert only(search(a_document("a", RIGHT, FILLER, other)), Suggestion) == []


def test_wording_of_another_year_is_no_slip() -> None:
    assert only(search(a_document("a", RIGHT, year=2020), a_document("b", WRONG, year=2021)), Suggestion) == []
