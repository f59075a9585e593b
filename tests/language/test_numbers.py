"""Numbers with their measures and bounds, as they are counted; the worth of the last written digit."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipeline.config import Config
from pipeline.language.counting import Closed, count
from pipeline.language.layers import KEPT, layers
from pipeline.language.measures import measures
from pipeline.language.numbers import Number, measured

CONFIG = Config()


def only(text: str) -> Number:
    ((number,), _) = count(text, (), CONFIG)
    return number


@pytest.mark.parametrize(
    ("text", "value", "unit", "grain"),
    [
        ("修渠1200米", 1200, "米", 1),
        ("培训1.2万人", 12_000, "人", 1000),
        ("投入1，120亿元", 112_000_000_000, "元", 10**8),
        ("投入六百八十万元", 6_800_000, "元", 10**4),
        ("达到91.3%", Decimal("91.3"), "%", Decimal("0.1")),
        ("达到百分之七十八", 78, "%", 1),
        ("选派三千五百名", 3500, "名", 1),
        ("投入2亿4千万元", 240_000_000, "元", 10**4),
    ],
)
def test_a_value_and_its_grain(text: str, value: Decimal, unit: str, grain: Decimal) -> None:
    number = only(text)
    assert (number.low, number.high, number.unit, number.grain) == (value, value, unit, grain)


@pytest.mark.parametrize(
    ("text", "bound", "low", "high"),
    [
        ("超过300人", "more_than", 300, None),
        ("不少于300人", "at_least", 300, None),
        ("不超过300人", "at_most", None, 300),
        ("近300人", "approx", 300, 300),
        ("300多人", "more_than", 300, None),
        ("300人以上", "at_least", 300, None),
        ("3—5人", "range", 3, 5),
        ("至少确定2个", "at_least", 2, None),
    ],
)
def test_bounds(text: str, bound: str, low: int | None, high: int | None) -> None:
    number = only(text)
    assert (number.bound, number.low, number.high) == (bound, low, high)
    assert number.cue is None or text[number.cue.start : number.start].startswith(number.cue.word[0])


def test_what_only_looks_like_one_has_a_reason() -> None:
    text = "2021年3月，第二名在J20上千方百计写下〔2021〕5号文。"
    numbers, refusals = count(text, (), CONFIG)
    assert numbers == []
    assert {r.reason for r in refusals} >= {"date", "ordinal", "designation", "idiom"}


def test_in_a_set_phrase_nothing_counts() -> None:
    assert count("落实三个办法", (Closed(2, 6, "slogan"),), CONFIG)[0] == []


def test_whether_a_stretch_counts_anything() -> None:
    known = measures(CONFIG)
    assert measured("走访12户", 0, 5, known) and not measured("走访一个村", 0, 5, known)


def test_layers_stand_in_order_in_the_text() -> None:
    text = "2021年3月4日，县委书记张志远说：“开渠。”一是修*条渠；二是按《章程》办。"
    found = layers(text, CONFIG)
    for name, spans in found.items():
        assert spans and spans == sorted(spans), name
        assert all(0 <= start < end <= len(text) for start, end in spans), name
    assert set(KEPT) <= {*found, "bounds"}
