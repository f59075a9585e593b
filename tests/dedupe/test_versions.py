"""Drafts and finals, greetings and formulas, news of two days, sections of a report; and no span in two groups."""

from __future__ import annotations

from collections import Counter

import pytest

from pipeline.config import Config
from pipeline.dedupe.normal import normal
from pipeline.dedupe.phrasebook import phrasebook
from pipeline.dedupe.templates import numbered_apart, two_names
from pipeline.records import Contradiction, Duplicate
from tests.build import document
from tests.dedupe.build import a_document, found, only, search, with_passages

CONFIG = Config()
EXAMPLES = CONFIG.document("copies/copies.yaml")["examples"]
TEXT = "学校新建塑胶跑道{n}米，更换课桌椅860套，装上直饮水机34台，家委会逐项验收签字。"
FILLER = "河道两岸补种了柳树和菖蒲，晚饭后散步的人比往年多了不少，小吃摊也规规矩矩摆在线内。"


@pytest.mark.parametrize("text", EXAMPLES["set_phrases"])
def test_a_set_phrase(text: str) -> None:
    assert phrasebook(CONFIG).is_set_phrase(normal(text))
    assert only(search(a_document("a", text, FILLER), a_document("b", text)), Duplicate) == []


@pytest.mark.parametrize("text", EXAMPLES["no_set_phrases"])
def test_no_set_phrase(text: str) -> None:
    assert not phrasebook(CONFIG).is_set_phrase(normal(text))
    assert len(only(search(a_document("a", text, FILLER), a_document("b", text)), Duplicate)) == 2


@pytest.mark.parametrize(
    "text",
    [
        "尊敬的各位领导、各位评委、老师们、同学们：",
        "各位代表、各位委员，列席会议的同志们：",
        "尊敬的主持人，各位来宾，女士们、先生们，大家上午好！",
        "各位领导、各位家长代表，全校教职工同志们，大家好！",
        "各位领导，各位专家，同志们、朋友们，大家好！",
    ],
)  # fmt: skip
def test_a_greeting_forms_no_group(text: str) -> None:
    assert only(search(a_document("a", text, FILLER, text), a_document("b", text)), Duplicate) == []


@pytest.mark.parametrize("row", EXAMPLES["versions"], ids=lambda row: row["title"])
def test_a_title_and_its_version(row: dict[str, object]) -> None:
    assert phrasebook(CONFIG).bare(str(row["title"])) == row["rest"]
    assert phrasebook(CONFIG).is_draft(document(title=row["title"])) is row["draft"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("学校工作报告（征求意见稿）", "学校工作报告"),
        ("学校工作报告（讨论稿）", "学校工作报告（定稿）"),
        ("学校工作报告初稿", "学校工作报告"),
        ("学校工作报告（送审稿）", "学校工作报告（征求意见稿）"),
        ("学校工作报告第二稿", "学校工作报告第三稿"),
    ],
)
def test_a_draft_is_revised_and_not_contradicted(one: str, other: str) -> None:
    draft = a_document("a", TEXT.format(n=400), title=one, level="unknown")
    final = a_document("b", TEXT.format(n=300), title=other, level="unknown")
    rows = search(draft, final)
    assert only(rows, Contradiction) == []
    assert {d.scope for d in only(rows, Duplicate)} == {"across_versions"}


def test_the_final_is_the_original() -> None:
    draft = a_document("a", TEXT.format(n=400), title="学校工作报告（征求意见稿）", published="2021-01-02")
    rows = search(draft, a_document("b", TEXT.format(n=400), title="学校工作报告", published="2021-02-03"))
    assert [(d.passage_id, d.role) for d in only(rows, Duplicate)] == [("b.0", "original"), ("a.0", "repeat")]


@pytest.mark.parametrize("title", ["学校工作报告", "学校工作报告（征求意见稿）"])
def test_two_copies_of_one_version_contradict_each_other(title: str) -> None:
    known = {"title": title, "level": "unknown"}
    documents = (a_document(name, TEXT.format(n=n), **known) for name, n in (("a", 400), ("b", 300)))
    assert [c.kind for c in found(*documents)] == ["number"]


@pytest.mark.parametrize("when", ["日前", "近日", "昨日", "目前", "截至目前"])
def test_news_of_two_days_contradict_each_other_in_nothing(when: str) -> None:
    text = f"{when}，省纪委对{{}}起酒桌上的歪风典型问题进行了公开通报，要求各地对照检查，不留死角。"
    days = {"a": "2021-03-02", "b": "2021-10-20"}
    two = (a_document(name, text.format(n), published=day) for n, (name, day) in zip((6, 9), days.items(), strict=True))
    assert found(*two) == []
    one = (a_document(name, text.format(n), published="2021-03-02") for n, name in ((6, "a"), (9, "b")))
    assert [c.kind for c in found(*one)] == ["number"]


@pytest.mark.parametrize(
    ("head", "other", "conflict"),
    [
        ("一、工作回顾", "二、下一步工作打算", False),
        ("一、“十三五”时期工作回顾", "二、今年的工作", False),
        ("一、主要成绩", "三、明年工作安排", False),
        ("一、主要成绩", "二、2016年以来的变化", False),
        ("一、主要成绩", "二、主要做法", True),
    ],
)
def test_a_section_gives_its_time_to_all_in_it(head: str, other: str, conflict: bool) -> None:
    one = with_passages(
        a_document("a", "全省架设山区索道46条，背篓换成了缆车。", level="province", home="贵州"), heading=head
    )
    text = "入冬以后，全省架设山区索道52条，老乡下山不再绕路。"
    two = with_passages(a_document("b", text, level="province", home="贵州"), heading=other)
    assert bool(found(one, two)) is conflict


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("中共临溪县委员会", "中共望山县委员会", True),
        ("临溪大学", "望山大学", True),
        ("临溪日报", "望山日报", False),
        ("新华社", "人民日报", False),
        ("临溪县教育局", "望山县教育局", True),
    ],
)
def test_names_of_two_bodies_of_one_kind(one: str, other: str, apart: bool) -> None:
    assert two_names(one, other, CONFIG) is apart


def test_titles_that_differ_in_a_number() -> None:
    assert numbered_apart("通报六起形式主义典型问题", "通报九起形式主义典型问题")
    assert not numbered_apart("通报六起形式主义典型问题", "通报六起形式主义典型问题")


WORDS = [
    "柳河镇把账目贴在",
    "村口的老槐树底下",
    "谁家修渠领了多少",
    "谁家搭工记了几天",
    "一笔一笔写得分明",
    "过路的人都能看懂",
    "有疑问当场就回答",
]


def test_no_span_stands_in_two_groups() -> None:
    """A whole, its cut copies, a place that holds it, and near copies of each: groups share no span."""
    whole = "，".join(WORDS) + "。"
    edited = whole.replace("老槐树", "大槐树").replace("搭工", "出工")
    held = f"{FILLER}{whole}{FILLER[::-1]}"
    cut, later = whole[:40], edited[:36]
    rows = only(
        search(a_document("a", held, FILLER, whole, cut), a_document("b", edited, later, whole[:44])), Duplicate
    )
    spans = Counter((d.source, d.source_start, d.source_end) for d in rows)
    assert set(spans.values()) == {1}
    assert Counter(d.group_id for d in rows if d.role == "original").most_common(1)[0][1] == 1
    assert {d.passage_id for d in rows} >= {"a.0", "a.2", "a.3", "b.0"}
