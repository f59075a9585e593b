"""Which slice of the tables a chart or a report shows, chosen by one rule and always said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.config import Config
from pipeline.profile import profile
from pipeline.records import Document
from pipeline.store import Tables


@dataclass(frozen=True)
class Selection:
    """A scope with its years: all of them, and those of them without a document in this scope."""

    scope: str
    zh: str
    years: tuple[int, ...]
    absent: tuple[int, ...]

    @property
    def covered(self) -> list[int]:
        """The years that have a document."""
        return [year for year in self.years if year not in self.absent]


def main_scope(tables: Tables, config: Config | None = None) -> Selection:
    """The genre that covers most years, for years compare best within one genre; all documents where none has two.

    Of genres that cover equally many, the first in the order of the profile of `config` (None: the one installed).
    """
    years: dict[str, set[int]] = defaultdict(set)
    for document in tables[Document]:
        if document.review_year is not None:
            years[document.genre].add(document.review_year)
    everything = set().union(*years.values())
    span = tuple(range(min(everything), max(everything) + 1)) if everything else ()
    names = profile(config or Config()).names["genre"]
    order = {code: place for place, code in enumerate(names)}
    ranked = sorted(years, key=lambda g: (-len(years[g]), order.get(g, len(order)), g))
    if ranked and len(years[ranked[0]]) > 1:
        genre = ranked[0]
        absent = tuple(y for y in span if y not in years[genre])
        return Selection(f"genre={genre}", names.get(genre, genre), span, absent)
    return Selection("all", "全部文档", span, tuple(y for y in span if y not in everything))


def runs(years: Sequence[int]) -> list[tuple[int, int]]:
    """Years that follow each other without a gap, as their first and last."""
    found: list[tuple[int, int]] = []
    for year in sorted(years):
        if found and year == found[-1][1] + 1:
            found[-1] = (found[-1][0], year)
        else:
            found.append((year, year))
    return found
