"""What a number says in a sentence: lists, measures, signs, doublings, bounds; and what only looks like a number."""

from __future__ import annotations

import pytest

from pipeline.config import Config
from pipeline.language.counting import count
from pipeline.language.numbers import Number

CONFIG = Config()
Told = tuple[str, float | None, float | None, str, str]


def numbers(text: str) -> list[Number]:
    return count(text, [], CONFIG)[0]


def told(text: str) -> list[Told]:
    return [
        (
            text[n.start : n.end],
            None if n.low is None else float(n.low),
            None if n.high is None else float(n.high),
            n.bound,
            n.unit,
        )
        for n in numbers(text)
    ]


def surfaces(text: str) -> list[str]:
    return [text[n.start : n.end] for n in numbers(text)]


def exact(surface: str, value: float, unit: str) -> Told:
    return surface, value, value, "exact", unit


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("东岭、西岭、南岭分别落实1.2、1.5、1.8亿元。", [(1.2e8, "元"), (1.5e8, "元"), (1.8e8, "元")]),
        ("粮棉播种比重分别下降0.2、0.4个百分点。", [(0.2, "个百分点"), (0.4, "个百分点")]),
        ("两年的合格率是98.2、97.5%。", [(2, "年"), (98.2, "%"), (97.5, "%")]),
        ("夜校三次招收120、150和180名。", [(3, "次"), (120, "名"), (150, "名"), (180, "名")]),
        ("各村修路12、15、18公里。", [(12, "公里"), (15, "公里"), (18, "公里")]),
        ("亩产由420提高到510公斤。", [(420, "公斤"), (510, "公斤")]),
    ],
)
def test_listed_numbers_share_scale_and_measure(text: str, expected: list[tuple[float, str]]) -> None:
    assert [(float(n.low or 0), n.unit) for n in numbers(text)] == expected


def test_a_shared_scale_is_the_grain_too() -> None:
    assert [n.grain for n in numbers("分别落实1.2、1.8亿元。")] == [10**7, 10**7]


@pytest.mark.parametrize(
    ("text", "surface", "low", "high"),
    [
        ("书记每周下村3、4次。", "3、4次", 3, 4),
        ("夜校多办了五、六期，多来二、三百人。", "二、三百人", 200, 300),
        ("来了十七、八个帮手。", "十七、八个", 17, 18),
    ],
)
def test_neighbouring_digits_set_apart_are_a_range(text: str, surface: str, low: int, high: int) -> None:
    assert (surface, low, high, "range") in [t[:4] for t in told(text)]


@pytest.mark.parametrize("text", ["两村分别有3、4个水塘。", "比赛中获第1、3、4名。", "高一、二班同学参加。"])
def test_what_is_counted_or_ranked_one_by_one_is_no_range(text: str) -> None:
    assert "range" not in [n.bound for n in numbers(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("惠及3000万群众。", ("3000万", "")),
        ("轮训了4万支部书记。", ("4万", "")),
        ("给12万家长发信。", ("12万", "")),
        ("收到400余批评意见。", ("400余", "")),
        ("动员200多万团员青年。", ("200多万", "")),
        ("带动3万项目落地。", ("3万", "")),
        ("让60万百姓受益。", ("60万", "")),
        ("工作分成7方面。", ("7方面", "方面")),
        ("商品有12大类。", ("12大类", "大类")),
        ("由八部门发文。", ("八部门", "部门")),
        ("补助每户2000元/平方米。", ("2000元/平方米", "元/平方米")),
        ("单产达到510公斤/亩。", ("510公斤/亩", "公斤/亩")),
        ("吞吐量6.1亿标箱。", ("6.1亿标箱", "标箱")),
        ("成交12.5亿手。", ("12.5亿手", "手")),
        ("室温保持20℃。", ("20℃", "℃")),
        ("装机120GW。", ("120GW", "GW")),
        ("运来800㎏种子。", ("800㎏", "公斤")),
        ("会员约6亿成员。", ("6亿", "")),
    ],
)
def test_measures(text: str, expected: tuple[str, str]) -> None:
    assert expected in [(t[0], t[4]) for t in told(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("满意率97﹒4%。", exact("97﹒4%", 97.4, "%")),
        ("满意率97。4%。", exact("97。4%", 97.4, "%")),
        ("进出口增长-2.4%。", exact("-2.4%", -2.4, "%")),
        ("增速为负1.6%。", exact("负1.6%", -1.6, "%")),
        ("平均气温零下7.5摄氏度。", exact("7.5摄氏度", -7.5, "摄氏度")),
        ("达标的占八成五。", exact("八成五", 85, "%")),
        ("产量增长一成半。", exact("一成半", 15, "%")),
        ("引资US$2亿。", exact("2亿", 2e8, "美元")),
        ("捐款港币30万元。", exact("30万元", 300000, "港币")),
        ("引资900万欧元。", exact("900万欧元", 9e6, "欧元")),
        ("十年里产值翻一番。", exact("一番", 2, "倍")),
        ("力争收入翻两番。", exact("两番", 4, "倍")),
        ("力争收入翻番。", exact("翻番", 2, "倍")),
        ("产量比建社时增加一倍。", exact("一倍", 2, "倍")),
        ("减轻企业税负3000万元。", exact("3000万元", 3e7, "元")),
    ],
)
def test_values(text: str, expected: Told) -> None:
    assert expected in told(text)


@pytest.mark.parametrize(
    ("text", "surface", "bound"),
    [
        ("春播已过六成。", "六成", "more_than"),
        ("产值首破20万亿元。", "20万亿元", "more_than"),
        ("总量跨越3万亿元。", "3万亿元", "more_than"),
        ("冒雨走了4个多小时。", "4个多小时", "more_than"),
        ("试点已有一个多月。", "一个多月", "more_than"),
        ("占经费的31%强。", "31%强", "more_than"),
        ("产量超过全国一半。", "一半", "more_than"),
        ("学费约减少三成。", "三成", "approx"),
        ("达到或超过15%。", "15%", "at_least"),
        ("最低气温低于零下30℃。", "30℃", "at_most"),
        ("跨越800公里来到这里。", "800公里", "exact"),
    ],
)
def test_bounds(text: str, surface: str, bound: str) -> None:
    assert (surface, bound) in [(t[0], t[3]) for t in told(text)]


@pytest.mark.parametrize(
    "text",
    [
        "09年建成学校。", "获第2、5、6名。", "由零起步。", "连年三连降。", "优化三次产业结构。", "开行X9001次班列。",
        "推行360°评价。", "踢5人制足球。", "参加60公斤级比赛。", "发布2.0版。", "发生5.1级地震。", "2302班的同学。",
        "庆祝党的90岁生日。", "共庆建校80年华诞。", "60岁以上老年人免费。", "65到79岁的老人。", "35岁及以下党员。",
        "今年前四个月，势头良好。", "第二年才见效。", "搬到六里桥街道。", "来自三角亭村。", "住在四家屯。",
        "目录5.3服务响应。", "高三部分老师。", "第一个五年的任务。", "进行三轮摩托整治。", "打破城乡二元结构。",
        "上半年至今。", "迎接八方来宾。", "破解最后一公里。", "中日两国友好。", "东北三省。", "经过一番整理。",
    ],
)  # fmt: skip
def test_what_counts_nothing(text: str) -> None:
    assert surfaces(text) == []


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("从场地、师资、经费三个维度出发。", "三个"),
        ("学习内容有五个方面。", "五个"),
        ("县里出台六项举措。", "六项"),
        ("河东、河西两省签约。", "两省"),
        ("青山、绿水、蓝天三省联动。", "三省"),
        ("三个省份已经公布。", "三个"),
        ("驻村为期一周。", "一周"),
        ("方圆一公里内没有商店。", "一公里"),
        ("村里只有一人会修。", "一人"),
        ("全市唯一一个示范区。", "一个"),
        ("这是驻村的第三年。", "第三年"),
        ("连续举办8届。", "8届"),
        ("夺得5金3银6铜。", "3银"),
        ("全国十三亿人民。", "十三亿"),
        ("近半个多世纪过去了。", "半个多世纪"),
        ("分管3000所以上学校。", "3000所以上"),
    ],
)
def test_what_counts(text: str, surface: str) -> None:
    assert surface in surfaces(text)


def test_a_measure_is_not_handed_back_to_a_half_or_over_a_comma() -> None:
    assert [(n.unit) for n in numbers("超过一半、3个村。")] == ["", "个"]
    assert [(n.unit) for n in numbers("投入2亿，3个村受益。")] == ["", "个"]


@pytest.mark.parametrize("text", ["1234567890" * 20000, "和三省" * 5000, "3、" * 5000, "负3%" * 5000])
def test_long_lines_come_to_an_end(text: str) -> None:
    found, refused = count(text, [], CONFIG)
    assert found or refused
