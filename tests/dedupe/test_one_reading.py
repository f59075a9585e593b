"""Contradictions compare what extraction read: the same value in any writing agrees, another value does not."""

from __future__ import annotations

from itertools import combinations
from typing import NamedTuple

import pytest

from pipeline.records import Contradiction, Record
from tests.dedupe.build import a_document, found, framed

FILLER = "河道两岸补种了柳树和菖蒲，晚饭后散步的人比往年多了不少，小吃摊也规规矩矩摆在线内。"

# A statement with a place for its figure, the same claim in other words, what is done to which noun, and writings of
# its figures by their value.
STATEMENTS = [
    (
        "{place}投入水库除险资金{figure}，砌牢了坝脚，清空了淤泥，沿河的秧田三年没有再受过涝。",
        "翻开账本，{place}投入水库除险资金{figure}，剩下的零头买了抽水机。",
        ("投入", "水库除险资金"),
        [["1，120亿元", "1120亿元", "1,120亿元"], ["1，753亿元", "1753亿元"], ["0.8万亿元", "8000亿元", "8，000亿元"]],
    ),
    (
        "{place}农村自来水普及率达到{figure}，挑水的扁担挂上了墙，井台边只剩下几个下棋的老人。",
        "入冬前再看，{place}的农村自来水普及率达到{figure}。",
        ("达到", "农村自来水普及率"),
        [["百分之七十八", "78%", "78％"], ["91%", "百分之九十一"], ["百分之八十五点五", "85.5%", "85．5%"]],
    ),
    (
        "{place}选派驻村干部{figure}，自带铺盖住进村部，夜里打着手电挨家听意见，天亮再碰头商量。",
        "年底盘点，{place}选派驻村干部{figure}，没有一个中途换下来。",
        ("选派", "驻村干部"),
        [["三千五百名", "3500名", "3,500名"], ["三千六百二十名", "3620名"], ["二百零八名", "208名"]],
    ),
    (
        "{place}培训果农{figure}，把剪枝嫁接的手艺送到地头，老把式手把手教会了年轻媳妇。",
        "合上台账一算，{place}培训果农{figure}，结业证发到了每个人手里。",
        ("培训", "果农"),
        [["1.2万人", "12000人", "1万2千人"], ["1.9万人", "19000人"], ["一万五千人", "1.5万人", "15000人"]],
    ),
    (
        "{place}发放粮食收购款{figure}，当天过磅当天结账，卖粮的拖拉机不用再排到天黑。",
        "秋收以后，{place}发放粮食收购款{figure}，没有打过一张白条。",
        ("发放", "粮食收购款"),
        [["2.4亿元", "24000万元", "2亿4千万元"], ["2.7亿元", "27000万元"], ["三亿一千万元", "3.1亿元"]],
    ),
]  # fmt: skip
PLACES = ("浙江", "山东", "广东", "四川", "湖南")


class Case(NamedTuple):
    """Two figures in one statement, in the other wording of it, and under its frame."""

    one: str
    other: str
    place: str
    action: str
    noun: str
    a: str
    b: str

    def copies(self) -> list[Record]:
        """A document that states it twice in the same words."""
        return a_document("a", self._said(self.one, self.a), FILLER, self._said(self.one, self.b))

    def claims(self) -> list[Record]:
        """A document that states it twice in different words."""
        records = a_document("a", self._said(self.one, self.a), FILLER, self._said(self.other, self.b))
        actor = "" if self.action == "达到" else self.place
        frame = {"actor": actor, "action": self.action, "object": self.noun, "provinces": [self.place]}
        return framed(records, (self.a, self.b), **frame)

    def _said(self, text: str, figure: str) -> str:
        return text.format(place=self.place, figure=figure)


def cases(agree: bool) -> list[Case]:
    """Pairs of figures of one value, or of two."""
    made = []
    for (one, other, frame, values), place in zip(STATEMENTS, PLACES, strict=True):
        if agree:
            drawn = [pair for writings in values for pair in combinations(writings, 2)]
        else:
            drawn = [(a, b) for left, right in combinations(values, 2) for a, b in zip(left, right[::-1], strict=False)]
        made += [Case(one, other, place, *frame, a, b) for a, b in drawn]
    return made


def name(case: Case) -> str:
    return f"{case.a}-{case.b}"


def shown(rows: list[Contradiction]) -> list[tuple[str, str, str, str]]:
    return [(row.kind, row.value_a, row.value_b, row.basis) for row in rows]


@pytest.mark.parametrize("case", cases(agree=False), ids=name)
def test_two_values_contradict_each_other(case: Case) -> None:
    assert shown(found(case.copies())) == [("number", case.a, case.b, "near_duplicate")]
    assert shown(found(case.claims())) == [("number", case.a, case.b, "same_claim")]


@pytest.mark.parametrize("case", cases(agree=True), ids=name)
def test_one_value_in_two_writings_is_silent(case: Case) -> None:
    assert shown(found(case.copies())) == []
    assert shown(found(case.claims())) == []


SCALES = [
    ("3.2亿元", "3.2万元"),
    ("1，120亿元", "1，120万元"),
    ("45万元", "45亿元"),
    ("六百八十万元", "六百八十亿元"),
    ("7.05亿元", "7.05万元"),
]


@pytest.mark.parametrize(("a", "b"), SCALES)
def test_the_same_digits_in_another_measure(a: str, b: str) -> None:
    case = Case(*STATEMENTS[0][:2], "浙江", *STATEMENTS[0][2], a, b)
    assert shown(found(case.copies())) == [("measure", a, b, "near_duplicate")]
    assert shown(found(case.claims())) == [("measure", a, b, "same_claim")]


@pytest.mark.parametrize(("a", "b"), SCALES)
def test_under_two_names_of_one_place(a: str, b: str) -> None:
    text = STATEMENTS[0][0]
    one, other = text.format(place="浙江", figure=a), text.format(place="浙江省", figure=b)
    assert shown(found(a_document("a", one), a_document("b", other))) == [("measure", a, b, "near_duplicate")]
    reworded = f"翻开账本，浙江省投入水库除险资金{b}，剩下的零头买了抽水机。"
    noun = {"action": "投入", "object": "水库除险资金", "provinces": ["浙江"]}
    first = framed(a_document("a", one), (a,), actor="浙江", **noun)
    second = framed(a_document("b", reworded), (b,), actor="浙江省", **noun)
    assert shown(found(first, second)) == [("measure", a, b, "same_claim")]
