"""Cells of tables: figures by the one grammar, units from heads, what heads say. All cells and heads are invented."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from pipeline.config import Config
from pipeline.language.cells import bare, figure, is_nothing, is_time, says, unit_in, units_over_all
from pipeline.language.cellunits import in_cell, unit_of
from pipeline.language.findings import Head, TableCell

CONFIG = Config()
EXAMPLES = yaml.safe_load((Path(CONFIG.dictionaries) / "tables" / "examples.yaml").read_text(encoding="utf-8"))
KINDS = ("total", "subtotal", "part", "name", "rate", "own", "plan", "who")

# cell, unit of its heads, value, unit, bound
FIGURES = [
    ("2,315.6", "万元", "23156000", "元", "exact"),
    ("-26.3", "亿元", "-2630000000", "元", "exact"),
    ("－5", "人", "-5", "人", "exact"),
    ("+5.2", "个百分点", "5.2", "个百分点", "exact"),
    ("12%", "万元", "12", "%", "exact"),
    ("3处", "", "3", "处", "exact"),
    ("320.5万元", "元", "3205000", "元", "exact"),
    ("1.2亿", "元", "120000000", "元", "exact"),
    ("约3万元", "", "30000", "元", "approx"),
    ("120多", "个", "120", "个", "more_than"),
    ("95.0", "％", "95", "%", "exact"),
    ("0", "个", "0", "个", "exact"),
    ("三十", "", "30", "", "exact"),
    ("３６", "户", "36", "户", "exact"),
]
NONE = [
    "2019-03-04",
    "2019年3月",
    "张三",
    "×",
    "√",
    "●",
    "（12）",
    "12/15",
    "007",
    "13800000000",
    "第1名",
    "完成3处",
    "A3",
    "",
]


def test_a_remark_behind_the_number_is_no_part_of_it() -> None:
    for text, unit in (("12（含预备党员）", ""), ("12 (含预备党员3)", ""), ("12（人）", "人"), ("12（其中女3）", "名")):
        number = figure(text, "名" if unit == "名" else "", CONFIG)
        assert number is not None and (number.low, number.end, number.unit) == (12, 2, unit)


@pytest.mark.parametrize(("text", "unit", "value", "measured", "bound"), FIGURES)
def test_a_cell_is_read_as_if_its_unit_stood_behind_it(
    text: str, unit: str, value: str, measured: str, bound: str
) -> None:
    number = figure(text, unit, CONFIG)
    assert number is not None
    assert (number.low, number.unit, number.bound) == (Decimal(value), measured, bound)
    assert 0 <= number.start < number.end == len(text)


@pytest.mark.parametrize("text", NONE)
def test_dates_names_and_ticks_are_no_figures(text: str) -> None:
    assert figure(text, "", CONFIG) is None


@pytest.mark.parametrize("text", ["*", "**", "xx", "××"])
def test_a_hidden_figure_has_no_value(text: str) -> None:
    number = figure(text, "万元", CONFIG)
    assert number is not None and number.masked and number.low is None and number.unit == "元"


@pytest.mark.parametrize("text", ["-", "—", "——", "/", "无", "", "…"])
def test_a_dash_is_nothing(text: str) -> None:
    assert is_nothing(text) and figure(text, "人", CONFIG) is None


UNITS = [
    ("投入（万元）", "万元", "投入"), ("增长（%）", "%", "增长"), ("增长%", "%", "增长"), ("金额/万元", "万元", "金额"),
    ("面积：平方米", "平方米", "面积"), ("人数", "人", "人数"), ("总户数", "户", "总户数"), ("万元", "万元", ""),
    ("乡镇（个）", "个", "乡镇"), ("党员数", "", "党员数"), ("投入（2023）", "", "投入（2023）"), ("指数", "", "指数"),
    ("县（市、区）", "", "县（市、区）"), ("#住户贷款", "", "住户贷款"), ("其中：女（人）", "人", "女"),
]  # fmt: skip


@pytest.mark.parametrize(("head", "unit", "name"), UNITS)
def test_a_head_gives_its_unit_and_its_name(head: str, unit: str, name: str) -> None:
    assert (unit_in(head, CONFIG), bare(head, CONFIG)) == (unit, name)


def test_the_unit_of_a_whole_table() -> None:
    assert units_over_all("单位：亿元", CONFIG) == ["亿元"]
    assert units_over_all("（计量单位：人、万元）", CONFIG) == ["人", "万元"]
    assert units_over_all("责任单位：县教育局", CONFIG) == []


@pytest.mark.parametrize("head", ["2019年", "2019", "3月末", "1-3月", "2023年1-6月", "上年同期", "一季度"])
def test_a_time_is_one(head: str) -> None:
    assert is_time(head)


@pytest.mark.parametrize("head", ["比年初增减额", "2020年增长", "党员", "1季度投入", "120"])
def test_what_only_holds_a_time_is_none(head: str) -> None:
    assert not is_time(head)


@pytest.mark.parametrize(("kind", "head"), [(kind, head) for kind, heads in EXAMPLES.items() for head in heads])
def test_heads_say_what_the_dictionary_has(kind: str, head: str) -> None:
    said = [k for k in KINDS if says(head, (k,), CONFIG)]
    assert (said == []) if kind == "none" else (kind in said)


def cell(*heads: tuple[str, str]) -> TableCell:
    return TableCell("cell", tuple(Head(text, side, n, n + len(text)) for n, (side, text) in enumerate(heads)))


def test_the_nearest_head_gives_the_unit_and_the_table_only_where_none_does() -> None:
    over = ("caption", "单位：万元")
    assert unit_of(cell(("row", "甲县"), ("column", "投入"), over), CONFIG).unit == "万元"
    assert unit_of(cell(("row", "投入（元）"), ("column", "增长（%）"), over), CONFIG).unit == "%"
    for apart in ("整改率", "党员数"):
        assert unit_of(cell(("column", apart), over), CONFIG).unit == ""


REFUSED = [
    ("12", cell(("row", "甲县")), "no_head"),
    ("12", cell(("column", "投入"), ("caption", "单位：万元、人")), "unit_unclear"),
    ("12", cell(("column", "联系电话")), "designation"),
]


@pytest.mark.parametrize(("text", "where", "reason"), REFUSED)
def test_a_number_that_nothing_names_counts_nothing(text: str, where: TableCell, reason: str) -> None:
    told = in_cell(text, where, CONFIG)
    assert told is not None and told[0] == [] and [r.reason for r in told[1]] == [reason]


def test_heads_and_labels_count_nothing_and_words_are_read_like_any() -> None:
    assert in_cell("90分以上", TableCell("head", ()), CONFIG) == ([], [])
    assert in_cell("改造校舍12处", cell(("column", "进展")), CONFIG) is None
