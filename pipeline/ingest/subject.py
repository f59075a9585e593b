"""Which place an article speaks for: the one that its frame names, else the one that it tells of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pipeline.config import Config
from pipeline.language.numerals import FEW
from pipeline.language.organisations.lexicon import lexicon
from pipeline.language.places.gazetteer import CITY, COUNTY, PROVINCE, PlaceMatch, gazetteer

# A place that is named but once has to stand at the very beginning.
_OPENING, _LEAD = 200, 60
# Of the names in a text, the share that lie in one province where it is the text's own; how many provinces, none of
# them with half of the names, a text of the whole country names at least.
_OWN, _SPREAD, _WIDE = 0.75, 0.5, 4
_FEW = 2
_DIVISION = re.compile(f"第[{FEW}]{{1,3}}师(?![范傅长生])|生产建设兵团|^兵团")
_CORPS, _LAND = "兵团", "新疆"
_LEVELS = ("", "province", "prefecture", "county")
_TOWNSHIP = re.compile(
    r"[\u4e00-\u9fff](?![城集乡村各小全重区县市])[\u4e00-\u9fff](?:街道|镇|乡)(?![村镇域土音情亲长])"
)
_IN_COUNTY = re.compile(
    r"[县区市旗](?![的各区])[\u4e00-\u9fff]{2,3}(?:街道|(?<![城集乡村])镇|(?<!城)乡)(?![村镇域土音情亲长])"
)
_TOWN = "township"
_SMALLER = frozenset("镇乡村街路巷")


class PlaceName(NamedTuple):
    """A place that a name can mean: its province's short name and its level (province · prefecture · county)."""

    province: str
    level: str


class Subject(NamedTuple):
    """The place that a text tells of, empty where it tells of none or several; `titled`: the title names it, if only
    by a word that could mean something else (乌苏); `spread`: the text tells of many provinces and of none most;
    `others`: the provinces in which its names lie, where several of them are named and none most;
    `provinces`: those that the text calls by their names."""

    province: str = ""
    level: str = ""
    titled: bool = False
    spread: bool = False
    others: frozenset[str] = frozenset()
    provinces: frozenset[str] = frozenset()


def named(lines: Iterable[str], config: Config) -> PlaceName | None:
    """The one place that the lines name, its level that of the lowest place, empty where only an alias names it; None
    where none or several provinces are named."""
    return _one([meant for line in lines for meant in _places(line, config)])


def alone(line: str, config: Config) -> str:
    """The level of the only place that a line names; empty where it names none or several."""
    found = _places(line, config)
    place = _one(found) if len(found) == 1 else None
    return place.level if place else ""


def seat(names: Iterable[str], config: Config) -> str:
    """The province that names of organisations tell: by a place in them, or because the organisation is known; empty
    where they tell none or several."""
    found = set()
    for name in names:
        place = named([name], config)
        known = {m.value.organisation.province for m in lexicon(config).terms.longest(name) if m.value.organisation}
        found |= {place.province} if place else known - {""}
    return found.pop() if len(found) == 1 else ""


def registered(lines: str, config: Config) -> str:
    """The province of a site's address, else that of its registration (浙ICP备…); empty where neither tells."""
    if place := named(re.findall(r"地址\s?[:：](.{2,40})", lines), config):
        return place.province
    letters = gazetteer(config).abbreviations
    found = {letters[m[1]].province for m in re.finditer(r"(.)ICP备", lines) if m[1] in letters}
    return found.pop() if len(found) == 1 else ""


def told(title: str, text: str, config: Config) -> Subject:
    """The place that a text tells of: most names lie in its province, and the title or the opening names it."""
    matches = gazetteer(config).matches(text)
    places = _speaking(text, matches)
    found = _told(title, text, places, config)
    return found._replace(provinces=frozenset(m.entries[0].province for m in matches if m.entries[0].level == PROVINCE))


def _told(title: str, text: str, places: Sequence[set[PlaceName]], config: Config) -> Subject:
    counts = Counter(province for meant in places if (province := _province(meant)))
    ahead = f"{title}\n{text[:_OPENING]}"
    if not counts:
        return Subject(level=_TOWN if _township(ahead, text) else "")
    province, count = counts.most_common(1)[0]
    if counts.total() == 1 and not _places(f"{title}\n{text[:_LEAD]}", config):
        return Subject(level=_TOWN if _township(ahead, text) else "")
    if count < _OWN * counts.total():
        wide = len(counts) >= _WIDE and count <= _SPREAD * counts.total()
        return Subject(spread=wide, others=frozenset(counts) if counts.total() > _FEW else frozenset())
    near = _places(ahead if count < counts.total() else f"{title}\n{text[: 2 * _OPENING]}", config)
    place = _one([meant for meant in near if any(p.province == province for p in meant)])
    town = _TOWN if _township(ahead, text) else ""
    titled = any(e.province == province for m in gazetteer(config).matches(title) for e in m.entries)
    return Subject(province, town or place.level, titled) if place else Subject(level=town)


def _township(ahead: str, text: str) -> bool:
    """Whether a text tells of one township: its beginning names it behind its county, or it comes again."""
    names = {m.group() for m in _TOWNSHIP.finditer(ahead)}
    return bool(_IN_COUNTY.search(ahead)) or any((ahead + text[_OPENING:]).count(name) >= 2 for name in names)


def _one(found: Sequence[set[PlaceName]]) -> PlaceName | None:
    common = set.intersection(*({p.province for p in places} for places in found)) if found else set()
    if len(common) != 1:
        return None
    (province,) = common
    return PlaceName(province, max((p.level for places in found for p in places if p.province == province), key=_rank))


def _rank(level: str) -> int:
    return _LEVELS.index(level)


def _province(places: set[PlaceName]) -> str:
    """The one province that a name can mean; empty for several."""
    provinces = {place.province for place in places}
    return provinces.pop() if len(provinces) == 1 else ""


def _places(text: str, config: Config) -> list[set[PlaceName]]:
    return _speaking(text, gazetteer(config).matches(text))


def _speaking(text: str, matches: Iterable[PlaceMatch]) -> list[set[PlaceName]]:
    """What each name of a text can mean. A county's short name of two characters is an ordinary word too often to speak
    for a document, unless the unit above stands right before it (广州越秀)."""
    found: list[set[PlaceName]] = []
    before: PlaceMatch | None = None
    for match in matches:
        behind = before is not None and before.end == match.start
        if _of_a_town(text, match):
            continue
        if _speaks(match) or (behind and before and _within(match, before)):
            found.append(_meanings(match))
        before = match
    if _DIVISION.search(text):  # 第二师铁门关市 is of the 兵团, though the city stands on the map of 新疆
        return [{place._replace(province=_CORPS) if place.province == _LAND else place for place in p} for p in found]
    return found


def _of_a_town(text: str, match: PlaceMatch) -> bool:
    """长春镇 and 南京路 are no 长春 and no 南京."""
    return match.entries[0].form == "short" and text[match.end : match.end + 1] in _SMALLER


def _within(match: PlaceMatch, above: PlaceMatch) -> bool:
    """Whether a short name is that of a unit of the one above."""
    return any(e.province == a.province and a.level in (PROVINCE, CITY) for e in match.entries for a in above.entries)


def _speaks(match: PlaceMatch) -> bool:
    full = any(e.level != COUNTY or e.form != "short" for e in match.entries)
    return match.use == "free" and (full or match.end - match.start > 2)


def _meanings(match: PlaceMatch) -> set[PlaceName]:
    """Where a name lies; the alias of a province (黔北) says nothing of the level."""
    levels = {CITY: "prefecture", PROVINCE: "" if match.entries[0].form == "alias" else PROVINCE}
    return {PlaceName(e.province, levels.get(e.level, e.level)) for e in match.entries}
