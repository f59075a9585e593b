"""Bounds that stand before a number: 约, 超过, 不少于, 不能超过总数的."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from pipeline.language.numbers import Cue, Number

_NOT = "(?:不(?:得|能|应|可|准|宜|会|要|允许|应当|可以|再|会再|得再)?|未|没有|没|无|严禁|禁止|防止)"
_UP = "超过|超出|突破|高于|多于|大于|超|逾"
_DOWN = "少于|低于|小于|短于"
_CUE = re.compile(
    rf"(?:(?P<not>{_NOT})?(?P<up>{_UP})了?"
    rf"|(?P<not_down>{_NOT})(?P<down>{_DOWN}|下于|下)"
    rf"|(?P<under>{_DOWN}|不足|不到|未到|不满|未满|未达|至多|最多|顶多|不及)"
    r"|(?P<least>至少|最少|起码|最低|(?<![以晚早会网线路身班])上)"
    r"|(?P<over>(?<![超经通不])过|(?<![打突])破)"
    r"|(?P<about>大约|大概|大致|将近|接近|差不多|近乎|(?<![签公条节制履预邀相契合誓违解守])约(?![谈定束])"
    r"|(?<![最附靠临亲邻远就贴])近))"
    r"(?:为|达|达到|有|占)?(?P<of>[^，。；、：0-9]{0,12}的)?\s?$"
)
_LAST = frozenset("超过出破于逾达了下足到满多及少码低上约概致近乎占为有的 ")
_WINDOW = 22
_REACH = 10
_FAR = re.compile(r"至少(?:要|应|须)?[一-鿿]{1,6}$")
_ROUND = frozenset("百千万亿十半")
_RECENT = re.compile(r"(?:^|[，。；：、“在是了]|最)近$")


def cue_before(text: str, reading: Number) -> Cue | None:
    """The bound that stands right before the number, or before the whole whose share the number is."""
    start = reading.start
    if text.find("至少", max(0, start - _REACH), start) >= 0:
        # 至少确定2个: a verb may stand between this bound and the number.
        far = _FAR.search(text, max(0, start - _REACH), start)
        if far is not None:
            return Cue(far.start(), "至少", "at_least", asks=True, share=False)
    if start == 0 or text[start - 1] not in _LAST:
        return None
    match = _CUE.search(text, max(0, start - _WINDOW), start)
    return _cue(match) if match is not None and _fits(match, text, reading) else None


def _fits(match: re.Match[str], text: str, reading: Number) -> bool:
    start = reading.start
    if (match["least"] == "上" or match["over"]) and (match["of"] or text[start] not in _ROUND):
        return False
    if match["of"] and not (reading.kind in ("percent", "permille") or reading.fraction or reading.unit == "倍"):
        return False
    recent = reading.kind == "time" and match["about"] == "近"
    return not (recent and _RECENT.search(text, max(0, start - 2), start))


def _cue(match: re.Match[str]) -> Cue:
    word = "".join(match[g] or "" for g in ("not", "up", "not_down", "down", "under", "least", "over", "about"))
    if match["up"]:
        bound = "at_most" if match["not"] else "more_than"
    elif match["over"]:
        bound = "more_than"
    elif match["down"] or match["least"]:
        bound = "at_least"
    else:
        bound = "at_most" if match["under"] else "approx"
    asks = bool(match["not"] or match["not_down"] or (match["least"] or "上") != "上")
    return Cue(match.start(), word, bound, asks, share=bool(match["of"]))


def bounded(reading: Number, cue: Cue | None) -> Number:
    """The reading with the bound before it: `low` and `high` as the bounds leave them."""
    bound, rule = reading.bound, reading.rule
    if cue is not None:
        rule = f"{cue.word}+{rule}"
        if cue.bound != "approx" or bound == "exact":
            bound = cue.bound
    low, high = _open(bound, reading.low, reading.high)
    return replace(reading, low=low, high=high, bound=bound, rule=rule, cue=cue)


def _open(bound: str, low: Decimal | None, high: Decimal | None) -> tuple[Decimal | None, Decimal | None]:
    if bound in ("more_than", "at_least"):
        return low, None
    if bound == "at_most":
        return None, high if high is not None else low
    return low, high
