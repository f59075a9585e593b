"""Same frame, other facts: a template, which is no copy.

Candidates are found with figures masked; here the figures, dates, places and bodies are compared. A copy keeps most
of them; a template keeps few.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from pipeline.config import Config
from pipeline.dedupe.changes import Change
from pipeline.dedupe.corpus import Copy
from pipeline.dedupe.facts import strong
from pipeline.dedupe.phrasebook import names, phrasebook
from pipeline.dedupe.scopes import day_of, scope
from pipeline.dedupe.whose import same_place, same_whole, told
from pipeline.language.dates import years
from pipeline.language.listmarks import series
from pipeline.language.numerals import FEW
from pipeline.language.wholes import wholes

_WHO = frozenset({"province", "place", "unit", "attribution"})
_HOW_MUCH = frozenset({"number", "measure"})
# Below this length a sentence without figures that differs in its place is a set phrase used twice.
_FORMULAIC = 30
# Changed facts that are at most this share of all facts leave a copy a copy.
_FEW = 0.25
# Two documents that both speak of a whole of their own (全县) and agree in as many figures speak of the same one.
_SAME_FIGURES = 2
# Characters of 首批 or 第十三届 that differ at most.
_MARK = 4
# What two titles share behind the names that they begin with, and such a name.
_TITLE = 8
_NAME = re.compile("[一-鿿]{1,8}")
# Names of one kind may share characters before its end: 东湖区, 西湖区.
_SHARED_CHARACTERS = 3
_NUMERALS = re.compile(rf"[0-9０-９{FEW}百]+")


def is_template(short: Copy, long: Copy, changes: Sequence[Change], length: int) -> bool:
    """Whether two passages that align over `length` characters are one frame with other facts."""
    who = sum(c.kind in _WHO or _of_another_whole(short, long, c) for c in changes)
    how_much = sum(c.kind in _HOW_MUCH for c in changes)
    when = sum(c.kind == "date" or (c.kind == "ordinal" and c.a.startswith("第")) for c in changes)
    in_series = any(_of_series(short, long, c) for c in changes)
    changed = max(who + how_much + when, in_series)
    if not changed:
        return False
    total = max(changed, len(strong(short.facts)))
    if changed > _FEW * total and who and (how_much or when):
        return True
    if 2 * changed >= total and (changed >= 2 or of_other_years(short, long, changes)):
        return True
    if who and (own_reports(short, long) or (changed == total and length < _FORMULAIC)):
        return True
    if in_series and changed > _FEW * total:
        return True
    if how_much > _FEW * total and any(_of_another_scope(short, long, c) for c in changes):
        return True
    if how_much and of_other_wholes(short, long, total - changed):
        return True
    return bool(how_much) and 2 * changed >= total and own_reports(short, long)


# Days within which one occasion is reported, printed and passed on.
_ONE_OCCASION = 120


def of_other_years(one: Copy, other: Copy, changes: Iterable[Change]) -> bool:
    """Whether two passages are about different years, by what is known of their documents; where one reviews no known
    year, by publication months apart, or by the year that one names where the other names another."""
    if one.document.doc_id == other.document.doc_id:
        return False
    if one.year is not None and other.year is not None:
        return one.year != other.year
    days = [day_of(copy.document) for copy in (one, other)]
    if days[0] and days[1] and abs((date.fromisoformat(days[0]) - date.fromisoformat(days[1])).days) > _ONE_OCCASION:
        return True
    return any(c.kind == "date" and _named_years(c.a) != _named_years(c.b) for c in changes)


def _named_years(surface: str) -> list[int]:
    """The year that a date is of; of a span its last."""
    return [named.year for named in years(surface)][-1:]


def _of_another_whole(short: Copy, long: Copy, change: Change) -> bool:
    """全省 of a report of 湖南 here and 浙江 there."""
    one, other = told(short, change.a_start, change.a_end), told(long, change.b_start, change.b_end)
    return change.kind == "wording" and same_whole(one, other) is False


def _of_series(short: Copy, long: Copy, change: Change) -> bool:
    """第一批 here and 第二批 there: what is said of them is said of two things."""
    if change.kind != "ordinal" and (change.kind != "wording" or change.difference_size > _MARK):
        return False
    return series(short.text[change.a_start : change.a_end + 1]) != series(long.text[change.b_start : change.b_end + 1])


def _of_another_scope(short: Copy, long: Copy, change: Change) -> bool:
    """Whether an amount is of another part, stage or time here and there: planned and done, of each and of all."""
    if change.kind not in _HOW_MUCH:
        return False
    a, b = short.member_around(change.a_start, change.a_end), long.member_around(change.b_start, change.b_end)
    return scope(short, [a]).apart(scope(long, [b]))


def of_other_wholes(one: Copy, other: Copy, same: int) -> bool:
    """Whether two documents each speak of a county or a school of their own (全县, 我校), of which nothing tells
    that it is the same one; `same`: the facts that both state."""
    if same_place(one, other) or same >= _SAME_FIGURES:
        return False
    return bool(wholes(one.text)) and bool(wholes(other.text))


def own_reports(one: Copy, other: Copy) -> bool:
    """Whether each passage is from another place's own report, or from another document of a series."""
    first, second = one.document, other.document
    if first.doc_id == second.doc_id:
        return False
    homes = first.home_province, second.home_province
    if all(homes) and homes[0] != homes[1]:
        return True
    if numbered_apart(first.title, second.title):
        return True
    levels = one.level, other.level
    if any(level is not None and level.nationwide for level in levels):
        return False
    if all(levels) and first.publisher and second.publisher and first.publisher != second.publisher:
        return True
    if first.publisher and second.publisher and two_names(first.publisher, second.publisher, one.config):
        return True
    return any(titled_for_two(a, b, one.config) for a, b in zip(names(first), names(second), strict=True))


def numbered_apart(one: str, other: str) -> bool:
    """Whether two titles are one but for a number: 通报六起问题, 通报九起问题."""
    return one != other and len(one) >= _TITLE and _NUMERALS.sub("0", one) == _NUMERALS.sub("0", other)


def titled_for_two(one: str, other: str, config: Config) -> bool:
    """Whether two titles are one but for the name that they begin with: 甲县2021年述职报告, 乙县2021年述职报告."""
    (a, b), rest = _apart(one, other)
    named = bool(_NAME.fullmatch(a) and _NAME.fullmatch(b)) and not any(map(wholes, (one, other)))
    return named and (len(rest) >= _TITLE or _of_a_kind(a, b, rest, config))


def two_names(one: str, other: str, config: Config) -> bool:
    """Whether two names are of two places or bodies of one kind: 中共甲县委员会, 中共乙县委员会; two newspapers may
    print one report."""
    (a, b), rest = _apart(one.removeprefix("中共"), other.removeprefix("中共"))
    return bool(_NAME.fullmatch(a) and _NAME.fullmatch(b)) and _of_a_kind(a, b, rest, config)


def _apart(one: str, other: str) -> tuple[tuple[str, str], str]:
    """What two names begin with, and the rest that they share."""
    behind = zip(reversed(one), reversed(other), strict=False)
    same = next((n for n, (a, b) in enumerate(behind) if a != b), min(len(one), len(other)))
    return (one[: len(one) - same], other[: len(other) - same]), one[len(one) - same :]


def _of_a_kind(one: str, other: str, rest: str, config: Config) -> bool:
    """Whether two names end alike, in what they share or each by itself: 甲县 and 乙县, 甲县 and 乙区."""
    kind = phrasebook(config).kind
    ends = bool(rest) and all(kind.search(name[-2:]) for name in (one, other))
    return ends or any(kind.match(rest, at) for at in range(_SHARED_CHARACTERS))
