"""Dates as documents write them, read into ISO dates."""

from __future__ import annotations

import datetime
import re
from typing import NamedTuple

_DIGIT = {c: str(i % 10) for i, c in enumerate("〇一二三四五六七八九")} | {
    "零": "0",
    "○": "0",
    "O": "0",
    "o": "0",
    "Ｏ": "0",
}
YEAR = r"(?:19|20)\d{2}|[一二][〇○零Oo0一二三四五六七八九]{3}"
_NUMBER = r"\d{1,2}|[一二三四五六七八九十]{1,3}"
_FULL = re.compile(
    rf"(?P<year>{YEAR})\s?年[\s/]?(?P<month>{_NUMBER})\s?月[\s/]?(?P<day>{_NUMBER})\s?[日号]"
    r"|(?P<y2>(?:19|20)\d{2})\s?[-/.]\s?(?P<m2>\d{1,2})\s?[-/.]\s?(?P<d2>\d{1,2})(?!\d)"
    r"|(?<!\d)(?P<d3>\d{1,2})[./](?P<m3>\d{1,2})[./](?P<y3>(?:19|20)\d{2})(?!\d)"
)
_MONTH_DAY = re.compile(rf"(?<![\d年])(?P<month>{_NUMBER})\s?月\s?(?P<day>{_NUMBER})\s?[日号]")


class Day(NamedTuple):
    """A day found at `start`; year 0 where the text names none."""

    start: int
    year: int
    month: int
    day: int

    def iso(self, year: int | None = None) -> str | None:
        """The ISO date, None where there is no such day."""
        try:
            return datetime.date(year or self.year, self.month, self.day).isoformat()
        except ValueError:
            return None


def number(text: str) -> int:
    """A number below a hundred, or a year digit by digit, in Arabic or Chinese."""
    if text.isascii() and text.isdigit():
        return int(text)
    if "十" in text:
        tens, _, ones = text.partition("十")
        return (int(_DIGIT.get(tens, "1")) if tens else 1) * 10 + (int(_DIGIT.get(ones, "0")) if ones else 0)
    return int("".join(_DIGIT.get(c, c) for c in text))


def days(text: str) -> list[Day]:
    """The full dates of a text, in order; impossible ones are left out."""
    found = []
    for m in _FULL.finditer(text):
        year, month, day = next(
            (m[y], m[mo], m[d])
            for y, mo, d in (("year", "month", "day"), ("y2", "m2", "d2"), ("y3", "m3", "d3"))
            if m[y]
        )
        read = Day(m.start(), number(year), number(month), number(day))
        if read.month > 12 and m["y3"] and read.day <= 12:
            read = Day(m.start(), read.year, read.day, read.month)
        if read.iso():
            found.append(read)
    return found


def month_day(text: str) -> Day | None:
    """The first day that is named without a year."""
    m = _MONTH_DAY.search(text)
    if not m:
        return None
    read = Day(m.start(), 0, number(m["month"]), number(m["day"]))
    return read if read.iso(2024) else None
