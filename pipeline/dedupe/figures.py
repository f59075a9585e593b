"""Figures as a passage writes them: the interval that a surface stands for, and whether two can both be right."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

_SCALE = {"十": 10.0, "百": 100.0, "千": 1e3, "万": 1e4, "亿": 1e8}
_CHINESE = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_NUMERAL = "零〇一二三四五六七八九两十百千万亿"

_BEFORE = "约|大约|近|将近|接近|超过|超|逾|突破|不少于|不低于|不下|至少|不超过|不多于|至多|最多|不到|不足"
_AFTER = "多|余|来"
_UNITS = (
    "平方公里|平方千米|立方米|平方米|个百分点|万千瓦|千瓦时|美元|人次|件次|户次|场次|公里|公顷|公斤|千克|千米|"
    "小时|分钟|%|％|‰|元|人|名|位|个|项|条|件|家|户|场|次|亩|吨|米|天|年|月|周|岁|倍|成|所|座|支|批|期|份|"
    "篇|套|台|辆|处|类|种|篇|起|间|宗|幅|班|课|村|镇|乡|县|市|省"
)
FIGURE = re.compile(
    rf"(?P<before>{_BEFORE})?"
    rf"(?P<low>\d+(?:,\d{{3}})*(?:[.．]\d+)?|[{_NUMERAL}]+)(?P<inner>{_AFTER})?(?P<scale>[十百千万亿]*)"
    rf"(?:[—–\-~～至到]{{1,2}}(?P<high>\d+(?:\.\d+)?|[{_NUMERAL}]+)(?P<high_scale>[十百千万亿]*))?"
    rf"(?P<after>{_AFTER})?(?P<unit>{_UNITS})?(?P<last>{_AFTER})?(?P<floor>以上|以下|左右|上下)?"
)

# 约 and 左右 promise no more than the order of the figure: a tenth either way.
_APPROXIMATE = 0.1
_LOOSE_CLASSIFIERS = frozenset("名位个项条件家户场次所座支批期份篇套台辆处类种起间宗幅")


@dataclass(frozen=True)
class Figure:
    """The interval `[low, high]` that a surface stands for, its digits, its scale (万, 亿) and its unit."""

    low: float
    high: float
    digits: str
    scale: str
    unit: str

    def agrees(self, other: Figure) -> bool:
        """Whether one true value can lie behind both."""
        slack = 1e-9 * max(1.0, abs(self.low))
        return self.low <= other.high + slack and other.low <= self.high + slack

    def same_unit(self, other: Figure) -> bool:
        """Whether the units can count the same thing: 个 and 名 can, 人 and 人次, 万元 and % cannot."""
        loose = _LOOSE_CLASSIFIERS
        both = {self.unit.replace("％", "%"), other.unit.replace("％", "%")}
        return len(both) == 1 or "" in both or both <= loose

    def scaled_otherwise(self, other: Figure) -> bool:
        """Whether the digits are the same and only 万, 亿 or the unit differs."""
        return self.digits == other.digits and (self.scale != other.scale or not self.same_unit(other))


def read_figure(match: re.Match[str]) -> Figure | None:
    """The figure of a match of FIGURE; None where the numeral has no value (a bare 万)."""
    low = _value(match["low"])
    if low is None:
        return None
    scale = _scale(match["scale"])
    high_written = _value(match["high"]) if match["high"] else None
    digits = match["low"] + (f"-{match['high']}" if match["high"] else "")
    written_scale = match["scale"] + (match["high_scale"] or "")
    if high_written is not None:
        # 3—5万 shares its scale, 3万—5万 has its own.
        shared = _scale(match["high_scale"])
        first = low * (scale if match["scale"] else shared)
        return Figure(first, high_written * shared, digits, written_scale, match["unit"] or "")
    low_end, high_end = _bounds(match, low * scale, _grain(match["low"], scale))
    return Figure(low_end, high_end, digits, written_scale, match["unit"] or "")


def _bounds(match: re.Match[str], value: float, grain: float) -> tuple[float, float]:
    before, floor = match["before"] or "", match["floor"] or ""
    if before in {"约", "大约"} or floor in {"左右", "上下"}:
        return value * (1 - _APPROXIMATE), value * (1 + _APPROXIMATE)
    if before in {"近", "将近", "接近", "不到", "不足"}:
        return value * (1 - _APPROXIMATE), value
    if before in {"不超过", "不多于", "至多", "最多"} or floor == "以下":
        return 0.0, value
    if match["inner"] or match["after"] or match["last"]:
        return value, value + grain
    if before or floor == "以上":
        return value, math.inf
    # 24.8万 may be written 25万: a figure with a scale is as exact as its last written digit.
    slack = 0.499 * _last_digit(match["low"], match["scale"]) if match["scale"] else 0.0
    return value - slack, value + slack


def _last_digit(surface: str, scale: str) -> float:
    """The worth of the last written digit, zero or not."""
    decimals = re.split("[.．]", surface)[1:]
    return _scale(scale) * 10.0 ** -len("".join(decimals))


def _grain(surface: str, scale: float) -> float:
    """The worth of the last written digit that is not a filling zero: 1700 is written in hundreds."""
    plain = surface.replace(",", "").replace("．", ".")
    if "." in plain:
        return scale * 10.0 ** -len(plain.split(".")[1])
    if plain.isdigit():
        return scale * 10.0 ** (len(plain) - len(plain.rstrip("0"))) if plain.strip("0") else scale
    return scale * max((_SCALE[c] for c in plain[-1:] if c in _SCALE), default=1.0)


def _scale(surface: str | None) -> float:
    product = 1.0
    for character in surface or "":
        product *= _SCALE[character]
    return product


def _value(surface: str) -> float | None:
    plain = surface.replace(",", "").replace("．", ".")
    if plain[0].isdigit():
        return float(plain)
    if not any(c in _CHINESE or c == "十" for c in plain):
        return None
    if all(c in _CHINESE for c in plain):
        return float("".join(str(_CHINESE[c]) for c in plain))
    total = section = digit = 0.0
    for character in plain:
        if character in _CHINESE:
            digit = float(_CHINESE[character])
        elif character in "万亿":
            total = (total + section + digit) * _SCALE[character]
            section = digit = 0.0
        else:
            section += (digit or 1.0) * _SCALE[character]
            digit = 0.0
    return total + section + digit
