"""What a labelled quantity says, read from its characters and the word before it."""

from __future__ import annotations

import re
from typing import TypedDict

MULTIPLES = {"万": 10_000.0, "亿": 100_000_000.0}
CHINESE_NUMBERS = {"六成": (60.0, "%"), "八成": (80.0, "%"), "四个": (4.0, "个")}
MASK = re.compile(r"^[*×xX]+")
RANGE = re.compile(r"^([\d.]+)[至—~-]([\d.]+)")
FRACTION = re.compile(r"^(\d+)/(\d+)$")
NUMBER = re.compile(r"^([\d.]+)")
BEFORE = {
    "approx": re.compile(r"(?:约|近|大约|将近)$"),
    "at_least": re.compile(r"(?:不少于|不低于|(?:至少)[\u4e00-\u9fff]{0,3})$"),
    "at_most": re.compile(r"(?:不超过|不高于|不到|低于)$"),
    "more_than": re.compile(r"(?:超过|突破)$"),
}
AFTER = {
    "at_least": re.compile(r"以上$"),
    "at_most": re.compile(r"(?:以内|以下|内)$"),
    "approx": re.compile(r"左右$"),
}
MORE = re.compile(r"[多余]")


class Amount(TypedDict):
    """The columns of a quantity that its characters decide."""

    value_low: float | None
    value_high: float | None
    bound: str
    masked: bool
    unit: str


def amount(surface: str, before: str) -> Amount:
    """Read `surface`; `before` is the text that precedes it. Raises ValueError where there is no number."""
    core = "".join(chr(ord(c) - 0xFEE0) if "０" <= c <= "９" else c for c in surface)
    bound = _bound(core, before)
    for pattern in AFTER.values():
        core = pattern.sub("", core)
    if match := MASK.match(core):
        return Amount(value_low=None, value_high=None, bound=bound, masked=True, unit=_unit(core[match.end() :]))
    low, high, rest = _numbers(core)
    if low != high:
        return Amount(value_low=low, value_high=high, bound="range", masked=False, unit=_unit(rest))
    return Amount(
        value_low=None if bound == "at_most" else low,
        value_high=None if bound in {"at_least", "more_than"} else high,
        bound=bound,
        masked=False,
        unit=_unit(rest),
    )


def _bound(core: str, before: str) -> str:
    found = [name for name, pattern in AFTER.items() if pattern.search(core)]
    found += ["more_than"] if MORE.search(core) else []
    found += [name for name, pattern in BEFORE.items() if pattern.search(before)]
    return found[0] if found else "exact"


def _numbers(core: str) -> tuple[float, float, str]:
    if match := FRACTION.match(core):
        value = round(int(match[1]) / int(match[2]), 6)
        return value, value, ""
    if core in CHINESE_NUMBERS:
        value, unit = CHINESE_NUMBERS[core]
        return value, value, unit
    match = RANGE.match(core) or NUMBER.match(core)
    if not match:
        raise ValueError(f"no number in {core!r}")
    factor, rest = _factor(core[match.end() :])
    low, high = float(match[1]), float(match[match.lastindex or 1])
    return round(low * factor, 6), round(high * factor, 6), rest


def _factor(rest: str) -> tuple[float, str]:
    rest = MORE.sub("", rest)
    return (MULTIPLES[rest[0]], rest[1:]) if rest[:1] in MULTIPLES else (1.0, rest)


def _unit(rest: str) -> str:
    rest = MORE.sub("", rest)
    return rest[1:] if rest[:1] in MULTIPLES else rest
