"""Editors' decisions: reading, writing, applying, and what becomes of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.config import SettingsError
from pipeline.decisions import parse_decisions, read_decisions, serialise_decisions
from pipeline.records import Contradiction, Decision, Duplicate, Problem
from tests.dedupe.build import a_document, only, search

HEADER = "finding,verdict,editor,note,decided_at\r\n"
TEXT = "驻点医生每逢初一十五到山背村坐诊，量血压不收钱，碰上走不动的老人就背着药箱上门去看。"
FILLER = "河道两岸补种了柳树和菖蒲，晚饭后散步的人比往年多了不少，小吃摊也规规矩矩摆在线内。"


def a_decision(finding: str, verdict: str = "dismissed") -> Decision:
    return Decision(finding, verdict, "李", "看过原件", "2024-05-06T10:00:00")


def test_a_byte_order_mark_and_empty_lines_are_allowed() -> None:
    text = f"\ufeff{HEADER}\r\nD1,accepted,李,,2024-05-06\r\n\r\n"
    assert parse_decisions(text) == [Decision("D1", "accepted", "李", "", "2024-05-06")]


def test_the_last_row_for_a_finding_counts() -> None:
    text = f"{HEADER}D1,accepted,李,,1\nD2,accepted,王,,2\nD1,dismissed,王,,3\n"
    assert [(d.finding, d.verdict) for d in parse_decisions(text)] == [("D2", "accepted"), ("D1", "dismissed")]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("finding,editor\nD1,李\n", "第1行：没有 verdict 列"),
        (f"{HEADER}D1,accepted\n", "第2行：有2格，应为5格"),
        (f"{HEADER}D1,perhaps,李,,1\n", "第2行：verdict 写的是“perhaps”"),
        (f"{HEADER},accepted,李,,1\n", "第2行：没有 finding"),
        (f'{HEADER}D1,accepted,"李,,1\n', "第2行"),
    ],
)
def test_a_bad_row_names_its_line(text: str, message: str) -> None:
    with pytest.raises(SettingsError, match=r"decisions\.csv") as caught:
        parse_decisions(text)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


plain = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12).map(str.strip)


@settings(deadline=None)
@given(st.lists(st.tuples(plain.filter(bool), st.sampled_from(["accepted", "dismissed"]), plain, plain)))
def test_what_is_written_is_read_again(rows: list[tuple[str, str, str, str]]) -> None:
    decisions = list({f: Decision(f, v, e, n, "2024-05-06") for f, v, e, n in rows}.values())
    assert parse_decisions(serialise_decisions(decisions)) == decisions


def test_a_cell_is_no_formula() -> None:
    text = serialise_decisions([Decision("D1", "accepted", "=1+1", "-2", "")])
    assert ",'=1+1," in text and ",'-2," in text


def test_a_dismissed_group_keeps_its_rows_and_says_so() -> None:
    records = a_document("a", TEXT, FILLER, TEXT)
    name = only(search(records), Duplicate)[0].group_id
    after = search(records, [a_decision(name)])
    assert [d.status for d in only(after, Duplicate)] == ["dismissed", "dismissed"]
    assert only(after, Problem) == []


def test_a_decision_survives_an_added_document_and_another_order() -> None:
    changed = TEXT.replace("初一十五", "初二十六")
    records = a_document("m", TEXT, FILLER, changed)
    name = only(search(records), Contradiction)[0].contradiction_id
    after = search(
        a_document("a", FILLER[::-1], TEXT), a_document("z", changed), records, [a_decision(name, "accepted")]
    )
    assert [c.status for c in only(after, Contradiction) if c.contradiction_id == name] == ["accepted"]


def test_a_decision_on_changed_text_is_stale_and_the_finding_open_again() -> None:
    records = a_document("a", TEXT, FILLER, TEXT)
    name = only(search(records), Duplicate)[0].group_id
    changed = TEXT.replace("背着药箱", "提着药箱")
    after = search(a_document("a", changed, FILLER, changed), [a_decision(name)])
    assert {d.status for d in only(after, Duplicate)} == {"open"}
    (problem,) = only(after, Problem)
    assert name in problem.message and "失效" in problem.message


def test_a_spreadsheets_own_words_and_encoding_are_understood(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    path.write_bytes("finding,verdict,note\r\nC1,驳回,已核对\r\nC2,采纳,\r\n".encode("gb18030"))
    found = read_decisions(path)
    assert [(d.finding, d.verdict, d.note) for d in found] == [("C1", "dismissed", "已核对"), ("C2", "accepted", "")]
