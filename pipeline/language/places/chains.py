"""Chains of names: 湖南省怀化市, 新疆阿勒泰, 兵团第八师石河子市 are one mention each."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from pipeline.language.places.gazetteer import CITY, COUNTY, PROVINCE, PlaceEntry, PlaceMatch
from pipeline.language.places.surroundings import ends_clause

_CORPS = "兵团"
_CORPS_CITIES = "6590"
_DIVISION = r"第?(?:十[一二三四]|[一二三四五六七八九十]|1[0-4]|[1-9])师"
_CORPS_DIVISION = re.compile(_DIVISION)
_DIVISION_BEFORE = re.compile(f"{_DIVISION}$")


@dataclass(frozen=True)
class Name:
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


def chains(text: str, matches: Iterable[PlaceMatch]) -> list[Name]:
    """The matches with each that lies in the one right before it joined to it."""
    names: list[Name] = []
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


def _first(text: str, match: PlaceMatch) -> Name:
    head = match.entries[0]
    via = "name" if head.level == PROVINCE else head.level
    name = Name(match.start, match.end, match.entries, via, match.use, head.form)
    division = _DIVISION_BEFORE.search(text, max(0, name.start - 5), name.start)
    if division and head.adcode.startswith(_CORPS_CITIES):
        corps = tuple(entry._replace(province=_CORPS) for entry in name.entries)
        return replace(name, start=division.start(), entries=corps, rule="corps")
    return name


def _joined(text: str, last: Name, match: PlaceMatch) -> Name | None:
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
        return outer.level == PROVINCE
    if outer.province == _CORPS:
        return inner.province == "新疆" and inner.level == COUNTY
    if outer.province != inner.province or outer.level == COUNTY or outer.level == inner.level:
        return False
    return outer.level == PROVINCE or outer.city == inner.city


def _with_division(text: str, name: Name) -> Name:
    division = _CORPS_DIVISION.match(text, name.end) if name.provinces == {_CORPS} else None
    return replace(name, end=division.end()) if division else name
