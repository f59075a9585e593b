"""The layers that need nothing but the text: members of sentences, dates, ordinals, masks, persons, quotations, titles.

Organisations, places and numbers build on one another and have components of their own.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping

from pipeline.config import Config
from pipeline.language import brackets, dates, listmarks, masks, persons, sentences

Span = tuple[int, int]


def _outside(spans: Iterable[Span], taken: list[Span]) -> list[Span]:
    """The spans that overlap none of the taken ones; both are in order."""
    starts = [start for start, _ in taken]
    kept = []
    for start, end in spans:
        last = bisect_right(starts, end - 1) - 1
        if last < 0 or taken[last][1] <= start:
            kept.append((start, end))
    return kept


def _ordinals(text: str, config: Config) -> list[Span]:
    return _outside(listmarks.ordinals(text), dates.stated(text))


def _masks(text: str, config: Config) -> list[Span]:
    return _outside(masks.masks(text), dates.stated(text))


# Each layer by its name: from a text to half-open spans in order.
LAYERS: Mapping[str, Callable[[str, Config], list[Span]]] = {
    "members": lambda text, config: sentences.members(text),
    "dates": lambda text, config: dates.stated(text),
    "ordinals": _ordinals,
    "masks": _masks,
    "persons": persons.persons,
    "quotations": lambda text, config: [(start, end) for start, end, _ in brackets.quotations(text)],
    "titles": lambda text, config: brackets.titles(text),
}
# What later stages ask for; it is kept in the parts.
KEPT = ("members", "dates", "ordinals", "masks", "persons", "bounds")
