"""The grammar of a number with its measure: core, multiplier, 多 or 余, measure, 以上 — and ranges of two of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from pipeline.language import masks, numerals
from pipeline.language.measures import Measure, Measures

CANDIDATE = re.compile(
    r"(?P<ordinal>第\s?)?"
    rf"(?:(?P<mask>(?:[0-9]{{0,3}}(?:{masks.FIGURE})+(?:[.．]?(?:{masks.FIGURE}|[0-9])+)*))"
    r"|(?P<half>半数|一半|(?<=[过超近])半(?![年天夜途路])|半(?=年|天|小时|个|周|世纪))"
    r"|(?P<doubled>翻了?番(?!计划|工程|行动))"
    rf"|(?P<share>[百千万]分之)?(?P<number>{numerals.CHINESE}分之{numerals.CHINESE}"
    rf"|[0-9０-９]+[/／][0-9０-９]+(?![0-9/])|{numerals.NUMERAL}))"
)
# Where a candidate can begin: one cheap pass over the text for this set keeps the grammar off every other character.
BEGINS = re.compile(
    r"[第0-9０-９零一二三四五六七八九〇○两俩仨十百千万亿廿卅几数萬億壹贰叁肆伍陆柒捌玖拾半翻*＊✱×✕╳●◯■□△▲◆xXｘＸ_＿]"
)
_TAIL = re.compile(
    r"\s?(?P<more>多(?!元化|种经营|样|次|数|维|层|点|年)|余|来(?=[个年天名岁万户家亩里斤次人件]))?"
    r"(?P<big>万亿|[万亿]|百(?!姓)|千(?![瓦米克卡伏赫帕焦]))?(?P<again>多(?!元化|种经营|样)|余)?\s?"
)
_MORE_AFTER = re.compile(r"[多余](?![元样种数层次出])")
_SUFFIX = re.compile(
    r"\s?(?:[（(]含[^）)]{0,6}[）)])?(?:及|或)?(?P<suffix>以上|之上|及上|以下|之下|以内|之内|左右|上下|开外)"
)
_RANGE = re.compile(r"\s?(?:[—–―－-]{1,2}|[~～〜]|至|到)\s?")
_BIG = {"百": 100, "千": 1000, "万": 10**4, "亿": 10**8, "万亿": 10**12}
_SCALE = re.compile("(?<=[0-9０-９])(?:万亿|[万亿])$")
HALVES = frozenset(("半数", "一半", "半"))
_STRONG = re.compile("强(?=[，。；、）)]|$)")
_PER = re.compile(r"\s?[/／]\s?")
_PERIODS = frozenset("秒时日月")
_LARGEST_SHARE = 10
_LONGEST_TIME = 3
_NEIGHBOUR_BEFORE = re.compile("(?:分别|各|依次)[^，。；]{0,12}$|[0-9０-９一二三四五六七八九十]、$|[初高大第]$")
_NEIGHBOUR = re.compile("([一二两三四五六七八九1-9])([十百千万亿]*)$")
_RANKS = frozenset("期类批班组段轮章节卷版队层部代届楼栋幢号")
_DIVISIBLE = frozenset(("time", "length", "weight", "area", "ratio", "money"))
_SUFFIXES = {
    "以上": "at_least", "之上": "at_least", "及上": "at_least", "开外": "more_than", "以下": "at_most",
    "之下": "at_most", "以内": "at_most", "之内": "at_most", "左右": "approx", "上下": "approx",
}  # fmt: skip


class Core(NamedTuple):
    """A number with its multiplier and its measure, before its bounds: the half-open span and what it says."""

    start: int
    end: int
    low: Decimal | None
    high: Decimal | None
    more: str
    measure: Measure | None
    masked: bool
    numeral: str


class Cue(NamedTuple):
    """A bound before a number: where it begins, its words, what it makes of the number.

    `asks`: it demands or forbids (不少于, 至少). `share`: a whole stands between it and the number (不超过总数的).
    """

    start: int
    word: str
    bound: str
    asks: bool
    share: bool


@dataclass(frozen=True)
class Number:
    """A number with its measure in a text. `low` and `high` are in `unit`, both None where masked.

    `numeral`: the characters of the number alone, with the scale that it shares (1.2、1.8亿: 1.2亿); `kind`: the
    measure's kind, '' for none; `ordinal`: 第 before it; `cue`: the bound before it.
    """

    start: int
    end: int
    low: Decimal | None
    high: Decimal | None
    bound: str
    masked: bool
    unit: str
    kind: str
    numeral: str
    measure: Measure | None
    ordinal: bool
    rule: str
    cue: Cue | None = None

    @property
    def grain(self) -> Decimal:
        """The worth of the last written digit: 1000 for 1.2万, 0.1 for 91.3%, 1 for what is written in full."""
        return _grain(self.numeral) * (self.measure.multiplier if self.measure else 1)

    @property
    def fraction(self) -> bool:
        """Written as a part of a whole: 三分之二, 2/3."""
        return any(mark in self.numeral for mark in ("分之", "/", "／"))


_WRITTEN = re.compile(r"[0-9０-９,，]*(?:[.．·﹒。]([0-9０-９]+))?\s?([十百千万亿]*)$")
_WRITTEN_OUT = re.compile("[万亿]+$")


def _grain(numeral: str) -> Decimal:
    written = _WRITTEN.match(numeral) if numeral[:1].isdigit() else None
    # 六百八十万 is as exact as 680万.
    units = written[2] if written else "".join(_WRITTEN_OUT.findall(numeral))
    scale = 1
    for unit in units:
        scale *= _BIG.get(unit, 10)
    return Decimal(scale).scaleb(-len(written[1] or "") if written else 0)


def read_at(match: re.Match[str], text: str, known: Measures) -> Number | None:
    """What the candidate says, with its measure, its bounds after it and the range it may open; None if no number."""
    core = _core(match, text, known)
    if core is None:
        return None
    reading = _reading(core, bool(match["ordinal"]))
    if not reading.ordinal:
        reading = _to_second(core, text, known) or reading
    return _suffixed(reading, text)


def _to_second(core: Core, text: str, known: Measures) -> Number | None:
    """The range that opens with `core`: 3至4个, 3、4个."""
    if (second := _second(core, text, known)) is not None:
        return _range(core, second, text)
    return _neighbours(core, text, known)


def _neighbours(core: Core, text: str, known: Measures) -> Number | None:
    """每周3、4个, 二、三百亿度, 十七、八个: two neighbouring digits, set apart, say a range unless each counts."""
    if core.measure is not None or core.low is None or text[core.end : core.end + 1] != "、":
        return None
    match = CANDIDATE.match(text, core.end + 1)
    if match is None or not match["number"] or _NEIGHBOUR_BEFORE.search(text, max(0, core.start - 16), core.start):
        return None
    second = _core(match, text, known)
    if second is None or second.measure is None or second.low is None or second.measure.word in _RANKS:
        return None
    span = _span_of_neighbours(core, second)
    if span is None:
        return None
    return replace(_reading(second._replace(low=span[0], high=span[1]), False), start=core.start, rule="range")


def _span_of_neighbours(core: Core, second: Core) -> tuple[Decimal, Decimal] | None:
    """What two neighbouring digits are worth, with the tens or the scale that both share; None where they are none."""
    last = _NEIGHBOUR.match(second.numeral)
    digit = numerals.read(last[1]) if last else None
    if digit is None or core.low is None or second.low is None or core.low % 10 + 1 != digit.low:
        return None
    if len(core.numeral) == 1:
        return second.low / digit.low * core.low, second.low
    tens = core.numeral[-2] == "十" and len(second.numeral) == 1
    return (core.low, core.low + 1) if tens else None


def _core(match: re.Match[str], text: str, known: Measures) -> Core | None:
    if match["half"]:
        return _half(match, text, known)
    if match["doubled"]:
        return Core(match.start(), match.end(), Decimal(2), Decimal(2), "", known.words["倍"], False, match[0])
    if match["share"]:
        return _percent(match, text, known)
    tail = _TAIL.match(text, match.end())
    assert tail is not None
    numeral = _numeral(match, tail["big"] or "")
    if numeral is None and not match["mask"]:
        return None
    measure, end = _measure(tail, text, known)
    if measure is None or (measure.word == "成" and numeral is not None and numeral.low > _LARGEST_SHARE):
        measure, end = None, tail.end() if tail["big"] or tail["more"] else match.end()
    written = match[0][len(match["ordinal"] or "") :] + (tail["big"] or "")
    more = tail["more"] or tail["again"] or ("几" if numeral and numeral.vague else "")
    low, high = (numeral.low, numeral.high) if numeral else (None, None)
    return _with_rest(Core(match.start(), end, low, high, more, measure, numeral is None, written), text, known)


def _numeral(match: re.Match[str], big: str) -> numerals.Numeral | None:
    """The number with the unit behind 多 or 余: 一亿一千四百多万 counts 万 only in its last part."""
    written = match["number"]
    if written is None:
        return None
    if "/" in written or "／" in written:
        return _slashed(written)
    return numerals.read(written + big)


def _measure(tail: re.Match[str], text: str, known: Measures) -> tuple[Measure | None, int]:
    """The measure behind the number, with the one that it is divided by (元/平方米), and where it ends."""
    measure = known.at(text, tail.end())
    if measure is None:
        return None, tail.end()
    end = tail.end() + len(measure.word)
    per = _PER.match(text, end)
    if per is None:
        return measure, end
    whole = known.at(text, per.end())
    word, unit = (whole.word, whole.unit) if whole else (text[per.end() : per.end() + 1],) * 2
    if whole is None and word not in _PERIODS:
        return measure, end
    joint = replace(measure, word=f"{measure.word}/{word}", unit=f"{measure.unit}/{unit}", other_word=None)
    return joint, per.end() + len(word)


def _slashed(text: str) -> numerals.Numeral | None:
    above, below = (Decimal(part) for part in text.replace("／", "/").split("/"))
    if not below or above >= below:
        return None
    return numerals.Numeral(above / below, above / below, False)


def _half(match: re.Match[str], text: str, known: Measures) -> Core:
    half = Decimal("0.5")
    measure = known.at(text, match.end()) if match["half"] == "半" else None
    end = match.end() + (len(measure.word) if measure else 0)
    core = Core(match.start(), end, half, half, "", measure, False, match["half"])
    return _with_rest(core, text, known)


def _percent(match: re.Match[str], text: str, known: Measures) -> Core | None:
    numeral = numerals.read(match["number"])
    if numeral is None:
        return None
    end, more = match.end(), "几" if numeral.vague else ""
    if text[end : end + 1] in ("多", "余", "强"):
        more, end = text[end], end + 1
    measure = known.words.get({"百": "%", "千": "‰"}.get(match["share"][0], ""))
    share = 1 if measure else 10**4
    return Core(match.start(), end, numeral.low / share, numeral.high / share, more, measure, False, match[0])


def _with_rest(core: Core, text: str, known: Measures) -> Core:
    """一天半, 两年多, 三个多小时, 九成五, 24%强: what follows the measure and still belongs to the number."""
    measure = core.measure
    if measure is None:
        return core
    following = text[core.end : core.end + 1]
    if measure.word == "个" and following == "多":
        return _some_more(core, text, known)
    if measure.word == "成" and core.low is not None and (tenths := _tenths(core, text, known)):
        return core._replace(end=core.end + 1, low=core.low + tenths, high=core.low + tenths)
    if following == "半" and measure.kind in _DIVISIBLE and core.low is not None:
        half = Decimal("0.5")
        high = None if core.high is None else core.high + half
        return core._replace(end=core.end + 1, low=core.low + half, high=high)
    if measure.word == "个" and following == "半" and core.low is not None:
        return _half_more(core, text)
    divisible = measure.kind in _DIVISIBLE or measure.word == "成"
    if following in ("多", "余") and divisible and _MORE_AFTER.match(text, core.end):
        return core._replace(end=core.end + 1, more=following)
    if measure.kind == "percent" and _STRONG.match(text, core.end):
        return core._replace(end=core.end + 1, more=following)
    return core


def _some_more(core: Core, text: str, known: Measures) -> Core:
    """三个多小时, 一个多月: 多 stands inside the measure."""
    for size in range(_LONGEST_TIME, 0, -1):
        measure = known.words.get("个" + text[core.end + 1 : core.end + 1 + size])
        if measure is not None and len(measure.word) == size + 1 and measure.kind == "time":
            return core._replace(end=core.end + 1 + size, more="多", measure=measure)
    return core


def _tenths(core: Core, text: str, known: Measures) -> Decimal | None:
    """九成五, 一成半: the half or the tenths of a 成, which is counted in 成."""
    following = text[core.end : core.end + 1]
    if following == "半":
        return Decimal("0.5")
    digit = "一二三四五六七八九".find(following) + 1 if following else 0
    counts = known.at(text, core.end + 1) or text[core.end + 1 : core.end + 2] in numerals.UNITS
    return Decimal(digit) / 10 if digit and not counts else None


def _half_more(core: Core, text: str) -> Core:
    """三个半小时."""
    for word in ("小时", "月", "学时", "钟头", "星期"):
        if text.startswith(word, core.end + 1) and core.low is not None and core.measure is not None:
            unit = {"月": "个月", "钟头": "小时"}.get(word, word)
            value = core.low + Decimal("0.5")
            measure = replace(core.measure, unit=unit, kind="time")
            return core._replace(end=core.end + 1 + len(word), low=value, high=value, measure=measure)
    return core


def _second(core: Core, text: str, known: Measures) -> Core | None:
    """The other end of a range that opens with `core`."""
    mark = _RANGE.match(text, core.end)
    if mark is None or (core.measure is None and core.more):
        return None
    if mark[0].strip() in ("至", "到") and core.measure is not None and text[core.start - 1 : core.start] in "由从":
        return None
    match = CANDIDATE.match(text, mark.end())
    if match is None or match["ordinal"] or match["half"] or bool(match["mask"]) != core.masked:
        return None
    second = _core(match, text, known)
    if second is not None and second.measure is None and core.measure is not None and "分之" in core.numeral:
        second = second._replace(measure=core.measure)
    if second is None or second.measure is None:
        return second if second and core.measure is None and _written_factor(second.numeral) > 1 else None
    if core.measure is not None and core.measure.unit != second.measure.unit:
        return None
    return second


def _reading(core: Core, ordinal: bool) -> Number:
    measure = core.measure
    low, high = _scaled(core.low, core), _scaled(core.high, core)
    bound, rule = "exact", "number"
    if low is not None and high is not None and low < high:
        bound, rule = "range", "neighbouring digits"
    if core.more == "来":
        bound, rule = "approx", "number+来"
    elif core.more:
        bound, rule = "more_than", f"number+{core.more}"
    return Number(
        core.start, core.end, low, high, bound, core.masked, measure.unit if measure else "",
        measure.kind if measure else "", core.numeral, measure, ordinal, rule,
    )  # fmt: skip


def _scaled(value: Decimal | None, core: Core) -> Decimal | None:
    if value is None:
        return None
    return value * (core.measure.multiplier if core.measure else 1)


def _range(first: Core, second: Core, text: str) -> Number:
    measure = second.measure
    low, high = _scaled(first.low, first._replace(measure=measure)), _scaled(second.high, second)
    scale = _written_factor(second.numeral)
    plain = first.measure is None and _written_factor(first.numeral) == 1
    if low is not None and high is not None and plain and scale > 1 and low * scale < high:
        low *= scale
    reading = _reading(second, False)
    if low is not None and high is not None and low >= high:
        return _reading(first, False)
    return replace(reading, start=first.start, low=low, bound="range", rule="range", numeral=first.numeral)


def _written_factor(numeral: str) -> int:
    """The multiplier that a mixed numeral ends with: 10000 for 20万."""
    for word in ("万亿", "亿", "万"):
        if numeral.endswith(word) and len(numeral) > len(word):
            return _BIG[word]
    return 1


def _suffixed(reading: Number, text: str) -> Number:
    match = _SUFFIX.match(text, reading.end)
    if match is None or (reading.measure is None and not reading.numeral):
        return reading
    bound = _SUFFIXES[match["suffix"]]
    if bound == "approx" and reading.bound == "range":
        bound = "range"
    return replace(reading, end=match.end(), bound=bound, rule=f"{reading.rule}+{match['suffix']}")


def with_unit_of(bare: Number, full: Number) -> Number:
    """A number without a measure as one of a list that shares the scale and the measure of `full`."""
    assert full.measure is not None
    scale = _SCALE.search(full.numeral)
    word = scale[0] if scale and bare.numeral[-1:].isdigit() and (bare.low or 0) < _BIG[scale[0]] else ""
    factor = full.measure.multiplier * (_BIG[word] if word else 1)
    low, high = (None if value is None else value * factor for value in (bare.low, bare.high))
    return replace(
        bare, measure=full.measure, unit=full.unit, kind=full.kind, low=low, high=high,
        numeral=bare.numeral + word, rule=f"{bare.rule}+shared unit",
    )  # fmt: skip


def measured(text: str, start: int, end: int, known: Measures) -> bool:
    """Whether a number with a measure stands in `text[start:end]`; one written digit alone (一个) counts nothing."""
    for match in CANDIDATE.finditer(text, start, end):
        found = None if match["ordinal"] else read_at(match, text, known)
        if found is not None and found.measure is not None and (len(found.numeral) > 1 or found.numeral.isdigit()):
            return True
    return False
