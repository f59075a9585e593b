"""Organisations: the dictionary's own examples, damaged names, nesting, and the traps of the language."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.config import Config
from pipeline.language.organisations import units
from pipeline.language.organisations.lexicon import organisations
from pipeline.records import Unit
from pipeline.text.located import loose

CONFIG = Config()
TYPES = {
    "party",
    "government",
    "enterprise",
    "university",
    "hospital",
    "media",
    "industry_body",
    "military_corps",
    "other",
}
_MARK = re.compile(r"\{([a-z_]+)(~?):([^{}]+)\}")


def _examples() -> list[str]:
    lines = (CONFIG.dictionaries / "organisations" / "examples.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def found(text: str) -> list[Unit]:
    return units(loose(text), CONFIG)


@pytest.mark.parametrize("line", _examples())
def test_dictionary_examples(line: str) -> None:
    wanted = [(m[3], m[1], not m[2]) for m in _MARK.finditer(line)]
    assert [(u.surface, u.type, u.named) for u in found(_MARK.sub(r"\3", line))] == wanted


def test_dictionary_is_sound() -> None:
    assert len(_examples()) >= 100
    entries = organisations(CONFIG)
    assert {entry.type for entry in entries.values()} <= TYPES
    assert all(name == name.strip() and len(name) > 1 for name in entries)


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("中国人大学组织述职", "中国人民大学"),
        ("中国人氏大学组织述职", "中国人民大学"),
        ("中国石油天燃气集团推进党建", "中国石油天然气集团"),
        ("国家市场监督理总局开展督查", "国家市场监督管理总局"),
    ],
)
def test_damaged_long_name(text: str, canonical: str) -> None:
    (unit,) = found(text)
    assert (unit.canonical, unit.damaged, unit.rule) == (canonical, True, "damaged")


@pytest.mark.parametrize("text", ["北京工业大学", "北京农业大学", "湖南工商大学", "供销合作社开展服务", "全国人大代表"])
def test_another_real_name_is_not_damage(text: str) -> None:
    assert not any(unit.damaged for unit in found(text))


@pytest.mark.parametrize(
    ("text", "canonical", "province"),
    [
        ("福建省省委印发通知", "福建省委", "福建"),
        ("中共吉县县委组织部", "吉县县委组织部", "山西"),
        ("兵团党委组织部约谈", "兵团党委组织部", "兵团"),
        ("农业部印发文件", "农业部", ""),
        ("金融监管总局发布办法", "国家金融监督管理总局", ""),
    ],
)
def test_canonical_name_and_province(text: str, canonical: str, province: str) -> None:
    (unit,) = found(text)
    assert (unit.canonical, unit.province) == (canonical, province)


@pytest.mark.parametrize(
    "text",
    [
        "教育部门和公安部队",
        "北京大学生就业",
        "施工行业的党员",
        "10名县委书记受到表扬",
        "省、市、县委组织部门",
        "城市管理局面复杂",
        "吉组发〔2020〕3号",
        "全二十大局",
        "各县委书记述职",
        "一些国有企业集团",
        "村党支部和社区党委",
        "两名大学毕业生",
        "委员会主任委员",
    ],
)
def test_traps(text: str) -> None:
    assert found(text) == []


def test_generic_body_needs_a_quantity() -> None:
    (unit,) = found("推动各级党组织整改问题350个。")
    assert (unit.surface, unit.named) == ("各级党组织", False)
    assert found("推动各级党组织整改问题。共350个。") == []


@given(st.text(alphabet="中共四川省市县委组织部党局集团大学xx*、。各级医院第八师 ", max_size=50))
def test_units_do_not_overlap_and_stand_at_their_offsets(text: str) -> None:
    rows = found(text)
    assert all(text[u.start : u.end] == u.surface and u.surface and u.type in TYPES for u in rows)
    assert all(a.end <= b.start for a, b in pairwise(rows))


@pytest.mark.parametrize(
    ("text", "home", "told"),
    [
        ("省委组织部派出三个组", "江苏", [("江苏省委组织部", "江苏")]),
        ("省委组织部派出三个组", "湖北", [("湖北省委组织部", "湖北")]),
        ("自治区党委作出部署", "广西", [("广西自治区党委", "广西")]),
        ("省委组织部派出三个组", "", [("省委组织部", "")]),
        ("安徽省委组织部派出三个组", "江苏", [("安徽省委组织部", "安徽")]),
        ("县委书面报告", "江苏", [("县委", "")]),
    ],
)
def test_a_province_that_is_not_said_is_the_documents(text: str, home: str, told: list[tuple[str, str]]) -> None:
    assert [(u.canonical, u.province) for u in units(loose(text), CONFIG, home)] == told


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("公共管理学院本科生党支部赴湖畔博物馆参观学习。", {"公共管理学院本科生党支部"}),
        ("近日，东篱街道柳巷社区党总支联合清溪镇中心小学开展活动。", {"东篱街道柳巷社区党总支", "清溪镇中心小学"}),
        ("我们走访了公立医院、商业银行和上市公司。", set()),
        ("全县有6个党支部、3个网格党支部达标。", set()),
        ("北方局地有雨，各支部照常学习。", set()),
    ],
)
def test_a_head_word_and_its_left_context_make_a_name(text: str, names: set[str]) -> None:
    assert {u.surface for u in found(text)} >= names
    assert names or not any(u.rule == "head" for u in found(text))
