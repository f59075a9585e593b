"""What looks like a number with a measure and counts nothing: dates, ordinals, set phrases, names, list marks."""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.language import dates
from pipeline.language.listmarks import inline_mark
from pipeline.language.masks import DATE_CHARACTERS
from pipeline.language.measures import Measure
from pipeline.language.numbers import HALVES, Number

_X = f"[0-9０-９{DATE_CHARACTERS}]"
_NUMBERED = re.compile(rf"{_X}+\s?号")
_LIST_NOUNS = re.compile(
    "(?:个方面|条|项|个)(?:重要|明确)?的?(?:意见|建议|要求|体会|希望|想法|看法|启示|思考|感受|认识|说明|不足|打算)"
)
_PLANS = re.compile(
    r"钟[\u4e00-\u9fff]{0,8}圈|[年天日月](?:过渡期|制(?![度定约造])"
    r"|(?:(?!时间|实施|完成|开展|推进|制定|编制|落实|执行|[内来间后前完的建])[\u4e00-\u9fff]){0,6}?"
    r"(?:行动|计划|规划|攻坚|方案|纲要))"
)
_ECHO = re.compile(
    r"[一两二双三四五六七八九十百千万半][\u4e00-\u9fff]{1,2}[一两二双三四五六七八九十百千万半多几无][\u4e00-\u9fff]"
)
_LATIN = re.compile(r"[A-Za-z]")
_CHINESE = re.compile("[一二两三四五六七八九十百]+")
_SESSION = re.compile("(?:届|纪委|人大|政协)$")
_RANKED = re.compile("(?:[前后]|列)$")
_ASPECTS = re.compile("字(?!以)|大字|原则|要点")
_ADJECTIVES = "(?:硬性|硬|刚性|具体|重要|重点|主要|政策|支持|惠企|创新|基本|工作)*"
_NAMED_RULES = re.compile(
    f"(?:条|则){_ADJECTIVES}(?:措施|规定|办法|意见|举措|改革|保障)"
    f"|(?:条|项|个|则){_ADJECTIVES}(?:规定|意见|禁令|准则|纪律|原则|制度|机制|标准|红线|底线|铁律|战略|注意)"
)
# What a numeral only names: the rank of a list, a year of a school, a class of age, a version, a dead line.
_RANK = "(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})"
_RANKS_BEFORE = re.compile(rf"第\s?{_RANK}(?:[、和与及至到—-]{_RANK}){{0,6}}[个、和与及至到—-]$")
_RANK_JOINTS = frozenset("个、和与及至到—-")
_RANKS_REACH = 24
_SCHOOL_YEAR = re.compile("(?<![提最新较更创升拔年月当岁])[初高]$")
_AGE_CLASS = re.compile("[的老高儿青少婴幼中未妇女居人群党干]")
_FIRST_MONTHS = re.compile("(?:^|[，。；：！？、）)]|今年|去年|上年)前$")
_DATED_BEFORE = re.compile("倒计时$|(?:世纪|年代)的?(?:头|前|后|最初|最后)$")
_ORDINAL_YEAR_TOLD = re.compile("(?:是|为|的|连续|已|进入)$")
_PLACE_IN_NUMERALS = re.compile(
    "[里角](?:庄|亭|场|桥|店|铺|屯|营|堡|台(?!风)|沟|坪|墩|村|街道|河(?!道))|家(?:庄|屯|寨|沟|坝|集|店村)"
)
_LAST_MILE = re.compile("最[后先]$")
_ONLY = re.compile("(?:只有|仅有|仅|唯一)$")
_INTRODUCING = frozenset("个种条项类")
_MEASURED_BY_ONE = frozenset(("公里", "平方公里", "平方米", "公顷", "公斤", "立方米", "厘米", "毫米"))
_SHAPE_NEXT = frozenset("年月日学季世时点号:：—–―~～至到、和与-－./ 〇○零一二三四五六七八九十0123456789")
_BRACKETED_YEAR = re.compile(r"[〔\[［【（(]\s?(?:19|20)[0-9*×xX]{2}\s?年?[〕\]］】）)]\s?第?\s?$")
_DIGIT = re.compile("[0-9一二两三四五六七八九十百千几数]")
_ALWAYS = frozenset(("ratio", "percent", "permille"))
_ROUND = re.compile("[百千万亿]{1,2}")
_LASTING = re.compile(
    "(?:历时|为期|长达|用|用了|耗时|将近|提前|缩短|延长|满|超过|少于|脱产|会期|工期|学制|需|需要|花|花了|再|等|约|察看|缓期|有期徒刑)$"
)
_SLOGAN_HEADS = re.compile(
    "(?:紧紧|牢牢|始终|必须|坚决|坚定|坚持|确立|维护|确保|不|绝不|没有|离不开|毫不|务必|一律|一批|一流|全面|更加|进一步|切实|着力|转变|"
    "相结合|结合|统一|自信|意识|大局|现代化|代表|凡是|倍增|率先|走在前|先行|带头|围绕|明确|到位|满意|放心|不变|延伸|覆盖|提升|提高|关键少数)"
)
_DOCTRINE_TAIL = re.compile("[\u4e00-\u9fff]{2}(?=[、，。；：”’]|$)")
_DOCTRINE_VERB = re.compile("把握(?:好|了)?$")
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
        return _ordinal(text, reading)
    if before in _RANK_JOINTS and _is_rank(text, reading.start):
        return "ordinal"
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
    if reason := _named(text, reading) or _dated(text, reading):
        return reason
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
    if _CHINESE.fullmatch(reading.numeral) and _ASPECTS.match(text, reading.end):
        return "list_mark"
    if _CHINESE.fullmatch(reading.numeral) and not cued and _NAMED_RULES.match(text, reading.end - 1):
        return "designation"
    return _written_out(text, reading, cued) if _SMALL.match(reading.numeral) else None


def _is_rank(text: str, start: int) -> bool:
    """第1、3、4名, 第一个五年: the number belongs to an ordinal before it."""
    return _RANKS_BEFORE.search(text, max(0, start - _RANKS_REACH), start) is not None


def _ordinal(text: str, reading: Number) -> str | None:
    """The years that one has been at something (是第三年, 第10年) count; 第二年 alone is the next one."""
    if not _YEAR_ORDINAL.match(text, reading.start):
        return "ordinal"
    if dates.in_next_year(text, reading.start):
        return "date"
    told = reading.numeral.isdigit() or _ORDINAL_YEAR_TOLD.search(text, max(0, reading.start - 2), reading.start)
    return None if told or (reading.low or 0) > _NEXT_YEARS else "ordinal"


_NEXT_YEARS = 5


def _named(text: str, reading: Number) -> str | None:
    """Numbers that name: 五角场, 高三年段, 2201班, 3.0版, 360°, 60岁以上老年人, 零次."""
    measure = reading.measure
    assert measure is not None
    if reading.numeral in ("零", "〇", "○") and reading.kind not in _SIGNED:
        return "word"
    if measure.word == "番" and reading.unit == "番":
        return "idiom"
    if measure.word in ("里", "角", "家") and _PLACE_IN_NUMERALS.match(text, reading.end - 1):
        return "name"
    if _is_school_year(text, reading):
        return "designation"
    if measure.word == "班" and reading.numeral.isdigit():
        return "designation"
    if (measure.word == "版" and "." in reading.numeral) or (measure.unit == "度" and reading.numeral == "360"):
        return "designation"
    return "age_class" if reading.kind == "time" and _is_age_class(text, reading) else None


_SIGNED = frozenset(("percent", "permille", "temperature", "angle"))
_SCHOOL_KINDS = frozenset(("count", "person", "time", "noun"))


def _is_school_year(text: str, reading: Number) -> bool:
    """高三部分班主任, 初二年段."""
    if reading.numeral not in ("一", "二", "三") or reading.kind not in _SCHOOL_KINDS:
        return False
    return _SCHOOL_YEAR.search(text, max(0, reading.start - 2), reading.start) is not None


def _is_age_class(text: str, reading: Number) -> bool:
    """60岁以上老年人, 35岁及以下, 70到89岁的老人: whom a rule or a table is about, by age."""
    if reading.unit != "岁":
        return False
    suffixed = text[reading.end - 1] in "上下内"
    return suffixed or (reading.bound == "range" and _AGE_CLASS.match(text, reading.end) is not None)


def _dated(text: str, reading: Number) -> str | None:
    """今年前两个月, 倒计时100天, 下个世纪头十年."""
    if reading.kind != "time" and not reading.fraction:
        return None
    months = reading.unit == "个月" and _CHINESE.fullmatch(reading.numeral)
    if months and _FIRST_MONTHS.search(text, max(0, reading.start - 3), reading.start):
        return "date"
    return "date" if _DATED_BEFORE.search(text, max(0, reading.start - 6), reading.start) else None


def _masked(text: str, reading: Number) -> str | None:
    measure = reading.measure
    if measure is None:
        return None if reading.bound == "more_than" and reading.end - reading.start > 2 else "designation"
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
    if reading.fraction or reading.numeral in HALVES:
        return _dated(text, reading)
    if reading.bound in ("more_than", "approx") and (len(reading.numeral) > 1 or reading.numeral.isdigit()):
        return None
    if cued and _ROUND.fullmatch(reading.numeral):
        return None
    if reading.numeral.endswith(("万", "亿")) and _DIGIT.search(reading.numeral):
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
        if measure.kind == "noun" and text[reading.end - 2 : reading.end - 1] == "之":
            return "idiom"
        return None if bounded or _counts_one(text, reading, measure) else _kind_of_one(measure.kind)
    if numeral == "半":
        return None if bounded or _LASTING.search(text, max(0, reading.start - 4), reading.start) else "time"
    if _ROUND.fullmatch(numeral):
        return None if bounded else "designation"
    if measure.kind == "noun":
        return None if bounded or len(numeral) > 1 or _enumerated(text, reading) else "designation"
    if reading.low is not None and reading.low % 1:
        return None
    if len(numeral) == 1 and not bounded and measure.kind != "percent" and _echoes(text, reading):
        return "slogan"
    return "slogan" if len(numeral) == 1 and _is_slogan(text, reading) else None


def _counts_one(text: str, reading: Number, measure: Measure) -> bool:
    """为期一周, 只有一人, 一公里之外: 一 counts, where else it only introduces (一个缩影)."""
    before = text[max(0, reading.start - 4) : reading.start]
    if measure.kind in _ALWAYS or reading.low != measure.multiplier:
        return True
    if (only := _ONLY.search(before)) is not None:
        return measure.word not in _INTRODUCING or only[0] == "唯一"
    if measure.word in _MEASURED_BY_ONE:
        return not _LAST_MILE.search(before)
    return measure.kind == "time" and _LASTING.search(before) is not None


def _enumerated(text: str, reading: Number) -> bool:
    """广东、山东、浙江三省: as many names stand before the number as it counts; 两国, 东北三省 only name."""
    names = 0 if reading.unit == "国" else int(reading.low or 0)
    before = _NAMES.search(text, max(0, reading.start - 8 * names), reading.start)
    return before is not None and len(_JOINTS.findall(before[0])) + 1 == names


_JOINTS = re.compile("[、和与及]")
_NAME = "(?:(?![和与及])[\u4e00-\u9fff])"
_NAMES = re.compile(f"(?:{_NAME}{{2,7}}[、和与及])+{_NAME}{{2,4}}$")


def _kind_of_one(kind: str) -> str:
    return "time" if kind == "time" else "indefinite"


def _echoes(text: str, reading: Number) -> bool:
    """一图一册一档, 三会一课: two written digits with one character each."""
    forward = _ECHO.match(text, reading.start)
    if forward and forward[0][-1] not in _COUNTING:
        return True
    back = _ECHO.match(text, max(0, reading.start - 2))
    if back is None or reading.start < 2 or len(back[0]) != 4 or back.start() + 2 != reading.start:
        return False
    return back[0][-1] not in _COUNTING and not (reading.kind == "time" and back[0][1] in "个项定")


_COUNTING = frozenset("级类等线期星个名项")


def _is_slogan(text: str, reading: Number) -> bool:
    """三个紧紧围绕; 坚定四个自信、: a numeral that sums up a doctrine."""
    if reading.measure is None or reading.measure.word not in ("个", "项", "种", "条"):
        return False
    if _SLOGAN_HEADS.match(text, reading.end):
        return True
    return bool(_DOCTRINE_TAIL.match(text, reading.end)) and bool(
        _DOCTRINE_VERB.search(text, max(0, reading.start - 4), reading.start)
    )
