"""Figures that cannot be right by themselves: lists against their stated number, shares above all, parts above all."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from pipeline.dedupe.conflicts import Side, contradiction
from pipeline.dedupe.corpus import Copy
from pipeline.dedupe.facts import Fact
from pipeline.language.listmarks import ANNOUNCED, Point, points, small_number
from pipeline.language.sentences import clause_around
from pipeline.records import Contradiction

# What a list is announced with: 三点意见, 4个方面, 以下五项要求. The list must begin soon after it.
_ANNOUNCED = re.compile(
    rf"(?P<number>{ANNOUNCED})(?P<what>(?:点|个方面|方面|项|条|件|个问题|个环节|个步骤|个坚持)"
    r"(?:[^，。；：:\s]{0,8}(?:意见|要求|建议|措施|任务|工作|体会|问题|举措|打算|做法|成效|特点|原则|事项|希望|内容|感受|认识|表现|原因|不足|差距))?)"
    r"[^。！？\n一]{0,12}[：:。，]\s*[“”\"]?(?=(?:一是|第一[，、]|首先[，、]|[（(]一[)）]|一、))"
)
_SHARE = re.compile(
    r"(?:占(?!地|用|据|领)[^，。；]{0,12}?(?:比|的|例)?|(?:占比|比例|比重|覆盖率|合格率|到会率|参与率|参会率|办结率|满意率|优秀率|转化率|知晓率"
    r"|入户率|达标率|组建率|普及率|就业率|出勤率|到课率|落实率|整改率|回复率|应答率|合格比例)[^，。；\d]{0,6}?)$"
)
# Growth, and what is done beyond a plan, may be above 100 per cent.
_MAY_EXCEED = re.compile(r"增[长加幅速]|提[高升]|同比|环比|超额|任务的|计划的|目标的|年初|预算|翻|相当于|上年|去年|倍")

_WHOLE = 100
_NO_SUM = frozenset({"%", "％", "‰", "个百分点", "年", "月", "天", "倍", "岁"})
_AVERAGE = re.compile(r"平均|年均|人均|户均|每|至少|以上")
# No sentence of prose is longer; what is, holds no total and its parts.
_FAR = 1000
_PART = re.compile(r"[，,；;（(]\s*其中[，,：:]?")


def arithmetic(copies: Iterable[Copy]) -> list[Contradiction]:
    """Contradictions inside single passages, and between an announced number and the list after it."""
    found: dict[str, Contradiction] = {}
    for copy in copies:
        for row in (*_lists(copy), *_shares(copy), *_parts(copy)):
            found.setdefault(row.contradiction_id, row)
    return list(found.values())


def _lists(copy: Copy) -> Iterator[Contradiction]:
    """一是…四是 under 三点意见, or an end at 三是 under 四点意见."""
    text = copy.text
    for match in _ANNOUNCED.finditer(text):
        stated = small_number(match["number"])
        items = list(points(text, match.end()))
        complete = items and not ({"ends_mid_sentence", "garbled"} & set(copy.passage.defects))
        if stated is None or not complete or len(items) == stated or len(items) < 2:
            continue
        if len(items) < stated and not _closed(copy, items[-1]):
            continue
        one = Side(copy, match.start("number"), match.end("what"), match.group("number") + match.group("what"))
        other = Side(copy, items[0].start, items[-1].end, f"实列{len(items)}项")
        yield contradiction("count", (one, other), "arithmetic", "前文称“{a}”，其后{b}，数目不符，请核对原文。")


def _closed(copy: Copy, last: Point) -> bool:
    """Whether the text goes on after the last point's sentence, so that no further point can follow elsewhere."""
    _, end = _sentence(copy, last.start)
    return len(copy.text) - end >= 2


def _sentence(copy: Copy, at: int) -> tuple[int, int]:
    """The member of a sentence that holds the place; all of the text where none does."""
    number = bisect_right(copy.members, (at, len(copy.text))) - 1
    found = copy.members[number] if number >= 0 else (0, 0)
    return found if found[0] <= at < found[1] else (0, len(copy.text))


def _shares(copy: Copy) -> Iterator[Contradiction]:
    """A share above 100 per cent where it is a share of a whole."""
    text = copy.text
    for quantity in copy.found.quantities:
        value = quantity.value_low if quantity.value_low is not None else quantity.value_high
        if quantity.unit != "%" or value is None or value <= _WHOLE:
            continue
        start, end = clause_around(text, quantity.start, quantity.end)
        if _SHARE.search(text, start, quantity.start) and not _MAY_EXCEED.search(text[start:end]):
            share = Side(copy, start, end, quantity.surface, (quantity.start, quantity.end))
            whole = Side(copy, quantity.start, quantity.end, "不超过100%")
            explanation = f"占比或比率为“{quantity.surface}”，超过100%，请核对原文。"
            yield contradiction("number", (share, whole), "arithmetic", explanation)


def _parts(copy: Copy) -> Iterator[Contradiction]:
    """A part after 其中 that is more than its total, in the same unit."""
    text = copy.text
    for match in _PART.finditer(text):
        first, last = _sentence(copy, match.start())
        sentence = max(first, match.start() - _FAR), min(last, match.end() + _FAR)
        before = _figures(copy, sentence[0], match.start())
        after = _figures(copy, match.end(), sentence[1])
        if not before or not after:
            continue
        part = after[0]
        # The total is the largest figure of the kind before: what stands nearest may be its growth.
        same = [f for f in before if f.figure and part.figure and f.figure.unit == part.figure.unit]
        total = max(same, key=lambda f: f.figure.high if f.figure else 0.0, default=None)
        if total is not None and _exceeds(total, part) and not _AVERAGE.search(text, sentence[0], total.end):
            one, other = (Side(copy, f.start, f.end, text[f.start : f.end]) for f in (total, part))
            explanation = "总数与其中之数不合：一为“{a}”，一为“{b}”，部分大于总体，请核对原文。"
            yield contradiction("number", (one, other), "arithmetic", explanation)


def _figures(copy: Copy, start: int, end: int) -> list[Fact]:
    facts = copy.facts
    first, last = (bisect_left(facts, at, key=lambda f: f.start) for at in (start, end))
    return [f for f in facts[first:last] if f.end <= end and f.figure and f.figure.unit and not f.weak]


def _exceeds(total: Fact, part: Fact) -> bool:
    if not total.figure or not part.figure or total.figure.unit in _NO_SUM:
        return False
    return part.figure.low > total.figure.high
