"""The layers that need nothing but the text: members of sentences, dates, ordinals, masks, persons, quotations, titles.

Organisations, places and numbers build on one another and have components of their own.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

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


def layers(text: str, config: Config) -> dict[str, list[Span]]:
    """Each layer by its name: half-open spans in order."""
    dated = dates.stated(text)
    return {
        "members": sentences.members(text),
        "dates": dated,
        "ordinals": _outside(listmarks.ordinals(text), dated),
        "masks": _outside(masks.masks(text), dated),
        "persons": persons.persons(text, config),
        "quotations": [(start, end) for start, end, _ in brackets.quotations(text)],
        "titles": brackets.titles(text),
    }


# What later stages ask for; it is kept in the parts.
KEPT = ("members", "dates", "ordinals", "masks", "persons", "bounds")
