"""Of which whole, part or time a statement is: what makes two statements of the same words two."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.config import Config
from pipeline.dedupe.corpus import Copy
from pipeline.dedupe.modality import planned
from pipeline.dedupe.phrasebook import names, phrasebook
from pipeline.language import dates
from pipeline.language.listmarks import series
from pipeline.language.numerals import FEW
from pipeline.language.sentences import clauses
from pipeline.language.wholes import is_whole, wholes
from pipeline.records import Document, Quantity

Span = tuple[int, int]
# A part or an average of a whole, another level, a beginning; by what they are where several words say it.
_WORDS = re.compile(
    r"其中|分别|平均|人均|户均|年均|每[个名人家年月天户村所项季]|以来|首批|全国|截至|截止|再次|继续|[一-鿿]{2}阶段"
)
_CHANGE = re.compile(r"增[长加收幅至]|提[高升]|减少|下降|降低|上升|同比|环比")
_SUM = re.compile(r"累计|合计|总[计数共]")
_NEW = re.compile(r"新[增建设添]|新成立|新发展|新组建")
# What names no particular one: 各村, 每个支部, 三个县.
_GENERAL = frozenset(f"各每某多数几所有两个{FEW}")


@dataclass(frozen=True)
class Scope:
    """What a statement is of: `marks` of parts and averages, `wholes` without a name by what they are (省, 校), `named`
    places below a province, `openers`, names that it begins with, `times`; `sums` and `new` exclude each other."""

    marks: frozenset[str]
    wholes: frozenset[str]
    named: frozenset[str]
    openers: frozenset[str]
    times: frozenset[str]
    sums: bool
    new: bool

    def apart(self, other: Scope) -> bool:
        """Whether two statements are of different wholes, parts or times."""
        if self.marks != other.marks or _other_times(self.times, other.times):
            return True
        if _disjoint(self.wholes, other.wholes) or _other_names(self.openers, other.openers):
            return True
        if (
            self.named != other.named
            and not (self.wholes and not self.named)
            and not (other.wholes and not other.named)
        ):
            return True
        return (self.sums and other.new and not other.sums) or (other.sums and self.new and not self.sums)


def _disjoint(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one) and bool(other) and not one & other


def _other_names(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether each opens with the name of another body of one kind: 青石县 and 白石县."""
    mine, theirs = one - other, other - one
    return any(a[-1] == b[-1] and len(a) == len(b) for a in mine for b in theirs)


def _other_times(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether either names a time that none of the other's can be."""
    return any(
        not any(dates.agree(time, known) for known in theirs)
        for mine, theirs in ((one, other), (other, one))
        for time in mine
    )


def scope(copy: Copy, spans: Iterable[Span], *, actor: str = "", dated: bool = True) -> Scope:
    """The scope of the statement in `spans` of a passage; the year under review and the actor say nothing new, and
    without `dated` no time does."""
    marks: set[str] = set()
    own: set[str] = set()
    named: set[str] = set()
    openers: set[str] = set()
    times: set[str] = set()
    text = ""
    for start, end in spans:
        piece = copy.text[start:end]
        text += piece
        marks.update(_WORDS.findall(piece), series(piece))
        own.update(piece[a + 1 : b] for a, b in wholes(piece) if piece[a:b] not in actor)
        openers.update(_opener(piece, copy.config))
        times.update(period(piece[a:b], copy.year) for a, b in dates.periods(piece))
        # A place within the province that is credited is another one's claim.
        named.update(p.adcode for p in copy.found.places if start <= p.start and p.end <= end and (p.city or p.county))
    if _CHANGE.search(text):
        marks.add("change")
    if planned(text):
        marks.add("planned")
    times = times - {""} if dated else set()
    return Scope(
        frozenset(marks), frozenset(own), frozenset(named - {""}), frozenset(openers), frozenset(times),
        bool(_SUM.search(text)), bool(_NEW.search(text)),
    )  # fmt: skip


def _opener(piece: str, config: Config) -> Iterable[str]:
    match = phrasebook(config).opener.match(piece)
    return [match[0]] if match and not is_whole(match[0]) and match[0][0] not in _GENERAL else []


def above(copy: Copy) -> Scope:
    """The scope that heading and opening of a passage give to all of it."""
    first = next(iter(copy.members), (0, 0))
    opening = clauses(copy.text[first[0] : first[1]])[0]
    head = copy.passage.heading
    times = {period(head[a:b], copy.year) for a, b in dates.periods(head)}
    times |= {period(copy.text[a:b], copy.year) for a, b in dates.periods(copy.text[: opening.end])}
    marks = {"planned"} if phrasebook(copy.config).planned.search(head) else set()
    none: frozenset[str] = frozenset()
    return Scope(frozenset(marks), none, none, none, frozenset(times - {""}), False, False)


def around(copy: Copy, quantity: Quantity) -> list[Span]:
    """The clause that a figure stands in, after the one before it, where a scope may be named."""
    filled = [c for c in clauses(copy.text) if c.start < c.end]
    at = next((n for n, c in enumerate(filled) if c.start <= quantity.start < c.end), None)
    if at is None:
        return [(quantity.start, quantity.end)]
    return [(c.start, c.end) for c in filled[max(0, at - 1) : at + 1]]


def period(words: str, year: int | None) -> str:
    """A period as two claims are compared by it; empty for the year under review as a whole."""
    return "" if dates.is_year(words, year) else words


def of_other_days(one: Copy, a: Span, other: Copy, b: Span) -> bool:
    """Whether two statements are news of two days: 日前 is another day in each."""
    days = day_of(one.document), day_of(other.document)
    if not all(days) or days[0] == days[1]:
        return False
    fleeting = phrasebook(one.config).fleeting
    return bool(fleeting.search(one.text, *a) or fleeting.search(other.text, *b))


def day_of(document: Document) -> str | None:
    """The day of publication; of a document that does not tell it, the day in its file's name."""
    return document.published or next((day.iso() for day in dates.days(names(document)[1])), None)
