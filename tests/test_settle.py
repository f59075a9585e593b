"""The last word on single documents: which figure a contradiction disputes."""

from __future__ import annotations

import pytest

from pipeline.config import Config
from pipeline.records import Contradiction, Duplicate, Place, Quantity, Record
from pipeline.settle import settle
from pipeline.store import Tables
from tests.build import only
from tests.dedupe.build import a_document, search

FILLER = "河道两岸补种了柳树和菖蒲，晚饭后散步的人比往年多了不少，小吃摊也规规矩矩摆在线内。"


def disputed(*texts: str) -> list[str]:
    """The surfaces of the disputed quantities of a document, passage by passage."""
    records = a_document("a", *texts)
    found: list[Record] = [r for r in search(records) if isinstance(r, Contradiction | Duplicate)]
    rows = settle(Tables.of([*records, *found]), Config())
    return [q.surface for q in only(rows, Quantity) if q.disputed]


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("海南推动书记领题破题，全省确定难点课题{}，其中40个由省级领导牵头，已破解312个。", "640个", "460个"),
        ("安徽巡回义诊{}，惠及老人1200名，其中200名是孤寡老人，配送药箱340个。", "1200场", "2100场"),
        ("重庆补栽桂花树{}，另有50棵移到学校，挂上了认养的木牌子。", "450棵", "540棵"),
        ("青海维修牧道{}，新架木桥15座，其中5座通到冬窝子。", "15公里", "51公里"),
        ("江西兑现奖金{}，其中8万元奖给了种粮大户，余下的添置了农具。", "38万元", "83万元"),
    ],
)
def test_the_differing_figure_only(text: str, one: str, other: str) -> None:
    assert disputed(text.format(one), FILLER, text.format(other)) == [one, other]


def test_a_bound_before_the_figure_belongs_to_it() -> None:
    text = "海南推动书记领题破题，全省确定难点课题{}，其中40个由省级领导牵头，已破解312个。"
    assert disputed(text.format("超过640个"), FILLER, text.format("460个")) == ["640个", "460个"]


def test_another_province_disputes_every_figure_of_the_sentence() -> None:
    text = "{}组织3200名党员到社区报到，为街坊办实事510件，攒下一墙锦旗。"
    found = disputed(text.format("湖北"), FILLER, text.format("湖南"))
    assert found == ["3200名", "510件"] * 2


def test_a_dismissed_contradiction_disputes_nothing() -> None:
    records = a_document("a", "山西修梯田640亩，栽核桃树12万棵。", FILLER, "山西修梯田460亩，栽核桃树12万棵。")
    rows: list[Record] = [r for r in search(records) if isinstance(r, Contradiction)]
    assert rows
    dismissed = [Contradiction(**{**vars(r), "status": "dismissed"}) for r in rows]
    assert not any(q.disputed for q in only(settle(Tables.of([*records, *dismissed]), Config()), Quantity))


def test_a_later_copy_flags_what_stands_in_it() -> None:
    text = "山西修梯田640亩，栽核桃树12万棵，老支书把账记在门板上，谁都可以来看。"
    records = a_document("a", text, FILLER, text)
    rows = settle(Tables.of([*records, *only(search(records), Duplicate)]), Config())
    flags = {p.passage_id: p.repeated for p in only(rows, Place)}
    assert flags == {"a.0": False, "a.2": True}
