"""The gazetteer: every name of a province, prefecture or county of China, found where it stands as a name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from pipeline.config import Config, SettingsError
from pipeline.text.terms import Match, TermIndex

PROVINCE, CITY, COUNTY = "province", "city", "county"
_LEVELS = (PROVINCE, CITY, COUNTY)
_MUNICIPALITIES = ("11", "12", "31", "50")
_CORPS = "660000"
_BANNER_PARTS = "左右前中后"
# 吉林市场 is a market in 吉林, 浦东新区域 no district: the suffix belongs to the word that follows.
_SUFFIX_WORDS = frozenset(re.findall("..", "市场市值市价市容市况区域区间区块区划区别旗帜旗舰旗下州际省际县际"))
# 青岛市南区 is 青岛 and its 市南区.
_CITY_DISTRICTS = frozenset(["市中区", "市南区", "市北区"])
_SUFFIXES = "省市区县州盟旗"


class PlaceEntry(NamedTuple):
    """A reading of a name. `province` and `city` are short names, `county` is full; a year is '' where unknown."""

    adcode: str
    name: str
    province: str
    city: str
    county: str
    level: str
    form: str
    valid_from: str = ""
    valid_to: str = ""


class PlaceMatch(NamedTuple):
    """A name at `text[start:end]` with its readings; `use` says what it takes to believe it: free · evidence ·
    word · never (`places/usage.csv` explains them)."""

    start: int
    end: int
    surface: str
    entries: tuple[PlaceEntry, ...]
    use: str


class _Name(NamedTuple):
    entries: tuple[PlaceEntry, ...]
    use: str


@dataclass(frozen=True)
class Gazetteer:
    """All names in one automaton; `names` maps each to its readings."""

    names: Mapping[str, tuple[PlaceEntry, ...]]
    index: TermIndex[_Name]
    words: frozenset[str]
    abbreviations: Mapping[str, PlaceEntry]

    def matches(self, text: str) -> list[PlaceMatch]:
        """The names in `text`, longest first, none overlapping.

        A name whose letters belong to the words beside it (重大理论, 隆重庆祝) or to a longer word that is no place
        (中山装) is left out. What needs evidence is kept and says so in `use`.
        """
        found: list[PlaceMatch] = []
        at = 0
        hits = sorted(self.index.every(text), key=lambda hit: (hit[0], -hit[1]))
        for i, (start, end, term, name) in enumerate(hits):
            if start < at or _yields(hits, i):
                continue
            if not name.entries:
                at = end
                continue
            adjoins = 0 < at == start
            if self._stands(text, start, end, name.use, adjoins):
                use = "free" if name.use == "strict" else name.use
                found.append(PlaceMatch(start, end, term, name.entries, use))
                at = end
        return found

    def _stands(self, text: str, start: int, end: int, use: str, adjoins: bool) -> bool:
        left = start > 0 and not adjoins and text[start - 1 : start + 1] in self.words
        if end - start > 2:
            of_cities = end - start == 3 and text[start + 1] == "城" and left  # 沿海|城市 is not 海城市
            return not of_cities and self._owns_suffix(text, end)
        if text[end - 1] in _SUFFIXES:
            return not left and self._owns_suffix(text, end)
        right = text[end - 1 : end + 1] in self.words
        return not (left or right) if use == "strict" else not (left and right)

    @staticmethod
    def _owns_suffix(text: str, end: int) -> bool:
        after = text[end - 1 : end + 2]
        return after[:1] not in _SUFFIXES or not (after[:2] in _SUFFIX_WORDS or after in _CITY_DISTRICTS)


def _yields(hits: Sequence[Match[_Name]], i: int) -> bool:
    """从江西 is 江西: the short name of a county yields to a province or prefecture that begins inside it."""
    start, end, _, name = hits[i]
    if end - start > 2 or name.use != "strict" or name.entries[0].level != COUNTY:
        return False
    for later in hits[i + 1 :]:
        if later.start >= end:
            return False
        wider = bool(later.value.entries) and later.value.entries[0].level != COUNTY
        if later.start > start and later.end > end and wider and later.value.use == "free":
            return True
    return False


@cache
def gazetteer(config: Config) -> Gazetteer:
    """The gazetteer of the dictionary folder `places/`. Raises SettingsError where a row cannot be used."""
    provinces = config.rows("places/provinces.csv", ["adcode", "short", "full", "abbreviations", "aliases"])
    units = _units(config, provinces)
    names: dict[str, list[PlaceEntry]] = {}
    for name, entry in _forms(config, provinces, units):
        known = names.setdefault(name, [])
        if all(entry.adcode != other.adcode for other in known):
            known.append(entry)
    readings = {name: tuple(sorted(entries, key=_rank)) for name, entries in names.items()}
    letters = {a: units[p["adcode"]] for p in provinces for a in p["abbreviations"].split()}
    return Gazetteer(readings, _index(config, readings), _words(config), letters)


def _rank(entry: PlaceEntry) -> tuple[int, bool, str]:
    return _LEVELS.index(entry.level), bool(entry.valid_to), entry.adcode


def _index(config: Config, names: Mapping[str, tuple[PlaceEntry, ...]]) -> TermIndex[_Name]:
    uses = {row["name"]: row["use"] for row in config.rows("places/usage.csv", ["name", "use"])}
    terms = {name: _Name(entries, _use(name, entries, uses.get(name))) for name, entries in names.items()}
    for table in ("blocked.csv", "longer_words.csv"):
        for row in config.rows(f"places/{table}", ["term", "reason"]):
            terms.setdefault(row["term"], _Name((), "never"))
    return TermIndex(terms)


def _use(name: str, entries: tuple[PlaceEntry, ...], given: str | None) -> str:
    small = name[-1] not in _SUFFIXES and len(name) == 2 and entries[0].level == COUNTY
    if given == "free" and small:
        return "strict"
    return given or ("evidence" if small else "free")


def _words(config: Config) -> frozenset[str]:
    return frozenset(row["word"] for row in config.rows("places/words.csv", ["word"]))


def _units(config: Config, provinces: Iterable[Mapping[str, str]]) -> dict[str, PlaceEntry]:
    """Today's units by adcode, each as the reading of its full name."""
    units = {p["adcode"]: PlaceEntry(p["adcode"], p["full"], p["short"], "", "", PROVINCE, "full") for p in provinces}
    by_head = {code[:2]: entry.province for code, entry in units.items() if code != _CORPS}
    cities: dict[str, str] = {}
    for row in config.rows("places/divisions.csv", ["adcode", "name", "short", "level", "valid_from"]):
        code, name = row["adcode"], row["name"]
        if row["level"] == CITY:
            cities[code[:4]] = row["short"]
            city, county = row["short"], ""
        else:
            city, county = name if code[:2] in _MUNICIPALITIES else cities.get(code[:4], ""), name
        units[code] = PlaceEntry(code, name, by_head[code[:2]], city, county, row["level"], "full", row["valid_from"])
    return units


def _forms(
    config: Config, provinces: Iterable[Mapping[str, str]], units: Mapping[str, PlaceEntry]
) -> Iterator[tuple[str, PlaceEntry]]:
    """Every name with the reading it has."""
    for entry in units.values():
        yield entry.name, entry
    reserved = set()
    for row in provinces:
        entry = units[row["adcode"]]
        reserved.add(row["short"])
        yield row["short"], entry._replace(form="short")
        for alias in row["aliases"].split():
            yield alias, entry._replace(form="alias")
    yield from _short_forms(config, units, reserved)
    for row in config.rows("places/aliases.csv", ["alias", "adcode"]):
        yield row["alias"], _unit(units, row, "aliases.csv")._replace(form="alias")
    for table in ("renamed.csv", "former.csv"):
        for row in config.rows(f"places/{table}", ["name", "adcode", "valid_from", "valid_to"]):
            yield row["name"], _former(_unit(units, row, table), row)


def _unit(units: Mapping[str, PlaceEntry], row: Mapping[str, str], table: str) -> PlaceEntry:
    if row["adcode"] not in units:
        name = row.get("alias") or row.get("name", "")
        raise SettingsError(f"{table}：{name} 指向 {row['adcode']}，没有哪张表有；请改正区划代码")
    return units[row["adcode"]]


def _former(unit: PlaceEntry, row: Mapping[str, str]) -> PlaceEntry:
    return unit._replace(name=row["name"], form="former", valid_from=row["valid_from"], valid_to=row["valid_to"])


def _short_forms(
    config: Config, units: Mapping[str, PlaceEntry], reserved: set[str]
) -> Iterator[tuple[str, PlaceEntry]]:
    for row in config.rows("places/divisions.csv", ["adcode", "name", "short", "level"]):
        entry, short = units[row["adcode"]], row["short"]
        if suffix := _long_suffix(row["name"], short):
            yield short + suffix, entry._replace(form="alias")
        halved = row["name"].endswith("旗") and short[-1] in _BANNER_PARTS
        if not halved and (short not in reserved or entry.level == CITY):
            yield short, entry._replace(form="short")


def _long_suffix(name: str, short: str) -> str:
    """州, 县 or 旗 for a unit whose full name says more between its short name and that (海南藏族自治州: 海南州)."""
    suffix = name[-1]
    return suffix if suffix in "州县旗区" and len(name) > len(short) + 2 and short[-1] != suffix else ""


def locality_named(text: str, province: str, level: str, config: Config) -> str:
    """The first city (`level` prefecture: its short name) or county (its full name) of the province that a title or a
    publisher's name has; empty for none."""
    wanted = CITY if level == "prefecture" else COUNTY
    for match in gazetteer(config).matches(text):
        for entry in match.entries:
            if (entry.province, entry.level) == (province, wanted) and not entry.valid_to:
                return entry.county if wanted == COUNTY else entry.city
    return ""


def province_named(name: str, config: Config) -> str:
    """The short name of the province that `name` is in whatever form; empty for none."""
    entries = gazetteer(config).names.get(name.strip(), ())
    return next((entry.province for entry in entries if entry.level == PROVINCE), "")
