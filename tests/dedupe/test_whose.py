"""Whose a statement is, of which batch, of which time: what two places may say of themselves is no contradiction."""

from __future__ import annotations

import pytest

from pipeline.config import Config
from pipeline.dedupe.templates import titled_for_two
from pipeline.records import Duplicate, Record, Suggestion
from tests.build import read_text
from tests.dedupe.build import a_document, found, framed, only, search

FILLER = "河道两岸补种了柳树和菖蒲，晚饭后散步的人比往年多了不少，小吃摊也规规矩矩摆在线内。"
PLEDGE = "{whole}领办党建项目{n}个，逐个立下军令状，按月晾晒进度，年底请群众打分。"


def values(*documents: list[Record]) -> list[tuple[str, str, str, str]]:
    return [(c.kind, c.value_a, c.value_b, c.basis) for c in found(*documents)]


def report(name: str, whole: str, n: int, wording: str = PLEDGE) -> list[Record]:
    """A place's own report, read from a file."""
    text = f"{name}2021年度抓基层党建工作述职报告\n\n各位同志：\n\n{wording.format(whole=whole, n=n)}\n\n"
    return read_text(f"{name}.txt", text)


OWN = [
    ("临溪县", "望山县", "全县"),
    ("安吉县", "德清县", "全县"),
    ("东湖区", "西岭区", "全区"),
    ("柳河镇", "石桥镇", "全镇"),
    ("临溪大学", "望山大学", "我校"),
    ("云岭市", "白沙市", "我市"),
    ("南门街道", "北门街道", ""),
    ("临溪县", "望山县", "本县"),
]


@pytest.mark.parametrize(("one", "other", "whole"), OWN)
def test_two_reports_of_their_own(one: str, other: str, whole: str) -> None:
    rows = search(report(one, whole, 73), report(other, whole, 28))
    assert only(rows, Duplicate) == []
    reworded = report(other, whole, 28, "盘点下来，{whole}领办党建项目{n}个，没有一个烂尾。")
    frame = {"actor": whole, "action": "领办", "object": "党建项目", "provinces": []}
    claims = framed(report(one, whole, 73), ("73个",), **frame), framed(reworded, ("28个",), **frame)
    assert values(report(one, whole, 73), report(other, whole, 28)) == []
    assert values(*claims) == []


def test_one_report_contradicts_itself() -> None:
    one, other = (PLEDGE.format(whole="全县", n=n) for n in (73, 28))
    assert values(a_document("a", one, FILLER, other, level="county")) == [("number", "73个", "28个", "near_duplicate")]


def test_two_reports_that_agree_in_all_but_one_figure_are_of_one_place() -> None:
    text = "全县领办党建项目{}个，建成连心驿站46座，调解邻里纠纷387件，选出“和事佬”129名。"
    documents = a_document("a", text.format(73), level="county"), a_document("b", text.format(28), level="county")
    assert values(*documents) == [("number", "73个", "28个", "near_duplicate")]


@pytest.mark.parametrize(
    ("one", "other", "two"),
    [
        ("临溪县2021年工作报告", "望山县2021年工作报告", True),
        ("临溪县2021年工作报告", "临溪县2021年工作报告", False),
        ("临溪县2021年工作报告", "临溪县2022年工作报告", False),
        ("2021年述职评议考核综述", "述职评议考核综述", False),
        ("全县2021年工作报告", "临溪县2021年工作报告", False),
    ],
)
def test_titles_that_differ_in_the_name_they_begin_with(one: str, other: str, two: bool) -> None:
    assert titled_for_two(one, other, Config()) is two


NAMED = [
    ("全省整顿后进村党组织620个，下派第一书记3500名，建成党群服务中心1280个。",
     "浙江共整顿后进村党组织602个，下派第一书记3500名，建成党群服务中心1280个。", "620个", "602个"),
    ("我省新修灌渠780公里，改造山塘1460口，受益农田95万亩。",
     "山东新修灌渠870公里，改造山塘1460口，受益农田95万亩。", "780公里", "870公里"),
    ("湖南先后建起书屋312间，招募讲书人4800名，借出图书27万册。",
     "全省建起书屋321间，招募讲书人4800名，借出图书27万册。", "312间", "321间"),
    ("四川省调解山林纠纷2140件，重画地界360处，劝和邻里1900户。",
     "四川共调解山林纠纷2410件，重画地界360处，劝和邻里1900户。", "2140件", "2410件"),
    ("全省已培训接生员560名，添置救护车74辆，义诊老人3.1万人次。",
     "贵州培训接生员650名，添置救护车74辆，义诊老人3.1万人次。", "560名", "650名"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "a", "b"), NAMED)
def test_a_whole_by_its_name_and_without(one: str, other: str, a: str, b: str) -> None:
    assert values(a_document("a", one), a_document("b", other)) == [("number", a, b, "near_duplicate")]


def test_the_whole_of_another_province_is_another_one() -> None:
    one, other = NAMED[0][:2]
    rows = search(a_document("a", one, home="湖南", level="province"), a_document("b", other))
    assert [type(r).__name__ for r in rows if type(r).__name__ in ("Duplicate", "Contradiction")] == []


@pytest.mark.parametrize(
    ("one", "other"),
    [("第一批", "第二批"), ("首批", "第二批"), ("第3批", "第4批"), ("第一期", "第三期"), ("第五届", "第六届")],
)
@pytest.mark.parametrize(
    "text",
    [
        "{}选派干部320名驻村，逐户走访1200户，记下民情日记，回来分头办理。",
        "{}下派的干部走进田间地头，和乡亲们一起插秧收谷，晚上在晒场拉家常。",
    ],
)
def test_another_batch_is_no_copy(one: str, other: str, text: str) -> None:
    rows = search(a_document("a", text.format(one), FILLER, text.format(other)))
    assert only(rows, Duplicate) == [] and values(a_document("a", text.format(one), text.format(other))) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("全省已整顿软弱涣散村党组织", "全省整顿软弱涣散村党组织"),
        ("全县共建成党群服务中心", "全县建成党群服务中心"),
        ("各村均落实“三会一课”", "各村落实“三会一课”"),
        ("镇里曾推行网格化管理", "镇里推行网格化管理"),
        ("支部正开展民主评议党员", "支部开展民主评议党员"),
    ],
)
def test_a_word_more_before_a_set_phrase_is_no_slip(one: str, other: str) -> None:
    text = "{}，年底逐个验收，不合格的推倒重来，乡亲们都说这回动了真格。"
    assert only(search(a_document("a", text.format(one), FILLER, text.format(other))), Suggestion) == []


EVENT = "{}，四川召开基层党建现场会，到会的人沿着河堤一路看、一路比，晚上接着议到十点。"


@pytest.mark.parametrize("year", [2021, None])
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2025年3月4日", "3月4日"),
        ("2024年11月", "11月"),
        ("二〇二五年三月四日", "2025年3月4日"),
        ("2021年5月6日", "5月6日"),
        ("2019年底", "2019年"),
    ],
)
def test_one_event_with_its_year_and_without(one: str, other: str, year: int | None) -> None:
    first, second = a_document("a", EVENT.format(one), year=year), a_document("b", EVENT.format(other), year=year)
    assert values(first, second) == []


@pytest.mark.parametrize("other", ["2025年3月5日", "3月5日", "4月4日"])
def test_another_day_of_one_event(other: str) -> None:
    ((kind, a, b, _),) = values(a_document("a", EVENT.format("2025年3月4日"), FILLER, EVENT.format(other)))
    assert (kind, {a, b}) == ("date", {"2025年3月4日", other})


@pytest.mark.parametrize("year", [2021, None])
@pytest.mark.parametrize(
    ("one", "other"),
    [("2018年至2022年", "2019年至2022年"), ("2018—2022年", "2017—2022年"), ("2016年到2020年", "2015年到2020年"),
     ("2013年—2019年", "2012年—2019年"), ("2010-2015年", "2011-2015年")],
)  # fmt: skip
def test_the_start_of_a_span(one: str, other: str, year: int | None) -> None:
    text = "{}，镇里新修机耕路46条，秋收的谷子不用再靠肩挑，连最远的寨子也通了车。"
    rows = values(a_document("a", text.format(one), year=year), a_document("b", text.format(other), year=year))
    assert rows == [("date", one, other, "near_duplicate")]


@pytest.mark.parametrize(
    "text",
    [
        "党员参与率达到{}，群众满意率达到{}，两张成绩单都贴在村口。",
        "返乡青年占{}，留守老人占{}，村里按各自的难处排了班。",
        "早稻合格率为{}、晚稻合格率为{}，收购站当场付清粮款。",
        "入户率{}，办结率{}，回访时没有一户皱眉头。",
        "集镇通水率达到{}，山村通水率达到{}，剩下的靠水车送。",
    ],
)
def test_two_percentages_in_each_others_place(text: str) -> None:
    rows = values(a_document("a", text.format("95%", "91%"), FILLER, text.format("91%", "95%")))
    assert rows == [("attribution", "95%、91%", "91%、95%", "near_duplicate")]


def test_two_other_percentages_are_two_numbers() -> None:
    text = (
        "党员参与率达到{}，群众满意率达到{}，走访老人340户，修补漏房58间，清淤塘坝16口，添置路灯210盏，"
        "两张成绩单都贴在村口。"
    )
    rows = values(a_document("a", text.format("95%", "91%"), FILLER, text.format("92%", "97%")))
    assert rows == [("number", "95%", "92%", "near_duplicate"), ("number", "91%", "97%", "near_duplicate")]


MIXES = [("1，120亿元", "1，753亿元"), ("百分之七十八", "91%"), ("三千五百名", "4100名"), ("1.2万人", "18000人")]


@pytest.mark.parametrize(("one", "other"), MIXES)
def test_two_versions_of_one_countys_report_contradict_each_other(one: str, other: str) -> None:
    """A title that names a place tells whose 全县 is: two files of 安吉县's report speak of one county."""
    text = "安吉县2021年工作报告\n\n全县统计在册的企业互助资金、登记群众、帮带骨干合计{}，数字以年底清点为准。\n"
    versions = [read_text(f"{n}.txt", text.format(value)) for n, value in enumerate((one, other))]
    assert values(*versions) == [("number", one, other, "near_duplicate")]
    unnamed = [read_text(f"{n}.txt", text.format(v).replace("安吉县", "")) for n, v in enumerate((one, other))]
    assert values(*unnamed) == []


# Invented: two years of one notice, of which no year under review is known.
HARVEST = "今年全省秋粮播种面积{}万亩，机收率稳定在九成以上，全省各地组织农机手跨区作业。"


@pytest.mark.parametrize(("day", "conflict"), [("2023-12-11", False), ("2022-12-13", True)])
def test_news_of_two_years_are_no_conflict_where_no_year_under_review_is_known(day: str, conflict: bool) -> None:
    first = a_document("a", HARVEST.format(3610), year=None, published="2022-12-12")
    second = a_document("b", HARVEST.format(3640), year=None, published=day)
    assert bool(values(first, second)) == conflict
