"""metadata.csv and metadata.xlsx: what is edited in either holds and survives. All texts are invented."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from pipeline.cli.work import preparing
from pipeline.config import Config, SettingsError
from pipeline.corpus import discover
from pipeline.metadata import SHEET
from pipeline.records import Document, Problem
from pipeline.runner import ingested

TEXTS = {
    "甲县2021.txt": "甲县2021年度基层党建述职评议情况综述\n\n各支部走访农户35户，修好水渠3条。\n",
    "乙县.txt": "述职评议会上的讲话\n\n大家要把话说实，把事办好。\n",
}
Edit = Callable[..., None]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    preparing.init(tmp_path, Config())
    return tmp_path


def rows(corpus: Path) -> dict[str, dict[str, str]]:
    text = (corpus / "metadata.csv").read_text("utf-8-sig")
    return {row["source"]: row for row in csv.DictReader(text.splitlines())}


def in_csv(corpus: Path, source: str, **cells: str) -> None:
    changed = rows(corpus)
    changed[source].update(cells)
    names = list(dict.fromkeys(name for row in changed.values() for name in row))
    with (corpus / "metadata.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, names, restval="")
        writer.writeheader()
        writer.writerows(changed.values())


def in_book(corpus: Path, source: str, **cells: str) -> None:
    book = openpyxl.load_workbook(corpus / "metadata.xlsx")
    sheet = book[SHEET]
    heads = [cell.value for cell in sheet[1]]
    line = next(row for row in sheet.iter_rows(min_row=2) if row[0].value == source)
    for head, value in cells.items():
        line[heads.index(head)].value = value
    book.save(corpus / "metadata.xlsx")


def given(corpus: Path) -> dict[str, dict[str, str]]:
    """What the tables give of the first article of each source."""
    files = discover([corpus], 64).sources
    return {f.source: {name.rpartition(":")[2]: value for name, value in f.sidecar} for f in files}


def said(corpus: Path) -> str:
    return "\n".join(f"{p.source}：{p.message}" for p in discover([corpus], 64).problems)


def test_the_workbook_offers_what_there_is_to_choose(corpus: Path) -> None:
    book = openpyxl.load_workbook(corpus / "metadata.xlsx")
    sheet, lists = book[SHEET], book["可选值"]
    offered = {str(v.sqref).split(":")[0]: v.formula1 for v in sheet.data_validations.dataValidation}
    heads = {cell.value: cell.column_letter for cell in sheet[1]}
    assert set(offered) == {f"{heads[name]}2" for name in ("文种", "层级", "所属省份", "确认")}
    listed = {column[0].value: [cell.value for cell in column[1:] if cell.value] for column in lists.columns}
    assert "全国综述" in listed["文种"] and "县级" in listed["层级"] and "浙江" in listed["所属省份"]
    assert sheet["G2"].value in listed["文种"] and book["上次写出"].sheet_state == "hidden"


@pytest.mark.parametrize("edit", [in_csv, in_book])
def test_an_edit_in_either_counts_once_confirmed_and_survives(corpus: Path, edit: Edit) -> None:
    zh = edit is in_book
    edit(corpus, "乙县.txt", **({"文种": "通知"} if zh else {"genre": "通知"}))
    preparing.init(corpus, Config())
    assert rows(corpus)["乙县.txt"]["genre"] == "通知" and given(corpus)["乙县.txt"] == {}
    edit(corpus, "乙县.txt", **({"确认": "是", "年度": "2020"} if zh else {"confirm": "是", "review_year": "2020"}))
    for _ in range(2):
        fields = given(corpus)["乙县.txt"]
        assert (fields["genre"], fields["review_year"]) == ("notice", "2020") and not said(corpus)
        preparing.init(corpus, Config())


def test_a_second_init_changes_no_byte(corpus: Path) -> None:
    before = [(corpus / name).read_bytes() for name in ("metadata.csv", "metadata.xlsx")]
    preparing.init(corpus, Config())
    assert [(corpus / name).read_bytes() for name in ("metadata.csv", "metadata.xlsx")] == before


def test_edits_of_both_come_together(corpus: Path) -> None:
    in_csv(corpus, "乙县.txt", review_year="2019", confirm="是", 备注="核对过")
    in_book(corpus, "乙县.txt", 层级="县级")
    preparing.init(corpus, Config())
    row = rows(corpus)["乙县.txt"]
    assert (row["review_year"], row["level"], row["备注"]) == ("2019", "县级", "核对过")
    assert given(corpus)["乙县.txt"]["level"] == "county"


def test_what_both_say_differently_is_told_and_nothing_is_written(corpus: Path) -> None:
    in_csv(corpus, "乙县.txt", review_year="2019", confirm="是")
    in_book(corpus, "乙县.txt", 年度="2020", 确认="是")
    before = [(corpus / name).read_bytes() for name in ("metadata.csv", "metadata.xlsx")]
    with pytest.raises(SettingsError, match=r"乙县.txt.*的年度：metadata\.csv 写“2019”，metadata\.xlsx 写“2020”"):
        preparing.init(corpus, Config())
    assert [(corpus / name).read_bytes() for name in ("metadata.csv", "metadata.xlsx")] == before
    assert given(corpus)["乙县.txt"]["review_year"] == "2020"
    assert "metadata.csv 写“2019”，metadata.xlsx 写“2020”；采用后者" in said(corpus)


def test_an_edit_made_without_the_workbook_is_kept_and_told(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (corpus / "metadata.xlsx").unlink()
    in_csv(corpus, "甲县2021.txt", title="甲县的另一个标题")
    preparing.init(corpus, Config())
    assert rows(corpus)["甲县2021.txt"]["title"] == "甲县的另一个标题"
    assert "写的是“甲县的另一个标题”" in capsys.readouterr().err.replace("\n", "")
    assert rows(corpus)["甲县2021.txt"]["review_year"] == "2021"


def test_a_wrong_value_names_the_workbook_and_its_line(corpus: Path) -> None:
    in_book(corpus, "乙县.txt", 文种="诗歌", 确认="是")
    with pytest.raises(SettingsError, match=r"metadata.xlsx 第\d行：genre 写的是“诗歌”"):
        discover([corpus], 64)
    (corpus / "metadata.xlsx").write_bytes(b"PK nothing")
    with pytest.raises(SettingsError, match=r"^metadata\.xlsx："):
        discover([corpus], 64)


@pytest.mark.parametrize("name", ["不存在.txt.meta.yaml", "夹/丙县.docx.meta.yaml"])
def test_a_sidecar_that_belongs_to_nothing_is_said(corpus: Path, name: str) -> None:
    (corpus / name).parent.mkdir(exist_ok=True)
    (corpus / name).write_text("review_year: 2017\n", encoding="utf-8")
    (corpus / "乙县.txt.meta.yaml").write_text("review_year: 2018\n", encoding="utf-8")
    assert said(corpus).count("旁边没有") == 1 and Path(name).name.removesuffix(".meta.yaml") in said(corpus)


def test_a_row_that_belongs_to_nothing_is_said(corpus: Path) -> None:
    path = corpus / "metadata.csv"
    path.write_text(path.read_text("utf-8-sig") + "丁县.txt,,,2019,,,,,,,是\n", encoding="utf-8-sig")
    assert "丁县.txt 不是语料里的文件" in said(corpus)


@pytest.mark.parametrize(
    ("written", "province"), [("浙江省", "浙江"), ("广西壮族自治区", "广西"), (" 内蒙古 ", "内蒙古"), ("火星", None)]
)
def test_a_province_is_understood_however_long_or_said_not_to_be(
    corpus: Path, written: str, province: str | None
) -> None:
    (corpus / "乙县.txt.meta.yaml").write_text(f"home_province: '{written}'\n", encoding="utf-8")
    tables = ingested([corpus], Config())
    found = {d.source: d.home_province for d in tables[Document]}
    assert found["乙县.txt"] == province
    assert any("不是省级单位，未采用" in p.message for p in tables[Problem]) is (province is None)
