"""What looks like a number with a measure and counts nothing: dates, ordinals, set phrases, names, list marks."""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.extract.quantities.grammar import Reading

_D = "[0-9０-９]"
_CD = "[〇○零一二三四五六七八九]"
_X = "[0-9０-９*＊×xXｘＸ●○□]"
_YEAR = (
    rf"(?:{_X}{{4}}(?!{_D})|[一二][〇○零0OoＯ０一二三四五六七八九]{{3}}|{_D}(?:\s{_D}){{3}}|{_CD}{{4}}"
    rf"|(?<!{_D})[5-9][0-9](?=年(?:代|毕业|洪水|抗洪)))"
)
_MONTH = rf"(?:{_X}{{1,2}}|{_D}\s{_D}|十[一二]?|[一二三四五六七八九])"
_DAY = rf"(?:{_X}{{1,2}}|{_D}\s{_D}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九]|廿[一二三四五六七八九]?)"
_TO = r"\s?(?:[—–―~～－-]{1,2}|至|到|、|和|与|或)\s?"
_MONTHS = rf"{_MONTH}\s?月(?:份|底|初|末|上旬|中旬|下旬|以来)?"
_DATE = re.compile(
    rf"{_YEAR}\s?(?:(?:{_TO}|[/／])(?:{_YEAR}|{_D}{{2}})\s?)?(?:年代|学?年度?)"
    rf"(?:底|初|末|中|份)?(?:\s?{_MONTHS}(?:\s?{_DAY}\s?[日号])?)?(?:前|后|起|止|以来|以前|以后)?"
    rf"|{_MONTH}(?:{_TO}{_MONTH})?\s?月(?!的?总|例|均产|工资)(?:份|底|初|末|上旬|中旬|下旬|以来)?(?:\s?{_DAY}\s?[日号])?"
    r"(?:前|后|起|止|以来|以前|以后)?"
    rf"|{_DAY}(?:{_TO}{_DAY})?\s?日(?!均|常|产|夜|以?内|之内|游|元|用|活|处理)(?:前|后|起|止|晚|上午|下午|凌晨)?"
    rf"|{_X}{{4}}\s?[-./年－]\s?{_X}{{1,2}}\s?[-./月－]\s?{_X}{{1,2}}日?(?!{_D})"
    rf"|{_D}{{1,2}}[./]{_D}{{1,2}}[./](?:19|20){_D}{{2}}"
    r"|[一二两三四1-4]季度|[0-9一二三四五六七八九十]{1,3}(?:世纪(?!之久)|年代)(?:[0-9一二三四五六七八九]{1,2}0?十?年代)?"
)
_CLOCK = re.compile(
    rf"{_D}{{1,2}}[:：]{_D}{{2}}(?:[:：]{_D}{{2}})?(?!{_D})|[0-9一二三四五六七八九十]{{1,3}}(?:时(?:许|整|起|[0-9]+分?|[—-])|点(?:钟|整|半|[0-9]+分|[—-]))"
)
_CLOCK_BEFORE = re.compile(r"(?:上午|下午|晚上?|凌晨|早上?|中午|日|当天)\s?$")
_NUMBERED = re.compile(rf"(?:{_D}+|{_X}+)\s?号(?!召|称|角|令|线上)")
_LIST_MARK = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}(?:[、是要则来]|方面)|[（(][一二三四五六七八九十0-9]{1,3}[）)]"
    r"|[0-9]{1,2}(?:[、]|[.．](?![0-9])))"
)
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
_MARK_BEFORE = frozenset("。；：:;！？!?，,、\n 　”》）)*#")
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
_NEXT_YEAR = re.compile(
    r"第[二三四五]年(?:年?[初底末]|上半年|下半年|[一二三四]季度|[0-9]{1,2}月|[一二三四五六七八九十]{1,2}月|[春夏秋冬])"
)
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
    if match := _DATE.match(text, start):
        return Refusal(start, match.end(), "date")
    if match := _CLOCK.match(text, start):
        return Refusal(start, match.end(), "time")
    if (following == "时" or following == "点") and _CLOCK_BEFORE.search(text, max(0, start - 4), start):
        return Refusal(start, end + 1, "time")
    if match := _NUMBERED.match(text, start):
        bracketed = _BRACKETED_YEAR.search(text, max(0, start - 12), start)
        first = bracketed.start() if bracketed else start
        return Refusal(first, match.end(), "document_number" if bracketed else "designation")
    return None


def list_mark(text: str, start: int) -> Refusal | None:
    """一、（一）1. 一是 at the beginning of a sentence or a paragraph."""
    first = start - 1 if text[start - 1 : start] in ("（", "(") else start
    if first and text[first - 1] not in _MARK_BEFORE:
        return None
    match = _LIST_MARK.match(text, first)
    return Refusal(first, match.end(), "list_mark") if match and match.end() > start else None


def refusal(text: str, reading: Reading, cued: bool) -> str | None:
    """Why a reading that looks like a quantity is none; `cued`: a bound stands before it."""
    before, after = text[reading.start - 1 : reading.start], text[reading.end : reading.end + 1]
    if reading.ordinal:
        if not _YEAR_ORDINAL.match(text, reading.start):
            return "ordinal"
        return "date" if _NEXT_YEAR.match(text, reading.start) else None
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


def _masked(text: str, reading: Reading) -> str | None:
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


def _counted_before(text: str, reading: Reading) -> bool:
    """*个村…，其中*村…: the noun has been counted with the same mask just before, so it is no name (*村)."""
    mask, noun = reading.numeral[:1], reading.measure.word if reading.measure else ""
    return re.search(re.escape(mask) + "{1,3}个" + noun, text[max(0, reading.start - 40) : reading.start]) is not None


def _without_measure(text: str, reading: Reading, cued: bool) -> str | None:
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


def _written_out(text: str, reading: Reading, cued: bool) -> str | None:
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


def _echoes(text: str, reading: Reading) -> bool:
    """一图一册一档, 三会一课: two written digits with one character each."""
    match = _ECHO.match(text, reading.start)
    if match and match[0][-1] not in "级类等线期星个名项":
        return True
    match = _ECHO.match(text, max(0, reading.start - 2))
    return match is not None and reading.start >= 2 and len(match[0]) == 4 and match.start() + 2 == reading.start


def _is_slogan(text: str, reading: Reading) -> bool:
    """三个紧紧围绕; 坚定四个自信、: a numeral that sums up a doctrine."""
    if reading.measure is None or reading.measure.word not in ("个", "项", "种", "条"):
        return False
    if _SLOGAN_HEADS.match(text, reading.end):
        return True
    return bool(_DOCTRINE_TAIL.match(text, reading.end)) and bool(
        _DOCTRINE_VERB.search(text, max(0, reading.start - 4), reading.start)
    )
