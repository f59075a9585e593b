"""Figures of tables as quantities, whatever the format; all tables are invented."""

from __future__ import annotations

import pytest

from pipeline.cells import Cell
from pipeline.config import Config
from pipeline.extract import extract
from pipeline.extract.why import why
from pipeline.ingest import ingest
from pipeline.readers import Reading, read
from pipeline.records import Contradiction, Document, NonQuantity, Passage, Quantity, Record, Segment
from pipeline.stages import SOURCE_STAGES
from pipeline.store import Tables
from pipeline.text.located import locate
from tests.readers import tables

CONFIG = Config()


def worked(reading: Reading, name: str = "a.txt") -> Tables:
    """A source through ingestion, extraction and the check of its sums."""
    records: list[Record] = ingest(name, reading, {}, CONFIG)
    for stage in SOURCE_STAGES[:2]:
        records += stage.run(Tables.of(records), CONFIG)
    return Tables.of(records)


def of_text(text: str) -> Tables:
    return worked(Reading(text, "utf-8"))


def told(found: Tables) -> list[tuple[float | None, str, str, str, str]]:
    return [(q.value_low, q.unit, q.object, q.actor, q.period) for q in found[Quantity]]


@pytest.fixture(scope="module", params=sorted(tables.FORMATS))
def read_again(request: pytest.FixtureRequest) -> Tables:
    return worked(read(tables.FORMATS[request.param](), request.param), request.param)


def test_one_table_says_the_same_in_every_format(read_again: Tables) -> None:
    found = [(q.value_low, q.unit, q.object, q.actor, q.provinces) for q in read_again[Quantity]]
    assert found == tables.FIGURES
    assert {(q.action, q.kind, q.rule.split(" ")[0]) for q in read_again[Quantity]} == {("", "context", "table")}
    assert [d.title for d in read_again[Document]] == [tables.TITLE]
    assert all(p.text in (tables.TITLE, tables.LEAD) for p in read_again[Passage] if p.role != "table")


def test_a_figure_stands_where_it_says(read_again: Tables) -> None:
    passages = {p.passage.passage_id: p for p in locate(read_again[Passage], read_again[Segment])}
    for quantity in read_again[Quantity]:
        place = passages[quantity.passage_id]
        assert place.text[quantity.start : quantity.end] == quantity.surface
        assert place.source_span(quantity.start, quantity.end) == (quantity.source_start, quantity.source_end)


def test_markdown_and_tables_without_lines() -> None:
    found = worked(read(tables.markdown(), "a.md"), "a.md")
    assert [q.value_low for q in found[Quantity]] == [value for value, *_ in tables.FIGURES]
    assert {q.object for q in found[Quantity]} == {"党员总数", "女党员", "投入"}
    found = worked(read(tables.pdf(ruled=False), "a.pdf"), "a.pdf")
    assert [(q.value_low, q.unit, q.actor) for q in found[Quantity]] == [row[:2] + row[3:4] for row in tables.FIGURES]


def test_places_may_stand_over_the_columns() -> None:
    found = of_text("各县投入\n\n指标\t柯城区\t衢江区\n党员（人）\t120\t98\n投入（万元）\t3.5\t-\n")
    assert told(found) == [
        (120.0, "人", "党员", "柯城区", ""), (98.0, "人", "党员", "衢江区", ""), (35000.0, "元", "投入", "柯城区", ""),
    ]  # fmt: skip
    assert {(*q.provinces, q.credited_from) for q in found[Quantity]} == {("浙江", "heading")}


YEARS = [
    "指标\t2021年\t2022年\n党员（名）\t120\t130\n",
    "年份\t党员（名）\n2021年\t120\n2022年\t130\n",
    "指标\t2021年\t2022年\t比2021年增长\n党员（名）\t120\t130\t-\n",
]


@pytest.mark.parametrize("table", YEARS)
def test_years_are_the_period_of_their_figures(table: str) -> None:
    found = of_text(f"青禾县党员总数\n\n{table}")
    assert told(found) == [(120.0, "名", "党员", "", "2021年"), (130.0, "名", "党员", "", "2022年")]


def test_bodies_that_no_dictionary_knows_are_told_by_what_stands_over_them() -> None:
    found = of_text("支部情况一览\n\n党支部\t党员（人）\n北山石匠\t12\n南坡茶场\t8\n")
    assert told(found) == [(12.0, "人", "党员", "北山石匠", ""), (8.0, "人", "党员", "南坡茶场", "")]


def test_a_plan_is_asked_for_and_the_document_credits_the_rest() -> None:
    text = "浙江省青禾项目投入\n\n项目\t年度计划（万元）\t完成（万元）\n食堂\t12\t10\n水渠\t9\t9.5\n"
    found = of_text(text)[Quantity]
    assert [q.kind for q in found] == ["requirement", "context"] * 2
    assert {(*q.provinces, q.credited_from) for q in found} == {("浙江", "document")}


def test_words_in_a_cell_are_read_like_any_text() -> None:
    text = "问题整改台账\n\n序号\t责任单位\t进展\n1\t县财政局\t追回资金35万元\n2\t县教育局\t改造校舍12处\n"
    found = of_text(text)
    assert [(q.surface, q.object, q.action) for q in found[Quantity]] == [
        ("35万元", "资金", "追回"), ("12处", "校舍", "改造"),
    ]  # fmt: skip


def test_no_run_of_bare_numbers_is_left() -> None:
    found = of_text("柯城区\t12\t320\n衢江区\t13个\t330\n")
    assert [(q.surface, q.actor) for q in found[Quantity]] == [("13个", "衢江区")]
    assert [(n.surface, n.reason) for n in found[NonQuantity]] == [(t, "no_head") for t in ("12", "320", "330")]


def test_explain_shows_the_heads_that_spoke() -> None:
    text = "青禾县党员情况\n\n单位：人\n县区\t党员\t2021年投入（万元）\n柯城区\t120\t36\n衢江区\t98\t41\n"
    found = of_text(text)
    document, located = found[Document][0], locate(found[Passage], found[Segment])
    first, second = found[Quantity][:2]
    lines = list(why(first, document, located, CONFIG, found[Cell]))
    assert lines[:2] == [
        f"数值：由单元格“120”读出 [{text.index('120')}:{text.index('120') + 3}]",
        f"单位：“人”见表注“单位：人” [{text.index('单位')}:{text.index('单位') + 4}]，计为人",
    ]
    at = text.index("党员", 10)
    assert f"对象：见列头“党员” [{at}:{at + 2}]" in lines
    assert any(line.startswith("主体：见行头“柯城区”") for line in lines) and any("归属省份：浙江" in x for x in lines)
    lines = list(why(second, document, located, CONFIG, found[Cell]))
    assert "单位：“万元”见列头“2021年投入（万元）”" in lines[1] and second.period == "2021年"
    assert any(line.startswith("时段：“2021年”见列头") for line in lines)


def test_cells_and_words_are_extracted_alike_from_a_prose_call() -> None:
    """Without the cells a row is prose, whose bare numbers count nothing."""
    found = of_text("情况\n\n县区\t党员\n柯城区\t120\n衢江区\t98\n")
    rows = extract(found[Document], locate(found[Passage], found[Segment]), CONFIG)
    assert not [r for r in rows if isinstance(r, Quantity)]


def contradictions(text: str) -> list[tuple[str, str]]:
    return [(c.value_a, c.value_b) for c in of_text(text)[Contradiction]]


RIGHT = """情况

县区\t党员\t投入（万元）\t整改率（%）
甲县\t12\t3.24\t90
乙县\t15\t-\t80
丙县\t10\t1.12\t70
合计\t37\t4.4\t81
"""


def test_totals_that_are_sums_are_right() -> None:
    """Rates add up to nothing, a dash is none, and rounded figures may differ in their last digit."""
    assert contradictions(RIGHT) == []


WRONG = [
    (RIGHT.replace("合计\t37", "合计\t38"), [("各行相加为37", "38")]),
    (RIGHT.replace("\t4.4\t", "\t4.9\t"), [("各行相加为43600元", "4.9")]),
    ("情况\n\n县区\t党员\n合计\t28\n甲县\t12\n乙县\t15\n", [("28", "各行相加为27")]),
    ("情况\n\n县区\t男\t女\t合计\n甲县\t10\t12\t22\n乙县\t8\t9\t17\n丙县\t5\t5\t11\n", [("各列相加为10", "11")]),
    ("情况\n\n县区\t党员\n甲县\t12\n其中：女\t5\n乙县\t15\n合计\t28\n", [("各行相加为27", "28")]),
]


@pytest.mark.parametrize(("text", "due"), WRONG, ids=["count", "money", "above", "beside", "part"])
def test_a_wrong_sum_is_a_contradiction(text: str, due: list[tuple[str, str]]) -> None:
    found = of_text(text)[Contradiction]
    assert sorted(sorted((c.value_a, c.value_b)) for c in found) == sorted(sorted(pair) for pair in due)
    assert {(c.kind, c.basis, c.status) for c in found} == {("number", "arithmetic", "open")}
    for c in found:
        assert text[c.start_a : c.end_a] == c.text_a and text[c.start_b : c.end_b] == c.text_b


UNDECIDED = [
    RIGHT.replace("乙县\t15", "乙县\t*").replace("合计\t37", "合计\t99"),
    RIGHT.replace("乙县\t15", "乙县\t").replace("合计\t37", "合计\t99"),
    RIGHT.replace("乙县\t15", "乙县\t约15").replace("合计\t37", "合计\t99"),
    "情况\n\n县区\t党员\t少数民族\t合计\n甲县\t10\t2\t10\n乙县\t8\t1\t8\n",
    "情况\n\n县区\t党员\n甲县\t12\n乙县\t15\n小计\t27\n丙县\t3\n丁县\t4\n小计\t7\n合计\t34\n",
    "情况\n\n项目\t投入（元）\n一、收入\t30\n1.税收\t20\n2.规费\t10\n二、补助\t5\n合计\t35\n",
    "情况\n\n项目\t投入（元）\t人数\n收入\t30\t9\n税收\t20\t5\n规费\t10\t4\n合计\t30\t9\n",
]


@pytest.mark.parametrize(
    "text", UNDECIDED, ids=["masked", "blank", "about", "no parts", "subtotals", "ranks", "parts of parts"]
)
def test_nothing_is_said_of_sums_that_nobody_can_check(text: str) -> None:
    assert contradictions(text) == []


@pytest.mark.parametrize("again", ["", "县区\t党员\n"])
def test_a_total_counts_the_rows_of_every_page(again: str) -> None:
    text = f"情况\n\n县区\t党员\n甲县\t12\n乙县\t15\n\n{again}丙县\t3\n丁县\t4\n合计\t{{}}\n"
    assert contradictions(text.format(34)) == []
    assert [b for _, b in contradictions(text.format(35))] == ["35"]
