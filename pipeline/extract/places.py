"""Places: which province, prefecture or county a name in a passage means, and what decided it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from pipeline.config import Config
from pipeline.extract.gazetteer import CITY, COUNTY, PROVINCE, Gazetteer, PlaceEntry, PlaceMatch, gazetteer
from pipeline.extract.place_context import (
    closes_item,
    ends_clause,
    in_dateline,
    linked,
    names_county,
    names_person,
    stands_free,
    surroundings,
)
from pipeline.records import Place, Unit
from pipeline.text.located import Located

_ORGANISATIONS = frozenset({"enterprise", "university", "hospital", "media", "industry_body", "other"})
_CORPS = "兵团"
_CORPS_CITIES = "6590"
_DIVISION = r"第?(?:十[一二三四]|[一二三四五六七八九十]|1[0-4]|[1-9])师"
_CORPS_DIVISION = re.compile(_DIVISION)
_DIVISION_BEFORE = re.compile(f"{_DIVISION}$")
_SENTENCE_END = re.compile(r"[。！？；\n]")
_COMMITTEE = re.compile(r"委(?![员托派任])")
_AREA_SUFFIXES = "省市县区州盟旗"


@dataclass(frozen=True)
class _Name:
    """A mention in the making: the readings that are left, the level of its first part, what spoke for it."""

    start: int
    end: int
    entries: tuple[PlaceEntry, ...]
    via: str
    use: str
    form: str
    rule: str = ""

    @property
    def provinces(self) -> set[str]:
        return {entry.province for entry in self.entries}


def places(passage: Located, units: Sequence[Unit], home_province: str, config: Config) -> list[Place]:
    """The mentions of places in a passage, in order.

    `units` of the same passage tell which names stand inside an organisation's name; without them the words after
    the name do. `home_province` is the short name of the province that the document speaks for, '' where unknown;
    it is asked last.
    """
    text = passage.text
    names = _chains(text, gazetteer(config).matches(text))
    names = [name for name in _believed(text, names, home_province) if not _is_thing(text, name, config)]
    decided = _decide(text, names, home_province)
    decided += _abbreviations(text, gazetteer(config))
    return [
        _place(passage, name, _inside_organisation(text, name, units, config))
        for name in sorted(decided, key=lambda name: name.start)
    ]


# --- chains: 湖南省怀化市, 新疆阿勒泰, 兵团第八师石河子市 are one mention each


def _chains(text: str, matches: Iterable[PlaceMatch]) -> list[_Name]:
    names: list[_Name] = []
    for match in matches:
        last = names[-1] if names else None
        joined = _joined(text, last, match) if last and last.end == match.start else None
        if joined:
            names[-1] = joined
        elif not (last and last.end == match.start and _small(match)):
            names.append(_first(text, match))
        names[-1] = _with_division(text, names[-1])
    return names


def _small(match: PlaceMatch) -> bool:
    """The short name of a county, which does not stand right behind the name of another province's place."""
    return match.entries[0].level == COUNTY and match.entries[0].form == "short" and match.end - match.start == 2


def _first(text: str, match: PlaceMatch) -> _Name:
    head = match.entries[0]
    via = "name" if head.level == PROVINCE else head.level
    name = _Name(match.start, match.end, match.entries, via, match.use, head.form)
    division = _DIVISION_BEFORE.search(text, max(0, name.start - 5), name.start)
    if division and head.adcode.startswith(_CORPS_CITIES):
        corps = tuple(entry._replace(province=_CORPS) for entry in name.entries)
        return replace(name, start=division.start(), entries=corps, rule="corps")
    return name


def _joined(text: str, last: _Name, match: PlaceMatch) -> _Name | None:
    """The chain with `match` as its next part, or None where no reading of it lies in what the chain names.

    四川南部 is a region, but 南充南部、 can only be the county.
    """
    if match.use == "never" and (last.entries[0].level != CITY or not ends_clause(text, match.end)):
        return None
    inside = tuple(e for e in match.entries if any(_contains(outer, e) for outer in last.entries))
    if not inside:
        return None
    if last.provinces == {_CORPS}:
        inside = tuple(entry._replace(province=_CORPS) for entry in inside)
    return replace(last, end=match.end, entries=inside, use="free", form=inside[0].form, rule="chain")


def _contains(outer: PlaceEntry, inner: PlaceEntry) -> bool:
    if outer.adcode == inner.adcode:
        return True
    if outer.province == _CORPS:
        return inner.province == "新疆" and inner.level == COUNTY
    if outer.province != inner.province or outer.level == COUNTY or outer.level == inner.level:
        return False
    return outer.level == PROVINCE or outer.city == inner.city


def _with_division(text: str, name: _Name) -> _Name:
    division = _CORPS_DIVISION.match(text, name.end) if name.provinces == {_CORPS} else None
    return replace(name, end=division.end()) if division else name


# --- belief: a name that is also a word needs something that speaks for it


def _believed(text: str, names: Sequence[_Name], home_province: str) -> list[_Name]:
    sure = {i for i, name in enumerate(names) if name.use == "free"}
    told = {entry.adcode for i in sure for entry in names[i].entries}
    for i, name in enumerate(names):
        if name.use in {"evidence", "word"} and _spoken_for(
            text, name, told, _near(text, names, sure, name) | {home_province}
        ):
            sure.add(i)
    for order in (range(len(names)), range(len(names) - 1, -1, -1)):
        for i in order:
            if i not in sure and _listed(text, names, sure, i):
                sure.add(i)
    return [name for i, name in enumerate(names) if i in sure]


def _spoken_for(text: str, name: _Name, told: set[str], provinces: set[str]) -> bool:
    if any(entry.adcode in told for entry in name.entries) or in_dateline(text, name.start, name.end):
        return True
    if text[name.end - 1] in _AREA_SUFFIXES:
        return name.end - name.start == 2 and names_county(text, name.start, name.end)
    return name.use == "evidence" and bool(name.provinces & provinces) and stands_free(text, name.start, name.end)


def _near(text: str, names: Sequence[_Name], sure: set[int], name: _Name) -> set[str]:
    """The provinces that the sentence of `name` is sure to name."""
    start, end = _sentence(text, name)
    inside = (names[i] for i in sure if start <= names[i].start < end)
    return {next(iter(other.provinces)) for other in inside if len(other.provinces) == 1}


def _listed(text: str, names: Sequence[_Name], sure: set[int], i: int) -> bool:
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


def _sentence(text: str, name: _Name) -> tuple[int, int]:
    end = _SENTENCE_END.search(text, name.end)
    start = max((text.rfind(mark, 0, name.start) for mark in "。！？；\n"), default=-1) + 1
    return start, end.start() if end else len(text)


# --- readings: 吉林, 朝阳, 海南 mean what stands beside them says


def _decide(text: str, names: Sequence[_Name], home_province: str) -> list[_Name]:
    decided: list[_Name] = []
    for i, name in enumerate(names):
        if len(name.entries) == 1:
            decided.append(replace(name, rule=name.rule or "name"))
            continue
        decided.append(_narrowed(text, names, i, home_province))
    return decided


def _narrowed(text: str, names: Sequence[_Name], i: int, home_province: str) -> _Name:
    name = names[i]
    run = _run(text, names, i)
    if name.entries[0].level == PROVINCE:
        listed = _as_city(name, run, text.startswith(("全市", "全州"), name.end))
        return listed or replace(name, entries=name.entries[:1], rule=name.rule or "province")
    if name.entries[0].level == CITY and name.rule != "chain":
        return _city_first(name, run, home_province)
    others = [n for n in names if n is not name]
    start, end = _sentence(text, name)
    witnesses = (
        ("list", run),
        ("sentence", [n for n in others if start <= n.start < end]),
        ("passage", others),
    )
    for rule, beside in witnesses:
        left = _agreeing(name.entries, beside)
        if len({entry.province for entry in left}) == 1:
            return replace(name, entries=_highest(left), rule=f"{name.rule}+{rule}".lstrip("+"))
    home = tuple(entry for entry in name.entries if entry.province == home_province)
    if home:
        return replace(name, entries=_highest(home), rule=f"{name.rule}+home".lstrip("+"))
    left = _highest(_current(name.entries))
    return replace(name, entries=left, rule=name.rule or ("level" if len(left) == 1 else "ambiguous"))


def _city_first(name: _Name, run: Sequence[_Name], home_province: str) -> _Name:
    """西安 is the prefecture, not a district elsewhere, unless a list of districts (海淀、朝阳) says otherwise."""
    cities = tuple(entry for entry in _current(name.entries) if entry.level == CITY)
    if name.use == "evidence":
        districts = _agreeing([e for e in name.entries if e.level == COUNTY], run)
        at_home = [e for e in name.entries if e.province == home_province]
        if districts and not any(e.province == districts[0].province for e in cities):
            return replace(name, entries=districts, via=COUNTY, rule="list")
        if at_home and all(e.province != home_province for e in cities):
            return replace(name, entries=tuple(at_home), via=COUNTY, rule="home")
    return replace(name, entries=cities, rule="level")


def _run(text: str, names: Sequence[_Name], i: int) -> list[_Name]:
    """The other items of the list that names[i] stands in."""
    run: list[_Name] = []
    for step in (-1, 1):
        j = i
        while 0 <= j + step < len(names):
            first, second = sorted((j, j + step))
            if not linked(text, names[first].end, names[second].start):
                break
            j += step
            run.append(names[j])
    return run


def _as_city(name: _Name, run: Sequence[_Name], told: bool) -> _Name | None:
    """吉林 in 长春、吉林、四平 or before 全市 is the city, 海南 in 海北、海南、黄南 the prefecture."""
    inner = tuple(entry for entry in name.entries if entry.level != PROVINCE)
    around = {entry.province for other in run for entry in other.entries}
    level = {other.via for other in run}
    cities = tuple(entry for entry in inner if told or around == {entry.province})
    return replace(name, entries=cities, via=CITY, rule="list") if cities and "name" not in level else None


def _agreeing(entries: Iterable[PlaceEntry], beside: Iterable[_Name]) -> tuple[PlaceEntry, ...]:
    """The readings that lie in the prefectures, or else in the provinces, that the names beside are sure of."""
    sure = [other for other in beside if len(other.provinces) == 1]
    cities = {(e.province, e.city) for other in sure for e in other.entries if e.city}
    provinces = {next(iter(other.provinces)) for other in sure}
    entries = tuple(entries)
    return tuple(e for e in entries if (e.province, e.city) in cities and e.city) or tuple(
        e for e in entries if e.province in provinces
    )


def _current(entries: Sequence[PlaceEntry]) -> tuple[PlaceEntry, ...]:
    return tuple(entry for entry in entries if not entry.valid_to) or tuple(entries)


def _highest(entries: Sequence[PlaceEntry]) -> tuple[PlaceEntry, ...]:
    """喀什 is the prefecture before the city of that name inside it; in one province the wider unit stands for both."""
    current = _current(entries)
    if len({entry.province for entry in current}) > 1:
        return current
    cities = tuple(entry for entry in current if entry.level == CITY)
    if cities or len({entry.city for entry in current}) > 1:
        return cities or current
    towns = tuple(entry for entry in current if entry.name.endswith("市"))
    return towns or current


# --- single characters: 京、津、冀 and 川渝两地


@cache
def _letters(letters: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    one, before = f"[{letters}]", f"(?<![{letters}、])"
    end = r"(?=$|[^\u4e00-\u9fff]|[等两三四五六七八九十省市区])"
    listed = rf"{before}{one}(?:、{one}){{2,}}{end}|{before}{one}、{one}(?=[等两二][省市区地])"
    counted = rf"{before}({one}{{2,9}})([两二三四五六七八九])(?:个?省|[市地]|区(?!域))"
    return re.compile(listed), re.compile(counted)


def _abbreviations(text: str, known: Gazetteer) -> list[_Name]:
    listed, counted = _letters("".join(known.abbreviations))
    spots = [at for run in listed.finditer(text) for at in range(run.start(), run.end(), 2)]
    for run in counted.finditer(text):
        if len(run[1]) == "二三四五六七八九".find(run[2].replace("两", "二")) + 2:
            spots += range(run.start(1), run.end(1))
    return [_letter(at, known.abbreviations[text[at]]) for at in sorted(spots)]


def _letter(at: int, entry: PlaceEntry) -> _Name:
    return _Name(at, at + 1, (entry,), "name", "free", "alias", "abbreviations")


# --- what the name is part of


def _is_thing(text: str, name: _Name, config: Config) -> bool:
    if text[name.end - 1] in _AREA_SUFFIXES and name.form != "short":
        return False
    around = surroundings(config)
    if around.in_thing(text, name.end):
        return True
    if name.rule == "chain" or name.entries[0].level == PROVINCE:
        return False
    return around.in_landscape(text, name.end) or names_person(text, name.start, name.end)


def _inside_organisation(text: str, name: _Name, units: Sequence[Unit], config: Config) -> bool:
    inside = any(unit.type in _ORGANISATIONS and unit.start <= name.start and name.end <= unit.end for unit in units)
    return inside or surroundings(config).in_organisation(text, name.start, name.end)


def _place(passage: Located, name: _Name, organisation: bool) -> Place:
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


def _end(text: str, name: _Name) -> int:
    """Where the name ends: the 省 of 河北省委 belongs to the committee."""
    shared = text[name.end - 1] in _AREA_SUFFIXES and name.end - name.start > 2
    return name.end - 1 if shared and _COMMITTEE.match(text, name.end) else name.end
