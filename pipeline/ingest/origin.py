"""Who published a document and which place it speaks for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.config import Config
from pipeline.ingest.shapes import ADDRESSED, ORGANISATION, is_organisation
from pipeline.language.places.gazetteer import CITY, COUNTY, PROVINCE, PlaceMatch, gazetteer

_SOURCE = re.compile(
    r"(?:信息来源|文章来源|来源|稿源|发布机构|发布单位|发布者|主办)\s?[:：|｜]\s?(?P<name>[^\s:：|｜，。（）()]{2,30})"
)
_WIRE = re.compile(r"新华社|人民网|新华网|中新社|中新网|央视网|光明网|人民日报|央广网|中国新闻网|共产党员网")
_OFFICE = "委员会|党委|党组|组织部|宣传部|统战部|办公室|办公厅|人民政府|领导小组|工委|党总支|政府|委|局|厅"
_TITLE_ORGANISATION = re.compile(rf"^(?P<name>[^，。；：！？“”《》]{{4,40}}?(?:{_OFFICE}))\s?(?:关于|印发|转发)")
_EDITED = re.compile(rf"(?P<name>[^\s，。；：]{{4,30}}(?:{_OFFICE}))\s?(?:主?编印?|编发|印发?)?(?:\s|$)")


class PlaceName(NamedTuple):
    """A place that a name can mean: its province's short name and its level (province · prefecture · county)."""

    province: str
    level: str


def publisher(title: str, metadata: Sequence[str]) -> str | None:
    """The publisher: the signature, else the office before 关于 in the title, else the source or agency named."""
    kept = [line for line in metadata if not ADDRESSED.match(line)]
    signed = [line for line in kept if is_organisation(line) and not _WIRE.search(line)]
    if signed:
        # Where its office prints the document below, the body itself signs above.
        return next((name for name in signed if signed[-1].startswith(name)), signed[-1])
    if found := _TITLE_ORGANISATION.match(title):
        return found["name"].strip()
    for line in kept:
        if found := _SOURCE.search(line):
            return found["name"]
    for line in kept:
        if (found := _EDITED.search(line)) and ORGANISATION.fullmatch(found["name"]):
            return found["name"]
    return next((found.group() for line in kept if (found := _WIRE.search(line))), None)


def home(lines: Sequence[str], config: Config) -> PlaceName | None:
    """The one place that the lines name, its level that of the lowest place, empty where only an alias names it; None
    where none or several provinces are named. A county's short name is an ordinary word too often to speak for a
    document."""
    found = [_meanings(match) for line in lines for match in gazetteer(config).matches(line) if _speaks(match)]
    common = set.intersection(*({p.province for p in places} for places in found)) if found else set()
    if len(common) != 1:
        return None
    (province,) = common
    order = ("", "province", "prefecture", "county")
    levels = [p.level for places in found for p in places if p.province == province]
    return PlaceName(province, max(levels, key=order.index))


def _speaks(match: PlaceMatch) -> bool:
    return match.use == "free" and any(e.level != COUNTY or e.form != "short" for e in match.entries)


def _meanings(match: PlaceMatch) -> set[PlaceName]:
    """Where a name lies; the alias of a province (黔北) says nothing of the level."""
    levels = {CITY: "prefecture", PROVINCE: "" if match.entries[0].form == "alias" else PROVINCE}
    return {PlaceName(e.province, levels.get(e.level, e.level)) for e in match.entries}


def provinces_named(text: str, config: Config) -> set[str]:
    """The short names of the provinces that the text names."""
    return {m.entries[0].province for m in gazetteer(config).matches(text) if m.entries[0].level == PROVINCE}
