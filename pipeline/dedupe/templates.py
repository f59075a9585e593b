"""Same frame, other facts: a template, which is no copy.

Candidates are found with figures masked; here the figures, dates, places and bodies are compared. A copy keeps most
of them; a template keeps few.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.dedupe.changes import Change
from pipeline.dedupe.corpus import Copy
from pipeline.dedupe.facts import strong
from pipeline.language.dates import years

_WHO = frozenset({"province", "place", "unit", "attribution"})
_HOW_MUCH = frozenset({"number", "measure"})
# Below this length a sentence without figures that differs in its place is a set phrase used twice.
_FORMULAIC = 30
# Changed facts that are at most this share of all facts leave a copy a copy.
_FEW = 0.25


def is_template(short: Copy, long: Copy, changes: Sequence[Change], length: int) -> bool:
    """Whether two passages that align over `length` characters are one frame with other facts."""
    who = sum(c.kind in _WHO for c in changes)
    how_much = sum(c.kind in _HOW_MUCH for c in changes)
    when = sum(c.kind == "date" or (c.kind == "ordinal" and c.a.startswith("第")) for c in changes)
    changed = who + how_much + when
    if not changed:
        return False
    total = max(changed, len(strong(short.facts)))
    if changed > _FEW * total and who and (how_much or when):
        return True
    if 2 * changed >= total and (changed >= 2 or of_other_years(short, long, changes)):
        return True
    if who and (own_reports(short, long) or (changed == total and length < _FORMULAIC)):
        return True
    return bool(how_much) and 2 * changed >= total and own_reports(short, long)


def of_other_years(one: Copy, other: Copy, changes: Iterable[Change]) -> bool:
    """Whether two passages are about different years, by what is known of their documents; where one is unknown, by
    the year that one names where the other names another."""
    if one.document.doc_id == other.document.doc_id:
        return False
    if one.year is not None and other.year is not None:
        return one.year != other.year
    return any(c.kind == "date" and _named_years(c.a) != _named_years(c.b) for c in changes)


def _named_years(surface: str) -> list[int]:
    return [named.year for named in years(surface)]


def own_reports(one: Copy, other: Copy) -> bool:
    """Whether each passage is from another place's own report."""
    if one.document.doc_id == other.document.doc_id:
        return False
    homes = one.document.home_province, other.document.home_province
    publishers = one.document.publisher, other.document.publisher
    if all(homes) and homes[0] != homes[1]:
        return True
    local = {one.document.level, other.document.level} <= {"province", "prefecture", "county", "township"}
    return local and all(publishers) and publishers[0] != publishers[1]
