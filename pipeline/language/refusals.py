"""What looks like a number with a measure and counts nothing: dates, ordinals, set phrases, names, list marks."""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.language import dates
from pipeline.language.listmarks import inline_mark
from pipeline.language.masks import DATE_CHARACTERS
from pipeline.language.numbers import Number

_D = "[0-9０-９]"
_X = f"[0-9０-９{DATE_CHARACTERS}]"
_NUMBERED = re.compile(rf"(?:{_D}+|{_X}+)\s?号(?!召|称|角|令|线上)")
_LIST_NOUNS = re.compile(r"(?:点|个方面|方面|条|项|个)(?:具体|重要|明确|基本|简要|工作)?(?:的)?"
                         r"(?:意见|建议|要求|体会|希望|想法|看法|启示|思考|感受|认识|说明|不足|打算)")  # fmt: skip
_PLANS = re.compile(
    r"(?:钟|公里|里)[\u4e00-\u9fff]{0,8}圈|(?:年|天|日|个月|个季度|月)(?:"
    r"(?:(?!时间|实施|完成|开展|推进|制定|编制|落实|执行|[内来间后前完的建])[\u4e00-\u9fff]){0,6}?"
    r"(?:行动|计划|规划|攻坚|方案|纲要|专项整治|会战)"
    r"|(?:工程|过渡期|大庆|任期|学制|制(?![度定约造])|困难时期|自然灾害|冲刺|活动))"
)
_ECHO = re.compile(
    r"[一两二双三四五六七八九十百千万半][\u4e00-\u9fff]{1,2}[一两二双三四五六七八九十百千万半多几无][\u4e00-\u9fff]"
)
_LATIN = re.compile(r"[A-Za-z]")
_CHINESE = re.compile("[一二两三四五六七八九十百]+")
_SESSION = re.compile("(?:届|人大|政协|党代会|代表大会|委员会|常委会)$")
_RANKED = re.compile("(?:[前后]|倒数|排名|位居|名列|位列|列)$")
_ASPECTS = re.compile("方面|层面|维度|环节|角度|字(?!以)|大字|特点|特征|原则|关键|要点")
_NAMED_RULES = re.compile(
    "(?:条|项|个|则)(?:硬性|硬|刚性|具体|重要|重点|主要|政策|支持|惠企|创新|基本|工作)*"
    "(?:措施|规定|办法|意见|举措|禁令|准则|纪律|原则|制度|机制|标准|红线|底线|铁律|战略|保障|注意|改革)"
)
_SHAPE_NEXT = frozenset("年月日学季世时点号:：—–―~～至到、和与-－./ 〇○零一二三四五六七八九十0123456789")
_BRACKETED_YEAR = re.compile(r"[〔\[［【（(]\s?(?:19|20)[0-9*×xX]{2}\s?年?[〕\]］】）)]\s?第?\s?$")
_HALVES = frozenset(("半数", "一半", "半"))
_COUNTED_IN_TEN_THOUSANDS = re.compile(r"[0-9一二两三四五六七八九十百千几数].*[万亿]$")
_ALWAYS = frozenset(("ratio", "percent", "permille"))
_ROUND = re.compile("[百千万亿]{1,2}")
_LASTING = re.compile(
    "(?:历时|为期|长达|用|用了|耗时|将近|提前|缩短|延长|满|超过|少于|脱产|会期|工期|学制|需|需要|花|花了|再|等|约)$"
)
_SLOGAN_HEADS = re.compile(
    "(?:紧紧|牢牢|始终|必须|坚决|坚定|坚持|确立|维护|确保|不|绝不|没有|离不开|毫不|务必|一律|一批|一流|全面|更加|进一步|切实|着力|转变|"
    "相结合|结合|统一|自信|意识|大局|现代化|代表|凡是|倍增|率先|走在前|先行|带头|围绕|明确|到位|满意|放心|不变|延伸|覆盖|提升|提高|关键少数)"
)
_DOCTRINE_TAIL = re.compile("[\u4e00-\u9fff]{2}(?=[、，。；：”’]|$)")
_DOCTRINE_VERB = re.compile(
    "(?:增强|坚定|做到|捍卫|拥护|领悟|践行|坚持|统筹|推进|强化|牢记|把握|正确处理|践诺|秉持)(?:好|了)?$"
)
_SMALL = re.compile(r"[一二两三四五六七八九十双百千万亿半]+$")
_QUOTED_MERIT = re.compile(r"[“‘「][\u4e00-\u9fff]{2,3}[”’」](?=$|[\s，。；、：,;]|[做抓推扎]实?)")
_COLLECTION = re.compile(r"[（(【\[](?:精选|通用|共|合集|优选)?[0-9一二三四五六七八九十]{1,3}篇[)）】\]]")
_YEAR_ORDINAL = re.compile(r"第\s?(?:[0-9]+|[二三四五六七八九十百]+)\s?(?:个)?年")


class Refusal(NamedTuple):
    """Why a stretch counts nothing, and the half-open stretch."""

    start: int
    end: int
    reason: str


def by_shape(text: str, start: int, end: int) -> Refusal | None:
    """A date, a time of day or a number with 号 that begins at `start`; `end` is where its first number ends."""
    following = text[end : end + 1]
    if following not in _SHAPE_NEXT and text[start : start + 1] not in "[":
        return None
    if (stop := dates.calendar_end(text, start)) is not None:
        return Refusal(start, stop, "date")
    if (stop := dates.clock_end(text, start, end)) is not None:
        return Refusal(start, stop, "time")
    if match := _NUMBERED.match(text, start):
        bracketed = _BRACKETED_YEAR.search(text, max(0, start - 12), start)
        first = bracketed.start() if bracketed else start
        return Refusal(first, match.end(), "document_number" if bracketed else "designation")
    return None


def list_mark(text: str, start: int) -> Refusal | None:
    """一、（一）1. 一是 at the beginning of a sentence or a paragraph."""
    mark = inline_mark(text, start)
    return Refusal(*mark, "list_mark") if mark else None


def refusal(text: str, reading: Number, cued: bool) -> str | None:
    """Why a reading that looks like a quantity is none; `cued`: a bound stands before it."""
    before, after = text[reading.start - 1 : reading.start], text[reading.end : reading.end + 1]
    if reading.ordinal:
        if not _YEAR_ORDINAL.match(text, reading.start):
            return "ordinal"
        return "date" if dates.in_next_year(text, reading.start) else None
    times = before == "×" and text[reading.start - 2 : reading.start - 1].isdigit()
    if before == "+" or after == "+" or times or (before and _LATIN.match(before) and not reading.masked):
        return "designation"
    if reading.unit == "次" and _SESSION.search(text, max(0, reading.start - 4), reading.start):
        return "ordinal"
    if reading.kind == "person" and _RANKED.search(text, max(0, reading.start - 4), reading.start):
        return "ordinal"
    if reading.masked:
        return _masked(text, reading)
    if reading.measure is None:
        return _without_measure(text, reading, cued)
    if _PLANS.match(text, reading.end - 1) and reading.kind in ("time", "length") and reading.bound == "exact":
        return "designation"
    if reading.measure.word == "周年":
        return "time"
    if reading.measure.word == "篇" and _COLLECTION.search(text, max(0, reading.start - 4), reading.end + 1):
        return "designation"
    if reading.measure.word in ("个", "项", "条", "种") and _QUOTED_MERIT.match(text, reading.end):
        return "slogan"
    if _LIST_NOUNS.match(text, reading.end - 1):
        return "list_mark"
    if reading.numeral in ("几", "数"):
        return "indefinite"
    if reading.kind == "noun" and reading.measure.begins_another_word(text, reading.end):
        return "designation"
    if _CHINESE.fullmatch(reading.numeral) and _ASPECTS.match(text, reading.end):
        return "list_mark"
    if _CHINESE.fullmatch(reading.numeral) and not cued and _NAMED_RULES.match(text, reading.end - 1):
        return "designation"
    return _written_out(text, reading, cued) if _SMALL.match(reading.numeral) else None


def _masked(text: str, reading: Number) -> str | None:
    measure = reading.measure
    if measure is None:
        return None if reading.bound == "more_than" and reading.end - reading.start > 2 else "designation"
    if measure.begins_another_word(text, reading.end):
        return "designation"
    if measure.kind == "noun" and not _counted_before(text, reading):
        return "designation"
    if measure.word in ("年", "日", "年度"):
        return "date"
    return None


def _counted_before(text: str, reading: Number) -> bool:
    """*个村…，其中*村…: the noun has been counted with the same mask just before, so it is no name (*村)."""
    mask, noun = reading.numeral[:1], reading.measure.word if reading.measure else ""
    return re.search(re.escape(mask) + "{1,3}个" + noun, text[max(0, reading.start - 40) : reading.start]) is not None


def _without_measure(text: str, reading: Number, cued: bool) -> str | None:
    if reading.fraction or reading.numeral in _HALVES:
        return None
    if reading.bound in ("more_than", "approx") and (len(reading.numeral) > 1 or reading.numeral.isdigit()):
        return None
    if cued and _ROUND.fullmatch(reading.numeral):
        return None
    if _COUNTED_IN_TEN_THOUSANDS.search(reading.numeral):
        return None
    if cued and reading.numeral[-1:].isdigit() and _LATIN.match(text[reading.end : reading.end + 1] or " ") is None:
        return None
    return "designation"


def _written_out(text: str, reading: Number, cued: bool) -> str | None:
    """A number of one or two Chinese characters: a quantity only where nothing makes it a word or a set phrase."""
    measure, numeral = reading.measure, reading.numeral
    assert measure is not None
    bounded = cued or reading.bound != "exact"
    if numeral == "一":
        return None if bounded or measure.kind in _ALWAYS or reading.low != 1 else _kind_of_one(measure.kind)
    if numeral == "半":
        return None if _LASTING.search(text, max(0, reading.start - 4), reading.start) or bounded else "time"
    if measure.begins_another_word(text, reading.end):
        return "designation"
    if _ROUND.fullmatch(numeral):
        return None if bounded else "designation"
    if measure.kind == "noun":
        return None if bounded or len(numeral) > 1 else "designation"
    if reading.low is not None and reading.low % 1:
        return None
    if len(numeral) == 1 and not bounded and _echoes(text, reading):
        return "slogan"
    return "slogan" if len(numeral) == 1 and _is_slogan(text, reading) else None


def _kind_of_one(kind: str) -> str:
    return "time" if kind == "time" else "indefinite"


def _echoes(text: str, reading: Number) -> bool:
    """一图一册一档, 三会一课: two written digits with one character each."""
    match = _ECHO.match(text, reading.start)
    if match and match[0][-1] not in "级类等线期星个名项":
        return True
    match = _ECHO.match(text, max(0, reading.start - 2))
    return match is not None and reading.start >= 2 and len(match[0]) == 4 and match.start() + 2 == reading.start


def _is_slogan(text: str, reading: Number) -> bool:
    """三个紧紧围绕; 坚定四个自信、: a numeral that sums up a doctrine."""
    if reading.measure is None or reading.measure.word not in ("个", "项", "种", "条"):
        return False
    if _SLOGAN_HEADS.match(text, reading.end):
        return True
    return bool(_DOCTRINE_TAIL.match(text, reading.end)) and bool(
        _DOCTRINE_VERB.search(text, max(0, reading.start - 4), reading.start)
    )
