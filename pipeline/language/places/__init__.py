"""Places: which province, prefecture or county a name in a passage means, and what decided it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pipeline.config import Config
from pipeline.language.places.chains import Name, chains
from pipeline.language.places.gazetteer import CITY, PROVINCE, Gazetteer, PlaceEntry, gazetteer
from pipeline.language.places.readings import Sentences, decide
from pipeline.language.places.surroundings import (
    among_rivers,
    closes_item,
    in_dateline,
    is_subject,
    linked,
    names_county,
    names_official,
    names_person,
    names_river,
    names_street,
    names_township,
    stands_free,
    surroundings,
    transcribed,
)
from pipeline.records import Place, Unit
from pipeline.text.located import Located

_ORGANISATIONS = frozenset({"enterprise", "university", "hospital", "media", "industry_body", "other"})
_COMMITTEE = re.compile(r"委(?![员托派任])")
_AREA_SUFFIXES = "省市县区州盟旗"


def places(passage: Located, units: Sequence[Unit], home_province: str, config: Config) -> list[Place]:
    """The mentions of places in a passage, in order.

    `units` of the same passage tell which names stand inside an organisation's name; without them the words after
    the name do. `home_province` is the short name of the province that the document speaks for, '' where unknown;
    it is asked last.
    """
    text = passage.text
    known = gazetteer(config)
    names = _believed(text, chains(text, known.matches(text)), home_province)
    names = _without_rivers(text, [name for name in names if not _is_thing(text, name, config)])
    above = passage.passage.heading
    decided = decide(text, names, chains(above, known.matches(above)), home_province)
    decided += _abbreviations(text, known)
    return [
        _place(passage, name, _inside_organisation(text, name, units, config))
        for name in sorted(decided, key=lambda name: name.start)
    ]


# --- belief: a name that is also a word needs something that speaks for it


def _believed(text: str, names: Sequence[Name], home_province: str) -> list[Name]:
    sure = {i for i, name in enumerate(names) if name.use == "free"}
    told = {entry.adcode for i in sure for entry in names[i].entries}
    sentences = Sentences(text, (names[i] for i in sorted(sure)))
    for i, name in enumerate(names):
        near = sentences.of(name).provinces | {home_province}
        if name.use in {"evidence", "word"} and _spoken_for(text, name, told, near):
            sure.add(i)
    sure |= _kin_lists(text, names)
    for order in (range(len(names)), range(len(names) - 1, -1, -1)):
        for i in order:
            if i not in sure and _listed(text, names, sure, i):
                sure.add(i)
    return [name for i, name in enumerate(names) if i in sure]


def _spoken_for(text: str, name: Name, told: set[str], provinces: set[str]) -> bool:
    start, end = name.start, name.end
    known = any(entry.adcode in told for entry in name.entries)
    if text[end - 1] in _AREA_SUFFIXES:
        if text[end - 1] == "县" and end - start == 2:
            return known or names_county(text, start, end)
        return name.use == "evidence" and end - start > 2 and (known or bool(name.provinces & provinces))
    if known or in_dateline(text, start, end):
        return True
    if name.use != "evidence":
        return False
    subject = is_subject(text, start, end)
    if name.entries[0].level == CITY and subject:
        return True
    return bool(name.provinces & provinces) and (subject or stands_free(text, start, end))


def _kin_lists(text: str, names: Sequence[Name]) -> set[int]:
    """Lists of three or more names of one province, which speak for each other: 武进、新北、天宁."""
    kin: set[int] = set()
    run: list[int] = []
    common: set[str] = set()
    for i, name in enumerate(names):
        follows = bool(run) and linked(text, names[run[-1]].end, name.start) and bool(common & name.provinces)
        run = [*run[-2:], i] if follows else [i]
        common = common & name.provinces if follows else name.provinces
        if len(run) > 2 and sum(names[j].use == "evidence" for j in run) > 1 and closes_item(text, name.end):
            kin.update(run[-3:])
    return kin


def _listed(text: str, names: Sequence[Name], sure: set[int], i: int) -> bool:
    name = names[i]
    beside = [
        names[j]
        for j in (i - 1, i + 1)
        if j in sure and linked(text, min(name.end, names[j].end), max(name.start, names[j].start))
    ]
    kin = any(other.provinces & name.provinces and other.via != "name" for other in beside)
    if not closes_item(text, name.end):
        return kin and name.use == "evidence"
    return kin or (name.use == "evidence" and bool(beside))


# --- single characters: 京、津、冀 and 川渝两地


@cache
def _letters(letters: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    one, before = f"[{letters}]", f"(?<![{letters}、])"
    number = "[两二三四五六七八九]"
    end = r"(?=$|[^\u4e00-\u9fff]|[等两三四五六七八九十省市区])"
    listed = rf"{before}{one}(?:、{one}){{2,}}{end}|{before}{one}、{one}(?=[等两二][省市区地])"
    counted = rf"(?<!{one})({one}{{2,9}})({number})(?:省([一两二三])市|个?省|[市地]|区(?!域))"
    return re.compile(listed), re.compile(counted)


def _abbreviations(text: str, known: Gazetteer) -> list[Name]:
    listed, counted = _letters("".join(known.abbreviations))
    spots = [at for run in listed.finditer(text) for at in range(run.start(), run.end(), 2)]
    for run in counted.finditer(text):
        if len(run[1]) == _small_number(run[2]) + _small_number(run[3]):
            spots += range(run.start(1), run.end(1))
    return [_letter(at, known.abbreviations[text[at]]) for at in sorted(spots)]


def _small_number(digit: str | None) -> int:
    return "零一二三四五六七八九".find(digit.replace("两", "二")) if digit else 0


def _letter(at: int, entry: PlaceEntry) -> Name:
    return Name(at, at + 1, (entry,), "name", "free", "alias", "abbreviations")


# --- what the name is part of


def _is_thing(text: str, name: Name, config: Config) -> bool:
    if text[name.end - 1] in _AREA_SUFFIXES and name.form != "short":
        return False
    around = surroundings(config)
    if around.in_thing(text, name.end):
        return True
    if name.rule == "chain":
        return False
    if names_street(text, name.end) or names_river(text, name.end) or transcribed(text, name.start):
        return True
    if name.entries[0].level == PROVINCE:
        return name.form == "short" and names_official(text, name.start, name.end, config)
    if name.form == "short" and names_township(text, name.end, name.entries[0].level == CITY):
        return True
    return around.in_landscape(text, name.end) or names_person(text, name.start, name.end, config)


def _without_rivers(text: str, names: list[Name]) -> list[Name]:
    """A list of rivers takes its neighbours with it, one after the other."""
    edges = {edge for name in names for edge in (name.start, name.end)}
    rivers: set[int] = set()
    for order in (names, names[::-1]):
        for name in order:
            if name.rule != "chain" and among_rivers(text, name.start, name.end, edges):
                rivers.add(name.start)
                edges -= {name.start, name.end}
    return [name for name in names if name.start not in rivers]


def _inside_organisation(text: str, name: Name, units: Sequence[Unit], config: Config) -> bool:
    inside = any(_encloses(unit) and unit.start <= name.start and name.end <= unit.end for unit in units)
    return inside or surroundings(config).in_organisation(text, name.start, name.end)


# Of the state, as governments are: a place in their names is what they speak for.
_OF_STATE = re.compile("人大|人民代表大会|政协|法院|检察院|军区|警备区|人武部|武装部|武警")


def _encloses(unit: Unit) -> bool:
    return unit.type in _ORGANISATIONS and not (unit.type == "other" and _OF_STATE.search(unit.surface))


def _place(passage: Located, name: Name, organisation: bool) -> Place:
    entry = name.entries[0] if len(name.entries) == 1 else None
    provinces = name.provinces
    return Place(
        **passage.mention("place", name.start, _end(passage.text, name)),
        province=next(iter(provinces)) if len(provinces) == 1 else "",
        adcode=entry.adcode if entry else "",
        city=entry.city if entry else "",
        county=entry.county if entry else "",
        via="org" if organisation else name.via,
        candidates=[] if entry else [f"{e.adcode}:{e.name}" for e in name.entries],
        rule=name.rule,
    )


def _end(text: str, name: Name) -> int:
    """Where the name ends: the 省 of 河北省委 belongs to the committee."""
    shared = text[name.end - 1] in _AREA_SUFFIXES and name.end - name.start > 2
    return name.end - 1 if shared and _COMMITTEE.match(text, name.end) else name.end
