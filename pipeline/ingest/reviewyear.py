"""The year under review: the year whose work a document looks back on, not the year in which it was written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from pipeline.language.dates import YEAR, of_days, of_school_year, several_years, year_of, years_alone
from pipeline.profile import Profile

_Y = rf"(?<![\d一二三四五六七八九〇])(?P<year>{YEAR})"
_ANNUAL = re.compile(rf"{_Y}\s?年度(?!计划|预算|安排|任务|目标|要点|打算)")
_NAMED = re.compile(rf"{_Y}\s?年(?!代|来|以来|版|底|初|末|前|后|起|至|到|[—–\-~])")
_PLAN = re.compile(r"(?:计划|要点|打算|安排|部署|方案|规划|思路|任务|目标)")
_BACK = "总结|综述|回顾|汇报|报告|述评"
_GOVERNMENT = re.compile(r"政府工作(?:的)?报告")
_SESSION_MONTH = re.compile(rf"(?:{YEAR})\s?年\s?(?:1|2|3|一|二|三)\s?月")
# 2014年度述职评议考核中查摆的问题: an earlier review, whose findings are followed up.
_PAST = r"[^，。；]{0,10}?(?:查摆|反馈|指出|点评|发现|承诺|整改|列出)"
# Reports that account for the years since the last congress, or for 五年; 人民代表大会 and 教代会 meet every year.
_SEVERAL = re.compile(
    r"次(?:全国)?代表大会上?(?:所?作)?的?(?:政治|工作)?报告|[（(][一二三四五六七八九十]{1,3}大[）)]"
    r"|(?<!十)[三四五]年(?:来)?(?:的)?(?:工作|发展)?(?:回顾|总结|报告|综述|纪实|述评|情况)"
)
# 截至2015年底: how things stood when a year closed.
_YEAR_END = re.compile(rf"截[至止](?:到|至)?\s?{_Y}\s?年(?:年?[底末]|12月31日)")
# The first paragraph, and a heading above it.
_OPENING_LINES = 2
MAJORITY = 0.6
_UNSAID = "标题和正文均未写明回顾年度"
_UNDATED = "标题未写明年份，无法确定回顾年度"
# A report that is given soon after New Year accounts for 过去的一年; the same words in summer say less.
_PAST_YEAR = re.compile(r"(?:过去的?|这|近)一年|一年[来中里]|去年一年")
_LATEST_ACCOUNT, _ACCOUNT = 3, 300


class ReviewYear(NamedTuple):
    """The year under review and where it was read (title · text · path); both None where it is unknown, with the
    reason for the analyst in `why`."""

    year: int | None
    read_from: str | None
    why: str = ""


class _Words(NamedTuple):
    """`back` looks back on a year, `strongly` whatever plan stands beside it.

    `said`: what a text says of its own year (2023年度述职评议考核, 2023年工作回顾); founding years, plans and datelines
    carry a year too, but none of these words with it.
    """

    back: re.Pattern[str]
    strongly: re.Pattern[str]
    said: tuple[re.Pattern[str], ...]


@lru_cache(maxsize=4)
def _words(profile: Profile) -> _Words:
    subject, reviewed = profile.subject.pattern, profile.reviewed.pattern
    return _Words(
        re.compile(f"{subject}|{_BACK}|小结|盘点|纪实|成效|情况|讲话|发言|工作"),
        re.compile(f"{subject}|{_BACK}"),
        (
            re.compile(
                rf"{_Y}\s?年度[^，。；]{{0,44}}?(?:{subject}|{reviewed}|总结|综述|述评|工作情况|回顾)(?!{_PAST})"
            ),
            re.compile(
                rf"{_Y}\s?年(?!将|要|拟|计划|起|底前|年底前)[^，。；、度]{{0,12}}?(?:工作回顾|工作总结|(?:{subject}){{2}})"
            ),
        ),
    )


def review(title: str, text: str, path: str, profile: Profile) -> ReviewYear:
    """Read the year under review from the title, else from what the text says of itself, else from the file name.

    A government work report reviews the year before the one in its title, in which it is delivered: it accounts
    to a congress that meets in spring. Where the evidence names several years none is chosen.
    """
    if _GOVERNMENT.search(title):
        return _government(title, path)
    words = _words(profile)
    if (found := _from_title(title, words)) is not None:
        return found
    said = _from_text(text, words.said)
    if said.year or said.why.startswith("正文"):
        return said
    if _SEVERAL.search(title) or of_school_year(title):
        return ReviewYear(None, None, "标题所述为几个年度，不计入单一年度")
    planned = {year_of(m["year"]) for m in _NAMED.finditer(title)}
    return found if (found := _from_path(path)).year not in planned else ReviewYear(None, None, _UNSAID)


def closed(found: ReviewYear, title: str, text: str, published: str | None) -> ReviewYear:
    """The year that a text closes, where it was published in the next one and says no other year.

    It says so itself (截至2015年底; 过去的一年, of a report of the first months), or is a government work report, which
    accounts for the year before. `published` is an ISO date.
    """
    if found.why not in {_UNSAID, _UNDATED} or not published:
        return found
    year, month = int(published[:4]), int(published[5:7])
    opening = "\n".join([line for line in text.splitlines() if line.strip()][:_OPENING_LINES])
    said = _YEAR_END.search(opening)
    ended = said is not None and year_of(said["year"]) + 1 == year
    accounts = month <= _LATEST_ACCOUNT and re.search(_BACK, title) and _PAST_YEAR.search(text[:_ACCOUNT])
    if ended or accounts or found.why == _UNDATED:
        return ReviewYear(year - 1, "text")
    return found


def _government(title: str, path: str) -> ReviewYear:
    """Of a resolution on a report only the report's year counts, so a title without one stays unknown."""
    years = sorted({year_of(m["year"]) for m in _NAMED.finditer(title)})
    if len(years) == 1:
        return ReviewYear(years[0] - 1, "title")
    if years:
        return ReviewYear(None, None, "标题含多个年份，无法确定回顾年度")
    if _PLAN.search(title) or "决议" in title:
        return ReviewYear(None, None, _UNSAID)
    if year := _from_path(path).year:
        return ReviewYear(year - 1, "path")
    return ReviewYear(None, None, _UNDATED)


def _from_title(title: str, words: _Words) -> ReviewYear | None:
    annual = sorted({year_of(m["year"]) for m in _ANNUAL.finditer(title)})
    if len(annual) == 1:
        return ReviewYear(annual[0], "title")
    if several_years(title) or len(annual) > 1:
        return ReviewYear(None, None, "标题含多个年份，无法确定回顾年度")
    if _SESSION_MONTH.search(title) or of_days(title):
        return None
    years = sorted({year_of(m["year"]) for m in _NAMED.finditer(title) if _reviewed(title, m.end(), words)})
    if len(years) == 1:
        return ReviewYear(years[0], "title")
    return ReviewYear(None, None, "标题含多个年份，无法确定回顾年度") if years else None


def _reviewed(title: str, at: int, words: _Words) -> bool:
    """Whether the year before `at` goes with words that look back rather than with a plan."""
    back, plan = words.back.search(title, at), _PLAN.search(title, at)
    if not back:
        return False
    return bool(words.strongly.search(title, at)) or not plan


def _from_text(text: str, said: Sequence[re.Pattern[str]]) -> ReviewYear:
    for pattern in said:
        years = Counter(year_of(m["year"]) for m in pattern.finditer(text))
        if years:
            opening = _opening(text, said[0]) & set(years)
            return ReviewYear(opening.pop(), "text") if len(opening) == 1 else _majority(years)
    return ReviewYear(None, None, _UNSAID)


def _opening(text: str, said: re.Pattern[str]) -> set[int]:
    """The years that the first paragraph names as reviewed."""
    first = text.partition("\n")[0]
    return {year_of(m["year"]) for m in said.finditer(first)}


def _majority(years: Counter[int]) -> ReviewYear:
    (year, count), *_ = years.most_common(1)
    if count >= MAJORITY * sum(years.values()):
        return ReviewYear(year, "text")
    listed = "、".join(str(y) for y in sorted(years))
    return ReviewYear(None, None, f"正文提到多个年度（{listed}），无法确定回顾年度")


def _from_path(path: str) -> ReviewYear:
    """The year that stands alone in the file's name; a day there is that of publication, a plan reviews nothing."""
    name = path.rsplit("/", 1)[-1]
    years = sorted(years_alone(name))
    planned = _PLAN.search(name) and not re.search(_BACK, name)
    if len(years) == 1 and not planned and not several_years(name):
        return ReviewYear(years[0], "path")
    return ReviewYear(None, None, _UNSAID)
