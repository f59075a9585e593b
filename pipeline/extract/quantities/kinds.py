"""Result, requirement or background: what a sentence does with the number it gives."""

from __future__ import annotations

import re

from pipeline.language import dates
from pipeline.language.findings import Findings
from pipeline.language.numbers import Number
from pipeline.language.syntax import Syntax, Word

_SPAN_OF_YEARS = re.compile(r"\s?(?:来|以来|间|时间里|的历史|前|之前|中|之间)")
_SPAN_BEFORE = re.compile("(?:过去|今后|未来|最近|近|前|这|头|后|新时代|经过|经历)的?$")
_ASKING_HEADING = re.compile(
    "下一步|下步|今后|打算|工作(?:计划|思路|安排|目标|要求|措施|部署)"
    "|(?:主要|总体|目标)任务(?= /|$)|(?:主要|总体|预期|发展)目标"
    "|(?:相关|有关|几点|具体)要求|方法步骤|(?:意见|几点|工作的?)建议"
)
_REVIEWING_HEADING = re.compile("回顾|成就|成绩|总结|完成情况|进展")
_BASE_BEFORE = re.compile("(?:比较?|较|同|由|从)$")
_BASIS = re.compile("的?(?:增长|增速)?的?基础(?:之)?上")
_RELATIVE = re.compile(r"(?:确定|提出|安排|下达|部署|明确|规定|点到|指出|反馈|要求)的\s?$")
_AUXILIARIES = frozenset(("要", "应", "须", "必须", "应当", "需", "力争", "务必"))
_OPENING = 4
_HAVING = frozenset(["有", "含", "设", "包括", "包含", "其中", "设有", "建有", "分布"])
_ASKING = frozenset(("demand", "will"))
_DECISIVE = frozenset(("demand", "will", "past", "done", "result"))
_SUMMARIES = frozenset(("national_summary", "regional_summary"))


def kind_of(plan: Syntax, reading: Number, findings: Findings, heading: str) -> tuple[str, str]:
    """The kind of a quantity and the rule that gave it."""
    if background := _background(plan, reading):
        return "context", background
    if asked := _asked(plan, reading, findings):
        return asked
    if findings.genre == "notice":
        return "requirement", "genre"
    if findings.genre not in _SUMMARIES and _asks(heading, findings.review_year):
        return "requirement", "heading"
    return "result", "default"


def _asks(heading: str, review_year: int | None) -> bool:
    """2024年工作任务 over a review of 2023: the section speaks of what is to come."""
    if _REVIEWING_HEADING.search(heading):
        return False
    years = [named.year for named in dates.years(heading)]
    later = review_year is not None and bool(years) and min(years) > review_year
    return later or bool(_ASKING_HEADING.search(heading))


def _background(plan: Syntax, reading: Number) -> str:
    text = plan.text
    if reading.kind == "time" and reading.unit in ("年", "个月", "世纪"):
        if reading.ordinal or _SPAN_OF_YEARS.match(text, reading.end):
            return "span of time"
        if _SPAN_BEFORE.search(text, max(0, reading.start - 4), reading.start):
            return "span of time"
    if reading.kind == "percent" and _BASIS.match(text, reading.end):
        return "basis"
    clause_number = plan.clause_at(reading.start)
    clause = plan.clauses[clause_number]
    if _RELATIVE.search(text, max(clause.start, reading.start - 12), reading.start):
        return "relative clause"
    start = plan.sentence_start(clause_number)
    for cue in reversed(plan.cues_in(start, reading.start)):
        if cue.role == "stock":
            verbs = [
                w
                for w in plan.verbs_in(cue.end, reading.start)
                if w.role == "strong" and text[w.start : w.end] not in _HAVING
            ]
            return "" if verbs and not text.startswith("其中", clause.start) else "stock"
        if cue.role in ("past", "demand", "will"):
            return ""
    return ""


def _asked(plan: Syntax, reading: Number, findings: Findings) -> tuple[str, str] | None:
    """The nearest cue before the number in its sentence decides; a bound that forbids or demands asks by itself."""
    number = plan.clause_at(reading.start)
    clause, start = plan.clauses[number], _own_part(plan, number, findings)
    cues = [c for c in plan.cues_in(start, reading.start) if c.role in _DECISIVE and not _is_base(plan, c, reading)]
    own = [c for c in cues if c.start >= clause.start]
    if reading.cue is not None and reading.cue.asks and not any(c.role == "past" for c in own):
        return "requirement", "bound that asks"
    asked = any(c.role in _ASKING for c in cues)
    for found in reversed(cues):
        word = plan.text[found.start : found.end]
        if found.role in _ASKING:
            reached = word.endswith("目标") and _reached(plan, cues, found.start)
            return ("result", word) if reached else ("requirement", word)
        if (found.role == "done" and asked) or (found.role == "past" and found.start < clause.start):
            continue
        return "result", word
    later = [c for c in plan.cues_in(reading.end, clause.end) if c.role == "will"]
    if later and plan.text[later[0].start : later[0].end] in _AUXILIARIES:
        return "requirement", plan.text[later[0].start : later[0].end]
    return _asked_before(plan, start, findings)


def _own_part(plan: Syntax, number: int, findings: Findings) -> int:
    """Where the part of the sentence begins that has the clause's subject: 要求…；安徽… speaks of another place."""
    start = plan.sentence_start(number)
    places = {place.start for place in findings.places}
    for clause in reversed(plan.clauses[: number + 1]):
        if clause.start <= start:
            break
        if plan.text[clause.start - 1] in "；;" and clause.start in places:
            return clause.start
    return start


def _is_base(plan: Syntax, cue: Word, reading: Number) -> bool:
    """比上年增加3件, 由去年的2个增加到5个: the past is what the number is held against, unless it is the past's own."""
    if cue.role != "past" or not _BASE_BEFORE.search(plan.text, max(0, cue.start - 2), cue.start):
        return False
    return re.search("[0-9一二三四五六七八九十增减提降升长高低多少]", plan.text[cue.end : reading.start]) is not None


def _reached(plan: Syntax, cues: list[Word], goal: int) -> bool:
    """全面完成年初确定的目标: a goal that has been reached asks for nothing more."""
    before = [c for c in cues if c.start < goal]
    inside = [c for c in before if plan.clause_at(c.start) == plan.clause_at(goal)]
    return bool(inside) and inside[-1].role == "done" and not any(c.role in _ASKING for c in before)


def _opens(plan: Syntax, offset: int) -> bool:
    """A cue leads a demand on only where it opens its clause: 要…, 今年要…, 我们必须…"""
    return offset - plan.clauses[plan.clause_at(offset)].start <= _OPENING


def _asked_before(plan: Syntax, start: int, findings: Findings) -> tuple[str, str] | None:
    """A sentence without a cue of its own goes on as the speech before it: 要…。…"""
    if findings.genre in _SUMMARIES:
        return None
    for found in reversed(plan.cues_in(0, start)):
        if found.role == "will" and _opens(plan, found.start):
            return "requirement", f"…{plan.text[found.start : found.end]}"
        if found.role in ("past", "done"):
            return None
    return None
