"""The interval that a quantity stands for, and whether two can both be right: made from the row, never read again."""

from __future__ import annotations

import math
from dataclasses import dataclass

from pipeline.config import Config
from pipeline.language.measures import measures
from pipeline.records import Quantity

# 约 and 左右 promise no more than the order of the figure: a tenth either way.
_APPROXIMATE = 0.1
_UP_TO = ("近", "将近", "接近", "不到", "不足", "差不多", "近乎", "未到", "不满", "未满", "不及", "未达")
_LOOSE = frozenset({"count", "person"})


@dataclass(frozen=True)
class Amount:
    """The interval `[low, high]` that a quantity stands for; `digits`: its value in units of its last written digit;
    `grain`: the worth of that digit; `loose`: its unit counts single things, whatever word it takes (个, 名, 项)."""

    low: float
    high: float
    digits: float
    grain: float
    unit: str
    loose: bool

    def agrees(self, other: Amount) -> bool:
        """Whether one true value can lie behind both."""
        slack = 1e-9 * max(1.0, abs(self.low))
        return self.low <= other.high + slack and other.low <= self.high + slack

    def same_unit(self, other: Amount) -> bool:
        """Whether the units can count the same thing: 个 and 名 can, 人 and 人次, 元 and % cannot."""
        return self.unit == other.unit or "" in (self.unit, other.unit) or (self.loose and other.loose)

    def scaled_otherwise(self, other: Amount) -> bool:
        """Whether the digits are the same and only 万, 亿 or the unit differs."""
        return self.digits == other.digits and (self.grain != other.grain or not self.same_unit(other))


def figure_of(quantity: Quantity, cue: str, config: Config) -> Amount | None:
    """The figure of a row; `cue`: the bound that stands before it. None where it is masked."""
    written = quantity.value_low if quantity.value_low is not None else quantity.value_high
    if written is None:
        return None
    low, high = _interval(quantity, cue, written)
    measure = measures(config).words.get(quantity.unit)
    loose = measure is not None and measure.kind in _LOOSE and quantity.unit not in ("人", "次")
    return Amount(low, high, round(written / quantity.grain, 6), quantity.grain, quantity.unit, loose)


def _interval(quantity: Quantity, cue: str, value: float) -> tuple[float, float]:
    bound = quantity.bound
    if bound == "range":
        return quantity.value_low or 0.0, quantity.value_high if quantity.value_high is not None else math.inf
    if bound in ("approx", "at_most"):
        if cue.startswith(_UP_TO):
            return value * (1 - _APPROXIMATE), value
        return (0.0, value) if bound == "at_most" else (value * (1 - _APPROXIMATE), value * (1 + _APPROXIMATE))
    if bound == "more_than" and any(mark in quantity.surface for mark in "多余几数"):
        return value, value + _last_worth(value, quantity.grain)
    if bound in ("more_than", "at_least"):
        return value, math.inf
    # 24.8万 may be written 25万: a figure with a scale is as exact as its last written digit. 十九万 is written out.
    rounded = quantity.grain >= _SCALED and quantity.surface[:1].isdigit()
    slack = 0.499 * quantity.grain if rounded else 0.0
    return value - slack, value + slack


_SCALED = 10.0


def _last_worth(value: float, grain: float) -> float:
    """The worth of the last written digit that is not a filling zero: 1700 is written in hundreds."""
    digits = round(value / grain)
    while digits and digits % 10 == 0:
        digits //= 10
        grain *= 10
    return grain
