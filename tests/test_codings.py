"""The sheet as a file: what spreadsheets do to it, and errors that name the row."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.codings import COLUMNS, read_codings, read_sheet, sheet_bytes
from pipeline.companions import ADJUDICATED, CODERS, beside
from pipeline.companions import CODING as FILE
from pipeline.config import Config, SettingsError
from pipeline.corpus import discover
from pipeline.runner import plan

ROW = dict(zip(COLUMNS, ("d#1.0", "=小标题", "正文，“引号”。", "其他", "", "易", "-疑", "5"), strict=True))


def written(folder: Path, data: bytes) -> Path:
    path = folder / FILE
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "gb18030"])
def test_a_sheet_comes_back_as_a_spreadsheet_saves_it(tmp_path: Path, encoding: str) -> None:
    data = sheet_bytes(COLUMNS, [ROW]).decode("utf-8-sig").encode(encoding)
    assert read_sheet(written(tmp_path, data)) == [(2, ROW)]


def test_no_cell_is_a_formula() -> None:
    assert ",'=小标题," in sheet_bytes(COLUMNS, [ROW]).decode("utf-8-sig")


def test_blank_rows_and_cells_left_out_at_the_end_do_no_harm(tmp_path: Path) -> None:
    head = ",".join(COLUMNS)
    rows = read_sheet(written(tmp_path, f"{head},备用\r\n,,,,\r\n甲,,文\r\n".encode()))
    assert [(number, cells["段落编号"], cells["种子"]) for number, cells in rows] == [(3, "甲", "")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"", "是空的"),
        (b"PK\x03\x04", "是工作簿；请把那一页另存为 CSV"),
        ("段落编号,正文\n".encode(), "第1行：小标题"),
        (f"{','.join(COLUMNS)}\n1,2,3,4,5,6,7,8,9\n".encode(), "第2行：有9格，应为8格"),
        (b"\xff\xff\x00", "既不是 UTF-8 也不是 GB18030"),
    ],
)
def test_a_file_that_cannot_be_used_is_one_line(tmp_path: Path, text: bytes, said: str) -> None:
    with pytest.raises(SettingsError, match=said) as raised:
        read_sheet(written(tmp_path, text))
    assert "\n" not in str(raised.value) and FILE in str(raised.value)


def test_the_coding_travels_with_the_corpus_and_is_no_source(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("正文。", encoding="utf-8")
    before = plan([tmp_path], tmp_path / "out", Config())
    path = written(tmp_path, sheet_bytes(COLUMNS, [ROW]))
    corpus = discover([tmp_path], 64)
    assert [file.source for file in corpus.sources] == ["a.txt"]
    assert corpus.codings == tuple(read_codings(path))
    assert (corpus.codings[0].primary, corpus.codings[0].heading, corpus.codings[0].row) == ("其他", "=小标题", 2)
    after = plan([tmp_path], tmp_path / "out", Config())
    assert after.key != before.key and after.keys == before.keys


def test_what_coders_have_not_settled_is_no_source_and_makes_no_run_stale(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("正文。", encoding="utf-8")
    before = plan([tmp_path], tmp_path / "out", Config())
    for whose in (*CODERS, ADJUDICATED):
        beside(tmp_path / FILE, whose).write_bytes(sheet_bytes(COLUMNS, [ROW]))
    assert len(list(tmp_path.glob("coding.*.csv"))) == 3
    assert [file.source for file in discover([tmp_path], 64).sources] == ["a.txt"]
    assert plan([tmp_path], tmp_path / "out", Config()).key == before.key


def test_two_samples_in_one_run_are_refused(tmp_path: Path) -> None:
    for name in ("x", "y"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text("正文。", encoding="utf-8")
        written(tmp_path / name, sheet_bytes(COLUMNS, [ROW]))
    with pytest.raises(SettingsError, match="有两份编码"):
        discover([tmp_path / "x", tmp_path / "y"], 64)
