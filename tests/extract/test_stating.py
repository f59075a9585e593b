"""The sentence beside a finding. The texts are invented."""

from __future__ import annotations

import pytest

from pipeline.config import Config
from pipeline.extract import extract
from pipeline.extract.stating import AROUND
from pipeline.records import Document, Stated
from pipeline.text.located import loose
from tests.compare.build import of_year


def stated(text: str) -> list[Stated]:
    document: Document = of_year("loose", 2021)
    return [row for row in extract([document], [loose(text)], Config()) if isinstance(row, Stated)]


@pytest.mark.parametrize(
    ("text", "surface", "sentence"),
    [
        ("开头一句。青禾镇办班12期；又办3期。末尾一句。", "12期", "青禾镇办班12期；又办3期。"),
        ("他说：“办班12期。”会后散去。", "12期", "他说：“办班12期。”"),
        ("办班12期", "12期", "办班12期"),
        ("第一行\n  办班12期\n第三行", "12期", "办班12期\n"),
    ],
)
def test_the_sentence_holds_the_finding_and_ends_where_it_ends(text: str, surface: str, sentence: str) -> None:
    row = next(row for row in stated(text) if row.surface == surface)
    assert row.sentence == sentence == text[row.sentence_start : row.sentence_end]


def test_what_runs_on_without_a_stop_is_told_around_the_finding() -> None:
    rows = stated("湖北" + "连绵不断" * 300 + "办班12期" + "没有句号" * 300)
    assert {type(row).__name__ for row in rows} >= {"Place", "Quantity"}
    assert all(row.surface in row.sentence and len(row.sentence) <= 2 * AROUND + len(row.surface) for row in rows)
