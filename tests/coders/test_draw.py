"""The sheets that coders begin with: one draw for both, gone on with, and what cannot be gone on with."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.coders import Draw
from pipeline.coders.draw import SEED, prepare
from pipeline.coders.work import Work
from pipeline.codings import COLUMNS, read_sheet, sheet_bytes
from pipeline.config import SettingsError
from tests.cli.test_coding import call
from tests.coders.build import SCHEME, begun, give, tables, write_outputs


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_outputs(tmp_path_factory.mktemp("outputs"))


def test_the_sheets_are_those_that_the_command_draws(outputs: Path, tmp_path: Path) -> None:
    work, ids = begun(outputs, tmp_path / "coding.csv", Draw(3, True, 5))
    call("code", "draw", tmp_path / "drawn.csv", "--size", "3", "--by-year", "--seed", "5", "-o", outputs)
    assert {path.read_bytes() for path in work.paths.values()} == {(tmp_path / "drawn.csv").read_bytes()}
    assert [cells["段落编号"] for _, cells in read_sheet(tmp_path / "drawn.csv")] == ids


def test_a_coding_is_gone_on_with_as_it_was_left(outputs: Path, tmp_path: Path) -> None:
    work, ids = begun(outputs, tmp_path / "coding.csv", Draw(3))
    give(work, "甲", ids[1], "other", note="想过")
    before = {path: path.read_bytes() for path in work.paths.values()}
    assert begun(outputs, work.into)[1] == ids
    assert before == {path: path.read_bytes() for path in work.paths.values()}
    more = begun(outputs, work.into, Draw(5))
    assert more[1][:3] == ids and len(more[1]) == 5
    assert more[0].state("甲")["answers"][ids[1]]["note"] == "想过"


def test_a_sheet_that_one_coder_has_is_given_to_the_other_blank(outputs: Path, tmp_path: Path) -> None:
    call("code", "draw", tmp_path / "coding.甲.csv", "--size", "2", "--seed", "4", "-o", outputs)
    rows = [cells for _, cells in read_sheet(tmp_path / "coding.甲.csv")]
    rows[0] |= {"主要主题": "其他", "备注": "甲的话", "我的列": "甲的列"}
    rows[1]["我的列"] = ""
    (tmp_path / "coding.甲.csv").write_bytes(sheet_bytes([*COLUMNS, "我的列"], rows))
    work, ids = begun(outputs, tmp_path / "coding.csv")
    assert len(ids) == 2 and "甲的" not in work.paths["乙"].read_text("utf-8-sig")
    assert work.state("甲")["done"] == {"甲": [1, 2], "乙": [0, 2]}


def test_one_coder_alone_leaves_the_other_alone(outputs: Path, tmp_path: Path) -> None:
    work = Work(tmp_path / "coding.csv", SCHEME)
    prepare(work, tables(outputs), ["乙"], Draw(2))
    assert [path.name for path in work.paths.values() if path.exists()] == ["coding.乙.csv"]


def test_what_the_coding_lacks_of_its_draw_is_due(outputs: Path, tmp_path: Path) -> None:
    into = tmp_path / "coding.csv"
    work, ids = begun(outputs, into)
    rows = [{**cells, "主要主题": "其他"} for _, cells in read_sheet(work.paths["甲"])]
    for path in work.paths.values():
        path.unlink()
    into.write_bytes(sheet_bytes(COLUMNS, rows[1:]))
    assert begun(outputs, into, Draw(1))[1] == ids[:1]


def refused(outputs: Path, into: Path, draw: Draw | None = None) -> str:
    with pytest.raises(SettingsError) as raised:
        begun(outputs, into, draw)
    assert "\n" not in str(raised.value)
    return str(raised.value)


def test_what_cannot_be_gone_on_with_is_one_line(outputs: Path, tmp_path: Path) -> None:
    into = tmp_path / "coding.csv"
    work, _ = begun(outputs, into, Draw(3))
    assert f"coding.甲.csv: seed {SEED}" in (said := refused(outputs, into, Draw(seed=8))) and "--seed: seed 8" in said
    rows = [cells for _, cells in read_sheet(work.paths["甲"])]
    into.write_bytes(sheet_bytes(COLUMNS, [{**rows[0], "主要主题": "其他", "种子": "9"}]))
    assert "coding.csv: seed 9" in refused(outputs, into)
    into.unlink()
    rows[1]["正文"] = "后来改过的文字。"
    for path in work.paths.values():
        path.write_bytes(sheet_bytes(COLUMNS, rows))
    assert f"coding.甲.csv: 1 passages, {rows[1]['段落编号']} first, no longer stand" in refused(outputs, into)
    rows[1] |= {"主要主题": "民生"}
    work.paths["乙"].write_bytes(sheet_bytes(COLUMNS, rows))
    assert "coding.乙.csv 第3行：没有“民生”这个主题" in refused(outputs, into)


def test_nothing_left_to_code_is_said(outputs: Path, tmp_path: Path) -> None:
    into = tmp_path / "coding.csv"
    work, ids = begun(outputs, into)
    for passage in ids:
        give(work, "甲", passage, "other")
    work.open(early=True)
    work.settle()
    for path in work.paths.values():
        path.unlink()
    assert "give a larger --size" in refused(outputs, into)
