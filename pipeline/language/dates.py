"""Dates and spans of time: one grammar of years, months and days for every room.

The pieces below are written once; every pattern, here and where a room asks for the shape of a line, is made of them.
A date may be masked (20×× 年 × 月), set apart (2 0 1 9 年) or written in Chinese numerals (二〇二三年).
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.language.masks import DATE_CHARACTERS
from pipeline.language.numerals import read

_D = "[0-9０-９]"
_X = f"[0-9０-９{DATE_CHARACTERS}]"
_CHINESE_YEAR = "[一二][〇○零0OoＯ０一二三四五六七八九]{3}"
# A year that is written out, in either script.
YEAR = rf"(?:19|20)\d{{2}}|{_CHINESE_YEAR}"
_NUMBER = r"\d{1,2}|[一二三四五六七八九十]{1,3}"
# What a date can be written with: masked digits, digits set apart, two digits of a year of the last century.
_ANY_YEAR = (
    rf"(?:{_X}{{4}}(?!{_D})|{_CHINESE_YEAR}|{_D}(?:\s{_D}){{3}}|[〇○零一二三四五六七八九]{{4}}"
    rf"|(?<!{_D})[5-9][0-9](?=年(?:代|毕业|洪水|抗洪))|(?<![0-9.．])0[0-9](?=年(?!级|制|期)))"
)
_ANY_MONTH = rf"(?:{_X}{{1,2}}|{_D}\s{_D}|十[一二]?|[一二三四五六七八九])"
_ANY_DAY = rf"(?:{_X}{{1,2}}|{_D}\s{_D}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九]|廿[一二三四五六七八九]?)"
_TO = r"\s?(?:[—–―~～－-]{1,2}|至|到|、|和|与|或)\s?"
_PART_OF_MONTH = "(?:份|底|初|末|上旬|中旬|下旬|以来)?"
_CALENDAR = re.compile(
    rf"{_ANY_YEAR}\s?(?:(?:{_TO}|[/／])(?:{_ANY_YEAR}|{_D}{{2}})\s?)?(?:年代|学?年度?)"
    rf"(?:底|初|末|中|份)?(?:\s?{_ANY_MONTH}\s?月{_PART_OF_MONTH}(?:\s?{_ANY_DAY}\s?[日号])?)?(?:前|后|起|止|以来|以前|以后)?"
    rf"|{_ANY_MONTH}(?:{_TO}{_ANY_MONTH})?\s?月(?!的?总|例|均产|工资){_PART_OF_MONTH}(?:\s?{_ANY_DAY}\s?[日号])?"
    r"(?:前|后|起|止|以来|以前|以后)?"
    rf"|{_ANY_DAY}(?:{_TO}{_ANY_DAY})?\s?日(?!均|常|产|夜|以?内|之内|游|元|用|活|处理)(?:前|后|起|止|晚|上午|下午|凌晨)?"
    rf"|{_X}{{4}}\s?[-./年－]\s?{_X}{{1,2}}\s?[-./月－]\s?{_X}{{1,2}}日?(?!{_D})"
    rf"|{_D}{{1,2}}[./]{_D}{{1,2}}[./](?:19|20){_D}{{2}}"
    r"|[一二两三四1-4]季度|[0-9一二三四五六七八九十]{1,3}(?:世纪(?!之久)|年代)(?:[0-9一二三四五六七八九]{1,2}0?十?年代)?"
)
_CLOCK = re.compile(
    rf"{_D}{{1,2}}[:：]{_D}{{2}}(?:[:：]{_D}{{2}})?(?!{_D})"
    r"|[0-9一二三四五六七八九十]{1,3}(?:时(?:许|整|起|[0-9]+分?|[—-])|点(?:钟|整|半|[0-9]+分|[—-]))"
)
_CLOCK_BEFORE = re.compile(r"(?:上午|下午|晚上?|凌晨|早上?|中午|日|当天)\s?$")
_ORDINAL_YEAR = re.compile(
    r"第[二三四五]年(?:年?[初底末]|上半年|下半年|[一二三四]季度|[0-9]{1,2}月|[一二三四五六七八九十]{1,2}月|[春夏秋冬])"
)
# What two copies of a text are compared by: absolute dates, days without a month, and years by name.
_STATED = re.compile(
    rf"(?:\d{{4}}|[零〇一二三四五六七八九十]{{4}})(?:年?{_TO}(?:\d{{4}}|[零〇一二三四五六七八九十]{{4}}))?年度?"
    rf"(?:(?:{_NUMBER})月份?)?(?:(?:{_NUMBER})[日号])?"
    rf"|(?:{_NUMBER})月份?(?:(?:{_NUMBER})[日号]|底|初|中旬|上旬|下旬)?"
    r"|\d{1,2}[日号](?=[,，。、上下前至起止召开举])|[上下]半年|第?[一二三四1-4]季度|“?十[一二三四五六]五”?|[今去明前后]年"
)
_PERIOD = re.compile(
    rf"(?:截至|截止|到|至|自|从)?(?:{YEAR})(?:[—–-](?:(?:19|20)[0-9]{{2}}))?年(?:度|底|末|初|以来)?"
    r"(?:[0-9一二三四五六七八九十]{1,3}月(?:份|底|末)?)?(?:[0-9一二三四五六七八九十]{1,3}日)?(?:以来|前|起)?"
    r"|(?:今年|去年|上年|前年|明年|全年|本年)(?:度)?(?:以来|上半年|下半年|前三季度)?|上年度|本年度|上半年|下半年|[一二三四]季度"
    r"|(?:近|过去|前|这|今后|未来)[0-9一二两三四五六七八九十几]+(?:多)?年(?:来|间)?|[0-9一二两三五十]+年来|(?:多|几|近|数)年来"
    r"|“?(?:十[一二三四五]|[一二三四五六七八九])五”?(?:时期|期间|末|以来)|党的十[八九]大以来|党的二十大以来|本届政府|疫情期间|任期内|每年|每月|每季度|每半年|每周"
)
# The day that a line gives: of issue, of a visit, of an archive.
DAY = (
    rf"(?:(?:{YEAR})\s?年\s?(?:{_NUMBER})\s?月(?:\s?(?:{_NUMBER})\s?[日号])?"
    rf"|(?:19|20)\d{{2}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}|\d{{1,2}}\.\d{{1,2}}\.(?:19|20)\d{{2}})(?:\s*\d{{1,2}}[:：]\d{{2}}(?:[:：]\d{{2}})?)?"
)
NUMBERED_YEAR = r"\d+年"
DAY_OF_MONTH = r"\d{1,2}日"
MONTH_AND_DAY = r"\d{1,2}月\d{1,2}日"
MONTH = r"\d{1,2}月"
# A day in digits, whatever separates them.
STAMPED_DAY = r"(?:19|20)\d{2}[-/.]?\d{2}[-/.]?\d{2}"
# The same where a list of links or the head of an archive sets it apart: 08-18, 1月/22日.
LINK_DAY = r"\d{1,2}[-/月]\d{1,2}日?"
ARCHIVED_DAY = r"(?:19|20)\d{2}\s?年[/／\s]*\d{1,2}\s?月[/／\s]*\d{1,2}\s?日"
_FULL = re.compile(
    rf"(?P<year>{YEAR})\s?年[\s/]?(?P<month>{_NUMBER})\s?月[\s/]?(?P<day>{_NUMBER})\s?[日号]"
    r"|(?P<y2>(?:19|20)\d{2})\s?[-/.]\s?(?P<m2>\d{1,2})\s?[-/.]\s?(?P<d2>\d{1,2})(?!\d)"
    r"|(?<!\d)(?P<d3>\d{1,2})[./](?P<m3>\d{1,2})[./](?P<y3>(?:19|20)\d{2})(?!\d)"
)
# A day in digits alone, as a crawler's stamp, an address or a file's name has it: 20230809, 2024-0821, 202307/2510:15.
_COMPACT = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d{2})[-_/.]?(?P<month>0[1-9]|1[0-2])[-_/.]?(?P<day>0[1-9]|[12]\d|3[01])"
    r"(?=\d{2}:\d{2}|(?:\d{6})?(?!\d))"
)
_OF_A_MONTH = re.compile(rf"(?:{YEAR})\s?年\s?(?:{_NUMBER})\s?月")
_SCHOOL_YEAR = re.compile(r"(?:19|20)\d{2}(?:\s?[-—–~～至/]{1,2}\s?(?:19|20)?\d{2})?\s?(?:年度?)?学年")
_MONTH_DAY = re.compile(rf"(?<![\d年])(?P<month>{_NUMBER})\s?月\s?(?P<day>{_NUMBER})\s?[日号]")
_YEAR_NAMED = re.compile(rf"(?<![\d一二三四五六七八九〇])(?P<year>{YEAR})\s?年")
_YEARS = re.compile(rf"(?:{YEAR})\s?年?度?\s?(?:至|到|[—–\-~～]{{1,2}})\s?(?:{YEAR})\s?年?")
_YEAR_ALONE = re.compile(r"(?<![0-9a-zA-Z])(?:19|20)\d{2}(?![0-9a-zA-Z级届])|(?:19|20)\d{2}(?=年)")


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


class Year(NamedTuple):
    """A year named at `text[start:end]`, 年 included."""

    start: int
    end: int
    year: int


def days(text: str) -> list[Day]:
    """The full dates of a text, in order; impossible ones are left out."""
    found = []
    for m in _FULL.finditer(text):
        year, month, day = next(
            (m[y], m[mo], m[d])
            for y, mo, d in (("year", "month", "day"), ("y2", "m2", "d2"), ("y3", "m3", "d3"))
            if m[y]
        )
        read_day = Day(m.start(), _value(year), _value(month), _value(day))
        if read_day.iso():
            found.append(read_day)
    return found


def compact_days(text: str) -> list[Day]:
    """The days that digits alone give, in order: of a stamp, an address, a file's name."""
    found = [Day(m.start(), int(m["year"]), int(m["month"]), int(m["day"])) for m in _COMPACT.finditer(text)]
    return [day for day in found if day.iso()]


def month_day(text: str) -> Day | None:
    """The first day that is named without a year."""
    m = _MONTH_DAY.search(text)
    if not m:
        return None
    found = Day(m.start(), 0, _value(m["month"]), _value(m["day"]))
    return found if found.iso(2024) else None


def of_days(text: str) -> bool:
    """Whether a span of days (2024年9月30日—10月6日) stands in the text."""
    return bool(days(text)) and month_day(text.partition("日")[2]) is not None


def of_school_year(text: str) -> bool:
    """Whether a text names a school's year (2021学年, 2021—2022学年), which runs over two."""
    return bool(_SCHOOL_YEAR.search(text))


def years(text: str) -> Iterator[Year]:
    """The years that a text names with 年 behind them."""
    for m in _YEAR_NAMED.finditer(text):
        yield Year(m.start(), m.end(), _value(m["year"]))


def several_years(text: str) -> bool:
    """Whether a span of years (2018—2022年) stands in the text."""
    return bool(_YEARS.search(text))


def years_alone(text: str) -> set[int]:
    """The years in a file's name, with 年 or without; neither those of a day or a month (2016-06-30, 2023年8月) nor a
    school's (2022学年)."""
    text = _OF_A_MONTH.sub(" ", _SCHOOL_YEAR.sub(" ", text))
    text = _COMPACT.sub(" ", _FULL.sub(" ", text))
    return {int(m.group()) for m in _YEAR_ALONE.finditer(text)}


def year_of(written: str) -> int:
    """The year that YEAR matches, in either script."""
    return _value(written)


def _value(written: str) -> int:
    """A number of a date in either script; letters O stand for a zero."""
    numeral = read(written.translate(_ZEROS))
    return int(numeral.low) if numeral else 0


_ZEROS = str.maketrans("OoＯ○", "〇〇〇〇")


def calendar_end(text: str, start: int) -> int | None:
    """Where the date ends that begins at `start`; None where none does."""
    match = _CALENDAR.match(text, start)
    return match.end() if match else None


def clock_end(text: str, start: int, end: int) -> int | None:
    """Where the time of day ends that begins at `start`; `end` is where its first number ends."""
    if match := _CLOCK.match(text, start):
        return match.end()
    timed = text[end : end + 1] in ("时", "点") and _CLOCK_BEFORE.search(text, max(0, start - 4), start)
    return end + 1 if timed else None


def in_next_year(text: str, start: int) -> bool:
    """第二年年初, 第三年3月: an ordinal that dates."""
    return bool(_ORDINAL_YEAR.match(text, start))


def stated(text: str) -> list[tuple[int, int]]:
    """The half-open spans of the dates that a statement is about, years by name (今年, 十三五) included."""
    return [m.span() for m in _STATED.finditer(text)]


class _Parts(NamedTuple):
    """What a stated date says: years, months and days in order, and the words beside them (底, 上半年, 十三五)."""

    years: tuple[int, ...]
    months: tuple[int, ...]
    days: tuple[int, ...]
    rest: str


_PARTS = re.compile(rf"(?P<year>{YEAR})\s?(?:年度?)?|(?P<month>{_NUMBER})\s?月份?|(?P<day>{_NUMBER})\s?[日号]")
_EMPTY = re.compile(rf"{_TO}|[\s“”第全]|年度?")


def agree(one: str, other: str) -> bool:
    """Whether two stated dates can be one: what both say is the same (2025年3月4日 and 3月4日; 2019年底 and 2019年)."""
    return all(not a or not b or a == b for a, b in zip(_parts(one), _parts(other), strict=True))


def _parts(stated_date: str) -> _Parts:
    found = {"year": [0][:0], "month": [0][:0], "day": [0][:0]}
    for match in _PARTS.finditer(stated_date):
        found[match.lastgroup or ""].append(_value(match[0].rstrip("年度月份日号 ")))
    rest = _EMPTY.sub("", _PARTS.sub("", stated_date))
    return _Parts(tuple(found["year"]), tuple(found["month"]), tuple(found["day"]), rest)


_THIS_YEAR = re.compile(rf"(?:(?P<year>{YEAR})年度?|今年|本年度?|年内)?(?:全年)?")


def is_year(words: str, year: int | None) -> bool:
    """Whether the words say nothing but the year under review: 全年, 今年, 2021年 of a review of 2021."""
    match = _THIS_YEAR.fullmatch(words)
    return match is not None and (match["year"] is None or _value(match["year"]) == year)


def period(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The last expression of time in `text[start:end]`, absolute or relative; None where there is none."""
    last = None
    for match in _PERIOD.finditer(text, start, end):
        last = match.span()
    return last


def periods(text: str) -> list[tuple[int, int]]:
    """The half-open spans of all expressions of time."""
    return [m.span() for m in _PERIOD.finditer(text)]
