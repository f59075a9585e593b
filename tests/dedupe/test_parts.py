"""The parts of the search by themselves: normal forms, candidates, alignment, figures."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.config import Config
from pipeline.dedupe import candidates as module
from pipeline.dedupe.alignment import align
from pipeline.dedupe.amounts import Amount
from pipeline.dedupe.candidates import candidate_pairs
from pipeline.dedupe.corpus import body_of
from pipeline.dedupe.facts import Fact
from pipeline.dedupe.normal import NormalMap, normal
from pipeline.store import Tables
from tests.dedupe.build import a_document
from tests.planted import Generator

texts = st.text(st.sampled_from("村镇路灯，。,.1２3％%（）()“”A a\n—:"), max_size=40)


@settings(deadline=None)
@given(texts)
def test_every_character_of_the_normal_form_is_mapped(text: str) -> None:
    form, mapped = normal(text), NormalMap.of(text)
    assert len(mapped.offsets) == len(form)
    for offset, character in zip(mapped.offsets, form, strict=True):
        assert normal(text[offset]) in (character, "")


@settings(deadline=None)
@given(texts)
def test_white_space_makes_no_difference(text: str) -> None:
    assert normal(re.sub(r"(?<!\d)(?=[村镇路灯])", " \n", text)) == normal(text)


@pytest.mark.parametrize(("one", "other"), [("1.6万", "16万"), ("3—4个", "34个"), ("1/3", "13"), ("5%", "5")])
def test_figures_keep_their_signs(one: str, other: str) -> None:
    assert normal(one) != normal(other)


@settings(deadline=None)
@given(st.text("东南西北中发白", min_size=1, max_size=60), st.text("东南西北中发白", max_size=90))
def test_an_alignment_accounts_for_every_character(short: str, long: str) -> None:
    found = align(short, long)
    if found is None:
        return
    assert 0 <= found.start <= found.end <= len(long)
    a, b, equal = 0, found.start, 0
    for d in found.differences:
        assert short[a : d.a_start] == long[b : d.b_start]
        equal += d.a_start - a
        a, b = d.a_end, d.b_end
    assert short[a:] == long[b : found.end]
    assert equal + len(short) - a == found.equal


@settings(deadline=None)
@given(st.text("东南西北中发白", min_size=1, max_size=30), st.text("云雨", max_size=9), st.text("山石", max_size=9))
def test_what_stands_inside_is_found_there(short: str, before: str, after: str) -> None:
    found = align(short, before + short + after)
    assert found is not None
    assert (found.start, found.equal) == (len(before), len(short))


def all_pairs(forms: list[str]) -> set[tuple[int, int]]:
    return {(min(p), max(p)) for p in candidate_pairs(forms, shingle=5, containment=0.4)}


def test_slices_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    g = Generator(3)
    forms = [normal(g.base()) for _ in range(150)]
    forms += [f[: len(f) * 2 // 3] for f in forms[:50]]
    whole = all_pairs(forms)
    assert {(n, 150 + n) for n in range(50)} <= whole
    monkeypatch.setattr(module, "_SHINGLES_PER_SLICE", 2000)
    monkeypatch.setattr(module, "_PAIRS_PER_SLICE", 50)
    assert all_pairs(forms) == whole


@pytest.mark.parametrize("forms", [[], [""], ["短"], ["短", "短"], ["东南西北中发白"]])
def test_too_few_for_a_pair(forms: list[str]) -> None:
    assert candidate_pairs(forms, shingle=5, containment=0.4) == []


def test_what_stands_everywhere_makes_no_pairs() -> None:
    g = Generator(4)
    forms = [normal("高举旗帜团结奋斗" + g.sentence()) for _ in range(400)]
    assert len(candidate_pairs(forms, shingle=5, containment=0.4)) < 400


def figures(text: str) -> list[Amount]:
    """The figures of a passage, made from the rows that extraction gives."""
    facts: list[Fact] = [fact for copy in body_of(Tables.of(a_document("a", text)), 1, Config()) for fact in copy.facts]
    return [fact.figure for fact in facts if fact.figure]


@pytest.mark.parametrize(
    ("surface", "low", "high"),
    [
        ("1700多人次", 1700, 1800), ("2000多个", 2000, 3000), ("12名", 12, 12), ("约1000名", 900, 1100),
        ("95%以上", 95, float("inf")), ("3—5万元", 30_000, 50_000), ("三百二十多个", 320, 330),
        ("不少于180天", 180, float("inf")), ("不超过8个", 0, 8), ("8.63万", 86_250.1, 86_349.9),
        ("1,250户", 1250, 1250), ("1，250户", 1250, 1250), ("百分之七十八", 78, 78), ("三千五百名", 3500, 3500),
        ("1.2万人", 11_501, 12_499), ("近3亿元", 270_000_000, 300_000_000),
    ],
)  # fmt: skip
def test_the_interval_of_a_figure(surface: str, low: float, high: float) -> None:
    (figure,) = figures(f"台账里写着{surface}。")
    assert (figure.low, figure.high) == (pytest.approx(low), pytest.approx(high))


@pytest.mark.parametrize("text", ["万元是账本的单位。", "统一思想，千方百计。", "走访*个村。", "第三名上台发言。"])
def test_what_says_no_amount_is_no_figure(text: str) -> None:
    assert figures(text) == []
