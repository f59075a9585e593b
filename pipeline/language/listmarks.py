"""List marks: what numbers a heading, a paragraph or a point inside one (一、 （一） 1. 一是 第一， ①)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.language.numerals import read
from pipeline.language.sentences import MEMBER_STOPS

_CN = "一二三四五六七八九十"
_NUMERAL = f"[{_CN}百零〇]"
# A mark that opens a line, by the rank of its style: 第一章, 一、, （一）, 1., （1）.
NUMBERED = re.compile(
    rf"(?:{_NUMERAL}{{1,4}}\s?[、．.]|[（(]\s?{_NUMERAL}{{1,3}}\s?[）)]、?|第{_NUMERAL}{{1,4}}(?:部分|章|节|条)"
    r"|[（(]\s?\d{1,2}\s?[）)]|\d{1,2}\s?[、．.](?!\d)|\d{1,2}[)）]|[①-⑳⑴-⒇Ⅰ-Ⅻ])"
)
_STYLES = (
    (re.compile(rf"第{_NUMERAL}"), 0),
    (re.compile(rf"{_NUMERAL}{{1,4}}\s?[、．.]"), 1),
    (re.compile(rf"[（(]\s?{_NUMERAL}"), 2),
    (re.compile(r"\d{1,2}\s?[、．.](?!\d)"), 3),
    (re.compile(r"[（(]\s?\d"), 4),
)
LOWEST_STYLE = 5
# An enumeration inside a paragraph: it begins a line of its own only where the line before is complete.
ENUMERATED = re.compile(
    rf"(?:{_NUMERAL}{{1,2}}(?:是|要|则|方面)|第{_NUMERAL}{{1,2}}[，、：,]|首先|其次|再次|最后[，,]|——|[•●■◆▪○▶])"
)
_INLINE = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}(?:[、是要则来]|方面)|[（(][一二三四五六七八九十0-9]{1,3}[）)]"
    r"|[0-9]{1,2}(?:[、]|[.．](?![0-9])))"
)
_BEFORE_INLINE = frozenset(f"{MEMBER_STOPS}：:，,、 　”》）)*#")
# What two copies of a text number their parts with.
_ORDINAL = re.compile(
    rf"第(?:\d+|[零〇{_CN}百千]+)(?!季度)|[（(](?:\d{{1,2}}|[零〇{_CN}]{{1,3}})[)）]"
    rf"|(?<![零〇{_CN}\d])[零〇{_CN}]{{1,2}}(?=[是、])"
)
_SERIES = re.compile(rf"(?:第(?:\d+|[零〇{_CN}百]+)|首)[届次期批]|第(?:\d+|[零〇{_CN}百]+)号")
_BRACKETED = re.compile(rf"[（(]([{_CN}]{{1,2}})[)）]")
_POINTS = {
    "一是": re.compile(rf"(?<![{_CN}第\d统唯])([{_CN}]{{1,2}})是"),
    "第一": re.compile(rf"第([{_CN}]{{1,2}})[，、,：:]"),
    "（一": _BRACKETED,
    "(一": _BRACKETED,
}
_LINES = (
    _POINTS["第一"],
    re.compile(rf"([{_CN}]{{1,2}})、"),
    _BRACKETED,
    re.compile(rf"([{_CN}]{{1,2}})[是要](?!不)"),
)
# A whole number as lists are announced with it: 三点, 4个方面.
ANNOUNCED = rf"(?:\d{{1,2}}|[{_CN}两]{{1,2}})"


class Point(NamedTuple):
    """The mark of a point at `text[start:end]` and its number."""

    number: int
    start: int
    end: int


def numbered_style(text: str) -> int:
    """The rank of a line's list mark, 0 the highest (第一章), LOWEST_STYLE for none of the ranked ones."""
    return next((rank for pattern, rank in _STYLES if pattern.match(text)), LOWEST_STYLE)


def inline_mark(text: str, start: int) -> tuple[int, int] | None:
    """The half-open span of the mark 一、（一）1. 一是 whose number begins at `start`, first in its clause."""
    first = start - 1 if text[start - 1 : start] in ("（", "(") else start
    if first and text[first - 1] not in _BEFORE_INLINE:
        return None
    match = _INLINE.match(text, first)
    return match.span() if match and match.end() > start else None


def ordinals(text: str) -> list[tuple[int, int]]:
    """The half-open spans of the ordinals and list marks of a text."""
    return [match.span() for match in _ORDINAL.finditer(text)]


def series(text: str) -> list[str]:
    """The members of a series that a text names: 第十三届, 首批, 第5期."""
    return _SERIES.findall(text)


def small_number(numeral: str) -> int | None:
    """A whole number up to nineteen in either script; None for anything else."""
    value = read(numeral)
    if value is None or value.vague or value.low != value.high or value.low != int(value.low):
        return None
    return int(value.low) if value.low < 20 else None


def points(text: str, start: int) -> Iterator[Point]:
    """The points of the list that begins at `start` with its first mark, as long as they run on from one."""
    pattern = next((p for mark, p in _POINTS.items() if text.startswith(mark, start)), None)
    due = 1
    for match in pattern.finditer(text, start) if pattern else ():
        number = small_number(match[1])
        if number == due:
            yield Point(due, match.start(), match.end())
            due += 1
        elif number == 1:
            return


def line_style(line: str) -> re.Pattern[str] | None:
    """The style in which a line is marked as the first point of a list; None where it is not."""
    return next((p for p in _LINES if (m := p.match(line)) and small_number(m[1]) == 1), None)


def line_number(style: re.Pattern[str], line: str) -> int | None:
    """The number of a line marked in that style."""
    match = style.match(line)
    return small_number(match[1]) if match else None
