"""Findings that a list of names decides: places, organisations, set phrases, strings that count nothing."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
PROVINCES = (
    "北京|天津|河北|山西|内蒙古|辽宁|吉林|黑龙江|上海|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|海南|重庆"
    "|四川|贵州|云南|西藏|陕西|甘肃|青海|宁夏|新疆|香港|澳门|台湾"
)
CORPS = "新疆生产建设兵团"
PATTERNS = {
    "date": re.compile(
        r"\d{4}年(?:度|\d{1,2}月(?:\d{1,2}日)?)?(?:底(?:前)?)?|\d{1,2}月(?:\d{1,2}日)?(?:底?前)?|\d{4}-\d{2}-\d{2}"
    ),
    "time": re.compile(r"\d{1,2}:\d{2}(?::\d{2})?"),
    "list_marker": re.compile(r"[一二三四五六]是|（[一二三四五六]）|^[一二三四五六]、|^\d\.|第[一二三四](?=，)"),
    "document_number": re.compile(r"宾组通〔2019〕47号|第18期（总第236期）"),
}


class Found(NamedTuple):
    """A listed string at `text[start:end]`, with its row."""

    start: int
    end: int
    row: dict[str, str]


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a list beside this file, comments left out."""
    lines = [line for line in (HERE / name).read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    if name.endswith(".txt"):
        return tuple({"surface": line} for line in lines if line)
    return tuple(csv.DictReader(lines))


def listed(text: str, name: str) -> list[Found]:
    """The strings of a list in `text`, the longest at each place, none overlapping another."""
    table = {row["surface"]: row for row in rows(name)}
    return [Found(m.start(), m.end(), table[m.group()]) for m in _pattern(name).finditer(text)]


@cache
def _pattern(name: str) -> re.Pattern[str]:
    surfaces = sorted((row["surface"] for row in rows(name)), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, surfaces)))


@cache
def _place_pattern() -> re.Pattern[str]:
    names = "|".join(sorted((re.escape(r["name"]) for r in rows("places.csv")), key=len, reverse=True))
    local = rf"(?:(?:{names})(?:市|县)?)"
    return re.compile(
        rf"(?P<corps>{CORPS})|(?P<province>{PROVINCES})(?:省|市(?={local}))?(?P<below>{local}*)|(?P<local>{local}+)"
    )


def places(text: str) -> Iterator[Found]:
    """Places in `text`: a province with what is named below it is one mention, as is a prefecture with its county."""
    shadow = text
    for trap in rows("traps.csv"):
        if trap["kind"] == "place":
            shadow = shadow.replace(trap["surface"], "□" * len(trap["surface"]))
    for match in _place_pattern().finditer(shadow):
        yield Found(match.start(), match.end(), _place(match))


def cities(text: str) -> Iterator[Found]:
    """Every listed place below the province on its own, whatever province is named before it."""
    for row in rows("places.csv"):
        for match in re.finditer(re.escape(row["name"]), text):
            place = {"province": row["province"], "via": "city", "city": row["city"], "optional": "yes"}
            yield Found(match.start(), match.end(), place)


def _place(match: re.Match[str]) -> dict[str, str]:
    if match["corps"]:
        return {"province": "兵团", "via": "name", "city": "", "optional": ""}
    inner = match["below"] or match["local"] or ""
    below = [row for row in rows("places.csv") if row["name"] in inner]
    last = max(below, key=lambda row: inner.find(row["name"]), default=None)
    city = (last["city"] or last["county"]) if last else ""
    if match["province"]:
        return {"province": match["province"], "via": "name", "city": city, "optional": ""}
    assert last is not None
    via = "county" if last["county"] else "city"
    return {"province": last["province"], "via": via, "city": city, "optional": last["optional"]}


def non_quantities(text: str) -> Iterator[tuple[int, int, str, bool]]:
    """Strings with numerals that count nothing: start, end, why, optional."""
    for why, pattern in PATTERNS.items():
        for match in pattern.finditer(text):
            yield match.start(), match.end(), why, False
    for found in listed(text, "non_quantities.csv"):
        yield found.start, found.end, found.row["why"], bool(found.row["optional"])
