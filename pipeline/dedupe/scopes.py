"""Of which whole, part or time a figure is: what makes another claim of the same words."""

from __future__ import annotations

import re

from pipeline.dedupe.corpus import Copy
from pipeline.language import dates
from pipeline.language.listmarks import series
from pipeline.language.sentences import clauses
from pipeline.language.wholes import wholes
from pipeline.records import Quantity

Span = tuple[int, int]
_WORDS = re.compile(
    r"其中|分别|平均|人均|每[个名人家年月天户村]|各个?|累计|合计|总[计数共]|以来|首批|新增|增[长加]|减少|下降|同比|环比|全国|截至"
)


def around(copy: Copy, quantity: Quantity) -> list[Span]:
    """The clause that a figure stands in, after the one before it, where a scope may be named."""
    filled = [c for c in clauses(copy.text) if c.start < c.end]
    at = next((n for n, c in enumerate(filled) if c.start <= quantity.start < c.end), None)
    if at is None:
        return [(quantity.start, quantity.end)]
    return [(c.start, c.end) for c in filled[max(0, at - 1) : at + 1]]


def scopes(copy: Copy, quantity: Quantity) -> set[str]:
    """The words around a figure that say of what it is; the year under review and the actor say nothing new."""
    found: set[str] = set()
    near = around(copy, quantity)
    first, last = near[0][0], near[-1][1]
    # A place within the province that is credited is another one's claim.
    found.update(p.adcode for p in copy.found.places if first <= p.start and p.end <= last and (p.city or p.county))
    for start, end in near:
        text = copy.text[start:end]
        found.update(_WORDS.findall(text), series(text))
        found.update(text[a:b] for a, b in wholes(text) if text[a:b] not in quantity.actor)
        found.update(period(text[a:b], quantity.review_year) for a, b in dates.periods(text))
    return found - {""}


def period(words: str, year: int | None) -> str:
    """A period as two claims are compared by it; empty for the year under review as a whole."""
    return "" if dates.is_year(words, year) else words
