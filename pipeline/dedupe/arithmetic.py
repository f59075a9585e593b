"""Figures that cannot be right by themselves: lists against their stated number, shares above all, parts above all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.dedupe.conflicts import Side, contradiction
from pipeline.dedupe.corpus import Copy
from pipeline.dedupe.figures import FIGURE, Figure, read_figure
from pipeline.dedupe.sentences import sentences
from pipeline.records import Contradiction

_CN = "一二三四五六七八九十"
_VALUE = {c: n for n, c in enumerate(_CN, 1)}
NUMBER = rf"(?:\d{{1,2}}|[{_CN}两]{{1,2}})"

# What a list is announced with: 三点意见, 4个方面, 以下五项要求. The list must begin soon after it.
_ANNOUNCED = re.compile(
    rf"(?P<number>{NUMBER})(?P<what>(?:点|个方面|方面|项|条|件|个问题|个环节|个步骤|个坚持)"
    r"(?:[^，。；：:\s]{0,8}(?:意见|要求|建议|措施|任务|工作|体会|问题|举措|打算|做法|成效|特点|原则|事项|希望|内容|感受|认识|表现|原因|不足|差距))?)"
    r"[^。！？\n一]{0,12}[：:。，]\s*[“”\"]?(?=(?:一是|第一[，、]|首先[，、]|[（(]一[)）]|一、))"
)
_MARKS = (
    ("一是", re.compile(rf"(?<![{_CN}第\d统唯])([{_CN}]{{1,2}})是")),
    ("第一", re.compile(rf"第([{_CN}]{{1,2}})[，、：:]")),
    ("（一", re.compile(rf"[（(]([{_CN}]{{1,2}})[)）]")),
    ("(一", re.compile(rf"[（(]([{_CN}]{{1,2}})[)）]")),
)

_SHARE = re.compile(
    r"(?:占(?!地|用|据|领)[^，。；]{0,12}?(?:比|的|例)?|(?:占比|比例|比重|覆盖率|合格率|到会率|参与率|参会率|办结率|完成率|满意率|优秀率|转化率|知晓率"
    r"|入户率|达标率|组建率|普及率|就业率|出勤率|到课率|落实率|整改率|回复率|应答率|合格比例)[^，。；\d]{0,6}?)"
    r"(?P<figure>\d+(?:\.\d+)?)[%％](?!以上的增)"
)
# Growth, and what is done beyond a plan, may be above 100 per cent.
_MAY_EXCEED = re.compile(r"增[长加幅速]|提[高升]|同比|环比|超额|任务的|计划的|目标的|年初|预算|翻|相当于|上年|去年|倍")

_NO_SUM = frozenset({"%", "％", "‰", "个百分点", "年", "月", "天", "倍", "岁"})
_AVERAGE = re.compile(r"平均|年均|人均|户均|每|至少|以上")
_PART = re.compile(r"[，,；;（(]\s*其中[，,：:]?")


@dataclass(frozen=True)
class _Count:
    number: int
    start: int
    end: int


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
        stated = value_of(match["number"])
        items = _items(text, match.end())
        complete = items and not ({"ends_mid_sentence", "garbled"} & set(copy.passage.defects))
        if stated is None or not complete or len(items) == stated or len(items) < 2:
            continue
        if len(items) < stated and not _closed(text, items[-1]):
            continue
        one = Side(copy, match.start("number"), match.end("what"), match.group("number") + match.group("what"))
        other = Side(copy, items[0].start, items[-1].end, f"实列{len(items)}项")
        yield contradiction("count", (one, other), "arithmetic", "前文称“{a}”，其后{b}，数目不符，请核对原文。")


def _items(text: str, start: int) -> list[_Count]:
    """The marks of the list that begins at `start`, counted as long as they run on from one."""
    pattern = next((p for mark, p in _MARKS if text.startswith(mark, start)), None)
    items: list[_Count] = []
    for match in pattern.finditer(text, start) if pattern else ():
        number = value_of(match[1])
        if number == len(items) + 1:
            items.append(_Count(number, match.start(), match.end()))
        elif number == 1:
            break
    return items


def _closed(text: str, last: _Count) -> bool:
    """Whether the text goes on after the last item's sentence, so that no further item can follow elsewhere."""
    end = next((e for s, e in sentences(text) if s <= last.start < e), len(text))
    return len(text) - end >= 2


def value_of(numeral: str) -> int | None:
    """A whole number up to nineteen in Arabic or Chinese numerals; None for anything else."""
    if numeral.isdigit():
        return int(numeral)
    if len(numeral) == 1:
        return 2 if numeral == "两" else _VALUE.get(numeral)
    if numeral[0] == "十":
        return 10 + _VALUE.get(numeral[1], 0)
    return None


def _shares(copy: Copy) -> Iterator[Contradiction]:
    """A share above 100 per cent where it is a share of a whole."""
    text = copy.text
    for match in _SHARE.finditer(text):
        start, end = _clause(text, match.start(), match.end())
        if float(match["figure"]) <= 100 or _MAY_EXCEED.search(text[start:end]):
            continue
        surface = text[match.start("figure") : match.end()]
        share = Side(copy, start, end, surface)
        whole = Side(copy, match.start("figure"), match.end(), "不超过100%")
        explanation = f"占比或比率为“{surface}”，超过100%，请核对原文。"
        yield contradiction("number", (share, whole), "arithmetic", explanation)


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    first = max(text.rfind(c, 0, start) for c in "，。；！？,;\n") + 1
    ends = [at for c in "，。；！？,;\n" if (at := text.find(c, end)) >= 0]
    return first, min(ends, default=len(text))


def _parts(copy: Copy) -> Iterator[Contradiction]:
    """A part after 其中 that is more than its total, in the same unit."""
    text = copy.text
    for match in _PART.finditer(text):
        sentence = next(((s, e) for s, e in sentences(text) if s <= match.start() < e), (0, len(text)))
        before = list(_figures(text, sentence[0], match.start()))
        after = list(_figures(text, match.end(), sentence[1]))
        if not before or not after:
            continue
        part = after[0]
        # The total is the largest figure of the kind before: what stands nearest may be its growth.
        total = max((f for f in before if f[1].unit == part[1].unit), key=lambda f: f[1].high, default=None)
        if total is not None and _exceeds(total[1], part[1]) and not _AVERAGE.search(text, sentence[0], total[0].end()):
            one, other = (Side(copy, m.start(), m.end(), m[0]) for m, _ in (total, part))
            explanation = "总数与其中之数不合：一为“{a}”，一为“{b}”，部分大于总体，请核对原文。"
            yield contradiction("number", (one, other), "arithmetic", explanation)


def _figures(text: str, start: int, end: int) -> Iterator[tuple[re.Match[str], Figure]]:
    for match in FIGURE.finditer(text, start, end):
        figure = read_figure(match)
        if figure is not None and match["low"][0].isdigit() and figure.unit:
            yield match, figure


def _exceeds(total: Figure, part: Figure) -> bool:
    return total.unit == part.unit and total.unit not in _NO_SUM and part.low > total.high
