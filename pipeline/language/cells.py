"""What stands in a cell of a table: a figure whose unit may stand in a head, a time, or words."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache, lru_cache

from pipeline.config import Config, SettingsError
from pipeline.language import dates, masks
from pipeline.language.bounds import bounded, cue_before, negated
from pipeline.language.measures import measures
from pipeline.language.numbers import BEGINS, CANDIDATE, Number, read_at
from pipeline.language.refusals import by_shape

# The unit of a table, and where a head has its own: in brackets, behind a stroke, a colon or a comma, or alone.
_OVER_ALL = re.compile(r"单位\s?[:：]\s?(?P<units>[^（）()]+)")
_LISTED = re.compile(r"[、，,；;/／和\s]+")
_IN_HEAD = re.compile(
    r"[（(](?P<in>[^（）()]{1,10})[)）]|[/／:：，,](?P<behind>[^/／:：，,（）()]{1,8})$|(?P<sign>[%％‰])$"
)
_PART = re.compile(r"^(?:#|其中\s?[:：]?)\s?(?=\S)")
_REMARK = re.compile(r"\s?[（(]([^（）()]*)[)）]$")
_COUNTED = re.compile(r"(?P<measure>[^（）()]{1,2})数$")
_PER_THING = frozenset(("count", "person", "times"))
_NOTHING = re.compile(r"[-－—–―/／\\.…·\s]*|无|空|略|暂无|不详|未统计|[Nn]/?[Aa]")
_MINUS = frozenset("-－−﹣负")
_PLUS = frozenset("+＋")
# So many digits without a unit are a number of a telephone or a document.
_LONGEST_COUNT = 11


def is_nothing(text: str) -> bool:
    """Whether a cell says that there is no figure: empty, a dash, 无."""
    return _NOTHING.fullmatch(text) is not None


def is_year(text: str) -> bool:
    """Whether a cell is a year, with 年 or without."""
    bare = text.removesuffix("年").removesuffix("年度")
    return len(bare) == 4 and bool(dates.years_alone(bare))


def is_time(text: str) -> bool:
    """Whether a head is a date or a span of time and nothing more: 2019年, 3月末, 1-3月, 上年同期."""
    bare_text = text.removesuffix("同期")
    year = next((y.end for y in dates.years(bare_text) if not y.start), 0)
    rest = bare_text[year:] if year < len(bare_text) else bare_text
    return is_year(text) or any(_is_time(part) for part in {bare_text, rest})


def _is_time(text: str) -> bool:
    return dates.calendar_end(text, 0) == len(text) or (0, len(text)) in dates.periods(text)


_AGAINST = frozenset("比较")


def period_in(head: str) -> str:
    """The time that a head's figures are for: all of it (3月末), or the year that it names (2021年投入); empty for
    none. What they are compared with (比2020年增长) is not it."""
    if is_time(head):
        return head
    named = [(a, b) for a, b in dates.periods(head) if any(a <= y.start < b for y in dates.years(head))]
    return next((head[a:b] for a, b in named if head[a - 1 : a] not in _AGAINST), "")


@lru_cache(maxsize=50_000)
def figure(text: str, unit: str, config: Config) -> Number | None:
    """The number that a cell is, from its first character to its last; None for a date, a name or words.

    unit: what the heads say that the table counts in; it holds where the cell has no measure of its own. The grammar
    is that of running text: the cell is read as if its unit stood behind it. `end` is inside the cell; a remark in
    brackets behind the number (12（含预备党员）) is no part of it.
    """
    if (remark := _REMARK.search(text)) and remark.start():
        text, unit = text[: remark.start()], remark[1] if is_unit(remark[1], config) else unit
    own = _whole(text, "", config)
    if own is not None and (own.measure is not None or not unit):
        return own
    return _whole(text, unit, config) if unit else None


def _whole(text: str, unit: str, config: Config) -> Number | None:
    begin = BEGINS.search(text)
    match = CANDIDATE.match(text + unit, begin.start()) if begin else None
    if match is None or match["ordinal"] or by_shape(text, match.start(), min(match.end(), len(text))):
        return None
    number = read_at(match, text + unit, measures(config))
    if number is None or number.end < len(text) or number.start >= len(text) or _only_names(text, number):
        return None
    return _with_what_stands_before(text, number)


def _only_names(text: str, number: Number) -> bool:
    if number.masked:
        return number.measure is None and not masks.hides(text)
    if "/" in number.numeral or "／" in number.numeral:
        return True
    plain = number.numeral.isdigit()
    return plain and len(number.numeral) > 1 and (number.numeral[0] == "0" or len(number.numeral) >= _LONGEST_COUNT)


def _with_what_stands_before(text: str, number: Number) -> Number | None:
    """The number with the sign or the bound before it; None where anything else stands there."""
    at, number = number.start, replace(number, end=min(number.end, len(text)))
    before = text[:at]
    if before and before in _MINUS:
        return negated(number, 0)
    if not before or before in _PLUS:
        return number
    cue = cue_before(text, number, at)
    return bounded(number, cue) if cue is not None and not cue.start else None


@lru_cache(maxsize=10_000)
def unit_in(head: str, config: Config) -> str:
    """The unit that a head gives to its figures, as it is written: 投入（万元）, 增长%, 人数; empty for none."""
    if is_unit(head, config):
        return head
    for found in _IN_HEAD.finditer(head):
        if is_unit(words := found["in"] or found["behind"] or found["sign"], config):
            return words
    counted = _COUNTED.search(bare(head, config))
    known = measures(config).words.get(counted["measure"][-1]) if counted else None
    whole = counted is not None and (len(counted["measure"]) == 1 or counted["measure"][0] in _BEFORE_MEASURE)
    return known.word if known is not None and whole and known.kind in _PER_THING else ""


# 总户数, 项目个数: what may stand before a measure that 数 follows; 党员数 counts no 员.
_BEFORE_MEASURE = frozenset("总目镇干员生组积")


def units_over_all(caption: str, config: Config) -> list[str]:
    """The units that a line over a table gives: 单位：万元, or several of which each figure has one."""
    found = _OVER_ALL.search(caption)
    return [u for u in _LISTED.split(found["units"].strip()) if is_unit(u, config)] if found else []


def is_unit(words: str, config: Config) -> bool:
    """Whether words are a measure with its scale and nothing more: 万元, 亿立方米, %."""
    if not words or any(c.isdigit() for c in words):
        return False
    match = CANDIDATE.match("1" + words)
    number = read_at(match, "1" + words, measures(config)) if match else None
    if number is None or number.end <= len(words):
        return False
    return number.kind != "noun" if number.measure is not None else len(number.numeral) > 1


@lru_cache(maxsize=10_000)
def bare(head: str, config: Config) -> str:
    """A head without its unit and what says that it is a part: 投入（万元） is 投入, #住户存款 is 住户存款."""
    head = _PART.sub("", head)
    for found in _IN_HEAD.finditer(head):
        if is_unit(found["in"] or found["behind"] or found["sign"], config):
            return (head[: found.start()] + head[found.end() :]).strip()
    return "" if is_unit(head, config) else head


@cache
def _words(config: Config) -> dict[str, list[tuple[str, str]]]:
    """dictionaries/tables/heads.csv: words and where they stand in a head, by what they say."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in config.rows("tables/heads.csv", ["word", "at", "says"]):
        if row["at"] not in _AT:
            raise SettingsError(f"tables/heads.csv：{row['word']} 的 at 是 {row['at']!r}；请改为 {'、'.join(_AT)} 之一")
        found.setdefault(row["says"], []).append((row["word"], row["at"]))
    return found


_AT: dict[str, Callable[[str, str], bool]] = {
    "whole": lambda head, word: head == word,
    "start": lambda head, word: head.startswith(word),
    "end": lambda head, word: head.endswith(word),
    "any": lambda head, word: word in head,
}


@lru_cache(maxsize=50_000)
def says(head: str, kinds: tuple[str, ...], config: Config) -> bool:
    """Whether a head says one of these of the figures under it: total · subtotal · part · name · rate · own ·
    plan · who."""
    words, names = _words(config), {head, bare(head, config)}
    return any(_AT[at](name, word) for kind in kinds for word, at in words.get(kind, ()) for name in names)
