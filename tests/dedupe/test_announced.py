"""三点意见 and then 第一 to 第四: more points than were announced, under headings or in paragraphs of their own."""

from __future__ import annotations

import pytest

from pipeline.records import Contradiction
from tests.build import read_text
from tests.dedupe import build

OPENING = (
    "在全镇党建工作例会上的讲话\n\n同志们：\n\n"
    "刚才大家都作了很好的发言，讲成绩实事求是，讲问题不遮不掩。下面，我再讲{}点意见。\n\n"
)
POINT = "各支部要对照清单逐条梳理，把能改的马上改到位，把一时改不了的列出时间表，年底前逐项交账。\n\n"


def found(text: str) -> list[Contradiction]:
    return [r for r in build.found(read_text("讲话.txt", text)) if r.kind == "count"]


def speech(stated: str, heads: list[str]) -> str:
    bodies = ("先看支部。", "再看党员。", "三看阵地。", "四看制度。", "五看实效。")
    return OPENING.format(stated) + "".join(f"{h}\n\n{b}{POINT}" for h, b in zip(heads, bodies, strict=False))


HEADS = ["一、抓实支部建设", "二、抓好党员教育", "三、管好活动阵地", "四、健全工作制度"]


def test_a_point_too_many_is_found() -> None:
    (row,) = found(speech("三", HEADS))
    assert (row.value_a, row.basis, row.status) == ("三点意见", "arithmetic", "open")
    assert "四、健全工作制度" in row.value_b and "共4项" in row.value_b


@pytest.mark.parametrize("stated", ["四", "五"])
def test_as_many_or_fewer_prove_nothing(stated: str) -> None:
    assert found(speech(stated, HEADS)) == []


def test_a_later_list_of_its_own_does_not_count() -> None:
    assert found(speech("两", HEADS[:2]) + "就这些。\n\n一、附带说明\n\n" + POINT) == []
