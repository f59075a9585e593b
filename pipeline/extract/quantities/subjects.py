"""Whom a sentence credits: the provinces of its subject, its lists, and the ellipses that carry a subject on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.language.findings import Findings
from pipeline.language.numbers import Number
from pipeline.language.sentences import Clause
from pipeline.language.syntax import Syntax

_OPENING = re.compile(
    r"(?:[“（(\s　—*]|(?:[一二三四五六七八九十]+是)|[（(][一二三四五六七八九十0-9]+[）)]"
    r"|同时|此外|另外|其中|目前|当前|日前|据了解|例如|比如|如|又如|像|在|以|据|去年|今年|近年来|去年以来|今年以来|一年来|五年来|截至目前|与此同时|特别是|尤其是|仅|中共|共青团|[一-鿿]{2,8}[0-9]{1,2}月[0-9]{1,2}日电\s?(?:（[^）]{1,20}）)?\s?"
    r"|(?:19|20)[0-9]{2}年(?:以来|度|底|初|末)?(?:[0-9]{1,2}月(?:份|底)?)?|自)+"
)
_JOINTS = frozenset(("", "、", "和", "与", "及", "以及", "，", "省", "市", "·", "("))
# 成都高新区、苏州工业园区, 井冈山神山村、宁德下党乡: a smaller place behind the name goes with it.
_SMALLER = re.compile(r"[一-鿿]{1,7}(?:区|村|镇|乡|街道|社区|园|农场|团|港)(?:、|和|与|及|以及|，)")
_LEFT_OF_LIST = re.compile(
    r"(?:[、和与及以（）() ]|[一-鿿]{1,6}(?:区|村|镇|乡|街道|社区|园)|[两二三四五六七八九十\d]{1,2}[省市县区州盟旗])*"
)
_WHOLE_NATION = re.compile("省区市|省市区|省（区、市）|省份|省、自治区")
_OWN_UNITS = frozenset(("party", "government", "military_corps"))
_HOME = ("全省", "我省", "全自治区", "全兵团", "全市", "我市", "全县", "我县", "全州", "我州", "全盟", "全区", "我区")
_BRIDGE = re.compile(r"(?:省|市|县|州|区)?(?:已|共|有|达到?|为|占|近|约|超过|各|分别|新增|:|：)*$")
_TOPIC = 12
_NEAR = 18


class _Opening(NamedTuple):
    provinces: list[str]
    kind: str


def credited(plan: Syntax, readings: Sequence[Number], findings: Findings) -> list[list[str]]:
    """The provinces that each reading is credited to, by the subject of its clause."""
    ends = [0, *(r.end for r in readings)]
    by_clause = _by_clause(plan, findings, {plan.clause_at(r.start) for r in readings})
    found = [
        _own(plan, r, after, findings) or _listed(plan, r, by_clause)
        for r, after in zip(readings, ends[:-1], strict=True)
    ]
    return _respectively(plan, readings, found)


_EACH_ITS_OWN = re.compile(r"(?:^|[^、和与及])分别[^，。；、]{0,16}$")
_LISTED = frozenset(("、", "和", "与", "以及", "，"))


def _respectively(plan: Syntax, readings: Sequence[Number], found: list[list[str]]) -> list[list[str]]:
    """山东、河北、天津选派的分别有2.1万名、7620名和1041名: as many numbers as provinces, each its own."""
    first = 0
    while first < len(readings):
        last = first + 1
        while last < len(readings) and plan.text[readings[last - 1].end : readings[last].start] in _LISTED:
            last += 1
        credit = found[first]
        if last - first == len(credit) > 1 and all(c == credit for c in found[first:last]):
            clause = plan.clauses[plan.clause_at(readings[first].start)]
            before = plan.text[clause.start : readings[first].start]
            if _EACH_ITS_OWN.search(before) and not _several_nouns(before):
                found[first:last] = [[province] for province in credit]
        first = last
    return found


def _several_nouns(before: str) -> bool:
    """好评率、满意率分别达: the numbers belong to the nouns, not to the places."""
    return bool(re.search(r"[率数额量值比度占][、和与][^，。；、]{1,10}分别", before))


def _listed(plan: Syntax, reading: Number, by_clause: list[list[str]]) -> list[str]:
    """天津、吉林等24个省区市: the number counts more provinces than the sentence names, so it credits none."""
    if plan.text[reading.start - 1 : reading.start] == "等" and plan.text[reading.end : reading.end + 1] in "省地市个":
        return []
    return by_clause[plan.clause_at(reading.start)]


def _own(plan: Syntax, reading: Number, after: int, findings: Findings) -> list[str]:
    """河南3000个、湖北2000个: the place between the number before and this one is a subject of its own."""
    text, clause = plan.text, plan.clauses[plan.clause_at(reading.start)]
    for place in findings.places:
        if not (reading.start - _NEAR <= place.start and place.end <= reading.start) or place.via == "org":
            continue
        listed = after > clause.start and place.start > after and text[place.start - 1] in "、和及"
        if listed and _WHOLE_NATION.search(text, after - 1, place.start):
            return []
        if listed and place.province and "、" not in text[place.start : reading.start]:
            return [place.province]
        opens = place.start == clause.start or text[place.start - 1] in "、和（(：；，"
        if place.province and opens and _BRIDGE.fullmatch(text, place.end, reading.start):
            return [place.province]
    return []


def _by_clause(plan: Syntax, findings: Findings, counting: set[int]) -> list[list[str]]:
    places = {p.start: i for i, p in enumerate(findings.places)}
    current = [p for p in findings.carried.split("、") if p]
    carried = bool(current)
    result: list[list[str]] = []
    for number, clause in enumerate(plan.clauses):
        topic = number not in counting and _is_topic(plan, clause)
        opening = _opening(plan, clause, findings, places)
        if opening.provinces:
            listed = current if number and _only_places(plan, plan.clauses[number - 1], findings) else []
            current, carried = list(dict.fromkeys([*listed, *opening.provinces])), False
        elif clause.first and _changes_subject(opening.kind, carried, topic):
            current = []
        elif opening.kind == "home" and not current and findings.home_province:
            current = [findings.home_province]
        result.append(current)
    return result


def _only_places(plan: Syntax, clause: Clause, findings: Findings) -> bool:
    """山西吕梁、忻州，陕西榆林、延安等地: the clause is nothing but a part of a list of places."""
    if plan.text[clause.end : clause.end + 1] not in "，,":
        return False
    rest = plan.text[clause.start : clause.end]
    for place in findings.places:
        if clause.start <= place.start and place.end <= clause.end:
            rest = rest.replace(place.surface, "", 1)
    return rest != plan.text[clause.start : clause.end] and bool(_LEFT_OF_LIST.fullmatch(rest))


def _changes_subject(kind: str, carried: bool, topic: bool) -> bool:
    """A new sentence speaks of somebody else: a generic subject, a topic, or no ellipsis that would carry one over."""
    return kind == "generic" or topic or (carried and kind not in ("ellipsis", "home"))


def _opening(plan: Syntax, clause: Clause, findings: Findings, places: dict[int, int]) -> _Opening:
    match = _OPENING.match(plan.text, clause.start, clause.end)
    offsets = dict.fromkeys((clause.start, match.end() if match else clause.start))
    for offset in offsets:
        if offset in places and (named := _place_list(plan.text, findings, places[offset])):
            return _Opening(named, "place")
        for unit in findings.units:
            own = unit.type in _OWN_UNITS and not _inside_a_name(findings, places, offset)
            if unit.start == offset and unit.province and own:
                return _Opening([unit.province], "unit")
    offset = max(offsets)
    if plan.text.startswith(_HOME, offset):
        return _Opening([], "home")
    for cue in plan.cues_in(clause.start, offset + 1):
        if cue.role in ("generic", "ellipsis"):
            return _Opening([], cue.role)
    for unit in findings.units:
        if unit.start == offset and unit.named and not unit.province:
            return _Opening([], "generic")
    return _Opening([], "")


def _inside_a_name(findings: Findings, places: dict[int, int], offset: int) -> bool:
    """湖南大学党委: the place belongs to the name of a university and earns its province nothing."""
    return offset in places and findings.places[places[offset]].via == "org"


def _place_list(text: str, findings: Findings, first: int) -> list[str]:
    """广西、贵州、陕西等省区: every place of the list that opens at place number `first`."""
    named: list[str] = []
    end = findings.places[first].start
    for place in findings.places[first:]:
        gap = text[end : place.start]
        if gap not in _JOINTS and not _SMALLER.fullmatch(gap):
            break
        if place.via == "org" and not named:
            return []
        nested = gap == "" and bool(named)
        if place.province and place.province not in named and place.via != "org" and not nested:
            named.append(place.province)
        end = max(end, place.end)
    return named


def _is_topic(plan: Syntax, clause: Clause) -> bool:
    """着力为民解忧。: a short sentence without a comma announces a new subject."""
    return clause.end - clause.start <= _TOPIC and plan.text[clause.end : clause.end + 1] == "。"
