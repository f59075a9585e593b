"""Quantities of yearly work reports: plans by their headings, comparisons, nouns that stand a clause before."""

from __future__ import annotations

from pipeline.records import Quantity
from tests.extract.reading import read


def found(text: str, heading: str = "") -> list[Quantity]:
    return read(text, heading=heading, review_year=2021, genre="report")[0]


HEADINGS = [
    ("三、2022年重点工作", "requirement"),
    ("二、主要任务 / （一）办好民生实事", "requirement"),
    ("三、对2022年工作的建议", "requirement"),
    ("一、2021年工作回顾", "result"),
    ("一、“十三五”成就和“十四五”主要目标任务", "result"),
    ("", "result"),
]
KINDS = [
    ("拟安排村级经费90万元，比上年增加12万元。", ["requirement", "requirement"]),
    ("用于养老的投入，将由去年的300万元增加到450万元。", ["context", "requirement"]),
    ("全面完成年初确定的主要目标，办结实事64件。", ["result"]),
    ("在连续增长12%的基础上，安排这样的速度是合适的。", ["context"]),
    ("耗时两年研究起草的发展纲要颁布实施。", ["context"]),
]
OBJECTS = [
    ("全县棉花产量36万吨，比上年减产4万吨。", ["全县棉花产量", "全县棉花产量"]),
    ("努力做到每年增产钢5万吨。", ["钢"]),
    ("而村级集体收入却下降了4%。", ["村级集体收入"]),
    ("实事办结率大幅提高，三年翻了一番。", ["", "实事办结率"]),
    ("加强经费监管，两次约谈负责人。", [""]),
    ("县级财政用于养老服务的投入累计2500万元。", ["投入"]),
    ("试点扩大到140个乡镇，占全省总数的50.7%。", ["乡镇", "乡镇"]),
    ("全市办学支出五年累计30亿元，比前五年增长1.3倍。", ["", "全市办学支出", "", "全市办学支出"]),
    ("县级财政安排30万元补助12户。", ["", ""]),
    ("已有60%的行政村基本普及数字电视。", ["行政村"]),
    ("到本世纪末，全县粮食产量争取达到20万吨。", ["全县粮食产量"]),
    ("民营工业所占的比重由1990年的8%上升到15%。", ["比重", "比重"]),
    ("现在我县人口已经达到60万。", ["我县人口"]),
    ("今后的信访总量，必须控制在300件以下；矛盾发生率必须控制在2%以下。", ["信访总量", "矛盾发生率"]),
]


def share(right: list[bool]) -> float:
    return sum(right) / len(right)


def test_headings_and_cues_tell_the_kind() -> None:
    """Judgements of the model over sentences that it never saw: most of them, not each, must hold."""
    under = [[q.kind for q in found("改造老旧小区120个。", heading)] == [kind] for heading, kind in HEADINGS]
    told = [[q.kind for q in found(text)] == kinds for text, kinds in KINDS]
    assert share([*under, *told]) >= 0.6, (under, told)


def test_the_noun_is_found_before_and_behind() -> None:
    pairs = [
        (got.object, wanted) for text, objects in OBJECTS for got, wanted in zip(found(text), objects, strict=True)
    ]
    assert share([(a in b or b in a) and bool(a) == bool(b) for a, b in pairs]) >= 0.65, pairs


def test_years_joined_by_a_slash_are_a_date() -> None:
    assert found("2018／2019年度的选举安排已经商定。") == []


def test_a_year_before_two_years_weighs_nothing() -> None:
    assert [(q.surface, q.unit) for q in found("2018、2019两年的支部数量都有增加。")] == [("两年", "年")]
