"""Contradictions between copies, between claims, and inside a passage; and what is none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.records import Contradiction, Duplicate, Quantity
from tests.dedupe.build import a_document, found, framed, only, search

FILLER = "河道两岸补种了柳树和菖蒲，晚饭后散步的人比往年多了不少，小吃摊也规规矩矩摆在线内。"
BASE = "6月18日，四川推动国家电网干部下沉一线走访农户3620户，修复水渠投入45万元，已完成验收。"


@pytest.mark.parametrize(
    ("old", "new", "kind", "a", "b"),
    [
        ("四川", "贵州", "province", "四川", "贵州"),
        ("国家电网", "中国移动", "unit", "国家电网", "中国移动"),
        ("3620户", "3260户", "number", "3620户", "3260户"),
        ("45万元", "45亿元", "measure", "45万元", "45亿元"),
        ("6月18日", "6月19日", "date", "6月18日", "6月19日"),
        ("已完成", "未完成", "modality", "已", "未"),
        ("已完成", "将完成", "modality", "已", "将"),
    ],
)
def test_a_changed_fact_in_a_near_copy(old: str, new: str, kind: str, a: str, b: str) -> None:
    rows = search(a_document("a", BASE, FILLER, BASE.replace(old, new)))
    row = only(rows, Contradiction)[0]
    assert len(only(rows, Contradiction)) == 1
    assert (row.kind, row.value_a, row.value_b, row.basis, row.status) == (kind, a, b, "near_duplicate", "open")
    assert len(only(rows, Duplicate)) == 2
    assert a in row.explanation and b in row.explanation


def test_who_is_credited() -> None:
    one = "评议会上，县委书记张志远逐个点评了十二个乡镇的汇报，当场指出账本不清、台账滞后等毛病。"
    row = found(a_document("a", one, FILLER, one.replace("张志远", "张国栋")))[0]
    assert (row.kind, row.value_a, row.value_b) == ("attribution", "张志远", "张国栋")


def test_the_sides_are_source_spans_of_the_sentences() -> None:
    text = f"{FILLER}{BASE}"
    other = f"{FILLER}{BASE.replace('四川', '贵州')}"
    row = found(a_document("a", text, other))[0]
    assert (text + "\n" + other)[row.start_a : row.end_a] == row.text_a == BASE
    assert (text + "\n" + other)[row.start_b : row.end_b] == row.text_b


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1700多户", "1750户"),
        ("约1700户", "1750户"),
        ("25万户", "24.8万户"),
        ("1700余户", "1700多户"),
        ("xx户", "1650户"),
        ("95%以上", "97%"),
    ],
)
def test_figures_that_can_both_be_right_are_silent(one: str, other: str) -> None:
    text = "驻村干部沿着山路挨家敲门，一个冬天下来走访了{}，记满七本笔记，回来再按难易分给各个站所办理。"
    assert found(a_document("a", text.format(one), FILLER, text.format(other))) == []


@pytest.mark.parametrize(
    ("one", "other"), [("1700多户", "1650户"), ("25万户", "26万户"), ("3—5万户", "6万户"), ("200户以上", "400户以上")]
)
def test_figures_that_cannot_both_be_right(one: str, other: str) -> None:
    text = "驻村干部沿着山路挨家敲门，一个冬天下来走访了{}，记满七本笔记，回来再按难易分给各个站所办理。"
    assert [c.kind for c in found(a_document("a", text.format(one), FILLER, text.format(other)))] == ["number"]


def test_the_same_amount_in_another_unit_is_silent() -> None:
    text = "镇里把闲置校舍改成养老驿站，前后筹到{}，老人中午能吃上热饭，晚上有人陪着聊天。"
    assert found(a_document("a", text.format("35000万元"), FILLER, text.format("3.5亿元"))) == []


def test_another_year_is_silent() -> None:
    changed = BASE.replace("3620", "3950")
    assert found(a_document("a", BASE, year=2020), a_document("b", changed, year=2021)) == []


def test_another_year_named_in_a_document_of_unknown_year_is_silent() -> None:
    one = "会议听取了2019年度工作情况的汇报，对照年初立下的军令状逐条打分，排名靠后的三个单位作了表态发言。"
    other = one.replace("2019", "2020")
    assert found(a_document("a", one, year=None), a_document("b", other, year=None)) == []


def test_another_places_own_report_is_silent() -> None:
    changed = BASE.replace("四川", "贵州")
    assert found(a_document("a", BASE, home="四川"), a_document("b", changed, home="贵州")) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("第一次擂台赛在晒谷场上举行，各村支书轮流上台，乡亲们坐在板凳上听，谁讲得实在就给谁鼓掌。",
         "第二次擂台赛在晒谷场上举行，各村支书轮流上台，乡亲们坐在板凳上听，谁讲得实在就给谁鼓掌。"),
        ("老街两边的电线不断规整入地，路灯也换成了太阳能的，晚归的人走在路上心里踏实了许多。",
         "老街两边的电线规整入地，路灯也换成了太阳能的，晚归的人走在路上心里踏实了许多。"),
        ("合作社将晾晒场纳入统一管理，谁家要用提前登记，雨天来了大伙儿一起帮着收，不再互相埋怨。",
         "合作社把晾晒场纳入统一管理，谁家要用提前登记，雨天来了大伙儿一起帮着收，不再互相埋怨。"),
    ],
)  # fmt: skip
def test_what_only_looks_like_a_conflict(one: str, other: str) -> None:
    assert found(a_document("a", one, FILLER, other)) == []


FRAME = {"actor": "临江县委", "action": "举办", "object": "夜校", "provinces": []}


def claims_of(one: str, other: str, texts: tuple[str, str], **changes: object) -> list[Contradiction]:
    """The contradictions of two statements; `changes` are made to the row of the second one's quantity."""
    records = framed(a_document("a", texts[0].format(one), FILLER, texts[1].format(other)), (one, other), **FRAME)
    (second,) = [q for q in only(records, Quantity) if q.passage_id == "a.2"]
    return found([r if r is not second else replace(second, **changes) for r in records])  # type: ignore[arg-type]


CLAIMS = ("临江县委举办夜校{}，请土专家讲嫁接。", "入冬以后盘点，临江县委举办夜校{}，请土专家讲养蜂。")


def test_the_same_claim_with_another_value() -> None:
    row = claims_of("1700多期", "1650期", CLAIMS)[0]
    assert (row.kind, row.basis, row.value_a, row.value_b) == ("number", "same_claim", "1700多期", "1650期")


def test_the_same_claim_within_its_bounds_is_silent() -> None:
    assert claims_of("1700多期", "1750期", CLAIMS) == []


@pytest.mark.parametrize(
    "changes",
    [{"kind": "requirement"}, {"masked": True, "value_low": None}, {"review_year": 2020}, {"period": "上半年"},
     {"provinces": ["湖南"]}, {"object": "讲座"}, {"action": ""}, {"unit": "人次"}],
)  # fmt: skip
def test_a_claim_about_something_else_is_silent(changes: dict[str, object]) -> None:
    assert claims_of("1700多期", "1650期", CLAIMS, **changes) == []


def test_a_part_of_the_whole_is_silent() -> None:
    assert claims_of("1700多期", "1650期", (CLAIMS[0], "其中农闲时节临江县委举办夜校{}，请土专家讲养蜂。")) == []


@pytest.mark.parametrize(
    ("text", "a", "b"),
    [
        ("下面我讲三点意见。一是把账本晒出来。二是把规矩立起来。三是把人手配上去。四是把考核严起来。散会后抓紧落实。",
         "三点意见", "实列4项"),
        ("年底前抓好以下5项工作：（一）清淤。（二）修路。（三）植树。其余事项由各村自行安排。", "5项工作", "实列3项"),
    ],
)  # fmt: skip
def test_a_list_against_its_stated_number(text: str, a: str, b: str) -> None:
    row = found(a_document("a", text))[0]
    assert (row.kind, row.basis, row.value_a, row.value_b) == ("count", "arithmetic", a, b)


@pytest.mark.parametrize(
    "text",
    [
        "下面我讲三点意见。一是把账本晒出来。二是把规矩立起来。三是把人手配上去。",
        "下面我讲四点意见。一是把账本晒出来。二是把规矩立起来。",
        "会上提出三点要求，各村回去先琢磨。另外几件事：一是清淤，二是修路，三是植树，四是护林。",
        "各村书记合格率达到98%，返乡青年占比为12%，蜂蜜销量同比增长130%，完成率达到年初计划的115%。",
        "全镇党员1320名，其中女党员410名；各村平均集体收入20万元，其中最高的村96万元。",
        "全年安排经费120万元，比上年增加8万元，其中用于培训35万元。",
    ],
)
def test_sums_that_hold(text: str) -> None:
    assert found(a_document("a", text)) == []


def test_a_list_that_is_cut_off_is_silent() -> None:
    text = "下面我讲四点意见。一是把账本晒出来。二是把规矩立起来，把"
    assert found(a_document("a", text)) == []


def test_a_share_above_all() -> None:
    row = found(a_document("a", "这次抽查下来，村级账目公开的合格率为108%，群众点头认可。"))[0]
    assert (row.kind, row.basis, row.value_a) == ("number", "arithmetic", "108%")


def test_a_part_above_its_total() -> None:
    row = found(a_document("a", "全镇共有党员320名，其中女党员410名，多数在外务工。"))[0]
    assert (row.kind, row.basis) == ("number", "arithmetic")
    assert {row.value_a, row.value_b} == {"320名", "410名"}


def test_names_of_findings_do_not_depend_on_positions_or_order() -> None:
    changed = BASE.replace("四川", "贵州")
    one = found(a_document("a", BASE, FILLER, changed))
    other = found(a_document("b", FILLER, changed), a_document("a", FILLER[::-1], BASE))
    assert {c.contradiction_id for c in one} == {c.contradiction_id for c in other}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("秋收过秤，东坡收谷62万斤，西岭收谷48万斤，南洼收谷55万斤，北坎收谷39万斤。",
         "秋收过秤，东坡收谷62万斤，西岭收谷48万斤，南洼收谷55万斤，北坎收谷39万斤，中坝收谷20万斤。"),
        ("广东、山东、浙江的渔船先后靠岸，渔获分别为629吨、441吨、387吨，码头上的灯一夜没有灭。",
         "广东、江苏、山东、浙江的渔船先后靠岸，渔获分别为629吨、604吨、441吨、387吨，码头上的灯一夜没有灭。"),
        ("四川、湖北、上海的代表到会，各带展品279件、262件、213件，看展的人从早排到晚。",
         "四川、湖北、福建、上海的代表到会，各带展品279件、262件、255件、213件，看展的人从早排到晚。"),
    ],
)  # fmt: skip
def test_an_item_more_in_a_list_is_no_conflict(one: str, other: str) -> None:
    assert found(a_document("a", one, FILLER, other)) == []


def test_a_character_more_in_a_figure_is_one() -> None:
    text = "驻村干部沿着山路挨家敲门，一个冬天下来走访了{}，记满七本笔记，回来再按难易分给各个站所办理。"
    (row,) = found(a_document("a", text.format("700户"), FILLER, text.format("1700户")))
    assert (row.kind, row.value_a, row.value_b) == ("number", "700户", "1700户")


def test_what_counts_nothing_but_its_action_is_no_claim() -> None:
    one = "竹器加工方面，三年投资一百六十万元，主要用来添置机床。"
    other = "茶叶烘焙方面，三年投资一百四十万元，主要用来翻新炉灶。"
    assert found(a_document("a", one, FILLER, other)) == []


def test_a_thing_told_in_many_ways_has_rows_that_grow_with_their_number() -> None:
    # Invented.
    told = [f"松岭县整顿软弱涣散村党组织{n}个。" for n in range(100, 160)]
    rows = only(search(a_document("a", *told, home="浙江", level="county")), Contradiction)
    assert len(rows) <= 13 * len(told)
    assert len({start for row in rows for start in (row.start_a, row.start_b)}) == len(told), "each has its row"
