"""The dictionary of organisations: canonical names, short and former ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from pipeline.config import Config
from pipeline.extract.units.body import Body
from pipeline.text.terms import TermIndex

FOLDER = "organisations"
FILES = ("party", "government", "enterprises", "universities", "hospitals", "media", "bodies")
COLUMNS = ("canonical", "variants", "type", "province")


class Organisation(NamedTuple):
    """A dictionary entry; a blocker has no canonical name."""

    canonical: str
    type: str
    province: str


@cache
def organisations(config: Config) -> dict[str, Organisation]:
    """Every name in dictionaries/organisations, canonical ones and variants."""
    names: dict[str, Organisation] = {}
    rows = [row for file in FILES for row in config.rows(f"{FOLDER}/{file}.csv", COLUMNS)]
    for row in rows:
        names[row["canonical"]] = _entry(row)
    for row in rows:
        for variant in filter(None, row["variants"].split("|")):
            names.setdefault(variant, _entry(row))
    return names


def _entry(row: dict[str, str]) -> Organisation:
    return Organisation(row["canonical"], row["type"], row["province"])


@cache
def blockers(config: Config) -> tuple[str, ...]:
    """Strings that hold the letters of an organisation and name none (教育部署, 大学生)."""
    return tuple(row["string"] for row in config.rows(f"{FOLDER}/blockers.csv", ["string"]))


@cache
def _index(config: Config) -> TermIndex[Organisation]:
    blocked = dict.fromkeys(blockers(config), Organisation("", "", ""))
    return TermIndex(organisations(config) | blocked)


def known_names(text: str, config: Config) -> Iterator[Body]:
    """The dictionary's names in a text, the longest at each place."""
    for start, end, _, entry in _index(config).longest(text):
        if entry.canonical and _stands(text, start, end):
            yield Body(start, end, entry.canonical, entry.type, entry.province, "dictionary")
    for match in _CENTRE.finditer(text):
        yield Body(match.start(), match.end(), "党中央", "party", "", "centre")


# 中央 alone is the Party's centre where it decides, asks or deploys; elsewhere it is an adjective (中央机关, 中央企业).
_CENTRE = re.compile(
    r"(?:(?<=根据)|(?<=按照)|(?<=落实)|(?<=贯彻)|(?<=执行)|(?<=[经由，。、；：])|(?<![\s\S]))中央"
    r"(?=关于|决策|决定|部署|要求|批准|同意|统一部署|提出|强调|明确|印发)"
)
_DEPARTMENT_WORDS = frozenset("门署队分位件")
_STUDENT = frozenset("生命 生物 生态 生产 生活".split())
_BEFORE_SHORT = frozenset("、，。；：（(“和与由经对向在及是为报送 \n")
_SHORT = 2


def _stands(text: str, start: int, end: int) -> bool:
    """Whether a name stands as one: 教育部门 holds no 教育部, 施工行业 no 工行."""
    last, after = text[end - 1], text[end : end + 1]
    if last == "部" and after in _DEPARTMENT_WORDS and after:
        return False
    if last in "委" and after == "员":
        return False
    if last == "学" and after == "生" and text[end : end + 2] not in _STUDENT:
        return False
    return end - start > _SHORT or start == 0 or text[start - 1] in _BEFORE_SHORT
