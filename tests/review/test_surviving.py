"""Decisions outlive a re-run, an added document and a reordered corpus; where a text changed they are reported."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.config import SettingsError
from pipeline.corpus import discover
from pipeline.decisions import damage_finding
from pipeline.records import Contradiction, Decision, Duplicate, Passage, Problem
from pipeline.review.ledger import Ledger
from pipeline.store import Tables
from tests.review.build import CUT, MARKET, SHORE, VISITS, searched, seen, write_corpus, write_document


def statuses(tables: Tables) -> dict[str, str]:
    rows = {r.contradiction_id: r.status for r in tables[Contradiction]}
    return rows | {r.group_id: r.status for r in tables[Duplicate]}


def stale(tables: Tables) -> list[str]:
    return [p.message for p in tables[Problem] if p.source == "decisions.csv"]


@pytest.fixture
def decided(tmp_path: Path) -> Path:
    """A corpus with a decision on everything that stands in it."""
    corpus = write_corpus(tmp_path / "corpus")
    ledger = Ledger(corpus / "decisions.csv")
    for finding in seen(searched(corpus)):
        verdict = "dismissed" if finding.kind == "contradiction" else "accepted"
        ledger.decide(Decision(finding.name, verdict, "李", "", "2024-05-06T10:00:00"), "")
    return corpus


def assert_honoured(tables: Tables) -> None:
    (contradiction,) = tables[Contradiction]
    assert contradiction.status == "dismissed"
    assert {r.status for r in tables[Duplicate]} == {"accepted"}
    assert stale(tables) == []


def test_a_re_run_honours_them(decided: Path) -> None:
    assert_honoured(searched(decided))


def test_an_added_document_leaves_them(decided: Path) -> None:
    write_document(
        decided, "2019年综述.txt", 2019, "木工班开在祠堂旁边，学徒先学磨刀，再学刨板，学成了就留在合作社做家具。"
    )
    assert_honoured(searched(decided))


def test_another_order_of_documents_and_passages_leaves_them(decided: Path) -> None:
    (decided / "2021年综述.txt").unlink()
    one, other = VISITS.format(number=1200), VISITS.format(number=1500)
    write_document(decided, "甲.txt", 2021, MARKET, other, SHORE)
    write_document(decided, "乙.txt", 2021, SHORE, one, CUT)
    assert_honoured(searched(decided))


def test_a_changed_text_opens_the_finding_again_and_reports_the_decision(decided: Path) -> None:
    before = statuses(searched(decided))
    path = decided / "2021年综述.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("1500多户", "1800多户"), encoding="utf-8")
    tables = searched(decided)
    (contradiction,) = tables[Contradiction]
    assert contradiction.status == "open" and contradiction.contradiction_id not in before
    assert len(stale(tables)) >= 1 and all("已失效" in message for message in stale(tables))


def test_a_decision_on_a_damaged_passage_is_not_stale_while_the_passage_stands(decided: Path) -> None:
    tables = searched(decided)
    names = {damage_finding(p) for p in tables[Passage]} - {""}
    assert names <= {d.finding for d in tables[Decision]} and names
    path = decided / "2021年综述.txt"
    path.write_text(path.read_text(encoding="utf-8").replace(CUT, CUT[:-1] + "。"), encoding="utf-8")
    assert any(name in message for name in names for message in stale(searched(decided)))


def test_decisions_that_cannot_be_used_name_file_and_line(decided: Path) -> None:
    with (decided / "decisions.csv").open("a", encoding="utf-8") as file:
        file.write("C1,perhaps,,,\r\n")
    with pytest.raises(SettingsError, match=r"decisions\.csv 第\d+行：verdict 写的是“perhaps”"):
        discover([decided], 64)
