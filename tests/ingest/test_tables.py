"""Rows of tables: recognised, kept cell by cell, and each cell with the heads that speak for it. All are invented."""

from __future__ import annotations

import pytest

from pipeline.cells import Cell
from pipeline.ingest import ingest
from pipeline.readers import Mark, Reading
from tests.ingest.support import CONFIG, Ingested, take


def cells(found: Ingested) -> list[Cell]:
    """The cells of a source, after a look at its promises."""
    found.check()
    rows = [row for row in found.rows if isinstance(row, Cell)]
    passages = {p.passage_id: p for p in found.passages}
    for row in rows:
        assert passages[row.passage_id].text[row.start : row.end] == row.text
        for head, start, end in zip(row.heads, row.head_starts, row.head_ends, strict=True):
            assert "".join(found.text[start:end].split()) == "".join(head.split())
    return rows


def heads_of(found: Ingested) -> dict[str, list[str]]:
    return {row.text: row.heads for row in cells(found) if row.role == "cell"}


def roles(found: Ingested) -> dict[str, str]:
    return {row.text: row.role for row in cells(found)}


MERGED = """各县党员和支部情况

单位：人
县区\t党员\t\t支部
\t总数\t女\t
甲县\t12\t3\t5
合计\t27\t8\t9

以上数据由组织部提供。
"""


def test_a_row_is_a_passage_with_its_cells() -> None:
    found = take(MERGED)
    rows = [p.text for p in found.passages if p.role == "table"]
    assert rows == ["单位：人", "县区\t党员\t\t支部", "\t总数\t女\t", "甲县\t12\t3\t5", "合计\t27\t8\t9"]
    assert found.body == ["以上数据由组织部提供。"] and [d.title for d in found.documents] == ["各县党员和支部情况"]
    kinds = {found.text[s.source_start : s.source_end].strip(): s.kind for s in found.segments if s.passage_id}
    assert kinds["县区\t党员\t\t支部"] == kinds["单位：人"] == "heading" and kinds["甲县\t12\t3\t5"] == "body"


def test_merged_heads_reach_over_their_columns() -> None:
    assert heads_of(take(MERGED)) == {
        "12": ["甲县", "党员", "总数", "单位：人"],
        "3": ["甲县", "党员", "女", "单位：人"],
        "5": ["甲县", "支部", "单位：人"],
        "27": ["合计", "党员", "总数", "单位：人"],
        "8": ["合计", "党员", "女", "单位：人"],
        "9": ["合计", "支部", "单位：人"],
    }


def test_parts_under_heads_of_their_own() -> None:
    first = "财政\t\t\n\t\t单位：亿元\n指标\t3月\t4月\n收入\t7.5\t8.5\n"
    second = "贸易\t\t\n\t\t单位：万美元\n指标\t1-3月\t增长（%）\n出口\t61\t-3.5\n"
    found = heads_of(take(first + second))
    assert found["8.5"] == ["收入", "4月", "财政", "单位：亿元"]
    assert found["-3.5"] == ["出口", "增长（%）", "贸易", "单位：万美元"]


def test_a_repeated_head_belongs_to_the_time_before_it() -> None:
    found = heads_of(take("指标\t3月末\t增减额\t4月末\t增减额\n存款\t71\t-4\t72\t5\n贷款\t31\t6\t32\t7\n"))
    assert found["-4"] == ["存款", "3月末", "增减额"] and found["5"] == ["存款", "4月末", "增减额"]


def test_labels_over_several_rows_and_running_numbers() -> None:
    text = "序号\t片区\t乡镇\t支部（个）\n1\t东片\t柳河镇\t12\n2\t\t石桥乡\t8\n3\t西片\t青禾镇\t20\n"
    found = heads_of(take(text))
    assert found["8"] == ["东片", "石桥乡", "支部（个）"] and found["20"] == ["西片", "青禾镇", "支部（个）"]


def test_a_row_of_one_cell_names_the_rows_below() -> None:
    text = "指标\t上年\t本年\n一、收入\t\t\n税收\t12\t15\n规费\t3\t4\n二、支出\t\t\n教育\t6\t7\n"
    found = heads_of(take(text))
    assert found["15"] == ["一、收入", "税收", "本年"] and found["7"] == ["二、支出", "教育", "本年"]


def test_a_row_of_dashes_is_no_head() -> None:
    text = "指标\t上年\t本年\n一、收入\t\t\n税收\t12\t15\n二、支出\t\t\n教育\t-\t-\n科技\t6\t7\n"
    assert heads_of(take(text))["7"] == ["二、支出", "科技", "本年"]


def test_the_format_may_say_which_rows_are_heads() -> None:
    text = "县区\t党员\n级别\t1级\n甲县\t12\n乙县\t15\n"
    reading = Reading(text, marks=(Mark(0, len(text) - 1, "table", "2"),), derived=True)
    found = Ingested(text, ingest("a.docx", reading, {}, CONFIG))
    assert heads_of(found)["12"] == ["甲县", "党员", "1级"]


def test_heads_again_after_a_page_are_no_row() -> None:
    text = "县区\t党员\n甲县\t12\n县区\t党员\n乙县\t15\n丙县\t9\n"
    assert [c.role for c in cells(take(text)) if c.text == "党员"] == ["head", "head"]
    assert heads_of(take(text))["15"] == ["乙县", "党员"]


def test_a_blank_line_or_a_page_parts_no_table_from_its_heads() -> None:
    assert heads_of(take("县区\t党员\n甲县\t12\n\n乙县\t15\n丙县\t9\n"))["9"] == ["丙县", "党员"]


def test_columns_may_be_set_with_spaces() -> None:
    rows = "乡镇      党员数    支部数\n柳河镇    120       8\n青禾镇　　96　　7\n石桥乡    54        5\n"
    found = take(f"各镇情况如下。\n\n{rows}")
    assert heads_of(found)["96"] == ["青禾镇", "党员数"]
    assert [p.text for p in found.passages if p.role == "table"][2] == "青禾镇\t96\t7"


def test_markdown_tables_keep_their_cells() -> None:
    text = "# 情况\n\n| 乡镇 | 投入（万元） |\n|---|---:|\n| 柳河镇 | 1,200.5 |\n| 石桥乡 | — |\n\n以上。\n"
    found = take(text)
    assert heads_of(found) == {"1,200.5": ["柳河镇", "投入（万元）"], "—": ["石桥乡", "投入（万元）"]}
    assert found.of_kind("markup").count("|---|---:|") == 1


def test_bold_cells_hide_nothing() -> None:
    text = "| 乡镇 | 支部 |\n|---|---|\n| 柳河镇 | **7** |\n| **合计** | **7** |\n"
    assert [p.text for p in take(text).passages if p.role == "table"] == ["乡镇\t支部", "柳河镇\t7", "合计\t7"]


def test_a_title_may_give_the_unit() -> None:
    found = take("青禾县各乡镇投入统计表（单位：万元）\n\n乡镇\t2022年\t2023年\n柳河镇\t12\t13\n")
    assert heads_of(found)["13"] == ["柳河镇", "2023年", "青禾县各乡镇投入统计表（单位：万元）"]
    assert [d.title for d in found.documents] == ["青禾县各乡镇投入统计表（单位：万元）"]


def test_a_table_without_heads_is_noted() -> None:
    found = take("甲县\t12\t320\n乙县\t13\t330\n")
    notes = [p.message for p in found.problems if p.severity == "note"]
    assert "第1行起的第1张表没有列头，没有单位的数字未作为数量；请对照原件补上列头" in notes
    assert [p.role for p in found.passages] == ["table", "table"]


PROSE = [
    "县委召开会议。\t全县12个乡镇参加，研究问题3个。\n各乡镇作了汇报。\t会议强调抓好落实，确保完成任务。\n",
    "青禾县委组织部　　2024年1月5日\n",
    "一、总体情况\t1\n二、存在问题\t3\n三、下一步打算\t9\n\n以上是目录。\n",
    "会议地点：县委会议室\n　　参加人员：各乡镇党委书记\n",
]


@pytest.mark.parametrize("text", PROSE)
def test_prose_and_contents_are_no_tables(text: str) -> None:
    found = take(text)
    found.check()
    assert not [p for p in found.passages if p.role == "table"]


def test_a_list_with_days_is_kept_where_it_is_a_table() -> None:
    found = take(
        "项目\t完成时间\n食堂改造工程项目\t2023-03-04\n道路硬化工程项目\t2023-05-06\n水渠清淤工程项目\t2023-08-08\n"
    )
    assert roles(found)["2023-05-06"] == "cell" and not found.noise()


def test_what_a_cell_holds_is_cleaned_cell_by_cell() -> None:
    found = take("县区\t党员\t支部\n甲县\t——\t——\n乙县\t12&nbsp;\t3\n")
    assert [p.text for p in found.passages][1:] == ["甲县\t——\t——", "乙县\t12\t3"]
    found.check()


CONTENTS = """青禾县工作报告

目  录

一、总体情况......................1
（一）主要做法………………………2
二、存在问题·············5
三、下一步打算  ........ 12
四、附件............错误！未定义书签。

一、总体情况

全年共召开会议12次，研究问题3个，各项任务都已经完成。
"""


def test_a_list_of_contents_is_no_body() -> None:
    found = take(CONTENTS)
    found.check()
    assert set(found.noise().values()) == {"目录"} and len(found.noise()) == 6
    assert found.body == ["全年共召开会议12次，研究问题3个，各项任务都已经完成。"]


@pytest.mark.parametrize("entry", ["第{}章 总则\t{}", "{}、任务……{}", "附件{} .......... {}", "{} 背景 ..... ..... {}"])
def test_contents_of_every_make(entry: str) -> None:
    lines = "\n".join(entry.format(n, n * 2) for n in range(1, 5))
    assert not take(f"报告\n\n目录\n{lines}\n\n全年召开会议12次，研究问题3个。\n").noise().keys() - {
        "目录",
        *lines.splitlines(),
    }
    assert take(f"报告\n\n目录\n{lines}\n\n全年召开会议12次，研究问题3个。\n").body == [
        "全年召开会议12次，研究问题3个。"
    ]


def test_pages_that_go_down_are_no_contents() -> None:
    assert "目录" not in take("得分......12\n得票......5\n得奖......3\n\n全年召开会议12次。\n").noise().values()
