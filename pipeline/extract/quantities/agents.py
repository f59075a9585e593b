"""Who acts and what is done: the verb that governs a quantity and the noun before it."""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.extract.quantities.objects import Counted
from pipeline.language.numbers import Number
from pipeline.language.syntax import Syntax, Word

_OPENING = re.compile(
    r"(?:[“（(]|[一二三四五六七八九十]+是|同时|此外|另外|其中|目前|去年以来|今年以来|近年来|据了解|例如|比如|先后|累计|已|共|在(?![职校册岗编建])|并|还|也|均|都|全面|积极|认真|统一|集中|专门|每年|普遍|"
    r"[（(][一二三四五六七八九十0-9]+[）)]|一年来|五年来|(?:19|20)[0-9]{2}年(?:以来|度)?|10年来)+"
)
_ADVERBS = re.compile(
    r"(?:已经?|共|先后|累计|均|都|也|还|全面|积极|认真|统一|集中|专门|每年|每月|每季度|普遍|同时|并|新|再|主动|带头|严肃|逐一|分别|着力|持续|深入|大力|扎实|切实|全部|坚持|能够|可以|要|须|应|必须|能|可|将|拟|，|、|\s)+$"
)
_COVERB = re.compile(r"(?:通过|围绕|针对|聚焦|结合|按照|根据|以|对|把|将|在|从|向|为|用)[^，。；]*$")


class Agency(NamedTuple):
    """Half-open spans in the text; `action` and `actor` are None where the text has none."""

    action: tuple[int, int] | None
    actor: tuple[int, int] | None


def agency(plan: Syntax, reading: Number, noun: Counted | None) -> Agency:
    """The action and the actor of a quantity, looked for in its clause, then in the clauses before it."""
    clause = plan.clauses[plan.clause_at(reading.start)]
    verbs = [w for w in plan.verbs_in(clause.start, reading.start) if w.role != "noun" and w.end <= reading.start]
    if verbs:
        return _governed(plan, verbs, noun, clause.start)
    if noun is not None and noun.behind:
        later = [w for w in plan.verbs_in(noun.end, clause.end) if w.role == "strong"]
        if later:
            return Agency(_chain(plan.text, later[:1], forward=later), (noun.start, noun.end))
    return Agency(None, _subject(plan, clause.start, reading.start) or _earlier(plan, reading))


def _governed(plan: Syntax, verbs: list[Word], noun: Counted | None, start: int) -> Agency:
    if noun is not None and not noun.behind and verbs[-1].role == "link" and verbs[-1].start >= noun.end:
        return Agency((verbs[-1].start, verbs[-1].end), _earlier_at(plan, noun.start))
    limit = noun.start if noun is not None and not noun.behind else plan.clauses[-1].end
    before = [w for w in verbs if w.end <= limit and w.also != "modal"] or verbs
    if before[-1].role == "weak" and before[-1].end < min(limit, verbs[-1].end):
        before = [w for w in before if w.role != "weak"] or before
    action = _chain(plan.text, before, forward=[])
    assert action is not None
    pivots = [w for w in before if w.end <= action[0] and w.also == "pivot"]
    actor = _noun(plan.text, pivots[-1].end if pivots else start, action[0])
    return Agency(action, actor or _earlier_at(plan, action[0]))


def _chain(text: str, words: list[Word], forward: list[Word]) -> tuple[int, int] | None:
    """The last verb with those that stand directly before it (查找解决, 接访、下访)."""
    if forward:
        return forward[0].start, forward[0].end
    start, end = words[-1].start, words[-1].end
    for word in reversed(words[:-1]):
        if text[word.end : start].strip(" 、和并") or word.also:
            break
        start = word.start
    return start, end


def _noun(text: str, start: int, end: int) -> tuple[int, int] | None:
    if match := _OPENING.match(text, start, end):
        start = match.end()
    for pattern in (_ADVERBS, _COVERB, _ADVERBS):
        if match := pattern.search(text, start, end):
            end = match.start()
    while start < end and text[start] in " 　、，":
        start += 1
    return (start, end) if 1 < end - start <= 40 else None


def _subject(plan: Syntax, start: int, end: int) -> tuple[int, int] | None:
    verbs = [w for w in plan.verbs_in(start, end) if w.role == "strong"]
    return _noun(plan.text, start, verbs[0].start) if verbs else None


def _earlier(plan: Syntax, reading: Number) -> tuple[int, int] | None:
    return _earlier_at(plan, reading.start)


def _earlier_at(plan: Syntax, offset: int) -> tuple[int, int] | None:
    """The nearest subject in the earlier clauses of the sentence."""
    number = plan.clause_at(offset) - 1
    sentence = plan.clauses[number + 1].sentence
    while number >= 0 and plan.clauses[number].sentence == sentence:
        clause = plan.clauses[number]
        pivots = [w for w in plan.verbs_in(clause.start, clause.end) if w.role in ("strong", "link")]
        last = [w for w in pivots if w.also == "pivot"]
        start = last[-1].end if last else clause.start
        verb = next((w for w in pivots if w.start > start), None)
        if verb is not None and (found := _noun(plan.text, start, verb.start)):
            return found
        number -= 1
    return None
