"""Which reading of a name is meant: 吉林, 朝阳, 海南 mean what stands beside them says."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from pipeline.language.places.chains import Name
from pipeline.language.places.gazetteer import CITY, COUNTY, PROVINCE, PlaceEntry
from pipeline.language.places.surroundings import linked
from pipeline.language.sentences import members

_WIDEST_LIST = 40


@dataclass
class Witnesses:
    """The provinces and the prefectures that some names are sure of."""

    provinces: set[str] = field(default_factory=set)
    cities: set[tuple[str, str]] = field(default_factory=set)

    def hear(self, name: Name) -> None:
        if len(name.provinces) == 1:
            self.provinces |= name.provinces
            cities = {(entry.province, entry.city) for entry in name.entries}
            self.cities |= {city for city in cities if len(cities) == 1 and city[1]}

    def agreeing(self, entries: Sequence[PlaceEntry]) -> tuple[PlaceEntry, ...]:
        """The readings that lie in the prefectures, or else in the provinces, of the witnesses."""
        near = tuple(e for e in entries if (e.province, e.city) in self.cities)
        return near or tuple(e for e in entries if e.province in self.provinces)


class Sentences:
    """What the names of each sentence of a text are sure of."""

    def __init__(self, text: str, names: Iterable[Name]) -> None:
        self._ends = [end - 1 for _, end in members(text)]
        self._heard: dict[int, Witnesses] = defaultdict(Witnesses)
        self.all = Witnesses()
        for name in names:
            self._heard[self._number(name)].hear(name)
            self.all.hear(name)

    def of(self, name: Name) -> Witnesses:
        return self._heard[self._number(name)]

    def _number(self, name: Name) -> int:
        return bisect_right(self._ends, name.start)


def decide(text: str, names: Sequence[Name], heading: Iterable[Name], home_province: str) -> list[Name]:
    """The names with the readings that are left, by the rule that decided.

    Asked in order: the list it stands in, what the same name meant before, the sentence, the passage, the heading,
    the document's province.
    """
    sentences = Sentences(text, names)
    above = Witnesses()
    for name in heading:
        above.hear(name)
    decided = []
    before: dict[str, Witnesses] = defaultdict(Witnesses)
    for i, name in enumerate(names):
        same = before[text[name.start : name.end]]
        if len(name.entries) == 1:
            decided.append(replace(name, rule=name.rule or "name"))
        else:
            run = _run(text, names, i)
            wider = (("before", same), ("sentence", sentences.of(name)), ("passage", sentences.all), ("heading", above))
            decided.append(_one_of_a_kind(text, name, run, home_province) or _narrowed(name, run, wider, home_province))
        same.hear(decided[-1])
    return decided


def _one_of_a_kind(text: str, name: Name, run: Sequence[Name], home_province: str) -> Name | None:
    """A province before its city, a prefecture before districts of its name elsewhere."""
    if name.entries[0].level == PROVINCE:
        told = text.startswith(("全市", "全州"), name.end)
        province = replace(name, entries=name.entries[:1], rule=name.rule or "province")
        return _as_city(name, run, told) or province
    if name.entries[0].level == CITY and name.rule != "chain":
        return _city_first(name, run, home_province)
    return None


def _narrowed(name: Name, run: Sequence[Name], wider: Iterable[tuple[str, Witnesses]], home_province: str) -> Name:
    beside, home = Witnesses(), Witnesses({home_province} - {""})
    for other in run:
        beside.hear(other)
    for rule, witnesses in (("list", beside), *wider, ("home", home)):
        left = _highest(witnesses.agreeing(name.entries))
        if left and len({entry.province for entry in left}) == 1 and len(left) < len(name.entries):
            return replace(name, entries=left, rule=f"{name.rule}+{rule}".lstrip("+"))
    left = _highest(name.entries)
    return replace(name, entries=left, rule=name.rule or ("level" if len(left) == 1 else "ambiguous"))


def _city_first(name: Name, run: Sequence[Name], home_province: str) -> Name:
    """西安 is the prefecture, not a district elsewhere, unless a list of districts (海淀、朝阳) says otherwise."""
    cities = tuple(entry for entry in _current(name.entries) if entry.level == CITY)
    if name.use == "evidence":
        beside = Witnesses()
        for other in run:
            beside.hear(other)
        districts = beside.agreeing([e for e in name.entries if e.level == COUNTY])
        at_home = tuple(e for e in name.entries if e.province == home_province)
        if districts and not any(e.province == districts[0].province for e in cities):
            return replace(name, entries=districts, via=COUNTY, rule="list")
        if at_home and all(e.province != home_province for e in cities):
            return replace(name, entries=at_home, via=COUNTY, rule="home")
    return replace(name, entries=cities, rule="level")


def _run(text: str, names: Sequence[Name], i: int) -> list[Name]:
    """The other items of the list that names[i] stands in, the nearest of a very long one."""
    run: list[Name] = []
    for step in (-1, 1):
        j = i
        while 0 <= j + step < len(names) and len(run) < _WIDEST_LIST:
            first, second = sorted((j, j + step))
            if not linked(text, names[first].end, names[second].start):
                break
            j += step
            run.append(names[j])
    return run


def _as_city(name: Name, run: Sequence[Name], told: bool) -> Name | None:
    """吉林 in 长春、吉林、四平 or before 全市 is the city, 海南 in 海北、海南、黄南 the prefecture."""
    inner = tuple(entry for entry in name.entries if entry.level != PROVINCE)
    around = {entry.province for other in run for entry in other.entries}
    cities = tuple(entry for entry in inner if told or around == {entry.province})
    if not cities or any(other.via == "name" for other in run):
        return None
    return replace(name, entries=cities, via=CITY, rule="list")


def _current(entries: Sequence[PlaceEntry]) -> tuple[PlaceEntry, ...]:
    return tuple(entry for entry in entries if not entry.valid_to) or tuple(entries)


def _highest(entries: Sequence[PlaceEntry]) -> tuple[PlaceEntry, ...]:
    """喀什 is the prefecture before the city of that name inside it, 伊宁 the city before the county."""
    current = _current(entries)
    if len({entry.province for entry in current}) > 1:
        return current
    cities = tuple(entry for entry in current if entry.level == CITY)
    if cities or len({entry.city for entry in current}) > 1:
        return cities or current
    towns = tuple(entry for entry in current if entry.name.endswith("市"))
    return towns or current
