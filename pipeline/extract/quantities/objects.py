"""The noun that a quantity counts: behind its measure, or before the number where nothing follows."""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.language.numbers import Number
from pipeline.language.syntax import Syntax, Word

_CLOSE = frozenset("，。；：、！？）)]】》”’…—;,!?:\n|")
_FUNCTION = re.compile(
    r"以(?!色|工代)|[这那此之]|[和与及或并且而则才已也还是于由向到把被让给]|就(?!业|医|诊)|均(?!衡)|都(?!市)|为(?!民|农|企)|在(?!职|编|校|岗|册|建|外)"
    r"|从(?!业|教)|对(?!象|口|外|台)|将(?!军)|使(?!用|馆)|用于|比(?!例|赛|较)|占(?!地)|达(?!标)|至|来(?!自|访|信|源)"
    r"|[前后](?=[，。、；]|$)|以?[内来](?=[，。、；]|$)|[中时间里](?=[，。、；]|$)|等(?!次|级|候|待)|[能可要须应](?=[\u4e00-\u9fff])"
)
_INNER_STOP = frozenset("在被把将均已都也并达占到从由向为是而就，。；：！？\n")
_SHELL = re.compile(
    "基础|情况|水平|目标|任务|速度|幅度|关口|大关|要求|标准|总和|历史|比例|规模|新高|高位|区间|部分|程度|以上|以下|左右|工作|努力|实践"
)
_DURATION_NOUN = re.compile("(?:左右|以上)?的?(?P<noun>时间|工期|期限|假期|任期|课程|培训|脱产|学习|实践|锻炼)")
_LEADING = re.compile(
    r"(?:了|而(?![且今已])|过(?![程渡硬])|好(?![人事评干])|着(?![力眼])|到(?!位)|各(?!级|类|项|地|方|界|族|种|行)|全部|所有|其中|另有|另外|包括|同时|共计|共(?![性同享建产青和治富识管创])|总计|累计|目前|现有|现在|现(?![场代金实状行任役在])|平均|每个|每年|每月|每|约|近|将|把|对|其(?!他|它|余|中)|等|、|和(?!谐|平)"
    r"|与|及|以及|并|使|让|为|给|向|今年|去年|明年|全年|上年|当年|本年|年内|今年以来|一年来|先后|已)+"
)
_TRAILING = re.compile(
    r"(?:[的得了过共约近已达为有是占仅只各均都也就则每还、和与及中内，\s“（(超逾将拟要可应]|按照|按|以|累计|共计|总计|合计|分别|(?<![比较与])(?:今年|去年|当年|全年)|已经|总共|平均|年均|每年|每月|其中|大约|不少|至少|仅有|只有|还有|尚有|实际|首次|需要|只需|预计"
    r"|计划|力争|同比|环比|达到|先后|再|又|现|由|从|(?<=[一-鿿])人均|却|则|必须|同期|大幅度?|(?<=[一-鿿])[年月期]底|(?<=[一-鿿])[年月期]末|(?<![现所存正潜实内外好旨])在)+$"
)
_COMPARISON = re.compile(
    r"(?:比较?(?![重例率值价])|较|同|与|相比)(?:[^，。；]{0,14}?)(?:上?年|去年|期|前|初|末|月|以前|年度|时|平均水平|计划|预算|相比|[0-9]年)(?:的[^，。；]{1,12})?(?:同期)?(?:相比)?[多少高低]?$"
)
_FROM = re.compile(
    r"(?:由|从)[^，。；由从]{0,16}(?:原[定来先有]?|原计划|现[在行]|年|年底|年末|年初|年代|同期|上年|去年|解放前|解放初期|时期|之前|期间)的?$"
)
_ADVERBIAL = re.compile(r"在[^，。；]*(?:基础上|情况下|前提下|过程中|背景下|同时|以后|之后)$")
_OTHER_MEASURE = re.compile(r"[（(][一-鿿]{1,2}[）)]")
_SPAN = re.compile(
    r"(?:已?连续|过去|近|今后)?[0-9一二三四五六七八九十两几]+(?:多|余)?(?:年|个月|天|届|次)(?:来|间|内|多)?$"
)
_LASTING = re.compile("(?:期|期限|时限|时间|工龄|党龄|年龄|寿命|教龄|周期|天数|时长|学制|年限|里程)$")
_TIME_ONLY = re.compile(
    r"(?:[0-9〇○零一二三四五六七八九十]{2,4}年(?:代|底|末|初|度)?|上年|去年|今年|全年|年末|期末|上月|本?世纪(?:末|初|中叶)?|同期|这个时期|期间|实际|平均|[0-9一二三四五六七八九十]+月份?|底|末|年)+"
)
_AT_ONCE = ("一次", "一举", "率先", "一律", "一致", "一并", "一起", "同时", "逐一", "全部")
_ADVERBS = (
    "全省",
    "全市",
    "全县",
    "全区",
    "全国",
    "各地",
    "分别",
    "已",
    "共",
    "累计",
    "先后",
    "并",
    "新",
    "再",
    "集中",
    "统一",
    "每年",
    "均",
    "要",
    "应",
    "须",
    "全部",
    "逐一",
    "专题",
    "普遍",
)
_SHARES = frozenset(("占", "占到", "约占", "仅占", "各占"))
_ATTRIBUTE = re.compile("[的由从]")
_LONGEST = 40
_SHORT = 8
_LIGHT = frozenset(("开展", "进行", "组织", "实施", "举办", "举行", "接受", "加强"))


class Counted(NamedTuple):
    """The noun at `text[start:end]`, and whether it stands behind the number."""

    start: int
    end: int
    behind: bool


def counted(plan: Syntax, readings: list[Number], number: int, nouns: list[Counted | None]) -> Counted | None:
    """The noun that reading `number` counts; None where the text names none. `nouns`: those of the readings before."""
    reading = readings[number]
    following = readings[number + 1] if number + 1 < len(readings) else None
    previous = readings[number - 1] if number else None
    behind = _behind(plan, reading, following)
    if behind is not None:
        return _better_before(plan, reading, previous, behind) or behind
    if following is not None and (shared := _shared(plan, readings, number)):
        return shared
    if reading.kind == "noun" and reading.measure is not None:
        return Counted(reading.end - len(reading.measure.word), reading.end, True)
    before, open_ended = _before(plan, reading, previous)
    if before is None and previous is not None and _goes_on(plan, reading, previous):
        return _measured(plan, reading, nouns[-1])
    if before is None and open_ended:
        told = _inherited(plan, reading, *_last_counting(readings, nouns))
        return _measured(plan, reading, told) or _purpose(plan, reading)
    return before or _purpose(plan, reading)


def _measured(plan: Syntax, reading: Number, noun: Counted | None) -> Counted | None:
    """产值提高，五年翻番; 加强监管，两次约谈: a span or a repeated act counts no noun of the clause before."""
    if noun is None or (reading.kind == "times" and plan.verbs_in(reading.end, reading.end + 1)):
        return None
    spans = reading.kind == "time" and reading.unit != "岁" and not reading.ordinal
    return None if spans and not _LASTING.search(plan.text, noun.start, noun.end) else noun


def _better_before(plan: Syntax, reading: Number, previous: Number | None, behind: Counted) -> Counted | None:
    """收入10万元以上的村, 选派第一书记52名驻村, 1个情况: what stands behind is not what the number counts."""
    text = plan.text
    limited = reading.kind == "money" and reading.bound in ("at_least", "at_most") and text[behind.start - 1] == "的"
    words = plan.verbs_in(behind.start, behind.start + 1)
    predicate = bool(words) and words[0].role == "weak" and reading.kind in ("person", "count")
    if not (limited or predicate or text[behind.start : behind.end] in ("情况", "全覆盖", "大关", "没有", "全")):
        return None
    before = _before(plan, reading, previous)[0]
    if before is None or not predicate:
        return before
    governing = plan.verbs_in(max(0, before.start - 6), before.start)
    return before if any(w.role == "strong" and w.end == before.start for w in governing) else None


def _goes_on(plan: Syntax, reading: Number, previous: Number) -> bool:
    """攻关课题640个，已破解512个: a short clause with the same measure speaks of the same noun."""
    clause, earlier = (plan.clauses[plan.clause_at(r.start)] for r in (reading, previous))
    same = reading.unit == previous.unit and clause.sentence == earlier.sentence and clause.start > earlier.start
    return same and reading.start - clause.start <= _SHORT


def _last_counting(readings: list[Number], nouns: list[Counted | None]) -> tuple[Number | None, Counted | None]:
    """The reading before with its noun; a span of time without one is passed over: 支出80亿元，比前五年增长8%."""
    for at in range(len(nouns) - 1, -1, -1):
        if readings[at].kind != "time" or nouns[at] is not None:
            return readings[at], nouns[at]
    return None, None


def _inherited(plan: Syntax, reading: Number, previous: Number | None, noun: Counted | None) -> Counted | None:
    """…达到80亿元，比上年增长8%: a clause that only compares speaks of what the clause before it counted."""
    clause = plan.clauses[plan.clause_at(reading.start)]
    if previous is None or plan.clauses[plan.clause_at(previous.start)].sentence != clause.sentence:
        return _clause_subject(plan, reading)
    return noun


def _clause_subject(plan: Syntax, reading: Number) -> Counted | None:
    """The subject of the clause before: 整改率明显提高，达到95%."""
    number = plan.clause_at(reading.start)
    if number == 0 or plan.clauses[number].first:
        return None
    clause = plan.clauses[number - 1]
    verbs = [w for w in plan.verbs_in(clause.start, clause.end) if w.role in ("strong", "link")]
    of = plan.text.rfind("的", clause.start, clause.end)
    if 0 <= of < clause.end - 1 and not any(w.start > of and w.end < clause.end for w in verbs):
        verbs = []  # 用于养老的投入: the verbs belong to the attribute of the noun
    end = verbs[0].start if verbs and verbs[0].start > clause.start else clause.end
    found = _noun_phrase(plan.text, clause.start, _without_adverbs(plan.text, clause.start, end, []), [])
    return None if found is None or _TIME_ONLY.fullmatch(plan.text, found.start, found.end) else found


def _purpose(plan: Syntax, reading: Number) -> Counted | None:
    """拿出20万元设立关爱基金: where nothing else is named, the money counts what it is spent on."""
    if reading.kind != "money":
        return None
    limit = plan.clauses[plan.clause_at(reading.start)].end
    words = plan.verbs_in(reading.end, min(limit, reading.end + 1))
    if not words or words[0].role != "strong" or words[0].end >= limit:
        return None
    end = _noun_end(plan, words[0].end, limit)
    return Counted(words[0].end, end, True) if end > words[0].end else None


def _shared(plan: Syntax, readings: list[Number], number: int) -> Counted | None:
    """每村10万元、社区20万元专项经费: the noun behind the second amount is the first one's too."""
    reading, following = readings[number], readings[number + 1]
    gap = plan.text[reading.end : following.start]
    if len(gap) > 8 or reading.unit != following.unit or gap[:1] not in ("、", "和", "与") or reading.kind != "money":
        return None
    return _behind(plan, following, readings[number + 2] if number + 2 < len(readings) else None)


def _behind(plan: Syntax, reading: Number, following: Number | None) -> Counted | None:
    text, start = plan.text, reading.end
    limit = plan.clauses[plan.clause_at(reading.start)].end
    if following is not None:
        limit = min(limit, following.start)
    while start < limit and text[start] in " 　":
        start += 1
    if reading.kind == "time" and reading.unit != "岁":
        lasting = _DURATION_NOUN.match(text, start)
        return Counted(lasting.start("noun"), lasting.end(), True) if lasting else None
    if bracketed := _OTHER_MEASURE.match(text, start):
        start = bracketed.end()
    attributive = text[start : start + 1] == "的"
    start += attributive
    if attributive and _SHELL.match(text, start):
        return None
    if start >= limit or not _noun_begins(plan, start) or _acts_on(plan, start, following):
        return None
    end = _noun_end(plan, start, limit)
    if following is not None and end == following.start:
        end = start + len(_TRAILING.sub("", text[start:end]))
    return Counted(start, end, True) if end > start else None


def _noun_begins(plan: Syntax, start: int) -> bool:
    text = plan.text
    if text[start] in _CLOSE:
        return False
    words = plan.verbs_in(start, start + 1)
    if words:
        return words[0].role in ("noun", "weak")
    return _FUNCTION.match(text, start) is None


def _acts_on(plan: Syntax, start: int, following: Number | None) -> bool:
    """安排30万元补助12户: a word between two numbers that can be a verb is one."""
    words = plan.verbs_in(start, start + 1)
    return following is not None and bool(words) and words[0].role != "noun" and words[0].end == following.start


def _noun_end(plan: Syntax, start: int, limit: int) -> int:
    text, end = plan.text, start
    words = plan.verbs_in(start, limit)
    stops = [w.start for w in words if w.role in ("strong", "link") and w.start > start]
    covered = {i for w in words for i in range(w.start, w.end) if w.role in ("noun", "weak")}
    last = min(stops[0] if stops else limit, limit, start + _LONGEST)
    quoted = 0
    for end in range(start, last):
        quoted += (text[end] in "“（(《") - (text[end] in "”）)》")
        if quoted < 0 or (
            not quoted and end not in covered and (text[end] in _INNER_STOP or text.startswith(_AT_ONCE, end))
        ):
            return _tidy(text, start, end)
    return _tidy(text, start, last)


def _tidy(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in "的等、和与及 　":
        end -= 1
    return end


def _before(plan: Syntax, reading: Number, previous: Number | None) -> tuple[Counted | None, bool]:
    """The noun before the number, and whether the clause only compares, so that the noun stands further back."""
    text = plan.text
    clause = plan.clauses[plan.clause_at(reading.start)]
    cue = reading.cue
    end = cue.start if cue else reading.start
    apart = previous is not None and previous.end <= end and previous.kind != "time"
    start = max(clause.start, previous.end if previous and apart else 0)
    words = [w for w in plan.verbs_in(start, end) if w.end <= end]
    if text[end - 1 : end] == "的" or (cue and cue.share):
        whole = [w for w in words if text[w.start : w.end] in _SHARES and not _ATTRIBUTE.search(text, w.end, end - 1)]
        end = whole[-1].start if whole else end
        words = [w for w in words if w.end <= end]
    end = _without_adverbs(text, start, end, words)
    words = _without_qualified(text, words, end, reading)
    if words and words[-1].end >= end and words[-1].role != "noun" and not _nominal(plan, words, reading, end):
        tail = words.pop()
        if tail.role != "link" and text[end : end + 1] != "的":
            return _undergoer(plan, start, tail, words, reading), False
        end = _without_adverbs(text, start, tail.start, words)
        while words and words[-1].end >= end and (words[-1].role == "link" or words[-1].also == "modal"):
            last = words.pop().start
            end = _without_adverbs(text, start, last, words)
        words = _without_qualified(text, words, end, reading)
    for phrase in (_COMPARISON, _FROM, _ADVERBIAL, _SPAN):
        if match := phrase.search(text, start, end):
            end = _without_adverbs(text, start, match.start(), words)
    words = [w for w in words if w.end <= end and (w.role in ("strong", "link") or _governs(text, w, clause.start))]
    found = _noun_phrase(text, start, end, words)
    if found is None or _TIME_ONLY.fullmatch(text, found.start, found.end):
        return None, True
    if reading.kind == "time" and not reading.ordinal and not _LASTING.search(text, found.start, found.end):
        return None, False
    return found, False


def _without_qualified(text: str, words: list[Word], end: int, reading: Number) -> list[Word]:
    """用于养老的投入: a verb that an attribute qualifies is a noun where money or a share is measured."""
    qualified = bool(words) and words[-1].end == end and text[words[-1].start - 1] == "的"
    return words[:-1] if qualified and reading.kind in ("money", "percent") else words


def _unclosed(text: str, start: int, end: int) -> int:
    """Where the text goes on behind the last bracket that is open at `end`; `start` if none is."""
    for opening, closing in ("（）", "()"):
        at = text.rfind(opening, start, end)
        if at >= 0 and text.find(closing, at, end) < 0:
            return at + 1
    return start


def _governs(text: str, word: Word, start: int) -> bool:
    """分别整改问题76个: a word that can be a noun is the verb first in its clause and after an adverb."""
    return word.role == "weak" and (word.start == start or text.endswith(_ADVERBS, start, word.start))


def _noun_phrase(text: str, start: int, end: int, words: list[Word]) -> Counted | None:
    """What stands between the last verb, or the last 的, and `end`."""
    if words:
        start = max(start, words[-1].end)
    start = max(start, text.rfind("把", start, end - 1) + 1)
    if match := _LEADING.match(text, start, end):
        start = match.end()
    start = max(start, _unclosed(text, start, end), text.rfind(" ", start, end) + 1)
    of = text.rfind("的", start, end)
    if 0 <= of < end - 1:
        start = of + 1
    while start < end and (text[start] in " 　、，" or (text[start] == "“" and text.find("”", start, end) < 0)):
        start += 1
    return Counted(start, end, False) if end > start else None


def _undergoer(plan: Syntax, start: int, verb: Word, words: list[Word], reading: Number) -> Counted | None:
    """高速公路通车4719公里: what is measured stands before the verb; people and visits are not measured so."""
    if reading.kind in ("person", "times", "time", "count", "noun", "money") or any(w.role == "strong" for w in words):
        return None
    return _noun_phrase(plan.text, start, _without_adverbs(plan.text, start, verb.start, words), [])


def _nominal(plan: Syntax, words: list[Word], reading: Number, end: int) -> bool:
    """增加收入, 人均增资: a word that can be a noun is one behind another verb, or where money is counted."""
    if words[-1].role != "link" and len(words) > 1 and plan.text[words[-2].start : words[-2].end] in _LIGHT:
        return True
    if words[-1].role != "weak":
        return False
    if any(w.role == "strong" for w in words[:-1]):
        return True
    compound = len(words) > 1 and words[-2].end == words[-1].start
    if plan.text[end : end + 1] == "的":
        return compound and words[-2].role in ("weak", "noun")
    return compound or reading.kind in ("money", "percent") or plan.text[words[-1].start - 1] in "”）"


def _without_adverbs(text: str, start: int, end: int, words: list[Word]) -> int:
    """The end of what is left when adverbs and particles are taken off; a dictionary word is never cut."""
    match = _TRAILING.search(text, start, end)
    if match is None:
        return end
    whole = max((w.end for w in words if w.end <= end), default=start)
    return max(match.start(), whole)
