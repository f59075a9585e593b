"""The noun that a quantity counts: behind its measure, or before the number where nothing follows."""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.extract.quantities.bounds import cue_before
from pipeline.extract.quantities.grammar import Reading
from pipeline.extract.quantities.layout import Layout, Word

_CLOSE = frozenset("，。；：、！？）)]】》”’…—;,!?:\n|")
_FUNCTION = frozenset(
    "以和与及或并且而则就才已均都也还为是在于从由向到对把被将让使给用比占达至来前后内中时时，等能可要须应需"
)
_INNER_STOP = frozenset("在被把将均已都也并达占到从由向为是，。；：！？\n")
_LEADING = re.compile(
    r"(?:了|过|好|着|到|各|全部|所有|其中|另有|另外|包括|同时|共|共计|总计|累计|目前|现|现有|有|每年|每月|平均|每个|每|约|近|将|把|对|其|等|、|和|与|及|以及|并|使|让|为|给|向)+"
)
_TRAILING = re.compile(
    r"(?:[的地得了过共约近已达为有是占仅只各均都也就则每还先后、和与及中内，\s“]|累计|共计|总计|合计|分别|已经|总共|平均|每年|每月|其中|大约|不少|至少|仅有|只有|人均(?=$)|超|逾)+$"
)
_LONGEST = 40


class Counted(NamedTuple):
    """The noun at `text[start:end]`, and whether it stands behind the number."""

    start: int
    end: int
    behind: bool


def counted(plan: Layout, readings: list[Reading], number: int) -> Counted | None:
    """The noun that reading `number` counts; None where the text names none."""
    reading = readings[number]
    following = readings[number + 1] if number + 1 < len(readings) else None
    behind = _behind(plan, reading, following)
    if behind is not None:
        return behind
    if following is not None and (shared := _shared(plan, readings, number)):
        return shared
    return _before(plan, reading, readings[number - 1] if number else None)


def _shared(plan: Layout, readings: list[Reading], number: int) -> Counted | None:
    """每村10万元、社区20万元专项经费: the noun behind the second amount is the first one's too."""
    reading, following = readings[number], readings[number + 1]
    gap = plan.text[reading.end : following.start]
    if len(gap) > 8 or reading.unit != following.unit or gap[:1] not in ("、", "和", "与") or reading.kind != "money":
        return None
    return _behind(plan, following, readings[number + 2] if number + 2 < len(readings) else None)


def _behind(plan: Layout, reading: Reading, following: Reading | None) -> Counted | None:
    text, start = plan.text, reading.end
    limit = plan.clauses[plan.clause_at(reading.start)].end
    if following is not None:
        limit = min(limit, following.start)
    while start < limit and text[start] in " 　":
        start += 1
    attributive = text[start : start + 1] == "的"
    start += attributive
    if start >= limit or not _noun_begins(plan, start):
        return None
    end = _noun_end(plan, start, limit)
    if following is not None and end == following.start:
        end = start + len(_TRAILING.sub("", text[start:end]))
    return Counted(start, end, True) if end > start else None


def _noun_begins(plan: Layout, start: int) -> bool:
    text = plan.text
    if text[start] in _CLOSE:
        return False
    words = plan.verbs_in(start, start + 1)
    if words:
        return words[0].role in ("noun", "weak")
    return text[start] not in _FUNCTION


def _noun_end(plan: Layout, start: int, limit: int) -> int:
    text, end = plan.text, start
    words = plan.verbs_in(start, limit)
    stops = [w.start for w in words if w.role in ("strong", "link") and w.start > start]
    covered = {i for w in words for i in range(w.start, w.end) if w.role in ("noun", "weak")}
    last = min(stops[0] if stops else limit, limit, start + _LONGEST)
    quoted = 0
    for end in range(start, last):
        quoted += (text[end] in "“（(《") - (text[end] in "”）)》")
        if quoted < 0 or (not quoted and text[end] in _INNER_STOP and end not in covered):
            return _tidy(text, start, end)
    return _tidy(text, start, last)


def _tidy(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in "的地等、和与及 　":
        end -= 1
    return end


def _before(plan: Layout, reading: Reading, previous: Reading | None) -> Counted | None:
    text = plan.text
    clause = plan.clauses[plan.clause_at(reading.start)]
    cue = cue_before(text, reading)
    end = cue.start() if cue else reading.start
    start = max(clause.start, previous.end if previous and previous.end <= end else 0)
    words = [w for w in plan.verbs_in(start, end) if w.end <= end]
    end = _without_adverbs(text, start, end)
    if words and words[-1].end >= end and words[-1].role != "noun":
        tail = words.pop()
        if tail.role != "link" and text[end : end + 1] != "的":
            return None
        end = _without_adverbs(text, start, tail.start)
        while words and words[-1].end >= end and words[-1].role == "link":
            end = _without_adverbs(text, start, words.pop().start)
    return _noun_phrase(text, start, end, [w for w in words if w.role in ("strong", "link")])


def _noun_phrase(text: str, start: int, end: int, words: list[Word]) -> Counted | None:
    """What stands between the last verb, or the last 的, and `end`."""
    if words and words[-1].end < end:
        start = words[-1].end
    if match := _LEADING.match(text, start, end):
        start = match.end()
    of = text.rfind("的", start, end)
    if 0 <= of < end - 1:
        start = of + 1
    while start < end and text[start] in " 　、，“":
        start += 1
    return Counted(start, end, False) if end > start else None


def _without_adverbs(text: str, start: int, end: int) -> int:
    match = _TRAILING.search(text, start, end)
    return match.start() if match else end
