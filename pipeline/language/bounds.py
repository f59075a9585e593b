"""What stands before a number and tells how it is meant: bounds (约, 不少于), signs, currencies, growth (翻两番)."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from pipeline.language.measures import Measures
from pipeline.language.numbers import HALVES, Cue, Number

_NOT = "(?:不(?:得|能|应|可|准|宜|会|要|允许|应当|可以|再|会再|得再)?|未|没有|没|无|严禁|禁止|防止)"
_UP = "超过|超出|突破|高于|多于|大于|超|逾"
_DOWN = "少于|低于|小于|短于"
_CUE = re.compile(
    rf"(?:(?P<not>{_NOT})?(?P<up>{_UP})了?"
    rf"|(?P<not_down>{_NOT})(?P<down>{_DOWN}|下于|下)"
    rf"|(?P<under>{_DOWN}|不足|不到|未到|不满|未满|未达|至多|最多|顶多|不及)"
    r"|(?P<least>至少|最少|起码|最低|(?<![以晚早会网线路身班])上)"
    r"|(?P<over>(?<![超经通不])过|(?<![打突侦])破|跨越|跨过|越过)"
    r"|(?P<about>(?:大约|大概|大致|(?<![签公条节制履预邀相契合誓违解守])约)(?:增长|增加|提高|上升|下降|减少|降低)?"
    r"|将近|接近|差不多|近乎|(?<![最附靠临亲邻远就贴])近))"
    r"(?:为|达|达到|有|占)?(?P<of>[^，。；、：0-9]{0,12}的|全[球国省市区县校]|总[数量])?\s?$"
)
_LAST = frozenset("超过出破于逾达了下足到满多及少码低上约概致近乎占为有的越长加高升降球国省市区县校数量 ")
_WINDOW = 22
_REACH = 10
_FAR = re.compile(r"至少(?:要|应|须)?[一-鿿]{1,6}$")
_ROUND = frozenset("百千万亿十半")
_RECENT = re.compile(r"(?:^|[，。；：、“在是了]|最)近$")
_LARGE = re.compile("[万亿]$")
# A sign belongs to what can be negative; a dash is one only behind a word that leads up to a value.
_MINUS = re.compile(r"(?<=[长速降幅温润为率是达到至于在比现呈（(：:、])[-－−﹣负]$")
_MINUS_SIGNS = frozenset("-－−﹣负")
_BELOW_ZERO = re.compile("零下$")
_SIGNED = frozenset(("percent", "permille", "temperature", "money"))
_GROWN = re.compile("(?:增长|增加|提高|提升|扩大|上升|增|翻|多|高)(?:了|出)?(?:约|近|将近|接近|超过|超|不止|至少)?$")
_TURNED = re.compile("翻(?:了|上)?(?:约|近|将近|接近|超过|超|不止|至少)?$")


def prefixed(reading: Number, text: str, known: Measures) -> tuple[Number, int]:
    """The reading with the currency, the growth and the sign before it, and where it begins with them."""
    return _signed(_priced(_multiplied(reading, text), text, known), text)


def _multiplied(reading: Number, text: str) -> Number:
    """翻两番 is 4 倍; what has grown by one 倍 is 2 倍."""
    if reading.measure is None or reading.low is None or reading.low != reading.low.to_integral_value():
        return reading
    if reading.measure.word == "番" and _TURNED.search(text, max(0, reading.start - 6), reading.start):
        twice = Decimal(2) ** reading.low
        return replace(reading, low=twice, high=twice, unit="倍", rule=f"{reading.rule}+翻")
    if reading.unit == "倍" and reading.low == 1 and _GROWN.search(text, max(0, reading.start - 6), reading.start):
        return replace(reading, low=Decimal(2), high=Decimal(2), rule=f"{reading.rule}+增长")
    return reading


def _priced(reading: Number, text: str, known: Measures) -> Number:
    """US$3亿, 港币200万元: the currency before a sum."""
    if reading.unit not in ("", "元") or reading.fraction:
        return reading
    currency = known.currency_before(text, reading.start)
    if currency is None:
        return reading
    measure = reading.measure or currency
    return replace(reading, unit=currency.unit, kind="money", measure=measure, rule=f"{reading.rule}+{currency.word}")


def _signed(reading: Number, text: str) -> tuple[Number, int]:
    """The reading with the sign before it, and where both begin: -3.2%, 负2.1%, 零下6.2摄氏度."""
    if reading.kind not in _SIGNED or reading.ordinal or reading.masked:
        return reading, reading.start
    start = reading.start
    if reading.kind == "temperature" and (below := _BELOW_ZERO.search(text, max(0, start - 2), start)):
        low, high = _negative(reading.high), _negative(reading.low)
        bound = "at_most" if reading.bound == "more_than" else reading.bound  # 零下40多度 is colder than that
        return replace(reading, low=low, high=high, bound=bound, rule=f"零下+{reading.rule}"), below.start()
    minus = _MINUS.search(text, max(0, start - 2), start) if text[start - 1 : start] in _MINUS_SIGNS else None
    if minus is None:
        return reading, start
    return negated(reading, minus.start()), minus.start()


def negated(reading: Number, start: int) -> Number:
    """The reading with the minus that stands before it at `start`."""
    high = reading.high if reading.bound == "range" else _negative(reading.high)
    return replace(reading, start=start, low=_negative(reading.low), high=high, rule=f"负+{reading.rule}")


def _negative(value: Decimal | None) -> Decimal | None:
    return None if value is None else -value


def cue_before(text: str, reading: Number, start: int) -> Cue | None:
    """The bound that stands right before the number, or before the whole whose share the number is; `start`: where
    the number begins with its sign."""
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
    if match["least"] == "上" and (match["of"] or text[start] not in _ROUND):
        return False
    if match["over"] and (match["of"] or not _passed(match["over"], text[start], reading)):
        return False
    if match["of"] and not _is_share(reading, match["of"]):
        return False
    recent = reading.kind == "time" and match["about"] == "近"
    return not (recent and _RECENT.search(text, max(0, start - 2), start))


def _is_share(reading: Number, whole: str) -> bool:
    """超过总数的30%, 超过全国一半; 高于全国1.4个百分点 is a difference from the whole and no share of it."""
    if reading.fraction or reading.numeral in HALVES:
        return True
    return whole.endswith("的") and (reading.kind in ("percent", "permille") or reading.unit == "倍")


def _passed(word: str, first: str, reading: Number) -> bool:
    """过半, 过五成, 首破10万亿元, 跨越2万亿: what is passed is a round number, a share or a great number."""
    if word == "过":
        return first in _ROUND or reading.kind == "percent"
    return bool(_LARGE.search(reading.numeral)) and reading.kind != "length"


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
