"""The files of a coding: answers, clashes, what a spreadsheet does to them, laying open, settling."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.classify import coding
from pipeline.cli import app
from pipeline.coders.acts import CodingAct, CodingClashError
from pipeline.coders.result import result
from pipeline.coders.work import Work
from pipeline.codings import COLUMNS, read_sheet, sheet_bytes
from pipeline.config import SettingsError
from pipeline.serving import BadActError
from tests.coders.build import SCHEME, begun, give, write_outputs

A, B, C = "serving_the_masses", "strictness", "other"


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_outputs(tmp_path_factory.mktemp("outputs"))


@pytest.fixture
def started(outputs: Path, tmp_path: Path) -> tuple[Work, list[str]]:
    return begun(outputs, tmp_path / "coding.csv")


def row(work: Work, coder: str, passage: str) -> dict[str, str]:
    return next(cells for _, cells in read_sheet(work.paths[coder]) if cells["段落编号"] == passage)


def test_an_answer_stands_in_the_sheet_as_a_spreadsheet_would_write_it(started: tuple[Work, list[str]]) -> None:
    work, ids = started
    drawn = work.paths["甲"].read_bytes()
    assert drawn == work.paths["乙"].read_bytes()
    give(work, "甲", ids[1], A, B, hard=True, note="=两可")
    cells = row(work, "甲", ids[1])
    assert [cells[c] for c in coding.ANSWER] == ["服务群众", "从严从实", "难", "=两可"]
    rows = [cells for _, cells in read_sheet(work.paths["甲"])]
    assert work.paths["甲"].read_bytes() == sheet_bytes(COLUMNS, rows)
    give(work, "甲", ids[1])
    assert work.paths["甲"].read_bytes() == drawn, "what is taken back leaves the sheet as it was drawn"


def test_a_note_without_a_theme_is_kept_and_is_no_coding(started: tuple[Work, list[str]]) -> None:
    work, ids = started
    give(work, "甲", ids[0], note="再看")
    assert row(work, "甲", ids[0])["备注"] == "再看"
    assert work.state("甲")["answers"][ids[0]] | {"version": ""} == {
        "themes": [], "hard": False, "note": "再看", "version": "",
    }  # fmt: skip
    assert work.state("甲")["done"]["甲"] == [0, len(ids)]


def test_an_answer_that_was_changed_meanwhile_is_a_clash_and_stays(started: tuple[Work, list[str]]) -> None:
    work, ids = started
    seen = work.state("甲")["answers"][ids[0]]["version"]
    give(Work(work.into, SCHEME), "甲", ids[0], A)
    with pytest.raises(CodingClashError) as clash:
        work.answer("甲", CodingAct(ids[0], (B,), False, "", seen))
    assert clash.value.current["themes"] == [A]
    assert row(work, "甲", ids[0])["主要主题"] == "服务群众"
    work.answer("甲", CodingAct(ids[0], (B,), False, "", clash.value.current["version"]))
    assert row(work, "甲", ids[0])["主要主题"] == "从严从实"


def test_a_sheet_that_excel_filled_in_goes_on_with_its_own_columns(started: tuple[Work, list[str]]) -> None:
    work, ids = started
    rows = [{**cells, "审核": ""} for _, cells in read_sheet(work.paths["甲"])]
    rows[0] |= {"主要主题": "责任落实", "次要主题": "其他，从严从实", "审核": "已阅"}
    work.paths["甲"].write_bytes(sheet_bytes([*COLUMNS, "审核"], rows).decode("utf-8-sig").encode("gb18030"))
    assert work.state("甲")["answers"][ids[0]]["themes"] == ["responsibility", "other", "strictness"]
    give(work, "甲", ids[1], A)
    assert row(work, "甲", ids[0])["审核"] == "已阅" and row(work, "甲", ids[1])["主要主题"] == "服务群众"


def test_what_a_spreadsheet_broke_is_one_line_and_left_alone(started: tuple[Work, list[str]]) -> None:
    work, ids = started
    rows = [cells for _, cells in read_sheet(work.paths["甲"])]
    rows[2]["主要主题"] = "民生"
    broken = sheet_bytes(COLUMNS, rows)
    work.paths["甲"].write_bytes(broken)
    with pytest.raises(SettingsError, match=r"coding\.甲\.csv 第4行：没有“民生”这个主题"):
        work.answer("甲", CodingAct(ids[0], (A,), False, "", ""))
    assert work.paths["甲"].read_bytes() == broken
    work.paths["甲"].write_bytes(sheet_bytes(COLUMNS, [*rows[:2], rows[0]]))
    with pytest.raises(SettingsError, match="stands twice"):
        work.state("甲")


def test_a_coder_is_told_how_much_the_other_did_and_nothing_else(started: tuple[Work, list[str]]) -> None:
    work, ids = started
    before = work.state("甲")
    give(work, "乙", ids[0], A, note="乙的话")
    after = work.state("甲")
    assert after.pop("done") == {"甲": [0, len(ids)], "乙": [1, len(ids)]}
    before.pop("done")
    assert before == after


def finish(work: Work, ids: list[str]) -> None:
    """甲 and 乙 code everything and differ on the first passage."""
    for n, passage in enumerate(ids):
        give(work, "甲", passage, *((A, C) if n % 2 else (B,)), note="甲以为" if n == 0 else "")
        give(work, "乙", passage, A if n == 0 or n % 2 else B)


def test_nothing_is_laid_open_before_both_finished_unless_they_want_it(started: tuple[Work, list[str]]) -> None:
    work, ids = started
    give(work, "甲", ids[0], A)
    give(work, "乙", ids[0], B)
    give(work, "甲", ids[1], A)
    with pytest.raises(BadActError, match="甲、乙还没有编完"):
        work.open(early=False)
    assert not work.state("甲")["opened"] and not work.opened()
    work.open(early=True)
    assert work.state("甲")["closed"] == [ids[0]]
    give(work, "乙", ids[1], B)
    assert result(work)["both"] == 1 and result(work)["more"] == 1, "what was coded since is not shown unasked"
    give(work, "甲", ids[1], C)
    with pytest.raises(BadActError, match="不再改动"):
        give(work, "甲", ids[0], B)
    assert row(work, "甲", ids[0])["主要主题"] == "服务群众"


def test_the_agreement_is_the_one_that_the_command_prints(started: tuple[Work, list[str]]) -> None:
    work, ids = started
    finish(work, ids)
    work.open(early=False)
    told = result(work)
    said = CliRunner().invoke(app, ["code", "read", *map(str, work.paths.values())]).output
    assert f"两人都编了{told['both']}段，首要主题相同的{told['same']}段" in said
    for name, value, low, high in told["measures"]:
        assert f"{name}：{value:.3f}（95% 区间 {low:.3f} 至 {high:.3f}）" in said
    assert len(told["measures"]) == 2 and [r["id"] for r in told["rows"]] == [ids[0]]


def verdict(work: Work, passage: str, *themes: str, note: str = "", version: str | None = None) -> None:
    seen = result(work)["rows"][0]["verdict"]["version"] if version is None else version
    work.decide(CodingAct(passage, themes, False, note, seen))


def test_what_is_settled_is_what_the_command_settles(started: tuple[Work, list[str]], tmp_path: Path) -> None:
    work, ids = started
    finish(work, ids)
    work.open(early=False)
    assert result(work)["unwritten"] is None
    with pytest.raises(SettingsError, match="没有裁定"):
        work.settle()
    verdict(work, ids[0], C, A, note="商定")
    with pytest.raises(CodingClashError):
        verdict(work, ids[0], B, version="")
    with pytest.raises(BadActError, match="没有分歧"):
        work.decide(CodingAct(ids[1], (A,), False, "", ""))
    assert result(work)["unwritten"] == len(ids)
    assert work.settle() == len(ids) and result(work)["unwritten"] == 0
    first, second = work.paths.values()
    other = tmp_path / "other.csv"
    call = ["code", "settle", first, second, "--adjudicated", work.into.with_name("coding.裁定.csv"), "--into", other]
    assert CliRunner().invoke(app, [str(word) for word in call]).exit_code == 0
    assert other.read_bytes() == work.into.read_bytes()
    settled = {c.passage_id: c for c in work.settled()}
    assert (settled[ids[0]].themes, settled[ids[0]].note) == ((C, A), "商定")
    assert settled[ids[1]].themes == (A,)


def test_a_verdict_on_codings_that_a_spreadsheet_changed_since_does_not_count(started: tuple[Work, list[str]]) -> None:
    work, ids = started
    finish(work, ids)
    work.open(early=False)
    verdict(work, ids[0], C)
    rows = [cells for _, cells in read_sheet(work.paths["乙"])]
    next(cells for cells in rows if cells["段落编号"] == ids[0])["主要主题"] = "责任落实"
    work.paths["乙"].write_bytes(sheet_bytes(COLUMNS, rows))
    assert ids[0] not in work.opened() and result(work)["more"] == 1
    work.open(early=False)
    assert result(work)["rows"][0]["verdict"]["themes"] == [] and result(work)["unwritten"] is None


def test_the_coding_keeps_what_it_held(outputs: Path, tmp_path: Path) -> None:
    into = tmp_path / "coding.csv"
    work, ids = begun(outputs, into)
    old = next(cells for _, cells in read_sheet(work.paths["甲"]) if cells["段落编号"] == ids[3])
    for path in work.paths.values():
        path.unlink()
    into.write_bytes(sheet_bytes(COLUMNS, [{**old, "主要主题": "其他", "备注": "早先"}]))
    work, left = begun(outputs, into)
    assert ids[3] not in left and len(left) == len(ids) - 1
    give(work, "甲", left[0], A)
    work.open(early=True)
    assert work.settle() == 2, "what one alone coded counts as he coded it"
    rows = list(csv.DictReader(io.StringIO(into.read_text("utf-8-sig"))))
    assert {row["段落编号"]: row["备注"] for row in rows} == {ids[3]: "早先", left[0]: ""}
