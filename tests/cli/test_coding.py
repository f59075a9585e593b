"""From a blind sample to the coding that counts, and a labelled folder, on the command line."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from pipeline.cli import app
from pipeline.codings import COLUMNS, read_codings, sheet_bytes
from pipeline.config import SettingsError
from pipeline.records import Document, Passage
from pipeline.store import to_arrow, write_table
from tests.build import document, passage


def call(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(a) for a in arguments])


def refused(*arguments: str | Path) -> str:
    error = call(*arguments).exception
    assert isinstance(error, SettingsError) and "\n" not in str(error)
    return str(error)


@pytest.fixture
def outputs(tmp_path: Path) -> Path:
    """What a run leaves of two years with twelve passages each, one of them a repeat and one a title."""
    folder = tmp_path / "outputs"
    documents = [replace(document(f"y{year}"), review_year=year) for year in (2018, 2019)]
    passages = [passage(f"{d.doc_id}第{n}段。", position=n, doc_id=d.doc_id) for d in documents for n in range(12)]
    passages[0] = replace(passages[0], repeated=True)
    passages[1] = replace(passages[1], role="title")
    write_table(folder / "tables", Document, to_arrow(Document, documents))
    write_table(folder / "tables", Passage, to_arrow(Passage, passages))
    (folder / "run.json").write_text("{}", encoding="utf-8")
    return folder


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))


def fill(sheet: Path, name: str, themes: list[str], encoding: str = "utf-8-sig") -> Path:
    """The sheet with these primary themes, in order, saved beside it."""
    path = sheet.with_name(name)
    filled = [{**row, "主要主题": theme} for row, theme in zip(rows(sheet), themes, strict=False)]
    path.write_bytes(sheet_bytes(COLUMNS, filled).decode("utf-8-sig").encode(encoding))
    return path


def test_the_sample_is_blind_and_the_same_again(outputs: Path, tmp_path: Path) -> None:
    first, again, other = (tmp_path / f"{name}.csv" for name in "abc")
    assert "从22段中抽出10段，种子7" in call("code", "draw", first, "--size", "10", "--seed", "7", "-o", outputs).output
    call("code", "draw", again, "--size", "10", "--seed", "7", "-o", outputs)
    call("code", "draw", other, "--size", "10", "--seed", "8", "-o", outputs)
    assert first.read_bytes() == again.read_bytes() != other.read_bytes()
    assert {(row["主要主题"], row["次要主题"], row["种子"]) for row in rows(first)} == {("", "", "7")}
    assert not {"y2018.0", "y2018.1"} & {row["段落编号"] for row in rows(first)}
    assert "请换一个文件名" in refused("code", "draw", first, "-o", outputs)


def test_a_sample_by_year_takes_as_many_of_each(outputs: Path, tmp_path: Path) -> None:
    call("code", "draw", tmp_path / "a.csv", "--by-year", "--size", "5", "-o", outputs)
    drawn = [row["段落编号"].partition(".")[0] for row in rows(tmp_path / "a.csv")]
    assert {doc: drawn.count(doc) for doc in drawn} == {"y2018": 5, "y2019": 5}


def test_two_coders_are_compared_and_settled(outputs: Path, tmp_path: Path) -> None:
    sheet, verdicts, into = tmp_path / "s.csv", tmp_path / "v.csv", tmp_path / "coding.csv"
    call("code", "draw", sheet, "--size", "6", "-o", outputs)
    a = fill(sheet, "a.csv", ["服务群众"] * 3 + ["从严从实"] * 3)
    b = fill(sheet, "b.csv", ["服务群众"] * 3 + ["从严从实"] * 2 + ["其他"], "gb18030")
    said = call("code", "read", a, b, "--adjudicate", verdicts).output
    assert "两人都编了6段，首要主题相同的5段（83%）" in said
    assert "Krippendorff's alpha：0.732" in said and "Cohen's kappa：0.714" in said
    assert [(row["甲"], row["乙"], row["裁定"]) for row in rows(verdicts)] == [("从严从实", "其他", "")]
    assert "没有裁定" in refused("code", "settle", a, b, "--into", into)
    assert "第2行：没有裁定" in refused("code", "settle", a, b, "--adjudicated", verdicts, "--into", into)
    verdicts.write_text(verdicts.read_text("utf-8-sig").replace(",其他,,", ",其他,责任落实,"), "utf-8")
    assert call("code", "settle", a, b, "--adjudicated", verdicts, "--into", into).exit_code == 0
    assert sorted(row.primary for row in read_codings(into)) == ["从严从实"] * 2 + ["服务群众"] * 3 + ["责任落实"]


def test_a_coding_is_completed_by_what_it_lacks(outputs: Path, tmp_path: Path) -> None:
    sheet, into, more = tmp_path / "s.csv", tmp_path / "coding.csv", tmp_path / "more.csv"
    call("code", "draw", sheet, "--size", "8", "--seed", "3", "-o", outputs)
    call("code", "settle", fill(sheet, "a.csv", ["其他"] * 8), "--into", into)
    call("code", "draw", more, "--size", "11", "--coded", into, "-o", outputs)
    held = {row.passage_id for row in read_codings(into)}
    assert len(rows(more)) == 3 and not held & {row["段落编号"] for row in rows(more)}
    assert {row["种子"] for row in rows(more)} == {"3"}
    call("code", "settle", fill(more, "b.csv", ["其他"] * 3), "--into", into)
    assert len(read_codings(into)) == 11


def test_a_row_that_was_drawn_and_left_open_is_drawn_again(outputs: Path, tmp_path: Path) -> None:
    sheet, into, more = tmp_path / "s.csv", tmp_path / "coding.csv", tmp_path / "more.csv"
    call("code", "draw", sheet, "--size", "8", "-o", outputs)
    themes = ["其他"] * 8
    themes[0] = ""
    call("code", "settle", fill(sheet, "a.csv", themes), "--into", into)
    call("code", "draw", more, "--size", "1", "--coded", into, "-o", outputs)
    assert [row["段落编号"] for row in rows(more)] == [rows(sheet)[0]["段落编号"]]


def test_sheets_of_different_draws_are_not_compared(outputs: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "s.csv"
    call("code", "draw", sheet, "--size", "4", "-o", outputs)
    a, b = (fill(sheet, name, ["其他"] * 4) for name in ("a.csv", "b.csv"))
    b.write_text(b.read_text("utf-8-sig").replace("第", "改"), "utf-8")
    assert "与 a.csv 里的不一样" in refused("code", "read", a, b)
    assert "需要两名编码员的编码表" in refused("code", "read", a, "--adjudicate", tmp_path / "v.csv")
    assert "b.csv 第3行：没有“民生”这个主题" in refused("code", "read", fill(sheet, "b.csv", ["其他", "民生"]))


def test_a_labelled_folder_is_scored(tmp_path: Path) -> None:
    texts = {
        "serving_the_masses": "深入开展走访慰问，为困难群众办好就医、就学等民生实事，解决急难愁盼问题。",
        "strictness": "对述职评议中查摆的问题列出清单，逐项整改销号，对排名靠后的书记进行约谈。",
    }
    labels = [
        {
            "doc": theme,
            "genre": "report",
            "year": 2020,
            "heading": "",
            "text": text,
            "themes": [theme],
            "difficulty": "easy",
        }
        for theme, text in texts.items()
    ]
    (tmp_path / "l.jsonl").write_text("\n".join(json.dumps(row) for row in labels), encoding="utf-8")
    said = call("evaluate", tmp_path, "--json", tmp_path / "figures.json").output
    figures = json.loads((tmp_path / "figures.json").read_bytes())
    assert figures["labels"] == 2 and figures["accuracy"] == 1 and figures["accuracy_hard"] is None
    assert "2条标注，2份文档" in said and "of the hard ones          无" in said
    assert figures["confusion"]["strictness"]["strictness"] == 1
    assert "不是文件夹" in refused("evaluate", tmp_path / "none")
